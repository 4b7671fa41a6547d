"""Views: HTTP in, HTTP out; they never convert."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """The blueprint of every module of this room."""
    found = (importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
    return [each for module in found for each in vars(module).values() if isinstance(each, Blueprint)]
