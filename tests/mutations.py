"""Real files, damaged at random as disks, mail programs and the malevolent do; a seed gives the same damage again."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

Damage = Callable[[random.Random, bytes], bytes]
_STRANGE = (b"\0", b"\xff\xfe", b"<!--", b"]]>", b"&#0;", b"[[[[", b"\\input{/etc/passwd}", b"%PDF-", "\u202e".encode())


def mutate(luck: random.Random, data: bytes) -> bytes:
    """`data` with one to four damages; a zip is damaged in a member as often as itself."""
    for _ in range(luck.randint(1, 4)):
        inside = data.startswith(b"PK") and luck.random() < 0.6
        damage = luck.choice(_DAMAGES)
        data = _damage_member(luck, data, damage) if inside else damage(luck, data)
    return data


def _flip(luck: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.choice((1, 8, 64))):
        if changed:
            changed[luck.randrange(len(changed))] = luck.randrange(256)
    return bytes(changed)


def _cut_off(luck: random.Random, data: bytes) -> bytes:
    return data[: luck.randint(0, len(data))]


def _cut_out(luck: random.Random, data: bytes) -> bytes:
    first, last = _span(luck, data)
    return data[:first] + data[last:]


def _repeat(luck: random.Random, data: bytes) -> bytes:
    first, last = _span(luck, data)
    return data[:last] + data[first:last] * luck.choice((1, 3, 20)) + data[last:]


def _move(luck: random.Random, data: bytes) -> bytes:
    first, last = _span(luck, data)
    rest, at = data[:first] + data[last:], luck.randint(0, len(data) - (last - first))
    return rest[:at] + data[first:last] + rest[at:]


def _insert(luck: random.Random, data: bytes) -> bytes:
    at = luck.randint(0, len(data))
    return data[:at] + luck.choice(_STRANGE) * luck.choice((1, 2, 50)) + data[at:]


def _span(luck: random.Random, data: bytes) -> tuple[int, int]:
    first = luck.randint(0, len(data))
    return first, min(len(data), first + luck.choice((1, 20, 400, 4000)))


_DAMAGES: tuple[Damage, ...] = (_flip, _flip, _cut_off, _cut_out, _repeat, _move, _insert)


def _damage_member(luck: random.Random, data: bytes, damage: Damage) -> bytes:
    """The archive with one of its members damaged, or the archive itself where it is none any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, zlib.error):
        return damage(luck, data)
    chosen, stream = luck.randrange(len(members)) if members else -1, io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (info, content) in enumerate(members):
            archive.writestr(info.filename, damage(luck, content) if number == chosen else content)
    return stream.getvalue()
