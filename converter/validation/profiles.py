"""The journal layer: what one journal asks of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converter.remarks import Remark
from converter.rules import Hit
from converter.views import View


class ProfileBroken(Exception):
    """The file of a journal cannot be read; the message says why."""


def load_profile(journal: str) -> Profile:
    """."""
    return Profile()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a journal asks."""

    schematron: Path | None = None


def check_profile(article: View, profile: Profile) -> Iterator[tuple[Remark, Hit]]:
    """What an article lacks of it."""
    return iter(())
