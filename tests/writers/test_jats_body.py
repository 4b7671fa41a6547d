import pytest
from articles import jats, para, section, text

from converter.article import (
    Article,
    Citation,
    Code,
    Figure,
    Formula,
    Inlines,
    Item,
    ItemList,
    Node,
    Note,
    Paragraph,
    Pointer,
    Quote,
    Reference,
    ReferenceList,
    Table,
    TableCell,
)
from converter.manuscript import Mark, Run
from converter.writers.jats import write_jats

REFERENCES = (ReferenceList((Reference("R1", text("One.")), Reference("R2", text("Two.")))),)


def body(*nodes: Node) -> str:
    return jats(Article("en", body=nodes, reference_lists=REFERENCES), "//body").removeprefix("<body>")[
        : -len("</body>")
    ]


def inline(*content: Inlines) -> str:
    return body(Paragraph(tuple(each for row in content for each in row))).removeprefix("<p>").removesuffix("</p>")


def test_sections_nest_with_their_numbers() -> None:
    assert body(section("Method", para("We."), section("Data", para("It."), id="s11", label="1.1"), label="1")) == (
        '<sec id="sec1"><label>1</label><title>Method</title><p>We.</p>'
        '<sec id="s11"><label>1.1</label><title>Data</title><p>It.</p></sec></sec>'
    )


def test_a_block_after_a_subsection_goes_to_its_end() -> None:
    assert body(section("A", section("B", para("b"), id="b"), para("loose"), section("C", id="c"), id="a")) == (
        '<sec id="a"><title>A</title><sec id="b"><title>B</title><p>b</p><p>loose</p></sec>'
        '<sec id="c"><title>C</title></sec></sec>'
    )


def test_a_section_in_a_list_becomes_a_paragraph_in_bold() -> None:
    assert body(ItemList((Item((section("Aim", para("see"), label="1."),)),))) == (
        '<list list-type="bullet"><list-item><p><bold>1. Aim</bold></p><p>see</p></list-item></list>'
    )


def test_neighbours_share_the_marks_they_share() -> None:
    row = (*text("so ", Mark.BOLD), *text("much", Mark.ITALIC, Mark.BOLD), *text("!", Mark.BOLD), *text(" x"))
    assert inline(row) == "<bold>so <italic>much</italic>!</bold> x"


def test_a_link_holds_its_marks() -> None:
    home = "https://a.org/?b=1&c=2"
    row = (*text("the ", href=home), *text("site", Mark.ITALIC, href=home))
    assert inline(row) == (
        '<ext-link ext-link-type="uri" xlink:href="https://a.org/?b=1&amp;c=2">the <italic>site</italic></ext-link>'
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "#part", "notes.docx", "JAVASCRIPT:x"])
def test_a_link_that_does_not_belong_in_an_article_leaves_its_words(href: str) -> None:
    assert inline(text("here", href=href)) == "here"


def test_a_link_to_its_own_address_is_an_email() -> None:
    assert inline(text("a@example.org", href="mailto:a@example.org")) == "<email>a@example.org</email>"


def test_a_citation_points_to_all_its_references() -> None:
    assert inline(text("["), (Citation(text("Le 2020; 2021"), ("R1", "R2")),), text("]")) == (
        '[<xref ref-type="bibr" rid="R1 R2">Le 2020; 2021</xref>]'
    )


def test_a_pointer_to_nothing_leaves_its_words() -> None:
    row: Inlines = (Citation(text("Le 2020", Mark.ITALIC), ("R9",)), *text("; "), Pointer(text("3", Mark.SUP), "fn9"))
    assert inline(row) == "<italic>Le 2020</italic>; <sup>3</sup>"


def test_a_note_is_pointed_to() -> None:
    pointer = Pointer(text("1", Mark.SUP), "n1")
    article = Article("en", body=(Paragraph((pointer,)),), notes=(Note("n1", "1", (para("Aside."),)),))
    assert jats(article, "//body/p") == '<p><xref ref-type="fn" rid="n1"><sup>1</sup></xref></p>'
    assert jats(article, "//fn-group") == '<fn-group><fn id="n1"><label>1</label><p>Aside.</p></fn></fn-group>'


