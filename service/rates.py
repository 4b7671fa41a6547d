"""How often somebody asks: counted by this web server for itself, so that counting costs nothing."""

from __future__ import annotations

import threading
import time
from collections import Counter

_MINUTE = 60


class Rates:
    """Requests of this minute by who sent them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, who: str) -> int:
        """Count a request; gives the seconds to wait when there were too many, else 0."""
        minute, gone = divmod(int(time.time()), _MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[who] += 1
            return _MINUTE - gone if 0 < self._most < self._counts[who] else 0
