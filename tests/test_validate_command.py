"""`galley validate` and `galley rules` on the command line."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from jats import article

from converter.cli import main
from converter.rules import rules

SPOILT = ("2049-3630", "2049-3631")
DOUBTFUL = ("<p>As was", "<p/><p>As was")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    issue = tmp_path / "issue"
    issue.mkdir()
    for number in range(1, 4):
        (issue / f"{number}.xml").write_bytes(article(number=number))
    (tmp_path / "spoilt.xml").write_bytes(article(SPOILT))
    (tmp_path / "doubtful.xml").write_bytes(article(DOUBTFUL))
    (tmp_path / "torn.xml").write_bytes(b"<article><front>")
    (tmp_path / "packed.xml").write_bytes(gzip.compress(article()))
    return tmp_path


def run(*words: str) -> int:
    return main(["validate", *words, "--layers", "dtd,rules"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["issue"], 0),
        (["spoilt.xml"], 1),
        (["doubtful.xml"], 0),
        (["doubtful.xml", "--fail-on", "warning"], 1),
        (["spoilt.xml", "--fail-on", "never"], 0),
        (["torn.xml", "spoilt.xml"], 2),
        (["packed.xml"], 2),
        (["torn.xml", "--fail-on", "never"], 0),
        (["issue", "spoilt.xml", "-j", "2"], 1),
    ],
)
def test_the_exit_code_says_whether_there_are_errors(folder: Path, words: list[str], code: int) -> None:
    assert run(*words) == code


@pytest.mark.parametrize(
    "words",
    [["none.xml"], ["issue", "--layers", "colour"], ["issue", "--journal", "none"], ["issue", "--format", "odd"]],
)
def test_what_is_impossible_is_refused(folder: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["validate", *words])
    assert refused.value.code == 2


def test_findings_go_to_output_and_the_sum_to_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("issue", "spoilt.xml")
    told = capsys.readouterr()
    assert told.out.startswith("spoilt.xml:8:1: error issn-check-digit: ")
    assert told.err == "4 files, 1 error, no warning, no note\n"


def test_several_at_once_tell_the_same_in_the_same_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("doubtful.xml", "spoilt.xml", "issue", "-j", "1")
    alone = capsys.readouterr()
    run("doubtful.xml", "spoilt.xml", "issue", "-j", "3")
    assert capsys.readouterr() == alone


def test_standard_input_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article(SPOILT))))
    assert run("-") == 1
    assert capsys.readouterr().out.startswith("stdin:8:1: error")


def test_the_articles_of_an_archive_are_an_issue(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ZipFile("issue.zip", "w") as archive:
        archive.writestr("1.xml", article())
        archive.writestr("2.xml", article())
    assert run("issue.zip", "--format", "jsonl") == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {each["code"] for each in told} == {"issue-doi-repeated", "issue-title-repeated", "issue-pages-overlap"}
    assert {each["file"] for each in told} == {"issue.zip/2.xml"}


def test_it_stops_after_so_many_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("spoilt.xml", "issue", "--max-errors", "1", "-j", "1") == 1
    assert "1 file, 1 error" in capsys.readouterr().err


def test_waivers_of_the_repository_are_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waivers = folder / ".galley.toml"
    waivers.write_text('[[waiver]]\ncode = "issn-check-digit"\nreason = "Old."\n', encoding="utf-8")
    assert run("spoilt.xml") == 0
    assert run("issue", "--fail-on", "warning") == 1
    assert "waiver-unused" in capsys.readouterr().out


def test_the_output_may_be_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("spoilt.xml", "--format", "sarif", "-o", "found.sarif")
    assert json.loads(Path("found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert capsys.readouterr().out == ""


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = {line.split(":")[0] for line in capsys.readouterr().out.splitlines()}
    assert set(rules()) <= listed
    assert main(["rules", "issn-check-digit", "--lang", "ru"]) == 0
    told = capsys.readouterr().out
    assert "Источник: ISO 3297" in told
    assert "2049-3631" in told


def test_a_rule_there_is_not_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["rules", "none"])


def test_the_remedy_is_told_where_a_code_comes_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "again.xml").write_bytes(article(DOUBTFUL, number=2))
    main(["validate", "doubtful.xml", "again.xml"])
    told = capsys.readouterr().out
    assert told.count("warning element-empty: <p> is empty.") == 2
    assert told.count("    → Fill it or take it out.") == 1
