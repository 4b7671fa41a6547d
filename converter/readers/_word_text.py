"""A Word document made ready for pandoc: what pandoc would drop or misread is written so that it stays.

Text boxes become paragraphs, split runs become one, fields become the text they show, and every
paragraph with words bears its number, by which its look and its printed number are found again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct, field

from converter.manuscript import Look
from converter.readers._paragraphs import CLOSING, OPENING, Printed
from converter.readers._word_citations import Citations
from converter.readers._word_clearing import accept_changes, free_boxes, open_wrappers, take_contents
from converter.readers._word_numbering import Numbering
from converter.readers._word_runs import join_runs, show_fields
from converter.readers._word_styles import Styles, W, look, numbering, outline, tag, value

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TITLES = frozenset({"title", "subtitle", "author", "authors", "date", "abstract", "abstract title"})
_CAPTION = "caption"
_QUOTED_FROM = 18.0
"""Points of indentation from which a paragraph may be a quotation set off."""
_SELDOM = 0.2


class Prepared(Struct):
    """What was learnt of a document while it was made ready."""

    printed: dict[int, Printed] = field(default_factory=dict)
    boxes: int = 0
    citations: Citations = field(default_factory=Citations)
    contents: str = ""
    """Words of a table of contents that was left out."""


def prepare(body: etree._Element, styles: Styles, counting: Numbering) -> Prepared:
    """Change `document.xml` in place and tell what was learnt of its paragraphs."""
    known = Prepared()
    known.contents = take_contents(body)
    accept_changes(body)
    open_wrappers(body)
    known.boxes = free_boxes(body)
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
    show_fields(root, known.citations)
    for paragraph in root.iter(tag("p")):
        join_runs(paragraph)


def _has_words(paragraph: etree._Element) -> bool:
    return any(each.text and each.text.strip() for each in paragraph.iter(tag("t"), f"{MATH}t"))


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
