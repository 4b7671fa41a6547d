"""The layers of validation, one after another on the same tree: what one finds does not stop the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Severity
from converter.doctypes import Grammar, find_file
from converter.remarks import Remark
from converter.rules import rules
from converter.schema import MOST_COMPLAINTS, Complaint
from converter.schematron import DocumentRefused, load
from converter.schematron import Finding as Told
from converter.validation.cards import read_card
from converter.validation.dtds import check_grammar, choose_grammar
from converter.validation.findings import Finding, Validation, tell
from converter.validation.parsing import MOST_BYTES, Trouble, parse, put_in_entities
from converter.validation.parsing_remarks import NOT_JATS, NOT_WELL_FORMED, SCHEMATRON_NOT_RUN
from converter.validation.positions import Positions
from converter.validation.profiles import Profile, check_profile, load_profile, weigh
from converter.validation.reasons import explain
from converter.validation.recommendations import SCHEMATRON, tell_recommendation
from converter.views import Element, View, line_of, local, strings_of, view

LAYERS = ("well-formed", "dtd", "jats4r", "rules", "journal")
"""In their order. Without the first there are no others."""
_ROLES = {
    **dict.fromkeys(("fatal", "error"), Severity.ERROR),
    **dict.fromkeys(("warning", "warn"), Severity.WARNING),
    **dict.fromkeys(("info", "information"), Severity.NOTE),
}
"""What a journal's Schematron says of a test to how grave it is."""
_LONGEST_EXCERPT = 100
_MOST_OF_A_RULE = 200
"""Findings of one rule in one file: nobody reads more."""


class Request(Struct, frozen=True):
    """How a file is to be validated."""

    layers: tuple[str, ...] = LAYERS
    language: str = "en"
    """Of the sentences."""
    jats: str = ""
    """The version to check by where the file names no DTD; empty to guess."""
    tag_set: str = ""
    profile: Profile | None = None
    most_bytes: int = MOST_BYTES


def request_validation(
    layers: Sequence[str] = LAYERS, language: str = "en", journal: str = "", jats: str = "", tag_set: str = ""
) -> Request:
    """A request in the order of the layers. Raises `LookupError` for a layer or journal there is not."""
    if unknown := sorted(set(layers) - set(LAYERS)):
        raise LookupError(f"no layer {', '.join(unknown)}: there are {', '.join(LAYERS)}")
    profile = load_profile(journal) if journal else None
    return Request(tuple(each for each in LAYERS if each in layers), language, jats, tag_set, profile)


def validate_xml(xml: bytes, file: str = "", request: Request = Request()) -> Validation:
    """All that the layers asked for find in one file. Raises `SchemaMissing` without the DTDs."""
    troubles: list[Trouble] = []
    root = parse(troubles.append, xml, request.most_bytes)
    if root is None:
        return Validation(file, tuple(_tell_trouble(each, file, request) for each in troubles))
    if local(root) != "article":
        troubles.append(Trouble(NOT_JATS, {"name": local(root)}, line_of(root)))
        return Validation(file, tuple(_tell_trouble(each, file, request) for each in troubles))
    grammar, doubts = choose_grammar(root, request.jats, request.tag_set, try_all="dtd" in request.layers)
    put_in_entities(troubles.append, root, find_file(grammar) if grammar else None)
    inspection = _Inspection(xml, file, request, root)
    findings = [_tell_trouble(each, file, request) for each in troubles]
    findings += [inspection.tell(remark, root, facts, "dtd") for remark, facts in doubts if "dtd" in request.layers]
    for name in request.layers:
        findings += _LAYERS[name](inspection, grammar)
    weighed = (weigh(each, request.profile) for each in findings)
    ordered = sorted(dict.fromkeys(weighed), key=attrgetter("line", "column"))
    return Validation(file, tuple(ordered), (), str(grammar or ""), read_card(root, file))


