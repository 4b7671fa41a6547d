"""Plain text as it is read: encodings, line numbers, pages, forbidden characters."""

from __future__ import annotations

import pytest

from converter.diagnostics import Diagnostic
from converter.manuscript import Manuscript
from converter.readers import Unreadable
from converter.readers.pdf_text import READER


def read(text: str | bytes, log: list[Diagnostic] | None = None) -> Manuscript:
    data = text.encode() if isinstance(text, str) else text
    return READER.read(([] if log is None else log).append, data, "article.txt")


def test_blocks_know_their_lines() -> None:
    blocks = read("One\ntwo\n\n\nThree\n").blocks
    assert [(block.place.line, block.place.end_line) for block in blocks] == [(1, 2), (5, 5)]


def test_form_feeds_count_pages() -> None:
    blocks = read("One\n\fTwo\n\n\fThree").blocks
    assert [(block.text, block.place.page, block.look.page_start) for block in blocks] == [
        ("One", 1, True),
        ("Two", 2, True),
        ("Three", 3, True),
    ]


def test_a_form_feed_within_a_line_parts_its_words() -> None:
    blocks = read("One\ntwo 1\fThree\n\f\f\nFour").blocks
    assert [(block.text, block.place.line, block.place.page) for block in blocks] == [
        ("One\ntwo 1", 1, 1),
        ("Three", 2, 2),
        ("Four", 4, 4),
    ]


LEFT = "The boats of the great river went down to the sea in every winter and the people of the town looked on"
RIGHT = "Measurements made since the bridge was built agree with what is told of the flood and of the willows that"


def side_by_side(left: str, right: str, width: int = 60) -> str:
    """Two columns of ten lines each, as `pdftotext -layout` writes them."""
    rows = [(f"{left[at:]} {left[:at]}"[:45].strip(), f"{right[at:]} {right[:at]}"[:45].strip()) for at in range(10)]
    return "\n".join(one.ljust(width) + two for one, two in rows)


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    text = f"A title that stands over both of the columns of this page, as titles do\n\n{side_by_side(LEFT, RIGHT)}\n"
    title, left, right = read(text).blocks
    assert title.text.startswith("A title")
    assert left.text.startswith("The boats")
    assert "Measure" not in left.text
    assert right.text.startswith("Measurements")
    assert (left.place.line, left.place.end_line) == (right.place.line, right.place.end_line) == (3, 12)


def test_a_page_of_columns_ends_with_its_page() -> None:
    text = (
        f"{side_by_side(LEFT, RIGHT)}\n\fThe next page has one column of text that runs over the whole of its width.\n"
    )
    assert [block.place.page for block in read(text).blocks] == [1, 1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [f"Place {number:<20} {number * 3:>6}          {number * 7:>6}" for number in range(12)],
        [f"The boats  of the great   river went {number} times  down to  the sea in winter" for number in range(12)],
        ["    A line that is indented and runs on over the whole width of the page as lines do"] * 12,
    ],
)
def test_tables_and_spaced_lines_are_no_columns(rows: list[str]) -> None:
    (block,) = read("\n".join(rows)).blocks
    assert block.text == "\n".join(rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_at_the_start_tells_the_encoding(encoding: str) -> None:
    log: list[Diagnostic] = []
    assert read("Слово о реке".encode(encoding), log).blocks[0].text == "Слово о реке"
    assert not log


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_guessed_encoding_is_told(encoding: str) -> None:
    text = "Отношения между двумя странами имели долгую историю и были важны для обеих сторон. " * 5
    log: list[Diagnostic] = []
    assert read(text.encode(encoding), log).blocks[0].text == text.strip()
    assert [each.code for each in log] == ["guessed-encoding"]


def test_characters_that_xml_forbids_are_taken_out_and_told() -> None:
    log: list[Diagnostic] = []
    assert read("The ri\x00ver is long\x02term.", log).blocks[0].text == "The river is long\ufffdterm."
    assert [(each.code, each.after) for each in log] == [("control-characters", "river long\ufffdterm.")]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(32)) * 50])
