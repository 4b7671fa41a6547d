"""What a word of a reference looks like to the model: itself, its neighbours, where it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from converter.styles.tokens import Tokens
from converter.styles.words import word_roles

_SPACES = re.compile(r"\s+")
_SIGNS = str.maketrans(
    {
        "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-",
        "“": "<", "«": "<", "„": "<", "‘": "<", "»": ">", "”": ">", "’": ">", "‚": "<", "‹": "<", "›": ">",
        "\u00a0": " ",
    }
)  # fmt: skip
_ROMAN = re.compile(r"[IVXLCХМ]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-zа-я]?")


@lru_cache(maxsize=4096)
def gap_shape(gap: str) -> str:
    """A gap with its dashes, quotes and blanks made alike, at most eight signs."""
    return _SPACES.sub(" ", gap.translate(_SIGNS))[:8]


@lru_cache(maxsize=16384)
def word_shape(word: str) -> str:
    """The shape of a word: `Aa`, `A`, `AA`, `a`, `9999`, `Y` for a year, `R` for Roman, `Aa9` …"""
    if word.isdigit():
        return "Y" if len(word) == 4 and _YEAR.fullmatch(word) else "9" * min(len(word), 5)
    if _YEAR.fullmatch(word):
        return "Ya"
    if word.isalpha() or "-" in word or "'" in word or "’" in word:
        if len(word) == 1:
            return "A" if word.isupper() else "a"
        if word.isupper():
            if _ROMAN.fullmatch(word):
                return "R"
            return "AA" if len(word) < 4 else "AAA"
        if word[0].isupper():
            return "Aa"
        return "aa" if word.islower() else "aA"
    return ("A" if word[0].isalpha() else "9") + ("x9" if word[-1].isdigit() else "9x")


@lru_cache(maxsize=32768)
def _facts(word: str) -> tuple[str, str, str, list[str]]:
    """Lower form, shape, roles, and the features that depend on the word alone."""
    lower = word.lower()
    shape = word_shape(word)
    roles = word_roles().get(lower, "")
    key = shape if shape[0] in "9Y" else lower
    own = ["w=" + key, "s=" + shape]
    if roles:
        own.append("r=" + roles)
        own.extend("q=" + role for role in roles.split("|"))
    if shape[0] not in "9Y" and len(lower) > 3:
        own.append("e=" + lower[-3:])
        own.append("b=" + lower[:3])
    if lower[0] > "ʰ":
        own.append("cyr" if "Ѐ" <= lower[0] <= "ӿ" else "other-script")
    return key, shape, roles or ("-" if shape[0] not in "9Y" else shape), own


_ADDRESS_OWN = ["w=@", "s=@"]


def _address(word: str) -> tuple[str, str, str, list[str]]:
    kind = "@doi" if word.startswith("10.") or "doi.org/" in word.lower() else "@url"
    return kind, kind, kind, ["w=" + kind, "s=@"]


def features(tokens: Tokens, marked: frozenset[int] = frozenset()) -> list[list[str]]:
    """The features of every word; `marked` are the words set in italics."""
    n = len(tokens)
    facts = [_address(word) if i in tokens.addresses else _facts(word) for i, word in enumerate(tokens.words)]
    gaps = [gap_shape(gap) for gap in tokens.gaps]
    sign = _signature(gaps, [f[1] for f in facts])
    rows: list[list[str]] = []
    state = _State()
    edge = ("^", "^", "^", [])
    for i in range(n):
        key, shape, role, own = facts[i]
        before, after = gaps[i], gaps[i + 1]
        p_key, p_shape, p_role, _ = facts[i - 1] if i else edge
        n_key, n_shape, n_role, _ = facts[i + 1] if i + 1 < n else edge
        pp = facts[i - 2] if i > 1 else edge
        nn = facts[i + 2] if i + 2 < n else edge
        state.enter(before, p_shape, p_role, shape)
        row = [
            *own,
            "<" + before,
            ">" + after,
            "<s" + before + shape + after,
            "p=" + p_key,
            "n=" + n_key,
            "ps=" + p_shape + before + shape,
            "ns=" + shape + after + n_shape,
            "pr=" + p_role + "/" + shape,
            "nr=" + n_role + "/" + shape,
            "t=" + p_shape + before + shape + after + n_shape,
            "pp=" + pp[1] + p_shape + "/" + pp[2],
            "nn=" + n_shape + gaps[min(i + 2, n)] + nn[1],
            "g3" + (gaps[i - 1] if i else "") + "|" + before + "|" + after,
            "i=" + str(i if i < 4 else 4 + min(i // 4, 5)),
            "k=" + str(min(n - i, 6)),
            state.where,
            state.where + before + sign,
            state.deep + before + shape,
            "g=" + sign + before,
            "sg=" + sign + str(state.sentences) + state.deep,
        ]
        if i in marked:
            row.append("italic")
        rows.append(row)
    return rows


def _signature(gaps: list[str], shapes: list[str]) -> str:
    """What sort of reference this is at a glance: slashes, quotes, where the year stands."""
    text = "|".join(gaps)
    slashes = "//" if "//" in text else "/" if " / " in text else ""
    quotes = '"' if '"' in text or "<" in text else ""
    years = [i for i, shape in enumerate(shapes) if shape[0] == "Y"]
    n = max(len(shapes), 1)
    when = ""
    if years:
        first = years[0]
        when = "(" if gaps[first].endswith("(") else ""
        when += "e" if first * 2 < n else "l"
    dash = "-" if ". - " in text else ""
    return slashes + quotes + dash + when


class _State:
    """What has been passed on the way: quotation marks, brackets, a year, ends of sentences."""

    __slots__ = ("bracket", "deep", "quote", "quoted", "sentences", "slash", "where", "year")

    def __init__(self) -> None:
        self.sentences = 0
        self.year = self.quote = self.quoted = self.bracket = self.slash = False
        self.where = self.deep = ""

    def enter(self, gap: str, before: str, role: str, shape: str) -> None:
        """Pass `gap`, which follows a word of shape `before`."""
        if before[0] == "Y":
            self.year = True
        for sign in gap:
            if sign == "<" or (sign == '"' and not self.quote):
                self.quote = True
            elif sign == ">" or sign == '"':
                self.quoted = self.quoted or self.quote
                self.quote = False
            elif sign in "([":
                self.bracket = True
            elif sign in ")]":
                self.bracket = False
        if "//" in gap:
            self.slash = True
        if ("." in gap or "?" in gap or "!" in gap) and " " in gap and before not in ("A", "AA") and self.sentences < 5:
            self.sentences += 1
        self.where = (
            f"z{self.sentences}{'y' if self.year else ''}{'q' if self.quoted else ''}{'s' if self.slash else ''}"
        )
        self.deep = ('"' if self.quote else "") + ("(" if self.bracket else "")
