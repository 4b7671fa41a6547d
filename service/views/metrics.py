"""Figures for Prometheus: jobs, queue and workers of the whole service, whoever of its servers is asked."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from service.keys import Scope
from service.visitors import owner, workplace
from service.workplace import Workplace

metrics = Blueprint("metrics", __name__)
_OUTCOMES = ("accepted", "reused", "finished", "failed", "cancelled")


class _Figures(Collector):
    """The figures of the ledger at this moment."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        ledger, counted = self._place.ledger, self._place.ledger.list_counters()
        jobs = CounterMetricFamily("galley_jobs", "Jobs by what became of them.", labels=["outcome"])
        for outcome in _OUTCOMES:
            jobs.add_metric([outcome], counted.get(f"jobs_{outcome}", 0))
        yield jobs
        yield CounterMetricFamily(
            "galley_job_seconds", "Time from the start to the end of jobs.", counted.get("job_seconds", 0)
        )
        yield CounterMetricFamily(
            "galley_leases_expired", "Jobs taken from workers that went silent.", counted.get("leases_expired", 0)
        )
        yield GaugeMetricFamily("galley_jobs_open", "Jobs that have not ended.", ledger.count_open())
        yield GaugeMetricFamily("galley_jobs_waiting", "Jobs that wait for a worker.", ledger.count_waiting())
        yield GaugeMetricFamily("galley_bells", "Messages in the queue.", self._place.count_bells())
        yield GaugeMetricFamily("galley_workers", "Workers that are alive.", ledger.workers.count())


@metrics.get("/metrics")
def show() -> Response:
    """The figures in the text format of Prometheus."""
    owner(Scope.READ)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(workplace()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
