"""A look at a file before it is accepted: what surely is no manuscript, or a trap, is refused at once.

Nothing is parsed here but the directory of a zip; the rest is for the process that converts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import IO

from service.config import MEGABYTE, Config
from service.problems import Problem

_FOREIGN = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
_BINARY = {".docx": b"PK", ".odt": b"PK", ".epub": b"PK", ".pdf": b"%PDF-"}
"""How files of these names begin; a PDF may have a little before it."""
_HEAD = 1024
_TEXT = {".md", ".markdown", ".mkd", ".txt", ".tex", ".html", ".htm", ".xhtml"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16, whose text is full of zero bytes."""
_CONTROLS = bytes(each for each in range(1, 32) if each not in b"\t\n\v\f\r\x1a\x1b")
_FEW, _SHARE = 64, 0.05
"""So many control characters, or such a share of them, may be in a text that went through many hands."""
_OF_DOCUMENTS = {"mimetype", "[Content_Types].xml", "content.xml"}
"""Members by which a zip is known for a document; old programs left the first out of OpenDocument."""
_KNOWN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MEMBERS, _RATIO, _FREE = 5000, 200, 10 * MEGABYTE
"""Most members of a document, and how many times smaller than its content one larger than `_FREE` may be."""


def screen(name: str, data: bytes, config: Config) -> None:
    """Raises `Problem` for what is refused."""
    if not data.strip():
        raise Problem("file-empty")
    for head, what in _FOREIGN:
        if data.startswith(head):
            raise Problem("file-refused", reason=f"It is {what}, not a manuscript.")
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    expected = _BINARY.get(suffix)
    if expected and expected not in data[: _HEAD if suffix == ".pdf" else len(expected)]:
        raise Problem("file-refused", reason=f"Its name ends in {suffix}, but its content is something else.")
    if suffix in _TEXT and not data.startswith(_WIDE) and (b"\0\0" in data or _is_noise(data)):
        raise Problem("file-refused", reason=f"Its name ends in {suffix}, but it is no text.")
    if data.startswith(b"PK"):
        with open_archive(io.BytesIO(data)) as archive:
            members = archive.infolist()
        if not _OF_DOCUMENTS & set(archive.namelist()):
            raise Problem("file-refused", reason="It is a zip archive, not a document; send archives as a batch.")
        check_members(members, _MEMBERS, config.memory_mb * MEGABYTE // 4)


def _is_noise(data: bytes) -> bool:
    found = len(data) - len(data.translate(None, _CONTROLS))
    return found > max(_FEW, _SHARE * len(data))


def open_archive(stream: IO[bytes]) -> zipfile.ZipFile:
    """A zip whose directory can be read. Raises `Problem`."""
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Problem("file-refused", reason="Its zip archive is damaged.") from None


def check_members(members: Iterable[zipfile.ZipInfo], most: int, total: int) -> None:
    """Refuse archives that are encrypted, damaged or larger inside than anything honest. Raises `Problem`."""
    found = list(members)
    if len(found) > most:
        raise Problem("file-refused", reason=f"Its archive has more than {most} members.")
    if any(each.flag_bits & 1 for each in found):
        raise Problem("file-refused", reason="It is encrypted; save it without a password.")
    if any(each.compress_type not in _KNOWN_METHODS for each in found):
        raise Problem("file-refused", reason="Its archive is compressed in an unknown way.")
    if sum(each.file_size for each in found) > total or any(map(_is_bomb, found)):
        raise Problem("file-refused", reason="Its archive is too large when unpacked.")


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _FREE and member.file_size > _RATIO * max(member.compress_size, 1)
