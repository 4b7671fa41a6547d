"""Mentions of tables, figures, boxes, formulas, sections and appendices in the text point to them.

"Table 2", "Figs. 1–3", "рис. 4", "табл. 1, 2", "Eq. (3)", "§ 2.1". Words are never changed. What
nothing in the article answers to stays text, and is asked where the article has such things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Article, Box, Figure, Formula, Inline, Inlines, Item, Node, Pointer, Section, Table
from converter.captions import CAPTIONED, find_caption, is_supplementary, number_key
from converter.diagnostics import Diagnostic, Kind, Log, Place, Severity
from converter.inlines import between, printed, rewrite, walk
from converter.languages import LANGUAGES
from converter.manuscript import Mark, Run
from converter.patterns import regex

POINTER_WITHOUT_TARGET = Kind(
    "pointer-without-target", Severity.QUESTION, "“{mention}” is mentioned, but the manuscript does not hold it."
)

_ROLES = ("table", "figure", "formula", "section", "appendix", "box")
"""Roles of the languages' words that name what may be pointed to; of a word with two the first."""
_REF_TYPES: Mapping[type, str] = {Table: "table", Figure: "fig", Box: "boxed-text", Formula: "disp-formula"}
"""The JATS ref-type of what is pointed to."""
_TOLD = ("table", "figure", "formula")
"""Of these every one has a number where one has, so that a missing one is worth a question."""

_NUMBER = r"[A-ZА-Я]{0,2}\.?\d{1,3}(?:\.\d{1,3}){0,3}"
_LETTER = r"[A-Za-zа-я](?![^\W_])"
_LETTERS = (
    rf"(?:{_LETTER}(?:\s?[–,-]\s?{_LETTER})*(?:\s[^\W\d_]{{1,3}}\s[B-Z](?![\w’']))?|\s{_LETTER}\s?[–-]\s?{_LETTER})?"
)
"""The panels of a figure: `2B,C`, `10C and D`, `6 a-h`."""
_MENTION = regex(
    rf"(?P<word>§{{1,2}}|(?<!\w)[^\W\d_]{{1,20}}+(?:\s[^\W\d_]{{1,12}}+(?=[.\s\u00a0]))?)\.?[\s\u00a0]{{0,2}}"
    rf"(?P<open>[\[(])?(?P<number>{_NUMBER}){_LETTERS}(?(open)[\])])(?![\w]|\.\d)"
)
_NEXT = regex(
    rf"(?P<between>\s?[–—-]\s?|\s?,\s?|\s[^\W\d_]{{1,3}}\s|\s?&\s?)(?P<open>[\[(])?(?P<number>{_NUMBER}){_LETTERS}(?(open)[\])])(?![\w]|\.\d)"
)
_LETTERED = regex(r"(?<!\w)(?P<word>[^\W\d_]{1,20})\.?[\s\u00a0]{1,2}(?P<number>[A-ZА-ЯЄІЇҐ]|[IVX]{1,5})(?![\w’'])")
"""An appendix may be numbered by a letter or in Roman."""
_SUPPLEMENT = "supplement"
"""The role of what is named as in the supplement, by its whole label."""
_DIGIT = regex(r"\d")
_UNREAD = frozenset({Mark.CODE, Mark.MATH, Mark.IMAGE})
_MASK = "\ufffc"
_ENDING = 3
_STEM = 5
_SHARED = 3
_AROUND = 30


class _Mention(Struct, frozen=True):
    """A stretch of a row's text that names one object."""

    start: int
    end: int
    role: str
    number: str
    word: str
    sure: bool = True
    """It is the number next to the word."""


class _Target(Struct, frozen=True):
    """An object with its JATS ref-type, and the word that its label calls it by, if any."""

    id: str
    kind: str
    word: str = ""


Targets = Mapping[tuple[str, str], list[_Target]]
"""The objects of each role and number."""


