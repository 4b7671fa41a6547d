"""LaTeX to pandoc's tree, as far as it goes: a line that pandoc cannot read is given to it as its words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers._latex_source import Command, commands, rewrite
from converter.readers._pandoc import Document, Unparsed, parse

COMMAND_LEFT_OUT = Kind(
    "latex-command-left-out", Severity.WARNING, "A command that is not known was left out with its words: {source}"
)
COMMAND_UNKNOWN = Kind(
    "latex-command-unknown", Severity.QUESTION, "The command {name} is not known; its words stand in the text."
)
LINE_UNREAD = Kind(
    "latex-line-unread", Severity.WARNING, "This line of LaTeX cannot be read; its words stand in the text without it."
)

_COMMAND = regex(r"\\[A-Za-z@]{1,40}\*?(?:\[[^\]]{0,200}\])?|[{}]")
_MARKUP = regex(r"\\(?:begin|end)\{[^}]{1,40}\}|\\[A-Za-z@]{1,40}\*?|\\.|[{}\[\]$&#^_~\\%]")
_NAME = regex(r"\\([A-Za-z]{1,40})")
_SILENT = regex(
    r"\\(?:(?:this)?pagestyle|bibliographystyle|add(?:contents|to)\w*|mark(?:both|right)|set\w*|def\w*|(?:re)?new\w*"
    r"|hyper\w*|graphicspath|geometry|\w*color|select\w*|font\w*|label|index|nocite|in(?:put|clude)\w*|Declare\w*"
    r"|\w*setup|use\w*|tikz\w*|c?line|hyphenation|pdf\w*|step\w*|numberwithin|value|the\w*|vspace|hspace|begin|end)\b"
)
"""Commands whose arguments are not printed."""
_UNPRINTED = frozenset({"todo", "missingfigure", "fixme", "fxnote"})
"""Commands whose words are to whom writes, not to whom reads."""
_SHOWN = 200
_MOST_TRIES = 24
_MOST_ARGUMENTS = 3
_DEEPEST = 3


def parse_latex(log: Log, source: str, file: str) -> Document:
    """Pandoc's tree of printed LaTeX; what it leaves out is told. Raises `Unreadable`."""
    tree, source = _parse_patiently(log, source, file)
    unknown = _unknown(tree.skipped, source)
    if unknown:
        with suppress(Unparsed):
            for _ in range(_DEEPEST):
                source = rewrite(source, "|".join(unknown), _print, _MOST_ARGUMENTS)
            tree = parse(log, source.encode(), "latex", file)
            for name in unknown:
                log(COMMAND_UNKNOWN(Place(file), name=f"\\{name}"))
    _tell_skipped(log, tree.skipped, file)
    return tree


def _parse_patiently(log: Log, source: str, file: str) -> tuple[Document, str]:
    """The tree, and the source that it was made of: lines that cannot be read are there as their words."""
    lines = source.split("\n")
    for _ in range(_MOST_TRIES):
        try:
            return parse(log, "\n".join(lines).encode(), "latex", file), "\n".join(lines)
        except Unparsed as trouble:
            at = min(trouble.line, len(lines)) - 1
            words = " ".join(_MARKUP.sub(" ", lines[at]).split())
            if words == lines[at].strip():
                raise
            log(LINE_UNREAD(Place(file), before=lines[at].strip()[:_SHOWN], after=words[:_SHOWN]))
            lines[at] = words
    return parse(log, "\n".join(lines).encode(), "latex", file), "\n".join(lines)


def _unknown(skipped: Iterable[str], source: str) -> list[str]:
    """The names of commands that stand amid a line of words, each once."""
    names = dict.fromkeys(
        name[1] for each in skipped if (name := _NAME.match(each)) and not _SILENT.match(each) and _words(each)
    )
    return [name for name in names if name not in _UNPRINTED and _is_amid_words(source, name)]


def _print(command: Command) -> str | None:
    """The arguments of a command; a dollar that opens no formula is one of money or of a program."""
    printed = (each if each.count("$") % 2 == 0 else each.replace("$", r"\$") for each in command.arguments)
    return "{}" + " ".join(f"{{{each}}}" for each in printed) if command.arguments else None


def _is_amid_words(source: str, name: str) -> bool:
    starts = (call.start for call in commands(source, name))
    lines = (source[source.rfind("\n", 0, start) + 1 : start] for start in starts)
    return any(map(_words, lines))


def _words(source: str) -> str:
    words = " ".join(_COMMAND.sub(" ", source).split())
    return words if any(map(str.isalpha, words)) else ""


def _tell_skipped(log: Log, skipped: Iterable[str], file: str) -> None:
    """Name the words of commands that are not known; what sets type has none."""
    for source in dict.fromkeys(skipped):
        words = _words(source)
        if words and not _SILENT.match(source):
            log(COMMAND_LEFT_OUT(Place(file), before=words, after="", source=source[:_SHOWN]))
