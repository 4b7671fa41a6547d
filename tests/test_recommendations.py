"""What other programs say, in the languages of editors: JATS4R's Schematron and libxml2's parser."""

from __future__ import annotations

import re

import pytest
from jats import article

import converter
from converter.validation.reasons import explain
from converter.validation.recommendations import recommendations


def places(sentence: str) -> set[str]:
    return set(re.findall(r"\{\d\}", sentence))


@pytest.mark.parametrize("code", recommendations())
def test_a_recommendation_is_told_in_russian_with_facts_it_has(code: str) -> None:
    remark = recommendations()[code]
    assert re.search("[а-я]", remark.ru.sentence)
    assert places(remark.ru.sentence) <= places(remark.en.sentence)


def test_a_translated_sentence_has_the_facts_and_keeps_the_original_beside_it() -> None:
    spoilt = article(("<year>2019</year>", "<year>soon</year>"))
    (found,) = (each for each in converter.validate(spoilt, language="ru").findings if each.layer == "jats4r")
    assert found.sentence.endswith("Сейчас там «soon».")
    assert found.detail.endswith('"soon" was supplied')


MESSAGES = {
    "<article><p>a & b</p></article>": "a bare & stands in the text; write it as &amp;",
    "<article><p>a < b</p></article>": "a bare < stands in the text; write it as &lt;",
    "<article>\n<p>a</sec></article>": "<p>, opened in line 2, is closed by </sec>",
    '<article><p x:y="1"/></article>': "the prefix x of p is not declared; add xmlns:x to <article>",
    "<article><p x=1/></article>": "the value of an attribute lacks its quotation marks",
    "<article>\n<p>": "the file ends before <p>, begun in line 2, is closed",
    "<article/><p/>": "something follows after the last tag of the article",
    '\n<?xml version="1.0"?><article/>': "something stands before <?xml …?>",
    '<article a="1" a="2"/>': "the attribute a is given twice",
    "<article>&#1;</article>": "the character number 1 may not stand in XML",
    "just words": "the file does not begin with a tag, so it is no XML",
    '<?xml version="1.0" encoding="none"?><article/>': "there is no encoding none",
}


@pytest.mark.parametrize("xml", MESSAGES)
def test_the_parser_speaks_to_editors(xml: str) -> None:
    (found,) = converter.validate(xml.encode()).findings
    assert found.sentence == f"The XML is not well-formed: {MESSAGES[xml]}."
    (russian,) = converter.validate(xml.encode(), language="ru").findings
    assert re.search("[а-я]", russian.sentence.removeprefix("XML построен неправильно"))
    assert russian.detail


def test_what_the_parser_says_otherwise_is_left_as_it_is() -> None:
    assert explain("Something\nnew", "ru") == "Something new"
