"""The word law: what is lost or invented is told, what is named or merely tagged is not."""

from __future__ import annotations

import pytest

from converter.article import Journal
from converter.conservation import Account, settle
from converter.diagnostics import Diagnostic, Kind, Place, Severity
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Run

REPAIR = Kind("repair", Severity.NOTE, "A repair.")


def account(read: str, xml: str, repaired: str = "", *named: Diagnostic) -> Account:
    def manuscript(text: str) -> Manuscript:
        return Manuscript((Block(BlockKind.PARAGRAPH, (Run(text),)),))

    found: list[Diagnostic] = []
    document = f"<article><body>{xml}</body></article>".encode()
    before, after = manuscript(read), manuscript(repaired or read)
    return settle(found.append, before, after, [""], document, named, [], Journal())


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("Two words", "<p>Two words</p>"),
        ("Two words", "<p>Two <italic>wo</italic>rds</p>"),
        ("AliAA. Title", "<mixed-citation><surname>Ali</surname><given-names>AA</given-names>. Title</mixed-citation>"),
        ("East1", "<p>East<sup>1</sup></p>"),
    ],
)
def test_tagged_words_are_kept_words(text: str, xml: str) -> None:
    assert account(text, xml).closed


def test_a_word_that_is_gone_is_lost() -> None:
    assert account("One two three", "<p>One three</p>").lost == ("two",)


def test_a_word_said_twice_must_stand_twice() -> None:
    assert account("very very old", "<p>very old</p>").lost == ("very",)


def test_a_word_that_came_is_invented() -> None:
    assert account("One three", "<p>One two three</p>").invented == ("two",)


def test_two_paragraphs_do_not_make_one_word() -> None:
    assert account("One two", "<p>One</p><p>two</p>").closed


def test_a_repair_names_its_words() -> None:
    named = REPAIR(Place(), before="cla rify", after="clarify")
    assert account("to cla rify", "<p>to clarify</p>", "to clarify", named).closed


def test_a_repair_that_names_nothing_is_a_loss() -> None:
    silent = account("to cla rify", "<p>to clarify</p>", "to clarify")
    assert silent.lost == ("cla", "rify")
    assert silent.invented == ("clarify",)


def front_account(text: str, href: str, xml: str) -> Account:
    manuscript = Manuscript((Block(BlockKind.PARAGRAPH, (Run(text, href=href),)),))
    document = f"<article><front><article-meta>{xml}</article-meta></front></article>".encode()
    return settle(list[Diagnostic]().append, manuscript, manuscript, ["identifiers"], document, [], [], Journal())


def test_of_the_front_a_word_in_capitals_is_the_same_word() -> None:
    assert front_account("doi:10.7554/eLife.1 eLife", "", "<article-id>doi 10.7554/elife.1</article-id>").closed
    assert front_account("eLife Nature", "", "<article-id>elife</article-id>").lost == ("Nature",)


def test_the_target_of_a_link_is_no_invention() -> None:
    orcid = "<contrib-id>https://orcid.org/0000-0001-2345-6789</contrib-id>"
    assert front_account("Hill", "https://orcid.org/0000-0001-2345-6789", f"{orcid}<surname>Hill</surname>").closed
    assert front_account("Hill", "", f"{orcid}<surname>Hill</surname>").invented == ("0000", "0001", "2345", "6789")


def test_a_formula_is_no_part_of_the_word_it_stands_in() -> None:
    runs = (Run("The "), Run("i", frozenset({Mark.MATH})), Run("th lake"))
    read = Manuscript((Block(BlockKind.PARAGRAPH, runs),))
    xml = b"<article><body><p>The <inline-formula><tex-math>i</tex-math></inline-formula>th lake</p></body></article>"
    found: list[Diagnostic] = []
    assert settle(found.append, read, read, [""], xml, [], [], Journal()).closed


@pytest.mark.parametrize(
    ("before", "xml", "closed"),
    [
        ("", "<fn><label>a</label><p>mass of ice</p></fn>", True),
        ("", "<p><sup>a</sup>mass of ice</p>", True),
        ("The ", "<p>The <xref><sup>a</sup></xref>mass of ice</p>", True),
        ("The", "<p>The<sup>a</sup>mass of ice</p>", True),
        ("", "<fn><label>b</label><p>mass of ice</p></fn>", False),
        ("The", "<p>The a mass of ice</p>", False),
    ],
)
def test_a_raised_sign_before_a_word_is_no_part_of_it(before: str, xml: str, closed: bool) -> None:
    raised = (Run("a", frozenset({Mark.SUP})), Run("mass of ice"))
    read = Manuscript((Block(BlockKind.PARAGRAPH, (Run(before), *raised) if before else raised),))
    document = f"<article><body>{xml}</body></article>".encode()
    found: list[Diagnostic] = []
    assert settle(found.append, read, read, [""], document, [], [], Journal()).closed is closed
