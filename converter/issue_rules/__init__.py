"""The room of rules for an issue: checks over the articles of one folder or archive, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from converter.remarks import Remark, Wording
from converter.rooms import members

__all__ = ["Card", "IssueHit", "IssueRule", "Remark", "Wording", "by_issue", "in_pages", "issue_rules", "on"]


class Card(Struct, frozen=True):
    """What an issue needs to know of one of its articles; what the XML does not say is empty."""

    file: str
    line: int = 0
    """Where the article's metadata begin."""
    title: str = ""
    doi: str = ""
    issns: tuple[str, ...] = ()
    year: str = ""
    volume: str = ""
    issue: str = ""
    fpage: str = ""
    lpage: str = ""
    elocation: str = ""

    @property
    def pages(self) -> tuple[int, int] | None:
        """The first and the last page; None where they are not both plain numbers."""
        first, last = self.fpage, self.lpage or self.fpage
        return (int(first), int(last)) if first.isdecimal() and last.isdecimal() and len(first + last) < 15 else None


class IssueHit(Struct, frozen=True):
    """A rule is broken by an article of the issue; the facts fill the sentence."""

    card: Card
    facts: Mapping[str, str]


class IssueRule(Remark, frozen=True, kw_only=True):
    """A check of all articles of an issue, in the order of their files."""

    check: Callable[[Sequence[Card]], Iterator[IssueHit]]


def on(card: Card, **facts: object) -> IssueHit:
    """A hit on an article with the facts of the sentence."""
    return IssueHit(card, {name: str(fact) for name, fact in facts.items()})


def by_issue(cards: Iterable[Card]) -> Iterator[list[Card]]:
    """The articles that say of themselves that they are of one issue of one journal, issue by issue."""
    issues: dict[tuple[str, ...], list[Card]] = {}
    for card in cards:
        if card.volume or card.issue:
            issues.setdefault((min(card.issns, default=""), card.volume, card.issue), []).append(card)
    yield from issues.values()


def in_pages(cards: Iterable[Card]) -> list[tuple[int, int, Card]]:
    """The articles with their first and last pages, in the order of these."""
    paged = [(*card.pages, card) for card in cards if card.pages]
    return sorted(paged, key=lambda each: (*each[:2], each[2].file))


@cache
def issue_rules() -> Mapping[str, IssueRule]:
    """Every rule by its code, which is the name of its file."""
    return members(__name__, IssueRule)
