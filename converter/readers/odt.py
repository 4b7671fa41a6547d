"""ODT (OpenDocument 1.3 text), read by pandoc from a copy that holds only checked parts."""

from __future__ import annotations

from converter.diagnostics import Kind, Log, Place, Severity
from converter.manuscript import Manuscript
from converter.readers import Reader

NO_MEDIA_TYPE = Kind("no-media-type", Severity.WARNING, "The file does not say that it is an OpenDocument text.")

_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of an OpenDocument text; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._media import collect_media
    from converter.readers._open_document import open_text, repack
    from converter.readers._pandoc import parse
    from converter.readers._words import tell_unread

    text = open_text(log, data, file)
    if not text.declared:
        log(NO_MEDIA_TYPE(Place(file)))
    tree = parse(log, repack(text), "odt", file)
    blocks = blocks_of(log, tree.blocks, file, text.printed)
    tell_unread(log, text.words, blocks, file)
    blocks, media = collect_media(log, blocks, text.images, text.archive, file)
    return Manuscript(blocks, file, "odt", {}, media)


def _recognise(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and (
        _MEDIA_TYPE in data[:200] or (b"content.xml" in data and b"word/" not in data)
    )


READER = Reader((".odt", ".ott"), _read, _recognise)
