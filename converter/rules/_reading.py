"""What several rules read: persons, dates, years, scripts, check digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from converter.patterns import regex
from converter.views import Element, View, around, child, children, local, own_text, text_of

_YEAR = regex(r"(?<![\d.\-–—/])(1[5-9]\d\d|20\d\d)(?=[a-zа-я]?(?![\d\w]))")
SCRIPTS = {
    "Latin": regex(r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]"),
    "Cyrillic": regex(r"[\u0400-\u052F]"),
    "Greek": regex(r"[\u0370-\u03FF]"),
    "Arabic": regex(r"[\u0600-\u06FF]"),
    "Hebrew": regex(r"[\u0590-\u05FF]"),
    "Han": regex(r"[\u4E00-\u9FFF]"),
    "Kana": regex(r"[\u3040-\u30FF]"),
    "Hangul": regex(r"[\uAC00-\uD7AF]"),
}
_DISPLAYS = {"fig": "fig", "table-wrap": "table", "boxed-text": "boxed-text", "chem-struct-wrap": "chem"}


def check_digit_11_2(digits: str) -> str:
    """The check character of ISO/IEC 7064 MOD 11-2, as ORCID and ISNI have it."""
    total = 0
    for each in digits:
        total = (total + int(each)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def authors(article: View) -> list[Element]:
    """The contributors of the article itself that its metadata name; the members of a collaboration are not."""
    found = []
    for each in article.main("contrib"):
        if _is_member(each):
            continue
        above = around(each, "article-meta", "collab", "front-stub", "journal-meta")
        if above is not None and local(above) == "article-meta" and each.get("contrib-type", "author") == "author":
            found.append(each)
    return found


def _is_member(contributor: Element) -> bool:
    """Whether a contributor stands in a list of a collaboration's own."""
    group = around(contributor, "contrib-group")
    return group is not None and group.get("content-type", "").startswith("collab")


def date_of(element: Element) -> tuple[int, int, int] | None:
    """Year, month and day of a date, 0 where it does not say; None when it is none of numbers."""
    numbers = []
    for name in ("year", "month", "day"):
        text = text_of(child(element, name))
        if text and not (text.isascii() and text.isdigit()):
            return None
        numbers.append(int(text or 0))
    year, month, day = numbers
    return (year, month, day) if year else None


def published(article: View) -> list[tuple[Element, tuple[int, int, int]]]:
    """The dates of publication of the article itself."""
    dates = [(each, date_of(each)) for each in article.main("pub-date")]
    return [(each, read) for each, read in dates if read]


def year_of(article: View) -> int:
    """The year of publication, 0 where it is not said."""
    return min((read[0] for _, read in published(article)), default=0)


def years_in(text: str) -> set[str]:
    """The years from 1500 on in a text, without the letters after them."""
    return {each[1] for each in _YEAR.finditer(text)}


def reference_years(reference: Element) -> set[str]:
    """The years of a reference: of its elements and its words."""
    tagged = [text_of(each) for each in reference.iter("year", "{*}date-in-citation")]
    return years_in(text_of(reference)) | {year for each in tagged for year in re.findall(r"\d{4}", each)}


def prefix(code: str) -> str:
    """The language of a language tag: `pt` of `pt-BR`."""
    return code.replace("_", "-").split("-")[0].lower()


def scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    return Counter({name: len(letters.findall(text)) for name, letters in SCRIPTS.items() if letters.search(text)})


def pages_number(text: str) -> tuple[str, int] | None:
    """A page as what stands before its number, and the number: `S12` is `("S", 12)`."""
    found = re.fullmatch(r"([A-Za-zА-Яа-я.\-]{0,6})(\d{1,7})[a-z]?", text.strip())
    return (found[1], int(found[2])) if found else None


def whole_page(first: int, last: int) -> int:
    """The last page with the digits that an abbreviated range leaves out: 119 of 112–9."""
    lacking = 10 ** len(str(last))
    return last if last >= first else first - first % lacking + last


def is_display(element: Element) -> bool:
    """Whether this is a figure or table of its own, not one of a group."""
    return local(element) in _DISPLAYS and around(element, "fig-group", "table-wrap-group", "fig") is None


def words_of(article: View) -> Iterator[tuple[Element, str]]:
    """The paragraphs and headings of the article with their own words."""
    for each in article.all("p", "title", "article-title", "trans-title", "td", "th", "label", "kwd"):
        if text := own_text(each):
            yield each, text


def cased(text: str) -> str:
    """`upper` where all of at least twelve letters are capitals, else empty."""
    letters = [each for each in text if each.isalpha()]
    capitals = [each for each in letters if each.isupper()]
    return "upper" if len(letters) >= 12 and len(capitals) == len(letters) else ""


def is_past(year: int, month: int = 1, day: int = 1, slack: int = 1) -> bool:
    """Whether a day lies no more than `slack` years ahead."""
    return (year, month, day) <= (date.today().year + slack, 12, 31)


def paragraphs(element: Element) -> list[Element]:
    """The paragraphs directly in an element or its sections."""
    found = children(element, "p")
    for section in children(element, "sec"):
        found += paragraphs(section)
    return found
