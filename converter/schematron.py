"""Schematron (ISO/IEC 19757-3) with the query binding xslt2, run by Saxon.

A schema is translated to one XSLT 3.0 stylesheet: a pattern is a mode, a rule a template, an
earlier rule of a pattern has the higher priority. What is found is told by the path of its node.
Saxon is loaded with the first schema that is run; nothing outside the schema's folder is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree
from msgspec import Struct

from converter.views import text_of

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
_SPACES = {"xsl": XSL[1:-1], "xs": "http://www.w3.org/2001/XMLSchema", "xsd": "http://www.w3.org/2001/XMLSchema"}
_STEP = re.compile(r"/(@?)Q\{([^}]*)\}([^/\[]+)(?:\[(\d+)\])?")
_OTHERS = "other-rids"
_TURN = Lock()  # one Saxon processor serves one thread at a time


class SchematronBroken(Exception):
    """The schema cannot be read or compiled; the message says why."""


class DocumentRefused(Exception):
    """Saxon's own limits forbid the document; the message is Saxon's."""


class Assertion(Struct, frozen=True):
    """A test of a schema."""

    pattern: str
    number: int
    """Its rank in the pattern, from 1."""
    role: str
    """The severity the schema gives it: its `role`, or the phase its pattern is active in; may be empty."""


class Finding(Struct, frozen=True):
    """A test that spoke: its sentence, and the element it is about."""

    assertion: Assertion
    sentence: str
    element: etree._Element


class Schematron:
    """A compiled schema."""

    def __init__(self, file: Path) -> None:
        schema = _include(_read(file), file.parent)
        self.assertions = tuple(_list_assertions(schema))
        stylesheet = _translate(schema)
        with _TURN:
            self._run = _compile(stylesheet)

    def check(self, root: etree._Element) -> Iterator[Finding]:
        """What the schema says of a document, pattern by pattern."""
        apart = _set_ids_apart(root)
        source = _declare_ids(apart) + etree.tostring(apart, encoding="unicode")
        with _TURN:
            told = _run(self._run, source)
        for each in etree.fromstring(told):
            if (element := _locate(root, each.get("path", ""))) is not None:
                assertion = self.assertions[int(each.get("number", "0"))]
                yield Finding(assertion, text_of(each), element)


@cache
def load(file: Path) -> Schematron:
    """A schema, compiled once a process. Raises `SchematronBroken`."""
    return Schematron(file)


def _read(file: Path) -> etree._Element:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, remove_comments=True)
    try:
        return etree.fromstring(file.read_bytes(), parser)
    except OSError as trouble:
        raise SchematronBroken(f"{file} cannot be read: {trouble.strerror}.") from trouble
    except etree.XMLSyntaxError as trouble:
        raise SchematronBroken(f"{file} is not well-formed: {trouble.msg}.") from trouble


def _include(schema: etree._Element, folder: Path) -> etree._Element:
    """Put the files that `include` names in its place; none outside of the schema's folder."""
    for include in schema.findall(f".//{SCH}include"):
        file = (folder / include.get("href", "")).resolve()
        holder = include.getparent()
        if holder is None or not file.is_relative_to(folder.resolve()):
            raise SchematronBroken(f"{include.get('href')} is outside of the schema's folder.")
        holder.replace(include, _read(file))
    return schema


def _patterns(schema: etree._Element) -> list[etree._Element]:
    return [each for each in schema.findall(f"{SCH}pattern") if each.get("abstract") != "true"]


def _rules(pattern: etree._Element) -> list[etree._Element]:
    return [each for each in pattern.findall(f"{SCH}rule") if each.get("abstract") != "true"]


def _tests(schema: etree._Element, rule: etree._Element) -> Iterator[etree._Element]:
    for child in rule:
        if child.tag in (f"{SCH}assert", f"{SCH}report"):
            yield child
        elif child.tag == f"{SCH}extends":
            for base in schema.iterfind(f".//{SCH}rule[@id='{child.get('rule')}']"):
                yield from _tests(schema, base)


def _list_assertions(schema: etree._Element) -> Iterator[Assertion]:
    phases = {
        active.get("pattern", ""): phase.get("id", "")
        for phase in schema.iterfind(f"{SCH}phase")
        for active in phase.iterfind(f"{SCH}active")
    }
    for rank, pattern in enumerate(_patterns(schema), 1):
        name = pattern.get("id") or f"pattern-{rank}"
        tests = [(rule, test) for rule in _rules(pattern) for test in _tests(schema, rule)]
        for number, (rule, test) in enumerate(tests, 1):
            role = test.get("role") or rule.get("role") or pattern.get("role") or phases.get(name, "")
            yield Assertion(name, number, role)


