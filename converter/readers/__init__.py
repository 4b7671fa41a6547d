"""Readers: bytes to Manuscript. One file is one format; it says only what the page shows.

The door chooses the reader: by what the file holds where that is plain, else by its suffix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.rooms import members

WRONG_SUFFIX = Kind(
    "wrong-suffix", Severity.WARNING, "The file's name ends in {suffix}, but it holds {format}; it was read as that."
)


class Unreadable(Exception):
    """The input cannot be read at all; the message says what is wrong and what to do."""


Beside = Callable[[str], bytes | None]
"""What the file of a name beside the manuscript holds, None where there is none."""


def alone(name: str) -> bytes | None:
    """Nothing stands beside a manuscript that came as bytes."""
    return None


class Reader(Struct, frozen=True):
    """One input format. `read` takes the log, the bytes and the file's name.

    It raises `Unreadable` for input that is not of this format. `recognise` tells from the bytes
    whether they are surely of this format; a format without signs of its own has none. A format
    whose manuscripts name other files has `read_beside`, which may look into them.
    """

    suffixes: tuple[str, ...]
    read: Callable[[Log, bytes, str], Manuscript]
    recognise: Callable[[bytes], bool] | None = None
    read_beside: Callable[[Log, bytes, str, Beside], Manuscript] | None = None


_FOREIGN = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x03\x04", "a ZIP archive, but no DOCX, ODT or EPUB file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
)
_TEXT = "pdf-text"
"""Its suffix tells little: Markdown too is kept in such files."""
_READ_AS_TEXT = (_TEXT, "markdown", "doc")
"""Formats under whose names a web page may well be meant."""
_SAVED_PAGE = "html"
"""A page saved in place of a file, such as a log-in page: under the name of another format it is no manuscript."""


def read(log: Log, data: bytes, name: str, beside: Beside = alone) -> Manuscript:
    """The manuscript in `data`, by its content where that is plain, else by the name's suffix.

    `beside` gives the files that it names. Raises `Unreadable`.
    """
    if not data.strip():
        raise Unreadable("The file is empty: there is nothing to convert.")
    readers = _readers()
    suffix = _suffix(name)
    named = next((key for key, reader in readers.items() if suffix in reader.suffixes), "")
    chosen = _chosen(readers, data, named)
    if chosen != named and named:
        if chosen == _SAVED_PAGE and named not in _READ_AS_TEXT:
            raise Unreadable(f"The file's name ends in {suffix}, but it is a web page: give the manuscript itself.")
        log(WRONG_SUFFIX(Place(name), suffix=suffix, format=chosen.replace("-", " ").upper()))
    if chosen and chosen != _TEXT:
        reader = readers[chosen]
        return reader.read_beside(log, data, name, beside) if reader.read_beside else reader.read(log, data, name)
    return _read_text(log, data, name)


@cache
def _readers() -> Mapping[str, Reader]:
    return members("converter.readers", Reader)


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def _chosen(readers: Mapping[str, Reader], data: bytes, named: str) -> str:
    """The name of the reader, "" where only the text can tell. Raises `Unreadable` for what is no manuscript."""
    signed = [key for key, reader in readers.items() if reader.recognise and reader.recognise(data)]
    if named in signed or (not signed and not _foreign(data)):
        return named
    if signed:
        return signed[0]
    raise Unreadable(f"The file is {_foreign(data)}, which Galley does not read: give the manuscript itself.")


def _foreign(data: bytes) -> str:
    return next((what for head, what in _FOREIGN if data.startswith(head)), "")


def _read_text(log: Log, data: bytes, name: str) -> Manuscript:
    """Plain text or Markdown, by its signs."""
    from converter.readers import markdown, pdf_text
    from converter.readers._decoding import decode

    text = decode(log, data, name)
    if markdown.looks_like_markdown(text.replace("\f", "\n")):
        return markdown.read_text(log, text, name)
    return pdf_text.read_text(text, name)
