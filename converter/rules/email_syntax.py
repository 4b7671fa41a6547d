"""An e-mail address has one @ and a domain, and nothing else stands with it.

Good:

    <corresp><email>a.holm@example.org</email></corresp>

Bad:

    <corresp><email>a.holm (at) example.org</email></corresp>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.diagnostics import Severity
from converter.rules import Hit, Rule, Wording, at
from converter.views import View, text_of


def _check(article: View) -> Iterator[Hit]:
    for each in article.all("email"):
        email = text_of(each)
        if email and not re.fullmatch(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,200}\.[^\W\d_]{2,24}", email):
            yield at(each, email=email)


RULE = Rule(
    code="email-syntax",
    severity=Severity.WARNING,
    source="RFC 5321; JATS Tag Library: email",
    en=Wording(
        "“{email}” is no e-mail address.",
        "Readers and indexes cannot write to the author.",
        "Write the address alone, one to an element.",
    ),
    ru=Wording(
        "«{email}» — не адрес электронной почты.",
        "Читатели и базы не смогут написать автору.",
        "Оставьте только адрес, один в элементе.",
    ),
    check=_check,
)
