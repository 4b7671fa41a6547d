"""Line and column of elements: libxml2 keeps no columns, so the file is read once more when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from xml.parsers import expat

from lxml import etree

from converter.views import line_of


class Positions:
    """Where the elements of a tree begin in its file. It is read when the first is asked for."""

    def __init__(self, xml: bytes, elements: Sequence[etree._Element]) -> None:
        self._xml = xml
        self._elements = elements

    def __getitem__(self, element: etree._Element) -> tuple[int, int]:
        return self._starts.get(element) or (line_of(element), 0)

    @cached_property
    def _starts(self) -> Mapping[etree._Element, tuple[int, int]]:
        starts: list[tuple[int, int]] = []
        parser = expat.ParserCreate()

        def note(name: str, attributes: Sequence[str]) -> None:
            starts.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

        parser.ordered_attributes = True
        parser.StartElementHandler = note
        parser.DefaultHandler = lambda data: None  # with it, entities are not expanded
        try:
            parser.Parse(self._xml, True)
        except (expat.ExpatError, ValueError, LookupError):  # an encoding that libxml2 knows and expat does not
            return {}
        if len(starts) != len(self._elements):  # an entity held elements
            return {}
        return dict(zip(self._elements, starts, strict=True))
