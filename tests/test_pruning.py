"""Models of the reference parser without their smallest weights."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite

from converter.styles import model
from converter.styles.features import features
from converter.styles.tokens import tokenize
from converter.styles.training.pruning import pruned

LINE = tokenize("Smith, J. (2020). A history of bridges. Journal of Spans, 5(2), 5–19.")


def labels(file: Path) -> list[str]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    found: list[str] = tagger.tag(features(LINE))
    return found


def whole() -> bytes:
    return (Path(model.__file__).parent / "model.crfsuite").read_bytes()


def test_nothing_below_the_least_weight_leaves_the_file_as_it_is() -> None:
    assert pruned(whole(), 0.0) == whole()


def test_a_pruned_model_is_smaller_and_reads_as_before(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.write_bytes(whole())
    after.write_bytes(pruned(whole(), 0.21))
    assert after.stat().st_size < before.stat().st_size
    assert labels(after) == labels(before)


def test_pruning_twice_is_pruning_once() -> None:
    once = pruned(whole(), 0.3)
    assert pruned(once, 0.3) == once
