"""Files and requests that break converters: none harms the service, and each is answered in its way."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_files import CONVERTED, REFUSED, Hostile, list_files, list_xml
from running_service import MANUSCRIPT, Answer, Service

from converter.cli import main

SECRET = "canary-of-the-coal-mine"
EVERY = [each.name for each in list_files("", "")]
EVERY_XML = [each.name for each in list_xml("", "")]


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside of every job, which no answer may hold."""
    file = tmp_path_factory.mktemp("secret") / "canary.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server nobody may ask; the end of the tests sees that nobody did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture(scope="module")
def files(canary: Path, listener: socket.socket) -> dict[str, Hostile]:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return {each.name: each for each in list_files(str(canary), url)}


@pytest.fixture(scope="module")
def xml_files(canary: Path, listener: socket.socket) -> dict[str, Hostile]:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return {each.name: each for each in list_xml(str(canary), url)}


@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_file_has_its_outcome_over_http(service: Service, files: dict[str, Hostile], name: str) -> None:
    hostile = files[name]
    answer = service.submit(hostile.data, hostile.name, "?wait=20")
    if answer.status >= 400:
        assert hostile.outcome != CONVERTED, answer.body
        assert_problem(answer)
        return
    assert hostile.outcome != REFUSED, answer.body
    job = service.end_of(answer.json["id"])
    if hostile.outcome == CONVERTED:
        assert job["state"] == "finished", job
        results = [
            service.get(link).body for name, link in job["links"].items() if name not in ("self", "events", "source")
        ]
        assert not any(SECRET.encode() in each for each in results)
        codes = {each["code"] for each in service.get(job["links"]["report.json"]).json["conversions"][0]["findings"]}
        assert {hostile.finding} - {""} <= codes
    else:
        assert (job["state"], job["error"]["status"]) == ("failed", 422), job
        assert len(job["error"]["detail"]) > 20


@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_file_has_its_outcome_on_the_command_line(
    files: dict[str, Hostile], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    hostile, out = files[name], tmp_path / "out" / "article.xml"
    source = tmp_path / hostile.name
    source.write_bytes(hostile.data)
    out.parent.mkdir()
    code = main(["convert", str(source), "-o", str(out)])
    told = capsys.readouterr()
    if hostile.outcome == CONVERTED:
        assert code in (0, 1), told.err
        assert SECRET not in out.read_text(encoding="utf-8")
    else:
        assert code == 2, told.err
        assert "Traceback" not in told.err
        assert told.err.count("\n") == 1
    assert SECRET not in told.out + told.err
    assert {each.name for each in tmp_path.rglob("*")} <= {hostile.name, "out", "article.xml"}


@pytest.mark.parametrize("name", EVERY_XML)
def test_hostile_xml_has_its_outcome_over_http(service: Service, xml_files: dict[str, Hostile], name: str) -> None:
    hostile = xml_files[name]
    answer = service.ask("POST", "/api/v1/validations", fields={"file": (hostile.name, hostile.data)})
    assert SECRET.encode() not in answer.body
    if hostile.outcome == CONVERTED:
        assert answer.status == 200, answer.body
        assert {hostile.finding} - {""} <= {each["code"] for each in answer.json["files"][0]["findings"]}
    else:
        assert_problem(answer)


def assert_problem(answer: Answer) -> None:
    assert 400 <= answer.status < 500, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.json["detail"]) > 20
    assert SECRET.encode() not in answer.body


