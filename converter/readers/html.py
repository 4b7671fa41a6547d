"""HTML, read by pandoc: the article's own text, without what is there to get about a website."""

from __future__ import annotations

import re

from converter.diagnostics import Log
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.readers import Reader

_SIGN = regex(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*){0,5}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE
)


def _read(log: Log, data: bytes, file: str) -> Manuscript:
    """The blocks of an HTML page; raises `Unreadable`."""
    from converter.readers._blocks import blocks_of
    from converter.readers._pages import article_of
    from converter.readers._pandoc import parse

    page = article_of(log, data, file)
    tree = parse(log, page.source, "html", file)
    return Manuscript(blocks_of(log, tree.blocks, file), file, "html", page.metadata)


def _recognise(data: bytes) -> bool:
    return _SIGN.match(data.removeprefix(b"\xef\xbb\xbf")[:2000]) is not None


READER = Reader((".html", ".htm", ".xhtml"), _read, _recognise)
