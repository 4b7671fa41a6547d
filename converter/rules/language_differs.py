"""An abstract is in the language it is said to be in.

Good:

    <article xml:lang="en"><abstract>
    <p>The results show that the policy of the state was the same in all of the regions that were studied.</p>
    </abstract></article>

Bad:

    <article xml:lang="en"><abstract>
    <p>Os resultados mostram que a política do estado foi a mesma em todas as regiões que foram estudadas.</p>
    </abstract></article>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.languages import LANGUAGES, detect
from converter.rules import Hit, Rule, Word, Wording, at
from converter.rules._reading import prefix
from converter.views import View, text_of

_LEAST = 60


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("abstract", "trans-abstract"):
        said, text = prefix(article.language_of(each)), text_of(each)
        if said not in LANGUAGES or len(text) < _LEAST:
            continue
        found = detect(text)
        if found and prefix(found) != said:
            yield at(each, code=said, found=Word(LANGUAGES[found].name))


RULE = Rule(
    code="language-differs",
    severity=Severity.WARNING,
    source="BCP 47; PMC Tagging Guidelines: Multi-Language Articles",
    en=Wording(
        "The language is given as “{code}”, but the text looks like {found}.",
        "Indexes file the abstract under the wrong language.",
        "Set xml:lang to the language of the text.",
    ),
    ru=Wording(
        "Указан язык «{code}», а текст, похоже, на другом: {found}.",
        "Базы отнесут аннотацию не к тому языку.",
        "Укажите в xml:lang язык текста.",
    ),
    check=_check,
)
