"""What the parts share: names, by-lines, addresses, mentions of people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casefile import Case, cases

from converter.diagnostics import Log
from converter.manuscript import Block, BlockKind, Cell, Manuscript, Mark, Run, Runs
from converter.recognition.addresses import Address, is_address, read_addresses, without_ids
from converter.recognition.author_notes import read_notes
from converter.recognition.authors import Author, give_contacts, leftover, mark_corresponding, says_corresponding
from converter.recognition.bylines import Signature, is_byline, read_byline
from converter.recognition.draft import label_of
from converter.recognition.mentions import find_name
from converter.recognition.names import is_group, looks_like_name, parse_name
from converter.repairs import run_in_labels, stacked_lines, title_tables


def raised(text: str) -> Runs:
    """Runs of a text in which ^this^ is raised."""
    pieces = text.split("^")
    return tuple(Run(p, frozenset({Mark.SUP}) if n % 2 else frozenset()) for n, p in enumerate(pieces) if p)


def told_name(line: str) -> str:
    """A name as "family, given"; the line may end with "@language" and "<< where it stands elsewhere"."""
    line, _, elsewhere = line.partition(" << ")
    printed, _, language = line.partition(" @")
    name = parse_name(printed, elsewhere, language)
    extra = [f"[{each}]" for each in (name.prefix, name.suffix) if each]
    order = ["eastern"] if name.order == "eastern" else []
    return " ".join([f"{name.family}, {name.given}", *extra, *order])


def told_person(person: Signature) -> str:
    extra = (" ".join(person.marks), ", ".join(person.degrees), person.email, person.orcid)
    return " | ".join([person.name, *filter(None, extra)])


def told_byline(line: str) -> str:
    text, _, language = line.partition(" @")
    runs = raised(text)
    if not is_byline(runs, language):
        return "no by-line"
    return "\n".join(map(told_person, read_byline(runs, language)))


def told_address(address: Address) -> str:
    address = without_ids(address, "en")
    text = address.text.text
    fields = (f"{f.name}={text[f.start : f.end]}" + (f" ({f.normal})" if f.normal else "") for f in address.text.fields)
    rows = (f"    {each}" for each in (*fields, *address.orcids))
    return "\n".join([f"{address.mark or '-'}: {text}", *rows])


def told_addresses(line: str) -> str:
    runs = raised(line)
    if not is_address(runs, ("1", "2", "3", "a", "b")):
        return "no address"
    return "\n".join(map(told_address, read_addresses(runs, "en", ("1", "2", "3", "a", "b"))))


def told_contacts(text: str) -> str:
    """The people stand in the first line, with their marks; what the second line gives to whom."""
    byline, line = text.split("\n", 1)
    people = [Author(parse_name(p.name), p.name, marks=p.marks) for p in read_byline(raised(byline))]
    runs = raised(line)
    block = Block(BlockKind.PARAGRAPH, runs)
    lost = give_contacts(people, block.text)
    if says_corresponding(block.text):
        mark_corresponding(people, block, block.text)
        lost = give_contacts(people, block.text)
    rows = [f"{each.printed}: " + " ".join(_given(each)) for each in people]
    return "\n".join(
        row.rstrip() for row in [*rows, f"lost: {' '.join(lost)}", f"left: {leftover(people, block.text)}"]
    )


def _given(author: Author) -> list[str]:
    return [*author.emails, *filter(None, [author.orcid]), *["corresponding"] * author.corresponding]


@pytest.mark.parametrize("case", cases("recognition/names.txt"), ids=lambda case: case.title)
def test_names_are_parted_by_evidence(case: Case) -> None:
    assert "\n".join(map(told_name, case.input.splitlines())) == case.expected


@pytest.mark.parametrize("case", cases("recognition/bylines.txt"), ids=lambda case: case.title)
def test_bylines_are_told_from_other_lines(case: Case) -> None:
    assert "\n".join(map(told_byline, case.input.splitlines())) == case.expected


@pytest.mark.parametrize("case", cases("recognition/addresses.txt"), ids=lambda case: case.title)
def test_addresses_are_told_from_other_lines(case: Case) -> None:
    assert "\n".join(map(told_addresses, case.input.splitlines())) == case.expected


@pytest.mark.parametrize("case", cases("recognition/contacts.txt"), ids=lambda case: case.title)
def test_contacts_go_to_whom_they_belong(case: Case) -> None:
    assert told_contacts(case.input) == case.expected


def mended(repair: Callable[[Log, Manuscript], Manuscript], text: str) -> str:
    """Paragraphs parted by empty lines, after a repair."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(each),)) for each in text.split("\n\n"))
    return "\n\n".join(block.text for block in repair(lambda _: None, Manuscript(blocks)).blocks)


@pytest.mark.parametrize("case", cases("repairs/run_in_labels.txt"), ids=lambda case: case.title)
def test_a_label_amid_a_paragraph_opens_a_part(case: Case) -> None:
    assert mended(run_in_labels.mend, case.input) == case.expected


def test_bold_labels_open_parts_without_a_line_of_their_own() -> None:
    bold = frozenset({Mark.BOLD})
    runs = (
        Run("Background", bold),
        Run(" The river rose. "),
        Run("Methods", bold),
        Run(" It was measured. "),
        Run("Conflict of interest:", bold),
        Run(" none – "),
        Run("Funding:", bold),
        Run(" The River Fund – "),
        Run("Abstract:", bold),
        Run(" a note. A "),
        Run("method", bold),
        Run(" of old."),
    )
    found = run_in_labels.mend(lambda told: None, Manuscript((Block(BlockKind.PARAGRAPH, runs),), "a.md"))
    assert [block.text for block in found.blocks] == [
        "Background The river rose.",
        "Methods It was measured.",
        "Conflict of interest: none –",
        "Funding: The River Fund – Abstract: a note. A method of old.",
    ]


