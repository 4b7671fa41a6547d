"""Articles made in code, and what stands in the JATS written of them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from converter.article import Article, Field, Node, Paragraph, Section
from converter.manuscript import Mark, Run, Runs
from converter.writers.jats import write_jats


def text(words: str, *marks: Mark, href: str = "") -> Runs:
    """A row of one run."""
    return (Run(words, frozenset(marks), href),)


def para(words: str) -> Paragraph:
    return Paragraph(text(words))


def section(title: str, *blocks: Node, id: str = "", label: str = "") -> Section:
    return Section(text(title), blocks, id, label)


def field(printed: str, name: str, words: str, normal: str = "", **parts: str) -> Field:
    """The field `name` where `words` stand in `printed`, its parts where they stand in it."""
    start = printed.index(words)
    inner = [Field(part, at := printed.index(value, start), at + len(value)) for part, value in parts.items()]
    return Field(name, start, start + len(words), normal, tuple(sorted(inner, key=lambda each: each.start)))


def jats(article: Article, path: str, **target: str) -> str:
    """The first element at an XPath in the JATS of an article, on one line, or nothing."""
    root = etree.fromstring(write_jats(article, **target).xml)
    found: Any = root.xpath(path, namespaces={"mml": "http://www.w3.org/1998/Math/MathML"})
    if not found:
        return ""
    shown = etree.tostring(found[0], encoding="unicode", with_tail=False)
    return re.sub(r"\n *", "", re.sub(r' xmlns:\w+="[^"]*"', "", shown))
