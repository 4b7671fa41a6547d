"""Regular expressions that are compiled when they are first asked for something.

The modules hold four hundred, and a manuscript asks half of them; to compile them all takes as long as to convert it.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_VERBS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


class _Later:
    """Stands for an expression. Once that is compiled, its methods stand here as if they were our own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__ |= {verb: getattr(compiled, verb) for verb in _VERBS}
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, put off until the expression is first asked for something.

    Only its methods and `pattern` are to be used: functions of `re` do not take it, and no `match.re` is it.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