def test_a_bold_label_ends_the_last_item_of_a_list() -> None:
    runs = (Run("Brandt K. Banks. 2012.\n"), Run("Publisher’s Note", frozenset({Mark.BOLD})), Run("\nWe stay neutral."))
    item = Block(BlockKind.ITEM, runs, label="4.")
    found = run_in_labels.mend(lambda told: None, Manuscript((item,), "a.md")).blocks
    assert [(block.kind, block.label, block.text) for block in found] == [
        (BlockKind.ITEM, "4.", "Brandt K. Banks. 2012."),
        (BlockKind.PARAGRAPH, "", "Publisher’s Note\nWe stay neutral."),
    ]


@pytest.mark.parametrize("case", cases("repairs/stacked_lines.txt"), ids=lambda case: case.title)
def test_the_lines_of_a_title_page_stand_apart(case: Case) -> None:
    assert mended(stacked_lines.mend, case.input) == case.expected


@pytest.mark.parametrize(
    "text", ["ICV 2020 Group", "the Northern Birds Consortium", "HEBON", "GEMO Study Collaborators"]
)
def test_groups_are_no_persons(text: str) -> None:
    assert is_group(text)


@pytest.mark.parametrize("text", ["John Smith", "Ma Li", "Hans Gruppe-Kraus"])
def test_persons_are_no_groups(text: str) -> None:
    assert not is_group(text)
    assert looks_like_name(text)


def table_of(text: str) -> Block:
    rows = tuple(tuple(Cell((Run(cell),)) for cell in line.split(" | ")) for line in text.splitlines())
    return Block(BlockKind.TABLE, rows=rows)


@pytest.mark.parametrize("case", cases("repairs/title_tables.txt"), ids=lambda case: case.title)
def test_a_title_page_in_a_table_becomes_paragraphs(case: Case) -> None:
    mended = title_tables.mend(lambda _: None, Manuscript((table_of(case.input),)))
    told = (block.text if block.kind is BlockKind.PARAGRAPH else "(table)" for block in mended.blocks)
    assert "\n".join(told) == case.expected


def test_a_name_at_the_start_of_a_line_is_no_word_of_the_line_above() -> None:
    text = "Hill Anna – Harbour College, Ireland.\nMarsh John Paul – Marsh Institute"
    assert find_name(text, "J.P. Marsh") == (38, 53)


def test_a_letter_that_becomes_two_moves_no_name() -> None:
    assert find_name("Große Straße 5\nAnna Hill, Marsh Institute", "A. Hill") == (15, 24)


def test_a_word_in_small_letters_ends_a_name() -> None:
    assert find_name("Anna Maria Hill reader Harbour College", "A. Hill") == (0, 15)
    assert find_name("Berg Anna van der", "A. Berg") == (0, 17)


def test_words_between_stops_are_the_name_in_full() -> None:
    assert find_name("Reader in history; Anna Maria Hill", "A. Hill") == (19, 34)


def test_titles_before_a_name_belong_to_its_note() -> None:
    text = "Dr. Anna Hill, Harbour College\nProf. Dr. John Marsh, Marsh Institute"
    notes = read_notes((Run(text),), ["Anna Hill", "John Marsh"], "en")
    assert [(note.name, note.degrees, note.roles) for note in notes] == [
        ("Anna Hill", ("Dr.",), ()),
        ("John Marsh", ("Prof.", "Dr."), ()),
    ]


def test_a_line_end_in_a_note_ends_a_post_and_is_a_comma_of_the_address() -> None:
    (note,) = read_notes((Run("Anna Hill\nreader\nHarbour College\nCork"),), ["Anna Hill"], "en")
    assert note.roles == ("reader",)
    assert [each.text for each in note.affiliations] == ["Harbour College, Cork"]


def test_the_next_sign_opens_another_address() -> None:
    line = "* Assoc. Prof., Harbour College, Cork, Ireland ** Lecturer, Marsh Institute, Hull, United Kingdom"
    found = read_addresses((Run(line),), "en", ("*", "**"))
    assert [(each.mark, each.degrees, each.roles, each.text.text) for each in found] == [
        ("*", (), ("Assoc. Prof.",), "Harbour College, Cork, Ireland"),
        ("**", (), ("Lecturer",), "Marsh Institute, Hull, United Kingdom"),
    ]


def test_a_sentence_that_begins_with_a_post_ends_a_degree() -> None:
    text = "Doctor of History at the University of Northfield. Professor of Harbour College, Cork, Ireland"
    (note,) = read_notes((Run(text),), [], "en")
    assert note.roles == ("Professor",)
    assert [each.text for each in note.affiliations] == ["Harbour College, Cork, Ireland"]


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Keywords Rivers · Names · Tides", "Rivers · Names · Tides"),
        ("Keywords are words · chosen · by hand", ""),
        ("Keywords Rivers and names", ""),
        ("Rivers · Keywords · Tides", ""),
    ],
)
def test_dots_between_keywords_tell_their_label(text: str, behind: str) -> None:
    label = label_of(Block(BlockKind.PARAGRAPH, (Run(text),)), {"keywords"})
    assert (text[label.end :] if label else "") == behind
