"""An author cited with a year stands in the list of references.

Good:

    <body><p>As told (Holm 2019) in March 2010 (see Table 2).</p></body><ref-list><ref id="r1">
    <mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref></ref-list>

Bad:

    <body><p>As told <xref ref-type="bibr" rid="r1">(Holm 2019)</xref> and (Bergström, 2010).</p></body><ref-list>
    <ref id="r1"><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref></ref-list>
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.patterns import regex
from converter.rules import Hit, Rule, Wording, at
from converter.rules._reading import years_in
from converter.views import View, around, local, text_of

_CITED = regex(
    r"[(\[]([^\W\d_a-zа-я][^\W\d_]{2,30})(?:(?: [^\W\d_]{1,4}\.?){1,2})?,? "
    r"(1[89]\d\d|20\d\d)[a-zа-я]?(?:: ?[\d–—-]+)?[)\]]"
)
_MOST_TOLD = 20


def _check(article: View) -> Iterator[Hit]:
    if not _cites_by_author(article):
        return
    known = "\n".join(article.texts.values()).casefold()
    seen: set[str] = set()
    for holder, text, _ in article.find(_CITED):
        if local(holder) != "p" or around(holder, "body") is None or around(holder, "ref") is not None:
            continue
        for found in _CITED.finditer(text):
            if found[1].casefold() not in known and found[0] not in seen and len(seen) < _MOST_TOLD:
                seen.add(found[0])
                yield at(holder, text=found[0])


def _cites_by_author(article: View) -> bool:
    return any(each.get("ref-type") == "bibr" and years_in(text_of(each)) for each in article.main("xref"))


RULE = Rule(
    code="citation-without-listed-reference",
    severity=Severity.WARNING,
    source="APA 7, 8.4; ГОСТ Р 7.0.5-2008",
    en=Wording(
        "“{text}” is cited, but stands in no list of references.",
        "Readers cannot find the work.",
        "Add the work to the list, or correct the name.",
    ),
    ru=Wording(
        "Работа «{text}» упомянута, но в списке её нет.",
        "Читатель её не найдёт.",
        "Добавьте работу в список или исправьте имя.",
    ),
    check=_check,
)
