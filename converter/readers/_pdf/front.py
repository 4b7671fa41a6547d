"""The first page: where its front matter ends, and what of it stands at the foot and beside the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from converter.languages import find_label
from converter.readers._pdf.chunks import Chunk
from converter.readers._pdf.equations import Equation
from converter.readers._pdf.feet import Note, find_feet
from converter.readers._pdf.figures import Picture
from converter.readers._pdf.grids import Grid
from converter.readers._pdf.headings import Body

Float = Grid | Picture | Equation
Element = Chunk | Float
_LONG_CHUNK = 4


def with_feet(
    elements: list[Element], body: Body, entries: Collection[int], *, first_page: bool
) -> tuple[list[Element], dict[int, tuple[Note, ...]]]:
    """A page's elements with the front matter from its foot and side in its place, and its notes.

    `entries` are identities of chunks that are references.
    """
    places = [at for at, each in enumerate(elements) if isinstance(each, Chunk)]
    chunks = [each for each in elements if isinstance(each, Chunk)]
    feet = find_feet(chunks, body.size, entries, first_page=first_page)
    notes = {places[at]: found for at, found in feet.notes}
    if not first_page:
        return elements, notes
    aside = [places[at] for at, chunk in enumerate(chunks) if chunk.column.aside and at not in feet.others]
    moved = [*sorted(places[at] for at in feet.others), *aside]
    stay = [at for at in range(len(elements)) if at not in moved]
    front = front_end([elements[at] for at in stay], body)
    order = [*stay[:front], *moved, *stay[front:]]
    return [elements[at] for at in order], {order.index(at): found for at, found in notes.items()}


def front_end(elements: Sequence[Element], body: Body) -> int:
    """Index of the first element behind title and names: one with a label, or a long one."""
    largest = max((round(each.size) for each in elements if isinstance(each, Chunk)), default=0)
    titled = False
    for at, each in enumerate(elements):
        if not isinstance(each, Chunk):
            continue
        label = find_label(each.text)
        if titled and ((label and (label.closed or label.end >= len(each.text))) or len(each.lines) >= _LONG_CHUNK):
            return at
        titled = titled or round(each.size) == largest
    return len(elements)
