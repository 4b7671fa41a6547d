"""Manuscript to Article: the parts in the order in which they claim their blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.article import Article, Journal, Title
from converter.diagnostics import Kind, Log, Place, Severity
from converter.journals import recognise
from converter.languages import detect
from converter.manuscript import BlockKind, Manuscript
from converter.parts.abstracts import add_unlabelled, find_abstracts
from converter.parts.appendices import split_appendices
from converter.parts.bracketed_titles import part_bracketed_titles
from converter.parts.citation_lines import CitationLine, agreed_issue, find_citation_lines
from converter.parts.contributors import find_contributors
from converter.parts.dates import find_dates
from converter.parts.identifiers import find_identifiers, find_subjects
from converter.parts.issns import find_issns
from converter.parts.keywords import find_keywords
from converter.parts.notes import find_notes
from converter.parts.references import find_references
from converter.parts.rights import find_rights
from converter.parts.running_heads import read_running_heads
from converter.parts.sections import nest
from converter.parts.statements import find_statements, give_credits
from converter.parts.titles import claim_titles, find_short_titles
from converter.recognition.draft import Draft
from converter.recognition.fronts import Front, find_fronts
from converter.recognition.heads import find_head
from converter.recognition.imprints import Imprint
from converter.recognition.markers import resolve_markers

NO_TITLE = Kind("title-missing", Severity.ERROR, "There is no title in {language}, the language of the text.")
NO_TRANSLATED_TITLE = Kind(
    "translated-title-missing", Severity.WARNING, "There is an abstract in {language}, but no title in that language."
)
NO_ABSTRACT = Kind("abstract-missing", Severity.WARNING, "There is no abstract in {language}.")
NO_KEYWORDS = Kind("keywords-missing", Severity.WARNING, "There are no keywords in {language}.")
NO_DATES = Kind("dates-missing", Severity.WARNING, "The manuscript says no dates: received, revised, accepted.")
LEFT_IN_BODY = Kind(
    "front-matter-unplaced",
    Severity.QUESTION,
    "This stands amid the front matter and was not understood; it is left in the body.",
)


_TELLING = 80
"""A shorter block tells its language less surely."""


class Understanding(Struct, frozen=True):
    """What a manuscript means, and which part claimed each of its blocks ("" for the body)."""

    article: Article
    owners: tuple[str, ...]


def understand(log: Log, manuscript: Manuscript, journal: Journal | None = None) -> Understanding:
    """What the manuscript means. `journal` are the facts of a journal named by the user."""
    draft = Draft(manuscript.blocks)
    heads_text = manuscript.metadata.get("running-heads", "")
    dates = find_dates(log, draft)
    reference_lists = find_references(log, draft)
    fronts = find_fronts(draft)
    heads = [find_head(draft, front) for front in fronts]
    titles = claim_titles(log, draft, fronts, heads)
    place = Place(manuscript.file)
    short_titles = find_short_titles(log, draft, fronts)
    worded = {code: _words(title) for code, title in titles.items()}
    lines = find_citation_lines(log, draft, fronts, heads, worded)
    head = Imprint() if lines else read_running_heads(log, heads_text, place, next(iter(worded.values()), ""))
    people = find_contributors(log, draft, fronts, heads, heads_text)
    abstracts = add_unlabelled(log, draft, fronts, find_abstracts(log, draft, fronts))
    abstracts, titles = part_bracketed_titles(log, abstracts, titles, worded)
    keywords = find_keywords(log, draft, fronts)
    identifiers = find_identifiers(log, draft, fronts, heads, [line.doi for line in lines] or [head.doi])
    subjects, rights = find_subjects(log, draft, fronts, heads), find_rights(draft, fronts, heads)
    issns = find_issns(log, draft, fronts, heads)
    statements = find_statements(log, draft)
    notes = find_notes(log, draft)
    _tell_unplaced(log, draft, fronts)
    body, appendices = split_appendices(nest(log, tuple(block for _, block in draft.free())))
    language = _main_language(draft, titles)
    article = Article(
        language=language,
        journal=journal or _journal(log, lines, {language: head.journal} if head.journal else {}, issns, place),
        issue=agreed_issue(log, lines) if lines else head.issue,
        identifiers=identifiers,
        subjects=subjects,
        rights=rights,
        titles=titles,
        short_titles=short_titles,
        contributors=give_credits(people.contributors, statements),
        affiliations=people.affiliations,
        byline_notes=people.notes,
        abstracts=abstracts,
        keywords=keywords,
        dates=dates,
        statements=statements,
        body=body,
        appendices=appendices,
        notes=notes.notes,
        notes_title=notes.title,
        reference_lists=reference_lists,
    )
    _tell_missing(log, article, [front.language for front in fronts], place)
    return Understanding(resolve_markers(article, notes.ids), tuple(draft.owners))


def _journal(
    log: Log, lines: Sequence[CitationLine], otherwise: Mapping[str, str], issns: Mapping[str, str], place: Place
) -> Journal:
    """The journal of the citation lines, or of what the running heads say; `issns` are those printed."""
    known = recognise(log, _journal_titles(lines) or otherwise, lines[0].place if lines else place)
    return known if known.issns else replace(known, issns=issns)


def _words(title: Title) -> str:
    return "".join(run.text for run in title.text if hasattr(run, "text"))


def _main_language(draft: Draft, titles: Mapping[str, Title]) -> str:
    """The language most of the body speaks, by length; of the first title where there is no body."""
    blocks = sorted(((len(block.text), index) for index, block in draft.free()), reverse=True)
    telling = [(length, index) for length, index in blocks if length > _TELLING]
    half = sum(length for length, _ in telling) / 2
    spoken: Counter[str] = Counter()
    for length, index in telling:
        language = draft.language(index)
        spoken[language] += length
        if language and spoken[language] > half:
            return language
    del spoken[""]
    if spoken:
        return spoken.most_common(1)[0][0]
    everything = detect(" ".join(block.text for block in draft.blocks)[:4000])
    return next(iter(titles), everything) or "en"


def _journal_titles(lines: Sequence[CitationLine]) -> dict[str, str]:
    """Printed titles of the journal by language; one wording in two lines counts once."""
    titles: dict[str, str] = {}
    for line in lines:
        if line.journal and line.journal not in titles.values():
            titles.setdefault(line.language, line.journal)
    return titles


def _tell_unplaced(log: Log, draft: Draft, fronts: Sequence[Front]) -> None:
    """Say which blocks amid the front matter nobody claimed."""
    for front in fronts:
        indices = (*front.head, *(i for piece in front.pieces for i in piece.indices))
        for index in indices:
            block = draft.blocks[index]
            if not draft.owners[index] and block.kind is not BlockKind.QUOTE:  # an epigraph stands where it is
                log(LEFT_IN_BODY(block.place, excerpt=block.text[:100]))


def _tell_missing(log: Log, article: Article, languages: Sequence[str], place: Place) -> None:
    """Say what an article in these languages should have and has not."""
    if article.language not in article.titles:
        log(NO_TITLE(place, language=article.language))
    for language in article.abstracts:
        if language not in article.titles and language != article.language:
            log(NO_TRANSLATED_TITLE(article.abstracts[language].place, language=language))
    for language in dict.fromkeys((article.language, *languages)):
        if language not in article.abstracts:
            log(NO_ABSTRACT(place, language=language))
        if language not in article.keywords:
            log(NO_KEYWORDS(place, language=language))
    if not article.dates:
        log(NO_DATES(place))
