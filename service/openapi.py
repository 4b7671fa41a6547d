"""The HTTP interface as an OpenAPI 3.1 document: openapi.toml tells the operations, this fills in what is alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import converter
from service.config import Config
from service.jobs import State
from service.options import ALL_VERSIONS, OUTPUTS, TAG_SETS, VERSIONS
from service.problems import problems

_ALWAYS = (400, 401, 403, 404, 405, 415, 429, 500, 503)
"""Statuses of problems any operation may answer with."""
_JSON = "application/json"


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def describe_interface(config: Config) -> dict[str, Any]:
    """The document."""
    told = _told()
    paths: dict[str, dict[str, Any]] = {}
    for name, operation in told["operations"].items():
        method, path = operation["at"].split(" ")
        shown = _describe_operation(name, operation)
        if inside := re.findall(r"{(\w+)}", path):
            shown["parameters"] = [*map(_path_parameter, inside), *shown["parameters"]]
        paths.setdefault(path, {})[method.lower()] = shown
    return {
        "openapi": "3.1.0",
        "info": {"title": "Galley", "version": version("galley"), "description": told["description"]},
        "paths": paths,
        "components": {"schemas": _schemas(config), "securitySchemes": told["security"]},
        "security": [{}, {"key": []}, {"header": []}],
    }


def _describe_operation(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    answers = {str(status): _answer(told, status) for status in told["answers"]}
    for status in sorted({*_ALWAYS, *told.get("problems", ())}):
        answers[str(status)] = _problem_answer(status)
    shown: dict[str, Any] = {
        "operationId": name,
        "summary": told["summary"],
        "parameters": [_describe_parameter(each) for each in told.get("parameters", ())],
        "responses": answers,
    }
    if form := told.get("form"):
        shown["requestBody"] = _form(form)
    return shown


def _answer(told: Mapping[str, Any], status: int) -> dict[str, Any]:
    kind = told.get("type", _JSON)
    shown: dict[str, Any] = {"description": told["summary"]}
    if status not in (204, 304):
        schema = {"$ref": f"#/components/schemas/{told['schema']}"} if "schema" in told else {}
        shown["content"] = {kind: {"schema": schema}}
    return shown


def _problem_answer(status: int) -> dict[str, Any]:
    codes = sorted(code for code, text in problems().items() if text.status == status)
    return {
        "description": f"A problem: {', '.join(codes)}" if codes else "A problem",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _describe_parameter(name: str) -> dict[str, Any]:
    told = _told()["parameters"][name]
    schema = {key: value for key, value in told.items() if key not in ("in", "description", "name")}
    if name == "state":
        schema["enum"] = [each.value for each in State]
    return {"name": told.get("name", name), "in": told["in"], "description": told["description"], "schema": schema}


def _form(fields: list[str]) -> dict[str, Any]:
    choices = {
        "journal": converter.list_journals(),
        "jats": VERSIONS,
        "any_jats": ALL_VERSIONS,
        "tag_set": TAG_SETS,
        "any_tag_set": (*TAG_SETS, "authoring"),
        "outputs": OUTPUTS,
    }
    properties: dict[str, Any] = {}
    for field in fields:
        schema: dict[str, Any] = {"type": "string"}
        if field in choices:
            schema["enum"] = list(choices[field])
        if field == "files":
            schema = {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}
        if field == "file":
            schema = {"type": "string", "contentMediaType": "application/octet-stream"}
        properties[field.removeprefix("any_")] = schema
    schema = {"type": "object", "properties": properties, "required": [fields[0]]}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _schemas(config: Config) -> dict[str, Any]:
    schemas: dict[str, Any] = {name: dict(each) for name, each in _told()["schemas"].items()}
    schemas["Problem"]["properties"]["code"] = {"type": "string", "enum": sorted(problems())}
    schemas["Job"]["properties"]["state"] = {"type": "string", "enum": [each.value for each in State]}
    return schemas
