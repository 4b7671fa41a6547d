"""The DTDs accept a small article of every version and tag set, and say what is wrong with a spoilt one."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from converter.schema import (
    FOLDERS,
    TAG_SETS,
    VERSIONS,
    SchemaMissing,
    check,
    doctype,
    find_dtd,
    public_id,
    system_id,
)

ARTICLE = """{doctype}
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" dtd-version="{version}">
<front>
<journal-meta><journal-id>hb</journal-id><issn>2049-3630</issn></journal-meta>
<article-meta>
<title-group><article-title>Herring in the Baltic</article-title></title-group>
<pub-date><year>2020</year></pub-date>
</article-meta>
</front>
<body><sec id="s1"><title>Nets</title>
<p id="p1">As told in <xref ref-type="bibr" rid="r1">Holm 2019</xref>.</p></sec></body>
<back><ref-list><ref id="r1"><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref></ref-list></back>
</article>
"""

SPOILT = [
    ('rid="r1"', 'rid="r9"', "p1", 'The attribute rid points to "r9", which is no id.'),
    ('ref id="r1"', 'ref id="s1"', "s1", 'The id "s1" is given twice.'),
    ("<p id", "<foo/><p id", "s1", "<foo> may not stand here in <sec>; possible here: "),
    ("Nets</title>", "<p>Nets</p></title>", "s1", "<p> may not stand in <title>."),
    ("<sec ", '<sec colour="red" ', "s1", "<sec> may not have the attribute colour."),
    ("<article-meta>", "<article-meta>text", "", "Text may not stand directly in <article-meta>."),
    ("</pub-date>", "</pub-date><history/>", "", "<history> is not complete: it lacks <date>."),
    ("</pub-date>", "</pub-date><title-group/>", "", "<title-group> may not stand here in <article-meta>; possible"),
    ('"bibr"', '"ref"', "p1", '"ref" is no value of the attribute ref-type of <xref>.'),
    ('id="p1"', 'id="1p"', "1p", "The attribute id of <p> is not written as it must be: a name begins"),
    ("As told", "<graphic/>", "p1", "<graphic> lacks the attribute xlink:href."),
    ("<year>2020", "<year><b>2020</b>", "", "<year> may hold nothing but text."),
    (
        "<article-title>Herring in the Baltic</article-title>",
        "<trans-title-group/>",
        "",
        "<title-group> lacks <article-title> before <trans-title-group>.",
    ),
    ("</back>", "", "", "The XML is not well-formed: "),
]


def article(version: str = "1.3", tag_set: str = "publishing") -> str:
    return ARTICLE.format(doctype=doctype(version, tag_set), version=version)


@pytest.mark.parametrize("tag_set", TAG_SETS)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_sound_article_is_valid(version: str, tag_set: str) -> None:
    assert check(article(version, tag_set).encode(), version, tag_set) == ()


@pytest.mark.parametrize(("sound", "spoilt", "near", "words"), SPOILT, ids=[words for *_, words in SPOILT])
def test_a_complaint_tells_what_is_wrong_and_near_which_id(sound: str, spoilt: str, near: str, words: str) -> None:
    assert sound in article()
    complaint = check(article().replace(sound, spoilt).encode())[0]
    assert complaint.message.startswith(words)
    assert complaint.id == near


def test_a_complaint_tells_line_and_element() -> None:
    complaint = check(article().replace('rid="r1"', 'rid="r9"').encode())[0]
    assert (complaint.line, complaint.element) == (11, "xref")
    assert complaint.path == "/article/body/sec/p/xref"


@pytest.mark.parametrize("tag_set", TAG_SETS)
@pytest.mark.parametrize("version", VERSIONS)
def test_identifiers_are_those_of_the_catalog(version: str, tag_set: str) -> None:
    catalog = ElementTree.parse(FOLDERS[1] / "catalog.xml").getroot()
    uris = {entry.get("publicId"): entry.get("uri") for entry in catalog}
    assert uris[public_id(version, tag_set)] == f"{version}/{system_id(version, tag_set)}"


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    declared = f'"JATS.dtd" [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    xml = article().replace(f'"{system_id()}">', declared).replace("As told", "&e;")
    assert "secret" not in "".join(complaint.message for complaint in check(xml.encode()))


def test_a_missing_dtd_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SchemaMissing, match="make setup"):
        find_dtd("1.3", "publishing", [tmp_path])
