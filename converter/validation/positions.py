"""Line and column of elements: libxml2 keeps no columns, so the file is read once more when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

from lxml import etree

from converter.views import line_of


class Positions:
    """Where the elements of a tree begin in its file."""

    def __init__(self, xml: bytes, elements: Sequence[etree._Element]) -> None:
        starts = _read_starts(xml)
        whole = len(starts) == len(elements)  # not so where an entity holds elements
        self._starts = dict(zip(elements, starts, strict=True)) if whole else {}

    def __getitem__(self, element: etree._Element) -> tuple[int, int]:
        return self._starts.get(element) or (line_of(element), 0)


def _read_starts(xml: bytes) -> Sequence[tuple[int, int]]:
    """Line and column of every start tag; nothing in an encoding that libxml2 knows and expat does not."""
    starts: list[tuple[int, int]] = []
    parser = expat.ParserCreate()

    def note(name: str, attributes: Sequence[str]) -> None:
        starts.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.ordered_attributes = True
    parser.StartElementHandler = note
    parser.DefaultHandler = lambda data: None  # with it, entities are not expanded
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):
        return ()
    return starts
