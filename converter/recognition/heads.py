"""Heads: what each line before the first label of a front is.

Title, by-lines, addresses, contacts and notes bear no labels: shape decides, and company. The
citation line repeats the title and begins with the authors, author notes begin with their
names, addresses bear the marks that stand behind names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from converter.languages import LANGUAGES, whole_label
from converter.manuscript import TITLED, Block, BlockKind
from converter.patterns import regex
from converter.recognition.addresses import is_address, opening_mark
from converter.recognition.affiliations import goes_on, is_institution
from converter.recognition.author_notes import first_phrase, is_degree, is_degree_in_field, role_of
from converter.recognition.bylines import is_byline, read_byline
from converter.recognition.draft import STATEMENTS, Draft, label_of
from converter.recognition.fronts import Front
from converter.recognition.imprints import read_imprint
from converter.recognition.marks import is_sign
from converter.recognition.mentions import EMAIL, ORCID
from converter.recognition.names import bears_patronymic, fold, is_group, looks_like_name, words_of
from converter.runs import cut, text_of

_LONGEST_TITLE = 600
_LONGEST_BYLINE = 8000
_LONGEST_GROUP = 8
_LONGEST_NOTE = 1200
_LONGEST_IMPRINT = 240
_ALIKE = 90
"""Share of a title (in percent) that a citation line must repeat."""
_NEAR = 0.4
"""A line right above a by-line is rather the title than one further up: a rubric."""
_LONG_LINE = 0.5
_RUBRIC_WORDS = 5
"""A line of more words is rather a title than a rubric."""
_ABOVE_CLASS = 0.6
_ABBREVIATION = 4
_FOOTINGS = ("equal-contribution", "present-address", "deceased")
_RIGHTS = regex(r"(?:\d{4}-\d{3}[\dX]/)?(?:©|\(c\)\s|copyright\b|creative commons\b|cc[ -]by\b)", re.IGNORECASE)
_KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)


class Head(Struct):
    """Indices of what heads a front, by kind; `title` is -1 where there is none."""

    title: int = -1
    bylines: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    """A name and what is said of its bearer: degrees, posts, affiliation."""
    posts: list[int] = field(default_factory=list)
    """Degrees and posts below a name."""
    addresses: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    footings: list[int] = field(default_factory=list)
    rights: list[int] = field(default_factory=list)
    imprints: list[int] = field(default_factory=list)
    """Where the article was printed: journal, year, volume."""
    others: list[int] = field(default_factory=list)
    """What is none of these: titles in other languages, rubrics."""

    @property
    def below(self) -> tuple[int, ...]:
        """What marks behind the names may lead to."""
        return (*self.addresses, *self.contacts, *self.footings)


def find_head(draft: Draft, front: Front) -> Head:
    """What each of the front's head blocks is. Nothing is claimed."""
    head = Head()
    lines = [i for i in front.head if _is_wording(draft.blocks[i]) and not _states(draft, i)]
    head.imprints = [i for i in lines if _is_imprint(draft.blocks[i])]
    lines = [i for i in lines if i not in head.imprints and whole_label(draft.blocks[i].text.strip()) is None]
    scores = {i: _byline_score(draft.blocks[i], front) for i in lines}
    evident = [draft.blocks[i] for i in lines if scores[i] > 0 and _is_evident(draft.blocks[i], front)]
    headed = any(draft.blocks[i].kind is BlockKind.HEADING and scores[i] <= 0 for i in lines)
    scores |= {i: -2.0 for i in lines if evident and _is_only_like(draft.blocks[i], front, evident, headed)}
    titles = {i: _title_score(draft, front, i) - max(scores[i], 0) for i in lines}
    titles |= {i: titles[i] + _NEAR for i, below in pairwise(lines) if scores[below] > 0 >= scores[i]}
    people = [each for i in lines if scores[i] > 0 for each in read_byline(draft.blocks[i].runs, front.language)]
    marks = {mark for each in people for mark in each.marks}
    for i in lines:
        if scores[i] <= 0 and _tells_of(draft.blocks[i].text, [each.name for each in people]):
            head.notes.append(i)
        else:
            _place(head, draft.blocks[i], i, marks, titles[i], scores[i])
    if not head.bylines and not head.notes:
        _take_group(draft, head)
    candidates = [i for i in head.others if titles[i] > 0]
    head.title = max(candidates, key=lambda i: (titles[i], -i), default=-1)
    head.others = [i for i in head.others if i != head.title]
    return head


def _is_imprint(block: Block) -> bool:
    """Whether a line tells where the article was printed and nothing else."""
    text = block.text.strip()
    return len(text) < _LONGEST_IMPRINT and not EMAIL.search(text) and read_imprint(text).heads


