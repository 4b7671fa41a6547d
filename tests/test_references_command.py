"""`galley references` as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LIST = (
    "1. Мазырин В.М. Экономика Вьетнама // Восток.\n2014. № 3. С. 45–58.\n"
    "2. Orwell G. Nineteen eighty-four. London: Secker & Warburg, 1949.\n"
)


def galley(arguments: list[str], text: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "converter", "references", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def test_a_list_in_plain_text_becomes_a_line_a_reference() -> None:
    done = galley([], LIST)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["R1", "R2"]
    assert lines[0]["fields"]["authors"] == [{"surname": "Мазырин", "given": "В.М."}]
    assert lines[1]["fields"]["place"] == "London"


def test_lines_keep_their_ids() -> None:
    line = json.dumps({"id": "x7", "text": "Orwell G. Nineteen eighty-four. London: Secker & Warburg, 1949."})
    done = galley(["--from", "jsonl"], line + "\n")
    assert json.loads(done.stdout)["id"] == "x7"
    assert json.loads(done.stdout)["fields"]["year"] == "1949"


@pytest.mark.parametrize(
    ("target", "beginning"), [("csl-json", "["), ("bibtex", "@"), ("ris", "TY  - "), ("jats", "<ref-list")]
)
def test_every_format_is_written(target: str, beginning: str) -> None:
    done = galley(["--to", target], LIST)
    assert done.returncode == 0
    assert done.stdout.startswith(beginning)
    assert "Orwell" in done.stdout


def test_a_line_that_is_no_record_is_refused() -> None:
    done = galley(["--from", "jsonl"], "no json\n")
    assert done.returncode == 2
    assert "line 1" in done.stderr


def test_a_file_that_is_not_there_is_refused() -> None:
    assert galley(["no-such-file.txt"], "").returncode == 2
