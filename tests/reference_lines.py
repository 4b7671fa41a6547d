"""References as lines of text, for cases that people read."""

from __future__ import annotations

from converter.article import Field, Reference


def told(reference: Reference) -> str:
    """The kind, then a line for every field: its name, what is printed, its normal form."""
    return "\n".join([reference.kind, *(_line(reference.text, field) for field in reference.fields)])


def _line(text: str, field: Field) -> str:
    parts = [text[part.start : part.end] for part in field.parts]
    order = "|".join(part.name[0] for part in field.parts)
    whole = text[field.start : field.end]
    words = whole if not parts else f"{' | '.join(parts)} ({order})"
    if [part.name for part in field.parts] == ["year"]:
        words = f"{whole} (year {parts[0]})"
    return f"  {field.name}: {words}" + (f" = {field.normal}" if field.normal else "")
