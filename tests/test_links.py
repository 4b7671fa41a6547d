"""Citations in running text: what is linked to which reference, and what is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from casefile import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from converter.article import Article, Citation, Inlines, Note, Paragraph, Reference, ReferenceList
from converter.diagnostics import Diagnostic
from converter.linking import find_links
from converter.linking.jsonl import answer
from converter.links import link
from converter.manuscript import Mark, Run


def references(lines: str) -> tuple[Reference, ...]:
    """A reference from each line `id: printed text`; an id that is a number is its label too."""
    split = [line.split(": ", 1) for line in lines.splitlines()]
    return tuple(Reference(id, (Run(text),), label=id if id.isdigit() else "") for id, text in split)


@pytest.mark.parametrize("case", cases("links"), ids=lambda case: case.id)
def test_a_citation_leads_to_its_references(case: Case, expect_case: Callable[[Case, str], None]) -> None:
    text, _, listed = case.input.rpartition("\n\n")
    paragraphs = text.split("\n")
    links = find_links(paragraphs, references(listed))
    told = [f"{paragraphs[each.paragraph][each.start : each.end]} > {', '.join(each.targets)}" for each in links]
    expect_case(case, "\n".join(told))


SMITH = references(
    "smith: Smith, J. (2020). On links. Journal, 1(2), 3–4.\nwho: World Health Organization. (2019). Report."
)


def article(*content: Inlines, listed: tuple[Reference, ...] = SMITH, notes: tuple[Note, ...] = ()) -> Article:
    body = tuple(Paragraph(inlines) for inlines in content)
    return Article("en", body=body, reference_lists=(ReferenceList(listed),) if listed else (), notes=notes)


def linked(source: Article) -> tuple[Article, list[Diagnostic]]:
    log: list[Diagnostic] = []
    return link(log.append, source), log


def text_of(inlines: Inlines) -> str:
    runs = (run for each in inlines for run in ((each,) if isinstance(each, Run) else each.content))
    return "".join(run.text for run in runs)


def first_row(found: Article) -> Inlines:
    paragraph = found.body[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.content


def test_a_citation_keeps_the_marks_of_its_runs() -> None:
    row = (Run("As Smith "), Run("et al.", frozenset({Mark.ITALIC})), Run(" (2020) say."))
    found, _ = linked(article(row))
    italic = Run("et al.", frozenset({Mark.ITALIC}))
    assert first_row(found) == (Run("As "), Citation((Run("Smith "), italic, Run(" (2020)")), ("smith",)), Run(" say."))


def test_a_footnote_marker_is_no_citation() -> None:
    row = (Run("Word"), Run("1", frozenset({Mark.SUP}), note="1"), Run(" and more (WHO, 2019)."))
    found, _ = linked(article(row))
    assert [each.targets for each in first_row(found) if isinstance(each, Citation)] == [("who",)]


def test_a_superscript_leads_to_the_number_of_the_list() -> None:
    listed = references("1: Smith J. On links. Journal. 2020.\n2: Jones K. On marks. Journal. 2021.")
    row = (Run("Known"), Run("1,2", frozenset({Mark.SUP})), Run("."))
    found, _ = linked(article(row, listed=listed))
    assert [each.targets for each in first_row(found) if isinstance(each, Citation)] == [("1",), ("2",)]


def test_footnotes_are_read_after_the_text() -> None:
    note = Note("n1", "1", (Paragraph((Run("Ibid., p. 5."),)),))
    found, _ = linked(article((Run("See (Smith, 2020)."),), notes=(note,)))
    row = found.notes[0].blocks[0]
    assert isinstance(row, Paragraph)
    assert [each.targets for each in row.content if isinstance(each, Citation)] == [("smith",)]


def codes(source: Article) -> list[str]:
    return [each.code for each in linked(source)[1]]


def test_a_citation_without_reference_is_told() -> None:
    assert "citation-without-reference" in codes(
        article((Run("As shown (Jones et al., 2018; Smith, 2020; WHO, 2019)."),))
    )


def test_an_uncited_reference_is_told() -> None:
    assert codes(article((Run("As shown (Smith, 2020)."),))) == ["uncited-reference"]


def test_a_name_spelt_otherwise_is_asked_about() -> None:
    assert codes(article((Run("As shown (Smyth, 2020; WHO, 2019)."),))) in ([], ["citation-name-differs"])


def test_a_year_that_differs_is_asked_about() -> None:
    assert codes(article((Run("As shown (Smith, 2021; WHO, 2019)."),))) == ["citation-year-differs"]


def test_two_works_of_one_author_and_year_are_asked_about() -> None:
    listed = references("a: Smith, J. (2020). One thing. Journal.\nb: Smith, J. (2020). Another thing. Journal.")
    assert "ambiguous-citation" in codes(article((Run("As shown (Smith, 2020)."),), listed=listed))


def test_a_list_that_repeats_another_in_its_own_script_is_not_told_as_uncited() -> None:
    russian = references("a: Мазурин В.М. Книга. М., 2021.")
    latin = references("b: Mazurin V.M. Kniga [Book]. Moscow, 2021.")
    body = (Paragraph((Run("См. [Мазурин 2021: 5]."),)),)
    source = Article("ru", body=body, reference_lists=(ReferenceList(russian), ReferenceList(latin)))
    assert codes(source) == []


def test_a_reference_is_reached_by_its_name_in_another_language() -> None:
    latin = Reference("x", (Run("Nguyen Van Xuan (2021). Book. Hanoi."),))
    both = Reference("r", (Run("Нгуен Ван Суан. Книга. Ханой, 2021."),), alternatives=(latin,))
    found, _ = linked(article((Run("See (Nguyễn Văn Xuân 2021)."),), listed=(both,)))
    assert [each.targets for each in first_row(found) if isinstance(each, Citation)] == [("r",)]


def test_a_number_beyond_the_list_is_told() -> None:
    listed = references("1: Smith J. On links. Journal. 2020.\n2: Jones K. On marks. Journal. 2021.")
    assert codes(article((Run("Known [1, 2] and unknown [7]."),), listed=listed)) == ["citation-without-reference"]


def test_without_a_list_one_warning_names_the_works() -> None:
    _, log = linked(article((Run("See [Smith 2020: 5; Jones 2019] and [Smith 2020: 7]."),), listed=()))
    assert [(each.code, dict(each.facts)["count"]) for each in log] == [("no-reference-list", "2")]


@given(st.lists(st.text(alphabet="Smith ()[]2020,;^1–a. et l&", max_size=60), max_size=4))
def test_linking_never_changes_the_text(texts: list[str]) -> None:
    row = tuple(Run(text) for text in texts)
    found, _ = linked(article(row))
    assert text_of(first_row(found)) == text_of(row)


def test_json_lines_are_answered_one_by_one() -> None:
    asked = {"id": "x", "paragraphs": ["So (Smith, 2020)."], "refs": [{"rid": "s", "label": "", "text": SMITH[0].text}]}
    told = [json.loads(line) for line in answer([json.dumps(asked), "\n", json.dumps(asked)])]
    assert told == [{"id": "x", "links": [{"p": 0, "start": 4, "end": 15, "rids": ["s"]}]}] * 2
