"""Upload, follow, fetch: what an editor's program does."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pypandoc
from running_service import MANUSCRIPT, Service, until

import converter


def test_a_manuscript_is_accepted_then_finished_and_gives_the_bytes_of_the_command_line(service: Service) -> None:
    accepted = service.submit()
    assert accepted.status == 202
    job = accepted.json
    assert accepted.headers["Location"] == f"/api/v1/conversions/{job['id']}"
    assert job["state"] in ("queued", "running")
    ended = service.end_of(job["id"])
    assert ended["state"] == "finished"
    got = service.get(ended["links"]["article.xml"])
    assert got.status == 200
    assert got.body == converter.convert(MANUSCRIPT.encode(), name="letters.md").xml
    assert got.headers["Content-Type"] == "application/xml"


def test_with_wait_the_answer_is_the_finished_job(service: Service) -> None:
    for path, headers in (("?wait=20", {}), ("", {"Prefer": "respond-async, wait=20"})):
        answer = service.submit(f"{MANUSCRIPT}\n{path}", path=path, headers=headers)
        assert (answer.status, answer.json["state"]) == (200, "finished")


def test_the_same_manuscript_with_the_same_options_is_not_converted_again(service: Service) -> None:
    first = service.submit(MANUSCRIPT + "Once.", path="?wait=20").json
    again = service.submit(MANUSCRIPT + "Once.", path="?wait=20").json
    other = service.submit(MANUSCRIPT + "Once.", path="?wait=20", options={"jats": "1.4"}).json
    assert (first["reused"], again["reused"], other["reused"]) == (False, True, False)
    assert again["id"] != first["id"]
    assert service.get(again["links"]["article.xml"]).body == service.get(first["links"]["article.xml"]).body
    assert service.ask("DELETE", f"/api/v1/conversions/{first['id']}").status == 204
    assert service.get(again["links"]["article.xml"]).status == 200
    assert service.get(first["links"]["self"]).status == 404


def test_a_result_has_a_tag_and_is_not_sent_twice(service: Service) -> None:
    job = service.submit(path="?wait=20").json
    first = service.get(job["links"]["report.json"])
    assert first.json["conversions"][0]["file"] == "letters.md"
    again = service.get(job["links"]["report.json"], **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_the_package_holds_the_images_of_the_manuscript(service: Service) -> None:
    name, manuscript = illustrated()
    job = service.submit(manuscript, name, "?wait=20").json
    xml = service.get(job["links"]["article.xml"]).body.decode()
    with zipfile.ZipFile(io.BytesIO(service.get(job["links"]["package.zip"]).body)) as package:
        images = set(package.namelist()) - {"article.xml", "report.json"}
        assert images
        assert all(f'xlink:href="{image}"' in xml for image in images)
        (image,) = images
        assert package.read(image) == service.get(job["links"][image]).body
    assert package_again(service, job) == package_again(service, job)


def package_again(service: Service, job: Any) -> bytes:
    return service.get(job["links"]["package.zip"]).body


def illustrated() -> tuple[str, bytes]:
    """A Word file with an image of one pixel."""
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    text = f"{MANUSCRIPT}\n\n![Figure 1. A boat](data:image/png;base64,{pixel})\n"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "letters.docx")
        pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(file))
        return file.name, file.read_bytes()


def test_a_long_job_tells_the_stage_it_is_at(service: Service) -> None:
    job = service.submit(f"%galley-test sleep 1.2\n\n{MANUSCRIPT}Slow.").json
    stages = set()

    def look() -> bool:
        told = service.get(job["links"]["self"]).json
        stages.add((told.get("stage"), told["progress"]))
        return bool(told["state"] == "finished")

    until(look)
    assert ("fetching", 0.1) in stages
    assert (None, 1.0) in stages


def test_an_idempotency_key_makes_one_job_of_two_requests(service: Service) -> None:
    key = {"Idempotency-Key": "only-once"}
    first = service.submit(MANUSCRIPT + "Key.", headers=key)
    again = service.submit(MANUSCRIPT + "Key.", headers=key)
    assert first.json["id"] == again.json["id"]
    assert again.headers["Idempotency-Replayed"] == "true"
    other = service.submit(MANUSCRIPT + "Other.", headers=key)
    assert (other.status, other.json["code"]) == (422, "idempotency-mismatch")


def test_what_cannot_be_read_is_a_failed_job_with_a_sentence(service: Service) -> None:
    job = service.submit(b"\x89PNG\r\n\x1a\n....", "picture.png", "?wait=20")
    assert job.status in (200, 422)
    problem = job.json["error"] if job.status == 200 else job.json
    assert "PNG" in problem["detail"]


def test_problems_come_in_english_and_russian(service: Service) -> None:
    english = service.get("/api/v1/conversions/nothing")
    russian = service.get("/api/v1/conversions/nothing", **{"Accept-Language": "ru, en;q=0.5"})
    assert english.headers["Content-Type"] == "application/problem+json"
    assert english.json["code"] == russian.json["code"] == "not-found"
    assert english.json["title"] == "There is nothing here"
    assert russian.json["title"] == "Здесь ничего нет"


def test_a_job_that_is_removed_is_gone_with_all_it_had(service: Service) -> None:
    job = service.submit(MANUSCRIPT + "Gone.", path="?wait=20").json
    assert service.ask("DELETE", job["links"]["self"]).status == 204
    assert [service.get(job["links"][each]).status for each in ("self", "source", "article.xml")] == [404, 404, 404]
    assert not list(service.data.rglob(f"{job['id']}*"))


def test_pages_of_jobs_follow_one_another(service: Service) -> None:
    made = [service.submit(f"{MANUSCRIPT}{number}").json["id"] for number in range(5)]
    page = service.get("/api/v1/conversions?limit=3").json
    assert [each["id"] for each in page["items"]] == made[:1:-1]
    following = service.get(f"/api/v1/conversions?limit=3&cursor={page['next']}").json
    assert [each["id"] for each in following["items"]][:2] == made[1::-1]
    for each in made:
        assert service.end_of(each)["state"] == "finished"
    finished = service.get("/api/v1/conversions?state=finished&limit=200").json["items"]
    assert {each["state"] for each in finished} == {"finished"}
