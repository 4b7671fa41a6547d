"""Plain text through its reader and the repairs of layout, block by block."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.readers import Unreadable
from converter.readers.pdf_text import READER
from converter.repairs import headings, notes, page_breaks, paragraphs, reflow, running_heads

ORDER = (running_heads, notes, paragraphs, headings, page_breaks, reflow)


def read(text: str | bytes, log: list[Diagnostic] | None = None) -> Manuscript:
    data = text.encode() if isinstance(text, str) else text
    return READER.read(([] if log is None else log).append, data, "article.txt")


def mended(text: str, log: list[Diagnostic] | None = None) -> Manuscript:
    manuscript = read(text, log)
    for repair in ORDER:
        manuscript = repair.mend(([] if log is None else log).append, manuscript)
    return manuscript


def shown(block: Block) -> str:
    text = "".join(f"{{{run.text}}}" if Mark.SUP in run.marks else run.text for run in block.runs).replace("\n", " ⏎ ")
    match block.kind:
        case BlockKind.HEADING:
            return "#" * block.level + f" {text}"
        case BlockKind.ITEM:
            return f"- {block.label} {text}"
        case BlockKind.NOTE:
            return f"^{block.label} {text}"
        case BlockKind.TABLE:
            rows = ("| " + " | ".join("".join(run.text for run in cell.runs) for cell in row) for row in block.rows)
            return "\n".join(rows)
        case _:
            return text


@pytest.mark.parametrize("case", cases("repairs/plain_text.txt"), ids=lambda case: case.id)
def test_lines_become_blocks(case: Case) -> None:
    manuscript = mended(case.input.replace("␌", "\f"))
    assert "\n".join(map(shown, manuscript.blocks)) == case.expected


def page(number: int, head: str = "", lines: int = 20) -> str:
    """A page of sentences that run over its edges, its number at the foot, then the next head."""
    words = [f"on day {number} of month {at} the boats went down the great river and" for at in range(lines)]
    return "\n".join(words) + f"\n{number}\n\n{head}\n".replace("\n\n\n", "\n")


def test_page_numbers_and_running_heads_amid_the_text_are_left_out() -> None:
    log: list[Diagnostic] = []
    heads = ["Petrova. The boats of the river", "Journal of Rivers. 2020"]
    text = "".join(page(number, heads[number % 2]) for number in range(1, 7))
    manuscript = mended(text, log)
    assert len(manuscript.blocks) == 1
    assert "Journal" not in manuscript.blocks[0].text
    assert [each.before for each in log if each.code == "page-number"] == list("123456")
    assert {each.before for each in log if each.code == "running-head"} == set(heads)
    assert set(manuscript.metadata["running-heads"].split("\n")) == set(heads)


def test_a_running_head_with_its_page_number_beside_it_is_left_out() -> None:
    text = "".join(page(number).replace(f"\n{number}\n", f"\nJournal of Rivers {number}\n") for number in range(75, 80))
    assert "Journal" not in mended(text).blocks[0].text


def test_numbers_alone_that_cut_no_sentence_stay() -> None:
    section = "\n".join(["The boats went down the great river in the morning of that day."] * 15)
    text = "\n".join(f"{number}\n{section}" for number in range(1, 5))
    log: list[Diagnostic] = []
    mended(text, log)
    assert not [each for each in log if each.code == "page-number"]


def test_a_year_alone_on_a_line_stays() -> None:
    assert "1985" in mended("The boats went down the river in\n1985\nand came back in summer.").blocks[0].text


def test_places_stay_exact_where_a_running_head_is_taken_out() -> None:
    text = "".join(page(number, "Journal of Rivers. 2020") for number in range(1, 5))
    log: list[Diagnostic] = []
    manuscript = running_heads.mend(log.append, read(text, log))
    lines = text.split("\n")
    for block in manuscript.blocks:
        assert block.text.split("\n") == lines[block.place.line - 1 : block.place.end_line]


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


def test_halves_of_a_cut_paragraph_are_joined_in_other_formats_too() -> None:
    first = "This justification of the new survey not only situates the work within the"
    second = "Great Survey but also explains it."
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in (first, second))
    log: list[Diagnostic] = []
    joined = page_breaks.mend(log.append, Manuscript(blocks, format="markdown"))
    assert [block.text for block in joined.blocks] == [f"{first}\n{second}"]
    assert [(each.code, each.after) for each in log] == [("cut-paragraph", "work within the Great Survey but")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The boats of the great river went down to the sea in every winter.", "the next block is small"),
        ("Keywords: boats, rivers, and much more that is long enough to be joined", "Boris Ivanov"),
        ("A heading", "of small letters"),
        ("The boats of the great river which went down to the sea were these:", "first, the old ones"),
    ],
)
def test_whole_paragraphs_stay_apart(first: str, second: str) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in (first, second))
    manuscript = Manuscript(blocks, format="markdown")
    assert page_breaks.mend([].append, manuscript) == manuscript
