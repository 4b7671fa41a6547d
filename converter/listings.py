"""Diagnostics as lines for a terminal: `file:line: severity code: sentence`, with the excerpt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from converter.diagnostics import Diagnostic, Kind, Severity

LONGEST_EXCERPT = 160


class _Unnamed(dict[str, str]):
    """Facts of a group: what differs from one member to the next stands as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


def list_diagnostics(diagnostics: Iterable[Diagnostic], verbose: bool = False) -> Iterator[str]:
    """The lines of a listing, the gravest first; notes of one kind are one line unless `verbose`."""
    notes: dict[Kind, list[Diagnostic]] = defaultdict(list)
    gravity = list(Severity)
    for each in sorted(diagnostics, key=lambda d: (gravity.index(d.severity), d.place.line)):
        if each.severity is Severity.NOTE and not verbose:
            notes[each.kind].append(each)
        else:
            yield from list_one(each)
    for kind, group in notes.items():
        yield from [_list_group(kind, group)] if len(group) > 1 else list_one(group[0])


def list_one(each: Diagnostic) -> Iterator[str]:
    """The lines of one diagnostic: what and where, the excerpt, what was changed."""
    yield f"{each.place}: {each.severity} {each.code}: {each.sentence}"
    if each.excerpt:
        yield f"    {_shorten(each.excerpt)}"
    if each.before is not None or each.after is not None:
        yield f"    {_shorten(each.before or '')!r} -> {_shorten(each.after or '')!r}"


def summarise(diagnostics: Iterable[Diagnostic]) -> str:
    """How many of each severity: `no error, 1 warning, 3 questions, 97 notes`."""
    counts = Counter(each.severity for each in diagnostics)
    return ", ".join(count(counts[severity], severity.value) for severity in Severity)


def count(number: int, noun: str) -> str:
    """A number of things: `no error`, `1 error`, `2 errors`."""
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"


def _list_group(kind: Kind, group: list[Diagnostic]) -> str:
    alike = set(group[0].facts).intersection(*(each.facts for each in group))
    sentence = kind.title.format_map(_Unnamed(alike))
    return f"{group[0].place.file}: {kind.severity} {kind.code}: {sentence} ({len(group)} times)"


def _shorten(text: str) -> str:
    flat = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in " ".join(text.split()))
    return flat if len(flat) <= LONGEST_EXCERPT else flat[: LONGEST_EXCERPT - 1] + "…"
