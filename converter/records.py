"""Records as JSON, and the JSON Schema of a record: the one border between both.

A record is a frozen struct of msgspec. As JSON it is an object that names its class in `type`; a field
at its default is left out. The schema follows JSON Schema 2020-12.
"""

from __future__ import annotations

import re
import types
import typing
from base64 import b64encode
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

Json = Any
"""None, bool, int, float, str, a list of them or a dict of them by string."""

_PLAIN: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    type(None): {"type": "null"},
}


def view(value: object) -> Json:
    """A record, or what records are made of, as JSON."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return b64encode(value).decode("ascii")
        case Mapping():
            return {str(key): view(each) for key, each in value.items()}
        case frozenset():
            return sorted(view(each) for each in value)
        case tuple() | list():
            return [view(each) for each in value]
    if not isinstance(value, Struct):
        raise TypeError(f"{type(value).__name__} is not made of records")
    shown = ((field, getattr(value, field.name)) for field in _fields(type(value)))
    content = {field.name: view(each) for field, each in shown if not _is_default(field, each)}
    return {"type": name_of(type(value)), **content}


def describe(record: type, title: str) -> Json:
    """The JSON Schema of what `view` makes of a record of this class."""
    definitions: dict[str, Json] = {}
    schema = _describe(record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }


def name_of(record: type) -> str:
    """The name of a class as JSON has it: `ItemList` is `item-list`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


@cache
def _fields(record: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(record)


def _is_default(field: FieldInfo, value: object) -> bool:
    if field.default is not NODEFAULT:
        return bool(value == field.default)
    return field.default_factory is not NODEFAULT and bool(value == field.default_factory())


def _describe(hint: Any, definitions: dict[str, Json]) -> Json:
    if hint in _PLAIN:
        return _PLAIN[hint]
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case types.UnionType | typing.Union:
            return {"anyOf": [_describe(each, definitions) for each in arguments]}
        case origin if origin in (tuple, frozenset, list):
            return {"type": "array", **_describe_items(arguments, definitions)}
        case origin if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": _describe(arguments[1], definitions)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    if hint is Any:
        return {}
    return _describe_record(hint, definitions)


def _describe_items(arguments: tuple[Any, ...], definitions: dict[str, Json]) -> Json:
    if len(arguments) == 1 or arguments[1:] == (...,):
        return {"items": _describe(arguments[0], definitions)}
    items = [_describe(each, definitions) for each in arguments]
    return {"prefixItems": items, "minItems": len(items), "maxItems": len(items)}


def _describe_record(record: type, definitions: dict[str, Json]) -> Json:
    name = name_of(record)
    if name not in definitions:
        definitions[name] = {}  # a record may hold itself
        hints = typing.get_type_hints(record)
        own = _fields(record)
        definitions[name] = {
            "type": "object",
            "properties": {"type": {"const": name}, **{f.name: _describe(hints[f.name], definitions) for f in own}},
            "required": ["type", *(f.name for f in own if f.required)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
