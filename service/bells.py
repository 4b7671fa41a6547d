"""The queue: a bell that calls a worker to a job. Only the job's id goes through it."""

from __future__ import annotations

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

from service.config import Config

QUEUE = "galley"
TASK = "galley.work"
_TRANSPORT = "galley"
TRANSPORT_ALIASES[_TRANSPORT] = "service.transport:Transport"
_UNIX = "unix://"


def make_celery(config: Config, broker: str) -> Celery:
    """The Celery of these settings, with no task yet.

    A bell may be lost or rung twice: the ledger decides who works. So nothing is kept of a message
    once it is taken, and no result goes back.
    """
    app = Celery("galley", set_as_current=False)
    app.conf.update(
        broker_url=f"{_TRANSPORT}+socket://{broker.removeprefix(_UNIX)}" if broker.startswith(_UNIX) else broker,
        broker_transport=_TRANSPORT,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=2,
        broker_transport_options={
            "socket_timeout": 5,
            "socket_connect_timeout": 1,
            "socket_keepalive": True,
            "health_check_interval": 25,
            "visibility_timeout": 3600,
        },
        task_default_queue=QUEUE,
        task_serializer="json",
        accept_content=["json"],
        result_backend=None,
        task_ignore_result=True,
        task_acks_late=False,
        task_publish_retry=True,
        task_publish_retry_policy={"max_retries": 2, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5},
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
    )
    return app


def ring(app: Celery, job: str) -> None:
    """Call a worker to a job."""
    app.send_task(TASK, (job,))
