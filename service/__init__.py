"""Galley as a web service; it knows the door of the converter alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from service.config import Config

__all__ = ["create_app"]


def create_app(config: Config | None = None) -> Flask:
    """The web application with these settings, by default those of the environment; Celery is made inside it."""
    from service.application import make_app
    from service.config import load

    return make_app(config or load())
