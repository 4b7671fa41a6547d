"""The front: journal-meta and article-meta, whose order the DTD fixes.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/article-meta.html

What is in the main language carries no xml:lang, the same in another language does (JATS4R).
Of a part that exists only in other languages the translated form is written; the title alone
must be an article-title, so the first there is becomes one, tagged with its language.
"""

from __future__ import annotations

from collections.abc import Iterable

from converter.article import Abstract, Article, HistoryDate, Inlines, Issue, Right, Title
from converter.patterns import regex
from converter.writers.jats.author_notes import write_author_notes
from converter.writers.jats.blocks import ABSTRACT, write_nodes
from converter.writers.jats.contributors import write_contributors
from converter.writers.jats.elements import ALI, Element, add
from converter.writers.jats.funding import write_funding
from converter.writers.jats.inline import MARKED, plain_text, write_inlines
from converter.writers.jats.journals import write_journal
from converter.writers.jats.nesting import is_blank
from converter.writers.jats.scribe import Scribe, main_first

CLASSIFICATIONS = frozenset({"udc", "bbk", "ddc", "lcc", "jel", "msc", "pacs", "grnti", "vak", "oecd"})
"""Identifiers that class the subject of an article and do not name the article."""

_PUB_IDS = frozenset({"doi", "pmid", "pmcid", "pii", "publisher-id", "arxiv", "ark", "handle", "manuscript"})
_PUBLISHED = frozenset({"pub", "published", "collection", "epub", "ppub"})
_ISO = regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def write_front(scribe: Scribe, parent: Element, article: Article) -> None:
    """Write all that is known of the journal and the article."""
    front = add(parent, "front")
    write_journal(scribe, front, article.journal)
    meta = add(front, "article-meta")
    _write_identifiers(scribe, meta, article)
    _write_categories(scribe, meta, article)
    _write_titles(scribe, meta, article)
    write_contributors(scribe, meta, article)
    write_author_notes(scribe, meta, article)
    _write_issue(scribe, meta, article.issue, article.dates)
    _write_history(scribe, meta, article.dates)
    _write_permissions(scribe, meta, article)
    _write_abstracts(scribe, meta, article)
    _write_keywords(scribe, meta, article)
    write_funding(scribe, meta, article.statements)


