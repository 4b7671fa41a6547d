"""Pages as journals lay them out, typeset for the test: what stands beside, across and below the text."""

from __future__ import annotations

import re
import struct

import pytest
from typesetting import compiled

import converter
from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Manuscript
from converter.readers.pdf import READER

PROSE = (
    "The river carries more sand in spring than in any other season, and the banks give way where the willows were "
    "cut. Farmers who remember the old course say that the bend has moved by a field’s width within their lives. "
)
ANOTHER = (
    "Measurements made since the bridge was built agree with what they say, though the flood of that year took away "
    "the oldest of the stones. A second series was begun in summer, when the water was low and the boats lay dry. "
)
SETTINGS = """
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true, spacing: 1em)
"""
REFERENCES = """
= References
+ Marek, A. (2010). Rivers of the north. _Annals of Rivers_, 12(3), 45–67.
+ Olsen, J. (2015). Willows and water. _Journal of Soils_, 5(1), 1–19.
"""
BODY = "\n= Introduction\nPROSE ANOTHER\n\nANOTHER PROSE\n= Methods\nPROSE\n\nANOTHER PROSE\n" + REFERENCES


def pdf(source: str, page: str = "") -> bytes:
    text = f'#set page(paper: "a4", margin: 2cm, {page})\n{SETTINGS}{source}'
    return compiled(text.replace("PROSE", PROSE).replace("ANOTHER", ANOTHER))


def manuscript(data: bytes, log: list[Diagnostic] | None = None) -> Manuscript:
    return READER.read(([] if log is None else log).append, data, "article.pdf")


def flat(block: Block) -> str:
    return " ".join(block.text.split())


def texts(data: bytes, kind: BlockKind) -> list[str]:
    return [flat(block) for block in manuscript(data).blocks if block.kind is kind]


def cells(block: Block) -> list[str]:
    return [" | ".join("".join(run.text for run in cell.runs) for cell in row) for row in block.rows]


# First pages

INFORMATION = """
#place(top, scope: "parent", float: true)[
#align(center)[#text(8pt)[Annals of Rivers 12 (2024) 104–119]]

#text(16pt)[Sand and willows: how the banks of a small river move]

#text(12pt)[Anna Marek#super[a], Jon Olsen#super[b]]

#text(8pt)[#super[a] Institute of Rivers, University of Brno, Brno, Czechia]

#text(8pt)[#super[b] Department of Soils, University of Oslo, Oslo, Norway]
#line(length: 100%)
#grid(columns: (28%, 1fr), column-gutter: 18pt, [
  A R T I C L E #h(1em) I N F O
  #set text(7.5pt)
  #set par(justify: false)

  Received 3 March 2023 \\
  Accepted 7 June 2023

  #line(length: 100%)
  _Keywords:_ \\
  Sediment; Willow; Erosion
], [
  A B S T R A C T
  #line(length: 100%)
  #set text(8.5pt)
  PROSE ANOTHER PROSE
])
#line(length: 100%)
]
"""


def test_article_information_stands_beside_the_abstract() -> None:
    article = converter.convert(pdf(INFORMATION + BODY, "columns: 2"), name="a.pdf").article
    assert [(date.kind, date.iso) for date in article.dates] == [("received", "2023-03-03"), ("accepted", "2023-06-07")]
    assert list(map(len, article.keywords.values())) == [3]
    assert [contributor.names["en"].family for contributor in article.contributors] == ["Marek", "Olsen"]
    assert (article.issue.volume, article.issue.year, article.issue.fpage) == ("12", "2024", "104")
    assert list(article.abstracts) == ["en"]


def test_words_with_letters_set_apart_are_words() -> None:
    assert "ABSTRACT" in texts(pdf(INFORMATION + BODY, "columns: 2"), BlockKind.HEADING)


MARGIN = """
#text(18pt)[*Sand and Willows: How the Banks of a Small River Move over One Hundred Years*]

*Anna Marek #super[1,\\*] and Jon Olsen #super[2]*
#place(dx: -4.4cm, dy: 1cm)[#block(width: 3.9cm)[#set text(7pt)
#set par(justify: false)
*Citation:* Marek, A.; Olsen, J. Sand and Willows: How the Banks of a Small River Move over One Hundred Years.
_Rivers_ *2024*, _12_, 345.

Received: 3 March 2024 \\
Accepted: 7 May 2024
]]

#text(8.5pt)[#super[1] Institute of Rivers, University of Brno, Brno, Czechia]

#text(8.5pt)[#super[2] Department of Soils, University of Oslo, Oslo, Norway]

*Abstract:* PROSE ANOTHER

*Keywords:* sediment; willow; erosion
"""


