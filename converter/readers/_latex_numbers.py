r"""The numbers that LaTeX gives to figures, tables and formulas, and the references to them in print."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from msgspec import Struct, field

from converter.languages import LANGUAGES
from converter.patterns import regex
from converter.readers._latex_source import Command, commands, environment, rewrite

_FLOATS = regex(
    r"\\begin\{(?P<name>figure|table|longtable|algorithm2?e?|listing)(?P<star>\*?)\}(?:\s?\[[^\]]{0,20}\])?"
)
_PLAIN = regex(r"\\(begin|end)\{(?:sideways)?(figure|table)\*?\}")
_WRAPPED = regex(
    r"\\begin\{(?:wrap|SC)(figure|table)\*?\}(?:\s?\[[^\]]{0,20}\])?\s?(?:\{[^{}]{0,40}\}\s?(?:\[[^\]]{0,20}\])?\s?\{[^{}]{0,40}\})?"
)
_UNWRAPPED = regex(r"\\end\{(?:wrap|SC)(figure|table)\*?\}")
_SETTING = regex(
    r"\\begin\{(?:adjustbox|multicols\*?|spacing|adjustwidth\*?)\}(?:\s?\[[^\]]{0,40}\])?(?:\{[^{}]{0,80}\}){1,2}|\\end\{(?:adjustbox|multicols\*?|spacing|adjustwidth\*?)\}"
)
"""Floats that are wide, turned or beside the text print as others do; so does what is set narrower."""
_CELLS = regex(r"\\begin\{(?:tabular[xy*]?|tabulary|longtable|tblr|array|supertabular|xltabular|NiceTabular)[*}]")
_PARTS = "subfigure|subtable"
_PART_COMMANDS = "subfloat|subfigure|subtable|subcaptionbox"
_EQUATIONS = regex(
    r"\\begin\{(?P<name>equation|align|gather|multline|eqnarray)\}(?P<inside>.*?)\\end\{(?P=name)\}", re.DOTALL
)
_KINDS = {"longtable": "table", "algorithm2e": "algorithm"}
_MANY_ROWS = ("align", "gather", "eqnarray")
_LABEL = regex(r"\\label\{([^}]{1,100})\}")
_TAG = regex(r"\\tag\*?\{([^{}]{1,20})\}")
_WITHIN = regex(r"\\numberwithin\s*\{equation\}\s*\{section\}")
_SECTION = regex(r"\\section(?=[\[{])")
_WIDTH = regex(r"^\s*(?:\[[^\]]{0,20}\]\s*){0,3}\{[^{}]{0,60}\}")
_UNNUMBERED = (r"\nonumber", r"\notag")
_REFERENCES = "ref|eqref|autoref|[cC]ref|vref|figref|tabref"


class _Numbers(Struct):
    """What labels stand for."""

    printed: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, source: str, kind: str, number: str) -> None:
        """Remember the number of every label in a stretch of source that has none yet."""
        for label in _LABEL.findall(source):
            self.printed.setdefault(label, number)
            self.kinds.setdefault(label, kind)


def print_numbers(preamble: str, body: str, language: str) -> str:
    """The body with numbered captions and formulas, and the references to them as they are printed."""
    numbers = _Numbers()
    body = _number_floats(_plain(body), numbers, language)
    body = _number_formulas(body, numbers, _WITHIN.search(preamble) is not None)
    return rewrite(body, _REFERENCES, partial(_printed, numbers=numbers, language=language))


# Floats


def _plain(body: str) -> str:
    body = _WRAPPED.sub(r"\\begin{\1}", _UNWRAPPED.sub(r"\\end{\1}", body))
    return _SETTING.sub("", _PLAIN.sub(r"\\\1{\2}", body))


def _number_floats(body: str, numbers: _Numbers, language: str) -> str:
    kept: list[str] = []
    at = 0
    for match in _FLOATS.finditer(body):
        end = body.find(f"\\end{{{match['name']}{match['star']}}}", match.end())
        if match.start() < at or end < 0:
            continue
        kind = _KINDS.get(match["name"], match["name"])
        float_ = _captioned(body[match.start() : end], kind, numbers, language)
        if kind == "figure" or (kind == "table" and _CELLS.search(float_)):
            kept += [body[at : match.start()], float_]
            at = end
        else:
            kept += [body[at : match.start()], _opened(float_[match.end() - match.start() :])]
            at = end + len(f"\\end{{{match['name']}{match['star']}}}")
    return "".join((*kept, body[at:]))


def _opened(source: str) -> str:
    """A float that is no figure and holds no cells as its text: pandoc would drop the caption."""
    return rewrite(source, "caption", lambda each: f"\n\n{''.join(each.arguments)}\n\n")


def _captioned(source: str, kind: str, numbers: _Numbers, language: str) -> str:
    """A float with the label that LaTeX prints before its caption, and the captions of its parts behind it."""
    number = str(numbers.counts[kind] + 1)
    bare, parts = _without_parts(source, kind, number, numbers)
    captions = [each for each in commands(bare, "caption") if each.arguments]
    if not captions:
        return source
    behind = f" {' '.join(parts)}" if parts else ""

    def caption(command: Command) -> str | None:
        if not command.arguments:
            return None
        numbers.counts[kind] += 1
        label = f"{_word(kind, language)} {numbers.counts[kind]}"
        return rf"\caption{{{label}: {command.arguments[0]}{behind if command.start == captions[0].start else ''}}}"

    numbers.note(bare, kind, number)
    return rewrite(bare, "caption", caption)


def _without_parts(source: str, kind: str, number: str, numbers: _Numbers) -> tuple[str, list[str]]:
    """A float with its parts, subfigures, without captions of their own; and those, each behind its letter."""
    said: list[str] = []

    def letter(inside: str, caption: str) -> None:
        sign = chr(ord("a") + min(len(said), 25))
        numbers.note(inside, kind, f"{number}{sign}")
        said.append(f"({sign}) {_LABEL.sub('', caption).strip()}".rstrip())

    def part(command: Command) -> str | None:
        if not command.arguments:
            return None
        letter("".join((*command.options, *command.arguments)), command.options[0] if command.options else "")
        return command.arguments[-1]

    kept: list[str] = []
    while found := environment(source, _PARTS):
        _, start, inside, end, after = found
        caption = next((each.arguments[0] for each in commands(source[inside:end], "caption") if each.arguments), "")
        letter(source[inside:end], caption)
        bare = rewrite(source[inside:end], "caption|label|centering", lambda each: "")
        kept += [source[:start], _WIDTH.sub("", bare, count=1)]
        source = source[after:]
    joined = "".join((*kept, source))
    return rewrite(joined, _PART_COMMANDS, part), [each for each in said if len(said) > 1 or len(each) > len("(a)")]


def _word(kind: str, language: str) -> str:
    words = LANGUAGES.get(language, LANGUAGES["en"]).words.get(kind) or LANGUAGES["en"].words.get(kind) or (kind,)
    return words[0][:1].upper() + words[0][1:]


# Formulas


def _number_formulas(body: str, numbers: _Numbers, within: bool) -> str:
    """Formulas with their numbers as tags; one that has several numbers keeps its labels alone."""
    kept: list[str] = []
    at = section = 0
    for match in _EQUATIONS.finditer(body):
        before = body[at : match.start()]
        if within and (passed := len(_SECTION.findall(before))):
            section += passed
            numbers.counts["formula"] = 0
        inside = match["inside"]
        rows = inside.split(r"\\") if match["name"] in _MANY_ROWS else [inside]
        found = [number for row in rows if (number := _number_of(row, numbers, str(section) if within else ""))]
        if len(found) == 1 and not _TAG.search(inside):
            inside = rf"{_LABEL.sub('', inside).rstrip()} \tag{{{found[0]}}}"
            inside = inside.replace("\n\n", "\n")
        kept += [before, rf"\begin{{{match['name']}}}", inside, rf"\end{{{match['name']}}}"]
        at = match.end()
    return "".join((*kept, body[at:]))


def _number_of(row: str, numbers: _Numbers, section: str) -> str:
    """The number of a row, "" where it has none."""
    if not row.strip() or any(each in row for each in _UNNUMBERED):
        return ""
    tag = _TAG.search(row)
    if tag is None:
        numbers.counts["formula"] += 1
    number = tag[1] if tag else ".".join(filter(None, (section, str(numbers.counts["formula"]))))
    numbers.note(row, "formula", number)
    return number


# References


def _printed(command: Command, numbers: _Numbers, language: str) -> str | None:
    """What a reference prints; one to what has no number here is left to pandoc, which counts sections and theorems."""
    if not command.arguments:
        return None
    labels = [label.strip() for label in command.arguments[0].split(",")]
    if any(label not in numbers.printed for label in labels):
        return rf"\ref{{{command.arguments[0]}}}" if command.name not in ("ref", "eqref") else None
    kind = numbers.kinds[labels[0]]
    bracketed = kind == "formula" and command.name != "ref"
    said = ", ".join(f"({numbers.printed[each]})" if bracketed else numbers.printed[each] for each in labels)
    if command.name in ("ref", "eqref"):
        return said
    return f"{_word(kind, language)}~{said}"
