"""Results as answers: bytes with their tag, and all of a job in one zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from urllib.parse import quote

from flask import Response, request

from service.jobs import Job
from service.store import Store

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""One date for all members: the same results make the same zip."""


def serve_bytes(data: bytes, tag: str, content_type: str, name: str) -> Response:
    """Bytes to be saved under a name, never to be shown by the browser as a page of ours."""
    response = Response(data, content_type=content_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.make_conditional(request)
    return response


def package(store: Store, job: Job) -> tuple[bytes, str]:
    """A zip of all results of a job, and its tag."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(job.results):
            add_member(archive, name, store.get(job.result(name)))
    return stream.getvalue(), hashlib.sha256(stream.getvalue()).hexdigest()


def add_member(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a member without the date of today."""
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, data)
