"""What a user names is turned into files; archives are read within limits."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from converter.sources import NoSource, gather

MOST = 50_000_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.xml", "a.xml", "notes.txt", "2020/c.XML", ".git/d.xml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"<{file.stem}/>", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["b.xml", "a.xml", "b.xml"], ["b.xml", "a.xml"]),
        (["."], ["2020/c.XML", "a.xml", "b.xml"]),
        (["2020"], ["2020/c.XML"]),
        (["*.xml"], ["a.xml", "b.xml"]),
        (["**/*.XML"], ["2020/c.XML"]),
        (["notes.txt"], ["notes.txt"]),
        (["-"], ["stdin"]),
    ],
)
def test_names_become_files(folder: Path, names: list[str], found: list[str]) -> None:
    assert [each.name for each in gather(names)] == found


@pytest.mark.parametrize("name", ["none.xml", "*.none", "empty"])
def test_a_name_without_files_is_told(folder: Path, name: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(NoSource, match=name.replace("*", r"\*")):
        list(gather([name]))


def pack(file: Path, members: dict[str, bytes]) -> Path:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def test_the_articles_of_an_archive_are_read(tmp_path: Path) -> None:
    file = pack(tmp_path / "issue.zip", {"b/2.xml": b"<b/>", "1.xml": b"<a/>", "1.pdf": b"%PDF", "__MACOSX/1.xml": b""})
    found = list(gather([str(file)]))
    assert [each.name for each in found] == [f"{file}/1.xml", f"{file}/b/2.xml"]
    assert [each.read(MOST) for each in found] == [b"<a/>", b"<b/>"]


def test_a_member_that_swells_is_not_read(tmp_path: Path) -> None:
    file = pack(tmp_path / "bomb.zip", {"1.xml": b" " * 10_000_000})
    (found,) = gather([str(file)])
    with pytest.raises(NoSource, match="compressed size"):
        found.read(MOST)


def test_an_archive_of_too_many_members_is_not_read(tmp_path: Path) -> None:
    file = pack(tmp_path / "flood.zip", {f"{number}.xml": b"" for number in range(2_001)})
    with pytest.raises(NoSource, match="2001 members"):
        list(gather([str(file)]))


@pytest.mark.parametrize("content", [b"no archive", b""])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "issue.zip"
    file.write_bytes(content)
    with pytest.raises(NoSource, match=r"issue\.zip"):
        list(gather([str(file)]))


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("1.xml", b"<a/>")
    locked = bytearray(packed.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    file = tmp_path / "locked.zip"
    file.write_bytes(locked)
    (found,) = gather([str(file)])
    with pytest.raises(NoSource, match="encrypted"):
        found.read(MOST)
