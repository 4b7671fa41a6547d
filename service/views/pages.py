"""Pages for people: the upload page, and the interface as it is documented."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

import converter
from service.openapi import describe_interface
from service.options import TAG_SETS, VERSIONS
from service.visitors import language, workplace

pages = Blueprint("pages", __name__)


@pages.get("/")
def upload() -> str:
    """The page on which a manuscript is uploaded and followed."""
    return render_template(
        f"upload.{language()}.html",
        journals=converter.list_journals(),
        versions=VERSIONS,
        tag_sets=TAG_SETS,
        needs_key=workplace().config.needs_keys,
    )


@pages.get("/openapi.json")
def openapi() -> Response:
    """The interface as an OpenAPI document."""
    return jsonify(describe_interface(workplace().config))


@pages.get("/docs")
def docs() -> str:
    """The interface as a page."""
    return render_template("docs.html", document=describe_interface(workplace().config))
