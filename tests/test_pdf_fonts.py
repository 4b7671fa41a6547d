"""PDFs whose fonts do not say which characters they show, or say wrong ones: repaired, or told, never passed on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from textwrap import wrap

import pytest
from test_pdf import ARTICLE, LOREM, read_pdf
from typesetting import compiled

from converter.diagnostics import Diagnostic
from converter.manuscript import Block
from converter.readers import Unreadable
from converter.readers._pdfium.glyph_numbers import are_numbers, shown_by

Change = Callable[[str], int]
"""From the character that a table names to the one it is made to name."""

NUMBERS = {shown_by(number): number for number in reversed(range(258))}


def with_tables(pdf: bytes, change: Change, only: int | None = None) -> bytes:
    """A PDF with other characters in its fonts' tables, or in the one of that number."""
    made = bytearray(pdf)
    for number, match in enumerate(_tables(pdf)):
        if only in (None, number):
            packed = zlib.compress(_changed(zlib.decompress(match[1]), change), 9)
            made[slice(*match.span(1))] = packed.ljust(len(match[1]))
    assert len(made) == len(pdf)
    return bytes(made)


def _tables(pdf: bytes) -> list[re.Match[bytes]]:
    streams = re.finditer(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [each for each in streams if each[1][:1] == b"x" and b"begincmap" in zlib.decompress(each[1])]


def _changed(table: bytes, change: Change) -> bytes:
    def line(match: re.Match[bytes]) -> bytes:
        return b"%s <%04X>\n" % (match[1], change(chr(int(match[2], 16))))

    return re.sub(rb"(<[0-9A-F]{4}>) <([0-9A-F]{4})>\n", line, table)


def in_a_plain_font(text: str, table: str) -> bytes:
    """A page of text in a font with an encoding of Windows and a table that says something else."""
    lines = " ".join(f"({line}) Tj T*" for line in wrap(text, 90))
    page = f"BT /F1 9 Tf 40 800 Td 11 TL {lines} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
    )
    body = "".join(f"{number} 0 obj {each} endobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer <</Root 1 0 R/Size 7>>\n".encode("latin-1")


def words(blocks: Iterable[Block]) -> str:
    return " ".join(" ".join(each.text for each in blocks).split())


def test_numbers_of_glyphs_are_read_as_what_every_font_shows_for_them() -> None:
    log: list[Diagnostic] = []
    pdf = compiled(ARTICLE.replace("hyphenate: true", "hyphenate: false, ligatures: false"))
    numbered = with_tables(pdf, lambda char: NUMBERS.get(char, 300))
    assert words(read_pdf(numbered, log).blocks) == words(read_pdf(pdf).blocks)
    assert not any(each.code.startswith("pdf-font") for each in log)


def test_capitals_are_no_numbers_of_glyphs() -> None:
    assert are_numbers([NUMBERS[char] for char in "The river"])
    assert not are_numbers([ord(char) for char in "7KH ULYHU"])
    assert not are_numbers([ord(char) for char in "THE RIVER AND ITS BANKS"])
    assert not are_numbers([1, 2, 3, 4, 5, 2, 3, 4])


@pytest.mark.parametrize("lost", [0xFFFD, 0xE123])
def test_a_pdf_without_a_legible_font_is_refused(lost: int) -> None:
    with pytest.raises(Unreadable, match="ToUnicode"):
        read_pdf(with_tables(compiled(ARTICLE), lambda char: lost))


def test_one_font_that_is_lost_is_told_with_its_page() -> None:
    log: list[Diagnostic] = []
    pdf = compiled(ARTICLE.replace("= Results", f"= Results\n_{LOREM * 2}_\n\n"))
    tables = len(_tables(pdf))
    found = [read_pdf(with_tables(pdf, lambda char: 0xFFFD, only), log).blocks for only in range(tables)[1:]]
    assert all("The river carries more sand" in words(blocks) for blocks in found)
    assert any(each.code == "pdf-font-unreadable" and each.place.page for each in log)


def test_a_table_that_says_rubbish_gives_way_to_the_encoding() -> None:
    log: list[Diagnostic] = []
    ranges = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <61> <78> <0063> endbfrange"
    table = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap {ranges} endcmap end end"
    text = LOREM.replace("’", "'") * 5
    assert words(read_pdf(in_a_plain_font(text, table), log).blocks) == " ".join(text.split())
    assert [each.code for each in log if each.code.startswith("pdf-font")] == ["pdf-font-tables-wrong"]


def test_rubbish_that_nothing_mends_is_asked_about() -> None:
    log: list[Diagnostic] = []
    read_pdf(with_tables(compiled(ARTICLE), lambda char: ord(char) + 2 * char.isalpha()), log)
    assert "pdf-font-doubtful" in {each.code for each in log}
