"""EPUB books made by pandoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
from block_lines import show

from converter.diagnostics import Diagnostic
from converter.readers import read


def test_chapters_follow_each_other_without_the_contents(tmp_path: Path) -> None:
    file = tmp_path / "article.epub"
    source = "# Rivers\n\nThey flow.\n\n# Lakes\n\nThey do not.\n"
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--metadata=title:", f"--output={file}", "--toc"]
    subprocess.run(command, input=source.encode(), check=True)
    found: list[Diagnostic] = []
    manuscript = read(found.append, file.read_bytes(), "article.epub")
    assert show(manuscript.blocks) == "# Rivers\nThey flow.\n# Lakes\nThey do not."
    assert found == []
