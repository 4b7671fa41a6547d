"""What a user names is turned into files: paths, folders, patterns, `-` for standard input, the .zip of an issue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

MOST_MEMBERS = 2_000
"""An archive with more is refused."""
MOST_RATIO = 200
"""So many times its compressed size a member may have; XML shrinks to a tenth."""
STANDARD_INPUT = "-"
_BESIDE = frozenset({".bbl", ".bib", ".json", ".ltx", ".tex"})
_MOST_BESIDE = 20_000_000


class NoSource(Exception):
    """There is nothing to read; the message says where."""


class Source(Struct, frozen=True):
    """A file to read: at a path, within an archive, or already in memory."""

    name: str
    path: Path | None = None
    member: str = ""
    content: bytes | None = None

    def read(self, most: int) -> bytes:
        """Its bytes, of a larger one only a byte more than `most`. Raises `OSError` and `NoSource`."""
        if self.content is not None:
            return self.content
        if self.path is None:
            return sys.stdin.buffer.read(most + 1)
        if self.member:
            return _read_member(self.path, self.member, most)
        with self.path.open("rb") as stream:
            return stream.read(most + 1)


def gather(names: Iterable[str]) -> Iterator[Source]:
    """The files of what a user names, each once, those of a folder by name. Raises `NoSource`."""
    seen: set[str] = set()
    for name in names:
        for source in _gather_one(name):
            if source.name not in seen:
                seen.add(source.name)
                yield source


def _gather_one(name: str) -> Iterator[Source]:
    path = Path(name)
    if name == STANDARD_INPUT:
        yield Source("stdin")
    elif path.is_dir():
        yield from _gather_folder(path)
    elif path.is_file():
        yield from _gather_file(path)
    elif has_magic(name):
        found = sorted(glob(name, recursive=True))
        if not found:
            raise NoSource(f"{name}: no file fits this pattern")
        for each in found:
            yield from _gather_one(each)
    else:
        raise NoSource(f"{name}: no such file")


def _gather_folder(folder: Path) -> Iterator[Source]:
    visible = (
        each for each in sorted(folder.rglob("*")) if not any(part[0] == "." for part in each.relative_to(folder).parts)
    )
    found = False
    for each in visible:
        if each.suffix.lower() == ".xml" and each.is_file():
            found = True
            yield Source(str(each), each)
    if not found:
        raise NoSource(f"{folder}: no .xml file is in this folder")


def _gather_file(path: Path) -> Iterator[Source]:
    if path.suffix.lower() != ".zip":
        yield Source(str(path), path)
        return
    for member in _list_members(path):
        yield Source(f"{path}/{member.filename}", path, member.filename)


def _list_members(path: Path) -> list[ZipInfo]:
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
    except (BadZipFile, OSError) as trouble:
        raise NoSource(f"{path}: the archive cannot be read: {trouble}") from trouble
    if len(members) > MOST_MEMBERS:
        raise NoSource(f"{path}: the archive has {len(members)} members; more than {MOST_MEMBERS} are not read")
    found = {each.filename: each for each in members if each.filename.lower().endswith(".xml")}
    hidden = ("__MACOSX/", ".")
    kept = [each for name, each in sorted(found.items()) if not name.startswith(hidden)]
    if not kept:
        raise NoSource(f"{path}: no .xml file is in this archive")
    return kept


def _read_member(path: Path, member: str, most: int) -> bytes:
    try:
        with ZipFile(path) as archive:
            listed = archive.getinfo(member)
            limit = min(most, max(listed.compress_size, 1024) * MOST_RATIO)
            with archive.open(listed) as stream:
                content = stream.read(limit + 1)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as trouble:  # encrypted ones raise RuntimeError
        raise NoSource(f"{path}/{member}: cannot be read: {trouble}") from trouble
    if limit < most and len(content) > limit:
        raise NoSource(f"{path}/{member}: is more than {MOST_RATIO} times its compressed size, and not read")
    return content


def files_beside(manuscript: Path) -> Callable[[str], bytes | None]:
    """What gives the bibliographies and parts of source that a manuscript names, of its own folder alone."""
    folder = manuscript.parent.resolve()

    def find(name: str) -> bytes | None:
        if "\0" in name:
            return None
        wanted = (folder / name.strip()).resolve()
        if wanted.suffix.lower() not in _BESIDE or not wanted.is_relative_to(folder) or not wanted.is_file():
            return None
        return wanted.read_bytes() if wanted.stat().st_size <= _MOST_BESIDE else None

    return find
