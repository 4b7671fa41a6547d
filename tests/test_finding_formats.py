"""Findings in every format: for people, for programs, by the schemas of those programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jats import article
from jsonschema import Draft7Validator
from lxml import etree

import converter
from converter.formats import formats
from converter.validation import Validation

PROJECT = Path(__file__).parent.parent
SARIF = PROJECT / "schemas/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
NASTY = ("Hill Press", 'Hill "Press" &lt;b&gt; %0A::error::')
SCRIPT = ("2049-3630", "&lt;script&gt;alert(1)&lt;/script&gt;")


@pytest.fixture(scope="module")
def validations() -> list[Validation]:
    return [
        converter.validate(article(("2049-3630", "2049-3631"), ("<volume>", "<volume/><volume>")), name="a b.xml"),
        converter.validate(article(NASTY, SCRIPT, ("Free to use.", "<p/>")), name='<"n&me">.xml'),
        converter.validate(article(), name="sound.xml"),
    ]


def write(name: str, validations: list[Validation], language: str = "en") -> str:
    return "".join(formats()[name].write(validations, language))


def test_text_is_a_line_with_place_severity_and_code(validations: list[Validation]) -> None:
    assert write("text", validations[:1]).splitlines()[:3] == [
        "a b.xml:8:1: error issn-check-digit: The ISSN 2049-3631 has a wrong check digit.",
        "    /article/front/journal-meta/issn",
        "    | 2049-3631",
    ]


def test_json_is_an_object_for_each_file(validations: list[Validation]) -> None:
    told = json.loads(write("json", validations))
    assert [each["ok"] for each in told] == [False, False, True]
    assert told[0]["findings"][0]["code"] == "issn-check-digit"
    assert json.loads(write("json", [])) == []


def test_json_lines_are_a_line_for_each_finding(validations: list[Validation]) -> None:
    told = [json.loads(line) for line in write("jsonl", validations).splitlines()]
    assert len(told) == sum(len(each.findings) for each in validations)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_sarif_keeps_to_its_schema(validations: list[Validation], language: str) -> None:
    told = json.loads(write("sarif", validations, language))
    Draft7Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(told)
    (run,) = told["runs"]
    assert {each["ruleId"] for each in run["results"]} == {each["id"] for each in run["tool"]["driver"]["rules"]}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.xml"}, "region": {"startLine": 8, "startColumn": 1}}


def test_checkstyle_is_xml_with_an_error_for_each_finding(validations: list[Validation]) -> None:
    root = etree.fromstring(write("checkstyle", validations).encode())
    assert [each.get("name") for each in root] == [each.file for each in validations]
    assert [len(each) for each in root] == [len(each.findings) for each in validations]


def test_junit_counts_files_with_errors_as_failures(validations: list[Validation]) -> None:
    (suite,) = etree.fromstring(write("junit", validations).encode())
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [bool(each.findall("failure")) for each in suite] == [True, True, False]


def test_annotations_are_one_command_a_line(validations: list[Validation]) -> None:
    lines = write("github", validations).splitlines()
    assert len(lines) == sum(len(each.findings) for each in validations)
    assert lines[0] == (
        "::error file=a b.xml,line=8,col=1,title=issn-check-digit::The ISSN 2049-3631 has a wrong check digit."
    )
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_runs_nothing_and_loads_nothing(validations: list[Validation], language: str) -> None:
    page = write("html", validations, language)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert "<script" not in page
    assert "src=" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", formats())
def test_nothing_found_is_a_whole_document_too(name: str) -> None:
    told = write(name, [])
    if name in ("checkstyle", "junit"):
        etree.fromstring(told.encode())
    elif name in ("json", "sarif"):
        json.loads(told)


def test_a_file_is_one_test_case_though_its_issue_has_findings_too(validations: list[Validation]) -> None:
    of_the_issue = Validation("sound.xml", validations[0].findings)
    root = etree.fromstring(write("junit", [*validations, of_the_issue]).encode())
    cases = [each.get("name") for each in root.iter("testcase")]
    assert cases == ["a b.xml", '<"n&me">.xml', "sound.xml"]
    assert root.find("testsuite[@tests='3'][@failures='3']") is not None


def test_json_brings_the_remedy(validations: list[Validation]) -> None:
    records = [json.loads(line) for line in write("jsonl", validations).splitlines()]
    told = {each["code"]: each.get("mend") for each in records}
    assert told["issn-check-digit"] == "Look the ISSN up at portal.issn.org."