def _tells_of(text: str, names: Sequence[str]) -> bool:
    """Whether a line opens with the name of one of the authors and goes on as a sentence: "Anna Hill is a reader"."""
    known = next((name for name in names if fold(text.strip()).startswith(fold(name) + " ")), "")
    behind = text.strip()[len(known) :].split() if known else []
    return len(behind) > 2 and behind[0].islower() and behind[0].isalpha() and len(text) < _LONGEST_NOTE


def _states(draft: Draft, index: int) -> bool:
    """Whether a line opens a statement, or is what a label alone above it says of editors."""
    above = draft.blocks[index - 1] if index else None
    label = label_of(above, {"editors"}) if above else None
    edited = above is not None and label is not None and label.end >= len(above.text.rstrip())
    return edited or label_of(draft.blocks[index], STATEMENTS) is not None


def _take_group(draft: Draft, head: Head) -> None:
    """The line of a group that is the only author, taken from what it was put to."""
    for row in (head.addresses, head.others):
        if groups := [i for i in row if _is_group_line(draft.blocks[i])]:
            head.bylines.append(groups[0])
            row.remove(groups[0])
            return


def _is_group_line(block: Block) -> bool:
    text = block.text.strip()
    short = "," not in text and 1 < len(text.split()) <= _LONGEST_GROUP
    return block.kind is BlockKind.PARAGRAPH and short and is_group(text)


def _place(head: Head, block: Block, index: int, marks: set[str], title: float, byline: float) -> None:
    """Put a line to the kind it is of."""
    text = block.text.strip()
    if block.kind is BlockKind.HEADING and byline <= title:
        head.others.append(index)
    elif byline > title and byline > 0:
        head.bylines.append(index)
    elif is_posts(text) or (index - 1 in head.bylines and not opening_mark(block.runs)[0] and opens_with_post(text)):
        head.posts.append(index)
    elif is_signed(block):
        head.notes.append(index)
    elif is_contact(text_of(cut(block.runs, opening_mark(block.runs)[1]))) or _opens_with_contact(block):
        head.contacts.append(index)
    elif _is_footing(block):
        head.footings.append(index)
    elif _RIGHTS.match(text):
        head.rights.append(index)
    elif (title < 4 and is_address(block.runs, marks, block.label)) or (goes_on(text) and index - 1 in head.addresses):
        head.addresses.append(index)
    elif EMAIL.search(text) and len(text) < 400:
        head.contacts.append(index)
    else:
        head.others.append(index)


def _is_evident(block: Block, front: Front) -> bool:
    """Whether initials, a patronymic, marks or company make a by-line sure."""
    people = read_byline(block.runs, front.language)
    return len(people) > 1 or any(each.raised or "." in each.name or bears_patronymic(each.name) for each in people)


def _is_only_like(block: Block, front: Front, evident: Sequence[Block], headed: bool) -> bool:
    """Whether a line only looks like one person's name beside an evident by-line: a rubric, or the title.

    By-lines of an article are set alike: where those are in small letters, one in capitals is none.
    `headed`: another heading is there to be the title.
    """
    if any(each is block for each in evident) or len(read_byline(block.runs, front.language)) != 1:
        return False
    if block.kind is BlockKind.HEADING:
        return block.text.isupper() or not headed
    return block.text.isupper() and not any(each.text.isupper() for each in evident)


def is_posts(text: str) -> bool:
    """Whether a line is degrees and posts and nothing else: "д-р ист. наук, профессор"."""
    phrases = [phrase.strip() for phrase in text.split(",") if phrase.strip()]
    return bool(phrases) and all(map(_is_post, phrases))


def opens_with_post(text: str) -> bool:
    """Whether the first phrase of a line is a degree or a post, and no institution alone is told with it."""
    first = first_phrase(text)
    return _is_post(first) and (not is_institution(first) or is_institution(text.replace(first, "", 1)))


def _is_post(phrase: str) -> bool:
    return is_degree(phrase) or is_degree_in_field(phrase) or role_of(phrase) == phrase.rstrip(".")


def is_signed(block: Block) -> bool:
    """Whether a line names a person and says who that is: "Anna Hill, PhD, Harbour College"."""
    text = block.text.strip()
    name, *rest = re.split(r"[,;(]|\s[—–-]\s", text, maxsplit=1)
    if not rest or len(text) > _LONGEST_NOTE or not looks_like_name(name) or is_institution(name):
        return False
    phrases = [phrase.strip() for phrase in rest[0].split(",")]
    return any(is_degree(each) or is_degree_in_field(each) or role_of(each) for each in phrases) or (
        is_institution(rest[0]) and not is_byline(block.runs)
    )


