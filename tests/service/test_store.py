"""Where sources and results are: in a folder or in S3, whole or not at all; and what happens when there is no room."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import urllib3
from moto.server import ThreadedMotoServer
from running_service import MANUSCRIPT, Service, free_port, running, until

from service.broker import at_hand
from service.config import Config
from service.jobs import Job, State, new_id
from service.ledger import Verdict
from service.reconciler import reconcile, sweep
from service.store import Absent, FolderStore, Store, StoreFull, open_store
from service.workplace import Workplace, open_workplace

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "galley", "AWS_SECRET_ACCESS_KEY": "galley", "AWS_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an S3 service that has the bucket `galley`."""
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    address = f"http://127.0.0.1:{port}"
    assert urllib3.request("PUT", f"{address}/galley").status == 200
    yield address
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    if request.param == "folder":
        return open_store(Config(data=tmp_path))
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    return open_store(Config(store_url="s3://galley/tests", s3_endpoint=request.getfixturevalue("bucket")))


def test_what_is_stored_is_there_until_its_folder_is_removed(store: Store) -> None:
    store.put("jobs/ab/source", b"first")
    store.put("jobs/ab/source", b"second")
    store.put("jobs/ab/results/article.xml", b"<article/>")
    store.put("jobs/abc/source", b"another")
    assert store.get("jobs/ab/source") == b"second"
    store.remove("jobs/ab")
    for name in ("jobs/ab/source", "jobs/ab/results/article.xml", "jobs/never"):
        with pytest.raises(Absent):
            store.get(name)
    assert store.get("jobs/abc/source") == b"another"
    store.remove("jobs/never")
    store.check()


def test_nothing_half_written_is_left_in_a_folder(tmp_path: Path) -> None:
    FolderStore(tmp_path).put("a/b", b"whole")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["b"]


