"""Identifiers and addresses in a reference: DOI, URL, PMID, arXiv, ISBN, ISSN.

ISO 26324 (DOI), ISO 2108 (ISBN), ISO 3297 (ISSN). The normal form of a DOI is the bare one in lower
case, without resolver.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.article import Field
from converter.patterns import regex
from converter.styles.tokens import Tokens

_DOI = regex(r"10\.\d{4,9}/\S+")
_CODES = regex(
    r"\b(?:PMID:?\s{0,2}(?P<pmid>\d{5,8})"
    r"|PMCID:?\s{0,2}(?P<pmcid>PMC\d{3,8})"
    r"|arXiv:\s{0,2}(?P<arxiv>\d{4}\.\d{4,5}(?:v\d)?|[a-z-]{2,12}/\d{7})"
    r"|ISBN(?:-1[03])?:?\s{0,2}(?P<isbn>[\d][\d\-–\u2010\u2011 ]{8,16}[\dXХ])"
    r"|ISSN:?\s{0,2}(?P<issn>\d{4}[-–\u2010\u2011]\d{3}[\dXХ]))",
    re.IGNORECASE,
)


def addresses(text: str, tokens: Tokens) -> Iterator[Field]:
    """A `doi` or `url` field for every address; a resolver's address is a `doi`."""
    known = False
    for i in sorted(tokens.addresses):
        word = tokens.words[i]
        doi = _doi(word)
        if doi and known:
            continue
        if doi:
            known = True
            yield Field("doi", tokens.starts[i], tokens.ends[i], doi)
        else:
            yield Field("url", tokens.starts[i], tokens.ends[i])


def _doi(address: str) -> str:
    if not address.startswith("10.") and "doi.org/" not in address.lower():
        return ""
    found = _DOI.search(address.replace("%2F", "/"))
    return found[0].lower() if found else ""


def codes(text: str) -> Iterator[Field]:
    """Fields `pmid`, `pmcid`, `arxiv`, `isbn`, `issn`; normal forms hold no blanks or dashes."""
    for match in _CODES.finditer(text):
        name = match.lastgroup or ""
        start, end = match.span(name)
        plain = match[name]
        if name in ("isbn", "issn"):
            plain = re.sub(r"[–\u2010\u2011 ]", "-", plain).replace("Х", "X")
        yield Field(name, start, end, plain if plain != match[name] else "")
