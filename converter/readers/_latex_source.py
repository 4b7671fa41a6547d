"""LaTeX source as text: arguments in braces, comments, the preamble; linear scans only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from converter.patterns import regex

_STOP = regex(
    r"\\[\\%]|%[^\n]*\n?[ \t]*|\\iffalse(?![A-Za-z])"
    r"|\\begin\{(?P<environment>verbatim|lstlisting|Verbatim|comment|minted)\*?\}"
    r"|\\(?:verb|lstinline)(?![A-Za-z])\*?(?P<fence>[^\sA-Za-z0-9*\[{\\])"
)
"""Where text may begin that TeX does not read as such, and what only looks like it."""
_STRING = regex(r"\\string\s?\\(?=[A-Za-z])")
_MARK = "\ufdd2"
_MARKED = regex(f"{_MARK}(\\d{{1,9}}){_MARK}")
_BRACKETS = {"{": "}", "[": "]"}
_LONGEST = 200_000


class Command(Struct, frozen=True):
    """A command with its arguments: `options` were in square brackets, `arguments` in braces."""

    name: str
    start: int
    end: int
    options: tuple[str, ...]
    arguments: tuple[str, ...]


def without_primitives(source: str) -> str:
    r"""The source where `\string\name`, which prints a command's name, does so in words that pandoc knows."""
    return _STRING.sub(r"\\textbackslash{}", source)


def without_comments(source: str) -> tuple[str, tuple[str, ...]]:
    """The source without comments, and the verbatim text that was in it: a mark with its number stands for each."""
    kept: list[str] = []
    verbatim: list[str] = []
    at = 0
    for match in _STOP.finditer(source):
        if match.start() < at or match[0] in (r"\\", r"\%"):
            continue
        kept.append(source[at : match.start()])
        at = _end_of(source, match)
        if match["environment"] or match["fence"]:
            kept.append(f"{_MARK}{len(verbatim)}{_MARK}")
            verbatim.append(source[match.start() : at])
    return "".join((*kept, source[at:])), tuple(verbatim)


def _end_of(source: str, match: re.Match[str]) -> int:
    """Offset behind the comment or verbatim text that begins with the match."""
    if match["environment"]:
        end = source.find(f"\\end{{{match['environment']}", match.end())
        return len(source) if end < 0 else end
    if match["fence"]:
        line = source.find("\n", match.end())
        end = source.find(match["fence"], match.end(), line if line >= 0 else len(source))
        return match.end() if end < 0 else end + 1
    if match[0] == r"\iffalse":
        end = source.find(r"\fi", match.end())
        return match.end() if end < 0 else end + len(r"\fi")
    return match.end()


def with_verbatim(source: str, verbatim: tuple[str, ...]) -> str:
    """The source with its verbatim text put back."""
    return _MARKED.sub(lambda match: verbatim[int(match[1])], source)


def commands(source: str, names: str, most: int = 1, *, adjoining: bool = False) -> Iterator[Command]:
    r"""Every command whose name matches the pattern `names`, with up to `most` arguments in braces.

    Where they are to be `adjoining`, no blank stands between the first argument and what comes after.
    """
    at = 0
    for match in re.finditer(rf"\\({names})\*?(?![A-Za-z@])", source):
        if match.start() < at:
            continue
        options, arguments, end = _arguments(source, match.end(), most, adjoining)
        at = end
        yield Command(match[1], match.start(), end, options, arguments)


def _arguments(source: str, at: int, most: int, adjoining: bool) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    found: dict[str, list[str]] = {"[": [], "{": []}
    while len(found["{"]) < most:
        start = at
        while start < len(source) and source[start] in " \t\n" and not (adjoining and found["{"]):
            start += 1
        opening = source[start : start + 1]
        if opening not in _BRACKETS or not opening:
            break
        end = closing(source, start)
        if end < 0:
            break
        found[opening].append(source[start + 1 : end])
        at = end + 1
    return tuple(found["["]), tuple(found["{"]), at


def closing(source: str, start: int) -> int:
    """Offset of the bracket that closes the one at `start`, or -1; what stands in braces inside does not count."""
    depth, wanted = 0, _BRACKETS[source[start]]
    at = start
    while at < min(len(source), start + _LONGEST):
        character = source[at]
        if character == "\\":
            at += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0 and wanted == "}":
                return at
            if depth < 0:
                return -1
        elif character == "]" and wanted == "]" and depth == 0:
            return at
        at += 1
    return -1


def rewrite(
    source: str, names: str, change: Callable[[Command], str | None], most: int = 1, *, adjoining: bool = False
) -> str:
    """The source with commands changed; None leaves one as it is."""
    kept: list[str] = []
    at = 0
    for command in commands(source, names, most, adjoining=adjoining):
        changed = change(command)
        if changed is not None:
            kept += [source[at : command.start], changed]
            at = command.end
    return "".join((*kept, source[at:]))


def environment(source: str, names: str) -> tuple[str, int, int, int, int] | None:
    r"""The first environment whose name matches: name, where it starts, where its inside starts and ends, its end."""
    begin = re.search(rf"\\begin\{{({names})\}}", source)
    if begin is None:
        return None
    end = source.find(f"\\end{{{begin[1]}}}", begin.end())
    if end < 0:
        return None
    return begin[1], begin.start(), begin.end(), end, end + len(begin[1]) + len("\\end{}")
