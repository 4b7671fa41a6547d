"""A work stands in the list once.

Good:

    <ref-list><ref id="r1"><mixed-citation>Holm A. Nets. 2019.</mixed-citation></ref><ref id="r2">
    <mixed-citation>Holm A. Boats. 2019.</mixed-citation></ref></ref-list>

Bad:

    <ref-list><ref id="r1"><label>1</label><mixed-citation>Holm A. Nets of the North. 2019.</mixed-citation></ref>
    <ref id="r2"><label>2</label><mixed-citation>Holm A. Nets of the North, 2019</mixed-citation></ref></ref-list>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, child, children, text_of

_LEAST = 20


def _check(article: View) -> Iterator[Hit]:
    for listed in article.main("ref-list"):
        seen: dict[str, str] = {}
        for each in children(listed, "ref"):
            label = text_of(child(each, "label"))
            words = re.sub(r"\W+", "", article.texts[each].removeprefix(label)).casefold()
            dois = [text_of(part).lower() for part in each.iter("pub-id") if part.get("pub-id-type") == "doi"]
            for key in (words, *dois[:1]):
                if len(key) >= _LEAST and key in seen:
                    yield at(each, text=article.texts[each], first=seen[key])
                    break
            for key in (words, *dois[:1]):
                seen.setdefault(key, each.get("id") or label or article.texts[each][:30])


RULE = Rule(
    code="reference-repeated",
    severity=Severity.WARNING,
    source="Crossref: citation_list; journals' instructions",
    en=Wording(
        "“{text}” is in the list twice; first as {first}.",
        "The work is cited under two numbers and counted twice.",
        "Keep one, and point the citations of the other to it.",
    ),
    ru=Wording(
        "«{text}» стоит в списке дважды; сначала как {first}.",
        "Работа цитируется под двумя номерами и засчитывается дважды.",
        "Оставьте одну и направьте на неё ссылки другой.",
    ),
    check=_check,
)
