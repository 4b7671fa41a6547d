"""What only the articles of an issue together show."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.inspections import compare
from converter.issue_rules import Card

ISSUE = tuple(
    Card(
        f"issue/{number}.xml",
        title=f"The nets of the northern boats, part {number}",
        doi=f"10.5555/{number}",
        issns=("2049-3630",),
        year="2020",
        volume="4",
        issue="2",
        fpage=str(number * 10 + 1),
        lpage=str(number * 10 + 10),
    )
    for number in range(1, 5)
)


def codes(cards: tuple[Card, ...]) -> list[str]:
    return [each.code for each in compare(cards, "en")]


def test_a_sound_issue_has_nothing_wrong() -> None:
    assert codes(ISSUE) == []
    assert codes(ISSUE[:1]) == []
    assert codes(()) == []


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (replace(ISSUE[3], doi="10.5555/1"), "issue-doi-repeated"),
        (replace(ISSUE[3], title=ISSUE[0].title.upper()), "issue-title-repeated"),
        (replace(ISSUE[3], volume="5"), "issue-volume-differs"),
        (replace(ISSUE[3], issue="1"), "issue-volume-differs"),
        (replace(ISSUE[3], issns=("2434-561X",)), "issue-journal-differs"),
        (replace(ISSUE[3], year="2021"), "issue-year-differs"),
        (replace(ISSUE[3], fpage="35"), "issue-pages-overlap"),
        (replace(ISSUE[3], fpage="45", lpage="50"), "issue-pages-gap"),
    ],
)
def test_what_is_wrong_between_articles_is_told(spoilt: Card, code: str) -> None:
    (found,) = compare((*ISSUE[:3], spoilt), "en")
    assert (found.code, found.file) == (code, "issue/4.xml")


@pytest.mark.parametrize(
    "other",
    [
        replace(ISSUE[3], fpage="", lpage="", elocation="e77"),
        replace(ISSUE[3], fpage="S1", lpage="S9"),
        replace(ISSUE[3], fpage="11", lpage="19", volume="", issue=""),
        replace(ISSUE[3], fpage="42", lpage="50"),
        replace(ISSUE[3], fpage="40", lpage="50"),
        replace(ISSUE[3], file="other/4.xml", doi="10.5555/1"),
        replace(ISSUE[3], doi=""),
        replace(ISSUE[3], volume="", issue=""),
    ],
)
def test_what_may_differ_is_left_alone(other: Card) -> None:
    assert codes((*ISSUE[:3], other)) == []


def test_sentences_come_in_russian() -> None:
    (found,) = compare((*ISSUE[:3], replace(ISSUE[3], year="2021")), "ru")
    assert found.sentence == "Статья 2021 года, а остальные в её номере 2020 года."
