"""From a record whose fields are known to the label of every word of its printed text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from converter.patterns import regex
from converter.styles.tokens import Tokens, tokenize
from converter.styles.words import roles

Record = Mapping[str, Any]
OTHER = "o"
_LONG = {"title": "ti", "source": "so", "publisher": "pu", "place": "pl"}
_MARKUP = regex(r"[^\W_]+")


class Alignment:
    """Labels found so far for the words of one printed reference."""

    def __init__(self, text: str) -> None:
        self.tokens: Tokens = tokenize(text)
        self.words = [_fold(word) for word in self.tokens.words]
        self.labels = [""] * len(self.words)

    def find(self, value: str, start: int = 0) -> int:
        """Where the words of `value` begin among the words still free, or -1."""
        wanted = [_fold(word) for word in tokenize(value).words]
        if not wanted:
            return -1
        for i in range(start, len(self.words) - len(wanted) + 1):
            if self.words[i : i + len(wanted)] == wanted and not any(self.labels[i : i + len(wanted)]):
                return i
        return -1

    def put(self, value: str, label: str, start: int = 0) -> int:
        """Label the first free occurrence of `value`; the index after it, or -1."""
        i = self.find(value, start)
        if i < 0:
            return -1
        end = i + len(tokenize(value).words)
        self.labels[i:end] = [label] * (end - i)
        return end


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е").replace("’", "'")


def align(record: Record) -> list[str] | None:
    """One label a word, or None where a known field is not found in the text."""
    work = Alignment(record["text"])
    fields = record["fields"]
    if not fields.get("title") and not fields.get("source"):
        return None
    _label_addresses(work)
    for name in ("title", "source", "publisher", "place"):
        if fields.get(name) and not _put_long(work, fields, name):
            return None
    if not _put_authors(work, fields.get("authors") or ()):
        return None
    _put_editors(work, fields.get("editors") or ())
    if not _put_numbers(work, fields):
        return None
    _label_joints(work)
    return [label or OTHER for label in work.labels]


def _label_addresses(work: Alignment) -> None:
    for i in work.tokens.addresses:
        work.labels[i] = "@"


def _put_long(work: Alignment, fields: Mapping[str, Any], name: str) -> bool:
    for value in (fields[name], *fields.get("alts", {}).get(name, ())):
        start = 0
        if name in ("publisher", "place"):
            start = max((i for i, label in enumerate(work.labels) if label == "ti"), default=0)
        if work.put(value, _LONG[name], start) >= 0 or work.put(value, _LONG[name]) >= 0:
            return True
    return False


def _put_authors(work: Alignment, authors: Sequence[Mapping[str, str]]) -> bool:
    last = 0
    for author in authors:
        surname, given = author.get("surname", ""), author.get("given", "")
        if not surname:
            end = work.put(author.get("literal", ""), "au.l", last)
            if end < 0:
                return False
            _open(work, end - len(tokenize(author["literal"]).words), "au.l")
            last = end
            continue
        start = work.find(surname, last)
        if start < 0:
            start = work.find(surname)
        if start < 0:
            return False
        end = work.put(surname, "au.s", start)
        first = start
        first, end = _put_given(work, given, start, end, last)
        _open(work, first, work.labels[first])
        last = end
    return True


def _put_given(work: Alignment, given: str, start: int, end: int, last: int) -> tuple[int, int]:
    """Label the given name beside the surname; the first and the next word of the whole name."""
    wanted = [_fold(word) for word in tokenize(given).words]
    n = len(wanted)
    if not n:
        return start, end
    if work.words[end : end + n] == wanted and not any(work.labels[end : end + n]):
        work.labels[end : end + n] = ["au.g"] * n
        return start, end + n
    if start - n >= 0 and work.words[start - n : start] == wanted:
        work.labels[start - n : start] = ["au.g"] * n
        return start - n, end
    initials = [word[0] for word in wanted]
    for length in range(n, 0, -1):
        here = work.words[end : end + length]
        if [w[0] for w in here] == initials[:length] and not any(work.labels[end : end + length]):
            work.labels[end : end + length] = ["au.g"] * length
            return start, end + length
        there = work.words[max(start - length, 0) : start]
        if [w[0] for w in there] == initials[:length]:
            work.labels[start - length : start] = ["au.g"] * length
            return start - length, end
    return start, end


def _open(work: Alignment, i: int, label: str) -> None:
    work.labels[i] = label.replace("au.", "au.b")


def _put_editors(work: Alignment, editors: Sequence[Mapping[str, str]]) -> None:
    for editor in editors:
        for part in ("literal", "surname", "given"):
            if editor.get(part):
                for word in tokenize(editor[part]).words:
                    role = _fold(word)
                    if role in roles()["editor"] or role in roles()["within"]:
                        continue
                    work.put(word, "ed")


def _put_numbers(work: Alignment, fields: Mapping[str, Any]) -> bool:
    if fields.get("year") and not _put_year(work, str(fields["year"])):
        return False
    if not _put_pages(work, str(fields.get("fpage") or ""), str(fields.get("lpage") or "")):
        return False
    volume, issue = str(fields.get("volume") or ""), str(fields.get("issue") or "")
    start = _after_source(work)
    if volume and issue:
        for i in _occurrences(work, volume, start):
            end = i + len(tokenize(volume).words)
            found = work.find(issue, end)
            if 0 <= found <= end + 2:
                work.put(volume, "vo", i)
                work.put(issue, "is", found)
                return True
    for value, label in ((volume, "vo"), (issue, "is")):
        if value and work.put(value, label, start) < 0 and work.put(value, label) < 0:
            return False
    return True


def _occurrences(work: Alignment, value: str, start: int) -> list[int]:
    found = []
    i = work.find(value, start)
    while i >= 0:
        found.append(i)
        i = work.find(value, i + 1)
    return found


def _after_source(work: Alignment) -> int:
    for label in ("so", "ti"):
        places = [i for i, each in enumerate(work.labels) if each == label]
        if places:
            return places[-1] + 1
    return 0


def _put_year(work: Alignment, year: str) -> bool:
    match = re.search(r"\d{4}", year)
    if not match:
        return False
    free = [i for i, word in enumerate(work.words) if not work.labels[i] and re.fullmatch(match[0] + "[a-zа-я]?", word)]
    if not free:
        return False
    in_brackets = [i for i in free if work.tokens.gaps[i].endswith("(")]
    work.labels[(in_brackets or free)[0]] = "ye"
    return True


def _put_pages(work: Alignment, first: str, last: str) -> bool:
    if not first:
        return True
    start = _after_source(work)
    spots = _occurrences(work, first, start) or _occurrences(work, first, 0)
    if not spots:
        return False
    n = len(tokenize(first).words)
    if last:
        for i in reversed(spots):
            j = work.find(last, i + n)
            if j == i + n:
                work.put(first, "fp", i)
                work.put(last, "lp", j)
                return True
        short = [i for i in spots if i + n < len(work.words) and last.endswith(work.words[i + n])]
        if not short:
            return False
        work.put(first, "fp", short[-1])
        work.labels[short[-1] + n] = "lp"
        return True
    work.put(first, "fp", spots[-1])
    return True


def _label_joints(work: Alignment) -> None:
    """Words that stand between and after authors: `and`, `et al.`"""
    authors = [i for i, label in enumerate(work.labels) if label.startswith("au.")]
    if not authors:
        return
    for i in range(authors[0], min(authors[-1] + 6, len(work.labels))):
        word = work.words[i]
        if work.labels[i]:
            continue
        following = work.words[i + 1] if i + 1 < len(work.words) else ""
        if i > authors[-1] + 1 and work.labels[i - 1] not in ("et", "an"):
            break
        if word in roles()["etal"] or (following in roles()["etal"] and word in roles()["and"]):
            work.labels[i] = "et"
        elif word in roles()["and"] and i < authors[-1]:
            work.labels[i] = "an"
