"""The sequence model: a linear-chain CRF that labels the words of a reference.

Labels are two or three letters: `ti` title, `so` source, `ye` year, `vo` volume, `is` issue, `fp`
and `lp` first and last page, `pu` publisher, `pl` place, `ed` editors, `an` and `et` the words
between and after names, `@` an address, `o` anything else. Authors: `au.s` surname, `au.g`
given name, `au.l` a name not divided; `au.bs`, `au.bg`, `au.bl` where a new name begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from converter.styles.features import features
from converter.styles.tokens import Tokens

if TYPE_CHECKING:
    import pycrfsuite

FILE = Path(__file__).with_suffix(".crfsuite")


@cache
def _tagger() -> pycrfsuite.Tagger:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(FILE))
    return tagger


def label(tokens: Tokens, marked: frozenset[int] = frozenset()) -> list[str]:
    """One label a word; `marked` are the indices of words set in italics."""
    if not len(tokens):
        return []
    found: list[str] = _tagger().tag(features(tokens, marked))
    return found


def probability(labels: Sequence[str]) -> float:
    """How likely `labels` are, of all that the words labelled last might have, from 0 to 1."""
    found: float = _tagger().probability(labels) if labels else 1.0
    return found


def chances(labels: Sequence[str]) -> list[float]:
    """How likely each of `labels` is at its place among the words labelled last, from 0 to 1."""
    return [_tagger().marginal(each, i) for i, each in enumerate(labels)]
