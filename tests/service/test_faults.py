"""What breaks is mended: processes are killed, manuscripts misbehave, and no accepted job is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from running_service import MANUSCRIPT, Service, command_of, descendants, hurt, running, until

SEEDS = [int(each) for each in os.environ.get("CHAOS_SEEDS", "1").split()]
"""More of them are for those who have the time."""
CONVERSION, WORKER, WEB, BROKER = "forkserver", "service worker", "service web", "valkey-server"


@pytest.fixture(scope="module")
def sturdy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("sturdy"), GALLEY_SECONDS="6", GALLEY_MEMORY_MB="768") as started:
        yield started


def mock(words: str, mark: object = "") -> str:
    return f"%galley-test {words}\n\n{MANUSCRIPT}\n\n{mark}\n"


def test_a_manuscript_that_kills_its_worker_fails_after_three_attempts(sturdy: Service) -> None:
    job = sturdy.end_of(sturdy.submit(mock("kill")).json["id"])
    assert (job["state"], job["attempts"], job["error"]["code"]) == ("failed", 3, "worker-crashed")


def test_a_manuscript_that_hangs_is_stopped(sturdy: Service) -> None:
    job = sturdy.end_of(sturdy.submit(mock("hang")).json["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "time-limit")


def test_a_manuscript_that_fills_memory_is_stopped(sturdy: Service) -> None:
    job = sturdy.end_of(sturdy.submit(mock("memory")).json["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "memory-limit")


def test_a_conversion_has_no_network(sturdy: Service) -> None:
    assert sturdy.end_of(sturdy.submit(mock("connect")).json["id"])["state"] == "finished"


def test_what_a_conversion_started_is_killed_with_it(sturdy: Service) -> None:
    job = sturdy.submit(mock("spawn 4321")).json["id"]
    until(lambda: sleepers("4321"))
    assert sturdy.end_of(job)["error"]["code"] == "time-limit"
    until(lambda: not sleepers("4321"), 2)


def test_a_failure_of_ours_is_a_failed_job_and_says_nothing_of_the_manuscript(sturdy: Service) -> None:
    job = sturdy.end_of(sturdy.submit(mock("raise")).json["id"])
    assert job["error"]["code"] == "conversion-failed"
    assert "Letters from the river" not in sturdy.log


def test_a_job_can_be_cancelled_while_it_runs(sturdy: Service) -> None:
    job = sturdy.submit(mock("spawn 5432")).json
    until(lambda: sleepers("5432"))
    assert sturdy.ask("DELETE", job["links"]["self"]).status == 204
    until(lambda: not sleepers("5432"), 4)


def test_a_worker_that_is_told_to_stop_ends_what_it_has_in_hand(tmp_path: Path) -> None:
    with running(tmp_path, GALLEY_CONCURRENCY="1") as service:
        job, waits = (service.submit(mock("sleep 1.5", number)).json["id"] for number in range(2))
        await_running(service, job)
        (worker,) = service.find(WORKER)
        hurt(worker, signal.SIGTERM)
        until(lambda: not command_of(worker))
        first = service.get(f"/api/v1/conversions/{job}").json
        assert (first["state"], first["attempts"]) == ("finished", 1), first
        assert service.get(f"/api/v1/conversions/{waits}").json["state"] != "finished"
        assert service.end_of(waits)["attempts"] == 1


def test_a_worker_that_has_no_time_to_end_a_job_hands_it_back_at_once(tmp_path: Path) -> None:
    with running(tmp_path, GALLEY_GRACE_SECONDS="0", GALLEY_LEASE_SECONDS="60", GALLEY_RING_SECONDS="60") as service:
        job = service.submit(mock("sleep 2")).json["id"]
        await_running(service, job)
        (worker,) = service.find(WORKER)
        hurt(worker, signal.SIGTERM)
        until(lambda: not command_of(worker))
        assert service.get(f"/api/v1/conversions/{job}").json["state"] == "queued"
        end = service.end_of(job, 20)
        assert (end["state"], end["attempts"]) == ("finished", 1)


def await_running(service: Service, job: str) -> None:
    until(lambda: service.get(f"/api/v1/conversions/{job}").json["state"] == "running")


def test_work_goes_on_where_it_was_after_a_stop_and_a_start(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        jobs = [service.submit(mock("sleep 0.3", number)).json["id"] for number in range(12)]
        assert service.stop() == 0
        service.start()
        assert {service.end_of(job)["state"] for job in jobs} == {"finished"}


def test_nothing_is_left_running_when_the_whole_service_is_killed(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        job = service.submit(mock("sleep 3")).json["id"]
        await_running(service, job)
        assert service.process
        below = list(descendants(service.process.pid))
        service.stop(signal.SIGKILL)
        until(lambda: not any(command_of(each) for each in below), 15)
        service.start()
        assert service.end_of(job)["state"] == "finished"
        assert not [each for worker in below for each in Path(tempfile.gettempdir()).glob(f"galley-job-{worker}-*")]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_accepted_job_is_lost_whatever_is_killed(tmp_path: Path, seed: int) -> None:
    luck = random.Random(seed)
    with running(tmp_path) as service, ThreadPoolExecutor(4) as clients:
        accepted = clients.map(lambda number: submit_stubbornly(service, number), range(200))
        for what in luck.choices((CONVERSION, WORKER, WEB, BROKER), (6, 3, 2, 2), k=16):
            time.sleep(luck.uniform(0.2, 1.2))
            victims = service.find(what)
            if victims:
                hurt(luck.choice(victims))
        jobs = list(accepted)
        ends = [service.end_of(job, 120) for job in jobs]
        assert len(set(jobs)) == 200
        assert {end["state"] for end in ends} == {"finished"}
        listed = service.get("/api/v1/conversions?limit=200").json["items"]
        assert {each["id"] for each in listed} == set(jobs)
        assert count_ends(service) == {"accepted": 200, "finished": 200}


def count_ends(service: Service) -> dict[str, int]:
    """How many jobs were accepted and how many ended in which way, zeros left out."""
    found = re.findall(r'galley_jobs_total\{outcome="(\w+)"\} (\d+)', service.get("/metrics").body.decode())
    return {outcome: int(count) for outcome, count in found if int(count)}


def submit_stubbornly(service: Service, number: int) -> str:
    """Submit until it is accepted, as a careful client does: the same key makes the same job."""

    def once() -> str:
        answer = service.submit(
            mock("sleep 0.05", number), f"{number}.md", headers={"Idempotency-Key": f"job-{number}"}
        )
        assert answer.status in (200, 202, 503), answer.body
        return str(answer.json["id"]) if answer.status < 300 else ""

    return str(until(once, 60))


def sleepers(seconds: str) -> list[int]:
    numbers = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    return [each for each in numbers if command_of(each) == f"sleep {float(seconds)} "]
