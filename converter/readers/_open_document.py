"""An OpenDocument text made ready for pandoc: checked, its paragraphs numbered, its images replaced by names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Look
from converter.patterns import regex
from converter.readers import Unreadable
from converter.readers._open_outline import Outline, read_outline
from converter.readers._paragraphs import CLOSING, OPENING, Printed
from converter.readers._zip import Archive, open_archive, pack

CHANGES_ACCEPTED = Kind("changes-accepted", Severity.NOTE, "{count} tracked changes were taken as accepted.")
COMMENTS_LEFT_OUT = Kind("comments-left-out", Severity.NOTE, "{count} comments were left out.")
CONTENTS_LEFT_OUT = Kind(
    "contents-left-out", Severity.NOTE, "A table of contents was left out: {words} words that the headings say again."
)

_NAMES = {
    prefix: f"{{urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0}}"
    for prefix, rest in {
        "office": "office", "style": "style", "text": "text", "fo": "xsl-fo-compatible", "draw": "drawing",
        "table": "table",
    }.items()
}  # fmt: skip
_HREF = "{http://www.w3.org/1999/xlink}href"
_OBJECT = regex(r"(?:\./)?(Object [^/]{1,40})")
_TYPE = b"application/vnd.oasis.opendocument.text"
_MANIFEST = b"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
</manifest:manifest>"""
_ALIGNMENTS = {"start": "left", "end": "right"}
_POINTS = regex(r"([\d.]{1,10})pt")
_TITLE = "title"
_DEEPEST = 30


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _NAMES[prefix] + local


_PARAGRAPHS = (_tag("text:p"), _tag("text:h"))


class OpenText(Struct, frozen=True):
    """An OpenDocument text taken apart."""

    archive: Archive
    declared: bool
    """The file says what it is."""
    parts: Mapping[str, bytes]
    """What pandoc is given."""
    printed: Mapping[int, Printed]
    words: tuple[str, ...]
    """The text of each paragraph."""
    images: Mapping[str, str]
    """From an image's name in the text to its member or its address outside."""


