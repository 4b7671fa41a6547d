"""The JATS DTDs: loaded once, without the network; their complaints in words an editor reads.

What Galley writes is Publishing (blue) or Archiving (green) of ANSI/NISO Z39.96 with MathML 3; any
other DTD of the package can be loaded by its file. In a wheel the DTDs are package data; in a
checkout the set-up brings them to `schemas/node_modules`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from converter.compiled import toml
from converter.content_models import find_follower, find_lacking, find_misfit

if TYPE_CHECKING:
    from lxml import etree

VERSIONS = {"1.2": ("20190208", "1"), "1.3": ("20210610", "1-3"), "1.4": ("20241031", "1-4")}
"""JATS version to the date in its public identifier and the number in its file names."""
TAG_SETS = {
    "publishing": ("Journal Publishing", "journalpublishing"),
    "archiving": ("Journal Archiving and Interchange", "archivearticle"),
}
"""Tag set to its name in the public identifier and in its file names."""
FOLDERS = (
    Path(__file__).parent / "dtds",
    Path(__file__).parent.parent / "schemas/node_modules/@jats4r/dtds/schema",
)
"""Where the DTDs are looked for: beside this module in a wheel, under `schemas` in a checkout."""

_MOST_CHILDREN = 2_000
"""Of an element with more it is not reckoned which of them is out of place."""
MOST_COMPLAINTS = 500
"""Of one document: nobody reads more, and a hostile one has a million."""
_NO_COMPLAINTS = ("not-well-formed", "others", "or")
_TURN = Lock()  # libxml2 completes the content models of a DTD while it validates


class SchemaMissing(Exception):
    """The DTDs are not there; the message says how to get them."""


class Complaint(Struct, frozen=True):
    """What a DTD finds wrong: at a line of the XML, in an element, nearest to an id."""

    message: str
    line: int = 0
    element: str = ""
    path: str = ""
    """XPath of the element."""
    id: str = ""
    """Id of the element, or of the nearest around it that has one."""
    code: str = ""
    """What is wrong, as a key of `schema.toml`; empty where libxml2's own words stand."""
    detail: str = ""
    """libxml2's own words."""
    node: etree._Element | None = None


def system_id(version: str = "1.3", tag_set: str = "publishing") -> str:
    """The file name of a DTD, which is its system identifier."""
    return f"JATS-{TAG_SETS[tag_set][1]}{VERSIONS[version][1]}-mathml3.dtd"


def public_id(version: str = "1.3", tag_set: str = "publishing") -> str:
    """The formal public identifier of a DTD."""
    return f"-//NLM//DTD JATS (Z39.96) {TAG_SETS[tag_set][0]} DTD with MathML3 v{version} {VERSIONS[version][0]}//EN"


def doctype(version: str = "1.3", tag_set: str = "publishing") -> str:
    """The document type declaration of an article."""
    return f'<!DOCTYPE article PUBLIC "{public_id(version, tag_set)}" "{system_id(version, tag_set)}">'


def check(xml: bytes, version: str = "1.3", tag_set: str = "publishing") -> tuple[Complaint, ...]:
    """What the DTD finds wrong in a finished article; nothing when it is valid.

    XML that is not well-formed gives one complaint. Raises `SchemaMissing` without the DTDs.
    """
    from lxml import etree

    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as trouble:
        message = _words("en")["not-well-formed"].format(reason=trouble.msg)
        return (Complaint(message, trouble.lineno or 0, code="not-well-formed", detail=trouble.msg or ""),)
    return check_tree(root, load(version, tag_set))


def check_tree(root: etree._Element, dtd: etree.DTD, language: str = "en") -> tuple[Complaint, ...]:
    """What a DTD finds wrong in a tree, in a language that `schema.toml` has."""
    with _TURN:
        if dtd.validate(root):
            return ()
        log: Any = dtd.error_log  # the stubs do not know that a log is a sequence
        entries = tuple(log)
    spaces = _read_spaces(root)
    found = ((entry, _find(root, entry.path or "", spaces)) for entry in entries[:MOST_COMPLAINTS])
    return tuple(_read_complaint(dtd, element, entry, _words(language)) for entry, element in found)


def _read_spaces(root: etree._Element) -> Mapping[str, str]:
    """The namespaces of the prefixes of elements, wherever they are bound."""
    from lxml import etree

    prefixed = ((each.prefix, etree.QName(each).namespace) for each in root.iter("*") if each.prefix)
    return {prefix: space for prefix, space in prefixed if prefix and space}


def load(version: str = "1.3", tag_set: str = "publishing") -> etree.DTD:
    """The DTD of a JATS version and tag set, read once (about 25 ms)."""
    return load_file(find_dtd(version, tag_set))


@cache
def load_file(file: Path) -> etree.DTD:
    """A DTD, read once a process."""
    from lxml import etree

    return etree.DTD(file=str(file))


def find_dtd(version: str, tag_set: str, folders: Sequence[Path] = FOLDERS) -> Path:
    """The file of a DTD. Raises `SchemaMissing` when none of the folders has it."""
    name = system_id(version, tag_set)
    for folder in folders:
        if (file := folder / version / name).is_file():
            return file
    raise SchemaMissing(f"The JATS DTD {name} is not installed: run 'make setup' in the checkout of Galley.")


