"""Every reader of a text format: source in, blocks out; and the door that chooses the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from block_lines import show
from casefile import Case, cases

from converter.diagnostics import Diagnostic
from converter.readers import Unreadable, read

READERS = Path(__file__).parent / "readers"
FORMATS = {"latex": ".tex", "html": ".html", "rtf": ".rtf", "markdown_metadata": ".md", "markdown_divisions": ".md"}


def ignore(_: Diagnostic) -> None:
    """What is told is not asked here."""


def text_cases() -> Iterator[object]:
    for name, suffix in FORMATS.items():
        for case in cases(f"readers/{name}.txt"):
            yield pytest.param(case, suffix, id=case.id)


@pytest.mark.parametrize(("case", "suffix"), list(text_cases()))
def test_source_becomes_blocks(case: Case, suffix: str) -> None:
    assert show(read(ignore, case.input.encode(), f"article{suffix}").blocks) == case.expected


def codes(data: bytes, name: str) -> list[str]:
    found: list[Diagnostic] = []
    read(found.append, data, name)
    return [each.code for each in found]


def test_content_decides_where_the_name_is_wrong() -> None:
    assert "wrong-suffix" in codes(rb"{\rtf1\ansi Rivers and lakes.\par}", "article.doc")
    assert "wrong-suffix" in codes(b"<!DOCTYPE html><html><body><p>Rivers.</p></body></html>", "article.txt")
    assert codes(rb"{\rtf1\ansi Rivers and lakes.\par}", "article.rtf") == []


def test_words_of_commands_that_are_not_known_are_told() -> None:
    found: list[Diagnostic] = []
    source = rb"\documentclass{a}\begin{document}\pagestyle{empty}One \todo[big]{Count \emph{them}}.\end{document}"
    read(found.append, source, "article.tex")
    assert [(each.code, each.before) for each in found] == [("latex-command-left-out", "Count them")]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.docx", "empty"),
        (b" \n", "a.tex", "empty"),
        (b"<html><body>Log in</body></html>", "a.docx", "web page"),
        (b"MZ\x90\x00\x03", "a.docx", "program"),
        (b"PK\x03\x04 a.txt", "a.docx", "ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.doc", "no Word document"),
        (b"just words", "a.docx", "unpacked"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(ignore, data, name)


def test_navigation_is_left_out_and_told() -> None:
    page = b"<html><body><nav>Home About</nav><h1>Rivers</h1><p>They flow.</p></body></html>"
    found: list[Diagnostic] = []
    assert show(read(found.append, page, "a.html").blocks) == "# Rivers\nThey flow."
    assert [each.sentence for each in found if each.code == "navigation-left-out"]


def test_a_line_that_cannot_be_read_is_its_words() -> None:
    found: list[Diagnostic] = []
    text = "One lake.\n\nTwo {\\bf lakes\\end{center} there.\n\nThree."
    source = f"\\documentclass{{a}}\\begin{{document}}\n{text}\n\\end{{document}}".encode()
    assert show(read(found.append, source, "a.tex").blocks) == "One lake.\nTwo lakes there.\nThree."
    assert [(each.code, each.after) for each in found] == [("latex-line-unread", "Two lakes there.")]


def test_no_file_is_read_from_latex_or_html() -> None:
    latex = rb"\documentclass{article}\begin{document}Text.\input{/etc/passwd}\end{document}"
    assert "root:" not in show(read(ignore, latex, "a.tex").blocks)
    page = b'<html><body><p>Text.</p><iframe src="/etc/passwd"></iframe></body></html>'
    assert "root:" not in show(read(ignore, page, "a.html").blocks)


def test_citations_without_a_list_keep_their_keys() -> None:
    latex = rb"\documentclass{article}\begin{document}As \cite{bee}.\bibliography{all}\end{document}"
    found: list[Diagnostic] = []
    assert show(read(found.append, latex, "a.tex").blocks) == "As [bee]."
    assert [each.code for each in found] == ["references-elsewhere"]
