"""The linker as a filter of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from converter.article import Reference
from converter.linking.linker import find_links
from converter.linking.records import Link
from converter.manuscript import Run


def answer(lines: Iterable[str]) -> Iterator[str]:
    """`{id, paragraphs, refs: [{rid, label, text}]}` lines in, `{id, links: [{p, start, end, rids}]}` out.

    Superscripts are written `^1,2^`; offsets count characters, the end is exclusive.
    """
    for line in lines:
        if line.strip():
            asked = json.loads(line)
            references = [_reference(ref) for ref in asked["refs"]]
            links = [_told(link) for link in find_links(asked["paragraphs"], references)]
            yield json.dumps({"id": asked["id"], "links": links}, ensure_ascii=False) + "\n"


def _reference(ref: dict[str, str]) -> Reference:
    return Reference(ref["rid"], (Run(ref["text"]),), label=ref.get("label") or "")


def _told(link: Link) -> dict[str, object]:
    return {"p": link.paragraph, "start": link.start, "end": link.end, "rids": link.targets}
