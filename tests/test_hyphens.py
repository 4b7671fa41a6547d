"""Lost hyphens and words divided at line ends: text in, text and questions out."""

from __future__ import annotations

import pytest
import wordfreq
from casefile import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from converter.diagnostics import Diagnostic, Place, Severity
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run
from converter.repairs import Repair, line_hyphens, lost_hyphens
from converter.words import LOST, commonness, vocabulary

ITALIC = frozenset({Mark.ITALIC})


def read(text: str) -> Manuscript:
    """A manuscript whose blocks stand between blank lines."""
    blocks, line = [], 1
    for chunk in text.split("\n\n"):
        kind = BlockKind.HEADING if chunk.startswith("# ") else BlockKind.PARAGRAPH
        last = line + chunk.count("\n")
        blocks.append(Block(kind, (Run(chunk.removeprefix("# ")),), Place("m.txt", line, last)))
        line = last + 2
    return Manuscript(tuple(blocks), "m.txt")


def show(manuscript: Manuscript, found: list[Diagnostic]) -> str:
    """The text of a manuscript, then the questions asked."""
    heads = ("# " if block.kind is BlockKind.HEADING else "" for block in manuscript.blocks)
    text = "\n\n".join(head + block.text for head, block in zip(heads, manuscript.blocks, strict=True))
    asked = [each for each in found if each.severity is Severity.QUESTION]
    return "\n".join([text, *(f"? {_words(each)}" for each in asked)])


def _words(diagnostic: Diagnostic) -> str:
    changed = diagnostic.before is not None
    return f"{diagnostic.before} -> {diagnostic.after}" if changed else diagnostic.excerpt


def outcome(mend: Repair, text: str) -> str:
    found: list[Diagnostic] = []
    return show(mend(found.append, read(text)), found)


@pytest.mark.parametrize("case", cases("repairs/lost_hyphens.txt"), ids=lambda case: case.title)
def test_lost_hyphens_are_put_back(case: Case) -> None:
    assert outcome(lost_hyphens.mend, case.input) == case.expected


@pytest.mark.parametrize("case", cases("repairs/line_hyphens.txt"), ids=lambda case: case.title)
def test_divided_words_are_made_whole(case: Case) -> None:
    assert outcome(line_hyphens.mend, case.input) == case.expected


sound = st.text(st.characters(exclude_characters="\ufffd\x02\uf02d\uf0ad\u00ad", exclude_categories=("Nd", "Cs")))


@pytest.mark.parametrize("mend", [lost_hyphens.mend, line_hyphens.mend])
@given(text=sound)
def test_sound_text_is_returned_as_it_was(mend: Repair, text: str) -> None:
    manuscript = Manuscript((Block(BlockKind.PARAGRAPH, (Run(text.replace("\n", " ")),)),))
    found: list[Diagnostic] = []
    assert mend(found.append, manuscript) is manuscript
    assert not found


@pytest.mark.parametrize("mend", [lost_hyphens.mend, line_hyphens.mend])
@given(text=st.text(st.sampled_from("abё1 .\n-\ufffd\u00ad\u00ac"), max_size=60))
def test_no_letter_is_lost_or_invented(mend: Repair, text: str) -> None:
    mended = mend(lambda _: None, Manuscript((Block(BlockKind.PARAGRAPH, (Run(text),)),)))
    assert _letters(mended.blocks[0].text) == _letters(text)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("char", LOST)
def test_every_unreadable_character_may_be_a_hyphen(char: str) -> None:
    assert outcome(lost_hyphens.mend, f"The long{char}term plan of the countries.") == (
        "The long-term plan of the countries."
    )


def test_a_word_under_two_marks_keeps_them() -> None:
    runs = (Run("The long\ufffd"), Run("term", ITALIC), Run(" plan of the two countries."))
    mended = lost_hyphens.mend(lambda _: None, Manuscript((Block(BlockKind.PARAGRAPH, runs),)))
    assert mended.blocks[0].text == "The long-term plan of the two countries."
    assert mended.blocks[0].runs[-1] == runs[-1]


def test_code_is_left_alone() -> None:
    code = Run("a\ufffdb", frozenset({Mark.CODE}))
    manuscript = Manuscript((Block(BlockKind.PARAGRAPH, (code,)), Block(BlockKind.CODE, (Run("x\ufffdy"),))))
    assert lost_hyphens.mend(lambda _: None, manuscript).blocks == manuscript.blocks


def test_a_repair_tells_the_line_and_the_whole_words() -> None:
    found: list[Diagnostic] = []
    lost_hyphens.mend(found.append, read("The plan of the two countries\nis a (long\ufffdterm) one."))
    assert [(each.place.line, each.before, each.after) for each in found] == [(2, "long\ufffdterm", "long-term")]


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("the princi-", "ples of policy", "the principles of policy"),
        ("of long-", "term effects", "of long-term effects"),
        ("in South-", " East Asia", "in South-East Asia"),
        ("the end of", "a page", "the end of a page"),
    ],
)
def test_the_two_sides_of_a_page_end_are_joined(left: str, right: str, whole: str) -> None:
    assert line_hyphens.join(left, right, "en", vocabulary(read("Nothing of this is here."))) == whole


@pytest.mark.parametrize(("word", "language"), [("clarify", "en"), ("прояснить", "ru"), ("là", "vi")])
def test_words_are_found_in_the_lists(word: str, language: str) -> None:
    assert commonness(word, language) > 0


@pytest.mark.parametrize(("word", "language"), [("clarif", "en"), ("рояснить", "ru"), ("clarify", "xx")])
def test_parts_of_words_and_unknown_languages_are_not(word: str, language: str) -> None:
    assert commonness(word, language) == 0


def test_the_lists_read_as_bytes_agree_with_their_package() -> None:
    listed = wordfreq.top_n_list("en", 3000)
    assert all(commonness(word, "en", rare=False) for word in listed)
    assert commonness(listed[0], "en") > commonness(listed[100], "en") > commonness(listed[2000], "en")
