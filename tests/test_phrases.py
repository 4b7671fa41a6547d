"""Phrases of a list are found as one pattern of them all would find them: whole, the longest first, in any case."""

import re

import pytest

from converter.phrases import gather

PHRASES = ("et al", "et autres", "и др", "и другие", "n d", "in press", "編")
TEXTS = {
    "Smith et al 2010": ["et al"],
    "Smith ET AL, Lee Et Autres": ["ET AL", "Et Autres"],
    "Петров и другие": ["и другие"],
    "Петров и др, Лю 編": ["и др", "編"],
    "et alii, sheet al, et ale": [],
    "in pressing, print in press": ["in press"],
    "n d and nd": ["n d"],
    "": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_phrases_are_found_whole(text: str) -> None:
    assert [match[0] for match in gather(PHRASES).finditer(text)] == TEXTS[text]
    one = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(PHRASES, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
    assert one.findall(text) == TEXTS[text]


def test_a_phrase_is_matched_where_it_is_asked_for() -> None:
    phrases, text = gather(PHRASES), "Smith et al, in press"
    assert phrases.match(text) is None
    assert phrases.match(text, 6)
    assert phrases.match(text, 7) is None
    assert phrases.match(text, 6, 10) is None
    found = phrases.search(text, 8)
    assert found
    assert found.span() == (13, 21)


def test_each_phrase_is_spelt_as_asked() -> None:
    phrases = gather(("op cit", "o c"), lambda phrase: phrase.replace(" ", r"\.?\s{0,2}") + r"\.?")
    assert [match[0] for match in phrases.finditer("Smith, op. cit., p. 5; opcit; o.c. 7")] == [
        "op. cit.",
        "opcit",
        "o.c.",
    ]


def test_no_phrases_are_nowhere() -> None:
    assert gather(()).search("Smith et al") is None
