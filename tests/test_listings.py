import pytest

from converter.diagnostics import Diagnostic, Kind, Place, Severity
from converter.listings import count, list_diagnostics, summarise

HYPHEN = Kind("lost-hyphen", Severity.NOTE, "A {what} was put back.")
CITATION = Kind("citation-without-reference", Severity.WARNING, "No reference is {who}.")
TITLE = Kind("no-title", Severity.ERROR, "There is no title.")


def at(line: int) -> Place:
    return Place("a.md", line)


def lines(*diagnostics: Diagnostic, verbose: bool = False) -> list[str]:
    return list(list_diagnostics(diagnostics, verbose))


def test_a_diagnostic_is_one_line_and_its_excerpt() -> None:
    told = lines(CITATION(at(7), excerpt="as [Lund\n2007] says", who="Lund 2007"))
    assert told == ["a.md:7: warning citation-without-reference: No reference is Lund 2007.", "    as [Lund 2007] says"]


def test_the_gravest_come_first_and_then_the_order_of_the_manuscript() -> None:
    told = lines(HYPHEN(at(1), what="hyphen"), CITATION(at(9), who="B"), CITATION(at(3), who="A"), TITLE(at(5)))
    assert [line.split(":")[1] for line in told] == ["5", "3", "9", "1"]


def test_a_repair_shows_before_and_after() -> None:
    assert lines(HYPHEN(at(1), what="hyphen", before="a\ufffdb", after="a-b"))[1] == "    'a\ufffdb' -> 'a-b'"


def test_notes_of_a_kind_are_grouped_with_what_they_share() -> None:
    notes = [HYPHEN(at(1), what="hyphen"), HYPHEN(at(2), what="dash")]
    assert lines(*notes) == ["a.md: note lost-hyphen: A … was put back. (2 times)"]
    assert lines(notes[0], notes[0]) == ["a.md: note lost-hyphen: A hyphen was put back. (2 times)"]
    assert len(lines(*notes, verbose=True)) == 2


def test_warnings_are_never_grouped() -> None:
    assert len(lines(CITATION(at(1), who="A"), CITATION(at(2), who="A"))) == 2


def test_a_terminal_gets_no_control_characters_of_a_manuscript() -> None:
    assert "\x1b" not in lines(TITLE(at(1), excerpt="\x1b[31mred"))[1]


def test_a_summary_counts_every_severity() -> None:
    assert summarise([CITATION(at(1), who="A")]) == "no error, 1 warning, no question, no note"


@pytest.mark.parametrize(("number", "words"), [(0, "no error"), (1, "1 error"), (2, "2 errors")])
def test_a_number_of_things(number: int, words: str) -> None:
    assert count(number, "error") == words
