"""Bytes to text: which encoding, and what XML could not hold.

Encodings: UTF-8, UTF-16 and UTF-32 by their mark, else as guessed, and the guess is told. Line
ends become newlines; form feeds stay, they are page breaks.
"""

from __future__ import annotations

import codecs

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers import Unreadable

GUESSED_ENCODING = Kind(
    "guessed-encoding",
    Severity.QUESTION,
    "The file is not UTF-8; its encoding was guessed to be {encoding}.",
)
CONTROL_CHARACTERS = Kind(
    "control-characters",
    Severity.WARNING,
    "Characters that XML forbids were taken out: {characters}.",
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 stands first: its little-endian mark begins with that of UTF-16."""

_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file, as .docx and .odt are"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file (.doc)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
)

_CANDIDATES = ["cp1251", "koi8-r", "cp1258", "cp1252", "iso8859-2", "cp1250", "cp866", "mac_cyrillic"]
_MOST_CONTROLS = 0.02
"""A file with more control characters than this is no text."""

_LOST_HYPHEN = "\x02"
"""Some programs write it for a hyphen whose code they could not read."""

_FORBIDDEN = regex("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def decode(log: Log, data: bytes, file: str) -> str:
    """The text of a file, each line as XML can hold it. Raises `Unreadable` for what is no text."""
    if not data.strip():
        raise Unreadable("The file is empty: there is nothing to convert.")
    for head, name in _FORMATS:
        if data.startswith(head):
            raise Unreadable(f"This is {name}, not text; give it its own suffix.")
    text = _text(log, data, file)
    forbidden = len(_FORBIDDEN.findall(text))
    if forbidden > _MOST_CONTROLS * len(text) + 8:
        raise Unreadable("This is no text: it holds too many control characters.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not forbidden:
        return text
    return "\n".join(_clean(log, line, Place(file, at, at)) for at, line in enumerate(text.split("\n"), start=1))


def _text(log: Log, data: bytes, file: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(log, data, file)
    wide = _wide(data)
    return data.decode(wide, errors="replace") if wide else text


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 20 > len(sample):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guess(log: Log, data: bytes, file: str) -> str:
    encoding = _wide(data) or _likeliest(data)
    if not encoding:
        raise Unreadable("This is no text in an encoding that is known; save it as UTF-8.")
    log(GUESSED_ENCODING(Place(file, 1, 1), encoding=encoding))
    return data.decode(encoding, errors="replace")


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else ""


def _clean(log: Log, line: str, place: Place) -> str:
    """`line` without what XML forbids (XML 1.0, 2.2); form feeds stay for now."""
    if not _FORBIDDEN.search(line):
        return line
    found = sorted({f"U+{ord(char):04X}" for char in _FORBIDDEN.findall(line)})
    damaged = [word for word in line.split() if _FORBIDDEN.search(word)]
    before = " ".join(damaged)
    after = " ".join(_allowed(before).split())
    log(CONTROL_CHARACTERS(place, before=before, after=after, characters=", ".join(found)))
    return _allowed(line)


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace(_LOST_HYPHEN, "\ufffd"))