def test_a_margin_with_metadata_is_read_apart_from_the_text() -> None:
    article = converter.convert(pdf("#set page(margin: (left: 6.4cm))" + MARGIN + BODY), name="a.pdf").article
    assert (article.issue.volume, article.issue.year) == ("12", "2024")
    assert [date.kind for date in article.dates] == ["received", "accepted"]
    assert len(article.affiliations) == 2
    assert list(map(len, article.keywords.values())) == [3]


EDITED = """
#grid(columns: (4cm, 1fr), column-gutter: .8cm, [
#set text(7pt)
#set par(justify: false, spacing: 1.5em)
*Edited by:* \\
Maria Silva, \\
University of Porto, Portugal

*Received:* 03 October 2019 \\
*Accepted:* 20 January 2020

*Citation:* \\
Marek A and Olsen J (2020) Sand and Willows: How the Banks of a Small River Move. Front. Riv. 11:345.
], [
#text(18pt)[*Sand and Willows: How the Banks of a Small River Move*]

#text(10pt)[_Anna Marek#super[1] and Jon Olsen#super[2]_]

#text(8pt)[_#super[1] Institute of Rivers, University of Brno, Brno, Czechia, #super[2] University of Oslo, Oslo_]

*PROSE ANOTHER*

*Keywords: sediment, willow, bank erosion*
])
"""


def test_editors_beside_the_title_are_no_authors_and_an_abstract_needs_no_label() -> None:
    article = converter.convert(pdf(EDITED + BODY), name="a.pdf").article
    assert [contributor.names["en"].family for contributor in article.contributors] == ["Marek", "Olsen"]
    assert [statement.kind for statement in article.statements] == ["editors"]
    assert list(article.abstracts) == ["en"]
    assert (article.issue.volume, article.issue.year) == ("11", "2020")


COLUMNS = """
#grid(columns: (1fr, 1fr), column-gutter: 20pt, [
УДК 556.5

#text(13pt)[*Песок и ивы: берега малой реки за сто лет*]

*А. Б. Марек, И. В. Ольсен*

*Аннотация.* Весной река несёт больше песка, чем в любое другое время года, и берега осыпаются там, где были ивы.

*Ключевые слова:* песок, ива, берег
], [
DOI 10.1234/rivers.2024.5

#text(13pt)[*Sand and Willows: The Banks of a Small River over a Hundred Years*]

*A. B. Marek, I. V. Olsen*

*Abstract.* PROSE

*Keywords:* sand, willow, bank
])
"""


def test_two_languages_side_by_side_are_read_one_after_the_other() -> None:
    article = converter.convert(pdf(COLUMNS + BODY), name="a.pdf").article
    assert set(article.titles) == set(article.abstracts) == set(article.keywords) == {"ru", "en"}
    assert [set(contributor.names) for contributor in article.contributors] == [{"ru", "en"}] * 2


PANEL = """
#place(top, scope: "parent", float: true)[
#text(18pt)[*Sand and Willows: How the Banks Move*]

Anna Marek, Jon Olsen

#block(fill: luma(235), inset: 10pt, width: 100%)[*Abstract* #h(1em) PROSE ANOTHER

*Keywords:* sand, willow, bank]
]
"""


def test_an_abstract_in_a_tinted_panel_over_both_columns() -> None:
    found = texts(pdf(PANEL + BODY, "columns: 2"), BlockKind.PARAGRAPH)
    assert (found[1][:18], found[1][-8:]) == ("Abstract The river", "lay dry.")
    assert found[2] == "Keywords: sand, willow, bank"


# What belongs to the page


def test_numbers_of_lines_and_a_watermark_are_left_out() -> None:
    review = '#set par.line(numbering: "1")\n= Sand and Willows\nAnna Marek\n' + BODY
    log: list[Diagnostic] = []
    found = manuscript(pdf(review, "background: rotate(45deg, text(60pt)[DRAFT COPY])"), log)
    assert [block.text for block in found.blocks[:2]] == ["Sand and Willows", "Anna Marek"]
    numbers = [each.before for each in log if each.code == "pdf-line-numbers"]
    assert (numbers[0] or "").split()[:3] == ["1", "2", "3"]
    assert [each.before for each in log if each.code == "pdf-turned-text"] == ["DRAFT COPY"]


