"""What of a Word document is no text of its own: contents, changes, boxes, wrappers, markers without a note."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from converter.readers._word_styles import W, tag

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = tag("txbxContent")
_WRAPPERS = (tag("customXml"), tag("dir"), tag("bdo"))
"""Elements around runs that pandoc leaves out with all they hold."""


def take_contents(body: etree._Element) -> str:
    """Take the table of contents out; its words."""
    words: list[str] = []
    for box in list(body.iter(tag("sdt"))):
        gallery = next(box.iter(tag("docPartGallery")), None)
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            words += (each.text or "" for each in box.iter(tag("t")))
            remove(box)
    return " ".join(words)


def accept_changes(body: etree._Element) -> None:
    """Tracked changes are accepted: what was deleted or moved away is no text."""
    for gone in list(body.iter(tag("del"), tag("moveFrom"))):
        parent = gone.getparent()
        if parent is not None and parent.tag not in (tag("rPr"), tag("trPr")):
            remove(gone)
    for kept in list(body.iter(tag("ins"), tag("moveTo"))):
        parent = kept.getparent()
        if parent is not None and parent.tag not in (tag("rPr"), tag("trPr")):
            unwrap(kept)


def open_wrappers(body: etree._Element) -> None:
    """Runs in wrappers are runs of their paragraph; a ruby is read as its base and what stands above it."""
    for wrapper in list(body.iter(*_WRAPPERS)):
        unwrap(wrapper)
    for ruby in list(body.iter(tag("ruby"))):
        run = ruby.getparent()
        said = [each for part in ("rubyBase", "rt") for held in ruby.iter(tag(part)) for each in held]
        for each in reversed(said):
            if run is not None:
                run.addnext(each)
        remove(ruby)


def free_boxes(body: etree._Element) -> int:
    """Put the paragraphs of text boxes after the paragraph that anchors them; how many boxes."""
    for doubled in list(body.iter(f"{_COMPATIBILITY}Fallback")):
        parent = doubled.getparent()
        if parent is not None and parent.find(f"{_COMPATIBILITY}Choice") is not None:
            remove(doubled)
    boxes = list(body.iter(_BOX))
    for box in reversed(boxes):
        anchor = _outermost(box)
        remove(box)
        for child in reversed(box):
            anchor.addnext(child)
    return len(boxes)


def _outermost(box: etree._Element) -> etree._Element:
    """The paragraph that anchors a text box: the outermost one, inside no box but within its cell."""
    found = box
    for each in box.iterancestors():
        if each.tag == tag("p"):
            found = each
        elif each.tag in (_BOX, tag("tc")):
            break
    return found


def remove(element: etree._Element) -> None:
    """Take an element out with all it holds."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop_dangling(body: etree._Element, notes: Mapping[str, etree._Element | None]) -> int:
    """Take out markers of notes that the file does not hold; how many. `notes` are its parts by kind."""
    dropped = 0
    for kind, part in notes.items():
        known = {each.get(f"{W}id") for each in part.iter(tag(kind))} if part is not None else set()
        for marker in list(body.iter(tag(f"{kind}Reference"))):
            if marker.get(f"{W}id") not in known:
                remove(marker)
                dropped += 1
    return dropped


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)
