"""A LaTeX file rewritten so that pandoc reads what LaTeX prints."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from converter.manuscript import TITLED, Look
from converter.patterns import regex
from converter.readers._latex_boxes import print_titles
from converter.readers._latex_front import SUBTITLE, TITLE, language_of, read_front
from converter.readers._latex_labels import label_of
from converter.readers._latex_numbers import print_numbers
from converter.readers._latex_references import List, find_list, print_citations
from converter.readers._latex_source import (
    Command,
    commands,
    rewrite,
    with_verbatim,
    without_comments,
    without_primitives,
)
from converter.readers._latex_tables import plain_columns
from converter.readers._paragraphs import CLOSING, OPENING, UNPLACED, Printed

_BEGIN = r"\begin{document}"
_END = r"\end{document}"
_MACROS = r"newcommand|renewcommand|providecommand|DeclareMathOperator|newenvironment|newtheorem|DeclareRobustCommand"
_UNBRACED = regex(r"\\((?:re|provide)?newcommand\*?|DeclareMathOperator\*?)\s*\\([A-Za-z]{1,40})")
_DEF = regex(r"\\def\\[A-Za-z]{1,30}(?:#\d){0,9}\{[^{}]{0,200}\}")
_PRIMITIVES = regex(r"@|\\(?:if|setbox|usebox|csname|expandafter|hbox|vbox|dimexpr)")
_TITLE_NUMBER, _SUBTITLE_NUMBER, _REFERENCES_NUMBER = UNPLACED, UNPLACED + 1, UNPLACED + 2
_SIGNS = {TITLE: _TITLE_NUMBER, SUBTITLE: _SUBTITLE_NUMBER}
_KNOWN = {
    _TITLE_NUMBER: Printed(Look(style=TITLED), level=1),
    _SUBTITLE_NUMBER: Printed(Look(style="Subtitle")),
    _REFERENCES_NUMBER: Printed(Look(style="references"), level=1),
}


class PrintedSource(Struct, frozen=True):
    """The rewritten source, and what is known of its signed paragraphs."""

    source: str
    known: dict[int, Printed]
    has_list: bool


def print_source(source: str, listing: Callable[[str], List | None] = lambda body: None) -> PrintedSource:
    """Rewrite front matter, citations, the reference list and captions as they are printed.

    `listing` makes a list for a body that has none written out.
    """
    source, verbatim = without_comments(source)
    source = without_primitives(source)
    preamble, begin, body = source.partition(_BEGIN)
    if not begin:
        return PrintedSource(with_verbatim(source, verbatim), {}, True)
    body = body.partition(_END)[0]
    language = language_of(preamble, body)
    listed = find_list(body) or listing(body)
    if listed:
        keys = {entry.key: entry for entry in listed.entries}
        entries = "\n\n".join(
            _reference(entry.label if not entry.names else "", entry.source) for entry in listed.entries
        )
        label = label_of("references", language)
        references = f"\n\n{_signed(_REFERENCES_NUMBER, label)}\n\n{entries}\n\n"
        body = body[: listed.start] + references + body[listed.end :]
        body = print_citations(body, keys)
    else:
        body = print_citations(body, {})
    body = print_numbers(preamble, plain_columns(print_titles(body)), language)
    front = read_front(preamble, body)
    pieces = "\n\n".join(_piece(kind, text) for kind, text in front.pieces)
    text = f"{_definitions(preamble)}\n{_BEGIN}\n{_notes(pieces)}\n\n{front.body}\n{_END}\n"
    return PrintedSource(with_verbatim(text, verbatim), dict(_KNOWN), listed is not None)


def _piece(kind: str, text: str) -> str:
    return _signed(_SIGNS[kind], text) if kind in _SIGNS else text


def _signed(number: int, text: str) -> str:
    return f"{OPENING}{number}{CLOSING}{text}"


def _reference(label: str, source: str) -> str:
    return f"{{[}}{label}{{]}} {source}" if label else source


def _notes(text: str) -> str:
    r"""`\thanks` prints a footnote; elsarticle's marks of notes print nothing by themselves."""

    def note(command: Command) -> str:
        return rf"\footnote{{{command.arguments[0]}}}" if command.name == "thanks" and command.arguments else ""

    return rewrite(text, "thanks|tnoteref|fnref", note)


_BOXES = r"""
\newcommand{\fbox}[1]{#1}
\newcommand{\framebox}[2][]{#2}
\newcommand{\makebox}[2][]{#2}
\newcommand{\raisebox}[2]{#2}
\newcommand{\scalebox}[2]{#2}
\newcommand{\rotatebox}[2]{#2}
\newcommand{\resizebox}[3]{#3}
\newcommand{\colorbox}[2]{#2}
\newcommand{\fcolorbox}[3]{#3}
\newcommand{\parbox}[2]{#2}
\newcommand{\shortstack}[2][]{#2}
\newcommand{\adjustbox}[2]{#2}
\newcommand{\marginpar}[2][]{\footnote{#2}}
\newcommand{\footnotetext}[2][]{\footnote{#2}}
\newcommand{\footnotemark}[1][]{}
"""
"""Boxes print what they hold, notes in the margin and apart from their mark are footnotes; pandoc skips them all."""


def _definitions(preamble: str) -> str:
    """The author's own commands; those made of TeX's primitives set type and say nothing."""
    preamble = _UNBRACED.sub(r"\\\1{\\\2}", preamble)
    found = (each for each in commands(preamble, _MACROS, 3) if len(each.arguments) > 1)
    kept = [preamble[each.start : each.end] for each in found]
    kept += (match[0] for match in _DEF.finditer(preamble))
    return _BOXES + "\n".join(each for each in kept if not _PRIMITIVES.search(each))
