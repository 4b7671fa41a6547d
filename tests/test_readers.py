"""Every reader of a text format: source in, blocks out; and the door that chooses the reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from block_lines import show
from casefile import Case, cases

from converter.diagnostics import Diagnostic, Severity
from converter.readers import Beside, Unreadable, read
from converter.sources import files_beside

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
    found: list[Diagnostic] = []
    assert "root:" not in show(read(found.append, latex, "a.tex").blocks)
    assert [each.code for each in found if each.severity is Severity.WARNING] == ["part-missing"]
    page = b'<html><body><p>Text.</p><iframe src="/etc/passwd"></iframe></body></html>'
    assert "root:" not in show(read(ignore, page, "a.html").blocks)


def test_citations_without_a_list_keep_their_keys() -> None:
    latex = rb"\documentclass{article}\begin{document}As \cite{bee}.\bibliography{all}\end{document}"
    found: list[Diagnostic] = []
    assert show(read(found.append, latex, "a.tex").blocks) == "As [bee]."
    assert [each.code for each in found] == ["references-elsewhere"]


BIBLIOGRAPHY = """
@string{lj = "Lake Journal"}
@article{bee2020, author = {Bee, Ann and Dee, Carl}, title = {Lakes of the {North} Shore}, journal = lj,
  volume = 3, number = 2, pages = {10--19}, year = 2020, doi = {https://doi.org/10.5555/lake.1}}
@book{dee1999, author = {Dee, Carl}, title = {Deep Waters}, publisher = {Shore Press}, address = {Oslo}, year = 1999}
@article{broken, author = {Nobody}, title = {Unread}, year = {2001
"""


def beside(**files: str) -> Beside:
    return lambda name: text.encode() if (text := files.get(name.replace(".", "_"), "")) else None


def test_keys_of_markdown_are_printed_and_their_works_listed() -> None:
    text = (
        "---\ntitle: Lakes\nbibliography: lakes.bib\n---\n\nSee [@dee1999, p. 3; @bee2020] and @bee2020 [ch. 2].\n\n"
        "Lakes -@dee1999 and `@bee2020` and ann@bee2020.org and [@none].\n\n# References\n"
    )
    found: list[Diagnostic] = []
    read_in = read(found.append, text.encode(), "a.md", beside(lakes_bib=BIBLIOGRAPHY))
    assert show(read_in.blocks) == (
        "# Lakes\n"
        "See (Dee 1999, p. 3; Bee & Dee 2020) and Bee & Dee (2020, ch. 2).\n"
        "Lakes (1999) and @bee2020 and ann@bee2020.org and [@none].\n"
        "# References\n"
        "Bee, Ann & Dee, Carl (2020). Lakes of the North Shore. /Lake Journal/, 3(2), 10–19."
        " https://doi.org/10.5555/lake.1\n"
        "Dee, Carl (1999). /Deep Waters/. Oslo: Shore Press. "
    )
    assert [each.code for each in found] == ["citation-key-missing"]
    assert [(each.shown, [work.title for work in each.works]) for each in read_in.cited][1] == (
        "Bee & Dee (2020, ch. 2)",
        ["Lakes of the North Shore"],
    )


def test_keys_of_markdown_without_a_bibliography_stay_as_they_are() -> None:
    found: list[Diagnostic] = []
    text = b"---\ntitle: Lakes\nbibliography: lakes.bib\n---\n\nSee [@dee1999]; write to @lakes.\n"
    assert show(read(found.append, text, "a.md").blocks) == "# Lakes\nSee [@dee1999]; write to @lakes."
    assert [each.code for each in found] == ["references-elsewhere"]


@pytest.mark.parametrize(
    ("style", "printed", "first"),
    [
        (r"\bibliographystyle{plain}", "As [1, 2, p. 3].", "[1] Dee, Carl (1999). /Deep Waters/. Oslo: Shore Press."),
        (r"\usepackage{natbib}", "As (Dee, 1999; Bee & Dee, 2020, p. 3).", "Bee, Ann & Dee, Carl (2020)."),
    ],
)
def test_a_bibliography_beside_latex_is_its_list(style: str, printed: str, first: str) -> None:
    body = r"As \citep[p. 3]{dee1999,bee2020}.\bibliography{l}"
    source = rf"\documentclass{{a}}{style}\begin{{document}}{body}\end{{document}}"
    blocks = show(read(ignore, source.encode(), "a.tex", beside(l_bib=BIBLIOGRAPHY)).blocks).splitlines()
    assert blocks[:2] == [printed, "# References"]
    assert blocks[2].startswith(first)
    assert len(blocks) == 4


def test_the_list_that_bibtex_wrote_and_parts_of_the_source_are_taken_in() -> None:
    source = rb"\documentclass{a}\begin{document}\input{one}\bibliography{l}\end{document}"
    written = r"\begin{thebibliography}{1}\bibitem{b} Bee, A. Lakes. 2020.\end{thebibliography}"
    files = beside(one_tex=r"As \cite{b}. % not \input{two}", a_bbl=written)
    assert show(read(ignore, source, "a.tex", files).blocks) == "As [1].\n# References\n[1] Bee, A. Lakes. 2020."


def test_only_files_of_the_folder_of_a_manuscript_are_beside_it(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "l.bib").write_text("@book{b}")
    (tmp_path / "own" / "key.pem").write_text("secret")
    (tmp_path / "l.bib").write_text("@book{b}")
    find = files_beside(tmp_path / "own" / "a.tex")
    assert find("l.bib") == b"@book{b}"
    assert find("../l.bib") is find("/etc/hostname") is find("key.pem") is find("none.bib") is find("a\0.bib") is None
