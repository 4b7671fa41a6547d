"""Addresses printed in the text become links: of the web, of electronic mail, DOIs.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/ext-link.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from converter.article import Article, Inline, Inlines
from converter.diagnostics import Place
from converter.inlines import rewrite
from converter.manuscript import Mark, Run
from converter.patterns import regex

_ADDRESS = regex(
    r"""(?P<url>https?://[^\s<>"«»“”\[\]{}|\\^`]{4,2000})
      | (?P<site>(?<![\w./@-])www\.[^\s<>"«»“”\[\]{}|\\^`]{4,2000})
      | (?P<doi>(?<![\w./])10\.\d{4,9}/[^\s<>"«»“”\[\]{}|\\^`]{2,300})
      | (?P<mail>(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})""",
    re.VERBOSE | re.IGNORECASE,
)
_TARGETS = {"url": "", "site": "http://", "doi": "https://doi.org/", "mail": "mailto:"}
_HINTS = ("://", "www.", "10.", "@")
_NOT_LINKED = frozenset({Mark.CODE, Mark.MATH, Mark.IMAGE})
_TRAILING = ".,;:!?'’*_"


def link_addresses(article: Article) -> Article:
    """The article with every address in its body, statements and notes a link to it."""
    return rewrite(article, _linked)


def _linked(inlines: Inlines, place: Place) -> Inlines:
    return tuple(part for each in inlines for part in _parts(each))


def _parts(each: Inline) -> Iterator[Inline]:
    if not isinstance(each, Run) or each.href or each.note or each.marks & _NOT_LINKED:
        yield each
        return
    if not any(hint in each.text for hint in _HINTS):
        yield each
        return
    at = 0
    for match in _ADDRESS.finditer(each.text):
        words = _bare(match[0])
        start = match.start()
        if at < start:
            yield replace(each, text=each.text[at:start])
        yield replace(each, text=words, href=_TARGETS[match.lastgroup or ""] + words)
        at = start + len(words)
    if at < len(each.text):
        yield replace(each, text=each.text[at:])


def _bare(address: str) -> str:
    """An address without the punctuation behind it, and without a bracket that opens before it."""
    while address:
        if address[-1] in _TRAILING or (address[-1] == ")" and address.count("(") < address.count(")")):
            address = address[:-1]
        else:
            break
    return address
