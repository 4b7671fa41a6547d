"""Reference lists and citations by themselves, from Python."""

from __future__ import annotations

import converter
from converter.diagnostics import Diagnostic

LINES = ["Smith, J. (2020). On bridges. Span, 4(2), 5–9.", "Brown, A. B. (2018). Piers of the north. London: Verso."]


def test_lines_are_one_reference_each() -> None:
    listed = converter.references(LINES)
    assert [each.values("title") for each in listed] == [("On bridges",), ("Piers of the north",)]


def test_a_text_is_divided_first() -> None:
    listed = converter.references("\n".join(f"{number}. {line}" for number, line in enumerate(LINES, 1)))
    assert [each.text for each in listed] == LINES


def test_doubts_go_to_the_log() -> None:
    log: list[Diagnostic] = []
    converter.references(["Smith, J. A history of bridges. London: Verso."], log=log.append)
    assert [each.code for each in log] == ["reference-without-year"]


def test_citations_point_at_characters_of_a_paragraph() -> None:
    (text,) = paragraphs = ["As Smith (2020: 7) says; the piers (Brown, 2018) differ in 2019."]
    links = converter.citations(paragraphs, converter.references(LINES))
    assert [(text[each.start : each.end], each.targets, each.locator) for each in links] == [
        ("Smith (2020: 7)", ("R1",), "7"),
        ("Brown, 2018", ("R2",), ""),
    ]


def test_without_references_nothing_is_linked() -> None:
    assert converter.citations(["As Smith (2020) says."], ()) == ()
