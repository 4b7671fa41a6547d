"""Web pages: which part of a page is the article, and what its head says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree, html
from msgspec import Struct, field

from converter.diagnostics import Kind, Log, Place, Severity
from converter.readers import Unreadable
from converter.readers._decoding import decode

NAVIGATION_LEFT_OUT = Kind(
    "navigation-left-out", Severity.NOTE, "Parts of the web page that are no part of the article were left out: {words}"
)

_NO_TEXT = frozenset(
    ("nav", "script", "style", "template", "noscript", "iframe", "object", "embed", "form", "button", "select", "svg")
)
_NO_ROLE = frozenset(["navigation", "search", "banner", "contentinfo", "menu", "complementary"])
_MEANT = ("citation_", "dc.", "dcterms.", "prism.")
_OWN = frozenset(["article", "main", "section", "blockquote", "figure", "table"])
"""What may have a header or footer of its own."""
_DEEPEST = 250
_SHOWN = 300
_MOST = 0.5
"""An <article> or <main> with less of the words than this is not the whole article."""


class Page(Struct, frozen=True):
    """The source of the article alone, and the metadata of the page by its names."""

    source: bytes
    metadata: dict[str, str] = field(default_factory=dict)


def article_of(log: Log, data: bytes, file: str) -> Page:
    """The article of a page: its <article> or <main> if nearly all words are there, without navigation.

    Raises `Unreadable` where there is no page.
    """
    text = decode(log, data, file).encode()
    root = _parse(text)
    metadata = dict(_metadata(root))
    body = root.find(".//body")
    body = root if body is None else body
    left_out = list(_take_navigation(body))
    body = _whole(body)
    if words := " ".join(" ".join(left_out).split()):
        log(NAVIGATION_LEFT_OUT(Place(file), words=words[:_SHOWN]))
    for each in body.iter("main"):
        each.tag = "div"  # of a page with <main> pandoc would read nothing else
    return Page(etree.tostring(body, method="html", encoding="utf-8"), metadata)


def _parse(text: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable("The web page is empty or damaged: there is nothing to convert.") from None
    if _depth(root) > _DEEPEST:
        raise Unreadable("The web page is too complex: its elements are nested too deep.")
    return root


def _depth(root: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _metadata(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page's head says about the article: evidence, for it is not printed."""
    found: dict[str, list[str]] = {}
    for each in root.iter("meta"):
        name, content = (each.get("name") or "").lower(), each.get("content") or ""
        if name.startswith(_MEANT) and content.strip():
            found.setdefault(name, []).append(" ".join(content.split()))
    return ((name, "\n".join(values)) for name, values in found.items())


def _take_navigation(body: html.HtmlElement) -> Iterator[str]:
    """Take out of a page what leads about the site; its words."""
    for each in list(body.iter()):
        if not isinstance(each.tag, str) or each.getparent() is None:
            continue
        if each.tag in _NO_TEXT or each.get("role", "") in _NO_ROLE or _is_frame(each):
            if each.tag not in ("script", "style"):
                yield each.text_content()
            each.drop_tree()


def _is_frame(element: html.HtmlElement) -> bool:
    """A header or footer of the site, not of the article or of its title."""
    if element.tag not in ("header", "footer", "aside"):
        return False
    inside = any(each.tag in _OWN for each in element.iterancestors())
    return not inside and element.find(".//h1") is None and element.find(".//p") is None


def _whole(body: html.HtmlElement) -> html.HtmlElement:
    total = len(body.text_content())
    places: Iterable[html.HtmlElement] = (*body.iter("article"), *body.iter("main"))
    return next((each for each in places if len(each.text_content()) > _MOST * total), body)
