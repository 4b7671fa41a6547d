"""Addresses: the lines that say where the authors work, each with the mark that ties it to them.

"¹ Institut A, Paris; ² Institut B, Lyon" may be two paragraphs or one; marks are raised, or
digits and letters that stand first, in their order, before a capital.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Field, Tagged
from converter.languages import find_labels
from converter.manuscript import Mark, Runs
from converter.patterns import regex
from converter.recognition.affiliations import is_institution, tag_affiliation
from converter.recognition.author_notes import is_degree, role_of
from converter.recognition.countries import country_of
from converter.recognition.marks import RAISED, SIGNS, is_sign, lowered
from converter.recognition.mentions import EMAIL, ORCID
from converter.runs import cut, on_one_line, plain, strip, text_of

_LONGEST = 900
_PLAIN_MARK = regex(rf"[(\[]?(?P<mark>\d{{1,2}}|[a-z]|[{SIGNS}]{{1,3}}|[{RAISED}]{{1,3}})[)\].]?\s*(?=[^\W\d_])")
_AMID = regex(
    rf"(?:^|(?<=[\s.,;]))[(\[]?(?P<mark>\d{{1,2}}|[a-z]|[{RAISED}]{{1,2}}|[{SIGNS}]{{1,4}})[)\]]?\s*(?=[^\W\d_])"
)
_TITLED = regex(r"\w:\s+\w")
"""A colon parts title and subtitle, where no e-mail address nor iD follows."""
_POST = regex(r"\s*([^,;()]{2,60})[,;]\s*")
_ROMAN = regex(r"[IVXLC]{1,5}")
_ENDS = " .,;:\n"
_BETWEEN = regex(r"\s*[)\]]?[\s,;.]*")
"""What parts an address that is taken out from the words behind it."""


class Address(Struct, frozen=True):
    """An address with its mark, "" where none was printed, and what else stood in the line."""

    text: Tagged
    mark: str = ""
    printed: str = ""
    """The mark as it stood there, with the blank behind it if there was one."""
    emails: tuple[str, ...] = ()
    orcids: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """Words that became markup: labels of the addresses taken out."""
    degrees: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Those two stood before it: "* Assoc. Prof., Harbour College"."""


def opening_mark(runs: Runs) -> tuple[str, int]:
    """The mark a line opens with and the offset behind it; ("", 0) where it opens with none."""
    text = text_of(runs)
    start = len(text) - len(text.lstrip())
    at = 0
    for run in runs:
        if run.text.strip() and at + len(run.text) > start:
            if Mark.SUP in run.marks and len(run.text.strip()) <= 6:
                return lowered(run.text.strip(" ,;.)(")), at + len(run.text)
            break
        at += len(run.text)
    match = _PLAIN_MARK.match(text, start)
    if match and _is_plain_mark(match["mark"], text, match.end("mark")):
        return lowered(match["mark"]), match.end()
    return "", 0


def _is_plain_mark(mark: str, text: str, end: int) -> bool:
    """A letter counts only where it stands apart: "a Institute", not "a" of "at"."""
    if mark.isascii() and mark.isalpha():
        return not text[end : end + 1].isalpha() and text[end:].lstrip(" .)]")[:1].isupper()
    return True


def is_address(runs: Runs, marks: Collection[str] = (), label: str = "") -> bool:
    """Whether a line is an address: it opens with a mark that authors bear, or names an institution.

    `label` is the marker of a list's item.
    """
    text = text_of(runs).strip()
    if not text or len(text) > _LONGEST or text.endswith("?"):
        return False
    mark, start = opening_mark(runs)
    body = text_of(cut(runs, start))
    mark = mark or label.strip(" .)(")
    if label and mark not in marks:
        return False
    known = bool(mark) and mark in marks
    return _reads_as_address(body, known)


def _reads_as_address(body: str, known: bool) -> bool:
    """Shape and words of an address: phrases with capitals, an institution, a country."""
    bare = ORCID.sub("", EMAIL.sub("", body))
    phrases = [phrase.strip(" .") for phrase in re.split(r"[,;\n]|\.\s|\s[-–—]\s", bare) if phrase.strip(" .")]
    bare = bare.strip(" .,;")
    if not phrases or not bare[:1].isalpha():
        return False
    institution = any(is_institution(phrase) for phrase in phrases)
    country = bool(country_of(phrases[-1]))
    capital = bare[:1].isupper() or is_institution(phrases[0])
    if known:
        return (capital and (institution or country or len(phrases) > 1)) or len(bare.split()) < 12
    if _TITLED.search(bare) and len(bare) == len(body.strip(" .,;")):
        return False
    several = country or len(phrases) > 1 or len(bare.split()) < 12
    return capital and institution and several and not _is_sentence(bare)


def _is_sentence(text: str) -> bool:
    """Whether a text reads on as prose: long, with few capitals."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) > 25 and sum(word[0].isupper() for word in words) < 0.25 * len(words)


def read_addresses(runs: Runs, language: str, marks: Collection[str] = (), label: str = "") -> tuple[Address, ...]:
    """The addresses of a line, in order; `label` is the marker of a list's item."""
    own = label.strip(" .)(")
    whole = text_of(runs)
    found = []
    last = 0
    for mark, start, end in _spans(runs, marks):
        address = _address(cut(runs, start, end), mark or own, language)
        found.append(replace(address, printed=_printed_mark(whole[last:end], start - last) if mark else ""))
        last = end
    return tuple(found)


def _printed_mark(text: str, behind: int) -> str:
    """The mark that ends at `behind`, with the blank that parts it from the address."""
    printed = text[:behind].split()[-1:]
    glued = text[behind : behind + 1].strip() and text[behind - 1 : behind].strip()
    return f"{printed[0]}{'' if glued else ' '}" if printed else ""


