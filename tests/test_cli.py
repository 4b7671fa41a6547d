"""The command as users run it: a real process, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from converter.cli import EXIT_CODES, build_parser
from converter.schema import check

Galley = Callable[..., "subprocess.CompletedProcess[str]"]

MANUSCRIPT = """# Herring in the Baltic

Anna Holm

University of Turku, Turku, Finland

**Abstract.** Herring were counted for ten years.

**Keywords:** herring, Baltic

## 1. Introduction

Nets are old [Holm 2019: 4].

## References

Holm, A. (2019). Nets. *Fish*, 3(1), 1–9.
"""


@pytest.fixture
def galley(tmp_path: Path) -> Galley:
    """`galley("convert", "a.md")` in a folder of its own, with the manuscript a.md in it."""
    (tmp_path / "a.md").write_text(MANUSCRIPT, encoding="utf-8")

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "converter", *words]
        environment = {**os.environ, "COLUMNS": "200"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    return call


def test_xml_goes_to_standard_output_and_the_rest_to_standard_error(galley: Galley) -> None:
    done = galley("convert", "a.md")
    assert done.returncode in (0, 1)
    assert check(done.stdout.encode()) == ()
    assert done.stderr.splitlines()[-1].startswith("a.md: ")


def test_diagnostics_are_told_with_file_line_severity_code_and_sentence(galley: Galley, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MANUSCRIPT.replace("Holm 2019: 4", "Lund 2007"), encoding="utf-8")
    told = galley("convert", "a.md").stderr
    assert "a.md:13: warning citation-without-reference: " in told


def test_output_goes_to_the_file_that_is_asked_for(galley: Galley, tmp_path: Path) -> None:
    done = galley("convert", "a.md", "-o", "new/b.xml")
    assert done.stdout == ""
    assert check((tmp_path / "new/b.xml").read_bytes()) == ()


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
@pytest.mark.parametrize("tag_set", ["publishing", "archiving"])
def test_every_version_and_tag_set_is_valid(galley: Galley, version: str, tag_set: str) -> None:
    done = galley("convert", "a.md", "--jats", version, "--tag-set", tag_set)
    assert f'dtd-version="{version}"' in done.stdout
    assert check(done.stdout.encode(), version, tag_set) == ()


def test_the_report_is_json(galley: Galley, tmp_path: Path) -> None:
    galley("convert", "a.md", "-o", "a.xml", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["conversions"][0]["file"] == "a.md"


def test_repairs_of_a_kind_are_one_line_unless_all_are_asked_for(galley: Galley, tmp_path: Path) -> None:
    damaged = MANUSCRIPT.replace("Nets are old", "Long\ufffdterm nets are ten\ufffdyear nets, long-term, ten-year")
    (tmp_path / "a.md").write_text(damaged, encoding="utf-8")
    brief, verbose = galley("convert", "a.md"), galley("convert", "a.md", "--verbose")
    assert "a.md:13: note lost-hyphen: " not in brief.stderr
    assert "a.md: note lost-hyphen: " in brief.stderr
    assert verbose.stderr.count("a.md:13: note lost-hyphen: ") == 2


def test_one_failure_does_not_stop_the_others(galley: Galley, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(b"\x00\x01\x02" * 100)
    done = galley("convert", "b.md", "none.md", "a.md", "--out-dir", "out", "-j", "2")
    assert done.returncode == 2
    assert (tmp_path / "out/a.xml").exists()
    assert "b.md: error: " in done.stderr
    assert "none.md: error: The file cannot be read: No such file or directory." in done.stderr
    assert done.stderr.splitlines()[-1].startswith("3 manuscripts: ")
    assert "Traceback" not in done.stderr


def test_several_processes_write_the_same_bytes_as_one(galley: Galley, tmp_path: Path) -> None:
    for name in "bcd":
        (tmp_path / f"{name}.md").write_text(MANUSCRIPT, encoding="utf-8")
    galley("convert", "a.md", "b.md", "c.md", "d.md", "--out-dir", "one")
    galley("convert", "a.md", "b.md", "c.md", "d.md", "--out-dir", "two", "-j", "2")
    written = [
        sorted((file.name, file.read_bytes()) for file in (tmp_path / each).iterdir()) for each in ("one", "two")
    ]
    assert len(written[0]) == 4
    assert written[0] == written[1]


def test_a_terminal_shows_a_progress_bar(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(MANUSCRIPT, encoding="utf-8")
    master, terminal = os.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    command = [sys.executable, "-m", "converter", "convert", "a.md", "b.md", "--out-dir", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=terminal):
        os.close(terminal)
        shown = b"".join(iter(lambda: read_terminal(master), b""))
    os.close(master)
    assert b"0/2 [" in shown


def read_terminal(master: int) -> bytes:
    """What a terminal shows next; nothing once the last process that writes to it has gone."""
    try:
        return os.read(master, 4096)
    except OSError:  # how Linux says that a terminal is closed
        return b""


def test_a_file_shows_no_progress_bar(galley: Galley, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(MANUSCRIPT, encoding="utf-8")
    assert "0/2" not in galley("convert", "a.md", "b.md", "--out-dir", "out").stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["a.md", "b.md"], "several manuscripts need --out-dir"),
        (["a.md", "sub/a.md", "--out-dir", "out"], "2 manuscripts would be written to"),
        (["a.md", "-o", "a.md"], "a.md is a manuscript and would be overwritten"),
        (["a.md", "-o", "x.xml", "--out-dir", "out"], "--output and --out-dir exclude each other"),
        (["a.md", "--journal", "no-such"], "no journal 'no-such'"),
        (["a.md", "--jats", "0.9"], "invalid choice"),
        ([], "required"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(galley: Galley, tmp_path: Path, words: list[str], sentence: str) -> None:
    done = galley("convert", *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == MANUSCRIPT


def test_a_place_that_cannot_be_written_is_told(galley: Galley) -> None:
    done = galley("convert", "a.md", "-o", "a.md/b.xml")
    assert done.returncode == 2
    assert "a.md/b.xml cannot be written" in done.stderr


def test_help_does_not_load_the_converter() -> None:
    program = (
        "import sys, converter.cli as c; c.build_parser(); print('lxml' in sys.modules, 'pyromark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_help_tells_the_exit_codes() -> None:
    assert EXIT_CODES in " ".join(build_parser().format_help().split())
