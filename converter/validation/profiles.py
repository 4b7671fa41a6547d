"""The journal layer: what one journal asks of its articles, from its TOML file in the room of journals.

    [requirements]
    languages = ["en", "ru"]              # title, abstract and keywords in each
    sections = ["Introduction"]           # titles of sections that must be there
    identifiers = ["doi", "udc"]          # kinds of article-id
    pages = "range"                       # or "number"
    abstract_words = [150, 250]
    keywords = [5, 10]
    orcid = true
    schematron = "house.sch"              # beside the file

    [severities]                          # of codes or patterns of them: error, warning, note; the first counts
    alt-text-missing = "error"
    "jats4r-*" = "note"

The journal's titles, ISSNs and licence, where the file has them, must be those of the article.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from converter.diagnostics import Severity
from converter.remarks import Remark, Word
from converter.rules import Hit, at
from converter.validation.findings import Finding
from converter.validation.profile_remarks import (
    ABSTRACT_LENGTH,
    IDENTIFIER_MISSING,
    ISSN_DIFFERS,
    KEYWORDS_NUMBER,
    LANGUAGE_MISSING,
    LICENCE_DIFFERS,
    ORCID_MISSING,
    PAGES_OF_OTHER_STYLE,
    SECTION_MISSING,
    TITLE_DIFFERS,
)
from converter.views import HREF, Element, View, child, local, text_of

ROOM = Path(__file__).parent.parent / "journals"
_PAGES = {"range": ("fpage", "elocation-id"), "number": ("elocation-id", "fpage")}
"""Page style to the element there must be and the one there must not be."""
Told = Iterator[tuple[Remark, Hit]]


class ProfileBroken(LookupError):
    """The file of a journal cannot be read; the message says why."""


class Requirements(Struct, frozen=True, forbid_unknown_fields=True):
    """What a journal asks; what is empty it does not ask."""

    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    pages: Literal["", "range", "number"] = ""
    abstract_words: tuple[int, int] | None = None
    keywords: tuple[int, int] | None = None
    orcid: bool = False
    schematron: str = ""


class Profile(Struct, frozen=True):
    """What of a journal's file matters to validation."""

    titles: dict[str, str] = {}
    issns: dict[str, str] = {}
    licence: str = ""
    requirements: Requirements = Requirements()
    severities: dict[str, Literal["error", "warning", "note"]] = {}
    """From a code, or a pattern of codes, to what the journal makes of it."""
    folder: Path = Path()

    @property
    def schematron(self) -> Path | None:
        """The file of the journal's own Schematron, if it has one."""
        return self.folder / self.requirements.schematron if self.requirements.schematron else None


def load_profile(journal: str) -> Profile:
    """The profile of a journal of the room, or of a TOML file. Raises `ProfileBroken`."""
    file = ROOM / f"{journal}.toml" if (ROOM / f"{journal}.toml").is_file() else Path(journal)
    try:
        return replace(convert(tomllib.loads(file.read_text("utf-8")), Profile), folder=file.parent)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise ProfileBroken(f"no journal {journal!r}: {trouble}") from trouble
    except ValidationError as trouble:
        raise ProfileBroken(f"{file}: {trouble}") from trouble


def weigh(finding: Finding, profile: Profile | None) -> Finding:
    """The finding as grave as the journal takes it; what keeps a file from being read stays an error."""
    severities = profile.severities if profile and finding.layer != "well-formed" else {}
    severity = next((severities[each] for each in severities if fnmatchcase(finding.code, each)), finding.severity)
    return replace(finding, severity=Severity(severity)) if severity != finding.severity else finding


def check_profile(article: View, profile: Profile) -> Told:
    """What an article lacks of what its journal asks."""
    meta = article.first("article-meta")
    if meta is None:
        return
    yield from _check_journal(article, profile)
    yield from _check_languages(article, profile, meta)
    yield from _check_sizes(article, profile)
    yield from _check_metadata(article, profile, meta)
    titles = {text_of(child(each, "title")).casefold() for each in article.main("sec", "ack", "notes")}
    for title in profile.requirements.sections:
        if title.casefold() not in titles:
            yield SECTION_MISSING, at(meta, title=title)


def _check_journal(article: View, profile: Profile) -> Told:
    meta = article.first("journal-meta")
    if meta is None:
        return
    for each in meta.iter("issn"):
        if profile.issns and text_of(each) not in profile.issns.values():
            yield ISSN_DIFFERS, at(each, expected=", ".join(profile.issns.values()), found=text_of(each))
    for each in meta.iter("journal-title"):
        if profile.titles and text_of(each) not in profile.titles.values():
            yield TITLE_DIFFERS, at(each, expected=" / ".join(profile.titles.values()), found=text_of(each))


def _check_languages(article: View, profile: Profile, meta: Element) -> Told:
    parts = {
        "title": ("article-title", "trans-title"),
        "abstract": ("abstract", "trans-abstract"),
        "keywords": ("kwd-group",),
    }
    for part, names in parts.items():
        within = [each for each in meta.iter(*names) if text_of(each)]
        given = {article.language_of(each).split("-")[0].lower() for each in within}
        for code in profile.requirements.languages:
            if code not in given:
                yield LANGUAGE_MISSING, at(meta, code=code, part=Word(part))


def _check_sizes(article: View, profile: Profile) -> Told:
    measured = (
        (ABSTRACT_LENGTH, profile.requirements.abstract_words, ("abstract", "trans-abstract")),
        (KEYWORDS_NUMBER, profile.requirements.keywords, ("kwd-group",)),
    )
    for remark, bounds, names in measured:
        for each in article.main(*names) if bounds else ():
            if bounds and not each.get("abstract-type"):
                is_list = local(each) == "kwd-group"
                number = len(list(each.iter("kwd"))) if is_list else len(text_of(each).split())
                if not bounds[0] <= number <= bounds[1]:
                    facts = {"least": bounds[0], "most": bounds[1], "number": number}
                    yield remark, at(each, code=article.language_of(each), **facts)


def _check_metadata(article: View, profile: Profile, meta: Element) -> Told:
    given = {each.get("pub-id-type") for each in meta.iter("article-id")} | {
        each.get("subj-group-type", "") for each in meta.iter("subj-group")
    }
    for kind in profile.requirements.identifiers:
        if kind not in given:
            yield IDENTIFIER_MISSING, at(meta, type=kind)
    if profile.requirements.pages:
        wanted, unwanted = _PAGES[profile.requirements.pages]
        if child(meta, wanted) is None or child(meta, unwanted) is not None:
            yield PAGES_OF_OTHER_STYLE, at(meta, expected=f"<{wanted}>")
    for each in meta.iter("license"):
        named = {each.get(HREF) or "", *(text_of(ref) for ref in each.iter("{*}license_ref"))} - {""}
        if profile.licence and named and profile.licence.rstrip("/") not in {one.rstrip("/") for one in named}:
            yield LICENCE_DIFFERS, at(each, expected=profile.licence, found=", ".join(sorted(named)))
    for person in meta.iter("contrib") if profile.requirements.orcid else ():
        name = next(person.iter("name", "string-name"), None)
        if name is not None and not any(each.get("contrib-id-type") == "orcid" for each in person.iter("contrib-id")):
            yield ORCID_MISSING, at(person, name=text_of(name))
