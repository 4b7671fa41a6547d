"""The law that no word is lost and none invented.

Every word of the manuscript is in the XML, or a diagnostic names it: a repair (before, after) or
words that became markup (before, nothing after). Of the body, the notes and the references every
word counts as often as it stands; of the front matter, which says things twice, each word must
stand at least once, in capitals or not: a DOI is the same in both. Words that the journal's file
or the target of a link supplies are no inventions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from converter.article import Journal
from converter.diagnostics import Diagnostic, Kind, Log, Place, Severity
from converter.manuscript import Block, BlockKind, Manuscript, Mark, Runs
from converter.patterns import regex

WORDS_LOST = Kind("words-lost", Severity.ERROR, "Words of the manuscript are not in the XML: {words}.")
WORDS_INVENTED = Kind("words-invented", Severity.ERROR, "Words in the XML are not in the manuscript: {words}.")

_WORD = regex(r"\w+")
_SHOWN = 20


class Account(Struct, frozen=True):
    """What came in and where it went, in words."""

    manuscript: int
    article: int
    repaired: int
    """Words that a repair changed."""
    dropped: int
    """Words left out and named: labels that became markup, running heads."""
    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether every word is accounted for."""
        return not self.lost and not self.invented


def words(text: str) -> list[str]:
    """The words of a text: rows of letters and digits."""
    return _WORD.findall(text.replace("_", " "))


FRONT = frozenset(
    {
        "titles",
        "bylines",
        "author-notes",
        "citation-lines",
        "keywords",
        "dates",
        "identifiers",
        "subjects",
        "rights",
    }
)
"""Parts whose blocks say things twice; the blocks of all others count word for word."""
_TWICE_SAID = ("journal-meta", "article-meta")
_ONCE_SAID = ("abstract", "trans-abstract", "funding-group", "author-notes")
"""Children of article-meta that hold text of their own."""
_INLINE = frozenset({"bold", "ext-link", "italic", "monospace", "sc", "strike", "sub", "sup", "underline", "xref"})
"""Elements that may stand inside a word."""
_VERBATIM = "mixed-citation"
"""Its text is printed text: what is tagged in it may stand inside a word ("AliAA")."""
_APART = "label"
"""Stands before that text."""
_FORMULA = "tex-math"
"""Its text is no part of the word that it stands in."""
_DERIVED = frozenset({"{http://www.w3.org/1998/Math/MathML}math", "award-group"})
"""Elements made from others beside them."""

_Texts = tuple[list[str], list[str]]
"""Those of the front, and the rest."""
_Counts = tuple[Counter[str], Counter[str]]


def settle(
    log: Log,
    read: Manuscript,
    repaired: Manuscript,
    owners: Sequence[str],
    xml: bytes,
    repairs: Iterable[Diagnostic],
    findings: Iterable[Diagnostic],
    journal: Journal,
) -> Account:
    """Compare the words of the manuscript with those of the XML; what does not add up is an error.

    `repairs` are the diagnostics of the repairs, `findings` those that came after;
    `owners` names the part that claimed each repaired block.
    """
    came, mended = _differing(read.blocks, repaired.blocks)
    before, after = _named(repairs)
    lost = came - mended - before
    invented = mended - came - after
    told, written = _told_and_written(_of_the_front_and_the_rest(repaired, owners), _written(xml))
    dropped, said = _named(findings)
    lost += _missing(told, written, dropped)
    invented += _added(told, written, said, repaired, journal)
    account = Account(
        manuscript=told[0].total() + told[1].total() + came.total() - mended.total(),
        article=written[0].total() + written[1].total(),
        repaired=before.total(),
        dropped=dropped.total(),
        lost=tuple(sorted(lost.elements())),
        invented=tuple(sorted(invented.elements())),
    )
    _tell(log, account, read.file)
    return account


def _differing(read: Iterable[Block], repaired: Iterable[Block]) -> _Counts:
    """The words that stand oftener in the one, and in the other: only texts and tokens that differ are looked at."""
    came, mended = _rest(*(Counter(_all_texts(blocks)) for blocks in (read, repaired)))
    came, mended = _rest(*(Counter("\n".join(texts.elements()).split()) for texts in (came, mended)))
    return _count(came.elements()), _count(mended.elements())


def _rest(one: Counter[str], other: Counter[str]) -> _Counts:
    """What the one has oftener than the other, and the other way round."""
    return one - other, other - one


def _told_and_written(told: _Texts, written: _Texts) -> tuple[_Counts, _Counts]:
    """The words of the front and of the rest, of what is told and of what is written.

    Nearly every paragraph is written as it is told: the words of such are counted once for both.
    """
    rest_told, rest_written = Counter(told[1]), Counter(written[1])
    both = _count((rest_told & rest_written).elements())
    only_told, only_written = _rest(rest_told, rest_written)
    return (
        (_count(told[0]), _and_count(both, only_told.elements())),
        (_count(written[0]), _and_count(both, only_written.elements())),
    )


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(words("\n".join(texts)))


def _and_count(counted: Counter[str], texts: Iterable[str]) -> Counter[str]:
    """`counted`, and the words of `texts`."""
    counts = counted.copy()
    counts.update(words("\n".join(texts)))
    return counts


def _all_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _texts_of(block)
        yield _marker(block)


