"""The runs of a Word document: fields become the text they show, torn runs one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from converter.readers._word_clearing import remove, unwrap
from converter.readers._word_styles import W, tag

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_NEXT_TO_NOTHING = frozenset({tag("proofErr"), tag("lastRenderedPageBreak"), tag("noProof"), tag("permStart")})
_CITATIONS = {
    "ADDIN ZOTERO_": "Zotero",
    "ADDIN CSL_CITATION": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
}


def show_fields(root: etree._Element, citations: Counter[str]) -> None:
    """Leave of every field but links only what it shows; count those of citation programs."""
    for simple in list(root.iter(tag("fldSimple"))):
        _count_citation(simple.get(f"{W}instr", ""), citations)
        unwrap(simple)
    open_fields: list[tuple[list[etree._Element], list[str]]] = []
    for each in list(root.iter(tag("fldChar"), tag("instrText"))):
        kind = each.get(f"{W}fldCharType", "")
        if kind == "begin":
            open_fields.append(([], []))
        if not open_fields:
            continue
        elements, said = open_fields[-1]
        elements.append(each)
        said.append(each.text or "")
        if kind == "end":
            open_fields.pop()
            instruction = " ".join("".join(said).split())
            _count_citation(instruction, citations)
            if not _is_link(instruction, elements) or open_fields:
                for gone in elements:
                    remove(gone)


def _is_link(instruction: str, elements: Iterable[etree._Element]) -> bool:
    paragraphs = {next(each.iterancestors(tag("p")), None) for each in elements}
    return instruction.startswith("HYPERLINK") and len(paragraphs) == 1


def _count_citation(instruction: str, citations: Counter[str]) -> None:
    for sign, program in _CITATIONS.items():
        if instruction.lstrip().startswith(sign):
            citations[program] += 1


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
