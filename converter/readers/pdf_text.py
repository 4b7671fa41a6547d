"""Plain text, as pulled from a PDF: chunks of lines between blank lines are blocks.

What the lines mean is not asked here. Form feeds are page breaks (pdftotext and others write
them). Encodings: UTF-8, UTF-16 and UTF-32 by their mark, else as guessed, and the guess is told.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from converter.diagnostics import Kind, Log, Place, Severity
from converter.layout import PLAIN_TEXT
from converter.manuscript import Block, BlockKind, Look, Manuscript, Run
from converter.readers import Reader, Unreadable

GUESSED_ENCODING = Kind(
    "guessed-encoding",
    Severity.QUESTION,
    "The file is not UTF-8; its encoding was guessed to be {encoding}.",
)
CONTROL_CHARACTERS = Kind(
    "control-characters",
    Severity.NOTE,
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

_LINE_END = re.compile(r"\r\n|\r|\n")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """A manuscript of paragraphs; raises `Unreadable` for what is no text."""
    text = _decode(log, data, file)
    if len(_FORBIDDEN.findall(text)) > _MOST_CONTROLS * len(text) + 8:
        raise Unreadable(f"{file or 'The file'} is not text: it holds too many control characters.")
    lines = [_clean(log, line, Place(file, at, at)) for at, line in _numbered(text)]
    return Manuscript(tuple(_blocks(lines, file)), file, PLAIN_TEXT)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(_LINE_END.split(text), start=1)


def _decode(log: Log, data: bytes, file: str) -> str:
    for head, name in _FORMATS:
        if data.startswith(head):
            raise Unreadable(f"{file or 'The file'} is {name}, not plain text; give it its own suffix.")
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
        raise Unreadable(f"{file or 'The file'} is not text in an encoding that is known; save it as UTF-8.")
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


def _blocks(lines: list[str], file: str) -> Iterator[Block]:
    chunk: list[str] = []
    page, fresh = (1 if any("\f" in line for line in lines) else 0), True
    for number, line in enumerate([*lines, ""], start=1):
        feeds = line.count("\f")
        bare = line.replace("\f", "").rstrip()
        if chunk and (feeds or not bare):
            yield _block(chunk, Place(file, number - len(chunk), number - 1, page), fresh)
            chunk, fresh = [], False
        if feeds:
            page, fresh = page + feeds, True
        if bare:
            chunk.append(bare)


def _block(chunk: list[str], place: Place, fresh: bool) -> Block:
    look = Look(page_start=fresh)
    return Block(BlockKind.PARAGRAPH, (Run("\n".join(chunk)),), place, look=look)


READER = Reader(suffixes=(".txt",), read=_read)
