"""The examples in the docstrings of the rules: good XML is left alone, bad XML is found."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from inspect import cleandoc

import pytest
from lxml import etree

from converter.rules import Rule, rules
from converter.validation.codes import remarks
from converter.validation.recommendations import recommendations
from converter.views import View, view

SPACES = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML" '
    'xmlns:ali="http://www.niso.org/schemas/ali/1.0/"'
)


def examples(code: str) -> Iterator[tuple[str, str]]:
    """Whether it is good or bad, and the XML."""
    told = cleandoc(importlib.import_module(f"converter.rules.{code.replace('-', '_')}").__doc__ or "")
    quality = ""
    for part in re.split(r"\n\s*\n", told):
        if part in ("Good:", "Bad:"):
            quality = part[:-1].lower()
        elif quality:
            yield quality, part


def read(example: str) -> View:
    """The view of an article, or of a piece of one."""
    text = cleandoc(example)
    whole = text if re.match(r"<article[ >]", text) else f"<article>{text}</article>"
    parser = etree.XMLParser(remove_comments=True)
    return view(etree.fromstring(re.sub("^<article", f"<article {SPACES}", whole), parser))


CASES = [(rule, *example) for rule in rules().values() for example in examples(rule.code)]


@pytest.mark.parametrize(
    ("rule", "quality", "xml"),
    CASES,
    ids=[f"{rule.code}-{quality}-{rank}" for rank, (rule, quality, _) in enumerate(CASES)],
)
def test_a_rule_finds_what_is_bad_and_leaves_what_is_good(rule: Rule, quality: str, xml: str) -> None:
    found = list(rule.check(read(xml)))
    assert bool(found) == (quality == "bad"), [hit.facts for hit in found]
    for hit in found:
        for language in ("en", "ru"):
            assert "{" not in rule.say(language, hit.facts)


@pytest.mark.parametrize("code", rules())
def test_a_rule_has_good_and_bad_examples(code: str) -> None:
    assert {quality for quality, _ in examples(code)} == {"good", "bad"}


def test_there_are_rules_enough() -> None:
    assert len(rules()) >= 40


@pytest.mark.parametrize("code", sorted(set(remarks()) - set(recommendations())))
def test_a_remark_is_whole_sentences_in_both_languages(code: str) -> None:
    remark = remarks()[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert remark.source
    for wording in (remark.en, remark.ru):
        for sentence in (wording.sentence, wording.why, wording.mend):
            assert sentence.endswith((".", "?", "}")), sentence
    assert set(re.findall(r"\{\w+\}", remark.en.sentence)) == set(re.findall(r"\{\w+\}", remark.ru.sentence))
    assert re.search("[а-я]", remark.ru.why)
