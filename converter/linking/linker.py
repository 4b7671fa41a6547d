"""In-text citations of a whole article, resolved against its references.

The way of citing is a property of the article: author-year and numeric marks are both looked
for, and the way that reaches more of the list wins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from converter.article import Reference
from converter.linking.author_page import PageMark, find_bare_pages, find_page_marks
from converter.linking.author_year import Author, Mark, find_marks
from converter.linking.bodies import beginning_of_body
from converter.linking.documents import Documents, Mention, find_mentions, numbered_documents
from converter.linking.enclosures import Setting
from converter.linking.lost_superscripts import lost_superscripts
from converter.linking.matching import Match, beginning, resolve
from converter.linking.numbers import Marks, Numbering, best_numbering, numberings
from converter.linking.passages import Passage, passage_of
from converter.linking.plausibility import plausible
from converter.linking.records import Link, Linking, Missing
from converter.linking.repetitions import Repetition, find_repetitions
from converter.linking.shelf import Shelf, distinct
from converter.linking.works import Work, works_of

_LEAST_PAGED = 1
"""Works that marks by author and page must reach at least, and one more."""


def find_links(paragraphs: Sequence[str], references: Sequence[Reference]) -> tuple[Link, ...]:
    """The citations in `paragraphs` (superscripts written `^1,2^`) of `references`."""
    return link_passages([passage_of(text) for text in paragraphs], references).links


def link_passages(
    passages: Sequence[Passage], references: Sequence[Reference], formulas: frozenset[int] = frozenset()
) -> Linking:
    """The citations in `passages` of `references`, in the way this article cites; `formulas` have these numbers."""
    works = works_of(references)
    reader = _Reader(Shelf(works))
    for i, passage in enumerate(passages):
        reader.read(i, passage.text)
    if not works:
        unlisted = plausible(passages, reader.unresolved, ())
        return Linking((), unlisted or _unlisted(passages))
    reader.turn_to_pages(passages)
    numbers = _numbers(references)
    numbering = best_numbering(passages, frozenset(numbers), formulas)
    weak = numbering is None or numbering.setting is Setting.ROUND
    if weak and any(reference.label for reference in references):
        lost = lost_superscripts(passages, frozenset(numbers))
        numbering = max(filter(None, (numbering, lost)), key=lambda each: len(each.reached), default=None)
    if numbering and _prevails(numbering, reader.links):
        return Linking(_without_overlaps(_numbered(passages, numbering, numbers)), _missing(numbering.unknown))
    return Linking(_without_overlaps(reader.links), plausible(passages, reader.unresolved, reader.resolved))


def _unlisted(passages: Sequence[Passage]) -> tuple[Missing, ...]:
    """The numeric marks of an article without a list, where they begin to count at 1."""
    square = next(each for each in numberings(passages, frozenset()) if each.setting is Setting.SQUARE)
    counted = {number for _, mark in square.unknown for number in mark.numbers}
    return _missing(square.unknown) if {1, 2, 3} <= counted else ()


def _missing(marks: Marks) -> tuple[Missing, ...]:
    return tuple(Missing(i, mark.start, mark.end, str(number)) for i, mark in marks for number in mark.numbers)


def _prevails(numbering: Numbering, named: Sequence[Link]) -> bool:
    """Whether the article cites by number; numbers in round brackets are too common to win a draw."""
    of_names = len({target for link in named for target in link.targets})
    reached = len(numbering.reached)
    return reached > of_names or (reached == of_names and numbering.setting is not Setting.ROUND)


def _numbers(references: Sequence[Reference]) -> dict[int, str]:
    """The ids of the references by their number: as printed, or following the one before."""
    numbers: dict[int, str] = {}
    number = 0
    for reference in references:
        label = reference.label.strip("[]()., ")
        number = int(label) if label.isdecimal() else number + 1
        numbers.setdefault(number, reference.id)
    return numbers


def _numbered(passages: Sequence[Passage], numbering: Numbering, ids: dict[int, str]) -> list[Link]:
    """The numeric links, and what repeats the last of them (`[ibid., p. 5]`)."""
    links = [
        Link(i, mark.start, mark.end, tuple(ids[number] for number in mark.numbers if number in ids), mark.locator)
        for i, mark in numbering.marks
    ]
    ends = [(link.paragraph, link.end) for link in links]
    for i, passage in enumerate(passages):
        for each in find_repetitions(passage.text):
            before = bisect_right(ends, (i, each.start))
            if before and not each.names:
                links.append(Link(i, each.start, each.end, links[before - 1].targets[-1:], each.locator))
    return links


def _without_overlaps(links: Sequence[Link]) -> tuple[Link, ...]:
    kept: list[Link] = []
    for link in sorted(links, key=lambda link: (link.paragraph, link.start, -link.end)):
        if not kept or kept[-1].paragraph < link.paragraph or kept[-1].end <= link.start:
            kept.append(link)
    return tuple(kept)


class _Reader(Struct):
    """Reads passages in order and remembers what was cited last."""

    shelf: Shelf
    links: list[Link] = field(default_factory=list)
    resolved: list[Mark] = field(default_factory=list)
    unresolved: list[tuple[int, Mark]] = field(default_factory=list)
    last: Work | None = None
    cited: dict[str, int] = field(default_factory=dict)
    documents: Documents = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = numbered_documents(self.shelf.works)

    def read(self, paragraph: int, text: str) -> None:
        """Link the marks of one passage."""
        self.shelf.learn(text)
        mentions = find_mentions(text, self.documents)
        found: list[Mark | Repetition | Mention] = [*find_marks(text), *find_repetitions(text), *mentions]
        for each in sorted(found, key=lambda each: each.start):
            if isinstance(each, Mention):
                self.links.append(Link(paragraph, each.start, each.end, (each.work.id,)))
            elif isinstance(each, Repetition):
                self._repeat(paragraph, each)
            elif match := resolve(self.shelf, each, text):
                self._link(paragraph, text, each, match)
            else:
                self.unresolved.append((paragraph, each))

    def turn_to_pages(self, passages: Sequence[Passage]) -> None:
        """Take marks without years, by author and page, where they reach more of the list than those with years."""
        dated = {target for link in self.links for target in link.targets}
        paged = self._paged(passages, find_page_marks)
        reached = {link.targets[0] for link in paged}
        if len(reached) > max(len(dated), _LEAST_PAGED):
            bare = self._paged(passages, find_bare_pages)
            self.links = [*paged, *bare, *self.links]

    def _paged(self, passages: Sequence[Passage], find: Callable[[str, Shelf], Iterable[PageMark]]) -> list[Link]:
        """The marks by page that `find` finds, as links."""
        return [
            Link(i, each.start, each.end, (each.works[0].id,), each.locator, tuple(work.id for work in each.works[1:]))
            for i, passage in enumerate(passages)
            for each in find(passage.text, self.shelf)
        ]

    def _link(self, paragraph: int, text: str, mark: Mark, match: Match) -> None:
        start, end = _span(text, mark, match)
        start = beginning_of_body(text, start, match.works[0].body)
        self.last = match.works[0]
        self.cited[self.last.id] = len(self.links)
        rivals = tuple(work.id for work in match.works[1:])
        between = (resolve(self.shelf, replace(mark, letter=letter), text) for letter in mark.between)
        targets = tuple(dict.fromkeys((*(each.works[0].id for each in between if each), self.last.id)))
        self.links.append(Link(paragraph, start, end, targets, mark.locator, rivals, match.doubt))
        self.resolved.append(mark)

    def _repeat(self, paragraph: int, again: Repetition) -> None:
        near = self._cited_before(again.near[-1], surely=True) if again.near else None
        work = self._cited_before(again.names[0]) if again.names else near or self.last
        if work:
            self.last = work
            start = beginning(again.names[0], work) if again.names else again.start
            self.links.append(Link(paragraph, start, again.end, (work.id,), again.locator))

    def _cited_before(self, name: Author, *, surely: bool = False) -> Work | None:
        """The work of the author that was cited last, or, unless that must be sure, the only one."""
        works = distinct(self.shelf.led_by(name.words))
        cited = [work for work in works if work.id in self.cited]
        only = works[0] if len(works) == 1 and not surely else None
        return max(cited, key=lambda work: self.cited[work.id], default=only)


def _span(text: str, mark: Mark, match: Match) -> tuple[int, int]:
    """What is printed for the work: the names too where they lead straight to a single year."""
    if not mark.narrative:
        return (mark.start if mark.shared else min(mark.start, match.start)), mark.end
    bracket = mark.bracket
    if bracket and bracket.sign == "(" and mark.only and match.adjacent:
        whole = not text[mark.end : bracket.end - 1].strip()
        return match.start, bracket.end if whole else mark.end
    return mark.start, mark.end
