"""Each language has one title, one abstract and one set of keywords.

Good:

    <trans-abstract xml:lang="ru"><p>Первая</p></trans-abstract><trans-abstract xml:lang="vi"><p>Hai</p>
    </trans-abstract>

    <trans-abstract xml:lang="ru"><p>Первая</p></trans-abstract>
    <trans-abstract xml:lang="ru" abstract-type="graphical"><p>Вторая</p></trans-abstract>

    <journal-title-group><trans-title-group xml:lang="ru"><trans-title>Сети</trans-title></trans-title-group>
    </journal-title-group><title-group><trans-title-group xml:lang="ru"><trans-title>Лодки</trans-title>
    </trans-title-group></title-group>

Bad:

    <trans-abstract xml:lang="ru"><p>Первая</p></trans-abstract><trans-abstract xml:lang="ru"><p>Вторая</p>
    </trans-abstract>

    <kwd-group xml:lang="en"><kwd>nets</kwd></kwd-group><kwd-group xml:lang="en"><kwd>boats</kwd></kwd-group>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import LANG, View, around, child, local, text_of


def _check(article: View) -> Iterator[Hit]:
    seen = set()
    for each in article.main("trans-title-group", "trans-abstract", "kwd-group"):
        if around(each, "journal-title-group") is not None:
            continue
        name, code = local(each), each.get(LANG)
        kind = each.get("abstract-type") or each.get("kwd-group-type") or each.get("specific-use")
        key = (name, code, kind, child(each, "title") is not None and text_of(child(each, "title")))
        if code and key in seen:
            yield at(each, name=name, code=code)
        seen.add(key)


RULE = Rule(
    code="translation-repeated",
    severity=Severity.WARNING,
    source="JATS4R Abstracts; PMC Tagging Guidelines: Multi-Language Articles",
    en=Wording(
        "There is a second <{name}> in {code}.",
        "Indexes take one of the two and lose the other.",
        "Join them, or tell them apart by type or language.",
    ),
    ru=Wording(
        "Второй <{name}> на языке {code}.",
        "Базы возьмут один из двух, другой пропадёт.",
        "Объедините их или различите типом либо языком.",
    ),
    check=_check,
)
