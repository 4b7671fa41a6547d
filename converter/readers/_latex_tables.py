r"""The columns of LaTeX's tables in the letters that pandoc knows: `l`, `c`, `r` and `p{…}`."""

from __future__ import annotations

from converter.patterns import regex
from converter.readers._latex_source import closing

_BEGIN = regex(r"\\begin\{(tabular[xy*]?|longtable|supertabular|xltabular)\*?\}")
_END = regex(r"\\end\{(?:tabular[xy*]|supertabular|xltabular)\*?\}")
_WIDE = frozenset({"tabularx", "tabular*", "tabulary", "xltabular"})
_ALIGNED = {
    "l": "l",
    "c": "c",
    "r": "r",
    "C": "c",
    "R": "r",
    "S": "r",
    "D": "r",
    "d": "r",
    ".": "r",
    "N": "r",
    "Z": "c",
}
_PARAGRAPHS = frozenset("pmb")
_MOST = 200


def plain_columns(body: str) -> str:
    """The body with the columns of its tables plain: pandoc drops a table whose column types it does not know."""
    kept: list[str] = []
    at = 0
    for match in _BEGIN.finditer(body):
        start = _opening(body, match.end(), 2 if match[1] in _WIDE else 1)
        end = closing(body, start) if start >= 0 else -1
        if match.start() < at or end < 0:
            continue
        name = "tabular" if match[1] in _WIDE or match[1] == "supertabular" else match[1]
        kept += [body[at : match.start()], rf"\begin{{{name}}}{{{columns(body[start + 1 : end])}}}"]
        at = end + 1
    joined = "".join((*kept, body[at:]))
    return _END.sub(r"\\end{tabular}", joined)


def _opening(body: str, at: int, arguments: int) -> int:
    """Offset of the brace that opens the columns: those of the width and the place stand before it."""
    while at < len(body):
        if body[at] in " \t\n":
            at += 1
        elif body[at] == "[" or (body[at] == "{" and arguments > 1):
            arguments -= body[at] == "{"
            at = closing(body, at) + 1
            if at == 0:
                return -1
        else:
            return at if body[at] == "{" else -1
    return -1


def columns(given: str) -> str:
    """The letters of the columns: those of other packages and the author's own are of text."""
    plain: list[str] = []
    at = 0
    while at < len(given) and len(plain) < _MOST:
        letter, at = given[at], at + 1
        arguments: list[str] = []
        while letter not in "| \t\n" and at < len(given) and given[at] in "{[" and (end := closing(given, at)) > 0:
            arguments.append(given[at + 1 : end])
            at = end + 1
        if letter == "*" and len(arguments) == 2 and arguments[0].strip().isdigit():
            plain += columns(arguments[1]) * min(int(arguments[0]), _MOST)
        elif letter.isalpha() or letter == ".":
            plain.append("l" if letter in _PARAGRAPHS else _ALIGNED.get(letter, "l"))
    return "".join(plain)
