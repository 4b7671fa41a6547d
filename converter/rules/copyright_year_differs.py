"""The year of the copyright is that of the publication.

Good:

    <article-meta><pub-date><year>2024</year></pub-date><permissions><copyright-year>2024</copyright-year>
    </permissions></article-meta>

Bad:

    <article-meta><pub-date><year>2024</year></pub-date><permissions><copyright-year>2014</copyright-year>
    </permissions></article-meta>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import year_of
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    each, year = article.first("copyright-year"), year_of(article)
    if each is not None and year and re.fullmatch(r"\d{4}", text_of(each)) and abs(int(text_of(each)) - year) > 1:
        yield at(each, copyright=text_of(each), published=year)


RULE = Rule(
    code="copyright-year-differs",
    severity=Severity.NOTE,
    source="JATS4R Permissions",
    en=Wording(
        "The copyright is of {copyright}, the publication of {published}.",
        "Usually one of the two is left from another article.",
        "Look both up.",
    ),
    ru=Wording(
        "Авторское право {copyright} года, публикация {published} года.",
        "Обычно одно из них осталось от другой статьи.",
        "Проверьте оба.",
    ),
    check=_check,
)
