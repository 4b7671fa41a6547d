"""Article to JATS XML, valid in Journal Publishing and Archiving 1.2, 1.3 and 1.4.

    jats = write_jats(article)
    jats.xml                  the bytes of the file
    jats.places["R12"]        where in the manuscript the element with this id stands
    jats.place_of(line)       where in the manuscript this line of the XML comes from

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/article.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree
from msgspec import Struct

from converter.article import Article
from converter.diagnostics import Place
from converter.schema import TAG_SETS, VERSIONS, doctype
from converter.writers import Writer
from converter.writers.jats.back import write_back
from converter.writers.jats.blocks import BODY, write_nodes
from converter.writers.jats.elements import NAMESPACES, Element, add, lay_out
from converter.writers.jats.front import write_front
from converter.writers.jats.nesting import is_blank
from converter.writers.jats.scribe import Scribe, tagged_language

UNDETERMINED = "und"
"""The language tag of what is in no known language (BCP 47)."""


class Jats(Struct, frozen=True):
    """A written article: the file, and where in the manuscript its elements come from."""

    xml: bytes
    places: Mapping[str, Place]
    """XML id -> place."""
    root: Element
    placed: Mapping[Element, Place]
    """Where the elements of that tree come from."""

    def place_of(self, line: int) -> Place:
        """The place of the last element that begins at or before a line of the XML, from 1."""
        found = Place()
        for own, read in zip(self.root.iter(), etree.fromstring(self.xml).iter(), strict=True):
            if cast(int, read.sourceline) > line:
                break
            found = self.placed.get(own, found)
        return found


def write_jats(article: Article, version: str = "1.3", tag_set: str = "publishing") -> Jats:
    """`article` in a JATS version ("1.2", "1.3", "1.4") and tag set ("publishing", "archiving").

    The same article gives the same bytes. A version or tag set unknown raises `ValueError`.
    """
    if version not in VERSIONS or tag_set not in TAG_SETS:
        raise ValueError(f"no JATS {version} {tag_set}: choose of {', '.join(VERSIONS)} and {', '.join(TAG_SETS)}")
    scribe = Scribe(article.language, version, tag_set)
    root = etree.Element("article", nsmap=dict(NAMESPACES))
    root.set("article-type", "research-article")
    root.set("dtd-version", version)
    for name, value in (tagged_language(article.language) or tagged_language(UNDETERMINED)).items():
        root.set(name, value)
    write_front(scribe, root, article)
    if not all(map(is_blank, article.body)):
        write_nodes(scribe, add(root, "body"), article.body, BODY)
    write_back(scribe, root, article)
    scribe.settle(root)
    lay_out(root)
    return Jats(_serialised(root, scribe), scribe.places, root, scribe.placed)


def _serialised(root: etree._Element, scribe: Scribe) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype(scribe.version, scribe.tag_set)}\n'
    return head.encode() + etree.tostring(root, encoding="UTF-8", xml_declaration=False) + b"\n"


def _write(article: Article) -> bytes:
    return write_jats(article).xml


WRITER = Writer(".xml", "application/xml", _write)
