"""What an upload costs at least: a bare Flask view that stores, hashes and enqueues; the service is compared to it.

`python bare_upload.py PORT FOLDER BROKER` serves it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from uuid import uuid4

import waitress
from flask import Flask, Response, jsonify, request

from service.bells import make_celery
from service.config import Config


def make_bare_app(folder: Path, broker: str) -> Flask:
    """The view; like the service it answers only when the file is on the disk."""
    app, celery = Flask("bare"), make_celery(Config(), broker)

    @app.post("/")
    def upload() -> tuple[Response, int]:
        data, job = request.files["file"].read(), uuid4().hex
        with folder.joinpath(job).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        digest = hashlib.sha256(data).hexdigest()
        celery.send_task("bare", (job, digest), queue="bare")
        return jsonify({"id": job, "sha256": digest}), 202

    return app


if __name__ == "__main__":
    port, folder, broker = sys.argv[1:]
    waitress.serve(make_bare_app(Path(folder), broker), host="127.0.0.1", port=int(port), threads=16)
