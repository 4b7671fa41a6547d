"""Commands of `galley`: one file is one command, named like it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from msgspec import Struct


class Command(Struct, frozen=True):
    """A command. `run` gives the exit code: 0 usable, 1 errors in the article, 2 no way to work.

    A module of this room imports at its head only what is light, for `galley --help` reads all.
    """

    summary: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    leaves_nothing: bool = False
    """Nothing is to be wound up when it has run: no thread, child or file of its own."""


class Misuse(Exception):
    """The command line asks for something impossible; the message says what and why."""
