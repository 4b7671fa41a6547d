"""Articles of any shape a reader, a repair or a mistake may give: odd nesting, odd ids, odd letters."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from converter import article as a
from converter.diagnostics import Place
from converter.manuscript import Mark, Run

# fmt: off
PARTS = (
    "author", "editor", "translator", "etal", "year", "title", "trans-title", "source", "trans-source",
    "edition", "volume", "issue", "fpage", "lpage", "elocation", "pages", "publisher", "place", "series",
    "date", "accessed", "doi", "url", "pmid", "isbn", "issn", "note", "city", "country", "institution",
    "mood",
)
# fmt: on
LETTERS = ("", " ", "<&>", "]]>", "x^2", r"\frac{a}{b}", "a_b_c", "\x00", "\ufffe", "\ud800", "Река", "1")
LINKS = ("", "https://example.org/?a=1&b=2", "mailto:a@example.org", "javascript:x", "map.png", "http://\x01x")
IDS = ("", "R1", "R2", "1", "a b", "fn1", "a:b", "река", "_x")
NORMALS = ("", "2020", "2020-01", "VN", "10.1/x", "https://example.org/")


def many(strategy: st.SearchStrategy[a.T], most: int = 3) -> st.SearchStrategy[tuple[a.T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def by_language(strategy: st.SearchStrategy[a.T]) -> st.SearchStrategy[dict[str, a.T]]:
    return st.dictionaries(languages, strategy, max_size=3)


numbered = st.integers(1, 999).map("w{}z".format)
words = st.one_of(numbered, numbered, st.sampled_from(LETTERS))
languages = st.sampled_from(("en", "ru", "vi", "", "zh-Hant", "no tag"))
ids = st.sampled_from(IDS)
places = st.integers(0, 99).map(lambda line: Place("m.md", line, line))

runs = many(
    st.builds(Run, words, st.frozensets(st.sampled_from(Mark), max_size=3), st.sampled_from(LINKS), st.just(""))
)
inlines = many(
    st.one_of(
        runs.map(lambda row: row[0] if row else Run("")),
        st.builds(a.Citation, runs, many(ids)),
        st.builds(a.Pointer, runs, ids, st.sampled_from(("fn", "table", "mood"))),
    )
)
cells = st.builds(
    a.TableCell,
    inlines,
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(("", "left", "char", "middle")),
)
leaves = st.one_of(
    st.builds(a.Paragraph, inlines, places),
    st.builds(a.Code, words, places),
    st.builds(a.Verse, many(inlines), places),
    st.builds(a.DefinitionList, many(st.builds(a.Definition, inlines, inlines)), places),
    st.builds(a.Formula, words, ids, words, places),
    st.builds(a.Table, many(many(cells)), ids, words, inlines, many(inlines, 2), places),
    st.builds(a.Figure, words, ids, words, inlines, words, runs, many(inlines, 2), places),
)


def _around(nodes: st.SearchStrategy[a.Node]) -> st.SearchStrategy[a.Node]:
    return st.one_of(
        st.builds(a.Section, inlines, many(nodes, 4), ids, words, words, places),
        st.builds(a.Box, many(nodes), ids, words, inlines, places),
        st.builds(a.Quote, many(nodes), inlines, places),
        st.builds(a.ItemList, many(st.builds(a.Item, many(nodes), words)), st.booleans(), places),
    )


nodes: st.SearchStrategy[tuple[a.Node, ...]] = many(st.recursive(leaves, _around, max_leaves=8))


def _field(name: str, start: int, length: int, normal: str, parts: tuple[a.Field, ...]) -> a.Field:
    return a.Field(name, start, start + length, normal, parts)


offsets = st.integers(0, 20)
parts = many(
    st.builds(_field, st.sampled_from(("surname", "given", "year", "mood")), offsets, offsets, st.just(""), st.just(()))
)
fields = many(st.builds(_field, st.sampled_from(PARTS), offsets, offsets, st.sampled_from(NORMALS), parts), 8).map(
    lambda row: tuple(sorted(row, key=lambda field: field.start))
)
references = st.builds(
    a.Reference, ids, runs, fields, st.sampled_from(("", "journal", "book", "chapter", "data")), words, languages
)
paired = st.builds(lambda one, others: replace(one, alternatives=others), references, many(references, 2))
names = st.builds(a.Name, numbered, words, st.sampled_from(("western", "eastern", "mood")), words, words)
journals = st.builds(
    a.Journal,
    by_language(words),
    words,
    words,
    st.dictionaries(st.sampled_from(("print", "electronic", "")), words),
    by_language(words),
    st.just(""),
    words,
    by_language(words),
)
contributors = st.builds(
    a.Contributor,
    by_language(names),
    words,
    by_language(many(words)),
    by_language(many(words)),
    words,
    many(words),
    many(ids),
    st.booleans(),
    place=places,
    credits=many(st.builds(a.Credit, st.just("software"), st.just("Software"), words)),
)
dates = st.builds(a.HistoryDate, st.sampled_from(("received", "pub")), st.sampled_from(("2020-01-02", "", "May 2020")))
statements = st.builds(
    a.Statement,
    st.sampled_from(("funding", "conflict", "data", "acknowledgements", "contributions", "")),
    nodes,
    languages,
    awards=many(st.builds(a.Award, st.just("A fund"), st.sampled_from(((), ("12",))))),
)
tagged = st.dictionaries(languages, st.builds(a.Tagged, runs, fields), min_size=1, max_size=3)
articles: st.SearchStrategy[a.Article] = st.builds(
    a.Article,
    language=languages,
    journal=journals,
    issue=st.builds(a.Issue, st.just("2020"), words, words, numbered, words),
    identifiers=st.dictionaries(st.sampled_from(("doi", "udc", "edn")), words),
    subjects=by_language(many(words)),
    titles=by_language(st.builds(a.Title, inlines, inlines, places)),
    contributors=many(contributors, 2),
    affiliations=many(st.builds(a.Affiliation, ids, tagged, words, places), 2),
    abstracts=by_language(st.builds(a.Abstract, nodes)),
    keywords=by_language(many(inlines)),
    dates=many(dates),
    statements=many(statements),
    body=nodes,
    appendices=many(st.builds(a.Section, inlines, nodes, ids, words, st.just(""), places), 2),
    notes_title=inlines,
    notes=many(st.builds(a.Note, ids, words, nodes, places), 2),
    reference_lists=many(st.builds(a.ReferenceList, many(paired), inlines, languages, places), 2),
).map(lambda article: article if article.notes else replace(article, notes_title=()))  # a heading of nothing is none
