"""PDFs as journals set them: what stands on their pages comes as blocks in the order of reading."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from typesetting import Layout, compiled, typeset

import converter
from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Manuscript, Mark
from converter.readers import read
from converter.readers.pdf import READER, layer
from converter.repairs import mend
from converter.runs import text_of

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

LOREM = (
    "The river carries more sand in spring than in any other season, and the banks give way where "
    "the willows were cut. Farmers who remember the old course say that the bend has moved by a "
    "field’s width within their lives. Measurements made since the bridge was built agree with them. "
)

ARTICLE = """
#set page(paper: "a4", margin: 2.2cm, columns: 2, numbering: "1", header: context {
  if counter(page).get().first() > 1 [Annals of Rivers 12 (2024)] })
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1em, spacing: 0.65em)
#place(top, scope: "parent", float: true)[
  #text(size: 18pt)[Sand and Willows: How the Banks of a Small River Move over One Hundred Years]

  #par(first-line-indent: 0pt)[*Anna Marek#super[1], Jon Olsen#super[2,\\*], Li Wei#super[1]*]

  #par(first-line-indent: 0pt)[#text(size: 8pt)[#super[1] Institute of Rivers, Brno, Czechia]]

  #par(first-line-indent: 0pt)[#text(size: 8pt)[#super[2] Department of Soils, Oslo, Norway]]
]
= Introduction
LOREM First, the sand is weighed.#footnote[Scales were lent by the school.] LOREM

LOREM LOREM

Three things were measured:
- the weight of the sand,
- the height of the water, and
- the age of the willows.

== What others found
LOREM LOREM

#quote(block: true)[“The water takes what the axe has left,” wrote the parish priest in the year of the
great flood, and nobody has said it better since.]

LOREM

#figure(table(columns: 3, stroke: none, table.hline(), [Place], [Sand, kg], [Water, cm], table.hline(),
  [Bridge], [12.5], [140], [Mill], [9.1], [122], [Old bend], [17.8], [95], table.hline()),
  caption: [Sand and water at three places.])

LOREM LOREM LOREM

LOREM

LOREM

= Results
LOREM LOREM The banks moved by 3 m#super[2] a year where CO#sub[2] was high.#footnote[As measured in May.]
LOREM LOREM