def is_contact(text: str) -> bool:
    """Whether a line holds addresses of people (e-mail, ORCID) and little else."""
    if not EMAIL.search(text) and not ORCID.search(text):
        return False
    rest = ORCID.sub(" ", EMAIL.sub(" ", text))
    if is_institution(rest):
        return False
    count = len(EMAIL.findall(text)) + len(ORCID.findall(text))
    return len(re.findall(r"[^\W\d_]+", rest)) <= 6 * count


def _opens_with_contact(block: Block) -> bool:
    """Whether a sign and the words "corresponding author" open a line, be an address behind them."""
    mark, behind = opening_mark(block.runs)
    low = text_of(cut(block.runs, behind)).strip().casefold()
    return is_sign(mark) and low.startswith(tuple(words_of("corresponding")))


def _is_footing(block: Block) -> bool:
    """Whether a line is a note to the by-line: it says so, or opens with a sign and reads on."""
    low = block.text.casefold()
    said = any(word in low for role in _FOOTINGS for word in words_of(role))
    mark, _ = opening_mark(block.runs)
    return (said and len(low) < 400) or (is_sign(mark) and len(low) < 600 and not is_address(block.runs, (mark,)))


def _is_wording(block: Block) -> bool:
    longest = _LONGEST_BYLINE if is_byline(block.runs) else 1000
    return block.kind in _KINDS and len(block.text) <= longest and any(map(str.isalpha, block.text))


def _title_score(draft: Draft, front: Front, index: int) -> float:
    block = draft.blocks[index]
    text = block.text.strip()
    if len(text) > _LONGEST_TITLE:
        return -4
    score = 1.0 if len(text.split()) > 2 else 0.5 if block.kind is BlockKind.HEADING else 0.0
    score += _LONG_LINE if len(text.split()) > _RUBRIC_WORDS else 0
    score -= _ABOVE_CLASS if any(index < at for at in _classes(front)) else 0
    if block.kind is BlockKind.HEADING:
        score += 2 if block.level > 1 else 2.5
    if block.look.style == TITLED:
        score += 5
    citation = front.piece("citation")
    if citation and len(text) > 12 and _repeats(citation.text, text):
        score += 5
    if _is_stopped(text):
        score -= 1
    if "@" in text or "://" in text:
        score -= 4
    spoken = draft.language(index)
    if spoken and front.language and spoken != front.language:
        score -= 2
    return score


def _classes(front: Front) -> list[int]:
    """Where the classification stands: titles stand below it, rubrics above."""
    return [piece.indices[0] for piece in front.pieces if piece.part in ("udc", "bbk")]


def _is_stopped(text: str) -> bool:
    """Whether a stop ends a line that is not the one of a short word: "in 1985–2020 гг."."""
    if text.endswith((";", ",")):
        return True
    last = text.rsplit(None, 1)[-1]
    return text.endswith(".") and not text.endswith("...") and (len(last) > _ABBREVIATION or not last[:1].islower())


def _repeats(citation: str, title: str) -> bool:
    folded, wanted = fold(" ".join(citation.split())), fold(" ".join(title.split()))
    if wanted in folded:
        return True
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(wanted, folded) >= _ALIKE


def _byline_score(block: Block, front: Front) -> float:
    text = block.text.strip()
    if block.look.style == TITLED:
        return -2.0
    score = 2.0 if is_byline(block.runs, front.language) and not _speaks(text, front.language) else -2.0
    people = read_byline(block.runs, front.language) if score > 0 else ()
    if len(people) > 2 or any(each.raised for each in people):
        score += 1
    notes, citation = front.piece("author-notes"), front.piece("citation")
    first = fold(text).split()[:2]
    if notes and first and " ".join(first) in fold(notes.text):
        score += 2
    if citation and first and set(first) & set(_opening(citation.text)):
        score += 2
    return score


def _speaks(text: str, language: str) -> bool:
    """Whether a line in capitals has words that no name has ("SOIL AND CROPS ON FARMS"): case does not tell there."""
    if not text.isupper() or language not in LANGUAGES or LANGUAGES[language].name_order == "eastern":
        return False
    named = frozenset(map(str.casefold, LANGUAGES[language].words.get("and", ()))) | (
        words_of("particle") - LANGUAGES["en"].common
    )
    words = {word for word in re.findall(r"[^\W\d_]{2,}(?![.\w])", text.casefold()) if word not in named}
    return bool(words & LANGUAGES[language].common)


def _opening(citation: str) -> list[str]:
    """The first words of a citation line: where its authors stand."""
    return [word.strip(".,") for word in fold(citation).split()[:8]]


def leftovers(draft: Draft, heads: Sequence[Head]) -> list[int]:
    """Lines of every head that are none of the kinds and still free."""
    return [i for head in heads for i in head.others if not draft.owners[i]]
