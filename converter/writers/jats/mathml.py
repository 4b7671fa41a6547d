"""Formulas: TeX is kept, and MathML put beside it where it can be made.

https://jats.nlm.nih.gov/publishing/tag-library/1.3/element/alternatives.html
"""

from __future__ import annotations

from functools import cache, lru_cache

from lxml import etree

from converter.writers.jats.elements import MML, Element, add, legal

_ARITY = {
    **dict.fromkeys(("mi", "mn", "mo", "mtext", "mspace"), 0),
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_ROWS = {"math", "mrow", "msqrt", "mstyle", "mpadded", "mphantom", "menclose", "mtable", "mtr", "mtd"}
_HOLDERS = {"mtr": "mtable", "mtd": "mtr"}
"""What stands nowhere but in, and alone in, what."""


def write_formula(parent: Element, tex: str, display: bool = False) -> None:
    """Fill an inline-formula or disp-formula from its TeX source."""
    made = _mathml(legal(tex), display)
    if made is None:
        add(parent, "tex-math", tex)
        return
    both = add(parent, "alternatives")
    _copy(both, etree.fromstring(made))
    add(both, "tex-math", tex)


@lru_cache(maxsize=256)
def _mathml(tex: str, display: bool) -> bytes | None:
    """MathML of a formula, or None where the library cannot make good MathML of it."""
    from latex2mathml import converter

    try:
        made: str = converter.convert(tex, display="block" if display else "inline")
        math = etree.fromstring(made)
    except _troubles():
        return None
    return made.encode() if all(map(_is_good, math.iter())) else None


@cache
def _troubles() -> tuple[type[Exception], ...]:
    """What the library raises over TeX it cannot read: its own exceptions have no common base."""
    from latex2mathml import exceptions

    own = (each for each in vars(exceptions).values() if isinstance(each, type))
    return (*own, etree.XMLSyntaxError, ValueError, LookupError, TypeError, RuntimeError, StopIteration)


def _is_good(element: Element) -> bool:
    """Whether the element obeys MathML 3 and holds no command left over."""
    name, parent = _name(element), element.getparent()
    holder = "" if parent is None else _name(parent)
    if name not in _ROWS and len(element) != _ARITY.get(name, -1):
        return False
    at_home = _HOLDERS.get(name, holder) == holder and (holder not in _HOLDERS.values() or name in _HOLDERS)
    return at_home and not (element.text or "").startswith("\\")


def _name(element: Element) -> str:
    return etree.QName(element).localname


def _copy(parent: Element, source: Element) -> None:
    copied = add(
        parent, f"{{{MML}}}{_name(source)}", source.text or "", {str(k): str(v) for k, v in source.attrib.items()}
    )
    for each in source:
        _copy(copied, each)
