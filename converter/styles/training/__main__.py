"""`python -m converter.styles.training RECORDS.jsonl [-o MODEL]`: train the model anew.

RECORDS are lines `{"text", "lang", "fields", "skip"}`. The same records give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pycrfsuite

from converter.patterns import regex
from converter.styles.features import features
from converter.styles.model import FILE
from converter.styles.tokens import tokenize
from converter.styles.training.alignment import align
from converter.styles.training.composing import compose
from converter.styles.training.printing import forms, labelled, print_work, worn
from converter.styles.training.pruning import pruned
from converter.styles.training.works import Work, borrow, invent

Example = tuple[str, list[str], frozenset[int]]
"""Text, a label for every word, and the words set in italics."""
SEED = 20260101
INVENTED = {
    "ru": "ru", "vi": "vi", "en": "en", "tr": "tr", "DE": "de", "PT": "pt",
    "ES": "es", "FR": "fr", "IT": "it", "UK": "uk", "SL": "sl",
}  # fmt: skip
"""Languages of invented works by their name in `forms.toml`; the others are those of the records."""
_KINDS = ("journal",) * 5 + ("book",) * 4 + ("chapter",) * 3 + ("thesis", "web", "newspaper", "law")
_PREFIXES = ("{}. ", "{}. ", "[{}] ", "{}) ", "{} ")
_SKIPPED = {
    "authors": "au", "title": "ti", "source": "so", "publisher": "pu", "place": "pl",
    "year": "ye", "volume": "vo", "issue": "is", "fpage": "fp", "lpage": "lp",
}  # fmt: skip
_YEAR = regex(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_COMPOSED = 0.25
"""Share of invented references in a style put together by chance."""
_WORN = 0.05
"""Share of invented references whose blanks are lost or doubled."""
_ANY = (*INVENTED, *("*",) * 14)
_IN_ITALICS = 0.35
_AUTHORS_IN_ITALICS = 0.06
_PARAMETERS = {"c1": 0.15, "c2": 0.2, "feature.minfreq": 2}
_LEAST_WEIGHT = 0.2
"""Smaller weights are dropped from the finished model."""


def real(records: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Records all of whose fields are known, aligned with their text."""
    for record in records:
        labels = None if _unknown(record) else align(record)
        if labels:
            yield record["text"], labels, frozenset()


def _unknown(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that a record does not tell, though its text may print them."""
    skipped = tuple(record.get("skip") or ())
    if not record["fields"].get("year") and _YEAR.search(record["text"]):
        return (*skipped, "year")
    return skipped


def completed(records: Sequence[dict[str, Any]], tagger: pycrfsuite.Tagger) -> Iterator[Example]:
    """Records with unknown fields, which a first model fills in where no known field stands."""
    for record in records:
        skipped = _unknown(record)
        labels = align(record) if skipped else None
        if not labels:
            continue
        unknown = tuple(_SKIPPED[name] for name in skipped if name in _SKIPPED)
        guessed = tagger.tag(features(tokenize(record["text"])))
        yield (
            record["text"],
            [
                guess if label == "o" and guess.startswith(unknown or "?") else label
                for label, guess in zip(labels, guessed, strict=True)
            ],
            frozenset(),
        )


def invented(records: Sequence[dict[str, Any]], count: int) -> Iterator[Example]:
    """References printed from invented works and from the works of `records`, in every style."""
    chance = Random(SEED)
    drawing = _styles(chance)
    by_language: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_language.setdefault(record.get("lang") or "", []).append(record)
    made = 0
    while made < count:
        style = next(drawing)
        language = chance.choice(style["languages"])
        work: Work | None
        if language in INVENTED:
            work = invent(chance, INVENTED[language], chance.choice(_KINDS))
        else:
            pool = by_language.get(language) if language != "*" else None
            others = pool or by_language[chance.choice(sorted(k for k, v in by_language.items() if len(v) > 20))]
            work = borrow(chance, chance.choice(others), others)
        pieces = print_work(chance, work, style) if work else None
        if pieces:
            made += 1
            text, labels = labelled(worn(chance, pieces) if chance.random() < _WORN else pieces)
            yield text, labels, italics(chance, labels)


def _styles(chance: Random) -> Iterator[Mapping[str, Any]]:
    """Known styles by their weight, and among them styles put together by chance."""
    styles = forms()
    names = [name for name, style in styles.items() for _ in range(style["weight"])]
    while True:
        composed = chance.random() < _COMPOSED
        yield {**compose(chance), "languages": _ANY} if composed else styles[chance.choice(names)]


def italics(chance: Random, labels: Sequence[str]) -> frozenset[int]:
    """Which words a journal might set in italics: the container, the book, the authors, or none."""
    drawn = chance.random()
    if drawn > _IN_ITALICS:
        return frozenset()
    slanted = "au." if drawn < _AUTHORS_IN_ITALICS else "so" if "so" in labels else "ti"
    return frozenset(i for i, label in enumerate(labels) if label.startswith(slanted))


def numbered(examples: Sequence[Example], share: float = 0.06) -> Iterator[Example]:
    """Some of the examples with a list number before them."""
    chance = Random(SEED)
    for text, labels, marked in examples:
        if chance.random() < share:
            prefix = chance.choice(_PREFIXES).format(chance.randint(1, 90))
            yield prefix + text, ["o", *labels], frozenset(i + 1 for i in marked)
        else:
            yield text, labels, marked


def train(examples: Sequence[Example], path: Path, iterations: int) -> None:
    """Fit the model to `examples` and write it to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, labels, marked in examples:
        trainer.append(pycrfsuite.ItemSequence(features(tokenize(text), marked)), labels)
    trainer.select("lbfgs")
    trainer.set_params({**_PARAMETERS, "max_iterations": iterations})
    trainer.train(str(path))


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the records named on the command line; 0 when the model is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parents[1] / FILE)
    parser.add_argument("--invented", type=int, default=16000)
    parser.add_argument("--iterations", type=int, default=80)
    parser.add_argument("--without", metavar="SOURCE", action="append", default=[], help="leave a source out")
    chosen = parser.parse_args(arguments)
    records = [json.loads(line) for line in chosen.records.read_text("utf-8").splitlines()]
    records = [record for record in records if record.get("source") not in chosen.without]
    sure = list(real(records))
    made = list(invented(records, chosen.invented))
    first = chosen.output.with_suffix(".first")
    train([*sure, *made], first, chosen.iterations // 3)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(first))
    guessed = list(completed(records, tagger))
    tagger.close()
    first.unlink()
    examples = list(numbered([*sure, *guessed, *made]))
    train(examples, chosen.output, chosen.iterations)
    chosen.output.write_bytes(pruned(chosen.output.read_bytes(), _LEAST_WEIGHT))
    sys.stderr.write(f"{len(sure)} known, {len(guessed)} completed, {len(made)} invented\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
