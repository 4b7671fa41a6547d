"""The parts of a Word file: found by their relationships, checked, and packed anew for pandoc."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from converter.diagnostics import Log
from converter.readers import Unreadable
from converter.readers._zip import Archive, open_archive, pack

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = f"{{{_PACKAGE}}}Relationship"
_NOTES = ("footnotes", "endnotes")
_KEPT = ("styles", "numbering", *_NOTES)
_TYPES = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""


class Relation(Struct, frozen=True):
    """Where a relationship leads: `kind` is the end of its type."""

    id: str
    kind: str
    target: str
    """A member of the file, or an address where `external`."""
    external: bool


class Package(Struct, frozen=True):
    """A Word file taken apart; its parts are trees that may be changed."""

    archive: Archive
    document: etree._Element
    relations: tuple[Relation, ...]
    parts: Mapping[str, etree._Element]
    """By the kind of their relationship: styles, numbering, footnotes, endnotes."""
    links: Mapping[str, tuple[Relation, ...]]
    """The relationships of the parts with notes."""
    heads: tuple[etree._Element, ...]
    images: Mapping[str, str]
    """From the name an image has in the text to its member, or to its address outside."""

    def part(self, kind: str) -> etree._Element | None:
        """The part of a kind, if the file has one."""
        return self.parts.get(kind)

    @property
    def notes(self) -> tuple[etree._Element, ...]:
        """The parts with footnotes and endnotes."""
        return tuple(self.parts[kind] for kind in _NOTES if kind in self.parts)


def open_package(log: Log, data: bytes, file: str) -> Package:
    """Take a Word file apart. Raises `Unreadable`."""
    archive = open_archive(log, data, file)
    main = next((each.target for each in _relations(archive, "") if each.kind == "officeDocument"), "word/document.xml")
    if main not in archive:
        raise Unreadable("The file is no Word document: the part with its text is missing.")
    relations = _relations(archive, main)
    named = {each.kind: each.target for each in relations if each.kind in _KEPT and each.target in archive}
    heads = dict.fromkeys(each.target for each in relations if each.kind in ("header", "footer"))
    links = {kind: _relations(archive, named[kind]) for kind in _NOTES if kind in named}
    return Package(
        archive,
        archive.parse(main),
        relations,
        {kind: archive.parse(target) for kind, target in named.items()},
        links,
        tuple(archive.parse(target) for target in heads if target in archive),
        dict(_image(each) for row in (relations, *links.values()) for each in row if each.kind == "image"),
    )


def _image(relation: Relation) -> tuple[str, str]:
    return _name(relation), relation.target


def _name(relation: Relation) -> str:
    """The name of an image in the text: pandoc is to see no address outside the file."""
    return f"media/{posixpath.basename(relation.target.replace(chr(92), '/')) or relation.id}"


def _relations(archive: Archive, part: str) -> tuple[Relation, ...]:
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive:
        return ()
    return tuple(_relation(each, folder) for each in archive.parse(rels).iter(_RELATION))


def _relation(element: etree._Element, folder: str) -> Relation:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), kind, target, external)


def repack(package: Package) -> bytes:
    """A Word file of only what pandoc needs, with nothing in it that was not parsed here."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _written([Relation("rId1", "officeDocument", "word/document.xml", False)]),
        "word/document.xml": _bytes(package.document),
        "word/_rels/document.xml.rels": _written(
            [
                *map(_inner, package.relations),
                *(Relation(f"galley-{kind}", kind, f"{kind}.xml", False) for kind in package.parts),
            ]
        ),
        "word/styles.xml": b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    }
    for kind, root in package.parts.items():
        parts[f"word/{kind}.xml"] = _bytes(root)
    for kind, relations in package.links.items():
        parts[f"word/_rels/{kind}.xml.rels"] = _written([_inner(each) for each in relations])
    parts.update((f"word/{name}", b"") for name in package.images)
    return pack(parts)


def _inner(relation: Relation) -> Relation:
    if relation.kind == "image":
        return Relation(relation.id, "image", _name(relation), False)
    return relation if relation.kind == "hyperlink" else Relation(relation.id, "unknown", "none.xml", False)


def _written(relations: list[Relation]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}"/>')
    for each in relations:
        element = etree.SubElement(root, _RELATION, Id=each.id, Type=f"{_OFFICE}/{each.kind}", Target=each.target)
        if each.external:
            element.set("TargetMode", "External")
    return etree.tostring(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
