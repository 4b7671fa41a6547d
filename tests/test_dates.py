"""Dates as printed in many languages, and the labels they belong to."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from converter.dates import find_dates, find_history


@pytest.mark.parametrize("case", cases("languages/dates.txt"), ids=lambda case: case.id)
def test_a_date_is_found_as_printed(case: Case) -> None:
    found = find_dates(case.input)
    told = [f"{each.iso} {case.input[each.start : each.end]}{'' if each.certain else ' ?'}" for each in found]
    assert "\n".join(told or ["no date"]) == case.expected


@pytest.mark.parametrize("case", cases("languages/histories.txt"), ids=lambda case: case.id)
def test_a_date_belongs_to_its_label(case: Case) -> None:
    told = [f"{each.kind} {each.iso}{'' if each.certain else ' ?'}" for each in find_history(case.input)]
    assert "\n".join(told or ["no history"]) == case.expected


def test_the_name_of_the_month_tells_the_language() -> None:
    assert [each.language for each in find_dates("15 августа 2025 г., 15 August 2025")] == ["ru", "en"]


def test_a_history_mark_spans_label_and_date() -> None:
    text = "The article was received on 12 March 2024."
    (mark,) = find_history(text)
    assert text[mark.start : mark.end] == "The article was received on 12 March 2024"
