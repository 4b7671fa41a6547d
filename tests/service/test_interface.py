"""Validations, references, events, keys, the document of the interface, and what no request may do."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running_service import MANUSCRIPT, Service, running, until

import converter
from service import create_app
from service.config import Config
from service.intake import clean_name
from service.openapi import describe_interface


def test_small_xml_is_validated_at_once(service: Service) -> None:
    xml = converter.convert(MANUSCRIPT.encode(), name="letters.md").xml
    answer = service.ask("POST", "/api/v1/validations", fields={"file": ("letters.xml", xml)})
    assert answer.status == 200
    assert answer.json["files"][0]["file"] == "letters.xml"
    broken = service.ask("POST", "/api/v1/validations", fields={"file": ("broken.xml", b"<article><front>")})
    assert (broken.status, broken.json["code"]) == (422, "xml-refused")


def test_references_are_read(service: Service) -> None:
    text = "Smith, J. (2019). Boats and letters. Journal of Rivers, 4(2), 11-19.\n"
    answer = service.ask("POST", "/api/v1/references", body=text.encode(), headers={"Content-Type": "text/plain"})
    assert answer.status == 200
    assert {each["name"] for each in answer.json["references"][0]["fields"]} >= {"author", "year", "title"}


def test_events_tell_a_job_until_its_end(service: Service) -> None:
    job = service.submit(f"{MANUSCRIPT}Events.").json
    told = service.get(job["links"]["events"])
    assert told.headers["Content-Type"].startswith("text/event-stream")
    assert b"event: finished" in told.body


def test_figures_are_told_to_prometheus(service: Service) -> None:
    assert b"galley_workers 1.0" in service.get("/metrics").body


def test_every_route_is_in_the_document_and_every_operation_has_a_route() -> None:
    app = create_app(Config())
    documented = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, operations in describe_interface(Config())["paths"].items()
        for method in operations
    }
    routed = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<any[^>]*>", "conversions", rule.rule)
        path = re.sub(r"<[^>]*>", "{}", path)
        routed |= {(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    generic = {("GET", "/api/v1/conversions/{}/{}"), ("GET", "/"), ("GET", "/docs"), ("GET", "/openapi.json")}
    routed -= {*generic, ("GET", "/static/{}")}
    results = {("GET", f"/api/v1/conversions/{{}}/{name}") for name in ("article.xml", "report.json")}
    assert documented == routed | results


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("letters.md", "letters.md"),
        ("../../../../tmp/pwned.md", "pwned.md"),
        ("C:\\papers\\letters.md", "letters.md"),
        ("a\r\nX-Injected: 1.md", "aX-Injected: 1.md"),
        ("", "manuscript"),
        (".md", "manuscript.md"),
        ("..", "manuscript"),
        ("-o.md", "-o.md"),
        ("И\u0306мя.md", "Ймя.md"),
    ],
)
def test_a_file_name_is_only_a_name(given: str, shown: str) -> None:
    assert clean_name(given) == shown


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/conversions/00000000000000000000000000000000", 404, "not-found"),
        ("/api/v1/conversions/..%2f..%2fetc%2fpasswd", 404, "not-found"),
        ("/api/v1/conversions?state=lost", 422, "option-invalid"),
        ("/api/v1/conversions?cursor=x", 422, "option-invalid"),
        ("/nowhere", 404, "not-found"),
    ],
)
def test_a_wrong_address_is_a_problem_with_a_code(service: Service, path: str, status: int, code: str) -> None:
    answer = service.get(path)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_wrong_upload_is_a_problem_with_a_code(service: Service) -> None:
    def code(**more: object) -> object:
        return service.ask("POST", "/api/v1/conversions", **more).json["code"]

    file = ("letters.md", MANUSCRIPT)
    assert code(fields={"other": file}) == "file-missing"
    assert code(fields={"file": ("empty.md", b"")}) == "file-empty"
    assert code(body=b"x", headers={"Content-Type": "application/json"}) == "media-type"
    assert code(fields={"file": file}, headers={"Content-Encoding": "gzip"}) == "media-type"
    assert code(fields={"file": file, "jats": "0.9"}) == "option-invalid"
    assert code(fields={"file": file, "journal": "../../etc/passwd"}) == "option-invalid"
    assert code(fields={"file": file, "callback_url": "http://127.0.0.1/"}) == "callback-refused"
    assert code(fields={"file": file}, headers={"Origin": "https://elsewhere.example"}) == "cross-site"
    assert code(fields={"file": file, **{f"f{number}": "x" for number in range(5000)}}) == "too-many-parts"
    assert code(fields={"file": ("big.md", b"x" * (23 << 20))}) == "too-large"


def test_what_cannot_be_done_to_a_resource_says_what_can(service: Service) -> None:
    answer = service.ask("PUT", "/api/v1/conversions")
    assert (answer.status, answer.json["code"]) == (405, "method-not-allowed")
    assert "POST" in answer.headers["Allow"]


def test_pages_and_results_run_no_foreign_script(service: Service) -> None:
    page = service.get("/")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert b"<script>" not in page.body
    job = service.submit(f"{MANUSCRIPT}<script>", "<img src=x onerror=alert(1)>.md", "?wait=20").json
    result = service.get(job["links"]["article.xml"])
    assert "sandbox" in result.headers["Content-Security-Policy"]
    assert result.headers["Content-Disposition"].startswith("attachment")
    assert result.headers["X-Content-Type-Options"] == "nosniff"


def test_others_are_answered_while_uploads_stall(service: Service) -> None:
    stalled = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(100)]
    head = "POST /api/v1/conversions HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\nslow"
    try:
        for each in stalled:
            each.sendall(head.encode())
        assert service.get("/healthz").status == 200
        assert service.submit(f"{MANUSCRIPT}Meanwhile.").status == 202
    finally:
        for each in stalled:
            each.close()


def test_logs_are_json_and_hold_no_word_of_a_manuscript(service: Service) -> None:
    service.submit(f"{MANUSCRIPT}Unforgettable.", "secret-name.md", "?wait=20")
    lines = [line for line in service.log.splitlines() if line.startswith("{")]
    assert any(json.loads(line).get("job") for line in lines)
    assert len(lines) == len(service.log.splitlines()) - 1  # the first says where to go
    assert "Unforgettable" not in service.log
    assert "secret-name" not in service.log


def test_what_the_web_server_itself_refuses_is_a_problem_too(service: Service) -> None:
    told = raw(service, b"POST /api/v1/conversions HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n")
    assert (told["status"], told["code"]) == (413, "too-large")
    told = raw(service, b"POST / HTTP/1.1\r\nHost: x\r\nAccept-Language: ru\r\nContent-Length: -1\r\n\r\n")
    assert (told["status"], told["title"]) == (400, "Неверный запрос")


def raw(service: Service, request: bytes) -> Any:
    """The problem a request of bytes is answered with."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(request)
        told = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = told.partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json" in head
    return json.loads(body)


