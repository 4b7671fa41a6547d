"""Files that break converters, made here: each with what must become of it, over HTTP and on the command line."""

from __future__ import annotations

import io
import random
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypandoc

REFUSED, UNREADABLE, CONVERTED = "refused", "unreadable", "converted"
"""An answer of 4xx at once; that, or a failed job with a sentence; a finished job."""

Members = Sequence[tuple[str, bytes]]
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARAGRAPH = "<w:p><w:r><w:t>Letters travelled by boat.</w:t></w:r></w:p>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, what must become of it, and for a converted one the code of a finding that must be there."""

    name: str
    data: bytes
    outcome: str
    finding: str = ""


def list_files(canary: str, listener: str) -> Iterator[Hostile]:
    """All of them; `canary` is the path of a secret file, `listener` the URL of a server nobody may ask."""
    yield from _wrong_kinds()
    yield from _archives()
    yield from _documents(canary, listener)
    yield from _texts(canary, listener)
    yield from _pdfs()


def list_xml(canary: str, listener: str) -> Iterator[Hostile]:
    """The same for validation."""
    outside = '<!DOCTYPE article [<!ENTITY x SYSTEM "{}">]><article><p>&x;</p></article>'
    lol = "".join(f'<!ENTITY l{n} "{_again(n - 1)}">' for n in range(1, 10))
    yield Hostile("file.xml", outside.format(f"file://{canary}").encode(), REFUSED)
    yield Hostile("web.xml", outside.format(listener).encode(), REFUSED)
    yield Hostile("wide.xml", outside.format(f"file://{canary}").encode("utf-16"), REFUSED)
    yield Hostile("laughs.xml", f'<!DOCTYPE a [<!ENTITY l0 "l">{lol}]><article>&l9;</article>'.encode(), REFUSED)
    yield Hostile("cut.xml", b"<article><front>", REFUSED)
    yield Hostile("zero.xml", b"<article>\0</article>", REFUSED)
    yield Hostile("empty.xml", b"", REFUSED)
    yield Hostile("deep.xml", b"<p>" * 900 + b"</p>" * 900, UNREADABLE)
    yield Hostile("dtd.xml", f'<!DOCTYPE article SYSTEM "{listener}/a.dtd"><article/>'.encode(), CONVERTED)
    yield Hostile("entity.xml", b'<!DOCTYPE article [<!ENTITY e "and">]><article><p>&e;</p></article>', CONVERTED)
    yield Hostile("style.xml", f'<?xml-stylesheet href="{listener}/s.xsl"?><article/>'.encode(), CONVERTED)
    yield Hostile("page.xml", b"<html><body/></html>", CONVERTED, "not-jats")


def _again(number: int) -> str:
    return f"&l{number};" * 10


def _wrong_kinds() -> Iterator[Hostile]:
    noise = random.Random(1).randbytes(20_000)
    yield Hostile("empty.md", b"", REFUSED)
    yield Hostile("blank.txt", b" \n\t\n", REFUSED)
    yield Hostile("picture.md", b"\x89PNG\r\n\x1a\n" + noise, REFUSED)
    yield Hostile("packed.md", b"\x1f\x8b\x08" + noise, REFUSED)
    yield Hostile("program.docx", b"MZ" + noise, REFUSED)
    yield Hostile("page.docx", b"<html><body>Not Word</body></html>", REFUSED)
    yield Hostile("words.pdf", b"These are words and no PDF.", REFUSED)
    yield Hostile("noise.md", noise, REFUSED)
    yield Hostile("noise.docx", b"PK\x03\x04" + noise, REFUSED)
    yield Hostile("plain.zip", _zip([("a.txt", b"a")]), REFUSED)


