"""Notes to the by-line: correspondence, equal contribution, present addresses, statements.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/author-notes.html
"""

from __future__ import annotations

from converter.article import Article, BylineNote, Paragraph, Statement
from converter.writers.jats.blocks import NOTE, write_nodes
from converter.writers.jats.elements import Element, add
from converter.writers.jats.inline import write_inlines
from converter.writers.jats.nesting import is_blank
from converter.writers.jats.scribe import Scribe

_STATEMENTS = {"conflict": "coi-statement", "contributions": "con"}
_KINDS = {"equal": "equal", "present-address": "present-address", "deceased": "deceased"}


def write_author_notes(scribe: Scribe, parent: Element, article: Article) -> None:
    """https://jats4r.niso.org/conflict-of-interest-statements/"""
    told = [each for each in article.statements if each.kind in _STATEMENTS and not all(map(is_blank, each.blocks))]
    if not told and not article.byline_notes:
        return
    notes = add(parent, "author-notes")
    for each in sorted(article.byline_notes, key=lambda note: note.kind != "corresp"):
        _write_note(scribe, notes, each)
    for statement in told:
        _write_statement(scribe, notes, statement)


def _write_note(scribe: Scribe, parent: Element, note: BylineNote) -> None:
    """A corresp holds words, a fn paragraphs."""
    language = scribe.lang(note.language)
    if note.kind == "corresp":
        made = add(parent, "corresp", "", language)
    else:
        made = add(parent, "fn", "", {"fn-type": _KINDS.get(note.kind, "other"), **language})
    scribe.name(made, note.id, "fn", note.place)
    if note.label:
        add(made, "label", note.label)
    if note.kind == "corresp":
        write_inlines(scribe, made, note.content)
    else:
        write_nodes(scribe, made, (Paragraph(note.content, note.place),), NOTE)


def _write_statement(scribe: Scribe, parent: Element, statement: Statement) -> None:
    fn = add(parent, "fn", "", {"fn-type": _STATEMENTS[statement.kind], **scribe.lang(statement.language)})
    scribe.locate(fn, statement.place)
    write_nodes(scribe, fn, statement.blocks, NOTE)
