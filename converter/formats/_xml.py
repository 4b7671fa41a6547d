"""Text that may stand in XML."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr


def quote(value: object) -> str:
    """A value as an attribute, quotation marks included."""
    return quoteattr("".join(each if each.isprintable() else " " for each in str(value)))
