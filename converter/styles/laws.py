"""Laws, decrees, regulations and judgments, whose designation as a whole is their title.

`Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании»`, `BRASIL. Lei nº 9.394, de 20 de dezembro de 1996`,
`Nghị định số 13/2023/NĐ-CP ngày 17/4/2023`, `Regulation (EU) 2016/679`, `Brown v. Board of Education, 347 U.S. 483`.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.styles.kinds import words_and_pairs
from converter.styles.tokens import Tokens
from converter.styles.words import roles

_CONTAINED = "//"
_FIRST = 3
"""Words among which the kind of act must stand, at the beginning of the designation."""
_NUMBER_WITHIN = 12
_LONGEST_BODY = 6
_LONGEST_PARTY = 8
_LONGEST_REPORTER = 6
_SHORT = _LONGEST_YEAR = 4
_OPENERS, _CLOSERS = "«“„([", "»”“)]"


def find_law(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """Whether the reference is a law or a judgment; its labels are then set right in `row`."""
    return _find_act(tokens, words, row) or _find_judgment(tokens, words, row)


def _find_act(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    start = _beginning(tokens, words, row)
    if start < 0:
        return False
    end = _end(tokens, words, row, start)
    row[:start] = _body(row[:start])
    row[start:end] = ["ti"] * (end - start)
    for i in range(end, len(row)):
        if row[i] == "ti" or row[i].startswith(("au.", "ed", "an", "et")):
            row[i] = "o"
    if end < len(row) and _CONTAINED in tokens.gaps[end]:
        borders = (i for i in range(end + 1, len(row)) if _ends_sentence(tokens, i) or words[i].isdigit())
        behind = next(borders, len(row))
        row[end:behind] = ["so"] * (behind - end)
    _find_gazette(tokens, words, row, end)
    return True


def _find_gazette(tokens: Tokens, words: Sequence[str], row: list[str], start: int) -> None:
    """Behind a designation: the gazette by its name, its number behind №, no article as a number."""
    for i in range(start, len(row)):
        if words[i - 1] in roles()["article-mark"]:
            row[i] = "o"
        elif _is_of_gazette(tokens, words, row, start, i):
            row[i] = "is"
        elif " ".join(words[i : i + 2]) in roles()["gazette"]:
            row[start:] = ["o" if label == "so" else label for label in row[start:]]
            end = next((j for j in range(i + 1, len(row)) if tokens.gaps[j].strip()), len(row))
            row[i:end] = ["so"] * (end - i)


def _is_of_gazette(tokens: Tokens, words: Sequence[str], row: Sequence[str], start: int, i: int) -> bool:
    """Whether word `i` is the number of the gazette, `№ 53` or `núm. 102`, where none was told."""
    marked = "№" in tokens.gaps[i] or words[i - 1] in roles()["number-mark"]
    return marked and words[i].isdigit() and {"is", "vo"}.isdisjoint(row[start:])


def _body(labels: Sequence[str]) -> list[str]:
    """The labels of what stands before the designation: the state or body, and perhaps a year."""
    named = ["au.l" if label.startswith(("au.", "an", "ed", "ti", "pu", "so", "pl")) else label for label in labels]
    return ["au.bl" if label == "au.l" and "au.l" not in named[:i] else label for i, label in enumerate(named)]


def _beginning(tokens: Tokens, words: Sequence[str], row: Sequence[str]) -> int:
    """The first word of a designation, or -1: of the line, behind the body that made the law, or behind its subject."""
    if not _known(words, "act") and not _known(words, "code"):
        return -1
    if _is_act(tokens, words, 0) or (not _has_initials(tokens, row) and _is_act_behind_subject(tokens, words)):
        return 0
    behind = _behind_body(tokens, row)
    return behind if behind and _is_act(tokens, words, behind) else -1


def _known(words: Sequence[str], role: str) -> bool:
    return not roles()[role].isdisjoint(words)


def _is_act(tokens: Tokens, words: Sequence[str], start: int) -> bool:
    """Whether a designation begins at `start`: the kind of act at once, its number or date soon behind; or a code."""
    first = range(start, min(start + _FIRST, len(words)))
    if any(words[i] in roles()["code"] for i in first) and not _stops(tokens, start, first[-1]):
        return True
    kinds = [i for i in first if words[i] in roles()["act"]]
    if not kinds or _stops(tokens, start, kinds[0]):
        return False
    ahead = range(kinds[0] + 1, min(kinds[0] + _NUMBER_WITHIN, len(words)))
    numbered = next((i for i in ahead if _is_numbered(tokens, words, i)), 0)
    return numbered > 0 and not _stops(tokens, kinds[0], numbered)


def _is_act_behind_subject(tokens: Tokens, words: Sequence[str]) -> bool:
    """`Об образовании в Российской Федерации: федеральный закон от 29.12.2012 № 273-ФЗ`."""
    border = next((i for i in range(1, len(words)) if ":" in tokens.gaps[i]), 0)
    return border > 0 and not _stops(tokens, 0, border) and _is_act(tokens, words, border)


def _is_numbered(tokens: Tokens, words: Sequence[str], i: int) -> bool:
    """Whether word `i` is the number of an act (`№ 273`, `2016/679`) or the day of its date (`от 7 мая`)."""
    if not words[i][0].isdigit():
        return False
    after, following = tokens.gaps[i + 1], words[i + 1 : i + 3]
    goes_on = bool(following) and following[0][0].isdigit()
    if "№" in tokens.gaps[i] or words[i - 1] in roles()["number-mark"] or (after == "/" and goes_on):
        return True
    dated = not roles()["month"].isdisjoint(following) or (after in (".", "/") and goes_on)
    return words[i - 1] in roles()["date-mark"] and dated


def _has_initials(tokens: Tokens, row: Sequence[str]) -> bool:
    """Whether persons are named: an initial with its full stop among the words of the authors."""
    return any(
        label.startswith("au.") and len(tokens.words[i]) == 1 and tokens.gaps[i + 1].startswith(".")
        for i, label in enumerate(row)
    )


def _behind_body(tokens: Tokens, row: Sequence[str]) -> int:
    """The word behind the body and the year with which a reference begins, or 0."""
    end = 0
    while end < len(row) and end <= _LONGEST_BODY and row[end].startswith(("au.", "an")):
        end += 1
    if not 0 < end <= _LONGEST_BODY or _has_initials(tokens, row[:end]):
        return 0
    dated = end < len(row) and row[end] == "ye" and tokens.gaps[end].endswith("(")
    return end + dated


def _stops(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a sentence ends between two words."""
    return any(_ends_sentence(tokens, i) for i in range(start + 1, end + 1))


