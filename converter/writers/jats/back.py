"""The back: thanks, statements, notes, references.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/back.html
"""

from __future__ import annotations

from converter.article import Article, Note, Statement
from converter.manuscript import Run
from converter.writers.jats.blocks import ABSTRACT, FLOW, NOTE, write_appendices, write_nodes
from converter.writers.jats.elements import Element, add
from converter.writers.jats.inline import LABEL, plain_text, write_inlines
from converter.writers.jats.nesting import is_blank, is_silent
from converter.writers.jats.references import write_reference_list
from converter.writers.jats.scribe import Scribe

_IN_FRONT = frozenset({"funding", "conflict", "contributions"})
_SECTIONS = {"data": "data-availability", "supplementary": "supplementary-material"}


def write_back(scribe: Scribe, parent: Element, article: Article) -> None:
    """Write the back; an article without one gets none."""
    back = add(parent, "back")
    told = [each for each in article.statements if each.kind not in _IN_FRONT]
    for statement in told:
        _write_statement(scribe, back, statement)
    if article.notes:
        group = add(back, "fn-group")
        if not is_silent(article.notes_title):
            write_inlines(scribe, add(group, "title"), article.notes_title)
        for note in article.notes:
            _write_note(scribe, group, note)
    for listed in article.reference_lists:
        if listed.references or plain_text(listed.title):
            write_reference_list(scribe, back, listed)
    if article.appendices:
        write_appendices(scribe, add(back, "app-group"), article.appendices)
    if not len(back):
        parent.remove(back)


def _write_statement(scribe: Scribe, parent: Element, statement: Statement) -> None:
    """ack, the sections of data availability (JATS4R) and supplementary material, or notes of another kind."""
    if all(map(is_blank, statement.blocks)):
        return
    language = scribe.lang(statement.language)
    match statement.kind:
        case "acknowledgements":
            made, home = add(parent, "ack", "", language), ABSTRACT
        case "data" | "supplementary":
            made, home = add(parent, "sec", "", {"sec-type": _SECTIONS[statement.kind], **language}), FLOW
            scribe.name(made, "", "sec", statement.place)
        case kind:
            made, home = add(parent, "notes", "", {"notes-type": kind, **language}), FLOW
    scribe.locate(made, statement.place)
    if statement.title or made.tag == "sec":
        add(made, "title", statement.title)
    write_nodes(scribe, made, statement.blocks, home)


def _write_note(scribe: Scribe, parent: Element, note: Note) -> None:
    """https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/fn.html"""
    fn = scribe.name(add(parent, "fn"), note.id, "fn", note.place)
    if note.label:
        write_inlines(scribe, add(fn, "label"), (Run(note.label),), LABEL)
    write_nodes(scribe, fn, note.blocks, NOTE)
    if len(fn) == bool(note.label):
        add(fn, "p")