def point(log: Log, article: Article) -> Article:
    """The article with the mentions of its own objects and sections as pointers to them."""
    targets = _targets(article)
    held = {role for role, _ in targets}
    supplements = _supplements(targets)
    if not held:
        return article

    def change(inlines: Inlines, place: Place) -> Inlines:
        return _pointed(log, inlines, place, targets, held, supplements)

    pointed = rewrite(article, change)
    pairs = zip(pointed.appendices, article.appendices, strict=True)
    return replace(pointed, appendices=tuple(replace(each, title=said.title) for each, said in pairs))


# What may be pointed to


def _targets(article: Article) -> Targets:
    found: dict[tuple[str, str], list[_Target]] = defaultdict(list)
    appendices = {each.id for each in article.appendices}
    supplements = (node for each in article.statements for node in each.blocks if isinstance(node, Box))
    for node in walk((*article.body, *article.appendices, *supplements)):
        id = getattr(node, "id", "")
        kind = getattr(node, "kind", "") if isinstance(node, Box) else ""
        kind = kind or _REF_TYPES.get(type(node), "app" if id in appendices else "sec")
        for role, number, word in _keys(node, appendices) if id else ():
            found[role, number].append(_Target(id, kind, word))
    return found


def _keys(node: Node | Item, appendices: set[str]) -> Iterator[tuple[str, str, str]]:
    """Role, number and word by which the node may be named."""
    match node:
        case Table(label=label) | Figure(label=label) | Box(label=label):
            caption = find_caption(label)
            if caption:
                yield caption.role, caption.number, caption.word
            elif label and isinstance(node, Box):
                yield _SUPPLEMENT, label, ""
        case Formula(label=label) if label:
            yield "formula", number_key(label), ""
        case Section(label=label, id=id) if id in appendices:
            said = label or "".join(map(printed, node.title))
            yield "appendix", number_key(said.rpartition(" ")[2]), ""
        case Section(label=label) if label:
            yield "section", number_key(label), ""
        case _:
            return


def _supplements(targets: Targets) -> Mapping[str, re.Pattern[str]]:
    """How the text may name what its supplement calls `Text S1`, `S2 Dataset` or `Supplementary Figure 3`."""
    return {label: re.compile(_said(label), re.IGNORECASE) for role, label in targets if role == _SUPPLEMENT}


def _said(label: str) -> str:
    """A pattern of the label in which any word may be shortened."""
    parts = (re.escape(part[:_SHARED]) + r"\w{0,15}" if part.isalpha() else re.escape(part) for part in label.split())
    return r"(?<!\w)" + r"\.?[\s\u00a0]{0,2}".join(parts) + r"(?!\w)"


def _target(mention: _Mention, targets: Targets) -> _Target | None:
    """What is called by the same word, or by one of another language: "Foto 1" is not "Figura 1"."""
    rivals = targets.get((mention.role, mention.number), ())
    named = (each for each in rivals if not each.word or _same_word(each.word, mention.word))
    other = (each for each in rivals if not _one_language(each.word, mention.word, mention.role))
    return next(named, None) or next(other, None)


def _same_word(one: str, other: str) -> bool:
    """Whether two words may be forms of one: "рис.", "рисунке"."""
    short = min(len(one.rstrip(".")), len(other.rstrip(".")), _SHARED)
    return one.casefold()[:short] == other.casefold()[:short]


def _one_language(one: str, other: str, role: str) -> bool:
    return any(
        all(any(_same_word(each, word) for each in language.words.get(role, ())) for word in (one, other))
        for language in LANGUAGES.values()
    )


# Mentions in a row


