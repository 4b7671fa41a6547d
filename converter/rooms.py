"""A room is a folder in which one file is one member, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

M = TypeVar("M")


def members(room: str, kind: type[M]) -> Mapping[str, M]:
    """Every constant of type `kind` in the modules of the package `room`, by file name.

    The file name is the name users type. A file without such a constant is a mistake and
    raises `LookupError`; a file whose name starts with an underscore is no member.
    """
    package = importlib.import_module(room)
    found: dict[str, M] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        contents = vars(importlib.import_module(f"{room}.{module.name}")).values()
        own = [each for each in contents if isinstance(each, kind)]
        if len(own) != 1:
            raise LookupError(f"{room}.{module.name} must hold one {kind.__name__}")
        found[module.name.replace("_", "-")] = own[0]
    return MappingProxyType(found)