def test_a_column_of_numbers_in_a_table_is_no_column_of_line_numbers() -> None:
    rows = "".join(f"[{number}], [Place {number}], " for number in range(1, 20))
    table = f"Table 1. Places.\n#table(columns: 2, [No.], [Place], {rows})"
    log: list[Diagnostic] = []
    found = manuscript(pdf("= Sand and Willows\nAnna Marek\n\nPROSE\n\n" + table), log)
    assert not [each for each in log if each.code == "pdf-line-numbers"]
    assert cells(found.blocks[-1])[1] == "1 | Place 1"


def test_running_heads_of_alternating_sides_are_left_out_and_tell_the_issue() -> None:
    head = (
        "header: context { if calc.odd(here().page()) [#text(8pt)[_Annals of Rivers_, 2024, 12(3), 104–119]] "
        'else [#align(right)[#text(8pt)[_A. Marek: Sand and Willows_]]] }, numbering: "1"'
    )
    front = "= Sand and Willows\nAnna Marek\n\n*Abstract.* PROSE\n\n*Keywords:* sand\n= Introduction\n"
    conversion = converter.convert(pdf(front + "PROSE ANOTHER\n\n" * 40 + REFERENCES, head), name="a.pdf")
    issue = conversion.article.issue
    assert (issue.year, issue.volume, issue.issue, issue.fpage, issue.lpage) == ("2024", "12", "3", "104", "119")
    assert not any("Annals of Rivers, 2024" in block.text for block in manuscript(pdf(front, head)).blocks[1:])


# Tables


def test_a_table_without_rules_below_its_caption() -> None:
    table = """Table 1. Sand and water.
#table(columns: 3, stroke: none, column-gutter: 2em, [Place], [Sand, kg], [Water, cm], [Bridge], [12.5], [140],
  [Mill], [9.1], [122], [Old bend], [17.8], [95])
"""
    for page in ("", "columns: 2"):
        found = manuscript(pdf("= Sand and Willows\nPROSE ANOTHER\n\n" + table + "\nPROSE ANOTHER\n", page))
        (made,) = [block for block in found.blocks if block.kind is BlockKind.TABLE]
        assert cells(made) == [
            "Place | Sand, kg | Water, cm",
            "Bridge | 12.5 | 140",
            "Mill | 9.1 | 122",
            "Old bend | 17.8 | 95",
        ]


def test_lines_of_two_columns_below_a_caption_are_no_table() -> None:
    found = manuscript(
        pdf("= Sand\nPROSE\n\nTable 1. Sand and water.\n\nPROSE ANOTHER PROSE ANOTHER\n" * 6, "columns: 2")
    )
    assert not [block for block in found.blocks if block.kind is BlockKind.TABLE]


def test_a_table_over_two_pages_is_one() -> None:
    rows = "".join(f"[Place {number}], [{number} m], " for number in range(1, 70))
    table = f"Table 1. All places.\n#table(columns: 2, table.header([*Place*], [*Depth*]), {rows})"
    front = "= Sand and Willows\nAnna Marek\n\n*Abstract.* PROSE\n\n*Keywords:* sand\n= Introduction\nPROSE\n\n"
    body = converter.convert(pdf(front + table + BODY), name="a.pdf").xml.decode()
    assert body.count("<table-wrap ") == 1
    assert body.count("<th>") == 2
    assert body.count("<tr>") == 70


# Lists, notes, formulas, figures


def test_numbered_items_are_items_and_numbered_headings_are_not() -> None:
    text = "= Sand and Willows\n*Abstract.* PROSE\n= 1. Rivers\nPROSE The steps:\n"
    text += "+ Weigh the sand.\n+ Measure the water.\n+ Count the willows.\n\nANOTHER\n"
    found = manuscript(pdf(text + '= 2. Lakes\nPROSE\n#enum(numbering: "(a)", [one walk,], [another walk.])\nANOTHER'))
    items = [(block.label, flat(block)) for block in found.blocks if block.kind is BlockKind.ITEM]
    assert items[:3] == [("1.", "Weigh the sand."), ("2.", "Measure the water."), ("3.", "Count the willows.")]
    assert items[3:] == [("(a)", "one walk,"), ("(b)", "another walk.")]
    assert [flat(block) for block in found.blocks if block.kind is BlockKind.HEADING][1:] == ["1. Rivers", "2. Lakes"]


