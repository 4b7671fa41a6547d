"""Mentions: where a text names a person known from elsewhere, and whose an address is.

"В. П. Соколова" is "Соколова Вера Павловна"; "(J.S.)" is John Smith where nobody else is;
`jsmith@example.org` is his too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from converter.article import Name
from converter.patterns import regex
from converter.recognition.names import fold, parse_name, words_of

EMAIL = regex(r"(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
ORCID = regex(r"(?=[hwo\d])(?:https?://)?(?:www\.)?(?:orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXxХх])(?!\d)")
_NAME_BEFORE = regex(r"(?:[^\W\d_][\w'’-]{0,30}\.?[ -]?){0,4}\Z")
_NAME_AFTER = regex(r"(?: ?[^\W\d_](?:\.|[\w'’-]{1,30})(?![\w.]*@)){0,3}")
_IN_BRACKETS = regex(r"[(\[]((?:[^\W\d_]\.?[ -]?){2,6})[)\]]")
_STOPS = "\n.;,(:)"
_OPENING = _STOPS + "—–*†‡§¶#&/"
_LONGEST_RUN = 40
"""So many characters may stand between a name and the address that is its own."""


def find_name(text: str, name: str, after: int = 0, amid: bool = False) -> tuple[int, int] | None:
    """Where a phrase of `text` behind `after` names the person called `name`, perhaps in a fuller form.

    "В. П. Соколова" is "Соколова Вера Павловна": the same family name, no initial against it.
    `amid`: the name may also stand behind a short word ("to John Smith").
    """
    text = _parted(text)
    folded = _aligned(text)
    printed = r"[\s.]*".join(re.escape(word) for word in _aligned(name).split())
    for match in re.compile(printed + r"(?![\w@])").finditer(folded, after):
        if _opens_phrase(text, match.start(), amid):
            return match.span()
    return _fuller_form(text, folded, parse_name(name), after, amid)


def _aligned(text: str) -> str:
    """The text as names are compared, as long as it was: a letter that becomes two stays."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(letter if len(letter) == 1 else sign for sign, letter in ((sign, fold(sign)) for sign in text))


def _parted(text: str) -> str:
    """The text with line ends in place of addresses: what follows one opens a phrase."""
    for pattern in (EMAIL, ORCID):
        text = pattern.sub(lambda match: "\n" * len(match[0]), text)
    return text


def _fuller_form(text: str, folded: str, person: Name, after: int, amid: bool) -> tuple[int, int] | None:
    initials = initials_of(person.given)
    for match in re.compile(re.escape(_aligned(person.family)) + r"(?![\w@.-])").finditer(folded, after):
        before = _capitalised(text[max(0, match.start() - 120) : match.start()], amid)
        start = match.start() - len(before)
        end = match.end() + _names_behind(text[match.end() : match.end() + 120])
        given = initials_of(text[start : match.start()] + text[match.end() : end])
        if given and given[: len(initials)] == initials[: len(given)] and _opens_phrase(text, start, amid):
            return start, end
    return None


def _names_behind(behind: str) -> int:
    """How far given names reach behind a family name: to a word in small letters that is no particle."""
    match = _NAME_AFTER.match(behind)
    length = 0
    for word in re.finditer(r"\s*(\S+)", match[0]) if match else ():
        if word[1][0].islower() and word[1] not in words_of("particle"):
            break
        length = word.end()
    return length


def _capitalised(before: str, amid: bool) -> str:
    """The words at the end of `before` that may be given names."""
    match = _NAME_BEFORE.search(before)
    words = match[0] if match else ""
    while amid and words[:1].islower() and " " in words:
        words = words.partition(" ")[2]
    return words


def _opens_phrase(text: str, at: int, amid: bool) -> bool:
    """Whether nothing or a stop stands before `at`; `amid` a sentence a short word."""
    before = text[:at]
    if not before.strip() or before.rstrip(" \t")[-1] in (_OPENING if amid else _STOPS):
        return True
    return amid and before[-1:].isspace() and before.split()[-1].islower() and len(before.split()[-1]) < 5


