"""Does a line begin like a reference; does the line before look finished."""

from __future__ import annotations

import re
import unicodedata

from converter.patterns import regex
from converter.styles.kinds import words_and_pairs
from converter.styles.words import roles

_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё]"
_FAMILY = rf"(?:(?:de|da|do|dos|di|del|van|von|der|den|la|le|al|el|фон)[ \-])*{_CAPITAL}[\w’'\-‐\ufffd]+"
_INITIAL = rf"{_CAPITAL}[^\W\d_]?(?:\.|(?=[\s,;&\-]))"
_GIVEN = rf"{_CAPITAL}[^\W\d_]+(?:[.,;]| {_CAPITAL}\.| {_CAPITAL}[^\W\d_]+[.,;( ])"
_NAME = (
    rf"(?:{_FAMILY}(?:[ \-]{_FAMILY}){{0,3}}[,;]\s*(?:{_INITIAL}|{_GIVEN})"
    rf"|{_FAMILY}(?:[ \-]{_FAMILY}){{0,2}} {_CAPITAL}{{1,3}}[.,:]"
    rf"|{_FAMILY}(?:[ \-]{_FAMILY}){{0,1}} (?:{_CAPITAL}\. ?){{1,3}}"
    rf"|(?:{_CAPITAL}\.[ \-]?){{1,3}}{_FAMILY}[,.; ])"
)
_DASHES = regex(r"[—–_\-]{2,}[.,\s]")
_LABEL = regex(r"\s*(?:\[\d{1,4}\]|\(?\d{1,4}[.)])\s+(?=\S)")
_NO_OPENING = regex(r"\s*(?:[^\w\"'“«„‘\[(*—–_]|https?:|www\.|10\.\d{4}|doi)", re.IGNORECASE)
_DATE_START = regex(r"\s*(?:\(?(?:1[5-9]|20)\d\d|\(|pp?\.|vol\.|v\. |n\. |с\. |т\. |In[: ]|In:)", re.I)
_OPENING = 60
_SPACE = regex(r"\s+")


def begins(line: str) -> float:
    """How much `line` looks like the first of a reference; below 0 it hardly can be one."""
    text = line.strip()
    if not text or _NO_OPENING.match(text):
        return -4.0
    if _DASHES.match(text):
        return 4.0
    if _LABEL.match(text):
        return 1.0
    if text[0].islower() and not re.match(r"(?:de|da|di|van|von|der|den|la|le|al|el|фон|dos|do)[ '’]", text):
        return -3.0
    if text[0].isdigit() or _DATE_START.match(text):
        return -2.0
    return 1.5 if re.match(_NAME, text) else 1.0 if opens_document(text) else -1.0


def opens_document(text: str) -> bool:
    """Whether a law, a standard or the name of an archive opens `text`."""
    first = words_and_pairs(re.findall(r"[^\W_]+", text[:_OPENING])[:3])
    return any(not roles()[role].isdisjoint(first) for role in ("act", "code", "standard", "archive", "kind-archive"))


def finished(line: str) -> float:
    """How much `line` looks like the last of a reference; below 0 it hardly can be one."""
    text = line.rstrip()
    last = text.rsplit(maxsplit=1)[-1] if text else ""
    if "://" in last or last.startswith(("10.", "doi:")):
        return 1.5
    if text.endswith((".", ".»", ".”", ")", "]")):
        return _after_stop(last)
    if text[-1:].isdigit():
        return 0.3
    return -2.0


def _after_stop(word: str) -> float:
    """A final full stop speaks less after an initial or an abbreviation."""
    core = word.strip(".()[]»”\"'")
    if len(core) == 1 and core.isalpha():
        return -1.5
    return 1.0 if core.isdigit() or len(core) > 4 else 0.5


def sort_key(line: str) -> str:
    """What an alphabetical list sorts by: the first letters, without accents."""
    text = _LABEL.sub("", line.strip(), count=1).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain if c.isalnum())[:4]
