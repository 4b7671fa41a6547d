"""What rules for an issue need to know of an article."""

from __future__ import annotations

from converter.issue_rules import Card
from converter.views import View, child, line_of, text_of


def read_card(article: View, file: str) -> Card:
    """The card of an article; what its metadata do not say is empty."""
    meta = article.first("article-meta")
    if meta is None:
        return Card(file)

    dois = [text_of(each) for each in meta if each.get("pub-id-type") == "doi"]
    years = [text_of(child(each, "year")) for each in meta if str(each.tag) == "pub-date"]
    return Card(
        file,
        line_of(meta),
        text_of(article.first("article-title")),
        next(iter(dois), ""),
        tuple(text_of(each) for each in article.main("issn")),
        max(years, default=""),
        text_of(child(meta, "volume")),
        text_of(child(meta, "issue")),
        text_of(child(meta, "fpage")),
        text_of(child(meta, "lpage")),
        text_of(child(meta, "elocation-id")),
    )
