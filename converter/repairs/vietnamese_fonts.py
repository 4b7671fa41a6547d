"""Vietnamese in a font of its own, read as if its codes were Latin letters: `TiÎn` is Tiện.

A font is a table in `fonts/`. Which one it was, and whether it was one at all, is told by the
grammar of syllables: words that no language writes (`Tr®n`, `TiÎn`) become syllables in one
font and in no other. Rows of neighbouring words are decided, never a word alone, for `hà` is a
good word as it stands, and hộ in one font. What is doubtful is left and asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.edits import Edit, edit_manuscript, place_at, stretches, wording
from converter.manuscript import Manuscript
from converter.patterns import regex
from converter.repairs._fonts import Font, fonts
from converter.repairs._readings import STRANGE, WORDS, Reading, read
from converter.repairs._syllables import is_common, is_family

VIETNAMESE_FONT = Kind("vietnamese-font", Severity.NOTE, "A Vietnamese word was decoded from: {font}.")
VIETNAMESE_READING = Kind(
    "vietnamese-font-reading",
    Severity.QUESTION,
    "A Vietnamese word was decoded, but it may also be {other}. {font}.",
)
VIETNAMESE_LETTERS = Kind(
    "vietnamese-font-letters",
    Severity.QUESTION,
    "A word was decoded letter by letter; it is no Vietnamese syllable. {font}.",
)
VIETNAMESE_DOUBT = Kind(
    "vietnamese-font-doubt",
    Severity.QUESTION,
    "These words look like Vietnamese in a lost font; they were left as they are.",
)

_WORDS_THAT_COUNT = 2
_WORDS_THAT_PROVE = 3
_ODDITY_THAT_PROVES = 2 * STRANGE
_COMMON_WORD = 0.5
_DENSE_WORDS, _DENSE_SHARE = 5, 0.75
_SERIOUS_SHARE = 0.3

_SUSPECT = regex(
    "[A-Za-z\u00c0-\u00ff][\u0080-\u009f\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf\u00d7\u00f7]"
    "|[a-z\u00df-\u00ff][\u00c0-\u00de]"
    "|[AEIOUYaeiouy\u00c2-\u00c3\u00ca\u00d4-\u00d6\u00dd\u00e2-\u00e3\u00ea\u00f4-\u00f6\u00fd]"
    "[\u00c0-\u00c5\u00c8-\u00cc\u00cf\u00d2\u00d5\u00d8-\u00dc\u00de\u00e0-\u00e5\u00e8-\u00ec\u00ef\u00f2\u00f5\u00f8-\u00fc\u00fe]"
)
"""Letters no alphabet would put so: a sign or an accented capital inside, a vowel and a mark."""
_SOUND = regex("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Letters that only sound Vietnamese has."""
_GAP = regex("[ \t\n\u00a0,\\-\u2010-\u2014]{1,4}")


class Word(Struct, frozen=True):
    """A word of a text in one font."""

    start: int
    end: int
    text: str
    reading: Reading

    @property
    def after(self) -> str:
        """The word decoded, or as it is."""
        return self.reading.choices[0] if self.reading.choices else self.text


class Row(Struct, frozen=True, dict=True):
    """Neighbouring words that are syllables in `font`."""

    font: Font
    words: tuple[Word, ...]
    proven: bool
    """The font is proven by other words of the manuscript."""
    dense: bool
    """The whole text round it is in the font."""

    @cached_property
    def changes(self) -> list[Word]:
        """The words that say something else in the font."""
        return [word for word in self.words if word.reading.choices]

    @property
    def weight(self) -> float:
        """How much the row speaks for its font."""
        return sum(_weight(word.after) for word in self.changes)

    @property
    def span(self) -> tuple[int, int]:
        """Where in the text the first change begins and the last one ends."""
        return self.changes[0].start, self.changes[-1].end


def mend(log: Log, manuscript: Manuscript) -> Manuscript:
    """`manuscript` with the words of lost Vietnamese fonts decoded."""
    texts = [wording(runs) for _, runs in stretches(manuscript)]
    candidates = _candidates([text for text in texts if not text.isascii()])
    if not candidates:
        return manuscript
    rows = {text: _rows_of(text, candidates) for text in dict.fromkeys(texts)}
    known = frozenset(
        (word.text, row.font.name) for found in rows.values() for row in found if _is_sure(row) for word in row.changes
    )

    def find(text: str, place: Place) -> Sequence[Edit]:
        return list(_edits(log, text, place, rows[text], known))

    return edit_manuscript(manuscript, find)