MANY
""".replace("MANY", "LOREM " * 40).replace("LOREM", LOREM)


def read_pdf(data: bytes, log: list[Diagnostic] | None = None) -> Manuscript:
    return READER.read(([] if log is None else log).append, data, "article.pdf")


@pytest.fixture(scope="module")
def article() -> Manuscript:
    return read_pdf(compiled(ARTICLE))


def blocks(manuscript: Manuscript, kind: BlockKind) -> list[Block]:
    return [block for block in manuscript.blocks if block.kind is kind]


def flat(block: Block) -> str:
    return " ".join(block.text.replace("-\n", "").split())


def test_a_title_across_two_columns_is_one_heading(article: Manuscript) -> None:
    first = article.blocks[0]
    assert (first.kind, first.level) == (BlockKind.HEADING, 1)
    assert flat(first) == "Sand and Willows: How the Banks of a Small River Move over One Hundred Years"


def test_marks_of_authors_are_raised(article: Manuscript) -> None:
    raised = [run.text for run in article.blocks[1].runs if Mark.SUP in run.marks]
    assert raised == ["1", "2,*", "1"]


def test_headings_are_known_by_their_type(article: Manuscript) -> None:
    found = [(flat(block), block.level) for block in blocks(article, BlockKind.HEADING)[1:]]
    assert found == [("Introduction", 1), ("What others found", 2), ("Results", 1)]


def test_footnotes_leave_the_column_and_their_marks_lead_to_them(article: Manuscript) -> None:
    notes = [(note.label, flat(note)) for note in blocks(article, BlockKind.NOTE)]
    assert notes == [("1", "Scales were lent by the school."), ("2", "As measured in May.")]
    marks = [run.note for block in article.blocks for run in block.runs if run.note]
    assert marks == ["1", "2"]


def test_powers_and_indices_are_no_marks_of_notes(article: Manuscript) -> None:
    small = {(run.text, mark) for block in article.blocks for run in block.runs for mark in run.marks if not run.note}
    assert {("2", Mark.SUP), ("2", Mark.SUB)} <= small


def test_bullets_are_items(article: Manuscript) -> None:
    items = [(item.label, flat(item)) for item in blocks(article, BlockKind.ITEM)]
    assert items == [
        ("•", "the weight of the sand,"),
        ("•", "the height of the water, and"),
        ("•", "the age of the willows."),
    ]


def test_a_block_quotation_is_a_quotation(article: Manuscript) -> None:
    (quote,) = blocks(article, BlockKind.QUOTE)
    assert flat(quote).startswith("“The water takes")
    assert flat(quote).endswith("better since.")


def test_a_table_between_rules_has_rows_and_a_head(article: Manuscript) -> None:
    (table,) = blocks(article, BlockKind.TABLE)
    rows = [["".join(run.text for run in cell.runs) for cell in row] for row in table.rows]
    assert rows == [
        ["Place", "Sand, kg", "Water, cm"],
        ["Bridge", "12.5", "140"],
        ["Mill", "9.1", "122"],
        ["Old bend", "17.8", "95"],
    ]
    assert [cell.header for row in table.rows for cell in row[:1]] == [True, False, False, False]


def test_paragraphs_go_on_in_the_next_column_and_on_the_next_page(article: Manuscript) -> None:
    texts = [flat(block) for block in blocks(article, BlockKind.PARAGRAPH)]
    last = texts[-1]
    assert all(text.endswith((".", ":")) for text in texts if text.startswith("The river"))
    assert last == " ".join((LOREM * 40).split())


def test_running_heads_and_page_numbers_are_told(article: Manuscript) -> None:
    log: list[Diagnostic] = []
    read_pdf(compiled(ARTICLE), log)
    gone = {each.before for each in log if each.code in ("pdf-running-head", "pdf-page-number")}
    assert gone >= {"1", "2"}
    assert not any("Annals of Rivers" in block.text for block in article.blocks[1:]) or "3" not in gone


def test_places_tell_page_and_line(article: Manuscript) -> None:
    lines = [(block.place.line, block.place.end_line) for block in article.blocks if block.kind is not BlockKind.FIGURE]
    assert all(end < start for (_, end), (start, _) in pairwise(lines))
    assert {block.place.page for block in article.blocks} >= {1, 2}


# The law of conservation


def characters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def said(manuscript: Manuscript, log: list[Diagnostic]) -> Counter[str]:
    texts = [each.before or "" for each in log]
    for block in manuscript.blocks:
        cells = [run.text for row in block.rows for cell in row for run in cell.runs]
        texts += [block.label, block.text, *cells]
    return characters("".join(texts))


@pytest.mark.parametrize("columns", [1, 2])
def test_every_character_of_the_text_layer_is_in_a_block_or_told(columns: int) -> None:
    manuscript = mend(lambda _: None, read(lambda _: None, SEEDS[0].read_bytes(), SEEDS[0].name))
    for data in (compiled(ARTICLE), typeset(manuscript.blocks, Layout(columns=columns, head="Annals, 12"))):
        log: list[Diagnostic] = []
        pages = layer(data).pages
        words = (word.text for page in pages for word in page.words)
        assert said(read_pdf(data, log), log) == characters("".join((*words, *(t for p in pages for t in p.turned))))


# The seeds, typeset


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_seed_set_as_pdf_gives_the_article_of_the_seed(seed: Path, columns: int) -> None:
    manuscript = mend(lambda _: None, read(lambda _: None, seed.read_bytes(), seed.name))
    layout = Layout(columns, head="Annals, 12", across=2 if columns == 2 else 0, indent=True)
    as_pdf = converter.convert(typeset(manuscript.blocks, layout), name="article.pdf").article
    as_text = converter.convert(seed).article
    assert as_pdf.language == as_text.language
    assert [c.names for c in as_pdf.contributors] == [c.names for c in as_text.contributors]
    assert as_pdf.keywords.keys() == as_text.keywords.keys()
    assert [(d.kind, d.iso) for d in as_pdf.dates] == [(d.kind, d.iso) for d in as_text.dates]
    assert [len(each.references) for each in as_pdf.reference_lists] == [
        len(each.references) for each in as_text.reference_lists
    ]


def test_white_characters_beside_others_are_not_seen() -> None:
    padded = "#table(columns: 2, [Share], [#text(fill: white)[0]75,00], [Rest], [100,00])"
    shown = "#rect(fill: black)[#text(fill: white)[A title in a dark bar]]"
    blocks = read_pdf(compiled(f"{shown}\n\n{LOREM * 2}\n\n{padded}")).blocks
    assert "A title in a dark bar" in [block.text for block in blocks]
    assert [text_of(row[1].runs) for block in blocks for row in block.rows] == ["75,00", "100,00"]


def test_the_numbers_of_the_pages_of_a_long_table_are_told_and_left_out() -> None:
    head = "table.header([Place], [Sand, kg])"
    rows = ", ".join(f"[Mill {number}], [{number}.5]" for number in range(15))
    table = f"*Table 1* – Sand at the mills.\n\n#align(right)[PART of 3]\n\n#table(columns: 2, {head}, {rows})"
    pages = "#pagebreak()\n".join(table.replace("PART", str(part)) for part in (1, 2, 3))
    log: list[Diagnostic] = []
    blocks = read_pdf(compiled(f"{LOREM * 3}\n\n{pages}\n\n{LOREM * 3} 2 of 3 mills stand."), log).blocks
    assert not any(block.text in ("1 of 3", "2 of 3", "3 of 3") for block in blocks)
    assert [each.before for each in log if each.code == "pdf-table-part"] == ["1 of 3", "2 of 3", "3 of 3"]
    assert "2 of 3 mills stand." in blocks[-1].text
