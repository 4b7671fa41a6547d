"""Documents as Saxon is given them, with their ids known as by a DTD, and elements by the paths it tells."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from converter.patterns import regex

_STEP = regex(r"/(@?)Q\{([^}]*)\}([^/\[]+)(?:\[(\d+)\])?")
_OTHERS = "other-rids"


def set_ids_apart(root: etree._Element) -> etree._Element:
    """The document with one id in each `rid`, the others in an attribute of their own.

    JATS4R asks for the name of `id(@rid)`: of several elements Saxon can only complain, and does on standard error.
    """
    if not any(len((each.get("rid") or "").split()) > 1 for each in root.iterfind(".//*[@rid]")):
        return root
    copied = deepcopy(root)
    for each in copied.iterfind(".//*[@rid]"):
        first, *others = (each.get("rid") or "").split() or [""]
        each.set("rid", first)
        if others:
            each.set(_OTHERS, " ".join(others))
    return copied


def declare_ids(root: etree._Element) -> str:
    """A document type in which `id` is an ID and `rid` IDREFS, as in the DTDs: `id()` needs to know."""
    identified = {_qualified(each) for each in root.iterfind(".//*[@id]")}
    pointing = {_qualified(each) for each in root.iterfind(".//*[@rid]")}
    declared = [f"<!ATTLIST {name} id ID #IMPLIED>" for name in sorted(identified)]
    declared += [f"<!ATTLIST {name} rid IDREFS #IMPLIED>" for name in sorted(pointing)]
    declared += [f"<!ATTLIST {name} {_OTHERS} IDREFS #IMPLIED>" for name in sorted(pointing)]
    return f"<!DOCTYPE {_qualified(root)} [{''.join(declared)}]>" if declared else ""


def _qualified(element: etree._Element) -> str:
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


def locate(root: etree._Element, path: str) -> etree._Element | None:
    """The element of a path such as `/Q{}article[1]/Q{}front[1]/@id`."""
    steps = _STEP.findall(path)[1:]
    here: etree._Element | None = root
    for at, space, name, rank in steps:
        if at or here is None:
            break
        tag = f"{{{space}}}{name}" if space else name
        here = next((each for each in _skip(here.iterchildren(tag), int(rank or 1) - 1)), None)
    return here


def _skip(elements: Iterator[etree._Element], number: int) -> Iterator[etree._Element]:
    for _ in range(number):
        next(elements, None)
    return elements
