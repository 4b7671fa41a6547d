"""Tables, figures and formulas: their captions and notes, and what in the text points to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casefile import Case, cases

from converter.addresses import link_addresses
from converter.article import (
    Article,
    Box,
    Figure,
    Formula,
    Inlines,
    Item,
    ItemList,
    Node,
    Paragraph,
    Pointer,
    Quote,
    Section,
    Table,
)
from converter.captions import find_caption
from converter.diagnostics import Diagnostic, Place
from converter.inlines import printed, rewrite
from converter.manuscript import Block, BlockKind, Cell, Mark, Run
from converter.pointers import point
from converter.recognition.formulas import formula_of
from converter.recognition.markers import compare_markers
from converter.recognition.nodes import Piece, nodes_of
from converter.recognition.objects import assemble
from converter.recognition.tables import cells_of
from converter.repairs._tables import completed


def by_id(case: Case) -> str:
    return case.id


@pytest.mark.parametrize("case", cases("objects/captions.txt"), ids=by_id)
def test_a_caption_begins_with_its_label(case: Case) -> None:
    found = find_caption(case.input)
    told = "nothing"
    if found:
        words = (case.input[: found.end], case.input[found.start :].strip(), *(() if found.closed else ("open",)))
        told = f"{found.role} {found.number} | {' | '.join(words)}".rstrip()
    assert told == case.expected


def block(line: str) -> Block:
    kind, _, rest = line.partition(" ")
    if kind == "T":
        return Block(BlockKind.TABLE, rows=((Cell((Run("a"),)), Cell((Run("1"),))),))
    if kind == "I":
        target, _, alternative = rest.partition(" ")
        return Block(BlockKind.FIGURE, (Run(alternative),), target=target)
    return Block(BlockKind.PARAGRAPH, (Run(line),))


def words(inlines: Inlines) -> str:
    return "".join(map(printed, inlines))


def told(piece: Piece) -> str:
    match piece:
        case Table(_, _, label, caption, notes):
            parts = ["table"]
        case Figure(target, _, label, caption, _, more, notes):
            parts = ["figure", target, *(image.href for image in more)]
        case Block():
            return piece.text
        case _:
            return type(piece).__name__
    said = [f"[{label}]" if label else "", words(caption), *(f"/ {words(note)}" for note in notes)]
    return " ".join(filter(None, (*parts, *said)))


@pytest.mark.parametrize("case", cases("objects/objects.txt"), ids=by_id)
def test_an_object_takes_its_caption_and_notes(case: Case) -> None:
    log: list[Diagnostic] = []
    pieces = assemble(log.append, [block(line) for line in case.input.splitlines()])
    assert [*map(told, pieces), *(f"! {each.code}" for each in log)] == case.expected.splitlines()


def framed(case: str) -> Iterator[Block]:
    rows = [line for line in case.splitlines() if line[:1] not in "><"]
    yield from (block(line[2:]) for line in case.splitlines() if line.startswith(">"))
    if rows:
        yield Block(BlockKind.TABLE, rows=tuple((Cell(tuple(set_line(row))),) for row in rows))
    yield from (block(line[2:]) for line in case.splitlines() if line.startswith("<"))


def set_line(line: str) -> Iterator[Run]:
    for n, part in enumerate(line.split(" | ")):
        yield Run("\n" if n else "")
        bold = frozenset({Mark.BOLD}) if part.startswith("**") else frozenset({Mark.MATH} if part[0] == "$" else ())
        yield Run(part.strip("*$"), bold)


def box_lines(box: Box) -> Iterator[str]:
    yield " ".join(filter(None, ("box", f"[{box.label}]" if box.label else "", words(box.title))))
    for node in box.blocks:
        if isinstance(node, ItemList):
            yield from (
                f"  - {words(each.content)}"
                for item in node.items
                for each in item.blocks
                if isinstance(each, Paragraph)
            )
        else:
            assert isinstance(node, Paragraph)
            yield f"  {words(node.content)}"


@pytest.mark.parametrize("case", cases("objects/boxes.txt"), ids=by_id)
def test_prose_in_a_frame_is_a_box(case: Case) -> None:
    log: list[Diagnostic] = []
    pieces = assemble(log.append, [*framed(case.input)])
    found = [line for each in pieces for line in (box_lines(each) if isinstance(each, Box) else [told(each)])]
    assert [*found, *(f"! {each.code}" for each in log)] == case.expected.splitlines()


HELD: tuple[Node, ...] = (
    Section(
        (Run("One"),),
        (
            *(Table((), f"t{n}", f"Table {n}") for n in (1, 2)),
            *(Figure("", f"f{n}", f"Figure {n}") for n in (1, 2, 3)),
            Formula("x", "e1", "(2)"),
            Box((), "b1", "Box 1"),
        ),
        "s1",
        "1.",
    ),
    Section((Run("Two"),), (Section((Run("More"),), (), "s2.1", "2.1"),), "s2", "2."),
)


def text_after(done: Article) -> Inlines:
    last = done.body[-1]
    assert isinstance(last, Paragraph)
    return last.content


@pytest.mark.parametrize("case", cases("objects/pointers.txt"), ids=by_id)
def test_a_mention_points_to_its_object(case: Case) -> None:
    log: list[Diagnostic] = []
    done = point(log.append, Article("en", body=(*HELD, Paragraph((Run(case.input),)))))
    row = text_after(done)
    found = [f"{printed(each)} > {each.target}" for each in row if isinstance(each, Pointer)]
    asked = [f"{dict(each.facts)['mention']} ?" for each in log]
    assert words(row) == case.input
    assert "; ".join([*found, *asked]) == case.expected


def test_nothing_is_asked_where_the_article_holds_no_objects() -> None:
    log: list[Diagnostic] = []
    article = Article("en", body=(Paragraph((Run("Table 9 of that report"),)),))
    assert point(log.append, article) == article
    assert log == []


@pytest.mark.parametrize("case", cases("objects/addresses.txt"), ids=by_id)
def test_an_address_becomes_a_link(case: Case) -> None:
    row = text_after(link_addresses(Article("en", body=(Paragraph((Run(case.input),)),))))
    found = [f"{each.text} > {each.href}" for each in row if isinstance(each, Run) and each.href]
    assert words(row) == case.input
    assert found == case.expected.splitlines()


def table(*rows: str, header: bool = False) -> Block:
    cells = (
        tuple(Cell((Run(text),), header=header and n == 0) for text in row.split("|")) for n, row in enumerate(rows)
    )
    return Block(BlockKind.TABLE, rows=tuple(cells))


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (("name|size", "a|1", "b|2"), 1),
        (("name|size", "a|big", "b|small"), 0),
        (("2019|2020", "1|2", "3|4"), 0),
        (("name|size", "a|1"), 0),
    ],
)
def test_words_above_numbers_are_the_head_of_a_table(rows: tuple[str, ...], heads: int) -> None:
    assert sum(all(cell.header for cell in row) for row in cells_of(table(*rows))) == heads


def test_a_head_without_a_word_is_left_out() -> None:
    assert len(cells_of(table("|", "a|b", "c|d", header=True))) == 2


def test_rows_between_a_caption_and_its_table_belong_to_it() -> None:
    caption, head = block("Table 1. Sizes"), block("Name  Size")
    made = completed([caption, head, table("a|1|2", "b|2|3")])
    assert [each.kind for each in made] == [BlockKind.PARAGRAPH, BlockKind.TABLE]
    assert [len(made[1].rows), made[1].rows[0][1].runs[0].text] == [3, "Size"]


def test_a_sentence_between_two_tables_divides_them() -> None:
    rows = [table("a|1", "b|2"), block("The other nests are larger."), table("c|3", "d|4")]
    assert completed(rows) == rows
    assert len(completed([rows[0], block("Larger nests"), rows[2]])) == 1


def test_the_number_of_a_formula_is_its_label() -> None:
    math = Run("x = 1", frozenset({Mark.MATH}))
    beside = formula_of(Block(BlockKind.PARAGRAPH, (math, Run(" (3)"))))
    assert beside == Formula("x = 1", label="(3)")
    assert formula_of(Block(BlockKind.PARAGRAPH, (math, Run(" holds (3)")))) is None
    below = assemble(list[Diagnostic]().append, [Block(BlockKind.FORMULA, (Run("y"),)), block("(4)")])
    assert below == (Formula("y", "e1", "(4)"),)


def quoted(*lines: str) -> Node:
    (made,) = nodes_of([Block(BlockKind.QUOTE, (Run(line),)) for line in lines])
    return made


def test_a_quotation_says_whose_it_is() -> None:
    assert quoted("To be.", "— A Prince") == Quote((Paragraph((Run("To be."),)),), (Run("— A Prince"),))
    assert quoted("— To be?") == Quote((Paragraph((Run("— To be?"),)),))


def deep(levels: int) -> Node:
    items = [Block(BlockKind.ITEM, (Run(str(n)),), level=n, label="-") for n in range(1, levels + 1)]
    (made,) = nodes_of(items)
    return made


def test_lists_nest_without_end() -> None:
    seen: list[str] = []

    def look(inlines: Inlines, place: Place) -> Inlines:
        seen.append(words(inlines))
        return inlines

    assert isinstance(deep(3), ItemList)
    rewrite(Article("en", body=(deep(2000),)), look)
    assert seen == [str(n) for n in range(1, 2001)]


def test_items_nest_by_their_level_and_keep_their_labels() -> None:
    lines = (("1.", 1, "a"), ("-", 2, "b"), ("2.", 1, "c"))
    blocks = [Block(BlockKind.ITEM, (Run(text),), level=level, label=label) for label, level, text in lines]
    inner = ItemList((Item((Paragraph((Run("b"),)),), "-"),))
    first = Item((Paragraph((Run("a"),)), inner), "1.")
    assert nodes_of(blocks) == (ItemList((first, Item((Paragraph((Run("c"),)),), "2.")), ordered=True),)


def markers(*texts: str) -> Iterator[str]:
    row = tuple(Run(text, frozenset({Mark.SUP}) if text.isdigit() else frozenset()) for text in texts)
    log: list[Diagnostic] = []
    compare_markers(log.append, Article("en", body=(Paragraph(row),)))
    return (dict(each.facts)["label"] for each in log)


def test_a_raised_number_that_leads_nowhere_is_told() -> None:
    assert [*markers("in the East", "1", " and then")] == ["1"]


def test_units_and_affiliations_are_no_markers() -> None:
    assert [*markers("12 km", "2")] == []
    assert [*markers("Jane Roemer", "2", ", Johann Smith", "1", ", Maria Lopez", "2")] == []
