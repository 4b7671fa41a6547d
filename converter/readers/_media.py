"""The images of a manuscript: named anew in its blocks, their files taken along as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Block, Mark, Run
from converter.readers._limits import MEGABYTE, limits
from converter.readers._zip import Archive

EXTERNAL_IMAGE = Kind("external-image", Severity.WARNING, "The image {target} is not in the file and was not fetched.")
MISSING_IMAGE = Kind("missing-image", Severity.WARNING, "The image {target} is missing in the file.")
IMAGE_LEFT_OUT = Kind("image-left-out", Severity.WARNING, "The image {target} was left out: images exceed {size} MB.")

_WEB = ("http://", "https://")


def collect_media(
    log: Log, blocks: tuple[Block, ...], members: Mapping[str, str], archive: Archive, file: str
) -> tuple[tuple[Block, ...], dict[str, bytes]]:
    """`blocks` with plain file names for images, and the bytes of those that are in the file.

    `members` leads from the name in the blocks to the member of the archive, or to an address.
    """
    names = {name: _plain(name, member) for name, member in members.items()}
    used = dict.fromkeys(name for block in blocks for name in _images(block) if name in names)
    media: dict[str, bytes] = {}
    room = limits().media_size * MEGABYTE
    for name in used:
        member = members[name]
        if member not in archive:
            log((MISSING_IMAGE if _is_inside(member) else EXTERNAL_IMAGE)(Place(file), target=member[:200]))
        elif archive.members[member].file_size > room:
            log(IMAGE_LEFT_OUT(Place(file), target=member, size=limits().media_size))
        else:
            media[names[name]] = archive.read(member, room)
            room -= len(media[names[name]])
    return tuple(_renamed(block, names) for block in blocks), media


def _is_inside(member: str) -> bool:
    return ":" not in member and not member.startswith(("/", "\\"))


def _plain(name: str, member: str) -> str:
    return member if member.startswith(_WEB) else PurePosixPath(name).name


def _images(block: Block) -> Iterable[str]:
    if block.target:
        yield block.target
    for runs in (block.runs, *(cell.runs for row in block.rows for cell in row)):
        yield from (run.href for run in runs if Mark.IMAGE in run.marks)


def _renamed(block: Block, names: Mapping[str, str]) -> Block:
    if not any(name in names for name in _images(block)):
        return block
    rows = tuple(tuple(replace(cell, runs=_renamed_runs(cell.runs, names)) for cell in row) for row in block.rows)
    target = names.get(block.target, block.target)
    return replace(block, runs=_renamed_runs(block.runs, names), rows=rows, target=target)


def _renamed_runs(runs: tuple[Run, ...], names: Mapping[str, str]) -> tuple[Run, ...]:
    return tuple(replace(run, href=names.get(run.href, run.href)) if Mark.IMAGE in run.marks else run for run in runs)
