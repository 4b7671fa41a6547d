"""Schematron (ISO/IEC 19757-3) with the query binding xslt2, run by Saxon.

A schema is translated to one XSLT 3.0 stylesheet. What is found is told by the path of its node.
Saxon is loaded with the first schema that is run; nothing outside the schema's folder is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree
from msgspec import Struct

from converter.schematron.documents import declare_ids, locate, set_ids_apart
from converter.schematron.saxon import DocumentRefused, compile_stylesheet
from converter.schematron.schemas import Assertion, SchematronBroken, list_assertions, read_schema
from converter.schematron.stylesheets import translate
from converter.views import text_of

__all__ = [
    "Assertion",
    "DocumentRefused",
    "Finding",
    "Schematron",
    "SchematronBroken",
    "list_assertions",
    "load",
    "read_schema",
]


class Finding(Struct, frozen=True):
    """A test that spoke: its sentence, what was filled in, and the element it is about."""

    assertion: Assertion
    sentence: str
    facts: tuple[str, ...]
    element: etree._Element


class Schematron:
    """A compiled schema."""

    def __init__(self, file: Path) -> None:
        schema = read_schema(file)
        self.assertions = tuple(list_assertions(schema))
        self._run = compile_stylesheet(translate(schema))

    def check(self, root: etree._Element) -> Iterator[Finding]:
        """What the schema says of a document, pattern by pattern."""
        apart = set_ids_apart(root)
        told = self._run(declare_ids(apart) + etree.tostring(apart, encoding="unicode"))
        for each in etree.fromstring(told.encode()):
            if (element := locate(root, each.get("path", ""))) is not None:
                assertion = self.assertions[int(each.get("number", "0"))]
                yield Finding(assertion, text_of(each), tuple(map(text_of, each.iter("fact"))), element)


@cache
def load(file: Path) -> Schematron:
    """A schema, compiled once a process. Raises `SchematronBroken`."""
    return Schematron(file)