def sentences(language: str) -> Mapping[str, str]:
    """What a DTD may say of an article, by what is wrong, with {...} for what is filled in."""
    return {name: words for name, words in _words(language).items() if name not in _NO_COMPLAINTS}


@cache
def _words(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = toml(Path(__file__).with_suffix(".toml"))[language]
    return found


def _read_complaint(dtd: etree.DTD, element: etree._Element | None, entry: Any, words: Mapping[str, str]) -> Complaint:
    line = entry.line
    if entry.type_name == "DTD_CONTENT_MODEL" and element is not None and len(element) <= _MOST_CHILDREN:
        code, message, element = _describe_content(dtd, element, words)
        line = _line_of(element) or line
    else:
        code, message = _reword(entry.message, words, element)
    return Complaint(
        message,
        line,
        "" if element is None else _tag(element),
        entry.path or "",
        _nearest_id(element),
        code,
        entry.message,
        element,
    )


def _find(root: etree._Element, path: str, spaces: Mapping[str, str]) -> etree._Element | None:
    from lxml import etree

    try:
        found = root.xpath(path, namespaces=spaces) if path else None
    except etree.XPathError:  # a prefix that only an attribute has
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _nearest_id(element: etree._Element | None) -> str:
    while element is not None:
        if own := element.get("id"):
            return own
        element = element.getparent()
    return ""


def _tag(element: etree._Element) -> str:
    from lxml import etree

    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


def _describe_content(
    dtd: etree.DTD, holder: etree._Element, words: Mapping[str, str]
) -> tuple[str, str, etree._Element]:
    """What is wrong between the children of an element: a code, a sentence, and the child that is out of place."""
    from lxml import etree

    children = [child for child in holder if _is_element(child)]
    names = [etree.QName(child).localname for child in children]
    model = _find_model(dtd, etree.QName(holder).localname)
    misfit = find_misfit(model, names) if model is not None else None
    if misfit is None:
        return _tell("text-misplaced", words, holder, holder)
    if misfit.index == len(children):
        return _tell("incomplete", words, holder, holder, misfit.wanted)
    culprit = children[misfit.index]
    follower = find_follower(model, names, misfit.index)
    if follower is not None:
        return _tell("too-late", words, holder, culprit, follower=_tag(children[follower]))
    if lacking := find_lacking(model, names, misfit.index):
        return _tell("lacking", words, holder, culprit, lacking)
    return _tell("misplaced" if misfit.wanted else "superfluous", words, holder, culprit, misfit.wanted)


def _line_of(element: Any) -> int:
    line: int = element.sourceline or 0  # the stubs do not know that this is a number
    return line


def _find_model(dtd: Any, name: str) -> Any:
    return next((each.content for each in dtd.iterelements() if each.name == name), None)


def _tell(
    code: str,
    words: Mapping[str, str],
    holder: etree._Element,
    culprit: etree._Element,
    wanted: tuple[str, ...] = (),
    follower: str = "",
) -> tuple[str, str, etree._Element]:
    facts = {"holder": _tag(holder), "culprit": _tag(culprit), "wanted": _list_names(wanted, words)}
    return code, words[code].format(follower=follower, **facts), culprit


def _is_element(node: Any) -> bool:
    return isinstance(node.tag, str)  # comments and processing instructions have a function there


def _list_names(names: tuple[str, ...], words: Mapping[str, str], most: int = 6) -> str:
    *others, last = [f"<{name}>" for name in names[:most]] or [""]
    if len(names) > most:
        return ", ".join([*others, last]) + words["others"].format(number=len(names) - most)
    return words["or"].join([", ".join(others), last] if others else [last])


_MESSAGES = (
    (r'IDREFS? attribute (\S+) references an unknown ID "(.*)"', "unknown-id"),
    (r"ID (\S+) already defined", "id-twice"),
    (r"No declaration for element (\S+)", "unknown-element"),
    (r"No declaration for attribute (\S+) of element (\S+)", "unknown-attribute"),
    (r"Element (\S+) is not declared in (\S+) list of possible children", "misplaced-child"),
    (r"Element (\S+) was declared #PCDATA but contains non text nodes", "text-only"),
    (r"Element (\S+) does not carry attribute (\S+)", "attribute-missing"),
    (r"Element (\S+) was declared EMPTY this one has content", "not-empty"),
    (r'Value "(.*)" for attribute (\S+) of (\S+) is not among the enumerated set', "value-not-listed"),
    (r'Value for attribute (\S+) of (\S+) is different from default "(.*)"', "value-not-fixed"),
    (r'Value for attribute (\S+) of (\S+) must be "(.*)"', "value-not-fixed"),
    (r"Element (\S+) namespace name for (\S+) does not match the DTD", "namespace-wrong"),
    (r"Syntax of value for attribute (\S+) of (\S+) is not valid", "value-malformed"),
)


def _reword(message: str, words: Mapping[str, str], element: etree._Element | None) -> tuple[str, str]:
    """A code and a sentence; where libxml2 leaves out the prefix of the element, it is told."""
    tag = "" if element is None else _tag(element)
    for libxml2, code in _MESSAGES:
        if match := re.fullmatch(libxml2, message):
            names = (tag if tag.endswith(f":{each}") else each for each in match.groups())
            return code, words[code].format(*names)
    return "", message[:300].rstrip(" .") + "."
