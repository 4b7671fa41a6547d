"""A Word document made ready for pandoc: what pandoc would drop or misread is written so that it stays.

Text boxes become paragraphs, split runs become one, fields become the text they show, and every
paragraph with words bears its number, by which its look and its printed number are found again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct, field

from converter.manuscript import Look
from converter.readers._blocks import CLOSING, OPENING, Printed
from converter.readers._word_numbering import Numbering
from converter.readers._word_styles import Styles, W, look, numbering, outline, tag, value

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_NEXT_TO_NOTHING = frozenset({tag("proofErr"), tag("lastRenderedPageBreak"), tag("noProof"), tag("permStart")})
_BOX = tag("txbxContent")
_TITLES = frozenset({"title", "subtitle", "author", "authors", "date", "abstract", "abstract title"})
_CAPTION = "caption"
_CITATIONS = {
    "ADDIN ZOTERO_": "Zotero",
    "ADDIN CSL_CITATION": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
}
_QUOTED_FROM = 18.0
"""Points of indentation from which a paragraph may be a quotation set off."""
_SELDOM = 0.2


class Prepared(Struct):
    """What was learnt of a document while it was made ready."""

    printed: dict[int, Printed] = field(default_factory=dict)
    boxes: int = 0
    citations: Counter[str] = field(default_factory=Counter)
    """Citation fields by program."""
    contents: str = ""
    """Words of a table of contents that was left out."""


def prepare(body: etree._Element, styles: Styles, counting: Numbering) -> Prepared:
    """Change `document.xml` in place and tell what was learnt of its paragraphs."""
    known = Prepared()
    known.contents = _take_contents(body)
    _accept_changes(body)
    known.boxes = _free_boxes(body)
    prepare_text(body, known)
    paragraphs = [each for each in body.iter(tag("p")) if _has_words(each)]
    usual = _usual_indents(paragraphs, styles)
    fresh = _page_starts(body)
    for number, paragraph in enumerate(paragraphs, start=1):
        set_as = look(paragraph, styles, paragraph in fresh)
        known.printed[number] = _printed(paragraph, set_as, styles, counting)
        _quiet(paragraph, styles, set_as, usual)
        _sign(paragraph, number)
    return known


def prepare_text(root: etree._Element, known: Prepared) -> None:
    """Runs and fields of any part with text, footnotes too."""
    _show_fields(root, known.citations)
    for paragraph in root.iter(tag("p")):
        _join_runs(paragraph)


def _has_words(paragraph: etree._Element) -> bool:
    return any(each.text and each.text.strip() for each in paragraph.iter(tag("t"), f"{MATH}t"))


# What is not text


def _take_contents(body: etree._Element) -> str:
    """Take the table of contents out; its words."""
    words: list[str] = []
    for box in list(body.iter(tag("sdt"))):
        gallery = next(box.iter(tag("docPartGallery")), None)
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            words += (each.text or "" for each in box.iter(tag("t")))
            _remove(box)
    return " ".join(words)


def _accept_changes(body: etree._Element) -> None:
    """Tracked changes are accepted: what was deleted or moved away is no text."""
    for gone in list(body.iter(tag("del"), tag("moveFrom"))):
        parent = gone.getparent()
        if parent is not None and parent.tag not in (tag("rPr"), tag("trPr")):
            _remove(gone)
    for kept in list(body.iter(tag("ins"), tag("moveTo"))):
        parent = kept.getparent()
        if parent is not None and parent.tag not in (tag("rPr"), tag("trPr")):
            _unwrap(kept)


def _free_boxes(body: etree._Element) -> int:
    """Put the paragraphs of text boxes after the paragraph that anchors them; how many boxes."""
    for doubled in list(body.iter(f"{_COMPATIBILITY}Fallback")):
        parent = doubled.getparent()
        if parent is not None and parent.find(f"{_COMPATIBILITY}Choice") is not None:
            _remove(doubled)
    boxes = list(body.iter(_BOX))
    for box in reversed(boxes):
        anchor = _outermost(box)
        _remove(box)
        for child in reversed(box):
            anchor.addnext(child)
    return len(boxes)


def _outermost(box: etree._Element) -> etree._Element:
    """The paragraph that anchors a text box: the outermost one, inside no box but within its cell."""
    found = box
    for each in box.iterancestors():
        if each.tag == tag("p"):
            found = each
        elif each.tag in (_BOX, tag("tc")):
            break
    return found


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop_dangling(body: etree._Element, notes: Mapping[str, etree._Element | None]) -> int:
    """Take out markers of notes that the file does not hold; how many. `notes` are its parts by kind."""
    dropped = 0
    for kind, part in notes.items():
        known = {each.get(f"{W}id") for each in part.iter(tag(kind))} if part is not None else set()
        for marker in list(body.iter(tag(f"{kind}Reference"))):
            if marker.get(f"{W}id") not in known:
                _remove(marker)
                dropped += 1
    return dropped


# Fields and runs


def _show_fields(root: etree._Element, citations: Counter[str]) -> None:
    """Leave of every field but links only what it shows; count those of citation programs."""
    for simple in list(root.iter(tag("fldSimple"))):
        _count_citation(simple.get(f"{W}instr", ""), citations)
        _unwrap(simple)
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
                    _remove(gone)


def _is_link(instruction: str, elements: Iterable[etree._Element]) -> bool:
    paragraphs = {next(each.iterancestors(tag("p")), None) for each in elements}
    return instruction.startswith("HYPERLINK") and len(paragraphs) == 1


def _count_citation(instruction: str, citations: Counter[str]) -> None:
    for sign, program in _CITATIONS.items():
        if instruction.lstrip().startswith(sign):
            citations[program] += 1


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _join_runs(paragraph: etree._Element) -> None:
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


# Paragraphs


def _page_starts(body: etree._Element) -> set[etree._Element]:
    """The paragraphs that begin a page, as Word broke them last or was told to."""
    fresh: set[etree._Element] = set()
    waiting = False
    seen = False
    paragraph: etree._Element | None = None
    for each in body.iter(tag("p"), tag("t"), tag("br"), tag("lastRenderedPageBreak"), tag("pageBreakBefore")):
        if each.tag == tag("p"):
            paragraph, seen = each, False
        elif each.tag == tag("t"):
            if waiting and not seen and paragraph is not None:
                fresh.add(paragraph)
            waiting, seen = False, True
        elif each.tag != tag("br") or each.get(f"{W}type") == "page":
            waiting = True
    return fresh


def _printed(paragraph: etree._Element, set_as: Look, styles: Styles, counting: Numbering) -> Printed:
    settings = paragraph.find(tag("pPr"))
    key = value(settings, "pStyle")
    style = styles.resolve(key)
    counted = numbering(settings) or style.numbering
    label = counting.label(*counted) if counted and counted[0] not in ("", "0") else ""
    level = styles.level(key) or outline(settings, style)
    if not level and style.name.casefold() == "title":
        level = 1
    return Printed(set_as, label, level)


def _usual_indents(paragraphs: Iterable[etree._Element], styles: Styles) -> frozenset[float]:
    """Indentations that many paragraphs have: such text is not set off."""
    indents = Counter(look(each, styles, False).indent for each in paragraphs)
    total = sum(indents.values())
    return frozenset(indent for indent, times in indents.items() if times > _SELDOM * total)


def _quiet(paragraph: etree._Element, styles: Styles, set_as: Look, usual: frozenset[float]) -> None:
    """Take away what pandoc would misread: styles it makes metadata or captions of, indents it quotes."""
    settings = paragraph.find(tag("pPr"))
    if settings is None:
        return
    names = {style.name.casefold() for style in styles.lineage(value(settings, "pStyle"))}
    if names & _TITLES or any(_CAPTION in name for name in names):
        _drop(settings, "pStyle")
    if set_as.indent < _QUOTED_FROM or set_as.indent in usual or settings.find(tag("numPr")) is not None:
        _drop(settings, "ind")


def _drop(settings: etree._Element, name: str) -> None:
    child = settings.find(tag(name))
    if child is not None:
        settings.remove(child)


def _sign(paragraph: etree._Element, number: int) -> None:
    """Write a paragraph's number before its text."""
    run = etree.Element(tag("r"))
    text = etree.SubElement(run, tag("t"))
    text.text = f"{OPENING}{number}{CLOSING}"
    at = 1 if len(paragraph) and paragraph[0].tag == tag("pPr") else 0
    paragraph.insert(at, run)


def words_in(root: etree._Element) -> Iterator[str]:
    """The text of every paragraph, as it stands there."""
    for paragraph in root.iter(tag("p")):
        yield "".join(_letters(paragraph))


def _letters(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(tag("t"), tag("tab"), tag("br"), tag("noBreakHyphen")):
        if each.tag != tag("t"):
            yield " "
        elif not (each.text or "").startswith(OPENING):
            yield each.text or ""
