"""The room of rules for an issue: checks over the articles of one folder or archive, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from converter.remarks import Remark, Wording
from converter.rooms import members

__all__ = ["Card", "IssueHit", "IssueRule", "Wording", "issue_rules", "on"]


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


@cache
def issue_rules() -> Mapping[str, IssueRule]:
    """Every rule by its code, which is the name of its file."""
    return members(__name__, IssueRule)
