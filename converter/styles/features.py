"""What a word of a reference looks like to the model: itself, its neighbours, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from converter.patterns import regex
from converter.styles.tokens import Tokens
from converter.styles.words import word_roles

_SPACES = regex(r"\s+")
_SIGNS = str.maketrans("–—―−‐‑“«„‘‚‹»”’›\u00a0", "------<<<<<<>>>> ")
_TURNED = str.maketrans("«»‹›", "»«›‹")
_ROMAN = regex(r"[IVXLCХМ]+")
_YEAR = regex(r"(?:1[5-9]|20)\d\d[a-zа-я]?")


@lru_cache(maxsize=4096)
def gap_shape(gap: str) -> str:
    """A gap with its dashes, quotes and blanks made alike, at most eight signs."""
    return _SPACES.sub(" ", gap.translate(_SIGNS))[:8]


def word_shape(word: str) -> str:
    """The shape of a word: `Aa`, `A`, `AA`, `a`, `9999`, `Y` for a year, `R` for Roman, `Ax9` …"""
    if word.isdigit():
        return "Y" if len(word) == 4 and _YEAR.fullmatch(word) else "9" * min(len(word), 5)
    if _YEAR.fullmatch(word):
        return "Ya"
    if not (word.isalpha() or "-" in word or "'" in word or "’" in word):
        return ("A" if word[0].isalpha() else "9") + ("x9" if word[-1].isdigit() else "9x")
    if len(word) == 1:
        return "A" if word.isupper() else "a"
    if word.isupper():
        return "R" if _ROMAN.fullmatch(word) else "AA" if len(word) < 4 else "AAA"
    if word[0].isupper():
        return "Aa"
    return "aa" if word.islower() else "aA"


class _Facts(NamedTuple):
    """What is known of a word alone."""

    key: str
    """Lower form; the shape of a number."""
    shape: str
    role: str
    own: tuple[str, ...]
    """The features that depend on the word alone."""
    capital: bool = False
    """Whether it begins with a capital, or is a Roman number."""
    digits: bool = False
    telling: int = 99
    """The place of its most telling role in `_TELLING`."""


_EDGE = _Facts("^", "^", "^", ())
_DOI = _Facts("@doi", "@doi", "@doi", ("w=@doi", "s=@"))
_URL = _Facts("@url", "@url", "@url", ("w=@url", "s=@"))
_TELLING = (
    *("journal", "publisher", "place", "proceedings", "month", "within", "editor", "thesis", "volume", "pages"),
    *("web", "body"),
)
"""Roles by which a stretch of words shows what it is, the surest first."""
_ANYWHERE = frozenset(("and", "access"))
"""Roles of words that stand in every stretch, and so tell nothing of it."""
_JOINED = frozenset((" ", "", "-", " - ", "'", " & "))
"""Gaps within a stretch."""
_SIZES = "0123444"
_LAST = 24
_FROM_START = tuple(f"i={i if i < 4 else 4 + min(i // 4, 5)}" for i in range(_LAST + 1))
_TO_END = tuple(f"k={k}" for k in range(7))


@lru_cache(maxsize=32768)
def _facts(word: str) -> _Facts:
    lower = word.lower()
    shape = word_shape(word)
    number = shape[0] in "9Y"
    roles = word_roles().get(lower, "")
    own = ["w=" + (shape if number else lower), "s=" + shape]
    if roles:
        own.append("r=" + roles)
        own.extend("q=" + role for role in roles.split("|"))
    if not number and len(lower) > 3:
        own.extend(("e=" + lower[-3:], "b=" + lower[:3]))
    if lower[0] > "ʰ":
        own.append("cyr" if "Ѐ" <= lower[0] <= "ӿ" else "other-script")
    return _Facts(
        shape if number else lower,
        shape,
        roles or (shape if number else "-"),
        tuple(own),
        shape[0] in "AR",
        number,
        _telling(roles.split("|")),
    )


def _telling(roles: Sequence[str]) -> int:
    """The place of the most telling of `roles` in `_TELLING`, or 99."""
    told = [] if _ANYWHERE.intersection(roles) else [_TELLING.index(role) for role in roles if role in _TELLING]
    return min(told, default=99)


def _address(word: str) -> _Facts:
    return _DOI if word.startswith("10.") or "doi.org/" in word.lower() else _URL


def features(tokens: Tokens, marked: frozenset[int] = frozenset()) -> list[list[str]]:
    """The features of every word; `marked` are the words set in italics."""
    facts = [_facts(word) for word in tokens.words]
    for i in tokens.addresses:
        facts[i] = _address(tokens.words[i])
    gaps = [gap_shape(gap) for gap in _oriented(tokens.gaps)]
    sign = _signature(gaps, facts)
    states = _states(gaps, facts)
    stretches = _stretches(gaps, facts)
    n = len(facts)
    padded = [_EDGE, _EDGE, *facts, _EDGE, _EDGE]
    gaps.append("")
    slants = _slants(n, marked)
    rows = []
    seen: set[str] = set()
    for i in range(n):
        row = _row(padded[i : i + 5], gaps[i - 1] if i else "", gaps[i], gaps[i + 1], gaps[i + 2], states[i], sign)
        row.append(_FROM_START[i] if i < _LAST else _FROM_START[-1])
        row.append(_TO_END[n - i] if n - i < len(_TO_END) else _TO_END[-1])
        row += stretches[i]
        if facts[i].key in seen:
            row.append("seen")
        elif len(facts[i].key) > 3:
            seen.add(facts[i].key)
        if marked:
            row.append(slants[i])
        rows.append(row)
    return rows


def _stretches(gaps: Sequence[str], facts: Sequence[_Facts]) -> list[tuple[str, ...]]:
    """At each word: how the stretch between two signs looks in which it stands, and the two beside it."""
    bounds = [i for i in range(len(facts)) if not i or gaps[i] not in _JOINED]
    bounds.append(len(facts))
    looks = ["^", *(_look(facts[a:b]) for a, b in pairwise(bounds)), "^"]
    rows: list[tuple[str, ...]] = []
    for number, (a, b) in enumerate(pairwise(bounds), 1):
        before, look, after = looks[number - 1 : number + 2]
        shared = (f"S={look}", f"Sp={before}/{look}", f"Sn={look}/{after}")
        rows.append((*shared, f"S<={before}{gaps[a]}{look}"))
        rows += [shared] * (b - a - 1)
    return rows


def _look(words: Sequence[_Facts]) -> str:
    """A stretch of words at a glance: how many, how many of them with capitals, whether numbers, what they tell."""
    size = len(words)
    capitals = sum([word.capital for word in words])
    digits = sum([word.digits for word in words])
    telling = min([word.telling for word in words])
    if digits == size:
        case = "d"
    elif capitals + digits == size:
        case = "A"
    elif capitals == 1 and words[0].capital:
        case = "f"
    else:
        case = "m" if capitals else "a"
    told = _TELLING[telling] if telling < len(_TELLING) else ""
    return f"{_SIZES[size] if size < len(_SIZES) else 7}{case}{'9' if 0 < digits < size else ''}{told}"


def _slants(count: int, marked: frozenset[int]) -> list[str]:
    """How each word is set in a reference where some words are in italics, and whether that changes at it."""
    row = ["upright"] * count
    for i in marked:
        row[i] = "italic" + ("" if i - 1 in marked else "<") + ("" if i + 1 in marked else ">")
        if i + 1 < count and i + 1 not in marked:
            row[i + 1] = "upright<"
    return row


def _oriented(gaps: Sequence[str]) -> Sequence[str]:
    """`gaps` with German quotation marks, »so« and „so“, turned to open and close like «these»."""
    signs = "".join(gaps)
    if "»" in signs and not 0 <= signs.find("«") < signs.find("»"):
        gaps = [gap.translate(_TURNED) for gap in gaps]
    if "„" in signs and "“" in signs:
        gaps = [gap.replace("“", "”") for gap in gaps]
    return gaps


def _row(
    window: Sequence[_Facts], earlier: str, before: str, after: str, later: str, state: tuple[str, str, str], sign: str
) -> list[str]:
    """The features of the word in the middle of five, the gaps around it and what was passed."""
    earliest, last, this, next_, latest = window
    where, deep, sentences = state
    shape = this.shape
    gap_and_shape = before + shape
    return [
        *this.own,
        "<" + before,
        ">" + after,
        f"<s{gap_and_shape}{after}",
        "p=" + last.key,
        "n=" + next_.key,
        f"ps={last.shape}{gap_and_shape}",
        f"ns={shape}{after}{next_.shape}",
        f"pr={last.role}/{shape}",
        f"nr={next_.role}/{shape}",
        f"t={last.shape}{gap_and_shape}{after}{next_.shape}",
        f"pp={earliest.shape}{last.shape}/{earliest.role}",
        f"nn={next_.shape}{later}{latest.shape}",
        f"g3{earlier}|{before}|{after}",
        where,
        f"{where}{before}{sign}",
        deep + gap_and_shape,
        f"g={sign}{before}",
        f"sg={sign}{sentences}{deep}",
    ]


def _signature(gaps: Sequence[str], facts: Sequence[_Facts]) -> str:
    """What sort of reference this is at a glance: slashes, quotes, where the year stands."""
    text = "|".join(gaps)
    sign = "//" if "//" in text else "/" if " / " in text else ""
    if '"' in text or "<" in text:
        sign += '"'
    if ". - " in text:
        sign += "-"
    for i, fact in enumerate(facts):
        if fact.shape[0] == "Y":
            bracket = "(" if gaps[i].endswith("(") else ""
            return f"{sign}{bracket}{'e' if i * 2 < len(facts) else 'l'}"
    return sign


def _states(gaps: Sequence[str], facts: Sequence[_Facts]) -> list[tuple[str, str, str]]:
    """At each word: what has been passed, how deep it stands, how many sentences ended."""
    sentences = 0
    year = quoted = slash = quote = bracket = False
    found = []
    last = "^"
    for gap, fact in zip(gaps, facts, strict=False):
        if last[0] == "Y":
            year = True
        if gap not in _PLAIN_GAPS:
            for sign in gap:
                if sign == "<" or (sign == '"' and not quote):
                    quote = True
                elif sign in '>"':
                    quoted = quoted or quote
                    quote = False
                elif sign in "([":
                    bracket = True
                elif sign in ")]":
                    bracket = False
            slash = slash or "//" in gap
            if sentences < 5 and last not in ("A", "AA") and " " in gap and ("." in gap or "?" in gap or "!" in gap):
                sentences += 1
        where = f"z{sentences}{'y' if year else ''}{'q' if quoted else ''}{'s' if slash else ''}"
        found.append((where, ('"' if quote else "") + ("(" if bracket else ""), str(sentences)))
        last = fact.shape
    return found


_PLAIN_GAPS = frozenset((" ", ", ", "", "-", ": ", "; ", "."))
