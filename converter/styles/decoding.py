"""From the label of every word to the fields of a reference: spans of its printed text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from converter.article import Field
from converter.patterns import regex
from converter.styles.authorship import GLUED
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_NAMES = {
    "ti": "title", "so": "source", "ye": "year", "vo": "volume", "is": "issue", "fp": "fpage",
    "lp": "lpage", "pu": "publisher", "pl": "place", "ed": "editors", "et": "etal",
    "pn": "patent", "as": "assignee",
}  # fmt: skip
_PAIRS = {"(": ")", "[": "]", "«": "»", "»": "«", "“": "”", "„": "“”", "‘": "’", '"': '"'}
_YEAR = regex(r"(?:1[5-9]|20)\d\d[a-zа-я]?")
_ARTICLE_NUMBER = regex(r"[eE]\d{2,}")
_FOLLOWING = regex(r"\d+ff?")
"""A page and those that follow it."""
_MOST_VIETNAMESE = 4
_FAR = 5
_ABBREVIATED = 5
_ACCESS = roles()["access"] | roles()["read-on"]
_WITHIN = roles()["within"]

Run = tuple[str, int, int]


def decode(text: str, tokens: Tokens, labels: Sequence[str]) -> list[Field]:
    """Authors and every other labelled part of `text`, in printed order, none overlapping."""
    fields = _once(text, _authors(text, tokens, labels), _end_of_title(tokens, labels))
    best: dict[str, Run] = {}
    for run in _runs(_contained(tokens, labels)):
        name = _NAMES.get(run[0])
        if name and (name not in best or _weight(run, name) > _weight(best[name], name)):
            best[name] = run
    if "year" in best and _is_of_access(tokens, best["year"][1]):
        del best["year"]
    if "year" not in best:
        best.update(_unlabelled_year(tokens, labels))
    if "lpage" not in best and "fpage" in best and _ARTICLE_NUMBER.fullmatch(tokens.words[best["fpage"][1]]):
        best["elocation"] = best.pop("fpage")
    for name, (_, first, last) in best.items():
        start, end = span(text, tokens, first, last)
        abbreviated = text[end : end + 1] == "." and (name == "etal" or (name == "source" and _is_short(tokens, last)))
        fields.append(Field(name, start, end + abbreviated))
    return sorted(_without_gloss(text, fields), key=lambda field: field.start)


def _end_of_title(tokens: Tokens, labels: Sequence[str]) -> int:
    """The offset behind the last word of the title."""
    return max((tokens.ends[i] for i, label in enumerate(labels) if label == "ti"), default=0)


def _once(text: str, authors: Iterator[Field], title: int) -> list[Field]:
    """Authors without those that GOST prints again behind the title."""
    found: list[Field] = []
    surnames: set[str] = set()
    for author in authors:
        name = _surname(text, author)
        if author.start < title or name not in surnames:
            found.append(author)
        surnames.add(name)
    return found


def _surname(text: str, author: Field) -> str:
    part = next((part for part in author.parts if part.name == "surname"), author)
    return text[part.start : part.end].casefold()


def _without_gloss(text: str, fields: Sequence[Field]) -> Iterator[Field]:
    """Fields with a gloss in square brackets cut off the end of the title."""
    for field in fields:
        opening = text.find("[", field.start, field.end) if field.name == "title" else -1
        closing = text.find("]", opening, field.end)
        if opening > field.start and closing in (-1, field.end - 1):
            field = replace(field, end=opening - (text[opening - 1] == " "))
        yield field


def _contained(tokens: Tokens, labels: Sequence[str]) -> list[str]:
    """`labels` with a second title behind `In:` or `//` read as the source where there is none."""
    row = list(labels)
    if "so" in row or "ti" not in row:
        return row
    end = next(i for i in range(row.index("ti"), len(row) + 1) if i == len(row) or row[i] != "ti")
    inside = False
    for i in range(end, len(row)):
        word = tokens.words[i].lower()
        inside = inside or "//" in tokens.gaps[i] or (row[i] == "o" and word in _WITHIN)
        if inside and row[i] == "ti":
            row[i] = "so"
    return row


def _is_of_access(tokens: Tokens, i: int) -> bool:
    """Whether word `i` stands in the day a page was read: `Acesso em: 24 ago. 2022`."""
    return not _ACCESS.isdisjoint(word.lower() for word in tokens.words[max(i - _FAR, 0) : i])


def _unlabelled_year(tokens: Tokens, labels: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """A year that the model passed over: in brackets rather than bare, the last rather than the first."""
    free = [i for i, label in enumerate(labels) if label == "o" and _YEAR.fullmatch(tokens.words[i])]
    dated = [i for i in free if not _is_of_access(tokens, i)]
    if dated:
        i = max(dated, key=lambda i: (tokens.gaps[i].endswith("("), i))
        yield "year", ("ye", i, i)


def _weight(run: Run, name: str) -> int:
    return run[2] - run[1] if name in ("title", "source", "publisher", "place", "editors") else 0


def _runs(labels: Sequence[str]) -> Iterator[Run]:
    first = 0
    for i in range(1, len(labels) + 1):
        if i == len(labels) or labels[i] != labels[first]:
            yield labels[first], first, i - 1
            first = i


def span(text: str, tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The offsets of words `first` to `last`, with the brackets and quotation marks they need."""
    start, end = tokens.starts[first], tokens.ends[last]
    if first == last and _FOLLOWING.fullmatch(tokens.words[first]):
        return start, end - len(tokens.words[first].lstrip("0123456789"))
    if _is_letter_with_stop(text[start:end], tokens.words[last], tokens.gaps[last + 1]):
        end += 1
    else:
        end = _end(text, start, end, tokens.gaps[last + 1])
    for sign in reversed(tokens.gaps[first]):
        if sign not in _PAIRS or not _opens(sign, text[start:end]):
            break
        start -= 1
    return start, end