def test_a_port_that_is_taken_is_told_at_once(service: Service, tmp_path: Path) -> None:
    for part in ("serve", "web"):
        command = [sys.executable, "-m", "converter", part, "--port", str(service.port), "--data", str(tmp_path / "d")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, str(service.port) in done.stderr.splitlines()[-1]) == (2, True), done.stderr


def test_off_loopback_each_key_sees_its_own_jobs_alone(tmp_path: Path) -> None:
    with running(tmp_path, GALLEY_HOST="0.0.0.0") as service:

        def keys(*words: str) -> str:
            command = [sys.executable, "-m", "converter", "keys", *words, "--data", str(service.data)]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

        ada, grace = keys("add", "ada"), keys("add", "grace", "--scopes", "read")
        job = service.submit(headers={"Authorization": f"Bearer {ada}"}, path="?wait=20").json
        link = job["links"]["self"]
        assert service.get(link, **{"X-API-Key": ada}).status == 200
        assert service.get(link, **{"X-API-Key": grace}).status == 404
        assert service.get(link).json["code"] == "key-missing"
        assert service.get(link, **{"X-API-Key": ada[:-1] + "x"}).json["code"] == "key-invalid"
        assert service.submit(headers={"X-API-Key": grace}).json["code"] == "scope-missing"
        assert ada not in service.log
        (line,) = (line for line in keys("list").splitlines() if " ada " in line)
        keys("revoke", line.split()[0])
        assert service.get(link, **{"X-API-Key": ada}).json["code"] == "key-invalid"


def test_more_than_may_wait_is_refused_with_a_time_to_come_again(tmp_path: Path) -> None:
    with running(tmp_path, GALLEY_WAITING="3", GALLEY_CONCURRENCY="1", GALLEY_RATE="20") as service:
        slow = [service.submit(f"%galley-test sleep 0.5\n\n{MANUSCRIPT}{number}") for number in range(10)]
        assert {each.status for each in slow} == {202, 503}
        assert all(each.headers["Retry-After"] for each in slow if each.status == 503)
        accepted = [each.json["id"] for each in slow if each.status == 202]
        until(lambda: service.get("/healthz").status == 200)
        many = [service.get("/api/v1/conversions") for _ in range(20)]
        assert many[-1].status == 429
        assert int(many[-1].headers["Retry-After"]) > 0
        assert len(accepted) >= 3
