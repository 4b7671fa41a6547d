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


def changed(data: bytes, before: str, after: str) -> bytes:
    """The file with words of its text changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(before.encode(), after.encode()) if name == "content.xml" else content)
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
