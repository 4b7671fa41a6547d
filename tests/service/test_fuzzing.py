"""Requests nobody thought of: made from the document of the interface, and of bytes at random."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutate
from running_service import Service, running
from typesetting import compiled

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
SUFFIXES = ("", ".md", ".txt", ".docx", ".pdf", ".odt", ".epub", ".html", ".rtf", ".tex", ".xml")
STARTS = (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"# A\n\n", b"---\na: &a [*a]\n---\n", b"\xff\xfe", b"{\\rtf1")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
HEADERS = (
    "Accept",
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "Origin",
    "Prefer",
    "Range",
    "X-API-Key",
    "X-Forwarded-For",
    "X-Request-ID",
)
HARMLESS = ("finished", "unreadable-manuscript", "file-refused", "file-empty", "time-limit")
"""What may become of a damaged file."""
MUTATIONS, MUTATIONS_SEED = int(os.environ.get("MUTATIONS", "60")), int(os.environ.get("MUTATIONS_SEED", "1"))
"""More of them are for those who have the time."""
PROJECT = Path(__file__).parent.parent.parent
BOUNDED = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that refuses nobody for coming often."""
    many = "100000"
    limits = {"GALLEY_RATE": "0", "GALLEY_WAITING": many, "GALLEY_WAITING_EACH": many}
    with running(tmp_path_factory.mktemp("patient"), **limits) as started:
        yield started
        assert "unforeseen" not in started.log


def test_every_answer_to_requests_made_from_the_document_is_in_the_document(patient: Service, tmp_path: Path) -> None:
    words = ["--phases", "coverage,fuzzing", "--checks", CHECKS, "--seed", "1", "--max-examples", "8"]
    quiet = ["--generation-database", "none", "--suppress-health-check", "all", "--warnings", "off", "--no-color"]
    command = [str(SCHEMATHESIS), "run", f"{patient.url}/openapi.json", *words, *quiet]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@settings(BOUNDED, max_examples=40)
@given(
    name=st.text(max_size=60),
    suffix=st.sampled_from(SUFFIXES),
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=300),
)
def test_any_bytes_under_any_name_are_answered_and_bring_no_job_to_a_bug(
    patient: Service, name: str, suffix: str, start: bytes, rest: bytes
) -> None:
    answer = patient.submit(start + rest, name + suffix, "?wait=20")
    assert answer.status in (200, 202, 400, 413, 415, 422), answer.body
    if answer.status in (200, 202):
        job = patient.end_of(answer.json["id"])
        told = job.get("error", {})
        assert told.get("status", 422) == 422, told


@pytest.fixture(scope="module")
def originals() -> list[tuple[str, bytes]]:
    """A manuscript in every format that can be made of it here."""
    manuscript = PROJECT / "tests" / "cases" / "objects" / "manuscript.md"
    text = re.sub(r"!\[([^]]*)]\([^)]*\)", r"\1", manuscript.read_text(encoding="utf-8"))  # its images are not there
    made = [(manuscript.name, manuscript.read_bytes())]
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("docx", "odt", "rtf", "tex", "html", "epub"):
            file = Path(folder, f"manuscript.{suffix}")
            words = ["--standalone", "--metadata=title:Letters"]
            pypandoc.convert_text(text, suffix.replace("tex", "latex"), "markdown", words, outputfile=str(file))
            made.append((file.name, file.read_bytes()))
    typst = pypandoc.convert_text(text, "typst", "markdown", ["--standalone"])
    return [*made, ("manuscript.pdf", compiled(typst))]


def test_a_damaged_file_is_converted_or_refused_and_brings_nothing_down(
    patient: Service, originals: list[tuple[str, bytes]]
) -> None:
    luck = random.Random(MUTATIONS_SEED)
    with ThreadPoolExecutor(4) as clients:
        damaged = [(name, mutate(luck, data)) for name, data in luck.choices(originals, k=MUTATIONS)]
        ends = clients.map(lambda file: end_of(patient, *file), damaged)
        wrong = [(number, *end) for number, end in enumerate(ends) if end[1] not in HARMLESS]
    assert not wrong
    assert patient.get("/readyz").status == 200


def end_of(service: Service, name: str, data: bytes) -> tuple[str, str]:
    """The name, and what became of a file: finished, or the code of its problem."""
    answer = service.submit(data, name, "?wait=20")
    if answer.status >= 400:
        return name, str(answer.json["code"])
    job = service.end_of(answer.json["id"])
    return name, str(job["error"]["code"] if job["state"] == "failed" else job["state"])


@settings(BOUNDED, max_examples=60)
@given(
    path=st.lists(st.text(max_size=20), max_size=5),
    method=st.sampled_from(METHODS),
    headers=st.dictionaries(st.sampled_from(HEADERS), HEADER_TEXT, max_size=5),
)
def test_any_path_and_any_headers_are_answered_with_no_failure_of_ours(
    patient: Service, path: list[str], method: str, headers: dict[str, str]
) -> None:
    rooms = [quote(each, safe="") for each in path]
    for start in ("", "/api/v1/conversions", "/api/v1"):
        assert patient.ask(method, "/".join([start, *rooms]) or "/", headers=headers).status < 500
