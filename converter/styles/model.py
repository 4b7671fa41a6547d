"""The sequence model: a linear-chain CRF that labels the words of a reference.

Labels are two or three letters: `ti` title, `so` source, `ye` year, `vo` volume, `is` issue, `fp`
and `lp` first and last page, `pu` publisher, `pl` place, `ed` editors, `an` and `et` the words
between and after names, `@` an address, `o` anything else. Authors: `au.s` surname, `au.g`
given name, `au.l` a name not divided; `au.bs`, `au.bg`, `au.bl` where a new name begins.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from converter.styles.features import features
from converter.styles.tokens import Tokens

if TYPE_CHECKING:
    import pycrfsuite

FILE = "model.crfsuite"


@cache
def _tagger() -> pycrfsuite.Tagger:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files(__package__).joinpath(FILE)) as path:
        tagger.open(str(path))
    return tagger


def label(tokens: Tokens, marked: frozenset[int] = frozenset()) -> list[str]:
    """One label a word; `marked` are the indices of words set in italics."""
    if not len(tokens):
        return []
    found: list[str] = _tagger().tag(features(tokens, marked))
    return found