class _Inspection:
    """One file under inspection: what the layers share."""

    def __init__(self, xml: bytes, file: str, request: Request, root: Element) -> None:
        self.file = file
        self.request = request
        self.root = root
        self._xml = xml

    @cached_property
    def view(self) -> View:
        """Made when the first layer asks for it: a DTD needs none."""
        return view(self.root)

    @cached_property
    def positions(self) -> Positions:
        """Read when the first finding asks for its place."""
        return Positions(self._xml, self.view.elements)

    def tell(self, remark: Remark, element: Element, facts: dict[str, str], layer: str) -> Finding:
        """A remark on an element."""
        return self.place(tell(remark, self.request.language, facts, self.file, layer=layer), element)

    def place(self, finding: Finding, element: Element) -> Finding:
        """The finding with the place of its element."""
        line, column = self.positions[element]
        path = element.getroottree().getpath(element)
        text = " ".join(filter(None, (" ".join(each.split()) for each in strings_of(element))))
        excerpt = text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"
        return replace(finding, line=line, column=column, path=path, excerpt=excerpt)


def _tell_trouble(trouble: Trouble, file: str, request: Request) -> Finding:
    facts = dict(trouble.facts)
    if trouble.remark is NOT_WELL_FORMED:
        facts["reason"] = explain(facts["reason"], request.language)
    found = tell(trouble.remark, request.language, facts, file, trouble.line, trouble.column, "well-formed")
    return replace(found, detail=trouble.detail.strip())


def _check_nothing(_inspection: _Inspection, _grammar: Grammar | None) -> Iterator[Finding]:
    return iter(())  # a tree is there, so the file is well-formed


def _check_dtd(inspection: _Inspection, grammar: Grammar | None) -> Iterator[Finding]:
    if grammar is None:
        return
    told_by_rules = {"unknown-id", "id-twice"} if "rules" in inspection.request.layers else set()
    for complaint in check_grammar(inspection.root, grammar, inspection.request.language):
        if complaint.code not in told_by_rules:
            yield _tell_complaint(inspection, complaint)


def _tell_complaint(inspection: _Inspection, complaint: Complaint) -> Finding:
    code = f"dtd-{complaint.code}" if complaint.code else "dtd"
    finding = Finding(code, Severity.ERROR, complaint.message, inspection.file, complaint.line, layer="dtd")
    finding = replace(finding, detail=complaint.detail, path=complaint.path)
    return finding if complaint.node is None else inspection.place(finding, complaint.node)


def _check_jats4r(inspection: _Inspection, _grammar: Grammar | None) -> Iterator[Finding]:
    yield from _run_schematron(inspection, SCHEMATRON, "jats4r", tell_recommendation)


def _run_schematron(
    inspection: _Inspection, file: Path, layer: str, tell: Callable[[Told, str], tuple[Severity, str]]
) -> Iterator[Finding]:
    try:
        found = list(islice(load(file).check(inspection.root), MOST_COMPLAINTS))
    except DocumentRefused as trouble:
        yield replace(inspection.tell(SCHEMATRON_NOT_RUN, inspection.root, {}, layer), detail=str(trouble))
        return
    for each in found:
        severity, sentence = tell(each, inspection.request.language)
        detail = each.sentence if each.sentence != sentence else ""
        code = f"{layer}-{each.assertion.name}"
        finding = Finding(code, severity, sentence, inspection.file, layer=layer, detail=detail)
        yield inspection.place(finding, each.element)


def _tell_of_journal(told: Told, _language: str) -> tuple[Severity, str]:
    return _ROLES.get(told.assertion.role, Severity.ERROR), told.sentence


def _check_rules(inspection: _Inspection, _grammar: Grammar | None) -> Iterator[Finding]:
    for rule in rules().values():
        for hit in islice(rule.check(inspection.view), _MOST_OF_A_RULE):
            yield inspection.tell(rule, hit.element, dict(hit.facts), "rules")


def _check_journal(inspection: _Inspection, _grammar: Grammar | None) -> Iterator[Finding]:
    profile = inspection.request.profile
    if profile is None:
        return
    for remark, hit in check_profile(inspection.view, profile):
        yield inspection.tell(remark, hit.element, dict(hit.facts), "journal")
    if profile.schematron:
        yield from _run_schematron(inspection, profile.schematron, "journal", _tell_of_journal)


_LAYERS: dict[str, Callable[[_Inspection, Grammar | None], Iterator[Finding]]] = dict(
    zip(LAYERS, (_check_nothing, _check_dtd, _check_jats4r, _check_rules, _check_journal), strict=True)
)