def _pointed(
    log: Log,
    inlines: Inlines,
    place: Place,
    targets: Targets,
    held: set[str],
    supplements: Mapping[str, re.Pattern[str]],
) -> Inlines:
    text = "".join(map(_readable, inlines))
    row: list[Inline] = []
    at = 0
    mentions = [
        *_mentions(text),
        *(_lettered(text) if "appendix" in held else ()),
        *(
            _Mention(*match.span(), _SUPPLEMENT, label, "")
            for label, said in supplements.items()
            for match in said.finditer(text)
        ),
    ]
    for mention in sorted(mentions, key=lambda each: each.start):
        target = _target(mention, targets)
        if target and _is_own(mention, text):
            row += between(inlines, at, mention.start)
            runs = tuple(each for each in between(inlines, mention.start, mention.end) if isinstance(each, Run))
            row.append(Pointer(runs, target.id, target.kind))
            at = mention.end
        elif not target and _should_be_there(mention, held):
            said = text[mention.start : mention.end]
            log(
                POINTER_WITHOUT_TARGET(place, excerpt=text[max(mention.start - 30, 0) : mention.end + 30], mention=said)
            )
    return (*row, *between(inlines, at, None)) if row else inlines


def _missing(inlines: Inlines, place: Place, mention: _Mention) -> Diagnostic:
    said = "".join(map(printed, inlines))
    around = said[max(mention.start - _AROUND, 0) : mention.end + _AROUND]
    return POINTER_WITHOUT_TARGET(place, excerpt=around, mention=said[mention.start : mention.end])


def _is_own(mention: _Mention, text: str) -> bool:
    """Whether a section is one of this article, not of the law named after it; an object none of its supplement."""
    before = text[: mention.start].split()[-1:]
    if mention.role in CAPTIONED and before and text[mention.start - 1].isspace() and is_supplementary(before[0]):
        return False
    if mention.role != "section" or "." in mention.number:
        return True
    return not text[mention.end :].lstrip()[:1].isalnum() or _NEXT.match(text, mention.end) is not None


def _should_be_there(mention: _Mention, held: set[str]) -> bool:
    """Whether the manuscript should hold it; what numbers with a letter count is often elsewhere."""
    return mention.sure and mention.role in held and mention.role in _TOLD and mention.number[:1].isdigit()


def _readable(each: Inline) -> str:
    """The text of an inline; what cannot hold a mention is masked, letter by letter."""
    if isinstance(each, Run):
        return _MASK * len(each.text) if each.marks & _UNREAD or each.note or each.href else each.text
    return _MASK * sum(len(run.text) for run in each.content)


def _mentions(text: str) -> Iterator[_Mention]:
    if not _DIGIT.search(text):
        return
    at = 0
    while match := _MENTION.search(text, at):
        at = match.end()
        role, start = _role(match)
        if not role:
            at = match.start("number") if match["word"].isalpha() else match.end()
            continue
        word = text[start : match.end("word")]
        yield _Mention(start, match.end(), role, number_key(match["number"]), word)
        while following := _NEXT.match(text, at):
            start = following.start("open" if following["open"] else "number")
            yield _Mention(start, following.end(), role, number_key(following["number"]), word, sure=False)
            at = following.end()


def _lettered(text: str) -> Iterator[_Mention]:
    for match in _LETTERED.finditer(text):
        role, start = _role(match)
        if role == "appendix":
            yield _Mention(start, match.end(), role, number_key(match["number"]), match["word"])


def _role(match: re.Match[str]) -> tuple[str, int]:
    """What the words before a number name, and where they begin."""
    words = match["word"].split()
    for said, start in ((words, match.start()), (words[-1:], match.end("word") - len(words[-1]))):
        role = _known(" ".join(said).casefold())
        if role:
            return role, start
    return "", 0


def _known(word: str) -> str:
    """The role of a word in any of its forms: "таблицам" is a form of "таблица"."""
    words = _words()
    if word in words:
        return words[word]
    last = word.rpartition(" ")[2]
    for length in range(len(word), max(len(word) - min(_ENDING, len(last)), _STEM) - 1, -1):
        role = _stems().get(word[:length])
        if role:
            return role
    return ""


@cache
def _words() -> Mapping[str, str]:
    return {
        word.casefold().rstrip("."): role
        for role in reversed(_ROLES)
        for language in LANGUAGES.values()
        for word in language.words.get(role, ())
    }


@cache
def _stems() -> Mapping[str, str]:
    """Long words without their last letter, which the case of the noun changes."""
    return {word[:-1]: role for word, role in _words().items() if len(word) > _STEM and word.isalpha()}