def _translate(schema: etree._Element) -> str:
    """The stylesheet of a schema."""
    bound = {each.get("prefix", ""): each.get("uri", "") for each in schema.iterfind(f"{SCH}ns")}
    sheet = etree.Element(f"{XSL}stylesheet", nsmap={**_SPACES, **bound})
    sheet.set("version", "3.0")
    _add(sheet, "output", method="xml", encoding="UTF-8")
    _copy_functions(schema, sheet)
    _copy_lets(schema, sheet)
    found = _add(_add(sheet, "template", match="/"), "element", name="found")
    number = 0
    for rank, pattern in enumerate(_patterns(schema)):
        mode = f"pattern-{rank}"
        _add(sheet, "mode", name=mode, **{"on-no-match": "shallow-skip"})
        _add(found, "apply-templates", select=".", mode=mode)
        _copy_lets(pattern, sheet)
        rules = _rules(pattern)
        for order, rule in enumerate(rules):
            priority = str(len(rules) - order)
            template = _add(sheet, "template", match=rule.get("context", ""), mode=mode, priority=priority)
            _copy_lets(rule, template)
            for test in _tests(schema, rule):
                _translate_test(test, template, number)
                number += 1
            _add(template, "apply-templates", select="@*|node()", mode=mode)
    return etree.tostring(sheet, encoding="unicode")


def _add(holder: etree._Element, kind: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(holder, XSL + kind, attributes)


def _copy_functions(schema: etree._Element, sheet: etree._Element) -> None:
    for each in schema:
        if each.tag in (f"{XSL}function", f"{XSL}key"):
            sheet.append(deepcopy(each))


def _copy_lets(holder: etree._Element, target: etree._Element) -> None:
    for each in holder.iterfind(f"{SCH}let"):
        _add(target, "variable", name=each.get("name", ""), select=each.get("value", ""))


def _translate_test(test: etree._Element, template: etree._Element, number: int) -> None:
    condition = test.get("test", "")
    spoken = condition if test.tag == f"{SCH}report" else f"not({condition})"
    finding = _add(_add(template, "if", test=spoken), "element", name="finding")
    _add(finding, "attribute", name="number").text = str(number)
    _add(finding, "attribute", name="path", select="path(.)")
    _translate_words(test, finding)


def _translate_words(test: etree._Element, target: etree._Element) -> None:
    _add(target, "text").text = test.text or ""
    for child in test:
        if child.tag == f"{SCH}value-of":
            _add(target, "value-of", select=child.get("select", ""))
        elif child.tag == f"{SCH}name":
            _add(target, "value-of", select=f"name({child.get('path', '.')})")
        elif isinstance(child.tag, str):
            _translate_words(child, target)
        _add(target, "text").text = child.tail or ""


def _compile(stylesheet: str) -> Any:
    """A function from a document's text to the text of its findings."""
    import saxonche

    processor = _open_saxon()
    try:
        executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
    except saxonche.PySaxonApiError as trouble:
        raise SchematronBroken(f"The Schematron cannot be compiled: {trouble}") from trouble

    def run(source: str) -> bytes:
        document = processor.parse_xml(xml_text=source)
        told: str = executable.transform_to_string(xdm_node=document)
        return told.encode()

    return run


def _run(stylesheet: Callable[[str], bytes], source: str) -> bytes:
    import saxonche

    try:
        return stylesheet(source)
    except saxonche.PySaxonApiError as trouble:
        raise DocumentRefused(str(trouble)) from trouble


@cache
def _open_saxon() -> Any:
    import saxonche  # 100 MB that only this layer needs

    return saxonche.PySaxonProcessor(license=False)


def _set_ids_apart(root: etree._Element) -> etree._Element:
    """The document with one id in each `rid`, the others in an attribute of their own.

    JATS4R asks for the name of `id(@rid)`: of several elements Saxon can only complain, and does on standard error.
    """
    if not any(len((each.get("rid") or "").split()) > 1 for each in root.iterfind(".//*[@rid]")):
        return root
    copied = deepcopy(root)
    for each in copied.iterfind(".//*[@rid]"):
        first, *others = (each.get("rid") or "").split() or [""]
        each.set("rid", first)
        if others:
            each.set(_OTHERS, " ".join(others))
    return copied


def _declare_ids(root: etree._Element) -> str:
    """A document type in which `id` is an ID and `rid` IDREFS, as in the DTDs: `id()` needs to know."""
    identified = {_qualified(each) for each in root.iterfind(".//*[@id]")}
    pointing = {_qualified(each) for each in root.iterfind(".//*[@rid]")}
    declared = [f"<!ATTLIST {name} id ID #IMPLIED>" for name in sorted(identified)]
    declared += [f"<!ATTLIST {name} rid IDREFS #IMPLIED>" for name in sorted(pointing)]
    declared += [f"<!ATTLIST {name} {_OTHERS} IDREFS #IMPLIED>" for name in sorted(pointing)]
    return f"<!DOCTYPE {_qualified(root)} [{''.join(declared)}]>" if declared else ""


def _qualified(element: etree._Element) -> str:
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


def _locate(root: etree._Element, path: str) -> etree._Element | None:
    """The element of a path such as `/Q{}article[1]/Q{}front[1]/@id`."""
    steps = _STEP.findall(path)[1:]
    here: etree._Element | None = root
    for at, space, name, rank in steps:
        if at or here is None:
            break
        tag = f"{{{space}}}{name}" if space else name
        here = next((each for each in _skip(here.iterchildren(tag), int(rank or 1) - 1)), None)
    return here


def _skip(elements: Iterator[etree._Element], number: int) -> Iterator[etree._Element]:
    for _ in range(number):
        next(elements, None)
    return elements