def test_what_is_no_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


BESIDE = ("DOI: 10.1234/rivers", "Submitted: 17 June 2022", "Published: 8 August 2023", "License", "Authors retain it")


def beside(notes: tuple[str, ...], margin: int = 37) -> str:
    """A page of text with a narrow column at its left side from the third line on."""
    text = ["The Boats of the Great River", "", *[RIGHT[at:] + " " + RIGHT[:at] for at in range(12)]]
    side = ["", *notes, *[""] * len(text)]
    return "\n".join((one.ljust(margin) + two).rstrip() for one, two in zip(side, text, strict=False))


def test_a_column_at_the_side_of_the_text_stands_where_it_leaves_white() -> None:
    blocks = read(beside(BESIDE)).blocks
    assert [block.text.partition("\n")[0] for block in blocks] == ["The Boats of the Great River", BESIDE[0], RIGHT]
    assert blocks[1].text == "\n".join(BESIDE)


def test_labels_before_the_margin_of_a_list_stay_with_it() -> None:
    page = read(beside(tuple(f"{number}." for number in range(1, 10)))).blocks[-1].text
    assert f"2.{' ' * 35}{RIGHT}" in page


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1\n  Department of Rivers, Norwood", "1 Department of Rivers, Norwood"),
        (
            "          1             2\nAnna Hill     , Jon Reed    , and Mary Stone",
            "Anna Hill1, Jon Reed2, and Mary Stone",
        ),
        (
            "                        1\nas the older surveys say  and as was told",
            "as the older surveys say1 and as was told",
        ),
        (
            "Anna Hill1 , Jon Reed          2\n                                  , Mary Stone1",
            "Anna Hill1 , Jon Reed 2, Mary Stone1",
        ),
    ],
)
def test_raised_marks_and_lines_in_two_parts_are_whole(printed: str, expected: str) -> None:
    assert [block.text for block in read(printed).blocks] == [expected]


@pytest.mark.parametrize(
    "printed",
    [
        "          1         2         3\nDepth     12        14        15",
        "     1\nThe boats of the great river went down",
        "The boats went\n, as was told, down to the sea",
    ],
)
def test_numbers_above_cells_or_words_stay_a_line(printed: str) -> None:
    assert [block.text for block in read(printed).blocks] == [printed]


def test_words_beyond_the_edge_of_a_page_stand_below_it_and_leave_no_white() -> None:
    lines = ["How the boats of the great river", "", f"{'':60}ORIGINAL", "", "went down to the sea", "in the winter"]
    title, aside = read("\n".join(lines)).blocks
    assert title.text == "How the boats of the great river\nwent down to the sea\nin the winter"
    assert aside.text == "ORIGINAL"


def test_a_short_line_at_the_right_edge_stays_where_it_is() -> None:
    lines = [
        "How the boats of the great river went down to the sea",
        "",
        f"{'':40}January 2020",
        "",
        "They went in winter.",
    ]
    assert [block.text.strip() for block in read("\n".join(lines)).blocks] == [line.strip() for line in lines if line]


def test_words_beside_the_text_stand_at_the_end_of_their_page() -> None:
    rows = [f"{'10' if at == 4 else '':30}The boats of the great river went down on day {at}" for at in range(12)]
    text, aside, following = read("\n\f".join(["\n".join(rows), "Then they came back."])).blocks
    assert text.text.count("\n") == 11
    assert (aside.text, aside.place.page) == ("10", 1)
    assert (following.text, following.place.page) == ("Then they came back.", 2)


def test_labels_of_a_few_lines_stay_beside_them() -> None:
    rows = [f"{'10' if at == 4 else '':5}The boats of the great river went down on day {at}" for at in range(12)]
    assert len(read("\n".join(rows)).blocks) == 1


def test_the_page_number_below_two_columns_is_of_neither() -> None:
    blocks = read(f"{side_by_side(LEFT, RIGHT)}\n\n\n{'':40}12\n").blocks
    assert [block.text.strip()[:8] for block in blocks] == [LEFT[:8], RIGHT[:8], "12"]
