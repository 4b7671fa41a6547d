"""Validation of finished XML in layers: well-formed, DTD, JATS4R, Galley's rules, the journal's profile."""

from __future__ import annotations

from converter.validation.findings import Finding, Validation, tell
from converter.validation.layers import LAYERS, Request, request_validation, validate_xml

__all__ = ["LAYERS", "Finding", "Request", "Validation", "request_validation", "tell", "validate_xml"]
