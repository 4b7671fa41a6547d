"""What the fonts of a PDF say of their characters: nothing, or what no language says.

A PDF shows glyphs; which characters they are stands in a table (ToUnicode) that may be missing or
wrong. Then text is lost that every reader of the page can see, and an editor must know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from converter.diagnostics import Kind, Log, Place, Severity
from converter.languages import LANGUAGES
from converter.patterns import regex
from converter.readers import Unreadable
from converter.readers._pdfium.pages import Page, Word

UNREAD = Kind(
    "pdf-font-unreadable",
    Severity.WARNING,
    "The font {font} does not say which characters it shows: {lost} of its {count} were not read, the first on "
    "page {page}. Export the PDF anew, or send the word processor's file.",
)
DOUBTFUL = Kind(
    "pdf-font-doubtful",
    Severity.QUESTION,
    "What the font {font} says is in no known language: its characters may not be those that the page shows.",
)

TABLES_WRONG = Kind(
    "pdf-font-tables-wrong",
    Severity.QUESTION,
    "The tables of the fonts (ToUnicode) give no words of any language; the characters were read without them.",
)

_LOST = regex("[\ufffd\ue000-\uefff\uf100-\uf8ff]")
"""Characters without a meaning; the private ones of the font Symbol (U+F000 on) have a repair of their own."""
_SURE, _MOSTLY, _HALF = 50, 0.3, 0.5
_WORDS = regex(r"[a-zß-ɏа-ӿ]{2,}")
_ENOUGH, _SAMPLE = 150, 5000
_COMMON = 0.05
"""In text of a language every fifth word or more is one of its commonest."""
_MAIN = 0.2


class _Said(Struct):
    """What one font says: its words, how many characters they have, how many of them are lost."""

    words: list[str]
    count: int = 0
    lost: int = 0
    page: int = 0


def are_legible(pages: Sequence[Page]) -> bool:
    """Whether most of the text has its characters, and they make words of a language."""
    fonts = _said(pages)
    return not _is_lost(fonts) and not any(_doubtful(fonts))


def told(log: Log, pages: Sequence[Page], file: str) -> tuple[Page, ...]:
    """The pages, nothing left of what a font says whose characters are lost; told to the editor.

    Raises `Unreadable` where most of the text is lost.
    """
    fonts = _said(pages)
    if _is_lost(fonts):
        raise Unreadable(
            "The text of the file cannot be read: its fonts do not say which characters they show (no or a broken "
            "ToUnicode table). Export the PDF anew, recognise its text (OCR), or send the word processor's file."
        )
    unread = {font: said for font, said in fonts.items() if said.lost >= _SURE and said.lost > _MOSTLY * said.count}
    for font, said in unread.items():
        log(UNREAD(Place(file, page=said.page), font=font, lost=said.lost, count=said.count, page=said.page))
    for font in _doubtful(fonts):
        log(DOUBTFUL(Place(file), font=font, excerpt=" ".join(fonts[font].words[:12])))
    return tuple(replace(page, words=tuple(_cleared(page.words, unread))) for page in pages)


def _said(pages: Sequence[Page]) -> dict[str, _Said]:
    """What each font says on all pages."""
    fonts: dict[str, _Said] = {}
    for page in pages:
        for word in page.words:
            said = fonts.setdefault(word.face.font, _Said([]))
            lost = len(_LOST.findall(word.text))
            said.words.append(word.text)
            said.count += len(word.text)
            said.lost += lost
            said.page = said.page or page.number * bool(lost)
    return fonts


def _is_lost(fonts: Mapping[str, _Said]) -> bool:
    return sum(said.lost for said in fonts.values()) > _HALF * _characters(fonts)


def _characters(fonts: Mapping[str, _Said]) -> int:
    return sum(said.count for said in fonts.values())


def _doubtful(fonts: Mapping[str, _Said]) -> Iterator[str]:
    """The fonts of much of the text whose words in Latin or Cyrillic letters are of no language known here."""
    for font, said in fonts.items():
        words = _WORDS.findall(" ".join(said.words[:_SAMPLE]).casefold())
        if len(words) >= _ENOUGH and said.count > _MAIN * _characters(fonts) and not _is_language(words):
            yield font


def _is_language(words: Sequence[str]) -> bool:
    return any(sum(word in each.common for word in words) >= _COMMON * len(words) for each in LANGUAGES.values())


def _cleared(words: Sequence[Word], unread: Collection[str]) -> Iterator[Word]:
    """The words with a sign for every character of the fonts that cannot be read."""
    for word in words:
        yield replace(word, text="\ufffd" * len(word.text)) if word.face.font in unread else word
