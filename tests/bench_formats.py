"""Speed of the other formats, beside pandoc's own conversion of them; of PDF beside a tool that takes out its text."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import GALLEY, PANDOC, SEEDS, Rows, Tables, compare, spend, tool
from typesetting import Layout, typeset

from converter.readers import read
from converter.repairs import mend

FORMATS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "html": "html", "epub": "epub", "tex": "latex"}
RUNS = 3
PAGES = (1, 4, 16, 38)
"""How often the seed is set: the last is some 300 pages."""
RAW = """
import sys, pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    page.get_textpage().get_text_range()
"""


def measurements() -> Tables:
    """Title and rows of every measurement."""
    with tempfile.TemporaryDirectory() as folder:
        yield (
            f"The first seed in other formats, and pandoc's own conversion (median of {RUNS})",
            measure_formats(folder),
        )
        name = "pdftotext" if tool("pdftotext") else "pypdfium2's raw text, for pdftotext is not installed"
        yield f"The first seed as PDF in two columns, once and again: galley convert, {name}", measure_pdfs(folder)


def measure_formats(folder: str) -> Rows:
    """A whole process for a manuscript of each format that pandoc reads, and pandoc alone."""
    for suffix, name in FORMATS.items():
        file = f"{folder}/seed.{suffix}"
        made = [PANDOC, "--from=markdown", f"--to={name}", "--standalone", f"--output={file}", "--metadata=title="]
        subprocess.run([*made, str(SEEDS[0])], check=True)
        alone = [PANDOC, f"--from={name}", "--to=jats_publishing", "--standalone", file]
        for who, *figures in compare({"galley": [*GALLEY, "convert", file], "pandoc": alone}, RUNS):
            yield f"{suffix}: {who}", *figures


def measure_pdfs(folder: str) -> Rows:
    """Pages, time and memory to some 300 pages: linear if all is well."""
    blocks = mend(lambda _: None, read(lambda _: None, SEEDS[0].read_bytes(), SEEDS[0].name)).blocks
    for times in PAGES:
        file = Path(folder, f"{times}.pdf")
        file.write_bytes(typeset(blocks * times, Layout(columns=2, head="Annals, 12")))
        pages = _count_pages(file)
        for who, command in (("galley", [*GALLEY, "convert", str(file)]), ("text", _text_tool(file))):
            wall, used, memory = spend(command)
            yield (
                f"{pages} pages: {who}",
                f"{wall:.0f} ms",
                f"{used:.0f} ms CPU",
                f"{memory:.0f} MB",
                f"{used / pages:.1f} a page",
            )


def _text_tool(file: Path) -> Sequence[str]:
    installed = tool("pdftotext")
    return [installed, str(file), "/dev/null"] if installed else [sys.executable, "-c", RAW, str(file)]


def _count_pages(file: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return len(document)
