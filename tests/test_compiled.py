"""Tables kept between runs are always those that would be computed anew."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

import converter
from converter.compiled import compiled, toml

TOMLS = sorted(Path(converter.__file__).parent.rglob("*.toml"))


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "words.toml"
    file.write_text('word = "дом"\n', encoding="utf-8")
    return file


def kept(source: Path) -> list[Path]:
    """The tables there are of a source."""
    return list((source.parent / "__pycache__").glob("*"))


@pytest.mark.parametrize("file", TOMLS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_data_file_reads_the_same_compiled_or_not(file: Path) -> None:
    assert toml(file) == toml(file) == tomllib.loads(file.read_text(encoding="utf-8"))


def test_the_second_time_nothing_is_computed(source: Path) -> None:
    assert compiled((source,), "count", lambda: {"дом": (1, 2.5)}) == {"дом": (1, 2.5)}
    assert compiled((source,), "count", lambda: {}) == {"дом": (1, 2.5)}


def test_two_tables_of_one_source_are_two(source: Path) -> None:
    assert compiled((source,), "one", lambda: 1) == 1
    assert compiled((source,), "two", lambda: 2) == 2


def test_a_changed_source_is_read_anew(source: Path) -> None:
    toml(source)
    source.write_text('word = "сад"\n', encoding="utf-8")
    assert toml(source) == {"word": "сад"}


def test_any_of_several_sources_may_change(source: Path) -> None:
    other = source.with_name("other.toml")
    other.write_text("", encoding="utf-8")
    assert compiled((source, other), "count", lambda: 1) == 1
    other.write_text("a = 1", encoding="utf-8")
    assert compiled((source, other), "count", lambda: 2) == 2


@pytest.mark.parametrize("cut", [0, 10, -1])
def test_a_damaged_table_is_computed_anew(source: Path, cut: int) -> None:
    toml(source)
    (table,) = kept(source)
    table.write_bytes(table.read_bytes()[:cut])
    assert toml(source) == {"word": "дом"}


def test_where_nothing_can_be_written_all_is_computed(source: Path) -> None:
    (source.parent / "__pycache__").write_text("in the way")
    assert toml(source) == {"word": "дом"}


def test_who_wants_no_compiled_files_gets_none(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert toml(source) == {"word": "дом"}
    assert not (source.parent / "__pycache__").exists()


def test_a_table_is_written_whole_beside_its_source(source: Path) -> None:
    toml(source)
    assert [file.name for file in kept(source)] == [f"words.{sys.implementation.cache_tag}.toml.table"]
