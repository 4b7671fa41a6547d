"""Elements of XML: made, filled with text, laid out."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from converter.patterns import regex

Element = etree._Element

XLINK = "http://www.w3.org/1999/xlink"
MML = "http://www.w3.org/1998/Math/MathML"
ALI = "http://www.niso.org/schemas/ali/1.0/"
NAMESPACES = {"xlink": XLINK, "mml": MML, "ali": ALI}

HREF = f"{{{XLINK}}}href"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOTHING: Mapping[str, str] = {}


def add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] = _NOTHING) -> Element:
    """A new last child of `parent`; attributes without a value are left out."""
    element = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value:
            _set(element, name, value)
    if text:
        _put(element, None, "", text)
    return element


def write(element: Element, text: str) -> None:
    """Put `text` at the end of the mixed content of `element`.

    Characters no XML file may hold (https://www.w3.org/TR/xml/#charsets) are dropped.
    """
    last = next(element.iterchildren(reversed=True), None)  # to ask for the length counts all children
    _put(element, last, (element.text if last is None else last.tail) or "", text)


def _put(element: Element, last: Element | None, before: str, text: str) -> None:
    """`text` behind `before`, which stands behind the `last` child of `element`."""
    try:
        _set_end(element, last, before + text)
    except ValueError:  # lxml has then forgotten what was there before
        _set_end(element, last, before + legal(text))


def _set_end(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def legal(text: str) -> str:
    """`text` without the characters XML forbids."""
    return _ILLEGAL.sub("", text)


def _set(element: Element, name: str, value: str) -> None:
    try:
        element.set(name, value)
    except ValueError:
        element.set(name, legal(value))


# fmt: off
ELEMENT_ONLY = frozenset(
    {
        "article", "front", "journal-meta", "journal-title-group", "trans-title-group", "publisher",
        "article-meta", "article-categories", "subj-group", "title-group", "contrib-group", "contrib",
        "name-alternatives", "name", "aff-alternatives", "author-notes", "fn", "pub-date", "history", "date",
        "permissions", "license", "abstract", "trans-abstract", "kwd-group", "funding-group", "award-group",
        "body", "back", "sec", "list", "list-item", "def-list", "def-item", "def", "verse-group", "app-group",
        "app", "disp-quote", "table-wrap", "caption", "table", "thead", "tbody", "tr",
        "table-wrap-foot", "fig", "graphic", "ack", "notes", "fn-group", "ref-list", "ref",
        "citation-alternatives"
    }
)
# fmt: on
"""Elements whose content model has no text, so that white space in them means nothing."""


def lay_out(element: Element, depth: int = 0) -> None:
    """Put each child of an element-only element on its own line; mixed content is left alone."""
    if not len(element) or element.tag not in ELEMENT_ONLY:
        return
    inner = "\n" + "  " * (depth + 1)
    element.text = inner
    for each in element:
        lay_out(each, depth + 1)
        each.tail = inner
    element[-1].tail = "\n" + "  " * depth
