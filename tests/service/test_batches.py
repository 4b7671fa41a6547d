"""Many manuscripts at once, over HTTP and by `galley batch`."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from running_service import MANUSCRIPT, Service, until

import converter


def send(service: Service, files: list[tuple[str, bytes]], **headers: str) -> Any:
    return service.ask("POST", "/api/v1/batches", fields=[("files", each) for each in files], headers=headers)


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"issue/{name}.md", text)
    return stream.getvalue()


def finished(service: Service, batch: str) -> Any:
    def look() -> Any:
        told = service.get(f"/api/v1/batches/{batch}?wait=5").json
        return told if told["state"] == "finished" else None

    return until(look, 60)


def test_files_and_zips_become_one_batch_with_one_report_and_one_zip(service: Service) -> None:
    archive = zipped(one=f"{MANUSCRIPT}One.", two=f"{MANUSCRIPT}Two.", letters=f"{MANUSCRIPT}Again.")
    answer = send(service, [("letters.md", MANUSCRIPT.encode()), ("issue.zip", archive), ("empty.md", b"")])
    assert answer.status == 202
    batch = finished(service, answer.json["id"])
    assert batch["counts"]["finished"] == 4
    assert set(batch["refused"]) == {"empty.md"}
    with zipfile.ZipFile(io.BytesIO(service.get(batch["links"]["results.zip"]).body)) as results:
        assert sorted(results.namelist()) == ["letters-2.xml", "letters.xml", "one.xml", "report.json", "two.xml"]
        assert results.read("letters.xml") == converter.convert(MANUSCRIPT.encode(), name="letters.md").xml
    report = service.get(batch["links"]["report.json"]).json
    assert [each["file"] for each in report["conversions"]] == ["letters.md", "one.md", "two.md", "letters.md"]
    assert service.ask("DELETE", batch["links"]["self"]).status == 204
    assert service.get(batch["links"]["self"]).status == 404


def test_a_batch_sent_twice_with_one_key_is_one_batch(service: Service) -> None:
    files = [("a.md", f"{MANUSCRIPT}A".encode())]
    first = send(service, files, **{"Idempotency-Key": "issue-7"})
    again = send(service, files, **{"Idempotency-Key": "issue-7"})
    assert (again.json["id"], again.headers["Idempotency-Replayed"]) == (first.json["id"], "true")
    other = send(service, [("b.md", b"Other.")], **{"Idempotency-Key": "issue-7"})
    assert other.json["code"] == "idempotency-mismatch"


def test_references_and_validations_are_made_once_for_one_key(service: Service) -> None:
    text, key = b"Smith, J. (2019). Boats. Journal of Rivers, 4(2), 11-19.\n", {"Idempotency-Key": "once"}
    for room in ("references", "validations"):
        fields = {"file": (f"{room}.xml", text if room == "references" else b"<article/>")}
        before = count_made(service)
        answers = [service.ask("POST", f"/api/v1/{room}", fields=fields, headers=key) for _ in range(2)]
        assert answers[0].body == answers[1].body
        assert count_made(service) == before + 1
        other = service.ask("POST", f"/api/v1/{room}", fields={"file": ("b.xml", b"<b/>")}, headers=key)
        assert other.json["code"] == "idempotency-mismatch"


def test_a_batch_that_breaks_off_leaves_nothing_behind(service: Service) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("good.md", f"{MANUSCRIPT}Before the break.")
        archive.writestr("bad.md", "x" * 500)
    damaged = stream.getvalue().replace(b"x" * 500, b"x" * 499 + b"y")
    before = sorted(service.data.joinpath("store", "sources").rglob("*/*"))
    answer = send(service, [("issue.zip", damaged)], **{"Idempotency-Key": "broken"})
    assert (answer.status, answer.json["code"]) == (422, "file-refused")
    assert sorted(service.data.joinpath("store", "sources").rglob("*/*")) == before
    again = send(service, [("issue.zip", zipped(good=MANUSCRIPT))], **{"Idempotency-Key": "broken"})
    assert again.status == 202


def test_a_zip_with_a_path_writes_nothing_outside(service: Service, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(f"../../../../../{tmp_path}/outside.md", MANUSCRIPT)
    batch = finished(service, send(service, [("trap.zip", stream.getvalue())]).json["id"])
    assert [each["name"] for each in batch["jobs"]] == ["outside.md"]
    assert not list(tmp_path.iterdir())


def test_a_folder_is_converted_and_killed_and_run_again_nothing_is_converted_twice(
    service: Service, tmp_path: Path
) -> None:
    folder, out = tmp_path / "issue", tmp_path / "out"
    folder.mkdir()
    for number in range(12):
        folder.joinpath(f"{number}.md").write_text(f"{MANUSCRIPT}Number {number}.", encoding="utf-8")
    folder.joinpath("picture.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    command = [sys.executable, "-m", "converter", "batch", str(folder), "--server", service.url, "--out", str(out)]
    before = count_made(service)
    with subprocess.Popen([*command, "-j", "2"], stderr=subprocess.DEVNULL) as first:
        until(lambda: list(out.glob("*.xml")))
        first.send_signal(signal.SIGKILL)
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 2, again.stderr
    assert "PNG" in again.stderr
    assert {path.stem for path in out.glob("*.xml")} == {str(number) for number in range(12)}
    assert count_made(service) - before == 12
    local = converter.convert(folder.joinpath("3.md").read_bytes(), name="3.md").xml
    assert out.joinpath("3.xml").read_bytes() == local
    assert not [name for name in os.listdir(out) if name.endswith(".part")]


def count_made(service: Service) -> int:
    lines = service.get("/metrics").body.decode().splitlines()
    found = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}
    return int(found['galley_jobs_total{outcome="accepted"}'] - found['galley_jobs_total{outcome="reused"}'])
