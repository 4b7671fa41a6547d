"""Fields of Zotero, Mendeley and EndNote in Word files: which reference each citation is, and what is left alone."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterable
from html import escape

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from converter import convert

NUMBERED = (
    "1. Smith J. Sediment transport in alpine rivers. Journal of Rivers. 2019;4(2):10–20. doi:10.1000/river.1",
    "2. Jones K. Winter ice on northern lakes. Lake Studies. 2020;7(1):30–41.",
    "3. Brown L. Measuring the depth of fjords. Sea Studies. 2021;1(1):5–9.",
)
NAMED = (
    "Jones, K. (2020). Winter ice on northern lakes. Lake Studies, 7(1), 30–41.",
    "Smith, A. (2019). Flood plains of the south. Journal of Rivers, 5(1), 1–9.",
    "Smith, J. (2019). Sediment transport in alpine rivers. Journal of Rivers, 4(2), 10–20.",
    "United Nations. (2015). Water for all people of the world. UN Press.",
)
ABOUT_CITATIONS = {
    "ambiguous-citation",
    "citation-field-differs",
    "citation-fields-unread",
    "citation-without-reference",
    "cited-work-unlisted",
    "doi-in-field",
}
TEXT = "The river was measured at four stations during the winter of that year, and the results were compared."


def item(family: str, title: str, year: int, doi: str = "") -> dict[str, object]:
    data = {"type": "article-journal", "title": title, "author": [{"family": family, "given": "X."}]}
    return {"id": 1, "itemData": data | {"issued": {"date-parts": [[year]]}} | ({"DOI": doi} if doi else {})}


RIVERS = item("Smith", "Sediment transport in alpine rivers", 2019)
PLAINS = item("Smith", "Flood Plains of the South", 2019)
LAKES = item("Jones", "Winter ice on <i>northern</i> lakes", 2020)
FJORDS = item("Brown", "Measuring the depth of fjords", 2021)
WATER = item("Nations", "Water for all people of the world", 2015)
ABSENT = item("Grey", "A treatise on the colours of clouds", 1999)


def zotero(*items: object) -> str:
    return "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": items})


def mendeley(*items: object) -> str:
    return "ADDIN CSL_CITATION " + json.dumps({"citationItems": items})


def endnote(author: str, title: str, year: int) -> str:
    record = (
        '<record><ref-type name="Journal Article">17</ref-type><contributors><authors><author>'
        f'<style face="normal">{author}</style></author></authors></contributors>'
        f"<titles><title>{title}</title></titles><dates><year>{year}</year></dates></record>"
    )
    return f"<EndNote><Cite><Author>{author}</Author><Year>{year}</Year>{record}</Cite></EndNote>"


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def field(instruction: str, shown: str, data: str = "") -> str:
    """A field as Word writes it; its instruction is torn into runs."""
    half = len(instruction) // 2
    said = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in (f" {instruction[:half]}", instruction[half:])
    )
    held = f"<w:fldData>{base64.b64encode(data.encode()).decode()}</w:fldData>" if data else ""
    return mark("begin", held) + said + mark("separate") + typed(shown) + mark("end")


def typed(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def manuscript(row: str, references: Iterable[str]) -> bytes:
    word = Document()
    for text, style in (("On rivers and lakes", "Title"), ("Introduction", "Heading 1"), (TEXT, None)):
        word.add_paragraph(text, style)
    word.element.body.insert(len(word.element.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{row}</w:p>"))
    for text, style in (("References", "Heading 1"), *((each, None) for each in references)):
        word.add_paragraph(text, style)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def told(row: str, references: Iterable[str]) -> tuple[list[str], list[str]]:
    """The citations as `words > ids`, and what is told of citations and their fields."""
    done = convert(manuscript(row, references), name="article.docx")
    pointers = etree.fromstring(done.xml).iterfind(".//xref[@ref-type='bibr']")
    links = [f"{''.join(map(str, each.itertext()))} > {each.get('rid')}" for each in pointers]
    codes = {each.code for each in done.diagnostics} & ABOUT_CITATIONS
    return links, sorted(codes)


def test_numbers_that_agree_with_their_fields_are_linked_without_a_question() -> None:
    row = typed("Known ") + field(zotero(RIVERS), "[1]") + typed(" and ") + field(zotero(LAKES, FJORDS), "[2, 3]")
    assert told(row, NUMBERED) == (["1 > R1", "2 > R2", "3 > R3"], [])


def test_a_number_that_means_another_reference_than_its_field_stays_and_is_asked_about() -> None:
    row = typed("Known ") + field(zotero(LAKES), "[1]") + typed(" and [2], [3].")
    assert told(row, NUMBERED) == (["1 > R1", "2 > R2", "3 > R3"], ["citation-field-differs"])


@pytest.mark.parametrize("program", [zotero, mendeley])
def test_a_name_that_two_references_share_is_resolved_by_the_field(program: Callable[[object], str]) -> None:
    row = typed("Known ") + field(program(RIVERS), "(Smith, 2019)") + typed(" since (Jones, 2020).")
    assert told(row, NAMED) == (["Smith, 2019 > R3", "Jones, 2020 > R1"], [])


def test_the_same_name_typed_by_hand_is_still_asked_about() -> None:
    row = typed("Known (Smith, 2019) since ") + field(zotero(LAKES), "(Jones, 2020)")
    assert told(row, NAMED)[1] == ["ambiguous-citation"]


def test_two_fields_that_show_the_same_are_told_apart_by_their_order() -> None:
    row = typed("Known ") + field(zotero(RIVERS), "(Smith, 2019)") + typed(" or ")
    row += field(zotero(PLAINS), "(Smith, 2019)")
    assert told(row, NAMED) == (["Smith, 2019 > R3", "Smith, 2019 > R2"], [])


@pytest.mark.parametrize("plain", [True, False])
def test_fields_of_endnote_are_read_plain_and_in_base64(plain: bool) -> None:
    xml = endnote("Smith, J.", "Sediment transport in alpine rivers", 2019)
    cited = field(f"ADDIN EN.CITE {xml}" if plain else "ADDIN EN.CITE", "(Smith, 2019)", "" if plain else xml)
    assert told(typed("Known ") + cited, NAMED) == (["Smith, 2019 > R3"], [])


def test_a_field_of_endnote_shows_what_the_links_in_it_show() -> None:
    xml = endnote("Smith, J.", "Sediment transport in alpine rivers", 2019)
    data = field("ADDIN EN.CITE.DATA", "", xml)
    shown = typed("(") + field(r'HYPERLINK \l "_ENREF_3"', "Smith, 2019") + typed(")")
    said = "<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>"
    row = typed("Known ") + mark("begin") + said + data + mark("separate") + shown + mark("end")
    assert told(row, NAMED) == (["Smith, 2019 > R3"], [])


def test_the_content_controls_of_mendeley_are_read() -> None:
    name = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps({"citationItems": [RIVERS]}).encode()).decode()
    inside = f'<w:sdtPr><w:tag w:val="{name}"/></w:sdtPr><w:sdtContent>{typed("(Smith, 2019)")}</w:sdtContent>'
    assert told(typed("Known ") + f"<w:sdt>{inside}</w:sdt>", NAMED) == (["Smith, 2019 > R3"], [])


@pytest.mark.parametrize("name", ["MENDELEY_CITATION_v3_é", "MENDELEY_CITATION_v3_////", "MENDELEY_BIBLIOGRAPHY"])
def test_other_content_controls_show_their_text(name: str) -> None:
    inside = f'<w:sdtPr><w:tag w:val="{name}"/></w:sdtPr><w:sdtContent>{typed("(Jones, 2020)")}</w:sdtContent>'
    assert told(typed("Known ") + f"<w:sdt>{inside}</w:sdt>", NAMED)[0] == ["Jones, 2020 > R1"]


def test_what_no_mark_tells_is_linked_by_its_field() -> None:
    row = typed("Known ") + field(zotero(LAKES, WATER), "(Jones, 2020; UN charter on water)")
    assert told(row, NAMED) == (["Jones, 2020 > R1", "UN charter on water > R4"], [])


def test_works_that_one_text_shows_together_are_one_link_to_all() -> None:
    row = typed("Known ") + field(zotero(LAKES, WATER), "(see both reports)") + typed(", but (see no report).")
    assert told(row, NAMED) == (["see both reports > R1 R4"], [])


def test_a_work_that_stands_in_no_list_is_named() -> None:
    row = typed("Known ") + field(zotero(ABSENT), "(Grey, 1999)") + typed(" since (Jones, 2020).")
    links, codes = told(row, NAMED)
    assert links == ["Jones, 2020 > R1"]
    assert "cited-work-unlisted" in codes


def test_a_work_of_the_same_author_and_year_but_another_title_is_not_taken() -> None:
    other = item("Jones", "Summer bathing in southern ponds", 2020)
    assert "cited-work-unlisted" in told(typed("Known ") + field(zotero(other), "(see there)"), NAMED)[1]


def test_a_doi_that_is_not_printed_is_asked_about_and_not_written() -> None:
    lakes = item("Jones", "Winter ice on northern lakes", 2020, "10.1000/ICE")
    row = typed("Known ") + field(zotero(item("S", "Other", 1900, "10.1000/river.1")), "[1]") + typed(" and ")
    row += field(zotero(lakes), "[2]")
    assert told(row, NUMBERED) == (["1 > R1", "2 > R2"], ["doi-in-field"])
    assert b"10.1000/ice" not in convert(manuscript(row, NUMBERED), name="article.docx").xml.lower()


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Grey, P. (1999). Depths of water in the north. https://example.org/lakes", "report"),
        ("Grey, P. (1999). Depths of water in the north. Oxford: Lake Press.", "book"),
    ],
)
def test_the_field_tells_the_kind_of_a_reference_only_where_print_does_not(printed: str, kind: str) -> None:
    depths = {"type": "report", "title": "Depths of water in the north", "author": [{"family": "Grey"}]}
    cited = field(zotero({"itemData": depths | {"issued": {"date-parts": [["1999"]]}}}), "(Grey, 1999)")
    done = convert(manuscript(typed("Known ") + cited, (printed, *NAMED)), name="article.docx")
    assert done.article.references[0].kind == kind


@pytest.mark.parametrize(
    "instruction",
    [
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"itemData": ',
        'ADDIN CSL_CITATION {"citationItems": 7}',
        "ADDIN CSL_CITATION " + "[" * 5_000,
        "ADDIN EN.CITE <EndNote><Cite>",
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><EndNote><Cite>&b;</Cite></EndNote>',
        "ADDIN CSL_CITATION " + json.dumps({"citationItems": [{"itemData": {"title": "x" * 1_100_000}}]}),
    ],
    ids=["cut off", "of another shape", "nested deep", "broken XML", "no field of citations", "huge"],
)
def test_data_that_cannot_be_read_leaves_the_printed_citation_as_it_is(instruction: str) -> None:
    links, codes = told(typed("Known ") + field(instruction, "(Jones, 2020)"), NAMED)
    assert links == ["Jones, 2020 > R1"]
    assert codes == (["citation-fields-unread"] if instruction.startswith("ADDIN") else [])


def test_entities_in_data_are_never_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "Winter ice on northern lakes">]>'
    data = f"{bomb}<EndNote><Cite><record><titles><title>&b;</title></titles></record></Cite></EndNote>"
    links, _ = told(typed("Known ") + field("ADDIN EN.CITE", "(see there)", data), NAMED)
    assert links == []
