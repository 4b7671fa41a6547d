"""A text in a language is written in the script of that language.

Good:

    <article xml:lang="ru"><article-title>Политика открытых дверей</article-title></article>

    <article xml:lang="en"><article-title>The word «свобода» in Russian novels of the past century</article-title>
    </article>

Bad:

    <article xml:lang="en"><article-title>Политика открытых дверей</article-title></article>

    <article xml:lang="ru"><trans-abstract xml:lang="ru"><p>The open door policy of the century</p>
    </trans-abstract></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.languages import LANGUAGES
from converter.rules import Hit, Rule, Word, Wording, at
from converter.rules._reading import prefix, scripts
from converter.views import View, around, text_of

_KIN = {"Kana": "Han", "Hangul": "Han"}


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("article-title", "trans-title", "abstract", "trans-abstract", "kwd-group"):
        if around(each, "ref", "product", "related-article") is not None:
            continue
        language = LANGUAGES.get(prefix(article.language_of(each)))
        found = scripts(text_of(each))
        if language is None or found.total() < 12:
            continue
        script, number = found.most_common(1)[0]
        if script not in (language.script, _KIN.get(language.script)) and number > 0.7 * found.total():
            yield at(each, code=article.language_of(each), script=Word(script))


RULE = Rule(
    code="script-differs",
    severity=Severity.WARNING,
    source="BCP 47; PMC Tagging Guidelines: Multi-Language Articles",
    en=Wording(
        "The language is given as “{code}”, but the text is in {script} letters.",
        "Indexes file the text under the wrong language.",
        "Set xml:lang to the language of the text, or swap the two texts.",
    ),
    ru=Wording(
        "Указан язык «{code}», а текст набран иначе: {script}.",
        "Базы отнесут текст не к тому языку.",
        "Укажите в xml:lang язык текста или поменяйте тексты местами.",
    ),
    check=_check,
)
