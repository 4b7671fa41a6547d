"""Schematron by Saxon: first rule of a pattern, ids as in the DTD, findings at their elements."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from converter.schematron import Schematron, SchematronBroken

HEAD = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{}">'


def check(folder: Path, patterns: str, document: str, binding: str = "xslt2") -> list[tuple[str, str, str]]:
    """Pattern, sentence and id of the element of each finding."""
    file = folder / "house.sch"
    file.write_text(f"{HEAD.format(binding)}{patterns}</schema>", encoding="utf-8")
    found = Schematron(file).check(etree.fromstring(document))
    return [(each.assertion.pattern, each.sentence, each.element.get("id", "")) for each in found]


def test_the_first_rule_of_a_pattern_that_fits_is_the_only_one(tmp_path: Path) -> None:
    rule = '<rule context="{}"><report test="true()">{}</report></rule>'
    patterns = f'<pattern id="a">{rule.format("p[@id]", "one")}{rule.format("p", "two")}</pattern>'
    patterns += f'<pattern id="b">{rule.format("p", "three")}</pattern>'
    assert check(tmp_path, patterns, '<d><p id="x"/><p/></d>') == [
        ("a", "one", "x"),
        ("a", "two", ""),
        ("b", "three", "x"),
        ("b", "three", ""),
    ]


def test_ids_are_known_and_every_pointer_of_several_counts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    patterns = (
        '<pattern id="p"><rule context="xref[name(id(@rid)) = \'aff\']">'
        '<report test="true()">leads to aff</report></rule>'
        '<rule context="aff"><assert test="idref(@id)">nobody\'s</assert></rule></pattern>'
    )
    document = '<d><xref id="x" rid="a b"/><aff id="a"/><aff id="b"/><aff id="c"/></d>'
    assert check(tmp_path, patterns, document) == [("p", "leads to aff", "x"), ("p", "nobody's", "c")]
    assert capfd.readouterr().err == ""


def test_sentences_hold_values_and_names(tmp_path: Path) -> None:
    patterns = (
        '<pattern><let name="all" value="count(//p)"/><rule context="p">'
        '<report test="matches(., \'^\\d+$\')"><name/> <value-of select="."/> of <value-of select="$all"/></report>'
        "</rule></pattern>"
    )
    assert check(tmp_path, patterns, "<d><p>7</p><p>x</p></d>") == [("pattern-1", "p 7 of 2", "")]


@pytest.mark.parametrize(
    "patterns",
    ['<pattern><rule context="p["/></pattern>', '<include href="../other.sch"/>', '<include href="none.sch"/>', "<"],
)
def test_a_broken_schema_is_told(tmp_path: Path, patterns: str) -> None:
    with pytest.raises(SchematronBroken):
        check(tmp_path, patterns, "<d/>")


def test_a_pattern_may_be_an_instance_of_an_abstract_one(tmp_path: Path) -> None:
    patterns = (
        '<pattern abstract="true" id="named"><rule context="$what"><assert test="@id">$what has no id</assert></rule>'
        '</pattern><pattern is-a="named" id="p"><param name="what" value="p"/></pattern>'
        '<pattern is-a="named" id="q"><param name="what" value="q"/></pattern>'
    )
    found = check(tmp_path, patterns, '<d><p/><p id="x"/><q/></d>')
    assert [pattern for pattern, _, _ in found] == ["p", "q"]


def test_schemas_of_xslt_1_keep_its_ways(tmp_path: Path) -> None:
    patterns = (
        '<ns prefix="regexp" uri="http://exslt.org/regular-expressions"/><pattern id="p"><rule context="d">'
        '<report test="string-length(p) = 3">the first counts</report>'
        "<report test=\"regexp:test(p, 'ABC', 'gi')\">abc</report></rule></pattern>"
    )
    found = check(tmp_path, patterns, "<d><p>abc</p><p>abcd</p></d>", binding="exslt")
    assert [sentence for _, sentence, _ in found] == ["the first counts", "abc"]