def _is_short(tokens: Tokens, last: int) -> bool:
    """Whether a title ends in abbreviations: `Surf. Sci.`."""
    before = tokens.words[last - 1]
    return tokens.gaps[last] == ". " and before.isalpha() and max(len(before), len(tokens.words[last])) <= _ABBREVIATED


def _is_letter_with_stop(inside: str, last: str, gap: str) -> bool:
    """Whether a span ends in an abbreviation of one letter: `im 20. Jh. v. u. Z.`, `U.S.`."""
    return len(last) == 1 and gap.startswith(". ") and (last.islower() or (last.isalpha() and inside[-2:-1] == "."))


def _end(text: str, start: int, end: int, gap: str) -> int:
    """Where a span ends in the gap after it: behind what closes it, or the stop of an abbreviation."""
    if gap.startswith(".") and gap[1:].lstrip().startswith((",", ":", ";")):
        return end + 1
    for sign in gap:
        if sign not in "?!…" and not _closes(text[start:end], sign):
            break
        end += 1
    return end


def _closes(inside: str, sign: str) -> bool:
    """Whether `sign` closes a bracket or quotation that `inside` has left open."""
    if sign == '"':
        return inside.count('"') % 2 == 1
    openers = [opener for opener, closers in _PAIRS.items() if sign in closers]
    opened = sum(inside.count(opener) for opener in openers)
    return opened > inside.count(sign)


def _opens(sign: str, inside: str) -> bool:
    """Whether `sign` opens what `inside` closes."""
    if sign == '"':
        return inside.count('"') % 2 == 1
    closed = sum(inside.count(closer) for closer in _PAIRS[sign])
    return closed > inside.count(sign)


def _authors(text: str, tokens: Tokens, labels: Sequence[str]) -> Iterator[Field]:
    names = list(_names(tokens, labels))
    bare = any(_bare_initials(tokens, name) for name in names[:-1])
    for name in names:
        yield _author(text, tokens, name, bare)


def _bare_initials(tokens: Tokens, name: Sequence[tuple[str, int]]) -> bool:
    """Whether a name ends in initials without stops: `Guitton N,`."""
    part, i = name[-1]
    word = tokens.words[i]
    return part == "g" and word.isupper() and len(word) <= 3 and "." not in tokens.gaps[i + 1]


def _names(tokens: Tokens, labels: Sequence[str]) -> Iterator[list[tuple[str, int]]]:
    """The words of each author's name, with the part each plays: s, g or l."""
    name: list[tuple[str, int]] = []
    for i, label in enumerate(labels):
        if not label.startswith("au."):
            continue
        part = label[-1]
        if name and (label[3] == "b" or _parted(tokens, name, i, part)):
            yield name
            name = []
        name.append((part, i))
    if name:
        yield name


def _parted(tokens: Tokens, name: Sequence[tuple[str, int]], i: int, part: str) -> bool:
    """Whether word `i` must belong to another name although the model did not say so."""
    last_part, last = name[-1]
    seen = {each for each, _ in name}
    return last < i - 1 or (part != last_part and part in seen and "," in tokens.gaps[i])


def _author(text: str, tokens: Tokens, name: Sequence[tuple[str, int]], bare: bool) -> Field:
    first, last = name[0][1], name[-1][1]
    glued = GLUED.fullmatch(tokens.words[last]) if all(part == "s" for part, _ in name) else None
    if glued:
        start, end = tokens.starts[first], tokens.ends[last]
        cut = tokens.starts[last] + len(glued[1])
        return Field("author", start, end, parts=(Field("surname", start, cut), Field("given", cut, end)))
    parts = []
    for part, label in (("s", "surname"), ("g", "given")):
        places = [i for each, i in name if each == part]
        if places:
            bare_end = part == "s" or bare or _ends_whole(tokens, places)
            end = tokens.ends[places[-1]] if bare_end else _with_stop(text, tokens, places[-1])
            parts.append(Field(label, tokens.starts[places[0]], end))
    parts.sort(key=lambda field: field.start)
    if len(parts) == 2 and parts[0].end > parts[1].start:
        parts = parts[:0]
    if not parts and _is_vietnamese(tokens, name):
        surname = Field("surname", tokens.starts[first], tokens.ends[first])
        parts = [surname, Field("given", tokens.starts[first + 1], tokens.ends[last])]
    if not parts:
        return Field("author", *span(text, tokens, name[0][1], name[-1][1]))
    return Field("author", parts[0].start, parts[-1].end, parts=tuple(parts))


def _ends_whole(tokens: Tokens, places: Sequence[int]) -> bool:
    """Whether a given name ends in a short word that is no initial, as its other words are whole: `Huy Lê`."""
    *others, last = (tokens.words[i] for i in places)
    return len(last) > 1 and not last.isupper() and any(len(word) > 2 and word[1:].islower() for word in others)


def _is_vietnamese(tokens: Tokens, name: Sequence[tuple[str, int]]) -> bool:
    """Whether an undivided name is Vietnamese, so that the family name comes first."""
    words = tokens.words[name[0][1] : name[-1][1] + 1]
    short = 1 < len(words) <= _MOST_VIETNAMESE
    return short and words[0].lower() in roles()["vietnamese-surname"] and not "".join(words).isascii()


def _with_stop(text: str, tokens: Tokens, i: int) -> int:
    """The end of a given name, with the full stop of an initial."""
    end = tokens.ends[i]
    word = tokens.words[i]
    glued = word.isupper() and len(word) > 1 and word.isalpha()
    short = not glued and (len(word) < 3 or len(word.rpartition("-")[2]) < 3)
    return end + 1 if short and text[end : end + 1] == "." else end
