"""OpenDocument texts, made by pandoc and changed by hand."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pypandoc
import pytest
from block_lines import show

from converter.diagnostics import Diagnostic
from converter.manuscript import Manuscript
from converter.readers import Unreadable, read

SOURCE = """# Rivers

They **flow** H~2~O.[^1]

1. one
2. two

| A | B |
|---|---|
| 1 | 2 |

[^1]: A note.
"""


def made(tmp_path: Path) -> bytes:
    file = tmp_path / "article.odt"
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--output={file}"]
    subprocess.run(command, input=SOURCE.encode(), check=True)
    return file.read_bytes()


def changed(data: bytes, before: str, after: str, part: str = "content.xml") -> bytes:
    """The file with words of one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(before.encode(), after.encode()) if name == part else content)
    return stream.getvalue()


def read_text(data: bytes) -> tuple[Manuscript, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read(found.append, data, "article.odt"), found


def test_text_lists_tables_and_notes(tmp_path: Path) -> None:
    manuscript, found = read_text(made(tmp_path))
    assert show(manuscript.blocks).splitlines() == [
        "# Rivers", "They *flow* H_{2}O.{1}", "- 1. one", "- 2. two", "| !A | !B", "| 1 | 2", "^1 A note.",
    ]  # fmt: skip
    assert found == []


def test_comments_are_left_out_and_the_text_after_them_stays(tmp_path: Path) -> None:
    data = changed(made(tmp_path), "They ", "They<office:annotation><text:p>No!</text:p></office:annotation> ")
    manuscript, found = read_text(data)
    assert "They *flow*" in show(manuscript.blocks)
    assert [each.code for each in found] == ["comments-left-out"]


def test_images_outside_the_file_are_not_fetched(tmp_path: Path) -> None:
    image = '<draw:frame><draw:image xlink:href="http://127.0.0.1:9/a.png"/></draw:frame>'
    manuscript, found = read_text(changed(made(tmp_path), "They ", f"They {image}"))
    assert "external-image" in [each.code for each in found]
    assert manuscript.media == {}


def test_entities_are_refused(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><office:document-content'
    with pytest.raises(Unreadable, match="declares a DTD"):
        read_text(changed(made(tmp_path), "<office:document-content", doctype))


LEVELS = (
    ('<text:outline-level-style style:num-format="" text:level="1">',
     '<text:outline-level-style style:num-format="I" style:num-suffix="." text:level="1">'),
    ('<text:outline-level-style style:num-format="" text:level="2">',
     '<text:outline-level-style style:num-format="1" text:display-levels="2" text:level="2">'),
)  # fmt: skip


def numbered(tmp_path: Path, *headings: tuple[int, str, str]) -> list[str]:
    """The headings, each a depth, attributes and words, of a text whose outline has numbers."""
    data = made(tmp_path)
    for before, after in LEVELS:
        data = changed(data, before, after, "styles.xml")
    lines = (f'<text:h text:outline-level="{depth}"{more}>{words}</text:h>' for depth, more, words in headings)
    manuscript, _ = read_text(changed(data, "</office:text>", "".join((*lines, "</office:text>"))))
    return [line for line in show(manuscript.blocks).splitlines() if line.startswith("#")][1:]


def test_the_outline_numbers_the_headings(tmp_path: Path) -> None:
    headings = ((2, "", "Banks"), (2, "", "Beds"), (1, "", "Lakes"), (2, "", "Shores"), (3, "", "Reeds"))
    assert numbered(tmp_path, *headings) == [
        "## I.1 Banks", "## I.2 Beds", "# II. Lakes", "## II.1 Shores", "### Reeds",
    ]  # fmt: skip


def test_a_heading_taken_out_of_the_outline_has_no_number(tmp_path: Path) -> None:
    headings = ((1, ' text:is-list-header="true"', "Thanks"), (1, "", "Lakes"))
    assert numbered(tmp_path, *headings) == ["# Thanks", "# II. Lakes"]
    restarted = ((1, ' text:restart-numbering="true" text:start-value="7"', "Seas"), (1, "", "Lakes"))
    assert numbered(tmp_path, *restarted) == ["# VII. Seas", "# VIII. Lakes"]


def test_headings_of_an_outline_without_numbers_stay_bare(tmp_path: Path) -> None:
    data = changed(made(tmp_path), "</office:text>", '<text:h text:outline-level="2">Banks</text:h></office:text>')
    assert "## Banks" in show(read_text(data)[0].blocks).splitlines()


def test_a_style_without_a_list_takes_its_headings_out(tmp_path: Path) -> None:
    data = changed(made(tmp_path), *LEVELS[0], "styles.xml")
    before, after = 'style:name="Heading_20_1"', 'style:name="Heading_20_1" style:list-style-name=""'
    assert show(read_text(data)[0].blocks).startswith("# I. Rivers")
    assert show(read_text(changed(data, before, after, "styles.xml"))[0].blocks).startswith("# Rivers")