def _spans(runs: Runs, marks: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Mark, start and end of each address of a line."""
    opening = _openings(runs, marks)
    if not opening:
        yield from (("", start, end) for start, end in _unmarked(runs))
        return
    ends = [start for _, start, _ in opening[1:]] + [len(text_of(runs))]
    yield from ((mark, behind, end) for (mark, _, behind), end in zip(opening, ends, strict=True))


def _unmarked(runs: Runs) -> Iterator[tuple[int, int]]:
    """Whole addresses parted by semicolons are several."""
    text = text_of(runs)
    pieces = [match.span() for match in re.finditer(r"[^;\n]+", text) if re.search(r"[^\W\d_]{2}", match[0])]
    each_whole = all(is_institution(text[s:e]) and not EMAIL.search(text[s:e]) for s, e in pieces)
    yield from pieces if len(pieces) > 1 and each_whole else [(0, len(text))]


def _openings(runs: Runs, marks: Collection[str]) -> list[tuple[str, int, int]]:
    """Mark, where it stands and where its address starts; plain marks must follow in order, where none is raised."""
    mark, behind = opening_mark(runs)
    if not mark or (marks and mark not in marks and not mark.isdigit() and mark not in "abcdefgh"):
        return [(mark, 0, behind)] if mark and _is_raised(runs, 0) else []
    row = [(mark, 0, behind)]
    text = text_of(runs)
    typed = any(Mark.SUP in run.marks for run in cut(runs, 0, behind))
    for match in _AMID.finditer(text, behind):
        found = lowered(match["mark"])
        raised = _is_raised(runs, match.start("mark")) or match["mark"][0] in RAISED
        plain = not typed and _follows(row[-1][0], found) and text[match.end() : match.end() + 1].isupper()
        if (raised and len(found) < 4) or (plain and (not marks or found in marks)):
            row.append((found, match.start(), match.end()))
    return sorted([*row, *_roman(runs, behind)], key=lambda each: each[1])


def _roman(runs: Runs, behind: int) -> Iterator[tuple[str, int, int]]:
    """Raised Roman numbers behind `behind`: mark, where it stands, where its address starts."""
    at = 0
    for run in runs:
        mark = run.text.strip()
        if at >= behind and Mark.SUP in run.marks and _ROMAN.fullmatch(mark):
            yield mark, at, at + len(run.text)
        at += len(run.text)


def _follows(last: str, mark: str) -> bool:
    if is_sign(last) and is_sign(mark):
        return last != mark
    if last.isdigit() and mark.isdigit():
        return int(mark) == int(last) + 1
    return len(last) == len(mark) == 1 and ord(mark) == ord(last) + 1


def _is_raised(runs: Runs, offset: int) -> bool:
    at = 0
    for run in runs:
        if at <= offset < at + len(run.text):
            return Mark.SUP in run.marks
        at += len(run.text)
    return False


def _address(runs: Runs, mark: str, language: str) -> Address:
    """One address, all that is printed in it."""
    text = text_of(runs)
    emails = tuple(dict.fromkeys(match[0].rstrip(".") for match in EMAIL.finditer(text)))
    orcids = tuple(dict.fromkeys(match[1].upper() for match in ORCID.finditer(text)))
    posts, behind = _posts(text)
    degrees = tuple(filter(is_degree, posts))
    roles = tuple(post for post in posts if post not in degrees)
    return Address(_tagged(cut(runs, behind), language), mark, "", emails, orcids, (), degrees, roles)


def _posts(text: str) -> tuple[list[str], int]:
    """The degrees and posts that stand before an institution, and where it begins."""
    posts: list[str] = []
    at = 0
    while match := _POST.match(text, at):
        post = match[1].strip()
        known = is_degree(post) or role_of(post).rstrip(".") == post.rstrip(".")
        if not known or is_institution(post) or not is_institution(text[match.end() :]):
            break
        posts.append(post)
        at = match.end()
    return posts, at


def _tagged(runs: Runs, language: str) -> Tagged:
    return _with_emails(tag_affiliation(plain(on_one_line(strip(runs, _ENDS))), language))


def without_ids(address: Address, language: str) -> Address:
    """The address without its iDs, where its authors have them; e-mail stays in the text."""
    rest, dropped = _without_ids(address.text.printed)
    return replace(address, text=_tagged(rest, language), dropped=dropped)


def _without_ids(runs: Runs) -> tuple[Runs, tuple[str, ...]]:
    """The runs without iDs and their labels; and those labels."""
    text = text_of(runs)
    found = [match.span() for match in ORCID.finditer(text)]
    labels = [each for each in find_labels(text, {"orcid"}) if any(0 <= s - each.stop < 8 for s, _ in found)]
    kept: Runs = ()
    at = 0
    for low, high in sorted([*found, *((label.start, label.end) for label in labels)]):
        kept += cut(runs, at, low) if low > at else ()
        at = max(at, _behind(text, low, high))
    return (*kept, *cut(runs, at)), tuple(text[label.start : label.stop] for label in labels)


def _behind(text: str, start: int, end: int) -> int:
    """Where the words go on behind what is taken out: past a comma or stop where one stands before it too."""
    parted = text[:start].rstrip()[-1:] in ("", ",", ";", "(", ".", ":")
    match = _BETWEEN.match(text, end) if parted else None
    return match.end() if match else end


def _with_emails(tagged: Tagged) -> Tagged:
    """The text with its e-mail addresses as fields."""
    emails = [Field("email", *match.span()) for match in EMAIL.finditer(tagged.text)]
    clear = [f for f in tagged.fields if all(f.end <= e.start or f.start >= e.end for e in emails)]
    return Tagged(tagged.printed, tuple(sorted([*clear, *emails], key=lambda each: each.start)))
