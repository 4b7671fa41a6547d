r"""Commands and environments of LaTeX that bear the name of a part: `\begin{resumen}`, `\keywords`, `\funding`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from converter.languages import LANGUAGES, PARTS, detect

HEADED = frozenset(
    {"abstract", "highlights", "acknowledgements", "funding", "conflict", "data", "contributions", "ethics", "ai-use"}
    | {"supplementary", "abbreviations"}
)
"""Parts that print a heading of their own."""
LABELLED = frozenset({"keywords", "received", "revised", "accepted", "published", "doi", "udc", "msc", "pacs", "jel"})
"""Parts whose label runs in."""
_SHORT = {
    "acks": "acknowledgements", "ack": "acknowledgements", "acknow": "acknowledgements", "altabstract": "abstract",
    "altkeywords": "keywords", "kwd": "keywords", "subjclass": "msc", "udk": "udc", "acmdoi": "doi",
    "ieeekeywords": "keywords", "indexterms": "keywords", "resume": "abstract", "dataavail": "data",
    "conflictsofinterest": "conflict", "titleabstract": "abstract",
}  # fmt: skip
"""Names that classes of journals give to parts, other than a label without its blanks."""
_OTHERWISE = frozenset({"thanks"})
"""A label whose command is for something else."""
_TELLING = 80
"""A shorter text tells its language less surely."""


def part_named(name: str) -> str:
    """The part that a command or environment is named after, "" for none."""
    key = name.casefold()
    if key in _OTHERWISE:
        return ""
    return _SHORT.get(key, "") or _parts().get(key, "")


def label_of(part: str, language: str) -> str:
    """The word that LaTeX prints for a part in a language."""
    spoken = LANGUAGES.get(language, LANGUAGES["en"]).labels.get(part) or LANGUAGES["en"].labels.get(part)
    words = (spoken or PARTS[part].everywhere or (part.upper(),))[0]
    return words[:1].upper() + words[1:]


def language_in(name: str, text: str, language: str) -> str:
    """The language of a part whose command has this name.

    That is the one whose word the name is, or that of a long text; a short one and a list of keywords
    are in the language of the document, or in English.
    """
    named = _languages().get(name.casefold(), frozenset())
    if len(named) == 1 and "en" not in named:
        return next(iter(named))
    telling = len(text) > _TELLING and part_named(name) in HEADED
    return (detect(text) if telling else detect(text, {language, "en"})) or language


def is_labelled(part: str, text: str) -> bool:
    """Whether a text begins with a label of the part, in any language."""
    words = text.casefold().split()
    return any(words[: len(label)] == label for label in map(str.split, map(str.casefold, _wordings(part))))


@cache
def _parts() -> Mapping[str, str]:
    """Parts by their labels in all languages, folded to the letters that a command's name may have."""
    return {folded: part for part in (*HEADED, *LABELLED) for words in _wordings(part) if (folded := _folded(words))}


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    """The languages whose label a name is."""
    found: dict[str, set[str]] = {}
    for code, language in LANGUAGES.items():
        for part in (*HEADED, *LABELLED):
            for words in language.labels.get(part, ()):
                found.setdefault(_folded(words), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _wordings(part: str) -> Iterator[str]:
    yield from PARTS[part].everywhere
    for language in LANGUAGES.values():
        yield from language.labels.get(part, ())


def _folded(words: str) -> str:
    """The letters of a label without accents and blanks, "" where a command could not be called so."""
    letters = "".join(re.findall(r"\w", unicodedata.normalize("NFD", words.casefold())))
    return letters if len(letters) > 2 and letters.isascii() and letters.isalpha() else ""
