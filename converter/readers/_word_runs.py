"""The runs of a Word document: fields become the text they show, torn runs one."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from msgspec import Struct, field

from converter.patterns import regex
from converter.readers._word_citations import ENDNOTE_DATA, LONGEST_SHOWN, Citations, note_control, note_field
from converter.readers._word_clearing import remove, unwrap
from converter.readers._word_styles import W, tag, value

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RESERVED = regex("[\ufdd0-\ufdef]")
_NEXT_TO_NOTHING = frozenset({tag("proofErr"), tag("lastRenderedPageBreak"), tag("noProof"), tag("permStart")})


class _Field(Struct):
    """A field that is open: its elements, what it says, the data beside it, and what it shows."""

    elements: list[etree._Element] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    showing: bool = False


def show_fields(root: etree._Element, citations: Citations) -> None:
    """Leave of every field but links only what it shows; note those of citation programs."""
    for control in root.iter(tag("sdt")):
        note_control(citations, value(control.find(tag("sdtPr")), "tag"), _words(control))
    for simple in list(root.iter(tag("fldSimple"))):
        note_field(citations, simple.get(f"{W}instr", "").strip(), "", _words(simple))
        unwrap(simple)
    open_fields: list[_Field] = []
    for each in list(root.iter(tag("fldChar"), tag("instrText"), tag("t"))):
        kind = each.get(f"{W}fldCharType", "")
        if kind == "begin":
            open_fields.append(_Field())
        if not open_fields:
            continue
        _take(open_fields[-1], each, kind)
        if kind == "end":
            _close(open_fields, citations)


def _words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(tag("t")))[:LONGEST_SHOWN]


def _take(innermost: _Field, each: etree._Element, kind: str) -> None:
    """Put an element where it belongs in the field that is open."""
    if each.tag == tag("t"):
        if innermost.showing:
            innermost.shown.append(each.text or "")
        return
    innermost.elements.append(each)
    innermost.said.append(each.text or "")
    innermost.showing = innermost.showing or kind == "separate"
    innermost.data += [data.text or "" for data in each.iterchildren(tag("fldData"))]


def _close(open_fields: list[_Field], citations: Citations) -> None:
    """Take the innermost field away, all but what it shows, which the field around it shows too."""
    closed = open_fields.pop()
    instruction = " ".join("".join(closed.said).split())
    shown = "".join(closed.shown)[:LONGEST_SHOWN]
    note_field(citations, instruction, closed.data[0] if closed.data else "", shown)
    if open_fields and open_fields[-1].showing:
        open_fields[-1].shown.append(shown)
    elif open_fields and instruction.startswith(ENDNOTE_DATA):
        open_fields[-1].data += closed.data
    if not _is_link(instruction, closed.elements) or open_fields:
        for gone in closed.elements:
            remove(gone)


def _is_link(instruction: str, elements: Iterable[etree._Element]) -> bool:
    paragraphs = {next(each.iterancestors(tag("p")), None) for each in elements}
    return instruction.startswith("HYPERLINK") and len(paragraphs) == 1


def join_runs(paragraph: etree._Element) -> None:
    """Make neighbouring runs that are set alike one, so that no word is torn; linear."""
    texts: list[str] = []
    first: etree._Element | None = None
    marks: bytes | None = None
    for child in list(paragraph):
        if child.tag in _NEXT_TO_NOTHING:
            continue
        text = _sole_text(child)
        if text is None:
            _store(first, texts)
            first, texts = None, []
            continue
        own = _marks(child)
        if first is not None and own == marks:
            texts.append(text)
            paragraph.remove(child)
        else:
            _store(first, texts)
            first, texts, marks = child, [text], own
    _store(first, texts)


def _store(run: etree._Element | None, texts: list[str]) -> None:
    if run is not None:
        text = next(run.iterchildren(tag("t")))
        text.text = _RESERVED.sub("", "".join(texts))
        text.set(_SPACE, "preserve")


def _sole_text(run: etree._Element) -> str | None:
    """The text of a run that holds nothing but text, else None."""
    if run.tag != tag("r"):
        return None
    inside = [each for each in run if each.tag not in (tag("rPr"), tag("lastRenderedPageBreak"))]
    if len(inside) != 1 or inside[0].tag != tag("t"):
        return None
    return inside[0].text or ""


def _marks(run: etree._Element) -> bytes:
    marks = run.find(tag("rPr"))
    if marks is None:
        return b""
    kept = (each for each in marks if each.tag not in (tag("lang"), tag("noProof"), tag("rFonts"), tag("color")))
    return b"".join(etree.tostring(each) for each in kept)
