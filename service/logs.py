"""Logs: one JSON object a line, with the ids of request and job, never a word of a manuscript."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from contextvars import ContextVar
from types import TracebackType

from service.config import Config

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered."""
_USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class _Line(logging.Formatter):
    """A record as a line of JSON; what was given as `extra` becomes fields."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if request := REQUEST.get():
            told["request"] = request
        told |= {name: value for name, value in vars(record).items() if name not in _USUAL}
        if record.exc_info and record.exc_info[0]:
            told["exception"] = record.exc_info[0].__name__
            told["traceback"] = self.formatException(record.exc_info).splitlines()[:-1]
        return json.dumps(told, ensure_ascii=False, default=str)


def set_up(config: Config) -> None:
    """Log to standard error: what is logged, warned of, and what nobody caught."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("service").setLevel(config.log_level.upper())
    logging.captureWarnings(True)
    sys.excepthook = _tell_uncaught
    threading.excepthook = lambda told: _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _tell_uncaught(kind: type[BaseException], trouble: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        logging.getLogger("service").critical("uncaught", exc_info=(kind, trouble or kind(), trace))
