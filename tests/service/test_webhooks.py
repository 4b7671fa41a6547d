"""A job that has ended is told to an allowed address, signed, and again until it is heard."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from running_service import running, until

from service.config import Config
from service.problems import Problem
from service.webhooks import check_address


def test_the_end_of_a_job_is_told_until_it_is_heard(tmp_path: Path) -> None:
    heard: list[tuple[str, bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.headers["Galley-Signature"], body))
            self.send_response(500 if len(heard) == 1 else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    settings = {"WEBHOOK_HOSTS": "127.0.0.1", "WEBHOOK_PRIVATE": "1", "WEBHOOK_SECRET": "between us"}
    with HTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        with running(tmp_path, **{f"GALLEY_{name}": value for name, value in settings.items()}) as service:
            address = f"http://127.0.0.1:{receiver.server_port}/told?by=galley"
            job = service.submit(options={"callback_url": address}).json["id"]
            until(lambda: len(heard) == 2)
        receiver.shutdown()
    signature, body = heard[1]
    stamp, digest = (each.partition("=")[2] for each in signature.split(","))
    assert hmac.new(b"between us", stamp.encode() + b"." + body, hashlib.sha256).hexdigest() == digest
    assert (json.loads(body)["id"], json.loads(body)["state"]) == (job, "finished")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x",
        "http://hooks.example/x",
        "https://user:word@hooks.example/x",
        "https://hooks.example.evil.example/x",
        "ftp://hooks.example/x",
        "https://hooks.example:port/x",
        "https://127.0.0.1/x",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Problem):
        check_address(Config(webhook_hosts="hooks.example"), address)


def test_an_allowed_address_is_taken_and_without_a_list_there_is_none() -> None:
    check_address(Config(webhook_hosts="hooks.example, other.example"), "https://hooks.example/x")
    with pytest.raises(Problem):
        check_address(Config(), "https://hooks.example/x")
