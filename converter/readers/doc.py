"""DOC (Word 97 to 2003): LibreOffice, where it is installed, turns it into DOCX, which is read on.

LibreOffice works with a throw-away profile, which runs no macros, and is killed when its time is over.
"""

from __future__ import annotations

from pathlib import Path

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.readers import Reader, Unreadable, read

OLD_WORD = Kind(
    "old-word", Severity.QUESTION, "LibreOffice turned the old Word file into DOCX; compare formulas and figures."
)

_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = ("soffice", "libreoffice")
_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONVERT = (
    "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--convert-to", "docx",
)  # fmt: skip


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of an old Word file; raises `Unreadable`, also where LibreOffice is missing."""
    if _ENCRYPTED in data:
        raise Unreadable("The file is encrypted: take its password away and save it again.")
    if not data.startswith(_HEAD) or _WORD not in data:
        raise Unreadable("The file is no Word document: save it as .docx from the program that made it.")
    converted = _converted(data)
    log(OLD_WORD(Place(file)))
    return read(log, converted, f"{file.removesuffix('.doc')}.docx")


def _converted(data: bytes) -> bytes:
    from shutil import which
    from tempfile import TemporaryDirectory

    from converter.readers._limits import limits
    from converter.readers._sandbox import run

    program = next((path for name in _PROGRAMS if (path := which(name))), None)
    if program is None:
        raise Unreadable("This is an old Word file (.doc): install LibreOffice to have it read, or save it as .docx.")
    with TemporaryDirectory(prefix="galley-") as name:
        folder = Path(name)
        (folder / "manuscript.doc").write_bytes(data)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *_CONVERT, "manuscript.doc"]
        ran = run(command, b"", limits().office_seconds, 0, limits().pandoc_output, folder)
        made = folder / "manuscript.docx"
        if not made.is_file():
            raise Unreadable(f"LibreOffice cannot read this old Word file: {ran.reason or 'it gave no reason'}")
        return made.read_bytes()


def _recognise(data: bytes) -> bool:
    return data.startswith(_HEAD)


READER = Reader((".doc", ".dot"), _read, _recognise)
