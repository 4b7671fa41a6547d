"""A room is a folder in which one file is one member, found by being there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

M = TypeVar("M")


def names(room: str) -> tuple[str, ...]:
    """The names of the members of the package `room`, as users type them; none of them is loaded.

    A file or folder whose name starts with an underscore is no member.
    """
    files = (file for folder in import_module(room).__path__ for file in Path(folder).glob("[!_.]*"))
    modules = (file for file in files if file.suffix == ".py" or (file / "__init__.py").is_file())
    return tuple(sorted(file.stem.replace("_", "-") for file in modules))


def member(room: str, name: str, kind: type[M]) -> M:
    """The constant of type `kind` in one module of the package `room`. Raises `LookupError` where there is not one."""
    module = f"{room}.{name.replace('-', '_')}"
    own = [each for each in vars(import_module(module)).values() if isinstance(each, kind)]
    if len(own) != 1:
        raise LookupError(f"{module} must hold one {kind.__name__}")
    return own[0]


def members(room: str, kind: type[M]) -> Mapping[str, M]:
    """Every member of the package `room` by its name; a file without a constant of type `kind` is a mistake."""
    return MappingProxyType({name: member(room, name, kind) for name in names(room)})