def test_notes_that_begin_anew_on_every_page() -> None:
    note = "#counter(footnote).update(0)\nPROSE Sand#footnote[Weighed by NAME.] is heavy. ANOTHER\n\n"
    text = "= Sand\n" + note.replace("NAME", "Anna") + "#pagebreak()\n" + note.replace("NAME", "Jon")
    found = [(block.label, flat(block)) for block in manuscript(pdf(text)).blocks if block.kind is BlockKind.NOTE]
    assert found == [("1", "Weighed by Anna."), ("1", "Weighed by Jon.")]


@pytest.mark.parametrize(
    ("printed", "tex"),
    [
        ("x_i^2 = a^2 + frac(b + c, d_2)", r"x^{2}_{i} = a^{2} + \frac{b + c}{d_{2}}"),
        ("L = (w_1 - w_0) / t", r"L = \frac{w_{1} - w_{0}}{t}"),
        ("E = m c^2", "E = mc^{2}"),
        ("sum_(i=1)^n x_i <= 5", r"∑_{i=1}^{n} x_{i} ≤ 5"),
    ],
)
def test_a_displayed_formula_is_put_together_and_asked_about(printed: str, tex: str) -> None:
    log: list[Diagnostic] = []
    found = manuscript(pdf(f"= Sand\nPROSE\n\n$ {printed} $\n\nANOTHER PROSE"), log)
    assert [block.text for block in found.blocks if block.kind is BlockKind.FORMULA] == [tex]
    assert "pdf-formula" in {each.code for each in log}


def test_a_drawn_figure_has_an_image_and_its_words_are_told() -> None:
    figure = "#figure(rect(width: 60%, height: 4cm, fill: blue)[left bank], caption: [The bank at the bridge.])"
    log: list[Diagnostic] = []
    found = manuscript(pdf(f"= Sand\nPROSE ANOTHER\n\n{figure}\n\nANOTHER PROSE"), log)
    (made,) = [block for block in found.blocks if block.kind is BlockKind.FIGURE]
    image = found.media[made.target]
    width, height = struct.unpack(">II", image[16:24])
    assert image.startswith(b"\x89PNG")
    assert width > height > 200
    assert [each.before for each in log if each.code == "pdf-figure-text"] == ["left bank"]


def test_the_letters_of_a_figures_parts_belong_to_it() -> None:
    part = "rect(width: 90%, height: 3cm, fill: blue)"
    parts = f"grid(columns: 2, row-gutter: 4pt, {part}, {part}, [(*a*)], [(*b*)])"
    figure = f"#figure({parts}, caption: [The banks: (a) at the bridge; (b) at the mill.])"
    found = manuscript(pdf(f"= Sand\nPROSE ANOTHER\n\n{figure}\n\nANOTHER PROSE"))
    kinds = [block.kind for block in found.blocks]
    assert kinds.count(BlockKind.FIGURE) == 1
    below = found.blocks[kinds.index(BlockKind.FIGURE) + 1]
    assert flat(below) == "Figure 1: The banks: (a) at the bridge; (b) at the mill."


def test_references_at_the_foot_of_a_page_are_no_footnotes_of_marks_above() -> None:
    details = "*Author details* \\\n#super[1] Institute of Rivers, Brno. #super[2] Department of Soils, Oslo."
    references = "#set text(8pt)\n*References*\n\n1. Marek A. Rivers. 2010.\n\n2. Olsen J. Willows. 2015.\n"
    found = manuscript(pdf(f"= Introduction\nPROSE ANOTHER\n\nANOTHER PROSE\n\n{details}\n\n{references}"))
    assert not [block for block in found.blocks if block.kind is BlockKind.NOTE]
    assert [block.label for block in found.blocks if block.kind is BlockKind.ITEM] == ["1.", "2."]


