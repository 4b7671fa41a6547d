"""Validation: what each layer finds, which DTD it takes, and that hostile files do no harm."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from jats import article

import converter
from converter.diagnostics import Severity
from converter.doctypes import Grammar, catalog, find_file, read_public_id
from converter.schema import doctype, system_id
from converter.validation import Finding, Validation

ISSN = ("2049-3630", "2049-3631")
ID_TWICE = ('<sec id="s1">', '<sec id="r1">')


def codes(validation: Validation) -> list[str]:
    return [each.code for each in validation.findings]


def find(validation: Validation, code: str) -> Finding:
    return next(each for each in validation.findings if each.code == code)


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
def test_a_sound_article_has_nothing_wrong(version: str) -> None:
    assert codes(converter.validate(article(version=version))) == []


def test_a_finding_tells_where_it_is() -> None:
    found = find(converter.validate(article(ISSN), name="a.xml"), "issn-check-digit")
    assert (found.file, found.line, found.column) == ("a.xml", 8, 1)
    assert found.path == "/article/front/journal-meta/issn"
    assert (found.excerpt, found.severity, found.layer) == ("2049-3631", Severity.ERROR, "rules")


def test_columns_count_characters_from_one() -> None:
    spoilt = article(("<kwd>nets</kwd>", "<kwd>сети</kwd><kwd/>"))
    found = find(converter.validate(spoilt), "element-empty")
    assert spoilt.decode().splitlines()[found.line - 1][found.column - 1 :].startswith("<kwd/>")


def test_sentences_come_in_russian() -> None:
    spoilt = article(ISSN, ("<history>", "<history><string-date/>"))
    found = converter.validate(spoilt, language="ru")
    assert find(found, "issn-check-digit").sentence == "У ISSN 2049-3631 неверная контрольная цифра."
    assert find(found, "dtd-misplaced").sentence.startswith("<string-date> не может стоять здесь в <history>")
    assert "DTD" in find(found, "dtd-misplaced").detail


def test_a_child_that_came_too_late_is_told_so() -> None:
    permissions = article()[article().index(b"<permissions>") : article().index(b"<abstract>")].decode()
    spoilt = article((permissions, ""), ("</kwd-group>\n", "</kwd-group>" + permissions))
    assert find(converter.validate(spoilt), "dtd-too-late").sentence == (
        "<permissions> must come before <abstract> in <article-meta>."
    )


@pytest.mark.parametrize(
    ("layers", "found"),
    [
        (("well-formed",), []),
        (("dtd",), ["dtd-id-twice"]),
        (("rules",), ["issn-check-digit", "id-repeated"]),
        (("dtd", "rules"), ["issn-check-digit", "id-repeated"]),
    ],
)
def test_layers_are_switched(layers: tuple[str, ...], found: list[str]) -> None:
    assert codes(converter.validate(article(ISSN, ID_TWICE), layers=layers)) == found


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(LookupError, match="no layer colour"):
        converter.validate(article(), layers=["colour"])


def test_the_recommendations_of_jats4r_are_warnings_with_a_name() -> None:
    spoilt = article(("<copyright-year>2020</copyright-year>", ""), ("</copyright-holder>", "</copyright-holder>"))
    found = converter.validate(spoilt, layers=["jats4r"])
    assert codes(found) == ["jats4r-permissions-errors-2"]
    assert found.findings[0].severity is Severity.WARNING
    assert found.findings[0].path == "/article/front/article-meta/permissions"


@pytest.mark.parametrize(
    ("changes", "grammar", "code"),
    [
        ([("JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610", "Journal Publishing DTD v3.0 20080202")],
         "NLM 3.0 Journal Publishing", ["dtd-version-differs"]),
        ([("JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610", "Journal Publishing DTD v2.3 20070202")],
         "", ["dtd-not-available"]),
        ([("dtd-version=\"1.3\"", "dtd-version=\"1.1\"")], "JATS 1.3 Journal Publishing with MathML3",
         ["dtd-version-differs"]),
        ([("Publishing DTD with MathML3", "Archiving and Interchange DTD with MathML3")],
         "JATS 1.3 Journal Archiving and Interchange with MathML3", []),
    ],
)  # fmt: skip
def test_the_doctype_chooses_the_dtd(changes: list[tuple[str, str]], grammar: str, code: list[str]) -> None:
    found = converter.validate(article(*changes), layers=["dtd"])
    assert found.grammar == grammar
    assert [each for each in codes(found) if each.startswith("dtd-") and each[4] in "vn"] == code


def without_doctype(*changes: tuple[str, str]) -> bytes:
    lines = article(*changes).decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("<!DOCTYPE")).encode()


def test_without_doctype_version_and_content_choose_the_dtd() -> None:
    found = converter.validate(without_doctype(), layers=["dtd"])
    assert (found.grammar, codes(found)) == ("JATS 1.3 Journal Publishing with MathML3", ["doctype-missing"])
    archived = without_doctype(("<sec id", "<x>x</x><sec id"))
    assert "Archiving" in converter.validate(archived, layers=["dtd"]).grammar


OASIS = """<table-wrap id="t1"><label>Table 1</label>
<oasis:table xmlns:oasis="http://www.niso.org/standards/z39-96/ns/oasis-exchange/table">
<oasis:tgroup cols="1"><oasis:tbody><oasis:row><oasis:entry>hemp</oasis:entry></oasis:row></oasis:tbody></oasis:tgroup>
</oasis:table></table-wrap>"""


def test_without_doctype_tables_of_oasis_choose_their_dtd() -> None:
    found = converter.validate(article((doctype(), ""), ("</sec></body>", OASIS + "</sec></body>")), layers=["dtd"])
    assert found.grammar == "JATS 1.3 Journal Publishing with OASIS Tables with MathML3"
    assert codes(found) == ["doctype-missing"]


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
def test_a_system_identifier_alone_names_the_dtd(version: str) -> None:
    system = f'<!DOCTYPE article SYSTEM "https://jats.nlm.nih.gov/{system_id(version)}">'
    found = converter.validate(article((doctype(version), system), version=version), layers=["dtd"])
    assert (found.grammar, codes(found)) == (f"JATS {version} Journal Publishing with MathML3", [])


NLM_2 = [
    ("<journal-title-group>", ""),
    ("</journal-title-group>", ""),
    ("<mixed-citation", "<citation"),
    ("</mixed-citation", "</citation"),
]


@pytest.mark.parametrize(
    "changes", [[(' dtd-version="1.3"', ' dtd-version="2.3"')], [(' dtd-version="1.3"', ""), *NLM_2]]
)
def test_an_article_of_nlm_2_is_held_to_no_later_dtd(changes: list[tuple[str, str]]) -> None:
    found = converter.validate(article((doctype(), ""), *changes), layers=["dtd"])
    assert (found.grammar, codes(found)) == ("", ["dtd-not-available"])


def test_asked_for_another_version_the_doctype_does_not_count() -> None:
    assert converter.validate(article(), jats="1.2", tag_set="archiving").grammar.startswith("JATS 1.2 Journal Arch")


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4"])
def test_every_release_and_tag_set_has_its_dtd(version: str) -> None:
    names = {(each.tag_set, each.mathml3, each.oasis) for each in catalog() if each.version == version}
    assert {("publishing", False, False), ("publishing", False, True), ("archiving", False, True)} <= names
    assert ("authoring", False, False) in names
    for tag_set, mathml3, oasis in names:
        assert find_file(Grammar(tag_set, version, mathml3, oasis)) is not None


def test_a_public_identifier_is_read() -> None:
    assert read_public_id("-//NLM//DTD JATS (Z39.96) Article Authoring DTD v1.0 20120330//EN") == Grammar(
        "authoring", "1.0", False
    )
    assert read_public_id("-//W3C//DTD XHTML 1.0 Strict//EN") is None


def test_characters_by_the_names_of_the_dtd_are_known_and_others_told() -> None:
    found = converter.validate(article(("Nets</title>", "N&eacute;ts&nbsp;&whatever;</title>")))
    assert [each.sentence for each in found.findings] == [
        "The entity whatever is declared neither in the file nor in the DTD."
    ]


def test_entities_of_the_file_itself_are_put_in() -> None:
    spoilt = article(
        ('-mathml3.dtd">', '-mathml3.dtd" [<!ENTITY press "Hill Press">]>'), ("2020 Hill Press", "&press;")
    )
    assert codes(converter.validate(spoilt)) == []


HOSTILE = {
    "xml-empty": b" \n",
    "not-xml": gzip.compress(b"<article/>"),
    "xml-too-deep": b"<article>" + b"<p>" * 100_000,
    "xml-not-well-formed": b"<article>\0</article>",
    "xml-entity-bomb": b'<!DOCTYPE article [<!ENTITY a "%s">]><article>%s</article>' % (b"x" * 100_000, b"&a;" * 9_999),
    "not-jats": b"<html/>",
    "xml-too-large": b"<article>" + b" " * 50_000_000 + b"</article>",
}


@pytest.mark.parametrize("code", HOSTILE)
def test_what_cannot_be_validated_is_told(code: str) -> None:
    found = converter.validate(HOSTILE[code])
    assert codes(found) == [code]
    assert not found.ok


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "iso-8859-5", "koi8-r"])
def test_every_encoding_that_is_declared_is_read(encoding: str) -> None:
    text = article(("Holm A.", "Хольм А."), ISSN).decode().replace("UTF-8", encoding).replace("©", "(c)")
    found = converter.validate(text.encode(encoding))
    assert codes(found) == ["issn-check-digit"]
    assert found.findings[0].line == 8


@pytest.mark.parametrize("encoding", ["UTF-8", "no-such-encoding"])
def test_a_wrong_encoding_is_told(encoding: str) -> None:
    text = article(("Holm A.", "Хольм А.")).decode().replace("UTF-8", encoding).replace("©", "(c)")
    assert codes(converter.validate(text.encode("windows-1251"))) == ["xml-not-well-formed"]


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE article [<!ENTITY e SYSTEM "file://{secret}">]><article><p>&e;</p></article>',
        '<!DOCTYPE article SYSTEM "file://{secret}"><article><p>&e;</p></article>',
        '<!DOCTYPE article [<!ENTITY % e SYSTEM "file://{secret}">%e;]><article/>',
        '<article xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret}" parse="text"/></article>',
        '<?xml-stylesheet href="file://{secret}"?><article/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_nothing_outside_of_the_file_is_read(attack: str, encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TREASURE", encoding="utf-8")
    found = converter.validate(attack.format(secret=secret).encode(encoding))
    assert "TREASURE" not in repr(found)


def test_an_external_entity_is_an_error() -> None:
    attack = b'<!DOCTYPE article [<!ENTITY e SYSTEM "/etc/hostname">]><article><p>&e;</p></article>'
    assert "xml-entity-external" in codes(converter.validate(attack))


JOURNAL = """
licence = "https://creativecommons.org/licenses/by/4.0/"
[titles]
en = "Hill Studies"
[issns]
electronic = "2049-3630"
[requirements]
languages = ["en"]
sections = ["Nets"]
identifiers = ["doi"]
pages = "range"
abstract_words = [10, 50]
keywords = [2, 5]
"""
STRICT = [
    ("by/4.0", "by-nd/4.0", "journal-licence-differs"),
    ('en = "Hill Studies"', 'en = "Hill and Dale"', "journal-title-differs"),
    ("2049-3630", "1234-5679", "journal-issn-differs"),
    ('["en"]', '["en", "ru"]', "journal-language-missing"),
    ('["Nets"]', '["Method"]', "journal-section-missing"),
    ('["doi"]', '["doi", "udc"]', "journal-identifier-missing"),
    ('"range"', '"number"', "journal-pages-style"),
    ("[10, 50]", "[100, 150]", "journal-abstract-length"),
    ("[2, 5]", "[5, 10]", "journal-keywords-number"),
    ("[2, 5]", "[2, 5]\norcid = true", "journal-orcid-missing"),
]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    file = tmp_path / "hill.toml"
    file.write_text(JOURNAL, encoding="utf-8")
    return file


def test_an_article_that_keeps_to_its_journal_is_left_alone(journal: Path) -> None:
    assert codes(converter.validate(article(), journal=str(journal))) == []


@pytest.mark.parametrize(("old", "new", "code"), STRICT, ids=[code for *_, code in STRICT])
def test_what_the_journal_asks_for_is_missed(journal: Path, old: str, new: str, code: str) -> None:
    journal.write_text(JOURNAL.replace(old, new), encoding="utf-8")
    assert set(codes(converter.validate(article(), journal=str(journal)))) == {code}


@pytest.mark.parametrize("line", ["colour = 1", 'pages = "odd"', "keywords = 5", 'languages = "en"'])
def test_a_requirement_there_is_not_is_refused(journal: Path, line: str) -> None:
    journal.write_text(f"[requirements]\n{line}\n", encoding="utf-8")
    with pytest.raises(LookupError, match=r"hill\.toml"):
        converter.validate(article(), journal=str(journal))


def test_the_journal_says_how_grave_a_finding_is(journal: Path) -> None:
    journal.write_text('[severities]\nelement-empty = "error"\n"jats4r-*" = "note"\n', encoding="utf-8")
    spoilt = article(("<kwd>nets</kwd>", "<kwd>nets</kwd><kwd/>"), ("<year>2019</year>", "<year>soon</year>"))
    found = converter.validate(spoilt, journal=str(journal))
    assert find(found, "element-empty").severity is Severity.ERROR
    assert find(found, "jats4r-data-citations-errors-5").severity is Severity.NOTE
    assert not found.ok


def test_no_journal_makes_light_of_what_cannot_be_read(journal: Path) -> None:
    journal.write_text('[severities]\n"*" = "note"\n', encoding="utf-8")
    assert not converter.validate(b"<article>", journal=str(journal)).ok


def test_a_severity_there_is_not_is_refused(journal: Path) -> None:
    journal.write_text('[severities]\n"*" = "fatal"\n', encoding="utf-8")
    with pytest.raises(LookupError, match=r"hill\.toml: Invalid enum value 'fatal'"):
        converter.validate(article(), journal=str(journal))


SCHEMATRON = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<pattern id="house">
  <rule context="sec"><let name="title" value="upper-case(title)"/>
    <assert test="@sec-type" role="warning">The section <value-of select="$title"/> has no type.</assert></rule>
  <rule context="*[@id = 's1']"><report test="true()">An earlier rule has spoken.</report></rule>
</pattern></schema>"""


def test_the_journal_brings_its_own_schematron(journal: Path) -> None:
    journal.with_name("house.sch").write_text(SCHEMATRON, encoding="utf-8")
    journal.write_text('[requirements]\nschematron = "house.sch"\n', encoding="utf-8")
    (found,) = converter.validate(article(), journal=str(journal)).findings
    assert (found.code, found.severity) == ("journal-house-1", Severity.WARNING)
    assert found.sentence == "The section NETS has no type."
    assert found.path == "/article/body/sec"


def test_an_inclusion_is_told_by_its_prefix_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hush", encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    found = converter.validate(article(("<p>As was", f"<p>{include}As was")))
    assert find(found, "dtd-unknown-element").sentence == "<xi:include> is no element of JATS."
    assert "hush" not in repr(found)
