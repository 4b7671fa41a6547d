"""Schematron schemas as they are written: files that include files, patterns, rules, tests and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from pathlib import Path

from lxml import etree
from msgspec import Struct

SCH = "{http://purl.oclc.org/dsdl/schematron}"


class SchematronBroken(Exception):
    """The schema cannot be read or compiled; the message says why."""


class Assertion(Struct, frozen=True):
    """A test of a schema."""

    pattern: str
    number: int
    """Its rank in the pattern, from 1."""
    role: str
    """The severity the schema gives it: its `role`, or the phase its pattern is active in; may be empty."""
    sentence: str
    """What it says, with {0}, {1}, ... for what it fills in."""
    id: str = ""
    """The name the schema gives it, if any."""

    @property
    def name(self) -> str:
        """Its own name, or that of its pattern with its rank."""
        return self.id or f"{self.pattern}-{self.number}"


class Fact(Struct, frozen=True):
    """What a sentence fills in."""

    select: str
    """Its XPath."""


def _read(file: Path) -> etree._Element:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, remove_comments=True)
    try:
        return etree.fromstring(file.read_bytes(), parser)
    except OSError as trouble:
        raise SchematronBroken(f"{file} cannot be read: {trouble.strerror}.") from trouble
    except etree.XMLSyntaxError as trouble:
        raise SchematronBroken(f"{file} is not well-formed: {trouble.msg}.") from trouble


def read_schema(file: Path) -> etree._Element:
    """A schema with the files that its `include`s name; none outside of its folder. Raises `SchematronBroken`."""
    schema, folder = _read(file), file.parent
    for include in schema.findall(f".//{SCH}include"):
        file = (folder / include.get("href", "")).resolve()
        holder = include.getparent()
        if holder is None or not file.is_relative_to(folder.resolve()):
            raise SchematronBroken(f"{include.get('href')} is outside of the schema's folder.")
        holder.replace(include, _read(file))
    for pattern in schema.findall(f"{SCH}pattern[@is-a]"):
        _fill(pattern, schema)
    return schema


def _fill(pattern: etree._Element, schema: etree._Element) -> None:
    """Put into a pattern the rules of the abstract one that it is an instance of, with its parameters."""
    base = schema.find(f"{SCH}pattern[@id='{pattern.get('is-a')}']")
    if base is None:
        raise SchematronBroken(f"There is no pattern {pattern.get('is-a')} for another to be an instance of.")
    given = {each.get("name", ""): each.get("value", "") for each in pattern.findall(f"{SCH}param")}
    pattern.extend(list(deepcopy(base)))
    for each in pattern.iterdescendants(etree.Element):
        for name, value in each.attrib.items():
            each.set(name, re.sub(r"\$([\w-]+)", lambda found: given.get(found[1], found[0]), str(value)))


def patterns(schema: etree._Element) -> list[etree._Element]:
    """The patterns that are not abstract."""
    return [each for each in schema.findall(f"{SCH}pattern") if each.get("abstract") != "true"]


def rules(pattern: etree._Element) -> list[etree._Element]:
    """The rules that are not abstract."""
    return [each for each in pattern.findall(f"{SCH}rule") if each.get("abstract") != "true"]


def tests(schema: etree._Element, rule: etree._Element) -> Iterator[etree._Element]:
    """The asserts and reports of a rule, with those it takes from abstract rules."""
    for child in rule:
        if child.tag in (f"{SCH}assert", f"{SCH}report"):
            yield child
        elif child.tag == f"{SCH}extends":
            for base in schema.iterfind(f".//{SCH}rule[@id='{child.get('rule')}']"):
                yield from tests(schema, base)


def list_assertions(schema: etree._Element) -> Iterator[Assertion]:
    """The tests of a schema, in the order they are numbered."""
    phases = {
        active.get("pattern", ""): phase.get("id", "")
        for phase in schema.iterfind(f"{SCH}phase")
        for active in phase.iterfind(f"{SCH}active")
    }
    for rank, pattern in enumerate(patterns(schema), 1):
        name = pattern.get("id") or f"pattern-{rank}"
        spoken = ((rule, test) for rule in rules(pattern) for test in tests(schema, rule))
        for number, (rule, test) in enumerate(spoken, 1):
            role = test.get("role") or rule.get("role") or pattern.get("role") or phases.get(name, "")
            yield Assertion(name, number, role, _read_sentence(test), test.get("id", ""))


def _read_sentence(test: etree._Element) -> str:
    numbers = count()
    words = (f"{{{next(numbers)}}}" if isinstance(part, Fact) else part for part in read_words(test))
    return " ".join("".join(words).split())


def read_words(test: etree._Element) -> Iterator[str | Fact]:
    """The words of a test, and the XPath of what stands between them."""
    yield test.text or ""
    for child in test:
        if child.tag == f"{SCH}value-of":
            yield Fact(child.get("select", ""))
        elif child.tag == f"{SCH}name":
            yield Fact(f"name({child.get('path', '.')})")
        elif isinstance(child.tag, str):
            yield from read_words(child)
        yield child.tail or ""