def _archives() -> Iterator[Hostile]:
    good = _docx()
    yield Hostile("good.docx", good, CONVERTED)
    yield Hostile("bomb.docx", _docx(document=b"<x>" + bytes(300 << 20)), REFUSED)
    yield Hostile("locked.docx", _patch(good, 6, 8, lambda flags: flags | 1), REFUSED)
    yield Hostile("method.docx", _patch(good, 8, 10, lambda _: 99), REFUSED)
    yield Hostile("cut.docx", good[: len(good) // 2], REFUSED)
    yield Hostile("twice.docx", _docx([("word/document.xml", b"<other/>")]), UNREADABLE)
    yield Hostile("climbing.docx", _docx([("../../../pwned.xml", b"<a/>")]), UNREADABLE)
    yield Hostile("absent.docx", _zip([("[Content_Types].xml", _TYPES.encode())]), UNREADABLE)
    yield Hostile("torn.docx", _tear(good), UNREADABLE)
    named = _patch(good, 6, 8, lambda flags: flags | 1 << 11).replace(b"document.xml", b"document.xm\xff", 1)
    yield Hostile("misnamed.docx", named, UNREADABLE)
    yield Hostile(
        "nested.docx", _docx([("word/embeddings/a.zip", _zip([("b", bytes(1 << 20))]))]), CONVERTED, "member-ignored"
    )
    yield Hostile("macro.docx", _docx([("word/vbaProject.bin", b"macro")]), CONVERTED, "member-ignored")


def _documents(canary: str, listener: str) -> Iterator[Hostile]:
    entity = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{canary}">]>'
    yield Hostile("entity.docx", _docx(document=_document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", entity)), UNREADABLE)
    table, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    yield Hostile("deep.docx", _docx(document=_document(table * 900 + end * 900)), UNREADABLE)
    yield Hostile(
        "runs.docx", _docx(document=_document(f"<w:p>{'<w:r><w:t>a </w:t></w:r>' * 20_000}</w:p>")), CONVERTED
    )
    yield Hostile("old.odt", _without(_odt(), "mimetype"), CONVERTED, "no-media-type")
    template = f'<Relationship Id="r9" Type="{_OFFICE}/attachedTemplate" Target="{listener}/t" TargetMode="External"/>'
    relations = _RELATIONS.replace("</Relationships>", f"{template}</Relationships>")
    yield Hostile("template.docx", _docx([("word/_rels/settings.xml.rels", relations.encode())]), CONVERTED)


def _texts(canary: str, listener: str) -> Iterator[Hostile]:
    title = "# Letters\n\nAda Lovelace\n\n"
    aliases = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    yield Hostile("aliases.md", f"---\n{aliases}---\n{title}".encode(), CONVERTED, "metadata-unreadable")
    yield Hostile("tag.md", f"---\nx: !!python/object/apply:os.system ['id']\n---\n{title}".encode(), CONVERTED)
    yield Hostile("fetch.md", f"{title}![a]({listener}/a.png)\n\n![b](file://{canary})\n".encode(), CONVERTED)
    frame = f'<html><body><h1>Letters</h1><iframe src="{listener}/"></iframe><img src="{canary}"></body></html>'
    yield Hostile("frame.html", frame.encode(), CONVERTED)
    yield Hostile("include.tex", f"\\title{{A}}\\input{{{canary}}}\\include{{{canary}}}".encode(), CONVERTED)
    yield Hostile("raw.md", f"{title}```{{=jats}}\n</p></sec><evil>\n```\n".encode(), CONVERTED)
    yield Hostile("script.md", f"{title}<script>alert(1)</script> [x](javascript:alert(1))\n".encode(), CONVERTED)
    yield Hostile("template.md", f"{title}{{{{7*7}}}} ${{7*7}} {{0.__class__}} %s %n\n".encode(), CONVERTED)
    yield Hostile("log.md", f'{title}\n2026-01-01 ERROR {{"level": "error"}}\r\n'.encode(), CONVERTED)
    yield Hostile("wide.md", title.encode("utf-16"), CONVERTED)
    yield Hostile("controls.md", f"{title}a\x01b\x02c\x1bd\n".encode(), CONVERTED)
    yield Hostile("brackets.md", (title + "[" * 20_000).encode(), CONVERTED)
    yield Hostile("quotes.md", (title + "> " * 5_000 + "x").encode(), CONVERTED)
    yield Hostile("line.md", (title + "word " * 60_000).encode(), CONVERTED)


def _pdfs() -> Iterator[Hostile]:
    head = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    loop = b"2 0 obj <</Type/Pages/Count 1/Kids[2 0 R]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF"
    yield Hostile("cut.pdf", head, UNREADABLE)
    yield Hostile("loop.pdf", head + loop, UNREADABLE)


def _document(body: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'.encode()


def _docx(more: Members = (), document: bytes = b"") -> bytes:
    parts = [("[Content_Types].xml", _TYPES.encode()), ("_rels/.rels", _RELATIONS.encode())]
    return _zip([*parts, ("word/document.xml", document or _document(_PARAGRAPH)), *more])


def _odt() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=odt", "--output=-"]
    return subprocess.run(command, input=b"Letters travelled by boat.", capture_output=True, check=True).stdout


def _without(data: bytes, left_out: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _zip([(name, archive.read(name)) for name in archive.namelist() if name != left_out])


def _zip(parts: Members) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings(action="ignore"):
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _patch(data: bytes, local: int, central: int, change: Callable[[int], int]) -> bytes:
    """The same archive with a field of two bytes changed in all headers."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = data.find(mark)
        while at >= 0:
            value = change(int.from_bytes(data[at + offset : at + offset + 2], "little"))
            changed[at + offset : at + offset + 2] = value.to_bytes(2, "little")
            at = data.find(mark, at + 4)
    return bytes(changed)


def _tear(data: bytes) -> bytes:
    """The same archive with bytes amid its last part turned over."""
    at = data.rfind(b"PK\x03\x04") + 60
    return data[:at] + bytes(255 - each for each in data[at : at + 20]) + data[at + 20 :]
