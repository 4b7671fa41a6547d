"""The DTD layer: which one, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from converter.diagnostics import Severity
from converter.doctypes import OASIS, Grammar, find_file, guess, read_public_id, read_system_id
from converter.remarks import Remark, Wording
from converter.schema import Complaint, check_tree, load_file, sentences
from converter.views import Element

_SOURCE = "ANSI/NISO Z39.96 JATS, Tag Libraries: document type declarations"

DOCTYPE_MISSING = Remark(
    code="doctype-missing",
    severity=Severity.NOTE,
    source=_SOURCE,
    en=Wording(
        "There is no DOCTYPE; the article was checked as {grammar}.",
        "A DOCTYPE tells every program which version and tag set the article keeps to.",
        "Put the DOCTYPE of that document type before <article>, or choose another with --jats and --tag-set.",
    ),
    ru=Wording(
        "DOCTYPE отсутствует; статья проверена как {grammar}.",
        "DOCTYPE сообщает любой программе, какой версии и какому набору тегов следует статья.",
        "Поставьте перед <article> DOCTYPE этого типа или выберите другой с помощью --jats и --tag-set.",
    ),
)
DTD_NOT_AVAILABLE = Remark(
    code="dtd-not-available",
    severity=Severity.WARNING,
    source=_SOURCE,
    en=Wording(
        "There is no DTD for “{public}”; the article was not checked by a DTD.",
        "Galley brings the DTDs of JATS 1.0 to 1.4 and takes NLM 3.0 for JATS 1.0; it fetches none.",
        "Convert the article to a version of JATS, or choose one with --jats and --tag-set.",
    ),
    ru=Wording(
        "Нет DTD для «{public}»; проверка по DTD не проводилась.",
        "В Galley входят DTD JATS от 1.0 до 1.4, NLM 3.0 принимается за JATS 1.0; из сети ничего не загружается.",
        "Переведите статью в одну из версий JATS или выберите версию с помощью --jats и --tag-set.",
    ),
)
VERSION_DIFFERS = Remark(
    code="dtd-version-differs",
    severity=Severity.WARNING,
    source="JATS Tag Library: @dtd-version",
    en=Wording(
        "The DOCTYPE is of version {doctype}, but dtd-version says {attribute}.",
        "Programs choose their rules by either, so one of them is misled.",
        "Make both the version the article is written in.",
    ),
    ru=Wording(
        "DOCTYPE версии {doctype}, а в dtd-version указано {attribute}.",
        "Программы выбирают правила по одному или по другому, и часть из них ошибётся.",
        "Укажите в обоих местах ту версию, в которой написана статья.",
    ),
)
Doubt = tuple[Remark, dict[str, str]]
_WHY = "The DTD is what every program that reads JATS relies on."
_WHY_RU = "На DTD опирается любая программа, читающая JATS."
_MEND = "The page of the element in the JATS Tag Library tells what it may hold and where it may stand."
_MEND_RU = "На странице элемента в JATS Tag Library сказано, что он может содержать и где стоять."


@cache
def complaints() -> Mapping[str, Remark]:
    """What a DTD may say, as remarks by their code."""
    english, russian = sentences("en"), sentences("ru")
    found = {}
    for name in english:
        code = f"dtd-{name}"
        en, ru = Wording(english[name], _WHY, _MEND), Wording(russian[name], _WHY_RU, _MEND_RU)
        found[code] = Remark(code=code, severity=Severity.ERROR, source=_SOURCE, en=en, ru=ru)
    return found


def choose_grammar(
    root: Element, version: str = "", tag_set: str = "", try_all: bool = True
) -> tuple[Grammar | None, list[Doubt]]:
    """The document type an article is to be checked by, and what is doubtful about that.

    Its DOCTYPE says it; else `version` and `tag_set` where they are given; else its `dtd-version` and content,
    of which the likeliest that fit are tried in turn. There is none for the versions of NLM before 3.0.
    """
    docinfo: Any = root.getroottree().docinfo  # the stubs do not know the system identifier
    public = docinfo.public_id or ""
    if not (version or tag_set):
        if public:
            return _read_doctype(root, public)
        if grammar := read_system_id(docinfo.system_url or "", root.get("dtd-version", "")):
            return grammar, []
        if _is_of_nlm_2(root):
            return None, [(DTD_NOT_AVAILABLE, {"public": "NLM 2"})]
    has_oasis = next(root.iter(f"{OASIS}table"), None) is not None
    meta = root.find(".//journal-meta")
    candidates = guess(version or root.get("dtd-version", ""), has_oasis, meta is None)
    if tag_set:
        candidates = (Grammar(tag_set, candidates[0].version, True, has_oasis),)
    grammar = _narrow(root, candidates) if try_all else candidates[0]
    return grammar, [(DOCTYPE_MISSING, {"grammar": str(grammar)})] if not public else []


def _is_of_nlm_2(root: Element) -> bool:
    """Whether an article says so, or has what NLM 3.0 and JATS have by another name."""
    if version := root.get("dtd-version"):
        return version.startswith("2.")
    return root.find("front/journal-meta/journal-title") is not None and next(root.iter("citation"), None) is not None


def _read_doctype(root: Element, public: str) -> tuple[Grammar | None, list[Doubt]]:
    grammar = read_public_id(public)
    if grammar is None or find_file(grammar) is None:
        return None, [(DTD_NOT_AVAILABLE, {"public": public})]
    said = root.get("dtd-version", grammar.version)
    if said.split("d")[0] != grammar.version.split("d")[0]:
        return grammar, [(VERSION_DIFFERS, {"doctype": grammar.version, "attribute": said})]
    return grammar, []


def _narrow(root: Element, candidates: tuple[Grammar, ...]) -> Grammar:
    """The strictest the article keeps to; the first where it keeps to none."""
    if len(candidates) == 1:
        return candidates[0]
    return next((each for each in candidates if not any(check_grammar(root, each))), candidates[0])


def check_grammar(root: Element, grammar: Grammar, language: str = "en") -> Iterator[Complaint]:
    """What the DTD of a document type says of an article."""
    file = find_file(grammar)
    if file is None:
        return
    for each in check_tree(root, load_file(file), language):
        if not _is_version_only(each, root, grammar):
            yield each


def _is_version_only(complaint: Complaint, root: Element, grammar: Grammar) -> bool:
    """Whether only the version is not that of the DTD, which is told otherwise: NLM 3.0 is checked as JATS 1.0."""
    return complaint.code == "value-not-fixed" and complaint.node is root and "dtd-version" in complaint.message


REMARKS: Mapping[str, Remark] = {each.code: each for each in (DOCTYPE_MISSING, DTD_NOT_AVAILABLE, VERSION_DIFFERS)}
