"""Citation fields of a Word document: what Zotero, Mendeley and EndNote show, and the works they say they mean.

Zotero and Mendeley write CSL-JSON (https://citationstyles.org), EndNote its own XML, plain or in
base64. The data comes from others: what is too long, broken or of another shape is counted and left.
"""

from __future__ import annotations

import binascii
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from lxml import etree
from msgspec import Struct, field

from converter.manuscript import CitationField, CitedWork
from converter.patterns import regex

LONGEST_SHOWN = 2_000
"""Letters of a citation as it is printed."""
_LONGEST_DATA = 1_000_000
_MOST = 6_000
"""Works of all citations."""
_PROGRAMS = {
    "ADDIN ZOTERO_": "Zotero",
    "ADDIN CSL_CITATION": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
}
_ENDNOTE, ENDNOTE_DATA = "ADDIN EN.CITE", "ADDIN EN.CITE.DATA"
_CSL = "CSL_CITATION"
_CONTROL = "MENDELEY_CITATION_v3_"
_MARKUP = regex(r"<[^<>]{0,80}>")
_YEAR = regex(r"\d{4}")
_KINDS = {
    "article-journal": "journal", "chapter": "chapter", "book": "book", "paper-conference": "confproc",
    "thesis": "thesis", "report": "report", "webpage": "webpage", "article-newspaper": "newspaper",
    "dataset": "data", "software": "software", "journal article": "journal", "book section": "chapter",
    "conference paper": "confproc", "conference proceedings": "confproc", "web page": "webpage",
    "newspaper article": "newspaper",
}  # fmt: skip
"""Publication types of JATS by the types of CSL and of EndNote."""


class Citations(Struct):
    """What the fields of citation programs show and hold."""

    programs: Counter[str] = field(default_factory=Counter)
    """How many fields each program has."""
    fields: list[CitationField] = field(default_factory=list)
    works: int = 0
    unread: int = 0


class _Person(Struct):
    family: str = ""
    literal: str = ""


class _Date(Struct):
    parts: list[list[int | str]] = field(name="date-parts", default_factory=list)
    raw: str = ""


class _Data(Struct):
    title: str = ""
    type: str = ""
    author: list[_Person] = []
    issued: _Date = field(default_factory=_Date)
    doi: str = field(name="DOI", default="")


class _Item(Struct):
    data: _Data = field(name="itemData")


class _Cluster(Struct):
    items: list[_Item] = field(name="citationItems")


def note_field(citations: Citations, instruction: str, data: str, shown: str) -> None:
    """Add the field with this `instruction`, base64 `data` beside it and text `shown`, if it is one of citations."""
    upper = instruction[:40].upper()
    program = next((name for sign, name in _PROGRAMS.items() if upper.startswith(sign)), "")
    if not program or upper.startswith(ENDNOTE_DATA):
        return
    citations.programs[program] += 1
    if _CSL not in instruction and not upper.startswith(_ENDNOTE):
        return
    works: tuple[CitedWork, ...] = ()
    if len(instruction) + len(data) <= _LONGEST_DATA:
        works = tuple(_csl_works(instruction) if _CSL in instruction else _endnote_works(instruction, data))
    _add(citations, works, shown)


def note_control(citations: Citations, name: str, shown: str) -> None:
    """Add the content control called `name` with text `shown`, if Mendeley Cite set it for a citation."""
    if not name.startswith(_CONTROL):
        return
    citations.programs["Mendeley"] += 1
    works: list[CitedWork] = []
    with suppress(ValueError):
        works = _csl_works(_decoded(name[len(_CONTROL) : _LONGEST_DATA]).decode())
    _add(citations, tuple(works), shown)


def _add(citations: Citations, works: tuple[CitedWork, ...], shown: str) -> None:
    citations.works += len(works)
    if works and citations.works <= _MOST:
        citations.fields.append(CitationField(" ".join(shown.split()), works))
    else:
        citations.unread += 1


def _csl_works(instruction: str) -> list[CitedWork]:
    try:
        cluster = msgspec.json.decode(instruction[instruction.find("{") : instruction.rfind("}") + 1], type=_Cluster)
    except (msgspec.DecodeError, RecursionError):
        return []
    return [_csl_work(item.data) for item in cluster.items]


def _csl_work(data: _Data) -> CitedWork:
    first = data.issued.parts[0] if data.issued.parts else []
    year = _YEAR.search(str(first[0]) if first else data.issued.raw)
    authors = tuple(filter(None, (each.family or each.literal for each in data.author)))
    title = _MARKUP.sub(" ", data.title)
    return CitedWork(title, authors, year[0] if year else "", data.doi.lower(), _KINDS.get(data.type, ""))


def _endnote_works(instruction: str, data: str) -> Iterator[CitedWork]:
    """The works of EndNote's XML; no entity of it is resolved, nothing is fetched."""
    try:
        source = instruction[instruction.find("<EndNote") :].encode() if "<EndNote" in instruction else _decoded(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for cite in root.iter("Cite"):
        author = _text(cite, "record//author") or _text(cite, "Author")
        year = _YEAR.search(_text(cite, "record/dates/year") or _text(cite, "Year"))
        kind = cite.find("record/ref-type")
        yield CitedWork(
            _text(cite, "record/titles/title"),
            (author.split(",")[0] if "," in author else author.split(" ")[-1],) if author else (),
            year[0] if year else "",
            _text(cite, "record/electronic-resource-num").lower(),
            _KINDS.get(kind.get("name", "").lower(), "") if kind is not None else "",
        )


def _decoded(data: str) -> bytes:
    return binascii.a2b_base64(data).rstrip(b"\0")


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())
