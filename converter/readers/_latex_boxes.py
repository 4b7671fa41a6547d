r"""Titles of framed boxes in LaTeX: `\begin{tcolorbox}[title=Box 1. Uses]` prints its title above the text."""

from __future__ import annotations

from converter.patterns import regex
from converter.readers._latex_source import closing

_BEGIN = regex(r"\\begin\{(?:tcolorbox|mdframed)\}\s{0,5}(?=\[)")
_TITLE = regex(r"(?:^|,)\s{0,20}(?:frame)?title\s{0,5}=\s{0,5}")
_LONGEST = 500


def print_titles(body: str) -> str:
    """The body with the title of each box as the bold line that is printed on its top."""
    kept: list[str] = []
    at = 0
    for match in _BEGIN.finditer(body):
        end = closing(body, match.end())
        if match.start() < at or end < 0:
            continue
        title = _title(body[match.end() + 1 : end])
        if title:
            kept += [body[at : match.start()], match[0], rf"\textbf{{{title}}}", "\n\n"]
            at = end + 1
    return "".join((*kept, body[at:]))


def _title(options: str) -> str:
    """The value of the option that names the title, without its braces."""
    match = _TITLE.search(options)
    if match is None:
        return ""
    if options[match.end() : match.end() + 1] == "{":
        end = closing(options, match.end())
        return options[match.end() + 1 : end].strip() if end > 0 else ""
    return options[match.end() : match.end() + _LONGEST].partition(",")[0].strip()
