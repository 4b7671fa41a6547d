"""Funding: who gave what, and the words that say so.

https://jats4r.niso.org/funding/: one funding-group, one funding-source in an award-group. Said in
two languages, it is tagged once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.article import Award, Statement
from converter.writers.jats.elements import Element, add
from converter.writers.jats.inline import RAISED, plain_text, write_inlines
from converter.writers.jats.lines import one_line
from converter.writers.jats.scribe import Scribe


def write_funding(scribe: Scribe, parent: Element, statements: Iterable[Statement]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/funding-group.html"""
    told = sorted(statements, key=lambda each: each.language != scribe.language)
    awards = tuple(_once(told))
    worded = [(each, one_line(each.blocks)) for each in statements if each.kind == "funding"]
    filled = [(each, words) for each, words in worded if plain_text(words)]
    if not awards and not filled:
        return
    group = add(parent, "funding-group")
    for award in awards:
        made = add(group, "award-group")
        add(made, "funding-source", award.funder)
        for number in award.numbers:
            add(made, "award-id", number)
    for each, words in filled:
        made = add(group, "funding-statement", "", scribe.lang(each.language))
        write_inlines(scribe, scribe.locate(made, each.place), words, RAISED)


def _once(statements: Sequence[Statement]) -> Iterator[Award]:
    """The awards of the first statement that names any, and those of others with a new number."""
    known: set[str] = set()
    for statement in statements:
        begun = bool(known)
        for award in statement.awards:
            if not begun or (award.numbers and known.isdisjoint(award.numbers)):
                yield award
        known |= {word for award in statement.awards for word in (award.funder, *award.numbers)}
