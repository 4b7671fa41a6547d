"""An EPUB book made ready for pandoc: every part checked, images replaced by names."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from converter.diagnostics import Log
from converter.readers import Unreadable
from converter.readers._zip import Archive, open_archive, pack

_CONTAINER = "META-INF/container.xml"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_PARSED = (".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff")


class Book(Struct, frozen=True):
    """A book taken apart."""

    archive: Archive
    parts: Mapping[str, bytes]
    """What pandoc is given."""
    images: Mapping[str, str]
    """From an image's name in the text to its member."""


def open_book(log: Log, data: bytes, file: str) -> Book:
    """Take a book apart; every part with text must be well-formed and declare no entity. Raises `Unreadable`."""
    archive = open_archive(log, data, file)
    if _CONTAINER not in archive:
        raise Unreadable("The file is no EPUB book: the part that lists its contents is missing.")
    if "META-INF/encryption.xml" in archive:
        raise Unreadable("The book is encrypted or its fonts are: save it without protection.")
    parts: dict[str, bytes] = {"mimetype": b"application/epub+zip"}
    images: dict[str, str] = {}
    for name in archive.members:
        lowered = name.casefold()
        if lowered.endswith(_PARSED):
            parts[name] = _without_contents(archive.parse(name, doctype=True), archive.text(name))
        elif lowered.endswith(_IMAGES):
            parts[name] = b""
            images[name] = name
    return Book(archive, parts, images)


def _without_contents(root: etree._Element, source: bytes) -> bytes:
    """The source of a part without what leads about the book (EPUB 3.3, 7)."""
    navigation = list(root.iter(f"{_XHTML}nav"))
    for each in navigation:
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    return etree.tostring(root) if navigation else source


def repack(book: Book) -> bytes:
    """A book of only what pandoc needs."""
    return pack(dict(book.parts))
