"""Word files as Word users make them: set by hand, numbered by Word, with boxes, fields and changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from block_lines import show
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from converter.diagnostics import Diagnostic
from converter.manuscript import Manuscript
from converter.readers import Unreadable, read
from converter.readers._limits import limits
from converter.repairs import bold_headings

TEXT = "The river was measured at four stations during the winter of that year, and the results were compared. " * 2
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff56c72f0d0000000049454e44ae426082"
)


def saved(word: WordFile) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def read_word(data: bytes) -> tuple[Manuscript, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read(found.append, data, "article.docx"), found


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A ZIP file with parts changed, added or (None) taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in {**kept, **changes}.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def paragraph(inside: str, settings: str = "") -> object:
    return parse_xml(f"<w:p {nsdecls('w', 'm')}><w:pPr>{settings}</w:pPr>{inside}</w:p>")


def add(word: WordFile, inside: str, settings: str = "") -> None:
    word.element.body.insert(len(word.element.body) - 1, paragraph(inside, settings))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def by_hand() -> WordFile:
    word = Document()
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    bold = title.add_run("Rivers and their lakes")
    bold.bold, bold.font.size = True, Pt(16)
    word.add_paragraph("Ann Bee, Carl Dee").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading in ("1.\tIntroduction", "2.\tMethods"):
        word.add_paragraph().add_run(heading).bold = True
        word.add_paragraph(TEXT)
    run_in = word.add_paragraph()
    run_in.add_run("Setting.").bold = True
    run_in.add_run(f" {TEXT}")
    caption = word.add_paragraph()
    caption.add_run("Table 1. Lakes").bold = True
    word.add_table(1, 2).cell(0, 0).text = "one"
    return word


def test_headings_set_by_hand_are_found_by_their_look() -> None:
    manuscript, _ = read_word(saved(by_hand()))
    mended = bold_headings.mend(list[Diagnostic]().append, manuscript)
    headings = [block.text for block in mended.blocks if block.kind == "heading"]
    assert headings == ["1. Introduction", "2. Methods"]
    title = manuscript.blocks[0].look
    assert (title.size, title.align, title.bold) == (16.0, "center", True)


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(number: int, depth: int, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'{named}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def test_numbers_that_word_counts_stand_where_print_shows_them() -> None:
    word = Document()
    for depth, text in ((0, "First"), (1, "Inner"), (1, "Inner too"), (0, "Second"), (1, "Again")):
        add(word, run(text), numbered(1, depth, f"Heading{depth + 1}"))
    add(word, run("Plain."))
    for depth, text in ((0, "Bee 2001"), (1, "Deep"), (0, "Dee 2002")):
        add(word, run(text), numbered(2, depth))
    add(word, run("Between."))
    add(word, run("Fox 2003"), numbered(3, 0))
    data = repacked(saved(word), {"word/numbering.xml": NUMBERING.encode()})
    assert show(read_word(data)[0].blocks).splitlines() == [
        "# I. First", "## 1.1 Inner", "## 1.2 Inner too", "# II. Second", "## 2.1 Again", "Plain.",
        "- [1] Bee 2001", "  - • Deep", "- [2] Dee 2002", "Between.", "- [7] Fox 2003",
    ]  # fmt: skip


def test_text_of_boxes_is_kept_once() -> None:
    word = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    word.element.body.insert(
        0,
        parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>Around.</w:t></w:r><w:r><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    manuscript, found = read_word(saved(word))
    assert show(manuscript.blocks) == "Around.\nIn the box"
    assert [each.code for each in found] == ["text-boxes"]


def test_words_in_wrappers_and_above_others_are_kept() -> None:
    word = Document()
    custom = f'<w:customXml w:element="name">{run("custom")}</w:customXml>'
    turned = f'<w:dir w:val="ltr">{run(" turned")}</w:dir><w:bdo w:val="ltr">{run(" over")}</w:bdo>'
    ruby = f"<w:r><w:ruby><w:rt>{run(' above')}</w:rt><w:rubyBase>{run(' base')}</w:rubyBase></w:ruby></w:r>"
    add(word, run("Some ") + custom + turned + ruby + run(" end."))
    manuscript, found = read_word(saved(word))
    assert show(manuscript.blocks) == "Some custom turned over base above end."
    assert found == []


def test_changes_are_accepted_comments_left_out_fields_read_as_they_show() -> None:
    word = Document()
    add(
        word,
        run("The ")
        + '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("new")}</w:ins>'
        + run(" river ")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + '<w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION {"a":1}</w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("(Bee, 2001)")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + '<w:r><w:commentReference w:id="0"/></w:r>',
    )
    manuscript, found = read_word(saved(word))
    assert show(manuscript.blocks) == "The new river (Bee, 2001)"
    fields = {"citation-fields", "citation-fields-unread"}
    assert {each.code for each in found} == {"changes-accepted", "comments-left-out"} | fields


def test_hyphens_blanks_and_torn_runs_keep_words_whole() -> None:
    word = Document()
    inside = run("hydro") + run("dynamic") + "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>linear</w:t></w:r>"
    add(word, run("5\u00a0km ") + inside.replace("<w:r><w:t>non", '<w:r><w:t xml:space="preserve"> non'))
    assert show(read_word(saved(word))[0].blocks) == "5\u00a0km hydrodynamic non\u2011linear"


def test_titles_and_captions_stay_where_they_stand() -> None:
    word = Document()
    word.add_paragraph("Opening line")
    word.add_paragraph("The Title", style="Title")
    word.add_paragraph("Figure 1. A lake", style="Caption")
    word.add_paragraph("Text.")
    word.add_table(1, 1).cell(0, 0).text = "one"
    manuscript, _ = read_word(saved(word))
    assert show(manuscript.blocks) == "Opening line\n# The Title\nFigure 1. A lake\nText.\n| one"
    assert manuscript.blocks[2].look.style.casefold() == "caption"


def test_only_paragraphs_set_off_from_the_others_are_quotations() -> None:
    word = Document()
    for _ in range(5):
        word.add_paragraph(TEXT).paragraph_format.left_indent = Pt(24)
    word.add_paragraph("Set off.").paragraph_format.left_indent = Pt(60)
    kinds = [block.kind.value for block in read_word(saved(word))[0].blocks]
    assert kinds == ["paragraph"] * 5 + ["quote"]


def test_pages_images_formulas_and_heads() -> None:
    word = Document()
    word.sections[0].header.paragraphs[0].text = "Journal of Rivers 2020, 3(1)"
    word.add_paragraph("Before.").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("After.")
    word.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))
    add(word, "<m:oMathPara><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>")
    manuscript, _ = read_word(saved(word))
    assert show(manuscript.blocks) == "Before.\nAfter.\n[] image1.png\n$ a = b"
    assert manuscript.blocks[1].look.page_start
    assert manuscript.media["image1.png"].startswith(b"\x89PNG")
    assert manuscript.metadata == {"running-heads": "Journal of Rivers 2020, 3(1)"}


def with_doctype(data: bytes) -> bytes:
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").partition(b"?>")[2]
    doctype = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return repacked(data, {"word/document.xml": doctype + body})


def with_deep_tables(data: bytes) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    return repacked(
        data, {"word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{inner}</w:body></w:document>'.encode()}
    )


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (with_doctype, "declares a DTD"),
        (with_deep_tables, "nested too deep"),
        (lambda data: repacked(data, {"../../evil": b"x"}), "elsewhere on your computer"),
        (lambda data: data[: len(data) // 2], "unpacked"),
        (lambda data: data.replace(b"word/document.xml", b"word/dokument.xml"), "text is missing"),
    ],
)
def test_harmful_files_are_refused_in_a_sentence(harm: Callable[[bytes], bytes], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_word(harm(saved(by_hand())))


def test_what_unpacks_to_more_than_is_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GALLEY_ARCHIVE_SIZE", "1")
    limits.cache_clear()
    with pytest.raises(Unreadable, match="too large"):
        read_word(repacked(saved(by_hand()), {"word/big.bin": bytes(2_000_000)}))
    limits.cache_clear()


def test_macros_are_not_read_but_told() -> None:
    manuscript, found = read_word(repacked(saved(by_hand()), {"word/vbaProject.bin": b"x"}))
    assert manuscript.blocks
    assert "member-ignored" in [each.code for each in found]


def test_markers_without_footnotes_are_told_once() -> None:
    word = Document()
    add(word, run("Text") + '<w:r><w:footnoteReference w:id="9"/></w:r>' * 3)
    manuscript, found = read_word(saved(word))
    assert show(manuscript.blocks) == "Text"
    assert [each.code for each in found] == ["notes-missing"]
