"""Bytes to text: which encoding, and what XML could not hold."""

from __future__ import annotations

import codecs
import re

from converter.diagnostics import Kind, Log, Place, Severity
from converter.readers import Unreadable

ENCODING_GUESSED = Kind(
    "encoding-guessed",
    Severity.QUESTION,
    "The file is not UTF-8; it was read as {encoding}. Look whether its letters are right.",
)
CONTROL_CHARACTERS = Kind(
    "control-characters",
    Severity.WARNING,
    "{count} characters that XML cannot hold were taken out, the first in line {line}: {names}.",
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def decode(log: Log, data: bytes, file: str) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark, else by charset-normalizer's judgement.

    Line ends become newlines; control characters are taken out and reported. Raises
    `Unreadable` for what is no text.
    """
    if not data.strip():
        raise Unreadable("The file is empty: there is nothing to convert.")
    text = _LINE_END.sub("\n", _text(log, data, file))
    return _without_controls(log, text, file)


def _text(log: Log, data: bytes, file: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(log, data, file)


def _guessed(log: Log, data: bytes, file: str) -> str:
    from charset_normalizer import from_bytes

    if data.count(b"\x00") > len(data) // 100:
        raise Unreadable("This is no text but binary data; give the manuscript as a text file.")
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable("The encoding of this file is unknown; save it as UTF-8 text.")
    log(ENCODING_GUESSED(Place(file, 1, 1), encoding=best.encoding))
    return str(best)


def _without_controls(log: Log, text: str, file: str) -> str:
    found = _FORBIDDEN.findall(text)
    if not found:
        return text
    if len(found) > len(text) // 10:
        raise Unreadable("This is no text but binary data; give the manuscript as a text file.")
    first = _FORBIDDEN.search(text)
    line = text.count("\n", 0, first.start() if first else 0) + 1
    names = ", ".join(sorted({f"U+{ord(each):04X}" for each in found}))
    log(CONTROL_CHARACTERS(Place(file, line, line), count=len(found), line=line, names=names))
    return _FORBIDDEN.sub("", text)
