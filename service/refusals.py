"""What the web server refuses before the application sees it, told as a problem like everything else."""

from __future__ import annotations

import json
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from service.config import MEGABYTE
from service.problems import LANGUAGES, describe

_CODES = {413: "too-large", 500: "internal-error"}


class _Refusal(ErrorTask):
    """Answers a request that could not be read."""

    def execute(self) -> None:
        """Write the answer."""
        request: Any = self.request
        trouble = request.error
        accepted = parse_accept_header(request.headers.get("ACCEPT_LANGUAGE"), LanguageAccept)
        language = accepted.best_match(LANGUAGES) or "en"
        megabytes = str(self.channel.server.adj.max_request_body_size // MEGABYTE)
        facts = {"reason": trouble.reason, "megabytes": megabytes}
        told = describe(_CODES.get(trouble.code, "bad-request"), facts, language) | {"status": trouble.code}
        body = json.dumps(told, ensure_ascii=False).encode()
        self.status = f"{trouble.code} {trouble.reason}"
        self.response_headers = [
            ("Content-Type", "application/problem+json"),
            ("Content-Language", language),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection whose refusals are problems."""

    error_task_class = _Refusal
