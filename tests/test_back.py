"""What stands around the text: appendices, statements, abbreviations, as JATS holds them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypandoc
import pytest
from casefile import Case, cases
from lxml import etree

from converter import convert
from converter.article import Contributor, Name
from converter.recognition.awards import find_awards
from converter.recognition.credits import find_credits
from converter.schema import TAG_SETS, VERSIONS

FRONT = """# Nests of the storks

Anna Hill

**Abstract.** Storks build their nests in the delta every spring.

"""


def written(element: etree._Element) -> str:
    """An element as XML without namespaces, ids and the blanks between elements."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    text = re.sub(r' xmlns:\w+="[^"]*"', "", text)
    return re.sub(r">\s*\n\s*<", "><", text)


def wanted(expected: str) -> list[str]:
    """The names of the elements that are expected, or of those that must not be there."""
    return list(dict.fromkeys(re.findall(r"^(?:no )?<([a-z-]+)", expected, re.MULTILINE)))


@pytest.mark.parametrize(
    "case", [*cases("objects/back.txt"), *cases("objects/table_notes.txt")], ids=lambda case: case.title
)
def test_what_stands_around_the_text_is_tagged(case: Case) -> None:
    done = convert((FRONT + case.input).encode(), name="article.md")
    assert done.ok, done.diagnostics
    root = etree.fromstring(done.xml)
    shown = [
        written(each) for name in wanted(case.expected) for each in root.iter(name) if not [*each.iterancestors(name)]
    ]
    absent = [f"no <{name}>" for name in wanted(case.expected) if root.find(f".//{name}") is None]
    assert "\n".join([*shown, *absent]) == case.expected


@pytest.mark.parametrize("case", cases("objects/awards.txt"), ids=lambda case: case.title)
def test_a_funding_statement_names_who_gave_what(case: Case) -> None:
    told = [" | ".join((award.funder, *award.numbers)) for award in find_awards(case.input)]
    assert "\n".join(told or ["nothing"]) == case.expected


AUTHORS = (
    Contributor({"en": Name("Hill", "Anna")}),
    Contributor({"en": Name("Moss", "Peter J.")}),
    Contributor({"en": Name("Ivanov", "Ivan Petrovich"), "ru": Name("Иванов", "Иван Петрович")}),
)


@pytest.mark.parametrize("case", cases("objects/credits.txt"), ids=lambda case: case.title)
def test_a_statement_in_the_words_of_credit_gives_roles(case: Case) -> None:
    found = sorted(find_credits(case.input, AUTHORS).items())
    told = [f"{rank + 1}: {', '.join(credit.role for credit in credits)}" for rank, credits in found]
    assert "\n".join(told or ["nothing"]) == case.expected


EVERYTHING = (
    FRONT
    + """## Introduction

Nests are counted.^1^ Some doubt it.^2^ The counts stand in Appendix A.

## Funding

Supported by the Royal Society, grant no. RS-12345.

## Author contributions

A.H.: Conceptualization, Software.

## Abbreviations

CI: confidence interval

SD: standard deviation

## Notes

1. Every spring.
2. Moss does.

## Appendix A. Counts

Twelve.
"""
)
TOLD = ("sec", "fn", "xref", "funding-source", "award-id", "role", "def-item", "app")


def summary(xml: bytes) -> list[str]:
    elements = etree.fromstring(xml).iter(*TOLD)
    return [f"{each.tag} {each.get('sec-type', '')} {words(each)}" for each in elements]


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize(("suffix", "format"), [("docx", "docx"), ("html", "html"), ("tex", "latex"), ("odt", "odt")])
def test_it_is_the_same_in_every_format(suffix: str, format: str, tmp_path: Path) -> None:
    file = tmp_path / f"article.{suffix}"
    command = [pypandoc.get_pandoc_path(), "--standalone", f"--to={format}", f"--output={file}", "--metadata=title="]
    subprocess.run(command, input=EVERYTHING.encode(), check=True, capture_output=True)
    assert summary(convert(file).xml) == summary(convert(EVERYTHING.encode(), name="article.md").xml)


@pytest.mark.parametrize("tag_set", TAG_SETS)
@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_valid_in_every_version(version: str, tag_set: str) -> None:
    assert convert(EVERYTHING.encode(), name="article.md", jats=version, tag_set=tag_set).ok
