"""What holds for every article: it is valid everywhere, it loses no word, it knows its places."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from any_article import articles
from articles import para, section, text
from hypothesis import HealthCheck, given, settings
from lxml import etree
from msgspec import Struct

from converter.article import Article, Figure, Item, ItemList, Node, Paragraph, Quote, Statement, Title
from converter.diagnostics import Place
from converter.schema import TAG_SETS, VERSIONS, check
from converter.writers import writers
from converter.writers.jats import write_jats
from converter.writers.jats.elements import ELEMENT_ONLY

TARGETS = [(version, tag_set) for version in VERSIONS for tag_set in TAG_SETS]

often = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@often
@given(articles)
def test_every_article_is_valid_in_every_version_and_tag_set(article: Article) -> None:
    for version, tag_set in TARGETS:
        assert check(write_jats(article, version, tag_set).xml, version, tag_set) == ()


@pytest.mark.parametrize(("version", "tag_set"), TARGETS)
def test_an_article_of_nothing_is_valid(version: str, tag_set: str) -> None:
    xml = write_jats(Article(""), version, tag_set).xml
    assert check(xml, version, tag_set) == ()
    assert b'xml:lang="und"' in xml


@often
@given(articles)
def test_no_word_of_an_article_is_lost(article: Article) -> None:
    xml = etree.fromstring(write_jats(article).xml)
    etree.strip_elements(xml, "{*}math", with_tail=False)
    shown = "".join(str(each) for each in xml.itertext())
    assert set(_words(article)) <= set(re.findall(r"w\d+z", shown))


@often
@given(articles)
def test_the_same_article_gives_the_same_bytes(article: Article) -> None:
    assert write_jats(article).xml == write_jats(article).xml


def _words(record: Any) -> Iterator[str]:
    """The numbered words of a record and all that it holds, but for names of kinds and of files."""
    if isinstance(record, str):
        yield from re.findall(r"w\d+z", record)
    elif isinstance(record, dict):
        for value in record.values():
            yield from _words(value)
    elif isinstance(record, tuple):
        for each in record:
            yield from _words(each)
    elif isinstance(record, Struct):
        hidden = {"kind", "target", "id"} if not isinstance(record, Article) else set()
        for name in record.__struct_fields__:
            if name not in hidden:
                yield from _words(getattr(record, name))


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match="no JATS 2"):
        write_jats(Article("en"), "2.0")


def test_only_elements_without_text_are_laid_out() -> None:
    from converter.schema import load

    for version in VERSIONS:
        declared: Any = load(version, "publishing")
        models = {each.name: each.type for each in declared.iterelements() if not each.prefix}
        assert {models[name] for name in ELEMENT_ONLY} == {"element"}


def test_mixed_content_gets_no_white_space() -> None:
    xml = write_jats(Article("en", body=(section("A", para("b")),))).xml
    assert b'<sec id="sec1">\n      <title>A</title>\n      <p>b</p>\n    </sec>' in xml


def test_the_head_names_the_dtd_and_the_namespaces() -> None:
    head, doctype, root = write_jats(Article("vi"), "1.4", "archiving").xml.decode().splitlines()[:3]
    assert head == '<?xml version="1.0" encoding="UTF-8"?>'
    assert 'Interchange DTD with MathML3 v1.4 20241031//EN" "JATS-archivearticle1-4-mathml3.dtd">' in doctype
    assert root.count("xmlns:") == 3
    assert root.endswith('article-type="research-article" dtd-version="1.4" xml:lang="vi">')


def test_places_are_known_by_id_and_by_line() -> None:
    first, second = Place("m.md", 4, 5), Place("m.md", 9, 9)
    article = Article(
        "en",
        titles={"en": Title(text("Rivers"), place=Place("m.md", 1, 1))},
        body=(Paragraph(text("a"), first), Figure("map.png", "f1", "Fig. 1", place=second)),
    )
    jats = write_jats(article)
    lines = jats.xml.decode().splitlines()
    assert jats.places == {"f1": second}
    assert jats.place_of(1 + next(n for n, line in enumerate(lines) if "<p>a</p>" in line)) == first
    assert jats.place_of(1 + next(n for n, line in enumerate(lines) if "graphic" in line)) == second
    assert jats.place_of(1) == Place()


def test_the_room_has_a_writer_of_jats() -> None:
    writer = writers()["jats"]
    assert (writer.suffix, writer.media_type) == (".xml", "application/xml")
    assert writer.write(Article("en")) == write_jats(Article("en")).xml


@pytest.mark.parametrize(
    "around", [lambda x: Quote((x,)), lambda x: section("t", x), lambda x: ItemList((Item((x,)),))]
)
def test_nesting_without_end_is_written_flat(around: Callable[[Node], Node]) -> None:
    node: Node = para("deep")
    for _ in range(2000):
        node = around(node)
    xml = write_jats(Article("en", body=(node,), statements=(Statement("funding", (node,)),))).xml
    assert check(xml) == ()
    assert xml.count(b"deep") == 2
    assert max(line.count("  ") for line in xml.decode().splitlines()) < 100