def open_text(log: Log, data: bytes, file: str) -> OpenText:
    """Take an OpenDocument text apart. Raises `Unreadable`."""
    archive = open_archive(log, data, file)
    if "content.xml" not in archive:
        raise Unreadable("The file is no OpenDocument text: the part with its text is missing.")
    content = archive.parse("content.xml")
    named = archive.parse("styles.xml") if "styles.xml" in archive else None
    _tell_left_out(log, content, file)
    roots = [root for root in (named, content) if root is not None]
    styles, outline = _read_styles(roots), read_outline(roots)
    paragraphs = [each for each in content.iter(*_PARAGRAPHS) if _all_text(each).strip()]
    words = tuple("".join(_letters(each)) for each in paragraphs)
    printed = {
        number: _numbered(each, _printed(each, styles), styles, outline)
        for number, each in enumerate(paragraphs, start=1)
    }
    for number, each in enumerate(paragraphs, start=1):
        each.text = f"{OPENING}{number}{CLOSING}{each.text or ''}"
    images = dict(_name_images(content))
    return OpenText(archive, "mimetype" in archive, _parts(archive, content, named), printed, words, images)


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _letters(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs inside it (notes, boxes)."""
    yield paragraph.text or ""
    for each in paragraph:
        if each.tag not in _PARAGRAPHS and each.tag not in (_tag("text:note"), _tag("draw:frame")):
            yield from _letters(each)
        yield " " if each.tag in (_tag("text:tab"), _tag("text:line-break"), _tag("text:s")) else ""
        yield each.tail or ""


def _tell_left_out(log: Log, content: etree._Element, file: str) -> None:
    """Take out what is no text of the article: deleted text, comments, the table of contents."""
    for name, kind in (("text:tracked-changes", CHANGES_ACCEPTED), ("office:annotation", COMMENTS_LEFT_OUT)):
        found = list(content.iter(_tag(name)))
        count = sum(max(len(each), 1) for each in found) if kind is CHANGES_ACCEPTED else len(found)
        for each in found:
            _take_out(each)
        if found:
            log(kind(Place(file), count=count))
    for each in list(content.iter(_tag("text:table-of-content"))):
        words = _all_text(each)
        _take_out(each)
        log(CONTENTS_LEFT_OUT(Place(file), words=len(words.split()), excerpt=" ".join(words.split())[:200]))


def _take_out(element: etree._Element) -> None:
    """Remove an element but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail and parent is not None:
        parent.text = (parent.text or "") + element.tail
    if parent is not None:
        parent.remove(element)


def _name_images(content: etree._Element) -> Iterator[tuple[str, str]]:
    """Names for the images; pandoc is to see no address outside the file."""
    for number, each in enumerate(content.iter(_tag("draw:image")), start=1):
        target = each.get(_HREF, "")
        inside = not (":" in target or target.startswith(("/", ".")))
        name = target if inside else f"Pictures/outside-{number}"
        each.set(_HREF, name)
        yield name, target


def _parts(archive: Archive, content: etree._Element, named: etree._Element | None) -> dict[str, bytes]:
    parts = {"mimetype": _TYPE, "META-INF/manifest.xml": _MANIFEST, "content.xml": etree.tostring(content)}
    parts["styles.xml"] = etree.tostring(named) if named is not None else b"<styles/>"
    for each in content.iter(_tag("draw:object")):
        match = _OBJECT.fullmatch(each.get(_HREF, ""))
        name = f"{match[1]}/content.xml" if match else ""
        if name in archive:
            parts[name] = etree.tostring(archive.parse(name, doctype=True))
    for each in content.iter(_tag("draw:image")):
        parts.setdefault(each.get(_HREF, ""), b"")
    return {name: data for name, data in parts.items() if name}


def repack(text: OpenText) -> bytes:
    """An OpenDocument text of only what pandoc needs."""
    return pack(dict(text.parts))


# Styles


class _Style(Struct, frozen=True):
    name: str = ""
    parent: str = ""
    bold: bool | None = None
    size: float | None = None
    align: str | None = None
    page_start: bool = False
    automatic: bool = False
    listing: str | None = None
    """Name of the list that numbers its paragraphs, empty where none is to."""


def _read_styles(roots: Iterable[etree._Element]) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for root in roots:
        for each in root.iter(_tag("style:style")):
            styles[each.get(_tag("style:name"), "")] = _style(each)
    return styles


def _style(element: etree._Element) -> _Style:
    text = element.find(_tag("style:text-properties"))
    paragraph = element.find(_tag("style:paragraph-properties"))
    weight = text.get(_tag("fo:font-weight")) if text is not None else None
    size = _POINTS.fullmatch(text.get(_tag("fo:font-size"), "")) if text is not None else None
    align = paragraph.get(_tag("fo:text-align")) if paragraph is not None else None
    return _Style(
        element.get(_tag("style:display-name"), "") or element.get(_tag("style:name"), ""),
        element.get(_tag("style:parent-style-name"), ""),
        None if weight is None else weight == "bold" or weight in ("600", "700", "800", "900"),
        float(size[1]) if size else None,
        _ALIGNMENTS.get(align, align) if align else None,
        paragraph is not None and paragraph.get(_tag("fo:break-before")) == "page",
        (parent := element.getparent()) is not None and parent.tag == _tag("office:automatic-styles"),
        element.get(_tag("style:list-style-name")),
    )


def _lineage(name: str, styles: Mapping[str, _Style]) -> list[_Style]:
    row: list[_Style] = []
    while name in styles and len(row) < _DEEPEST:
        row.append(styles[name])
        name = styles[name].parent
    return row


def _printed(paragraph: etree._Element, styles: Mapping[str, _Style]) -> Printed:
    row = _lineage(paragraph.get(_tag("text:style-name"), ""), styles)
    name = next((each.name for each in row if not each.automatic), "")
    by_style = bool(next((each.bold for each in row if each.bold is not None), False))
    look = Look(
        size=next((each.size for each in row if each.size), 0.0),
        align=next((each.align for each in row if each.align), ""),
        style=name,
        page_start=any(each.page_start for each in row[:1]),
        bold=_is_bold(paragraph, styles, by_style),
    )
    return Printed(look, level=1 if name.casefold() == _TITLE else 0)


def _numbered(paragraph: etree._Element, printed: Printed, styles: Mapping[str, _Style], outline: Outline) -> Printed:
    """A heading with the number of the outline, unless it or its style is taken out of it."""
    row = _lineage(paragraph.get(_tag("text:style-name"), ""), styles)
    listing = next((each.listing for each in row if each.listing is not None), outline.name)
    if paragraph.tag != _tag("text:h") or listing != outline.name:
        return printed
    return replace(printed, label=outline.label(paragraph))


def _is_bold(paragraph: etree._Element, styles: Mapping[str, _Style], by_style: bool) -> bool:
    """Whether all the letters of a paragraph are bold."""

    def bold(element: etree._Element, inherited: bool) -> bool:
        row = _lineage(element.get(_tag("text:style-name"), ""), styles) if element is not paragraph else []
        own = next((each.bold for each in row if each.bold is not None), inherited)
        own_text = [element.text or "", *(each.tail or "" for each in element)]
        here = own or not any(character.isalnum() for text in own_text for character in text)
        return here and all(bold(each, own) for each in element if each.tag != _tag("text:note"))

    return bold(paragraph, by_style)
