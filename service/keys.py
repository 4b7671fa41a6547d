"""API keys: only their SHA-256 is kept; each has scopes and an end."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.ledger import Ledger

_KEYS = "galley:keys"
_PREFIX = "galley_"
_DAY = 86400


class Scope(StrEnum):
    """What a key allows."""

    CONVERT = "convert"
    READ = "read"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. Times are seconds since 1970; `expires` is 0 for never."""

    id: str
    name: str
    digest: str
    scopes: frozenset[Scope]
    created: float
    expires: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether it has not expired."""
        return not self.expires or time.time() < self.expires


def add(ledger: Ledger, name: str, scopes: frozenset[Scope], days: float = 0) -> str:
    """Make a key and give its secret, which is shown this once."""
    key, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    now = time.time()
    told = {
        "name": name,
        "digest": _digest(secret),
        "scopes": sorted(scopes),
        "created": now,
        "expires": now + days * _DAY if days else 0,
    }
    ledger.client.hset(_KEYS, key, json.dumps(told))
    return f"{_PREFIX}{key}_{secret}"


def find(ledger: Ledger, secret: str) -> Key | None:
    """The living key with this secret."""
    head, _, rest = secret.removeprefix(_PREFIX).partition("_")
    told = ledger.client.hget(_KEYS, head) if secret.startswith(_PREFIX) else None
    key = _read(head, told) if told else None
    known = key.digest if key else _digest("")
    matches = hmac.compare_digest(_digest(rest), known)
    return key if key and matches and key.alive else None


def list_keys(ledger: Ledger) -> Iterator[Key]:
    """All keys, the oldest first."""
    found = (_read(key, told) for key, told in ledger.client.hgetall(_KEYS).items())
    return iter(sorted(found, key=lambda each: each.created))


def revoke(ledger: Ledger, key: str) -> bool:
    """Remove a key; whether there was one."""
    return bool(ledger.client.hdel(_KEYS, key))


def _read(key: str, told: str) -> Key:
    values = json.loads(told)
    scopes = frozenset(map(Scope, values.pop("scopes")))
    return Key(key, scopes=scopes, **values)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
