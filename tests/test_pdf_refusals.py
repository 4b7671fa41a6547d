"""PDFs that are more or less than their pages: what is not read is named, what cannot be read is refused."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from typesetting import compiled

from converter.diagnostics import Diagnostic
from converter.manuscript import Manuscript
from converter.readers import Unreadable
from converter.readers._limits import limits
from converter.readers.pdf import READER


def read_pdf(data: bytes, log: list[Diagnostic] | None = None) -> Manuscript:
    return READER.read(([] if log is None else log).append, data, "article.pdf")


# What a file holds beside its pages


def written(catalog: str, *objects: str) -> bytes:
    """A PDF by hand: one page with a few words, and more objects from number 6 on."""
    text = b"BT /F1 12 Tf 20 100 Td (Sand and willows) Tj ET"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        f"<< /Length {len(text)} >>",
        font,
        *objects,
        stream=text,
    )


ATTACHED = "/Names << /EmbeddedFiles << /Names [(data.csv) 6 0 R] >> >>"
SCRIPT = "/Names << /JavaScript << /Names [(run) 6 0 R] >> >>"


@pytest.mark.parametrize(
    ("catalog", "objects", "code"),
    [
        ("/AcroForm << /XFA [(template) 6 0 R] /Fields [] >>", ("<< /Filler true >>",), "pdf-form"),
        (ATTACHED, ("<< /Type /Filespec /F (data.csv) /UF (data.csv) >>",), "pdf-attachments"),
        (SCRIPT, ("<< /S /JavaScript /JS (app.alert(1)) >>",), "pdf-scripts"),
    ],
)
def test_what_is_not_read_is_named(catalog: str, objects: tuple[str, ...], code: str) -> None:
    log: list[Diagnostic] = []
    assert [block.text for block in read_pdf(written(catalog, *objects), log).blocks] == ["Sand and willows"]
    assert [each.code for each in log] == [code]


def test_a_header_may_stand_behind_other_bytes() -> None:
    data = b"\0" * 500 + written("")
    assert READER.recognise is not None
    assert READER.recognise(data)
    assert [block.text for block in read_pdf(data).blocks] == ["Sand and willows"]


# What cannot be read


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_pdf(data)
    return str(refused.value)


def pdf(*objects: str, trailer: str = "", stream: bytes = b"") -> bytes:
    """A small PDF written by hand."""
    body = b"%PDF-1.7\n"
    for number, text in enumerate(objects, 1):
        data = b"\nstream\n" + stream + b"\nendstream" if "/Length" in text else b""
        body += f"{number} 0 obj\n{text}".encode() + data + b"\nendobj\n"
    return body + f"trailer << /Root 1 0 R {trailer} >>\n%%EOF".encode()


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"


def test_a_pdf_that_is_an_archive_too_is_neither() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("word/document.xml", "<document/>")
    assert "ZIP archive at once" in refusal(compiled("Boats on rivers.") + archive.getvalue())


def test_what_has_no_header_is_no_pdf() -> None:
    assert "no PDF header" in refusal(b"Abstract. This is plain text.")


def test_a_file_cut_off_is_told_to_be_damaged() -> None:
    assert "damaged" in refusal(compiled("Sand and willows " * 400)[:2000])


def test_a_password_must_be_removed() -> None:
    secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -1 >> /ID [<00> <00>]"
    data = pdf(CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>", trailer=secret)
    assert "password" in refusal(data)


def test_a_scan_needs_its_text_recognised() -> None:
    assert "OCR" in refusal(compiled("#rect(width: 10cm, height: 10cm, fill: gray)"))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALLEY_PDF_PAGES", "2")
    limits.cache_clear()
    try:
        assert "more pages" in refusal(compiled("One #pagebreak() two #pagebreak() three"))
    finally:
        limits.cache_clear()


def test_a_page_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALLEY_PDF_MEMORY", "400")
    limits.cache_clear()
    bomb = zlib.compress(zlib.compress(b"0 " * 300_000_000, 1), 9)
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    stream = f"<< /Length {len(bomb)} /Filter [/FlateDecode /FlateDecode] >>"
    try:
        assert refusal(pdf(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream, stream=bomb))
    finally:
        limits.cache_clear()
