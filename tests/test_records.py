"""Records as JSON, and the schemas of the article and of the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from converter import convert
from converter.article import Article, Citation, HistoryDate, Paragraph, Section
from converter.diagnostics import Place, Severity
from converter.manuscript import Manuscript, Mark, Run
from converter.records import Json, describe, view
from converter.report import Report, report_conversion

PROJECT = Path(__file__).parent.parent
SCHEMAS = {"article": (Article, "An article as Galley understands it"), "report": (Report, "A report of Galley")}


def schema(name: str) -> Json:
    return json.loads((PROJECT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_repository_is_that_of_the_records(name: str, expect: Callable[[str, Path], None]) -> None:
    text = json.dumps(describe(*SCHEMAS[name]), indent=1) + "\n"
    expect(text, PROJECT / f"schemas/{name}.schema.json")
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("seed", sorted((PROJECT / "seeds").glob("*.txt")), ids=lambda seed: seed.stem)
def test_the_records_of_a_real_conversion_fit_their_schemas(seed: Path) -> None:
    done = convert(seed)
    Draft202012Validator(schema("article")).validate(view(done.article))
    Draft202012Validator(schema("report")).validate(view(Report((report_conversion(str(seed), done),))))
    Draft202012Validator(describe(Manuscript, "Manuscript")).validate(view(done.manuscript))


def test_a_record_names_its_class_and_leaves_out_what_is_at_its_default() -> None:
    assert view(HistoryDate("received", "2020-01-02")) == {
        "type": "history-date",
        "kind": "received",
        "iso": "2020-01-02",
    }


def test_records_lie_in_records() -> None:
    text = Run("see ", frozenset({Mark.ITALIC, Mark.BOLD}))
    section = Section((text,), (Paragraph((Citation((Run("Holm"),), ("r1",)),), Place("a.md", 3, 4)),))
    assert view(section) == {
        "type": "section",
        "title": [{"type": "run", "text": "see ", "marks": ["bold", "italic"]}],
        "blocks": [
            {
                "type": "paragraph",
                "content": [{"type": "citation", "content": [{"type": "run", "text": "Holm"}], "targets": ["r1"]}],
                "place": {"type": "place", "file": "a.md", "line": 3, "end_line": 4},
            }
        ],
    }


def test_plain_values_stay_as_they_are() -> None:
    assert view({"a": (1, None, True, Severity.NOTE)}) == {"a": [1, None, True, "note"]}


def test_bytes_are_written_in_base64() -> None:
    assert view(Manuscript((), media={"a.png": b"\x89PNG"}))["media"] == {"a.png": "iVBORw=="}


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="Path"):
        view(Path("a"))


def test_a_misspelt_record_does_not_fit_its_schema() -> None:
    article = view(Article("en")) | {"langauge": "en"}
    assert not Draft202012Validator(describe(Article, "Article")).is_valid(article)