def test_addresses_of_a_second_language_at_the_foot_of_the_first_page_are_no_footnotes() -> None:
    title = "#text(16pt)[{}]\n\n*Anna Marek#super[1], Jon Olsen#super[2]*\n\n"
    places = "#text(8pt)[#super[1] Institute of Rivers, Brno \\\n#super[2] Department of Soils, Oslo]\n\n"
    source = (title.format("Sand and willows of a river") + places + "PROSE\n\n") * 2
    found = manuscript(pdf(source.removesuffix("PROSE\n\n") + "#pagebreak()\nPROSE ANOTHER PROSE"))
    assert not [block for block in found.blocks if block.kind is BlockKind.NOTE]


def test_a_small_table_with_rules_both_ways_needs_no_caption() -> None:
    table = "#table(columns: 2, [Bridge], [12.5], [Mill], [9.1])"
    (made,) = [each for each in manuscript(pdf(f"PROSE\n\n{table}\n\nPROSE")).blocks if each.kind is BlockKind.TABLE]
    assert cells(made) == ["Bridge | 12.5", "Mill | 9.1"]


def test_letters_beyond_the_first_plane_are_whole() -> None:
    assert "𝑥" in "".join(texts(pdf("= Sand\nPROSE The width is $x$ here. PROSE"), BlockKind.PARAGRAPH))


# What fonts say wrong


def test_vietnamese_in_a_font_of_its_own_goes_to_the_repairs() -> None:
    """The font's codes are read as Latin letters, as a PDF without a table of its characters gives them."""
    text = "= Vietnam\nPresident HÚ ChV Minh met Tr®n Minh TrDæng and NguyÌn ThÒ Mai Lan. ViÎt Nam won. PROSE"
    conversion = converter.convert(pdf(text + BODY), name="a.pdf")
    assert "Hồ Chí Minh met Trần Minh Trưởng and Nguyễn Thị Mai Lan. Việt Nam won." in conversion.xml.decode()


def test_small_print_below_a_table_is_its_note() -> None:
    table = "#text(8pt)[#table(columns: 2, stroke: none, table.hline(), [Place], [Sand], table.hline(), ROWS)]"
    rows = "[Bridge], [12.5], [Mill], [9.1], [Bend], [7.0], table.hline()"
    below = "#text(7.5pt)[Values are means of ten years; gaps were not filled.]\n\nPROSE ANOTHER"
    source = f"= Sand\nPROSE ANOTHER\n\nTable 1. Sand at three places.\n{table.replace('ROWS', rows)}\n{below}"
    xml = converter.convert(pdf(source), name="article.pdf").xml.decode()
    (foot,) = re.findall(r"<table-wrap-foot>\s*(.*?)\s*</table-wrap-foot>", xml, re.DOTALL)
    assert foot == "<p>Values are means of ten years; gaps were not filled.</p>"


def test_a_first_page_in_small_type_with_two_languages_has_no_foot() -> None:
    front = (
        "#text(16pt)[*TITLE*]\n\n*Anna Marek#super[1], Jon Olsen#super[2]*\n\n"
        "#text(8pt)[#super[1] _Institute of Rivers, Brno_ \\\n#super[2] _Department of Soils, Oslo_\n\n"
        "*LABEL.* PROSE\n\n*WORDS:* one, two]\n\n"
    )
    first = front.replace("TITLE", "Peskovi in vrbe").replace("LABEL", "Povzetek").replace("WORDS", "Ključne besede")
    second = front.replace("TITLE", "Sand and willows").replace("LABEL", "Abstract").replace("WORDS", "Keywords")
    found = texts(
        pdf(f"{first}{second}#pagebreak()\n= Introduction\nPROSE ANOTHER\n\nANOTHER PROSE"), BlockKind.PARAGRAPH
    )
    order = [
        next(at for at, text in enumerate(found) if text.startswith(each)) for each in ("Povz", "Ključ", "Abs", "Key")
    ]
    assert order == sorted(order)


def test_a_paragraph_does_not_go_on_across_a_displayed_formula() -> None:
    formula = "The loss was computed as\n$ L = w - t $\nwhere the width is in metres."
    found = manuscript(pdf(f"= Sand\nPROSE ANOTHER\n\n{formula} PROSE"))
    kinds = [block.kind for block in found.blocks]
    at = kinds.index(BlockKind.FORMULA)
    assert flat(found.blocks[at - 1]).endswith("The loss was computed as")
    assert flat(found.blocks[at + 1]).startswith("where the width is in metres.")
