"""Galley turns a journal manuscript into JATS XML that an editor can publish.

import converter
conversion = converter.convert("article.md")
conversion.xml          # bytes
conversion.ok           # no error among conversion.diagnostics
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.article import Reference
    from converter.diagnostics import Log
    from converter.linking import Link
    from converter.pipeline import Conversion
    from converter.readers import Unreadable
    from converter.records import view
    from converter.report import Report, report_conversion
    from converter.validation import Validation

__all__ = [
    "Conversion",
    "Link",
    "Reference",
    "Report",
    "Unreadable",
    "Validation",
    "citations",
    "convert",
    "list_journals",
    "references",
    "report_conversion",
    "validate",
    "view",
]

_BEHIND = {
    "Conversion": "converter.pipeline",
    "Link": "converter.linking",
    "Reference": "converter.article",
    "Report": "converter.report",
    "Unreadable": "converter.readers",
    "Validation": "converter.validation",
    "report_conversion": "converter.report",
    "view": "converter.records",
}
"""Names that are looked up when they are asked for: the door opens without the house."""


def __getattr__(name: str) -> object:
    if name in _BEHIND:
        return getattr(import_module(_BEHIND[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def convert(
    source: str | Path | bytes,
    *,
    journal: str | Path | None = None,
    jats: str = "1.3",
    tag_set: str = "publishing",
    name: str = "",
    progress: Callable[[str], None] = lambda stage: None,
) -> Conversion:
    """Convert a manuscript, given by its path or as bytes with the name of its file.

    Beside a path are looked up the bibliography and the parts of its source that it names.
    `journal` names a journal Galley knows or a TOML file; `jats` is "1.2", "1.3" or "1.4",
    `tag_set` "publishing" or "archiving"; `progress` is told each stage as it begins. Raises
    `Unreadable` where there is nothing to read, `OSError` where the file cannot be opened and
    `LookupError` for a journal there is not.
    """
    from converter.journals import load_journal
    from converter.pipeline import run
    from converter.sources import files_beside

    facts = load_journal(journal) if journal else None
    if isinstance(source, bytes):
        return run(source, name, facts, jats, tag_set, progress)
    path = Path(source)
    return run(path.read_bytes(), name or str(source), facts, jats, tag_set, progress, files_beside(path))


def validate(
    source: str | Path | bytes,
    *,
    layers: Sequence[str] = ("well-formed", "dtd", "jats4r", "rules", "journal"),
    language: str = "en",
    journal: str = "",
    jats: str = "",
    tag_set: str = "",
    name: str = "",
) -> Validation:
    """What is wrong with JATS XML, given by its path or as bytes with the name of its file.

    `layers` are the checks to run; `language` is that of the sentences, "en" or "ru". `journal` names a
    journal Galley knows or a TOML file. `jats` and `tag_set` choose the DTD against what the DOCTYPE says.
    Raises `OSError` where the file cannot be opened and `LookupError` for a layer or journal there is not.
    """
    from converter.validation import request_validation, validate_xml

    request = request_validation(layers, language, journal, jats, tag_set)
    if isinstance(source, bytes):
        return validate_xml(source, name, request)
    with Path(source).open("rb") as stream:
        return validate_xml(stream.read(request.most_bytes + 1), name or str(source), request)


def references(source: str | Sequence[str], *, language: str = "", log: Log | None = None) -> tuple[Reference, ...]:
    """The references of a list, given as its text or as lines with one reference each.

    `language` is the code of the list's language, if known. What is doubtful goes to `log`, one
    `Diagnostic` at a time. Every `Reference` keeps its printed text; its `fields` are spans of it.
    """
    from converter.manuscript import Run
    from converter.styles import Entry, parse_references, read_list

    told: Log = log or (lambda diagnostic: None)
    if isinstance(source, str):
        return read_list(told, source, language=language)
    return parse_references(told, [Entry((Run(" ".join(line.split())),)) for line in source], language)


def citations(paragraphs: Sequence[str], listed: Sequence[Reference]) -> tuple[Link, ...]:
    """Where `paragraphs` cite the `listed` references: the paragraph, the characters from start to end, the ids.

    Superscripts in a paragraph are written `^1,2^`.
    """
    from converter.linking import find_links

    return find_links(paragraphs, listed)


def list_journals() -> tuple[str, ...]:
    """The names of the journals Galley knows."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.joinpath("journals").glob("[!_]*.toml")))
