"""What rules for an issue need to know of an article."""

from __future__ import annotations

from converter.issue_rules import Card
from converter.views import Element, line_of, text_of


def read_card(root: Element, file: str) -> Card:
    """The card of an article; what its metadata do not say is empty."""
    meta = root.find("front/article-meta")
    if meta is None:
        return Card(file)
    dois = [text_of(each) for each in meta.iterfind("article-id") if each.get("pub-id-type") == "doi"]
    return Card(
        file,
        line_of(meta),
        text_of(meta.find("title-group/article-title")),
        next(iter(dois), ""),
        tuple(text_of(each) for each in root.iterfind("front/journal-meta/issn")),
        max((text_of(each) for each in meta.iterfind("pub-date/year")), default=""),
        text_of(meta.find("volume")),
        text_of(meta.find("issue")),
        text_of(meta.find("fpage")),
        text_of(meta.find("lpage")),
        text_of(meta.find("elocation-id")),
    )
