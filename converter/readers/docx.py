"""DOCX (Office Open XML, ECMA-376): pandoc reads the text, what it drops comes straight from the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.readers import Reader

if TYPE_CHECKING:
    from lxml import etree

    from converter.readers._word_package import Package
    from converter.readers._word_text import Prepared

CHANGES_ACCEPTED = Kind("changes-accepted", Severity.NOTE, "{count} tracked changes were taken as accepted.")
COMMENTS_LEFT_OUT = Kind("comments-left-out", Severity.NOTE, "{count} comments were left out.")
CONTENTS_LEFT_OUT = Kind(
    "contents-left-out", Severity.NOTE, "A table of contents was left out: {words} words that the headings say again."
)
CITATION_FIELDS = Kind("citation-fields", Severity.NOTE, "{count} fields of {program} were read as the text they show.")
CITATION_FIELDS_UNREAD = Kind(
    "citation-fields-unread",
    Severity.NOTE,
    "{count} citation fields hold no data that can be read; they were taken as plain text.",
)
NOTES_MISSING = Kind(
    "notes-missing",
    Severity.WARNING,
    "{count} markers lead to footnotes that the file does not hold; they were left out.",
)
TEXT_BOXES = Kind("text-boxes", Severity.QUESTION, "{count} text boxes stand after the paragraphs that hold them.")


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of a Word file; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._media import collect_media
    from converter.readers._pandoc import parse
    from converter.readers._word_clearing import drop_dangling
    from converter.readers._word_numbering import read_numbering
    from converter.readers._word_package import open_package, repack
    from converter.readers._word_styles import read_styles
    from converter.readers._word_text import prepare, prepare_text, words_in
    from converter.readers._words import tell_unread

    package = open_package(log, data, file)
    _tell_changes(log, package, file)
    notes = {kind: package.part(f"{kind}s") for kind in ("footnote", "endnote")}
    if missing := drop_dangling(package.document, notes):
        log(NOTES_MISSING(Place(file), count=missing))
    known = prepare(package.document, read_styles(package.part("styles")), read_numbering(package.part("numbering")))
    for part in package.notes:
        prepare_text(part, known)
    words = [text for part in (package.document, *package.notes) for text in words_in(part)]
    _tell_prepared(log, known, file)
    tree = parse(log, repack(package), "docx", file)
    blocks = blocks_of(log, tree.blocks, file, known.printed)
    tell_unread(log, words, blocks, file)
    blocks, media = collect_media(log, blocks, package.images, package.archive, file)
    return Manuscript(blocks, file, "docx", _running_heads(package), media, tuple(known.citations.fields))


def _tell_changes(log: Log, package: Package, file: str) -> None:
    from converter.readers._word_styles import tag

    changes = sum(1 for _ in package.document.iter(tag("ins"), tag("del"), tag("moveTo"), tag("moveFrom")))
    comments = sum(1 for _ in package.document.iter(tag("commentReference")))
    if changes:
        log(CHANGES_ACCEPTED(Place(file), count=changes))
    if comments:
        log(COMMENTS_LEFT_OUT(Place(file), count=comments))


def _tell_prepared(log: Log, known: Prepared, file: str) -> None:
    if known.contents:
        log(CONTENTS_LEFT_OUT(Place(file), words=len(known.contents.split()), excerpt=known.contents[:200]))
    if known.boxes:
        log(TEXT_BOXES(Place(file), count=known.boxes))
    for program, count in known.citations.programs.items():
        log(CITATION_FIELDS(Place(file), count=count, program=program))
    if known.citations.unread:
        log(CITATION_FIELDS_UNREAD(Place(file), count=known.citations.unread))


def _running_heads(package: Package) -> dict[str, str]:
    """What stands above and below every page: no part of the text, but it may name the journal."""
    lines = dict.fromkeys(line for part in package.heads for line in _lines(part) if line)
    return {"running-heads": "\n".join(lines)} if lines else {}


def _lines(part: etree._Element) -> Iterable[str]:
    from converter.readers._word_text import words_in

    return (" ".join(text.split()) for text in words_in(part))


def _recognise(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/" in data


READER = Reader((".docx", ".docm", ".dotx"), _read, _recognise)
