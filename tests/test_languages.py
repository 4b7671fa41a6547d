"""Languages: what their files hold, the labels they know, the texts they are told by."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from converter.dates import find_history
from converter.languages import LANGUAGES, PARTS, Language, detect, find_label, find_labels


def outcome(text: str) -> str:
    """Part, languages and what is labelled."""
    label = find_label(text)
    if label is None:
        return "no label"
    return f"{label.part} {','.join(label.languages) or '-'} {text[label.end :]}".rstrip()


@pytest.mark.parametrize("case", cases("languages/labels.txt"), ids=lambda case: case.id)
def test_a_label_opens_its_part(case: Case) -> None:
    assert outcome(case.input) == case.expected


@pytest.mark.parametrize("case", cases("languages/detection.txt"), ids=lambda case: case.id)
def test_a_title_tells_its_language(case: Case) -> None:
    assert detect(case.input) == case.expected.replace("none", "")


@pytest.mark.parametrize(
    "case",
    [case for code in LANGUAGES for case in cases(f"languages/{code}.txt")],
    ids=lambda case: f"{case.file.stem}-{case.id}",
)
def test_a_language_knows_its_labels_and_dates(case: Case) -> None:
    label = find_label(case.input)
    told = [f"{label.part} {' '.join(sorted(label.languages))}"] if label else []
    told += [f"{mark.kind} {mark.iso}" for mark in find_history(case.input)]
    assert "\n".join(told or [f"no label {detect(case.input)}"]) == case.expected


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_a_language_has_its_months_and_known_parts(language: Language) -> None:
    assert len(language.months) == 12
    assert set(language.labels) <= set(PARTS)
    assert language.name_order in ("western", "eastern")
    assert {"abstract", "keywords", "references", "received", "accepted"} <= set(language.labels)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_every_wording_is_found_as_a_label(language: Language) -> None:
    for part, wordings in language.labels.items():
        for wording in wordings:
            label = find_label(f"{wording}: x", {part})
            assert label is not None, wording
            assert language.code in label.languages


def test_a_label_of_another_part_is_not_asked_for() -> None:
    assert find_label("Abstract. The text", {"keywords"}) is None


def test_the_language_that_lists_a_wording_earlier_is_the_likelier() -> None:
    label = find_label("Abstract: The text")
    assert label is not None
    assert label.language == "en"
    assert "de" in label.languages


def test_a_second_label_after_a_stroke_tells_its_languages() -> None:
    label = find_label("Resumo / Abstract: O texto")
    assert label is not None
    assert "pt" in label.languages
    assert "en" in label.doubled


def test_labels_amid_a_sentence_are_found_in_order() -> None:
    found = find_labels("Received 1 May 2020; accepted 3 May 2020", {"received", "accepted"})
    assert [label.part for label in found] == ["received", "accepted"]


def test_a_choice_of_languages_is_kept_to() -> None:
    assert detect("Historia teatru polskiego", {"en", "ru"}) == "en"
    assert detect("История театра", {"en"}) == ""