def test_a_service_keeps_its_manuscripts_in_a_bucket(bucket: str, tmp_path: Path) -> None:
    settings = {**CREDENTIALS, "GALLEY_STORE_URL": "s3://galley/service", "GALLEY_S3_ENDPOINT": bucket}
    with running(tmp_path, **settings) as service:
        job = service.end_of(service.submit().json["id"])
        assert service.get(job["links"]["article.xml"]).body.startswith(b"<?xml")
        assert service.ask("DELETE", job["links"]["self"]).status == 204
    assert not tmp_path.joinpath("data", "store").exists()


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that each test hurts and mends again."""
    with running(tmp_path_factory.mktemp("mended")) as started:
        yield started


def test_a_store_that_cannot_be_written_refuses_and_recovers(mended: Service) -> None:
    store = mended.data / "store"
    aside = mended.data / "aside"
    store.rename(aside)
    store.write_bytes(b"")  # no folder can be made here, whoever asks
    refused = mended.submit(f"{MANUSCRIPT}Refused.")
    assert (refused.status, refused.json["code"]) == (503, "store-unavailable")
    assert mended.get("/readyz").status == 503
    assert mended.get("/healthz").status == 200
    store.unlink()
    aside.rename(store)
    assert mended.submit(f"{MANUSCRIPT}Refused.", path="?wait=20").json["state"] == "finished"


def test_a_store_without_room_refuses_and_recovers(mended: Service) -> None:
    (web,) = mended.find("service web")
    limits = resource.prlimit(web, resource.RLIMIT_FSIZE)
    resource.prlimit(web, resource.RLIMIT_FSIZE, (100, limits[1]))
    refused = mended.submit(f"{MANUSCRIPT}No room.")
    assert (refused.status, refused.json["code"]) == (507, "store-full")
    assert mended.get("/healthz").status == 200
    resource.prlimit(web, resource.RLIMIT_FSIZE, limits)
    assert mended.submit(f"{MANUSCRIPT}No room.", path="?wait=20").json["state"] == "finished"


def test_a_full_store_is_told_from_one_that_is_broken(tmp_path: Path) -> None:
    tmp_path.joinpath("jobs").mkdir()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(StoreFull):
            FolderStore(tmp_path).put("jobs/source", b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert not list(tmp_path.joinpath("jobs").iterdir())


def test_a_broker_without_memory_refuses_and_recovers(mended: Service) -> None:
    config = Config(data=mended.data)
    ledger = open_workplace(config).ledger
    ledger.client.config_set("maxmemory", "1mb")
    refused = mended.submit(f"{MANUSCRIPT}Full.")
    assert (refused.status, refused.json["code"]) == (503, "queue-full")
    assert mended.get("/healthz").status == 200
    ledger.client.config_set("maxmemory", "512mb")
    assert mended.submit(f"{MANUSCRIPT}Full.", path="?wait=20").json["state"] == "finished"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    """A workplace whose leases end at once and where nobody works."""
    config = Config(data=tmp_path, lease_seconds=0.01)
    with at_hand(config):
        yield open_workplace(config)


def test_what_was_stored_without_a_record_is_swept_and_nothing_else(place: Workplace) -> None:
    known, lost = Job(admit(place)), Job(new_id(), token="t")
    half = f"sources/{lost.id[:2]}/.{lost.id}.f00"
    for name in (known.source, lost.source, half, lost.result("article.xml")):
        place.store.put(name, b"text")
    assert sweep(place) == []
    assert sorted(sweep(place, age=-1)) == sorted([lost.source, half, lost.result("").rpartition("/t")[0]])
    assert place.store.get(known.source) == b"text"


def test_a_store_of_another_ledger_is_not_swept(place: Workplace) -> None:
    sweep(place)
    source = Job(new_id()).source
    place.store.put(source, b"text")
    place.ledger.client.set("galley:mark", "of another")
    assert sweep(place, age=-1) == []
    assert place.store.get(source) == b"text"


def test_two_reconcilers_never_ring_for_the_same_job(tmp_path: Path) -> None:
    config = Config(data=tmp_path, ring_seconds=0.01)
    with at_hand(config):
        places = [open_workplace(config) for _ in range(2)]
        jobs = [Job(new_id(), name="a.md", sha256="0", fingerprint=str(number)) for number in range(200)]
        for job in jobs:
            assert places[0].ledger.admit(job).answer == "accepted"
        longer = [open_workplace(Config(data=tmp_path, ring_seconds=60)) for _ in range(2)]
        with ThreadPoolExecutor(2) as both:
            found = list(both.map(lambda place: [*reconcile(place), *reconcile(place), *reconcile(place)], longer))
        assert sorted([*found[0], *found[1]]) == sorted(job.id for job in jobs)


def test_the_first_end_of_a_job_wins(place: Workplace) -> None:
    ledger, job = place.ledger, admit(place)
    assert ledger.claim(job, "first", "worker") == "yours"
    assert ledger.claim(job, "second", "other") == "busy"
    until(lambda: reconcile(place))
    assert ledger.claim(job, "second", "other") == "yours"
    assert not ledger.renew(job, "first")
    assert not ledger.finish(job, "first", State.FINISHED)
    assert ledger.finish(job, "second", State.FINISHED, ok=True)
    assert not ledger.finish(job, "second", State.FAILED)
    assert ledger.claim(job, "third", "worker") == "gone"
    found = ledger.find(job)
    assert found is not None
    assert (found.state, found.token, found.attempts, found.interruptions) == (State.FINISHED, "second", 1, 1)


def test_a_manuscript_that_crashes_its_conversion_has_three_attempts(place: Workplace) -> None:
    ledger, job = place.ledger, admit(place)
    for number in range(3):
        assert ledger.claim(job, str(number), "worker") == "yours"
        assert ledger.release(job, str(number), Verdict.CRASHED)
    assert ledger.claim(job, "last", "worker") == "failed"


def test_a_worker_that_puts_a_job_back_takes_no_attempt_from_it(place: Workplace) -> None:
    ledger, job = place.ledger, admit(place)
    for number in range(30):
        assert ledger.claim(job, str(number), "worker") == "yours"
        assert ledger.release(job, str(number), Verdict.UNHARMED)


@pytest.mark.parametrize("silent", [True, False])
def test_a_job_that_loses_its_worker_again_and_again_fails_in_the_end(place: Workplace, silent: bool) -> None:
    ledger, job = place.ledger, admit(place)
    for number in range(5 + 3):
        assert ledger.claim(job, str(number), "worker") == "yours"
        if silent:
            until(lambda: reconcile(place))
        else:
            assert ledger.release(job, str(number), Verdict.INTERRUPTED)
    assert ledger.claim(job, "last", "worker") == "failed"
    found = ledger.find(job)
    assert found is not None
    assert found.error["code"] == "worker-crashed"


def admit(place: Workplace) -> str:
    job = Job(new_id(), name="a.md", fingerprint="one")
    assert place.ledger.admit(job).answer == "accepted"
    return job.id
