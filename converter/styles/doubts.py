"""How sure the model is of a reference, and which of its fields is the least sure.

The probability of the whole reading tells whether to ask; the marginal probability of the
labels in a field tells what to ask about. Of the references below `UNSURE`,
two in three have a wrong field; a third of all wrong references are among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.article import Field
from converter.styles.tokens import Tokens

UNSURE = 0.33
"""Probability of a reading below which a reference is asked about."""

_READ_BY_MODEL = frozenset(
    ("author", "title", "source", "year", "volume", "issue", "fpage", "lpage", "publisher", "place")
)


_SURE = 0.95
"""Chance of a word above which its field is no question."""


def least_sure(tokens: Tokens, chances: Sequence[float], fields: Sequence[Field]) -> Field | None:
    """The field of which some word has the least chance of its label, if that is small; `chances` of 1 are rules'."""
    asked = [(_chance(tokens, chances, field), field) for field in fields if field.name in _READ_BY_MODEL]
    chance, field = min(asked, key=lambda each: each[0], default=(1.0, None))
    return field if chance < _SURE else None


def _chance(tokens: Tokens, chances: Sequence[float], field: Field) -> float:
    inside = [i for i, start in enumerate(tokens.starts) if field.start <= start < field.end]
    return min((chances[i] for i in inside), default=1.0)
