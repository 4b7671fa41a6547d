"""Whole manuscripts: what must come of them, and the laws that hold for every one.

A case is a folder of `cases/`: `manuscript.*`, or `source` with the name of a file in seeds/; `article.xml` and
`diagnostics.txt` as expected (without the latter nothing but notes may be told); `options.json` with arguments of
`converter.convert`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import converter
from converter.diagnostics import Severity
from converter.listings import list_one
from converter.schema import check

PROJECT = Path(__file__).parent.parent
CASES = sorted(path for path in (PROJECT / "tests/cases").iterdir() if path.is_dir())
UNREACHED = "uncited-reference"

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def manuscript_of(case: Path) -> Path:
    named = case / "source"
    if named.is_file():
        return PROJECT / "seeds" / named.read_text(encoding="utf-8").strip()
    (found,) = case.glob("manuscript.*")
    return found


def options_of(case: Path) -> dict[str, Any]:
    file = case / "options.json"
    options: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return options


@cache
def convert(case: Path) -> converter.Conversion:
    source = manuscript_of(case)
    return converter.convert(source.read_bytes(), name=source.name, **options_of(case))


def root_of(conversion: converter.Conversion) -> etree._Element:
    return etree.fromstring(conversion.xml, etree.XMLParser(load_dtd=False))


@every_case
def test_the_article_is_the_expected_one(case: Path, expect: Callable[[str, Path], None]) -> None:
    expect(convert(case).xml.decode(), case / "article.xml")


@every_case
def test_the_diagnostics_are_the_expected_ones(
    case: Path, expect: Callable[[str, Path], None], accepting: bool
) -> None:
    found = convert(case).diagnostics
    file = case / "diagnostics.txt"
    if file.exists() or (accepting and any(each.severity is not Severity.NOTE for each in found)):
        expect("".join(f"{line}\n" for each in found for line in list_one(each)), file)
    else:
        assert [str(each) for each in found if each.severity is not Severity.NOTE] == []


@every_case
def test_the_article_is_valid(case: Path) -> None:
    options = options_of(case)
    assert check(convert(case).xml, options.get("jats", "1.3"), options.get("tag_set", "publishing")) == ()


@pytest.mark.parametrize("tag_set", ["publishing", "archiving"])
@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
@every_case
def test_the_article_is_valid_in_every_version_and_tag_set(case: Path, version: str, tag_set: str) -> None:
    source = manuscript_of(case)
    options = options_of(case) | {"jats": version, "tag_set": tag_set}
    done = converter.convert(source.read_bytes(), name=source.name, **options)
    assert check(done.xml, version, tag_set) == ()


@every_case
def test_the_same_manuscript_gives_the_same_bytes(case: Path) -> None:
    convert.cache_clear()
    first = convert(case)
    convert.cache_clear()
    second = convert(case)
    assert first.xml == second.xml
    assert first.diagnostics == second.diagnostics


@every_case
def test_no_word_is_lost_and_none_invented(case: Path) -> None:
    account = convert(case).account
    assert (account.lost, account.invented) == ((), ())


@every_case
def test_every_reference_is_reached_or_reported(case: Path) -> None:
    done = convert(case)
    reached = {rid for xref in root_of(done).iter("xref") for rid in (xref.get("rid") or "").split()}
    unreached = [each.id for each in done.article.references if each.id not in reached]
    told = Counter(each.code for each in done.diagnostics)
    assert len(unreached) == told[UNREACHED], unreached


@every_case
def test_every_id_leads_back_to_the_manuscript(case: Path) -> None:
    done = convert(case)
    length = len(manuscript_of(case).read_text(encoding="utf-8", errors="replace").splitlines())
    ids = {
        each.get("id") for each in root_of(done).iter("sec", "p", "ref", "fn", "table-wrap", "fig") if each.get("id")
    }
    assert ids - set(done.places) == set()
    for place in done.places.values():
        assert 0 <= place.line <= max(place.end_line, place.line) <= length


@every_case
def test_an_error_is_told_where_there_is_one_and_nowhere_else(case: Path) -> None:
    done = convert(case)
    assert done.ok is all(each.severity is not Severity.ERROR for each in done.diagnostics)