def test_lists_keep_printed_numbers_and_drop_bullets() -> None:
    numbered = ItemList((Item((para("a"),), "1."), Item((para("b"),), "2.")), ordered=True)
    bulleted = ItemList((Item((para("c"),), "•"),))
    assert body(numbered, bulleted) == (
        '<list list-type="order"><list-item><label>1.</label><p>a</p></list-item>'
        "<list-item><label>2.</label><p>b</p></list-item></list>"
        '<list list-type="bullet"><list-item><p>c</p></list-item></list>'
    )


def test_a_list_in_a_list_and_a_quotation_in_a_list() -> None:
    inner = ItemList((Item((para("b"),)),))
    assert body(ItemList((Item((para("a"), inner, Quote((para("q"),)))),))) == (
        '<list list-type="bullet"><list-item><p>a</p><list list-type="bullet"><list-item><p>b</p></list-item></list>'
        "<p><disp-quote><p>q</p></disp-quote></p></list-item></list>"
    )


def test_a_table_has_head_caption_and_notes() -> None:
    rows = (
        (TableCell(text("x"), header=True, colspan=2),),
        (TableCell(text("1"), align="right"), TableCell(text("2"))),
    )
    assert body(Table(rows, "t1", "Table 1", text("Sizes"), (text("In metres."),))) == (
        '<table-wrap id="t1"><label>Table 1</label><caption><p>Sizes</p></caption><table>'
        '<thead><tr><th colspan="2">x</th></tr></thead>'
        '<tbody><tr><td align="right">1</td><td>2</td></tr></tbody></table>'
        "<table-wrap-foot><p>In metres.</p></table-wrap-foot></table-wrap>"
    )


def test_a_table_of_heads_alone_has_a_body() -> None:
    assert "<table><tbody><tr><th>x</th></tr></tbody></table>" in body(Table(((TableCell(text("x"), header=True),),)))


def test_a_figure_has_its_file_and_its_alternative_text() -> None:
    assert body(Figure("map.png", "f1", "Fig. 1", text("A map"), "the delta")) == (
        '<fig id="f1"><label>Fig. 1</label><caption><p>A map</p></caption>'
        '<graphic xlink:href="map.png"><alt-text>the delta</alt-text></graphic></fig>'
    )


def test_a_formula_keeps_its_tex_beside_mathml() -> None:
    shown = body(Formula("x^2", "e1", "(1)"))
    assert shown.startswith('<disp-formula id="e1"><label>(1)</label><alternatives><mml:math display="block">')
    assert "<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>" in shown
    assert shown.endswith("<tex-math>x^2</tex-math></alternatives></disp-formula>")


@pytest.mark.parametrize("tex", ["x^", "a_b_c", r"\unheard{x}", "&", "", r"\frac{", "a < b & c"])
def test_tex_that_nobody_understands_is_kept_alone(tex: str) -> None:
    shown = jats(Article("en", body=(Formula(tex, label="(1)"),)), "//disp-formula")
    assert "mml:math" not in shown
    assert "<tex-math" in shown


def test_a_formula_in_a_line() -> None:
    assert inline(text("a"), text("x", Mark.MATH)) == (
        'a<inline-formula><alternatives><mml:math display="inline"><mml:mrow><mml:mi>x</mml:mi></mml:mrow></mml:math>'
        "<tex-math>x</tex-math></alternatives></inline-formula>"
    )


def test_code_keeps_its_lines() -> None:
    xml = write_jats(Article("en", body=(Code("a = 1\n  b = 2"),))).xml
    assert b'<preformat preformat-type="code">a = 1\n  b = 2</preformat>' in xml


def test_an_image_in_a_line() -> None:
    assert inline((Run("a star", frozenset({Mark.IMAGE}), "star.png"),)) == (
        '<inline-graphic xlink:href="star.png"><alt-text>a star</alt-text></inline-graphic>'
    )


def test_what_says_nothing_is_not_written() -> None:
    nothing = (Paragraph(()), Quote((para(""),)), ItemList((Item(()),)), Table(((),)), Figure(""), section(""))
    assert jats(Article("en", body=nothing), "//body") == ""


def test_letters_that_xml_forbids_are_dropped() -> None:
    assert inline(text("a\x00b\ufffec\ud800d\x0be")) == "abcde"
