"""The law that no word is lost, counted without our readers: what a file holds against the XML and the report."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypandoc
import pytest
from lxml import etree, html

import converter

SOURCE = """
# Nests of the storks

Anna Hill

**Abstract.** Storks build their nests in the delta every spring, and we counted them.

# Introduction

Storks build[^one] nests^2^ in the **delta**, see [the map](https://example.org/map), H~2~O and ~~struck~~
[small capitals]{.smallcaps}, "quoted" --- and $x^2 + y$ holds (Moss 2010).

[^one]: A note with *two* words.

[^two]: Another note

    with a second paragraph.

- one item[^two]
- another item
    1. deeper
    2. deepest

        with more of it

> Quoted words stand
> here.
>
> - a list in them

Term
:   its definition

Other term
:   another definition

    told twice

## Гнёзда и другие слова

Table 1. Nests by place

| Place | Nests |
|-------|------:|
| North | 12    |
| South | *nine* |

![A picture of a nest](nest.png)

Figure 1. A nest of last year

| The storks are white,
| their nests are brown.

```
code here
```

$$ a = \\frac{b}{c} $$

Line one\\
line two and `verbatim` words.

# References

Moss, P. (2010). Nests of the north. *Gulls*, 3(2), 1–12.
"""
FORMATS = {"docx": "docx", "odt": "odt", "html": "html", "tex": "latex", "epub": "epub", "rtf": "rtf"}
INLINE = frozenset({"bold", "italic", "sup", "sub", "xref", "ext-link", "sc", "monospace", "strike", "underline"})
DERIVED = ("{http://www.w3.org/1998/Math/MathML}math", "award-group")


def counted(text: str) -> Counter[str]:
    """The letters that follow each other, and the digits; a raised two is a two."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u0304", "")
    return Counter(re.findall(r"[^\W\d_]+|\d+", folded))


def web_words(data: bytes) -> str:
    tree = html.fromstring(data)
    for each in list(tree.iter("head", "annotation", "nav")):
        each.clear()
    return "\n".join(map(str, tree.itertext()))


def book_words(data: bytes) -> str:
    book = zipfile.ZipFile(io.BytesIO(data))
    chapters = [name for name in book.namelist() if re.search(r"ch\d+\.xhtml$", name)]
    return "\n".join(web_words(book.read(name)) for name in chapters)


def open_document_words(data: bytes) -> str:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml")).find("{*}body")
    assert body is not None
    return " ".join(map(str, body.itertext()))


def word_words(data: bytes) -> str:
    """The texts of every part that holds any; a paragraph's letters follow each other."""
    book = zipfile.ZipFile(io.BytesIO(data))
    parts = [name for name in book.namelist() if re.fullmatch(r"word/(?:document|footnotes|endnotes)\.xml", name)]
    return "\n".join(line for part in parts for line in paragraphs(etree.fromstring(book.read(part))))


def paragraphs(root: etree._Element) -> Iterator[str]:
    for each in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield "".join(
            text.text or "" if text.tag.endswith("main}t") else f" {text.text or ''} "
            for text in each.iter("{*}t", "{*}br")
        )


def rich_words(data: bytes) -> str:
    """What is left of RTF without its control words; the tables of fonts and colours stand before the first \\pard."""
    text = data.decode("ascii").partition(r"\pard")[2]
    text = re.sub(r"\{\\\*\\fldinst\{[^{}]*\}\}|\{\\pict[^{}]*\}", " ", text)
    text = re.sub(r"\\u(\d+)\s?\??", lambda match: chr(int(match[1])), text)
    text = re.sub(r"\\(?:line|par|cell|tab)\b", "\n", text)
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text)


def tex_words(data: bytes) -> str:
    return pandoc(data, "--from=latex", "--to=plain", "--wrap=none").decode()


WORDS: dict[str, Callable[[bytes], str]] = {
    "docx": word_words,
    "odt": open_document_words,
    "html": web_words,
    "epub": book_words,
    "tex": tex_words,
    "rtf": rich_words,
}


def pandoc(data: bytes, *options: str) -> bytes:
    return subprocess.run([pypandoc.get_pandoc_path(), *options], input=data, check=True, capture_output=True).stdout


def written(xml: bytes) -> str:
    root = etree.fromstring(xml)
    for each in [*root.iter(*DERIVED)]:
        each.text, each[:] = None, []
    said: list[str] = []
    for event, each in etree.iterwalk(root, events=("start", "end")):
        apart = "" if each.tag in INLINE else " "
        said.append(apart + ((each.text if event == "start" else each.tail) or ""))
    return "".join(said)


def lost(data: bytes, name: str) -> Counter[str]:
    done = converter.convert(data, name=name)
    told = " ".join(f"{each.before or ''} {dict(each.facts).get('words', '')}" for each in done.diagnostics)
    suffix = name.rpartition(".")[2]
    return counted(WORDS[suffix](data)) - counted(written(done.xml)) - counted(told)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_word_of_a_file_is_in_the_xml_or_the_report(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(SOURCE)
    (tmp_path / "nest.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    file = tmp_path / f"article.{suffix}"
    command = [
        pypandoc.get_pandoc_path(), "--standalone", f"--to={FORMATS[suffix]}", f"--output={file}", "article.md",
        "--metadata=title=", "--mathml",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert lost(file.read_bytes(), file.name) == Counter()
