"""Running heads and page numbers: left out where repetition and position prove them."""

from __future__ import annotations

from converter.diagnostics import Diagnostic
from converter.manuscript import Manuscript
from converter.readers.pdf_text import READER
from converter.repairs import running_heads


def dropped(text: str, log: list[Diagnostic] | None = None) -> Manuscript:
    found = [] if log is None else log
    return running_heads.mend(found.append, READER.read(found.append, text.encode(), "article.txt"))


def words(manuscript: Manuscript) -> str:
    return "\n".join(block.text for block in manuscript.blocks)


def page(number: int, head: str = "", lines: int = 20) -> str:
    """A page of sentences that run over its edges, its number at the foot, then the next head."""
    words = [f"on day {number} of month {at} the boats went down the great river and" for at in range(lines)]
    return "\n".join(words) + f"\n{number}\n\n{head}\n".replace("\n\n\n", "\n")


def test_page_numbers_and_running_heads_amid_the_text_are_left_out() -> None:
    log: list[Diagnostic] = []
    heads = ["Petrova. The boats of the river", "Journal of Rivers. 2020"]
    text = "".join(page(number, heads[number % 2]) for number in range(1, 7))
    manuscript = dropped(text, log)
    assert "Journal" not in words(manuscript)
    assert [block.look.page_start for block in manuscript.blocks] == [True] * 6
    assert [each.before for each in log if each.code == "page-number"] == list("123456")
    assert {each.before for each in log if each.code == "running-head"} == set(heads)
    assert set(manuscript.metadata["running-heads"].split("\n")) == set(heads)


def test_a_running_head_with_its_page_number_beside_it_is_left_out() -> None:
    text = "".join(page(number).replace(f"\n{number}\n", f"\nJournal of Rivers {number}\n") for number in range(75, 80))
    assert "Journal" not in words(dropped(text))


def test_numbers_alone_that_cut_no_sentence_stay() -> None:
    section = "\n".join(["The boats went down the great river in the morning of that day."] * 15)
    text = "\n".join(f"{number}\n{section}" for number in range(1, 5))
    log: list[Diagnostic] = []
    dropped(text, log)
    assert not [each for each in log if each.code == "page-number"]


def test_a_year_alone_on_a_line_stays() -> None:
    assert "1985" in words(dropped("The boats went down the river in\n1985\nand came back in summer."))


def test_places_stay_exact_where_a_running_head_is_taken_out() -> None:
    text = "".join(page(number, "Journal of Rivers. 2020") for number in range(1, 5))
    manuscript = dropped(text)
    lines = text.split("\n")
    for block in manuscript.blocks:
        assert block.text.split("\n") == lines[block.place.line - 1 : block.place.end_line]


def test_lines_that_repeat_within_pages_stay() -> None:
    text = "".join(page(number).replace(" month 3 ", " month 2 ") for number in range(1, 7))
    assert words(dropped(text)).count("the boats went down") == 6 * 20


def test_a_refrain_without_pages_stays() -> None:
    verse = "\n".join(f"The boats went down the river in year {at}." for at in range(15))
    assert words(dropped(f"{verse}\nAnd nobody saw them again\n" * 5)).count("nobody") == 5


def test_a_printed_number_sign_is_no_number() -> None:
    text = "\n\n".join(f"Item # of box {'#' * (number % 2)}{number}" for number in range(1, 7))
    assert words(dropped(text)) == text.replace("\n\n", "\n")


def sheet(number: int, head: str, foot: str) -> str:
    """A page between form feeds that ends with a sentence: its head, eight lines, its foot."""
    words = [f"On day {number} of month {at} the boats went down the river." for at in range(8)]
    return "\n".join((head, "", *words, "", foot))


def test_form_feeds_tell_the_pages_whose_edges_repeat() -> None:
    cited = "Petrova et al. (2020). How the boats of the great river went down to the sea, and why. " * 2
    text = "\n\f".join(
        sheet(at, "The boats" if at % 2 else "Journal of Rivers", f"{cited}\n{at + 40}") for at in range(6)
    )
    kept = words(dropped(text))
    assert kept.count("went down the river") == 6 * 8
    assert not any(gone in kept for gone in ("Petrova", "Journal", "The boats\n", "44"))


def test_captions_stay_at_the_edges_of_pages() -> None:
    text = "\n\f".join(sheet(at, f"Table {at}. The boats counted", "") for at in range(1, 5))
    kept = words(dropped(text))
    assert kept.count("The boats counted") == 4


def test_a_head_set_along_the_side_of_pages_is_left_out() -> None:
    side = "THE BOATS OF THE RIVER"
    text = "\n\f".join(
        sheet(at, "It was said that", f"{side}\nnobody on bank {'xyz'[at]} saw them.") for at in range(3)
    )
    kept = words(dropped(text))
    assert side not in kept
    assert kept.count("nobody on bank") == 3


def test_a_head_and_a_number_told_late_stand_alone_between_blank_lines() -> None:
    days = ["\n".join(f"They came on day {day} of the {one} month." for one in "abcdefgh") for day in "vwxyz"]
    late = (
        f"{text}\n\n{at}\n\nI. Sidorov & A. Petrova\n\n{text.replace('came', 'went')}\n"
        for at, text in enumerate(days, start=7)
    )
    kept = words(dropped("\f".join(late)))
    assert not any(gone in kept for gone in ("Sidorov", "9"))
    assert kept.count("month") == 5 * 16


def paged(number: int, head: str) -> str:
    """A page told by form feeds, its head amid its lines as some tools tell it, its number behind a paragraph."""
    words = [f"on day {number} of month {at} the boats went down the great river and" for at in range(20)]
    words[9] += f"\n{number}\n\n{head}\n"
    return "\n".join(words)


def test_heads_and_numbers_told_amid_pages_are_left_out() -> None:
    heads = ["Petrova. The boats of the river", "Journal of Rivers. 2020"]
    log: list[Diagnostic] = []
    text = "\f".join(
        page(number, heads[number % 2]) if number < 5 else paged(number, heads[number % 2]) for number in range(1, 11)
    )
    manuscript = dropped(text, log)
    assert "Journal" not in words(manuscript)
    assert {each.before for each in log if each.code == "page-number"} == {str(number) for number in range(1, 11)}


def test_a_source_told_on_every_page_is_no_running_head() -> None:
    source = "Source: measured by the authors of the survey"
    text = "\f".join(paged(number, "").replace(f"{number}\n\n", f"\n{source}\n\n", 1) for number in range(1, 9))
    assert words(dropped(text)).count("Source: measured") == 8


def test_a_line_that_comes_several_times_on_a_page_is_no_running_head() -> None:
    page_of_talk = "\n".join(
        f"What was seen on day {day}?\nWe saw nothing at all\n\nThank you very much\n" for day in "abc"
    )
    text = "\f".join(page_of_talk for _ in range(6))
    assert words(dropped(text)).count("Thank you") == 18


def test_head_and_number_of_two_pages_are_left_out() -> None:
    head = "Journal of Rivers 14 (2020), no. 1"
    text = f"{head}\n\nHow the boats went\n\nThey went down the river and\n\n1\n\f{head}\nwere not seen again.\n\n2\n\f"
    assert words(dropped(text)) == "How the boats went\nThey went down the river and\nwere not seen again."


def test_the_first_lines_of_two_pages_that_differ_are_text() -> None:
    text = "How the boats went\n\nThey went in 2019\n\fHow the boats came\n\nThey came in 2021\n\f"
    assert words(dropped(text)).split("\n") == [line.strip("\f") for line in text.split("\n") if line.strip()]
