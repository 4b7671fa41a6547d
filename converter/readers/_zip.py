"""ZIP files of strangers: opened only when every member is plain, and inflated under count.

A member is read as bytes and never written as a file. XML parts are parsed without DTD, entities
or network: OOXML forbids them (ECMA-376, part 2, 8.1.4), ODF writers never make them.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from itertools import pairwise

from lxml import etree
from msgspec import Struct

from converter.diagnostics import Kind, Log, Place, Severity
from converter.readers import Unreadable
from converter.readers._limits import MEGABYTE, limits

MEMBER_IGNORED = Kind("member-ignored", Severity.WARNING, "The file holds {name}, which is {what}; it was not read.")

_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!ENTITY", "<!ELEMENT", "<!ATTLIST")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("/embeddings/", "/activex/")


class Archive(Struct):
    """A ZIP file whose directory was found sound, and how many bytes were inflated so far."""

    file: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    inflated: int = 0

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a member, at most `most`. Raises `Unreadable`."""
        try:
            with self.file.open(self.members[name]) as member:
                data = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as trouble:
            raise Unreadable(f"The file is damaged: its part {name} cannot be unpacked ({trouble}).") from None
        self.inflated += len(data)
        if len(data) > most or self.inflated > limits().archive_size * MEGABYTE:
            raise Unreadable(f"The file is too large: its part {name} unpacks to more than is allowed.")
        return data

    def parse(self, name: str, *, doctype: bool = False) -> etree._Element:
        """The root of an XML part. Raises `Unreadable`, as for a DTD unless `doctype` allows its mere name."""
        return _checked(self.text(name), name, doctype)

    def text(self, name: str) -> bytes:
        """The bytes of a part with text. Raises `Unreadable`."""
        return self.read(name, limits().part_size * MEGABYTE)


def _checked(data: bytes, name: str, doctype: bool) -> etree._Element:
    root = _parse(data, name)
    declared = root.getroottree().docinfo.internalDTD is not None
    if declared and (not doctype or any(word in data for word in _DECLARATIONS)):
        raise Unreadable(f"The file is not safe: its part {name} declares a DTD or entities, which none may.")
    return root


def open_archive(log: Log, data: bytes, file: str) -> Archive:
    """The ZIP file in `data`; raises `Unreadable` where its directory is unsound or it is too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as trouble:
        raise Unreadable(f"The file is damaged: it cannot be unpacked ({trouble}).") from None
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_unsound(infos, data)
    _refuse_large(infos)
    members = {info.filename: info for info in infos if not _is_odd(log, info, file)}
    return Archive(archive, members)


def _refuse_unsound(infos: list[zipfile.ZipInfo], data: bytes) -> None:
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Unreadable("The file is encrypted: take its password away and save it again.")
    for info in infos:
        if info.compress_type not in _METHODS:
            raise Unreadable(f"The file is damaged: its part {info.filename} is packed in an unknown way.")
    for info in infos:
        steps = info.filename.replace("\\", "/").split("/")
        if ".." in steps or not steps[0] or ":" in steps[0]:
            raise Unreadable("The file is not safe: a part of it is named as if it stood elsewhere on your computer.")
    twice = [name for name, times in Counter(info.filename.casefold() for info in infos).items() if times > 1]
    if twice:
        raise Unreadable(f"The file is damaged: it holds {twice[0]} more than once.")
    spans = sorted((info.header_offset, _end(info, data)) for info in infos)
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise Unreadable("The file is not safe: its parts overlap.")


def _end(info: zipfile.ZipInfo, data: bytes) -> int:
    """Offset after a member; its local header tells the lengths of its name and extra field (APPNOTE 4.3.7)."""
    at = info.header_offset
    lengths = sum(int.from_bytes(data[at + start : at + start + 2], "little") for start in (26, 28))
    return at + _LOCAL_HEADER + lengths + info.compress_size


def _refuse_large(infos: list[zipfile.ZipInfo]) -> None:
    bounds = limits()
    size = sum(info.file_size for info in infos)
    if len(infos) > bounds.archive_members or size > bounds.archive_size * MEGABYTE:
        raise Unreadable(f"The file is too large: {len(infos)} parts that unpack to {size // MEGABYTE} MB.")


def _is_odd(log: Log, info: zipfile.ZipInfo, file: str) -> bool:
    """Whether a member is not to be read at all; that is told."""
    name = info.filename.replace("\\", "/")
    steps = name.split("/")
    what = ""
    if stat.S_ISLNK(info.external_attr >> 16):
        what = "a link to another file"
    elif steps[-1].casefold() in _MACROS:
        what = "a program (macros)"
    elif any(part in f"/{name.casefold()}" for part in _EMBEDDED):
        what = "an embedded file"
    if what:
        log(MEMBER_IGNORED(Place(file), name=info.filename[:100], what=what))
    return bool(what)


def _parse(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        if "depth" in str(trouble).casefold():
            raise Unreadable("The file is too complex: its elements are nested too deep.") from None
        raise Unreadable(f"The file is damaged: its part {name} is no well-formed XML ({trouble}).") from None


def pack(parts: dict[str, bytes]) -> bytes:
    """A new ZIP file of these parts, not compressed: what a program of others is given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()
