"""Lines of Markdown: text in the marks and links that are open, pandoc's super- and subscripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from converter.manuscript import Mark, Run, Runs
from converter.patterns import regex
from converter.readers._html import INLINE_MARKS, tag_name
from converter.runs import cut, joined, split, strip, text_of, unescape_address

_SPAN_MARKS = {
    "Emphasis": Mark.ITALIC,
    "Strong": Mark.BOLD,
    "Strikethrough": Mark.STRIKE,
}
_PLAIN: frozenset[Mark] = frozenset()
_UNPARTED = frozenset({Mark.CODE, Mark.MATH, Mark.IMAGE})
_SCRIPTS = regex(r"\^([^\s^]{1,40})\^|~([^\s~]{1,40})~")  # pandoc's km^2^ and H~2~O
_STROKE = regex(r"\|(?<![^\n]\|)(?: |$)", re.MULTILINE)
_FEWEST_LINES = 2
_ATTRIBUTES = regex(r"^\{(?:[#.][\w:.-]+|[\w-]+=[^{}\n]{1,80}?)(?:\s[^{}\n]{1,300})?\}")
_IMAGE_END = regex(r"\]\(([^()\s]{1,500})\)$")


class Line(Struct):
    """The runs read so far and what is open: marks and links."""

    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    html_marks: list[Mark] = field(default_factory=list)
    href: list[str] = field(default_factory=list)
    ends: set[str] = field(default_factory=set)
    """How its lines end: by hand ("HardBreak") or where the source's do ("SoftBreak")."""

    def take(self) -> Runs:
        """The runs, trimmed; the line is empty then, marks of HTML end with it."""
        runs, self.runs = _trimmed(self.runs) if self.runs else (), []
        self.html_marks.clear()
        self.ends.clear()
        return runs

    @property
    def is_ended_by_hand(self) -> bool:
        """Whether every line was ended by hand."""
        return self.ends == {"HardBreak"}

    def end(self, kind: str) -> None:
        """End a line of the source."""
        self.ends.add(kind)
        self.say("\n")

    def open(self, name: str, held: Any) -> None:
        """Open a span: a link or a mark."""
        if name == "Link":
            self.href.append(_target(held))
        elif name in _SPAN_MARKS:
            self.marks.append(_SPAN_MARKS[name])

    def close(self, name: str) -> None:
        """Close a span."""
        if name == "Link":
            self.href.pop()
        elif name in _SPAN_MARKS:
            self.marks.pop()

    def tag(self, tag: str) -> None:
        """A tag of HTML: a line end, a mark, or text in angle brackets ("<Ivanov>")."""
        name, closing = tag_name(tag)
        if name == "br":
            self.say("\n")
        elif name in INLINE_MARKS:
            mark = INLINE_MARKS[name]
            if not closing:
                self.html_marks.append(mark)
            elif mark in self.html_marks:
                self.html_marks.remove(mark)
        elif not name:
            self.say(tag)

    def say(self, text: str, *more: Mark) -> None:
        """Add text in the marks that are open."""
        marks = frozenset((*self.marks, *self.html_marks, *more)) if self.marks or self.html_marks or more else _PLAIN
        self.runs.append(Run(text, marks, self.href[-1] if self.href else ""))


def marker(label: Any) -> Run:
    """The marker of a footnote."""
    return Run(str(label), frozenset({Mark.SUP}), note=str(label))


def _target(link: Any) -> str:
    prefix = "mailto:" if link["link_type"] == "Email" else ""
    return prefix + str(link["dest_url"])


def _trimmed(runs: list[Run]) -> Runs:
    """Runs without blanks at the two ends and attributes of images, pandoc's super- and subscripts marked."""
    return strip(joined(part for run in _unattributed(joined(runs)) for part in _scripts(run)))


def _unattributed(runs: Runs) -> Iterable[Run]:
    """The runs without what pandoc reads behind an image: `{#fig-map width=50%}`."""
    behind_image = False
    for run in runs:
        yield replace(run, text=_ATTRIBUTES.sub("", run.text)) if behind_image else run
        behind_image = Mark.IMAGE in run.marks


def _scripts(run: Run) -> Iterable[Run]:
    run = unescape_address(run)
    if not ("^" in run.text or "~" in run.text) or run.marks & _UNPARTED or run.href or run.note:
        return (run,)
    parts, end = [], 0
    for match in _SCRIPTS.finditer(run.text):
        mark = Mark.SUP if match[1] else Mark.SUB
        parts.append(replace(run, text=run.text[end : match.start()]))
        parts.append(replace(run, text=match[1] or match[2], marks=run.marks | {mark}))
        end = match.end()
    return (*parts, replace(run, text=run.text[end:]))


def verse_of(runs: Runs) -> Runs:
    """The runs of a block whose every line begins with a stroke (pandoc's line block) without the strokes, or ()."""
    text = text_of(runs)
    starts = [match.end() for match in _STROKE.finditer(text)]
    lines = text.count("\n") + 1
    if lines < _FEWEST_LINES or len(starts) != lines or "|" in _STROKE.sub("", text):
        return ()
    ends = [*(match.start() for match in re.finditer("\n", text)), len(text)]
    rows = split(runs, zip(starts, ends, strict=True))
    return joined(run for at, row in enumerate(rows) for run in ((Run("\n"), *row) if at else row))


def image_with_notes(runs: Runs) -> tuple[Runs, str] | None:
    """Alternative text and file of a lone image whose text holds markers of notes: no parser takes it for one."""
    end = _IMAGE_END.search(runs[-1].text)
    if end is None or not runs[0].text.startswith("![") or not any(run.note for run in runs):
        return None
    length = sum(len(run.text) for run in runs)
    return cut(runs, 2, length - len(end[0])), end[1]
