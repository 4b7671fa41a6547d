"""PDF with a text layer: characters with their places become lines, columns, blocks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.readers import Reader, Unreadable

if TYPE_CHECKING:
    from converter.readers._pdf.composition import Composed
    from converter.readers._pdfium.child import Layer
    from converter.readers._pdfium.pages import Beside
    from converter.readers._sandbox import Ran

FORM = Kind(
    "pdf-form",
    Severity.WARNING,
    "The file is a form that a program fills (XFA): only what its pages show without that program was read.",
)
ATTACHMENTS = Kind("pdf-attachments", Severity.WARNING, "Files attached to the PDF were not read: {names}.")
SCRIPTS = Kind("pdf-scripts", Severity.NOTE, "The file holds scripts; they were not run.")
IMAGES_LEFT_OUT = Kind("pdf-images-left-out", Severity.WARNING, "Images of figures were left out: {why}.")

_HEADER = b"%PDF-"
_PDF_END, _ZIP_END = b"%%EOF", b"PK\x05\x06"
"""Where either ends: an archive behind a PDF's end is another file to other programs."""
_TABLE, _NO_TABLE = b"/ToUnicode", b"/OUnicode_"
"""The key of a font's table of characters, and one as long that no reader knows."""
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
    from converter.readers._pdf.fonts import told
    from converter.readers._pdfium.pages import Refused

    if _HEADER not in data[:_HEADER_WITHIN]:
        raise Unreadable("The file is not a PDF file: it has no PDF header.")
    if _ZIP_END in data[data.rfind(_PDF_END) :] and _PDF_END in data:
        raise Unreadable("The file is a PDF and a ZIP archive at once; send the one that is meant, exported anew.")
    try:
        found = _legible(log, data, layer(data), Place(file))
    except Refused as refusal:
        bounds = limits()
        reason = _REASONS[str(refusal)].format(pages=bounds.pdf_pages, characters=bounds.pdf_characters)
        raise Unreadable(f"The file {reason}") from refusal
    _tell(log, found.beside, Place(file))
    if not any(page.words for page in found.pages):
        raise Unreadable(
            "The file has no text layer: its pages are pictures, as of a scan; "
            "recognise its text (OCR) first, or send the word processor's file."
        )
    composed = compose(log, told(log, found.pages, file), file)
    return _with_images(log, data, composed) if composed.areas else composed.manuscript


def _legible(log: Log, data: bytes, found: Layer, place: Place) -> Layer:
    """The text layer, read anew without the fonts' tables of characters where they make it rubbish."""
    from converter.readers._pdf.fonts import TABLES_WRONG, are_legible

    if _TABLE not in data or are_legible(found.pages):
        return found
    anew = layer(data.replace(_TABLE, _NO_TABLE))
    if not are_legible(anew.pages):
        return found
    log(TABLES_WRONG(place))
    return anew


def _tell(log: Log, beside: Beside, place: Place) -> None:
    """Say what the file holds beside its pages."""
    if beside.form:
        log(FORM(place))
    if beside.attachments:
        log(ATTACHMENTS(place, names=", ".join(beside.attachments)))
    if beside.scripts:
        log(SCRIPTS(place))


def layer(data: bytes) -> Layer:
    """The text layer of a PDF, page by page; raises `Refused`, and `Unreadable` beyond the limits."""
    from converter.readers._limits import limits
    from converter.readers._pdfium.child import received

    bounds = limits()
    ran = _ask(data, "pages", str(bounds.pdf_pages), str(bounds.pdf_characters))
    if ran.code:
        raise Unreadable(
            "The file cannot be read within the limits set for a PDF "
            f"({bounds.pdf_memory} MB, {bounds.pdf_seconds} s); it is broken or made to do harm."
        )
    return received(ran.output)


def _ask(data: bytes, *arguments: str) -> Ran:
    """What PDFium's process says of a PDF, within the limits."""
    import tempfile

    from converter.readers._limits import limits
    from converter.readers._sandbox import run

    bounds = limits()
    command = [sys.executable, "-I", "-c", _START, str(Path(__file__).parent), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        return run(command, data, bounds.pdf_seconds, bounds.pdf_memory, bounds.pdf_output, Path(folder))


def _with_images(log: Log, data: bytes, composed: Composed) -> Manuscript:
    """The manuscript with the images of its figures; an area where nothing is drawn is no image."""
    from converter.readers._limits import MEGABYTE, limits
    from converter.readers._pdfium.child import asked_for, received_images

    names = list(composed.areas)
    why = ""
    try:
        ran = _ask(data, "images", asked_for(list(composed.areas.values())))
        images = dict(zip(names, received_images(ran.output), strict=True)) if not ran.code else {}
    except Unreadable as error:
        images, why = {}, str(error)
    if sum(map(len, images.values())) > limits().media_size * MEGABYTE:
        images, why = {}, f"they exceed {limits().media_size} MB"
    if not images:
        log(IMAGES_LEFT_OUT(Place(composed.manuscript.file), why=why or "they cannot be drawn within the limits"))
    media = {name: image for name, image in images.items() if image}
    blocks = tuple(
        replace(block, target=block.target if block.target in media else "") if block.target else block
        for block in composed.manuscript.blocks
    )
    return replace(composed.manuscript, blocks=blocks, media=media)


def _is_pdf(data: bytes) -> bool:
    return _HEADER in data[:_HEADER_WITHIN]


READER = Reader(suffixes=(".pdf",), read=_read, recognise=_is_pdf)
