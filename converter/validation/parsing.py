"""From bytes to a tree, whatever they are: nothing outside of them is read, and what cannot be is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from converter.remarks import Remark, Word
from converter.schema import load_file
from converter.validation.parsing_remarks import (
    EMPTY,
    ENTITY_BOMB,
    ENTITY_EXTERNAL,
    ENTITY_UNKNOWN,
    NOT_WELL_FORMED,
    NOT_XML,
    TOO_COMPLEX,
    TOO_DEEP,
    TOO_LARGE,
)
from converter.views import Element, line_of

MOST_BYTES = 50_000_000
"""Larger files are refused: an article is a thousandth of it."""
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 100
"""Of one element."""
_MOST_NAMESPACES = 100
"""Of the whole document; those of the elements in it are counted together."""
_MOST_DECLARATIONS = 20_000
_DEPTH = "Excessive depth"
_LENGTH = "Text node too long"
_MOST_CHARACTERS = "10000000"
"""Of one stretch of text: libxml2's own limit."""
_AMPLIFIED = ("amplification", "entity loop", "entity reference loop", "Detected an entity")


class Trouble(Struct, frozen=True):
    """Something wrong with the file as XML."""

    remark: Remark
    facts: Mapping[str, str]
    line: int = 0
    column: int = 0
    detail: str = ""


Tell = Callable[[Trouble], None]

_MAGIC = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "OLE", b"{\\rtf": "RTF"}


def parse(tell: Tell, xml: bytes, most: int = MOST_BYTES) -> Element | None:
    """The root of the document, without comments and processing instructions; None when there is none."""
    if trouble := _refuse(xml, most):
        tell(trouble)
        return None
    root = _try(tell, xml, entities=False)
    if root is None:
        return None
    if trouble := _weigh(root, xml):
        tell(trouble)
        return None
    named = set(map(_name, root.iter(etree.Entity)))
    declared = _declared(root) if named else {}
    outside = [name for name, each in declared.items() if each.content is None]
    for name in outside:
        tell(Trouble(ENTITY_EXTERNAL, {"name": name}))
    return root if outside or not named & declared.keys() else _try(tell, xml, entities=True)


def put_in_entities(tell: Tell, root: Element, dtd: Path | None) -> None:
    """Replace the references to character entities by what the DTD says they are."""
    known = _characters(dtd) if dtd else {}
    own = _declared(root)
    for node in tuple(root.iter(etree.Entity)):
        name = _name(node)
        if name not in known and name not in own:
            holder = node.getparent()
            tell(Trouble(ENTITY_UNKNOWN, {"name": name}, 0 if holder is None else line_of(holder)))
        _replace(node, known.get(name, f"&{name};" if name not in own else ""))


def _refuse(xml: bytes, most: int) -> Trouble | None:
    if not xml.strip():
        return Trouble(EMPTY, {})
    if len(xml) > most:
        return Trouble(TOO_LARGE, {"size": str(len(xml)), "most": str(most)})
    found = next((name for magic, name in _MAGIC.items() if xml.startswith(magic)), None)
    return Trouble(NOT_XML, {"format": found}) if found else None


def _weigh(root: Element, xml: bytes) -> Trouble | None:
    """Whether a tree is too much for the layers, which take more time than the parser."""
    bounds = {
        "elements": (f"/descendant::*[{_MOST_ELEMENTS}]", _MOST_ELEMENTS),
        "attributes": (f"//*[@*[{_MOST_ATTRIBUTES}]]", _MOST_ATTRIBUTES),
    }
    for what, (path, most) in bounds.items():
        if root.xpath(f"boolean({path})"):
            return Trouble(TOO_COMPLEX, {"what": Word(what), "most": str(most)})
    if len(root.nsmap) > _MOST_NAMESPACES or xml.count(b"xmlns") > _MOST_DECLARATIONS:
        return Trouble(TOO_COMPLEX, {"what": Word("namespaces"), "most": str(_MOST_NAMESPACES)})
    return None


def _try(tell: Tell, xml: bytes, entities: bool) -> Element | None:
    options: dict[str, Any] = {"resolve_entities": "internal" if entities else False, "decompress": False}
    parser = etree.XMLParser(
        load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, **options
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as trouble:
        tell(_explain(trouble))
    except ValueError as trouble:  # an encoding there is not
        tell(Trouble(NOT_WELL_FORMED, {"reason": str(trouble)}))
    return None


def _explain(trouble: etree.XMLSyntaxError) -> Trouble:
    message = trouble.msg or ""
    line, column = trouble.position
    if _DEPTH in message:
        return Trouble(TOO_DEEP, {}, line, column, message)
    if _LENGTH in message:
        return Trouble(
            TOO_COMPLEX, {"what": Word("characters at a stretch"), "most": _MOST_CHARACTERS}, line, column, message
        )
    if any(each in message for each in _AMPLIFIED):
        return Trouble(ENTITY_BOMB, {}, line, column, message)
    reason = message.split(", line ")[0]
    return Trouble(NOT_WELL_FORMED, {"reason": reason}, line, column, message)


def _declared(root: Element) -> Mapping[str, Any]:
    """The entities that the file declares itself."""
    internal: Any = root.getroottree().docinfo.internalDTD
    return {each.name: each for each in internal.iterentities()} if internal is not None else {}


@cache
def _characters(dtd: Path) -> Mapping[str, str]:
    loaded: Any = load_file(dtd)
    return {each.name: each.content or "" for each in loaded.iterentities()}


def _name(reference: Any) -> str:
    name: str = reference.name  # which the stubs do not know
    return name


def _replace(node: Element, text: str) -> None:
    holder, before = node.getparent(), node.getprevious()
    if holder is None:
        return
    words = text + (node.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        holder.text = (holder.text or "") + words
    node.tail = None
    holder.remove(node)