def _ends_sentence(tokens: Tokens, i: int) -> bool:
    """Whether the gap before word `i` ends a sentence, not an abbreviation."""
    gap, before, after = tokens.gaps[i], tokens.words[i - 1], tokens.words[i]
    if not gap.lstrip('»”")]').startswith(".") or " " not in gap:
        return False
    short = before[0].isalpha() and len(before) <= _SHORT and not before.isupper()
    day = before.isdigit() and after.lower() in roles()["month"]
    return not short and not day and not after[0].islower()


def _end(tokens: Tokens, words: Sequence[str], row: Sequence[str], start: int) -> int:
    """The word behind a designation: at a gazette, an address, the end of its sentence, or a place and publisher."""
    inside = 0
    for i in range(start + 1, len(words)):
        gap = tokens.gaps[i]
        inside = max(inside + sum(map(gap.count, _OPENERS)) - sum(map(gap.count, _CLOSERS)), 0)
        if _CONTAINED in gap or i in tokens.addresses or words[i] == "url":
            return i
        printed = row[i] in ("pl", "pu", "so") and ("," in gap or "." in gap) and "ti" not in row[i:]
        if not inside and (printed or _ends_sentence(tokens, i)):
            return i
    return len(words)


def _find_judgment(tokens: Tokens, words: Sequence[str], row: list[str]) -> bool:
    """`Brown v. Board of Education, 347 U.S. 483 (1954)`, `Affordable Care Act, Pub. L. No. 111-148, 124 Stat. 119`."""
    ahead = range(1, min(_LONGEST_PARTY, len(words) - 1))
    versus = next((i for i in ahead if tokens.words[i] in roles()["versus"]), 0)
    named = versus > 0 and tokens.gaps[versus + 1] in (". ", " ") and tokens.words[versus + 1][0].isupper()
    if not named and roles()["public-law"].isdisjoint(words_and_pairs(words)):
        return False
    volume, page = _reported(tokens, words, versus)
    if not volume:
        return False
    end = next(i for i in range(versus + 1, volume + 1) if "," in tokens.gaps[i])
    row[:] = ["ye" if label == "ye" and i > page else "o" for i, label in enumerate(row)]
    row[:end] = ["ti"] * end
    row[volume : page + 1] = ["vo", *["so"] * (page - volume - 1), "fp"]
    return True


def _reported(tokens: Tokens, words: Sequence[str], start: int) -> tuple[int, int]:
    """`Brown v. Board of Education, 347 U.S. 483 (1954)`, `Care Act, Pub. L. No. 111-148, 124 Stat. 119`."""
    for volume in range(start + 1, len(words)):
        if words[volume].isdigit() and len(words[volume]) < _LONGEST_YEAR and "," in tokens.gaps[volume]:
            page = next((i for i in range(volume + 1, len(words)) if words[i].isdigit()), 0)
            near = volume + 1 < page <= volume + _LONGEST_REPORTER
            if near and tokens.gaps[page] == ". " and tokens.words[volume + 1][0].isupper():
                return volume, page
    return 0, 0