def _write_identifiers(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/article-id.html"""
    for kind, text in article.identifiers.items():
        if kind in CLASSIFICATIONS or not text:
            continue
        if kind in _PUB_IDS:
            own = {"pub-id-type": kind}
        elif scribe.version == "1.2":
            own = {"pub-id-type": "other", "specific-use": kind}
        else:
            own = {"pub-id-type": "custom", "custom-type": kind}
        add(parent, "article-id", text, own)


def _write_categories(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/article-categories.html"""
    groups = [
        ({"subj-group-type": "heading", **scribe.lang(code)}, article.subjects[code])
        for code in main_first(article.subjects, scribe.language)
    ]
    codes = ((kind, text) for kind, text in article.identifiers.items() if kind in CLASSIFICATIONS and text)
    groups += [({"subj-group-type": kind}, (text,)) for kind, text in codes]
    filled = [(attributes, subjects) for attributes, subjects in groups if any(subjects)]
    if not filled:
        return
    categories = add(parent, "article-categories")
    for attributes, subjects in filled:
        group = add(categories, "subj-group", "", attributes)
        for subject in filter(None, subjects):
            add(group, "subject", subject)


def _write_titles(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/title-group.html"""
    group = add(parent, "title-group")
    codes = [
        code
        for code in main_first(article.titles, scribe.language)
        if plain_text((*article.titles[code].text, *article.titles[code].subtitle))
    ]
    if not codes:
        add(group, "article-title")
    for n, code in enumerate(codes):
        title = article.titles[code]
        if n == 0:
            _write_title(scribe, group, title, ("article-title", "subtitle"), scribe.lang(code))
        else:
            other = add(group, "trans-title-group", "", scribe.lang(code))
            _write_title(scribe, other, title, ("trans-title", "trans-subtitle"), {})
    _write_short_titles(scribe, group, article)


def _write_short_titles(scribe: Scribe, group: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/alt-title.html"""
    for code in main_first(article.short_titles, scribe.language):
        if plain_text(article.short_titles[code]):
            made = add(group, "alt-title", "", {"alt-title-type": "running-head", **scribe.lang(code)})
            write_inlines(scribe, made, article.short_titles[code])


def _write_title(scribe: Scribe, parent: Element, title: Title, tags: tuple[str, str], lang: dict[str, str]) -> None:
    made = scribe.locate(add(parent, tags[0], "", lang), title.place)
    write_inlines(scribe, made, title.text)
    if title.subtitle:
        write_inlines(scribe, add(parent, tags[1], "", lang), title.subtitle)


def _write_issue(scribe: Scribe, parent: Element, issue: Issue, dates: Iterable[HistoryDate]) -> None:
    """pub-date, volume, issue and either pages or elocation-id."""
    published = [each for each in dates if each.kind in _PUBLISHED and each.iso]
    if not published and issue.year:
        published = [HistoryDate("pub", issue.year)]
    for each in published[:1]:
        _write_date(scribe, parent, "pub-date", each, {"publication-format": "electronic", "date-type": "pub"})
    if published and issue.year and not published[0].iso.startswith(issue.year):  # online before its issue
        kind = {"publication-format": "electronic", "date-type": "collection"}
        _write_date(scribe, parent, "pub-date", HistoryDate("collection", issue.year), kind)
    pages = {"fpage": issue.fpage, "lpage": issue.lpage if issue.fpage else ""}
    located = pages if issue.fpage or not issue.elocation else {"elocation-id": issue.elocation}
    for tag, text in {"volume": issue.volume, "issue": issue.issue, **located}.items():
        if text:
            add(parent, tag, text)


def _write_history(scribe: Scribe, parent: Element, dates: Iterable[HistoryDate]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/history.html"""
    events = [each for each in dates if each.kind not in _PUBLISHED and each.iso]
    if events:
        history = add(parent, "history")
        for each in events:
            _write_date(scribe, history, "date", each, {"date-type": each.kind})


def _write_date(scribe: Scribe, parent: Element, tag: str, date: HistoryDate, kind: dict[str, str]) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/date.html"""
    match = _ISO.fullmatch(date.iso)
    made = add(parent, tag, "", {**kind, "iso-8601-date": date.iso if match else ""})
    scribe.locate(made, date.place)
    year, month, day = match.groups() if match else (date.iso, "", "")
    for name, text in (("day", day), ("month", month), ("year", year)):
        if text:
            add(made, name, text)


def _write_permissions(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats4r.niso.org/permissions/: the licence by its URL, its text in every language."""
    journal = article.journal
    codes = main_first({code: text for code, text in journal.licence_texts.items() if text}, scribe.language)
    if not codes and not journal.licence and not article.rights:
        return
    permissions = add(parent, "permissions")
    for kind, tag in (("copyright", "copyright-statement"), ("licence", "license")):
        for right in (each for each in article.rights if each.kind == kind):
            made = add(permissions, tag, "", scribe.lang(right.language))
            scribe.locate(made, right.place)
            write_inlines(scribe, add(made, "license-p") if kind == "licence" else made, right.content)
        if kind == "copyright":
            _write_holders(scribe, permissions, article.rights)
    for code in codes or ([scribe.language] if journal.licence else []):
        licence = add(permissions, "license", "", scribe.lang(code))
        if journal.licence:
            add(licence, f"{{{ALI}}}license_ref", journal.licence)
        if code in codes:
            add(licence, "license-p", journal.licence_texts[code])


def _write_holders(scribe: Scribe, permissions: Element, rights: Iterable[Right]) -> None:
    """https://jats4r.niso.org/permissions/: the year once, the holder in every language."""
    for year in dict.fromkeys(right.year for right in rights if right.year):
        add(permissions, "copyright-year", year)
    holders = {right.holder: right.language for right in rights if right.holder}
    for holder, language in holders.items():
        add(permissions, "copyright-holder", holder, scribe.lang(language))


def _write_abstracts(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/trans-abstract.html"""
    for code in main_first(article.abstracts, scribe.language):
        abstract = article.abstracts[code]
        if not all(map(is_blank, abstract.blocks)):
            tag = "abstract" if code in {scribe.language, ""} else "trans-abstract"
            _write_abstract(scribe, add(parent, tag, "", scribe.lang(code)), abstract)


def _write_abstract(scribe: Scribe, made: Element, abstract: Abstract) -> None:
    scribe.locate(made, abstract.place)
    write_nodes(scribe, made, abstract.blocks, ABSTRACT)


def _write_keywords(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/kwd-group.html"""
    for code in main_first(article.keywords, scribe.language):
        words: list[Inlines] = [each for each in article.keywords[code] if plain_text(each)]
        if words:
            group = add(parent, "kwd-group", "", {"kwd-group-type": "author", **scribe.lang(code)})
            for each in words:
                write_inlines(scribe, add(group, "kwd"), each, MARKED)