NAMES = (
    "../../../../tmp/pwned.md",
    "/etc/passwd.md",
    "..\\..\\pwned.md",
    "C:\\papers\\pwned.md",
    "\\\\127.0.0.1\\c$\\x.md",
    "CON.md",
    "...md",
    "-o.md",
    "--lua-filter=x.lua.md",
    "a;touch pwned;.md",
    "$(touch pwned).md",
    "`touch pwned`.md",
    "a\tb.md",
    "{0.__class__}.md",
    "%00%0a.md",
    "<img src=x onerror=alert(1)>.md",
    "\u202egpj.md",
    "И\u0306мя.md",
    "рукопись «о реке».md",
    "a'b\"c.md",
    "A.MD",
    f"{'long' * 300}.md",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_only_a_name(service: Service, name: str) -> None:
    answer = service.submit(MANUSCRIPT, name, "?wait=20")
    assert answer.status == 200, answer.body
    job = answer.json
    assert job["state"] == "finished"
    assert job["file"]["name"].lower().endswith(".md")
    assert not {"/", "\\", "\n", "\t", "\u202e"} & set(job["file"]["name"])
    saved = service.get(job["links"]["article.xml"]).headers["Content-Disposition"]
    assert saved.startswith("attachment; filename*=UTF-8''")
    assert saved.isascii()
    assert not {"<", '"', ";", "\n", "/", "\\"} & set(saved.removeprefix("attachment;"))
    assert not list(service.data.parent.rglob("*pwned*"))


def send(service: Service, raw: bytes) -> bytes:
    """What comes back for bytes as they are, the first of it."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=3) as connection:
        connection.sendall(raw)
        connection.settimeout(3)
        return connection.recv(65536)


def post(body: bytes, *headers: str, boundary: str = "b") -> bytes:
    head = ["POST /api/v1/conversions HTTP/1.1", "Host: x", f"Content-Type: multipart/form-data; boundary={boundary}"]
    if not any(each.startswith(("Content-Length", "Transfer-Encoding")) for each in headers):
        headers = (*headers, f"Content-Length: {len(body)}")
    return "\r\n".join([*head, *headers, "", ""]).encode() + body


def part(name: str, content: bytes, boundary: bytes = b"b") -> bytes:
    head = f"Content-Disposition: form-data; {name}\r\nContent-Type: text/markdown\r\n\r\n".encode()
    return b"--" + boundary + b"\r\n" + head + content + b"\r\n"


FILE = part('name="file"; filename="a.md"', MANUSCRIPT.encode())
REQUESTS = {
    "no boundary": b"POST /api/v1/conversions HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\n"
    b"Content-Length: 3\r\n\r\nabc",
    "a boundary that never ends": post(FILE),
    "a very long boundary": post(b"--" + b"b" * 5000, boundary="b" * 5000),
    "a part without a name": post(part('filename="a.md"', b"# A") + b"--b--\r\n"),
    "a field where a file should be": post(part('name="file"', MANUSCRIPT.encode()) + b"--b--\r\n"),
    "a hundred parts": post(FILE * 100 + b"--b--\r\n"),
    "a field of 2 MB": post(part('name="journal"', b"x" * (2 << 20)) + FILE + b"--b--\r\n"),
    "an option given twice": post(part('name="jats"', b"1.4") + part('name="jats"', b"9") + b"--b--\r\n"),
    "a length of ten gigabytes": post(b"", "Content-Length: 10000000000"),
    "a negative length": post(b"", "Content-Length: -1"),
    "two lengths": post(b"", "Content-Length: 3", "Content-Length: 4") + b"abcd",
    "a length and chunks": post(b"5\r\nabcde\r\n0\r\n\r\n", "Content-Length: 4", "Transfer-Encoding: chunked"),
    "a chunk of nonsense": post(b"zz\r\n", "Transfer-Encoding: chunked"),
    "an unknown transfer encoding": post(b"", "Transfer-Encoding: gzip"),
    "a compressed body": post(b"\x1f\x8b", "Content-Encoding: gzip"),
    "a header of 400 KB": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 400_000 + b"\r\n\r\n",
    "a bare line": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "another protocol": b"*1\r\n$4\r\nPING\r\n\r\n",
    "a line end in a header": b"GET /healthz\r HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path of 100 KB": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path that is no UTF-8": b"GET /api/v1/conversions/%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path that climbs": b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path that climbs unseen": b"GET /static/..%2f..%2fconfig.py HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("raw", REQUESTS.values(), ids=list(REQUESTS))
def test_a_hostile_request_is_refused_and_others_are_answered(service: Service, raw: bytes) -> None:
    try:
        answer = send(service, raw)
    except ConnectionError:
        answer = b""
    status = answer.split(b" ", 2)[1] if answer else b"400"
    assert status[:1] == b"4" or status == b"501", answer[:200]
    assert b"Traceback" not in answer
    assert service.get("/healthz").status == 200


def test_of_a_file_given_twice_the_first_is_taken(service: Service) -> None:
    first, second = f"{MANUSCRIPT}first", f"{MANUSCRIPT}second"
    body = [("file", ("first.md", first)), ("file", ("second.md", second))]
    job = service.ask("POST", "/api/v1/conversions", fields=body).json
    assert job["file"]["name"] == "first.md"
    assert service.get(job["links"]["source"]).body == first.encode()


def test_a_header_cannot_be_put_into_an_answer(service: Service) -> None:
    answer = send(service, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID: a%0d%0aX-Evil: 1\r\n\r\n")
    assert b"X-Evil" not in answer
    job = service.submit(MANUSCRIPT, "a\r\nX-Evil: 1.md", "?wait=20").json
    assert "X-Evil" not in service.get(job["links"]["article.xml"]).headers


def test_an_id_cannot_be_guessed_nor_bent(service: Service) -> None:
    ids = [service.submit(f"{MANUSCRIPT}{number}").json["id"] for number in range(3)]
    assert len({each[:8] for each in ids}) == 3
    for bent in (ids[0].upper() + " ", ids[0][:-1], f"{ids[0]}0", f"{ids[0]}%00", f"*{ids[0][1:]}", "0" * 32):
        assert service.get(f"/api/v1/conversions/{bent}").status == 404
    for name in ("../source", "%2e%2e/source", "..%2fsource", "outcome.json", "article.xml/../report.json"):
        assert service.get(f"/api/v1/conversions/{ids[0]}/{name}").status in (404, 409) or "/../" in name


def test_two_hundred_stalled_uploads_hold_up_nobody(service: Service) -> None:
    head = post(b"--b\r\n", "Content-Length: 90000")
    stalled = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(200)]
    try:
        for each in stalled:
            each.sendall(head)
        assert [service.get("/healthz").status for _ in range(10)] == [200] * 10
        assert service.submit(f"{MANUSCRIPT}Meanwhile, on shore.", path="?wait=20").json["state"] == "finished"
        ends = [each.recv(1000) for each in stalled]
        assert not any(each.startswith(b"HTTP/1.1 5") for each in ends)
    finally:
        for each in stalled:
            each.close()


def test_no_line_can_be_put_into_the_log(service: Service) -> None:
    send(service, b'GET /a%0a{"level":"error"} HTTP/1.1\r\nHost: x\r\nUser-Agent: a"}\x1b[2J\r\n\r\n')
    lines = [json.loads(line) for line in service.log.splitlines() if line.startswith("{")]
    assert all({"time", "level", "from", "message"} <= set(line) for line in lines)
    assert SECRET not in service.log
    assert "unforeseen" not in service.log
