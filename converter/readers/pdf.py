"""PDF with a text layer: characters with their places become lines, columns, blocks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from converter.diagnostics import Log
from converter.manuscript import Manuscript
from converter.readers import Reader, Unreadable

if TYPE_CHECKING:
    from converter.readers._pdfium.pages import Page

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
"""Acrobat looks for the header so far into the file."""
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from _pdfium.child import main; main()"
"""The process finds PDFium's package alone: importing Galley would take longer than most files."""
_REASONS = {
    "encrypted": "is encrypted; remove its password and try again.",
    "broken": "cannot be opened as a PDF: it is damaged or cut off; export it anew.",
    "pages": "has more pages than are read at once ({pages}); split it.",
    "characters": "holds more text than is read at once ({characters} characters); split it.",
}


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a PDF; raises `Unreadable` for what is no PDF, or one without text."""
    from converter.readers._limits import limits
    from converter.readers._pdf.composition import compose
    from converter.readers._pdfium.pages import Refused

    if _HEADER not in data[:_HEADER_WITHIN]:
        raise Unreadable("The file is not a PDF file: it has no PDF header.")
    try:
        pages = layer(data)
    except Refused as refusal:
        bounds = limits()
        reason = _REASONS[str(refusal)].format(pages=bounds.pdf_pages, characters=bounds.pdf_characters)
        raise Unreadable(f"The file {reason}") from refusal
    if not any(page.words for page in pages):
        raise Unreadable(
            "The file has no text layer: its pages are pictures, as of a scan; "
            "recognise its text (OCR) first, or send the word processor's file."
        )
    return compose(log, pages, file)


def layer(data: bytes) -> tuple[Page, ...]:
    """The text layer of a PDF, page by page; raises `Refused`, and `Unreadable` beyond the limits."""
    import tempfile

    from converter.readers._limits import limits
    from converter.readers._pdfium.child import received
    from converter.readers._sandbox import run

    bounds = limits()
    room = str(Path(__file__).parent)
    command = [sys.executable, "-I", "-c", _START, room, str(bounds.pdf_pages), str(bounds.pdf_characters)]
    with tempfile.TemporaryDirectory() as folder:
        ran = run(command, data, bounds.pdf_seconds, bounds.pdf_memory, bounds.pdf_output, Path(folder))
    if ran.code:
        raise Unreadable(
            "The file cannot be read within the limits set for a PDF "
            f"({bounds.pdf_memory} MB, {bounds.pdf_seconds} s); it is broken or made to do harm."
        )
    return tuple(received(ran.output))


def _is_pdf(data: bytes) -> bool:
    return data[:_HEADER_WITHIN].lstrip().startswith(_HEADER)


READER = Reader(suffixes=(".pdf",), read=_read, recognise=_is_pdf)
