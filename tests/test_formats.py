"""The seeds in other formats, made afresh by pandoc, give the same article as the seeds themselves."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

import pypandoc
import pytest
from lxml import etree

import converter
from converter.diagnostics import Diagnostic
from converter.manuscript import Block, BlockKind, Mark, Run
from converter.readers import read
from converter.repairs import ORDER

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
FORMATS = {"docx": "docx", "odt": "odt", "html": "html", "tex": "latex", "epub": "epub", "rtf": "rtf"}
LAYOUT = ORDER[: ORDER.index("page_breaks") + 1]
"""The repairs that find the paragraphs of plain text; the letters stay as they are."""

Node = dict[str, object]


def pandoc_tree(seed: Path) -> str:
    """The seed as pandoc's JSON: its Markdown, or the paragraphs that plain text was set in, line ends kept."""
    found: list[Diagnostic] = []
    manuscript = read(found.append, seed.read_bytes(), seed.name)
    if manuscript.format == "markdown":
        command = [pypandoc.get_pandoc_path(), "--from=markdown-yaml_metadata_block-smart", "--to=json", str(seed)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for name in LAYOUT:
        manuscript = import_module(f"converter.repairs.{name}").mend(found.append, manuscript)
    notes: dict[str, list[Block]] = {}
    for block in manuscript.blocks:
        if block.kind is BlockKind.NOTE:
            notes.setdefault(block.label, []).append(block)
    blocks = [node(block, notes) for block in manuscript.blocks if block.kind is not BlockKind.NOTE]
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})


def node(block: Block, notes: dict[str, list[Block]]) -> Node:
    label = (Run(f"{block.label} "),) if block.label else ()
    inside = [piece for run in (*label, *block.runs) for piece in inlines(run, notes)]
    if block.kind is BlockKind.HEADING:
        return {"t": "Header", "c": [block.level, ["", [], []], inside]}
    return {"t": "Para", "c": inside}


def inlines(run: Run, notes: dict[str, list[Block]]) -> Iterator[Node]:
    if run.note:
        yield {"t": "Note", "c": [node(each, notes) | {"t": "Para"} for each in map(unlabelled, notes[run.note])]}
        return
    pieces: list[Node] = [leaf(piece) for piece in re.split(r"([ \n])", run.text) if piece]
    if Mark.SUP in run.marks:
        pieces = [{"t": "Superscript", "c": pieces}]
    yield from pieces


def unlabelled(block: Block) -> Block:
    return Block(BlockKind.PARAGRAPH, block.runs)


def leaf(piece: str) -> Node:
    blanks = {" ": "Space", "\n": "LineBreak"}
    return {"t": blanks[piece]} if piece in blanks else {"t": "Str", "c": piece}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_seed_in_another_format_is_the_same_article(seed: Path, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"article.{suffix}"
    command = [
        pypandoc.get_pandoc_path(), "--standalone", "--from=json", f"--to={FORMATS[suffix]}", f"--output={file}",
        "--wrap=preserve", "--metadata=title=",
    ]  # fmt: skip
    subprocess.run(command, input=pandoc_tree(seed).encode(), check=True, capture_output=True)
    made, original = converter.convert(file), converter.convert(seed)
    assert made.account.closed
    assert parts(made.xml) == parts(original.xml)


def parts(xml: bytes) -> dict[str, list[str]]:
    """What an article is made of, in words."""
    root = etree.fromstring(xml, etree.XMLParser(load_dtd=False, no_network=True))
    paths = {
        "titles": ".//title-group//article-title|.//title-group//trans-title",
        "authors": ".//contrib-group//surname|.//contrib-group//given-names",
        "affiliations": ".//aff",
        "abstracts": ".//abstract|.//trans-abstract",
        "keywords": ".//kwd",
        "dates": ".//history/date",
        "sections": ".//body//sec/title",
        "references": ".//ref",
        "citations": ".//body//xref[@ref-type='bibr']",
        "notes": ".//fn",
    }
    return {
        name: [words(each) for each in cast(list[etree._Element], root.xpath(path))] for name, path in paths.items()
    }


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
