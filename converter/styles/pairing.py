"""Two lists of one article that name the same works, in two scripts or languages, made one.

A journal in Russian prints «Литература» and below it "References", transliterated or
translated; or «Источники» and «Литература» and one list for both. The items may stand in
the same order or each list in that of its own alphabet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from converter.article import Reference, ReferenceList
from converter.diagnostics import Kind, Log, Severity
from converter.patterns import regex
from converter.styles.likeness import SURE, likeness, traits

UNPAIRED = Kind(
    "reference-unpaired",
    Severity.QUESTION,
    "Reference {id} has no counterpart in the list in the other language.",
)
DOUBTFUL_PAIR = Kind(
    "reference-pair-doubtful",
    Severity.QUESTION,
    "Reference {id} was paired with one of several that fit it as well: “{other}”.",
)
CONTRADICTION = Kind(
    "reference-contradiction",
    Severity.WARNING,
    "Reference {id}: the {field} is {first} in one list and {second} in the other.",
)

_COMPARED = ("year", "volume", "issue", "fpage", "lpage")
_SHARE = 0.5
_PARALLEL = 0.6
_BESIDE = 1.0
"""What standing in the same row adds in lists that run parallel."""
_POSSIBLE = 1.5
"""The least likeness in the same row of such lists: a reference translated whole keeps hardly more than its year."""
_REPEATED = 0.8
_EXCERPT = 80
_NUMBER = regex(r"\d+")

Position = tuple[int, int]
"""Number of a list, number of an item in it."""
Pairs = dict[int, Position]
"""From an item of the later list to its counterpart in an earlier one."""


def pair_lists(log: Log, lists: Sequence[ReferenceList]) -> tuple[ReferenceList, ...]:
    """`lists` with those that repeat earlier ones in another language made one with them.

    The items of the later list become `alternatives` of those of the earlier; items without a
    counterpart stay, and are asked about.
    """
    kept: list[ReferenceList] = []
    for each in lists:
        pairs = _pairs(kept, each)
        if _is_twin(kept, each, pairs):
            _report_rivals(log, kept, each, pairs)
            kept = _merged(log, kept, each, pairs)
        else:
            kept.append(each)
    return tuple(kept)


def _pairs(earlier: Sequence[ReferenceList], later: ReferenceList) -> Pairs:
    """The items of the later list with their counterparts, the surest first, of equals those in order."""
    firsts = {(i, j): traits(item) for i, each in enumerate(earlier) for j, item in enumerate(each.references)}
    seconds = [traits(item) for item in later.references]
    scores = {
        (k, row): score
        for row, one in firsts.items()
        for k, other in enumerate(seconds)
        if (score := likeness(one, other)) >= _POSSIBLE
    }
    pairs = _surest({each: score for each, score in scores.items() if score >= SURE})
    if not _runs_parallel(pairs, len(seconds)):
        return pairs
    beside = {each: score + (_BESIDE if each[1][1] == each[0] else 0.0) for each, score in scores.items()}
    neighbours = {each: score for each, score in beside.items() if score >= SURE or each[1][1] == each[0]}
    return _surest(neighbours)


def _surest(scores: Mapping[tuple[int, Position], float]) -> Pairs:
    """Every item at most once, the likeliest pairs first."""
    found: Pairs = {}
    taken: set[Position] = set()
    for k, row in sorted(scores, key=lambda each: (-scores[each], each[1], each[0])):
        if k not in found and row not in taken:
            found[k] = row
            taken.add(row)
    return found


def _report_rivals(log: Log, earlier: Sequence[ReferenceList], later: ReferenceList, pairs: Pairs) -> None:
    """Ask about pairs whose halves fit another as well, but for their place."""
    halves = {k: (earlier[i].references[j], later.references[k]) for k, (i, j) in pairs.items()}
    firsts = {k: traits(one) for k, (one, _) in halves.items()}
    seconds = {k: traits(other) for k, (_, other) in halves.items()}
    for k, (one, other) in halves.items():
        if pairs[k][1] == k and _runs_parallel(pairs, len(later.references)):
            continue
        score = likeness(firsts[k], seconds[k])
        if any(each != k and likeness(firsts[k], seconds[each]) >= max(score, SURE) for each in seconds):
            log(DOUBTFUL_PAIR(one.place, excerpt=one.text[:_EXCERPT], id=one.id, other=other.text[:_EXCERPT]))


def _runs_parallel(pairs: Pairs, size: int) -> bool:
    """Whether most items of the later list stand in the row of their counterparts."""
    return sum(k == row[1] for k, row in pairs.items()) >= _PARALLEL * size


def _is_twin(earlier: Sequence[ReferenceList], later: ReferenceList, pairs: Pairs) -> bool:
    """Whether the later list as a whole repeats earlier ones, not merely shares some works with them."""
    reached = {i for i, _ in pairs.values()}
    size = min(len(later.references), sum(len(earlier[i].references) for i in reached))
    if not pairs or len(pairs) < _SHARE * size:
        return False
    differing = sum(earlier[i].references[j].text != later.references[k].text for k, (i, j) in pairs.items())
    return differing * 2 >= len(pairs) or len(pairs) >= _REPEATED * len(later.references)


def _merged(log: Log, earlier: Sequence[ReferenceList], later: ReferenceList, pairs: Pairs) -> list[ReferenceList]:
    """The earlier lists with the later's items as alternatives; what is alone follows in the last of them."""
    partner = {row: later.references[k] for k, row in pairs.items()}
    reached = sorted({i for i, _ in pairs.values()})
    merged = [
        replace(
            each, references=tuple(_joined(log, item, partner.get((i, j))) for j, item in enumerate(each.references))
        )
        if i in reached
        else each
        for i, each in enumerate(earlier)
    ]
    alone = [item for k, item in enumerate(later.references) if k not in pairs]
    last = merged[reached[-1]]
    merged[reached[-1]] = replace(last, references=(*last.references, *(_joined(log, item, None) for item in alone)))
    return merged


def _joined(log: Log, item: Reference, other: Reference | None) -> Reference:
    """An item with its counterpart as an alternative; one without is asked about."""
    if not other:
        log(UNPAIRED(item.place, excerpt=item.text[:_EXCERPT], id=item.id))
        return item
    _compare(log, item, other)
    return replace(item, alternatives=(*item.alternatives, other))


def _compare(log: Log, one: Reference, other: Reference) -> None:
    """Report numbers that both references print as the same field, and differently."""
    for name in _COMPARED:
        mine, theirs = _first(one, name), _first(other, name)
        if mine and theirs and mine != theirs and not (name != "year" and _is_moved(mine, one, theirs, other)):
            log(
                CONTRADICTION(
                    other.place, excerpt=other.text[:_EXCERPT], id=one.id, field=name, first=mine, second=theirs
                )
            )


def _is_moved(mine: str, one: Reference, theirs: str, other: Reference) -> bool:
    """Whether each prints the other's number too, as another field: `Вып. 3` as `vol. 3`."""
    return mine in _NUMBER.findall(other.text) and theirs in _NUMBER.findall(one.text)


def _first(reference: Reference, name: str) -> str:
    """The normal or printed form of the first field called `name`."""
    for field in reference.fields:
        if field.name == name:
            return field.normal or reference.text[field.start : field.end]
    return ""
