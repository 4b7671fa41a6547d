"""Reference lists: divided, read, paired. The examples stand in `styles/`, a file a style."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import Case, cases
from reference_lines import told

from converter.article import Reference, ReferenceList
from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Run
from converter.styles import Entry, export_formats, pair_lists, parse_references, split_references
from converter.styles.companions import learn, recognised
from converter.styles.persons import find_persons
from converter.styles.tokens import tokenize

HERE = Path(__file__).parent / "styles"
STYLES = sorted(path.name for path in HERE.glob("*.txt"))
DOI = "10.1111/aspp.12246"


def parsed(text: str, log: list[Diagnostic] | None = None, first_id: int = 1) -> tuple[Reference, ...]:
    """References of a list with one on each line."""
    entries = [Entry((Run(line),)) for line in text.splitlines()]
    found: list[Diagnostic] = [] if log is None else log
    return parse_references(found.append, entries, first_id=first_id)


def listed(text: str, first_id: int = 1) -> ReferenceList:
    return ReferenceList(parsed(text, first_id=first_id))


@pytest.mark.parametrize("case", [each for name in STYLES for each in cases(f"styles/{name}")], ids=lambda c: c.id)
def test_fields_of_references(case: Case, expect_case: Callable[[Case, str], None]) -> None:
    expect_case(case, "\n\n".join(map(told, parsed(case.input))))


@pytest.mark.parametrize("case", cases("styles/splitting/forms.txt"), ids=lambda case: case.id)
def test_a_list_is_divided(case: Case) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, (Run(text),)) for text in re.split(r"\n\n+", case.input)]
    assert "\n".join(f"{entry.label} ¦ {entry.text}" for entry in split_references(blocks)) == case.expected


@pytest.mark.parametrize("case", [each for name in STYLES for each in cases(f"styles/{name}")], ids=lambda c: c.id)
def test_fields_lie_in_order_and_never_overlap(case: Case) -> None:
    for reference in parsed(case.input):
        ends = [0]
        for field in reference.fields:
            assert ends[-1] <= field.start < field.end <= len(reference.text)
            ends.append(field.end)
            assert all(field.start <= part.start < part.end <= field.end for part in field.parts)


def test_a_reference_without_year_is_asked_about() -> None:
    log: list[Diagnostic] = []
    parsed("Smith, J. A history of bridges. London: Verso.", log)
    assert [each.code for each in log] == ["reference-without-year"]


def test_words_that_are_no_reference_are_asked_about() -> None:
    log: list[Diagnostic] = []
    parsed("1873", log)
    assert "reference-unparsed" in [each.code for each in log]


def test_a_work_listed_twice_is_asked_about() -> None:
    log: list[Diagnostic] = []
    parsed(
        "Scott, J. C. (1998). Seeing like a State. New Haven: Yale University Press.\n"
        "Smith, J. (2020). A history of bridges. Journal of Spans, 5(2), 5–19.\n"
        "Scott J. C. Seeing like a state. New Haven, 1998.",
        log,
    )
    assert [each.sentence for each in log if each.code == "reference-duplicate"] == [
        "Reference R3 names the same work as R1 of the same list."
    ]


def test_works_of_one_title_in_other_volumes_years_and_editions_are_no_duplicates() -> None:
    log: list[Diagnostic] = []
    parsed(
        "Соловьёв С. М. История России с древнейших времён. Т. 1. М.: Мысль, 1988. 797 с.\n"
        "Соловьёв С. М. История России с древнейших времён. Т. 2. М.: Мысль, 1988. 765 с.\n"
        "Scott, J. C. (1998). Seeing like a State. New Haven: Yale University Press.\n"
        "Scott, J. C. (2020). Seeing like a State. New Haven: Yale University Press.\n"
        "Brown, A. (2001). Editorial. Spans, 5(2), 5–6.\n"
        "Brown, A. (2001). Editorial. Spans, 5(3), 9–10.",
        log,
    )
    assert "reference-duplicate" not in [each.code for each in log]


@pytest.mark.parametrize("case", cases("styles/pairing/lists.txt"), ids=lambda case: case.id)
def test_lists_are_paired(case: Case, expect_case: Callable[[Case, str], None]) -> None:
    lists: list[ReferenceList] = []
    for text in case.input.split("\n~~~~\n"):
        lists.append(listed(text, first_id=1 + sum(len(each.references) for each in lists)))
    log: list[Diagnostic] = []
    paired = pair_lists(log.append, lists)
    rows = [" ".join(_row(reference) for reference in each.references) for each in paired]
    expect_case(case, "\n".join([*rows, *(f"{each.code}: {each.sentence}" for each in log)]))


def _row(reference: Reference) -> str:
    return "=".join([reference.id, *(each.id for each in reference.alternatives)])


def test_two_lists_of_the_same_works_become_one() -> None:
    russian = listed(
        "Мазырин В.М. Экономика Вьетнама // Восток. 2014. № 3. С. 45–58.\n"
        "Соколов А.А. Коминтерн и Вьетнам. М.: ИВ РАН, 2011."
    )
    latin = listed(
        "Sokolov A.A. Komintern i V'etnam [The Comintern and Vietnam]. Moscow: IV RAN, 2011.\n"
        "Mazyrin V.M. Ekonomika V'etnama [The economy of Vietnam]. Vostok, 2014, no. 3, pp. 45–58.",
        first_id=3,
    )
    log: list[Diagnostic] = []
    (paired,) = pair_lists(log.append, [russian, latin])
    assert [[each.id for each in reference.alternatives] for reference in paired.references] == [["R4"], ["R3"]]
    assert log == []


def test_what_two_lists_say_differently_is_reported() -> None:
    russian = listed("Мазырин В.М. Экономика Вьетнама // Восток. 2014. № 3. С. 45–58.")
    latin = listed("Mazyrin V.M. Ekonomika V'etnama. Vostok, 2015, no. 3, pp. 45–58.", first_id=2)
    log: list[Diagnostic] = []
    pair_lists(log.append, [russian, latin])
    assert [(each.code, dict(each.facts)["field"]) for each in log] == [("reference-contradiction", "year")]


def test_two_lists_of_different_works_stay_two() -> None:
    sources = listed("Лотман Ю. М. Структура художественного текста. М.: Искусство, 1970.")
    studies = listed("Said E. Orientalism. New York: Pantheon, 1978.", first_id=2)
    log: list[Diagnostic] = []
    assert pair_lists(log.append, [sources, studies]) == (sources, studies)
    assert log == []


@pytest.mark.parametrize("name", sorted(export_formats()))
def test_every_format_holds_the_names_and_the_doi(name: str) -> None:
    text = f"Thayer, C. A. (2016). Vietnam's strategy. Asian Politics & Policy, 8(2), 200–220. https://doi.org/{DOI}"
    written = "".join(export_formats()[name].write(parsed(text)))
    assert "Thayer" in written
    assert DOI in written
    assert "2016" in written


def test_a_reference_that_may_be_read_in_two_ways_is_asked_about() -> None:
    log: list[Diagnostic] = []
    parsed("Stone, Rivers. Lakes, Society of Papers, 1987, Journal Hill, London", log)
    assert [each.code for each in log] == ["reference-doubtful"]


def test_a_plain_reference_is_not_asked_about() -> None:
    log: list[Diagnostic] = []
    parsed("Smith J, Brown A. Fever in children. Lancet. 2001;357(4):210–5.", log)
    assert log == []


def test_a_journal_that_another_reference_of_the_list_names_is_known() -> None:
    sure = tokenize("Smith J. Sleep and age. Nurs Stand. 2010;24(3):1-9.")
    unsure = tokenize("Fahy A. Evaluating competence. Nurs Stand. 2011 Aug 17;25(50):42-8.")
    names = learn([(sure, ["au.bs", "au.g", "ti", "ti", "ti", "so", "so", "ye", "vo", "is", "fp", "lp"])])
    row = ["au.bs", "au.g", "ti", "ti", "ti", "ti", "ye", "o", "o", "vo", "is", "fp", "lp"]
    assert recognised(unsure, row, names)[:7] == ["au.bs", "au.g", "ti", "ti", "so", "so", "ye"]


def test_a_title_that_goes_on_behind_the_name_of_a_journal_stays_whole() -> None:
    sure = tokenize("Smith J. Sleep and age. Nurs Stand. 2010;24(3):1-9.")
    other = tokenize("Fahy A. Reading Nurs Stand, a memoir. Leeds: Verso, 2011. P. 5-9.")
    names = learn([(sure, ["au.bs", "au.g", "ti", "ti", "ti", "so", "so", "ye", "vo", "is", "fp", "lp"])])
    row = ["au.bs", "au.g", "ti", "ti", "ti", "ti", "ti", "pl", "pu", "ye", "o", "fp", "lp"]
    assert recognised(other, row, names) == row


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (". Tradução de Ana Moura Dias et al", ["Ana Moura Dias"]),
        ("Trad. J. Costa", ["J. Costa"]),
        ("Ana Costa, trad.", ["Ana Costa"]),
        ("Edna Trad, A. Dias", ["Edna Trad", "A. Dias"]),
    ],
)
def test_words_for_what_a_person_did_are_no_name(words: str, names: list[str]) -> None:
    found = find_persons("translator", words, 0, len(words))
    assert [words[person.start : person.end] for person in found] == names