def _candidates(texts: Sequence[str]) -> Mapping[Font, bool]:
    """The fonts that explain strange words of the texts, the best first; whether they are proven."""
    if not any(_SUSPECT.search(text) for text in texts):
        return {}
    odd = {word for text in texts for word in WORDS.findall(text) if not word.isascii()}
    strange = [word for word in odd if _SUSPECT.search(word)]
    hopeful = [font for font in fonts() if any(read(word, font).choices for word in strange)]
    scores = {font: _score(odd, font) for font in hopeful}
    best = max((explained for explained, _ in scores.values()), default=0)
    ranked = sorted(scores, key=lambda font: scores[font][0], reverse=True)
    least = max(_WORDS_THAT_COUNT, best * _SERIOUS_SHARE)
    return {font: _is_proven(*scores[font], best) for font in ranked if scores[font][0] >= least}


def _is_proven(explained: float, unexplained: int, best: float) -> bool:
    return explained >= max(_WORDS_THAT_PROVE, 2 * unexplained) and explained > best / 2


def _score(words: Iterable[str], font: Font) -> tuple[float, int]:
    """How much of the odd words the font explains, and how many it should explain and cannot."""
    explained, unexplained = 0.0, 0
    for word in words:
        reading = read(word, font)
        if reading.choices and reading.oddity:
            explained += _weight(reading.choices[0])
        elif reading.letterwise and reading.oddity:
            unexplained += 1
    return explained, unexplained


def _weight(word: str) -> float:
    return 1 + _COMMON_WORD * (is_common(word) or is_family(word))


def _rows_of(text: str, candidates: Mapping[Font, bool]) -> list[Row]:
    """The rows of `text`, in order, each in the font that explains it best."""
    hopeful = {font: proven for font, proven in candidates.items() if (proven and font.ascii) or not text.isascii()}
    if not any(hopeful.values()) and not _SUSPECT.search(text):
        return []
    pieces = [(match.start(), match[0]) for match in WORDS.finditer(text)]
    found = [row for font, proven in hopeful.items() for row in _rows(text, pieces, font, proven)]
    found.sort(key=lambda row: (row.proven, row.weight), reverse=True)
    chosen: list[Row] = []
    for row in found:
        rivals = [other for other in chosen if _overlap(row, other)]
        if not rivals:
            chosen.append(row)
        elif not rivals[0].proven and row.weight == rivals[0].weight and _says_other(row, rivals):
            chosen = [other for other in chosen if other not in rivals]
    return sorted(chosen, key=lambda row: row.span)


def _overlap(one: Row, other: Row) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _says_other(row: Row, rivals: Iterable[Row]) -> bool:
    words = [word.after for word in row.changes]
    return any([word.after for word in rival.changes] != words for rival in rivals)


_Read = tuple[int, str, Reading]
"""A piece of text with its offset and what it says in a font."""


def _rows(text: str, pieces: Iterable[tuple[int, str]], font: Font, proven: bool) -> Iterator[Row]:
    """The rows of `pieces` of `text` that are syllables in `font`, with at least one that changes."""
    found = [(start, piece, read(piece, font)) for start, piece in pieces]
    changing = sum([bool(reading.choices) for _, _, reading in found])
    if not changing:
        return
    dense = proven and changing >= _DENSE_WORDS and _is_dense(found) and not _SOUND.search(text)
    for row in [found] if dense else _neighbours(text, found):
        changes = [piece for _, piece, reading in row if reading.choices]
        if any(not word.isascii() or not word.isupper() for word in changes):
            small = any(not word.isupper() for word in changes)
            words = (_word(*each) for each in row)
            yield Row(font, tuple(word if small else _unless_acronym(word) for word in words), proven, dense)


def _neighbours(text: str, found: Iterable[_Read]) -> Iterator[list[_Read]]:
    """Rows of words that are syllables and have little between them, if one of them changes."""
    row: list[_Read] = []
    changes = False
    end = 0
    for offset, piece, reading in found:
        speaks = reading.choices and not reading.signs_only
        start = offset + reading.start
        fits = speaks or reading.plain
        if row and not (fits and _GAP.fullmatch(text, end, start)):
            if changes:
                yield row
            row, changes = [], False
        if fits:
            row.append((offset, piece, reading))
            changes = changes or bool(speaks)
            end = offset + reading.end
    if changes:
        yield row


