"""Schemas as XSLT 3.0: a pattern is a mode, a rule a template, an earlier rule of a pattern has the higher priority."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from converter.schematron.schemas import SCH, Fact, patterns, read_words, rules, tests

XSL = "{http://www.w3.org/1999/XSL/Transform}"
_SPACES = {"xsl": XSL[1:-1], "xs": "http://www.w3.org/2001/XMLSchema", "xsd": "http://www.w3.org/2001/XMLSchema"}
_VERSIONS = {"xslt": "1.0", "xslt1": "1.0", "exslt": "1.0"}
"""From a query binding to the version of XSLT whose ways it follows; 3.0 for others."""
_EXSLT = "http://exslt.org/regular-expressions"
_TEST = f"""<functions xmlns:xsl="{XSL[1:-1]}" xmlns:regexp="{_EXSLT}">
<xsl:function name="regexp:test"><xsl:param name="text"/><xsl:param name="pattern"/>
  <xsl:sequence select="matches(string(head($text)), $pattern)"/></xsl:function>
<xsl:function name="regexp:test"><xsl:param name="text"/><xsl:param name="pattern"/><xsl:param name="flags"/>
  <xsl:sequence select="matches(string(head($text)), $pattern, translate($flags, 'g', ''))"/></xsl:function>
</functions>"""
"""The one function of EXSLT that schemas use and Saxon lacks."""


def translate(schema: etree._Element) -> str:
    """The stylesheet of a schema."""
    bound = {each.get("prefix", ""): each.get("uri", "") for each in schema.iterfind(f"{SCH}ns")}
    sheet = etree.Element(f"{XSL}stylesheet", nsmap={**_SPACES, **bound})
    sheet.set("version", _VERSIONS.get(schema.get("queryBinding", "xslt"), "3.0"))
    _add(sheet, "output", method="xml", encoding="UTF-8")
    _copy_functions(schema, sheet)
    if _EXSLT in bound.values():
        sheet.extend(etree.fromstring(_TEST))
    _copy_lets(schema, sheet)
    found = _add(_add(sheet, "template", match="/"), "element", name="found")
    number = 0
    for rank, pattern in enumerate(patterns(schema)):
        mode = f"pattern-{rank}"
        _add(sheet, "mode", name=mode, **{"on-no-match": "shallow-skip"})
        _add(found, "apply-templates", select=".", mode=mode)
        _copy_lets(pattern, sheet)
        listed = rules(pattern)
        for order, rule in enumerate(listed):
            priority = str(len(listed) - order)
            template = _add(sheet, "template", match=rule.get("context", ""), mode=mode, priority=priority)
            _copy_lets(rule, template)
            for test in tests(schema, rule):
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
    for part in read_words(test):
        if isinstance(part, Fact):
            _add(_add(finding, "element", name="fact"), "value-of", select=part.select)
        else:
            _add(finding, "text").text = part
