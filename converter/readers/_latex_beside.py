r"""What a LaTeX file names beside itself: `\input` is put in its place, and so is the list that BibTeX made."""

from __future__ import annotations

import re
from pathlib import PurePath

from converter.diagnostics import Kind, Log, Place, Severity
from converter.patterns import regex
from converter.readers import Beside
from converter.readers._decoding import decode
from converter.readers._latex_source import Command, rewrite, with_verbatim, without_comments

PART_MISSING = Kind(
    "part-missing",
    Severity.WARNING,
    "The manuscript takes in {name}, which does not stand in its folder: what that holds is missing.",
)

_PARTS = "input|include|subfile|subfileinclude"
LISTS = "bibliography|printbibliography|bibliographystyle"
_DEEPEST = 5
_BIBLIOGRAPHY = regex(r"\\(?:bibliography|addbibresource|addglobalbib)(?:\[[^\]]{0,100}\])?\s*\{([^}]{1,500})\}")
_LISTED = r"\begin{thebibliography}"
_BODY = regex(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def with_parts(log: Log, source: str, file: str, beside: Beside, depth: int = 0) -> str:
    """The source without comments, and with the files that it takes in; of those not at hand it is told."""
    bare, verbatim = without_comments(source)

    def part(command: Command) -> str | None:
        name = command.arguments[0].strip() if command.arguments else ""
        held = (beside(name) or beside(f"{name}.tex")) if name and depth < _DEEPEST else None
        if held is None:
            log(PART_MISSING(Place(file), name=name))
            return None
        inside = decode(log, held, name)
        whole = _BODY.search(inside)
        return with_parts(log, whole[1] if whole else inside, file, beside, depth + 1)

    return with_verbatim(rewrite(bare, _PARTS, part), verbatim)


def with_list(log: Log, source: str, file: str, beside: Beside) -> str:
    """The source with the reference list that BibTeX has written for it, where that is at hand."""
    if _LISTED in source:
        return source
    names = [f"{PurePath(file).stem}.bbl", *(f"{name}.bbl" for name in named_files(source))]
    texts = (decode(log, held, file) for held in map(beside, names) if held)
    text = next((text for text in texts if _LISTED in text), "")
    bare = with_verbatim(*without_comments(text))
    return rewrite(source, "bibliography", lambda each: bare if each.arguments else None) if text else source


def named_files(source: str) -> list[str]:
    """The bibliographies that a source names, without their suffix."""
    found = (name.strip() for match in _BIBLIOGRAPHY.findall(source) for name in match.split(","))
    return [name.removesuffix(".bib") for name in dict.fromkeys(found) if name]