def _word(offset: int, piece: str, reading: Reading) -> Word:
    text = piece[reading.start : reading.end]
    return Word(offset + reading.start, offset + reading.end, text, reading)


def _unless_acronym(word: Word) -> Word:
    """`word`, but ASCII capitals among other capitals are no codes."""
    if word.reading.high:
        return word
    return replace(word, reading=replace(word.reading, choices=(), plain=True))


def _is_dense(found: Sequence[_Read]) -> bool:
    fitting = sum([bool(reading.choices) or reading.plain for _, _, reading in found])
    return fitting >= _DENSE_SHARE * len(found)


def _is_sure(row: Row) -> bool:
    """Whether the evidence for `row` beats leaving it as it is."""
    high = [word for word in row.changes if word.reading.high]
    oddity = sum(word.reading.oddity for word in high)
    if not row.proven:
        return len(high) > 1 and oddity >= _ODDITY_THAT_PROVES
    if high:
        return row.dense or sum(word.reading.oddity for word in row.changes) >= STRANGE
    inside = [word for word in row.changes if word.reading.capital_inside]
    return bool(inside) and (len(row.changes) > 1 or _among_names(row.words, inside[0]))


def _among_names(words: Sequence[Word], word: Word) -> bool:
    """Whether a neighbour of `word` is a capitalised syllable as it stands."""
    at = words.index(word)
    neighbours = [*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]]
    return any(each.reading.plain and each.text.istitle() for each in neighbours)


def _is_known(row: Row, known: frozenset[tuple[str, str]]) -> bool:
    """Whether every word of `row` was decoded elsewhere, and none is good as it stands."""
    return row.proven and all(word.reading.oddity and (word.text, row.font.name) in known for word in row.changes)


def _edits(log: Log, text: str, place: Place, rows: Iterable[Row], known: frozenset[tuple[str, str]]) -> Iterator[Edit]:
    for row in rows:
        if not (_is_sure(row) or _is_known(row, known)):
            _ask(log, text, place, row)
            continue
        for at, word in enumerate(row.words):
            if found := _decoded(row, at):
                kind, after, other = found
                spot = place_at(place, text, word.start)
                log(kind(spot, before=word.text, after=after, font=row.font.title, other=other))
                yield Edit(word.start, word.end, after)


def _ask(log: Log, text: str, place: Place, row: Row) -> None:
    oddity = sum(word.reading.oddity for word in row.changes if word.reading.high)
    if oddity > STRANGE or (row.proven and oddity == STRANGE):
        start, end = row.span
        log(VIETNAMESE_DOUBT(place_at(place, text, start), excerpt=text[start:end]))


def _decoded(row: Row, at: int) -> tuple[Kind, str, str] | None:
    """How word `at` of a row reads, and what else it may be; nothing if it stays."""
    word = row.words[at]
    if not word.reading.choices:
        if row.dense and word.reading.letterwise and _is_damaged(word, row.font):
            return VIETNAMESE_LETTERS, word.reading.letterwise, ""
        return None
    first = word.reading.choices[0]
    name = _begins_name(row.words, at)
    best = max(word.reading.choices, key=lambda choice: _likelihood(choice, name))
    if best == first or best.lower() == first.lower():
        return VIETNAMESE_FONT, first, ""
    return VIETNAMESE_READING, best, first


def _is_damaged(word: Word, font: Font) -> bool:
    """Whether a word among damaged ones, which is no syllable, is damaged too."""
    return word.reading.oddity == STRANGE or any(char in font.marks for char in word.text)


def _begins_name(words: Sequence[Word], at: int) -> bool:
    """Whether a person's name may begin here: a capitalised word follows, none is before."""
    follows = at + 1 < len(words) and words[at + 1].text[:1].isupper()
    before = at > 0 and words[at - 1].reading.choices and words[at - 1].text[:1].isupper()
    return follows and not before


def _likelihood(word: str, begins_name: bool) -> int:
    return 2 if begins_name and is_family(word) else int(is_common(word))
