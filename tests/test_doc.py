"""Old Word files: what is told where LibreOffice is missing or the file is none."""

from __future__ import annotations

import shutil

import pytest

from converter.diagnostics import Diagnostic
from converter.readers import Unreadable, read

HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_broken_old_word_file_is_told_in_a_sentence() -> None:
    found: list[Diagnostic] = []
    installed = shutil.which("soffice") or shutil.which("libreoffice")
    with pytest.raises(Unreadable, match="cannot read" if installed else "install LibreOffice"):
        read(found.append, HEAD + "WordDocument".encode("utf-16-le"), "article.doc")


def test_old_files_of_other_programs_are_no_manuscripts() -> None:
    found: list[Diagnostic] = []
    with pytest.raises(Unreadable, match="no Word document"):
        read(found.append, HEAD + "Workbook".encode("utf-16-le"), "article.doc")
