"""`galley references` as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import pypandoc
import pytest

LIST = (
    "1. Рыбаков В.М. Экономика Вьетнама // Восток.\n2014. № 3. С. 45–58.\n"
    "2. Orwell G. Nineteen eighty-four. London: Secker & Warburg, 1949.\n"
)


def galley(arguments: list[str], text: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "converter", "references", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def test_a_list_in_plain_text_becomes_a_line_a_reference() -> None:
    done = galley([], LIST)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["R1", "R2"]
    assert lines[0]["fields"]["authors"] == [{"surname": "Рыбаков", "given": "В.М."}]
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


MANY = (
    "1. Müller, K., & Weber, P. (2020). Märkte & Moral: Eine {Studie} über 50 % Wachstum. "
    "Zeitschrift für Ethik, 12(3), 45–67. https://doi.org/10.1000/xyz_1\n"
    "2. Иванов И. И., Петров П. П. История «малых» городов // Вопросы истории. 2019. № 4. С. 12–34.\n"
    "3. Nguyễn Văn Nam. Lịch sử Việt Nam. Hà Nội: Nxb. Thế giới, 2010. 320 tr.\n"
    "4. World Farm Organization. Seed report. Geneva: WFO; 2019. "
    "Available from: https://www.example.org/a_b?c=1&d=2\n"
    "5. Smith, J. (2015). Rivers. In A. Brown (Ed.), Waters of the world (pp. 12–30). Oxford: Clarendon Press.\n"
)
SAID = ("title", "author", "editor", "issued", "container-title", "volume", "issue", "page", "publisher", "DOI", "URL")


def read_by_pandoc(target: str, form: str) -> list[dict[str, object]]:
    written = galley(["--to", target], MANY).stdout
    found = json.loads(pypandoc.convert_text(written, "csljson", form))
    return [{key: value for key, value in work.items() if key in SAID} for work in found]


def test_another_program_reads_the_same_works_in_every_format() -> None:
    as_printed = read_by_pandoc("csl-json", "csljson")
    assert [work["title"] for work in as_printed] == [
        "Märkte & Moral: Eine {Studie} über 50 % Wachstum",
        "История «малых» городов",
        "Lịch sử Việt Nam",
        "Seed report",
        "Rivers",
    ]
    assert read_by_pandoc("bibtex", "bibtex") == as_printed
    in_ris = read_by_pandoc("ris", "ris")
    assert in_ris[3].pop("author") == [{"family": "World Farm Organization"}]
    assert as_printed[3].pop("author") == [{"literal": "World Farm Organization"}]
    assert in_ris == as_printed


def test_a_line_that_is_no_record_is_refused() -> None:
    done = galley(["--from", "jsonl"], "no json\n")
    assert done.returncode == 2
    assert "line 1" in done.stderr


def test_a_file_that_is_not_there_is_refused() -> None:
    assert galley(["no-such-file.txt"], "").returncode == 2