def initials_of(given: str) -> list[str]:
    """The first letters of the names in `given`, folded."""
    return [fold(letter) for letter in re.findall(r"(?<![^\W_])[^\W\d_]", given) if letter.isupper()]


def mentions(text: str, people: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where the text names whom: start, end, rank in `people`, in order of the text."""
    found: list[tuple[int, int, int]] = []
    last: dict[str, int] = {}
    for rank, name in enumerate(people):
        if span := find_name(text, name, last.get(name, 0), amid=True):
            found.append((*span, rank))
            last[name] = span[1]
    return sorted([*found, *_initials(text, people)])


def _initials(text: str, people: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Bracketed initials that are those of one person alone."""
    for match in _IN_BRACKETS.finditer(text):
        wanted = sorted(initials_of(match[1].replace(".", " ").upper() if "." in match[1] else " ".join(match[1])))
        fitting = [rank for rank, name in enumerate(people) if _letters(name)[: len(name)] == wanted]
        if len(fitting) == 1:
            yield match.start(), match.end(), fitting[0]


def _letters(name: str) -> list[str]:
    return sorted(initials_of(name.replace("-", " ")))


def whose(local: str, names: Sequence[Name]) -> int:
    """Rank of the one whose name the local part of an e-mail address is like, or -1."""
    scores = [_likeness(fold(local), name) for name in names]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 and scores.count(best) == 1 else -1


def _likeness(local: str, name: Name) -> int:
    """3 for the family name with the given name, 2 for either, 1 for the initials."""
    family = [latin(part) for part in re.split(r"[\s-]+", name.family)]
    given = [latin(part) for part in re.split(r"[\s.-]+", name.given) if part]
    bare = re.sub(r"[^a-z]", "", local)
    family_in = any(len(part) > 2 and part in bare for part in family)
    if not family_in and len("".join(family)) > 4:
        family_in = _beginning("".join(family), bare) >= 5
    given_in = any(len(part) > 2 and part in bare for part in given)
    letters = "".join(part[:1] for part in (*given, *family))
    initials_in = len(letters) > 1 and (bare == letters or bare == letters[-1:] + letters[:-1])
    return (2 if family_in else 0) + (2 if given_in else 0) + (2 if initials_in else 0) + _leading(bare, given, family)


def _leading(bare: str, given: Sequence[str], family: Sequence[str]) -> int:
    """1 where the initial stands beside the family name: it tells brothers apart."""
    name = next((part for part in family if len(part) > 2 and part in bare), "")
    rest = bare.replace(name, "", 1) if name else ""
    return int(bool(rest) and any(part[:1] == rest[:1] for part in given))


def _beginning(family: str, bare: str) -> int:
    """How many letters from its start on the address has of the family name."""
    return max((size for size in range(len(family), 0, -1) if family[:size] in bare), default=0)


_CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэёіїєґ", list("abvgdeziyklmnoprstufyeeiieg"), strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ь": "",
    "ъ": "",
}


def latin(word: str) -> str:
    """A name in Latin letters as addresses spell it: only ever for comparing."""
    return "".join(_CYRILLIC.get(letter, letter) for letter in fold(word) if letter.isalpha())


def own_address(text: str, at: int, named: Sequence[tuple[int, int, int]]) -> int:
    """Rank of the person whose mention an address at `at` belongs to, or -1.

    The mention before it, or the bracketed initials right behind it.
    """
    behind = next((m for m in named if m[0] >= at and text[m[0]] in "([" and m[0] - at < _LONGEST_RUN + 40), None)
    if behind and not text[at : behind[0]].count("@") > 1:
        return behind[2]
    before = [mention for mention in named if mention[1] <= at and text[mention[0]] not in "(["]
    return before[-1][2] if before else -1