def _texts_of(block: Block) -> Iterator[str]:
    yield _text_of(block.runs)
    for row in block.rows:
        for cell in row:
            yield _text_of(cell.runs)
    if block.kind is BlockKind.NOTE:
        yield block.label


def _text_of(runs: Runs) -> str:
    """The text of runs; a formula amid letters is no part of their word, nor is a raised sign that opens it."""
    text = ""
    for run in runs:
        if Mark.MATH in run.marks:
            text += f" {run.text} "
        elif Mark.SUP in run.marks and text[-1:].strip() == "":
            text += f"{run.text} "
        else:
            text += run.text
    return text


def _marker(block: Block) -> str:
    """The marker of a list item: a repair may have found it in the text."""
    return block.label if block.kind is BlockKind.ITEM else ""


def _named(diagnostics: Iterable[Diagnostic]) -> tuple[Counter[str], Counter[str]]:
    """The words that diagnostics name as gone, and those they name as come."""
    told = tuple(diagnostics)
    gone = "\n".join(each.before for each in told if each.before)
    come = "\n".join(each.after for each in told if each.after)
    return Counter(words(gone)), Counter(words(come))


def _of_the_front_and_the_rest(manuscript: Manuscript, owners: Sequence[str]) -> _Texts:
    texts: _Texts = ([], [])
    for block, owner in zip(manuscript.blocks, owners, strict=True):
        texts[owner not in FRONT].extend(_texts_of(block))
    return texts


def _written(xml: bytes) -> _Texts:
    """The texts of the XML's front and of the rest."""
    root = etree.fromstring(xml)
    for derived in root.iter(*_DERIVED):
        derived.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs do not know it
    for formula in root.iter(_FORMULA):
        formula.text = f" {formula.text} "
    for raised in root.iter("sup"):
        if _opens_word(raised):
            raised.tail = f" {raised.tail or ''}"
    etree.strip_tags(root, *_INLINE)
    for citation in root.iter(_VERBATIM):
        etree.strip_tags(citation, *{each.tag for each in citation.iterdescendants()} - {_APART})
    texts: _Texts = ([], [])
    for meta in tuple(root.iter(*_TWICE_SAID)):
        for part in meta:
            texts[part.tag in _ONCE_SAID].extend(map(str, part.itertext()))
        meta.clear(keep_tail=True)  # type: ignore[call-arg]
    texts[1].extend(map(str, root.itertext()))
    return texts


def _opens_word(element: etree._Element) -> bool:
    """Whether a blank or nothing stands before an element in its paragraph or cell."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        inside = "".join(map(str, before.itertext())) if before.tag in _INLINE else ""
        return not (inside + (before.tail or ""))[-1:].strip()
    if parent is None or parent.text:
        return parent is None or str(parent.text)[-1].isspace()
    return parent.tag not in _INLINE or _opens_word(parent)


def _missing(told: _Counts, written: _Counts, dropped: Counter[str]) -> Counter[str]:
    of_front = {word for word in told[0] if word not in written[0] and word not in written[1]}
    of_front = _apart(of_front - dropped.keys(), (*written[0], *written[1]))
    return Counter(of_front) + _more(told[1], written[1], dropped)


def _added(
    told: _Counts,
    written: _Counts,
    said: Counter[str],
    manuscript: Manuscript,
    journal: Journal,
) -> Counter[str]:
    known = {*told[0], *told[1], *said, *_supplied(journal)}
    markers = Counter(word for b in manuscript.blocks if b.kind is BlockKind.ITEM for word in words(b.label))
    in_front = written[0].keys() - known
    if in_front:
        in_front = _apart(in_front, (*known, *_linked(manuscript)))
    return Counter(in_front) + _more(written[1], told[1], said + markers)


def _apart(found: set[str], known: Iterable[str]) -> set[str]:
    """The words of `found` that are none of the known ones in other letters' cases."""
    folded = {word.casefold() for word in known} if found else set()
    return {word for word in found if word.casefold() not in folded}


def _linked(manuscript: Manuscript) -> Iterator[str]:
    """The words of the targets of links: an ORCID behind an icon."""
    return (word for block in manuscript.blocks for run in block.runs if run.href for word in words(run.href))


def _more(counted: Counter[str], expected: Mapping[str, int], named: Mapping[str, int]) -> Counter[str]:
    """The words counted oftener than they are expected and named."""
    rest = {word: count - expected.get(word, 0) for word, count in counted.items() if count > expected.get(word, 0)}
    return Counter({word: count - named.get(word, 0) for word, count in rest.items()})


def _supplied(journal: Journal) -> Iterator[str]:
    """Words that come from the journal's file, and those an ORCID is written with."""
    facts = (
        "https://orcid.org",
        *journal.titles.values(),
        *journal.issns.values(),
        *journal.publishers.values(),
        *journal.licence_texts.values(),
        journal.abbreviation,
        journal.id,
        journal.publisher_place,
        journal.licence,
    )
    for fact in facts:
        yield from words(fact)


def _tell(log: Log, account: Account, file: str) -> None:
    if account.lost:
        log(WORDS_LOST(Place(file), words=_listed(account.lost)))
    if account.invented:
        log(WORDS_INVENTED(Place(file), words=_listed(account.invented)))


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more
