"""The command line: `galley COMMAND ...`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from converter.commands import Command, Misuse
from converter.rooms import member, names

DESCRIPTION = "Galley turns journal manuscripts into JATS XML that an editor can publish."
EXIT_CODES = (
    "exit codes: 0 the output is usable, 1 the article has errors, 2 the input cannot be read or the usage is wrong"
)
ROOMS = ("converter.commands", "service.commands")
"""Where commands are: those of the converter, and those of the service, which stands before its door."""


class _Version(argparse.Action):
    """Prints the version; looks it up only when asked, for that takes a while."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib.metadata import version

        print("galley", version("galley"))
        parser.exit()


def build_parser(asked: str = "") -> argparse.ArgumentParser:
    """The parser with every command of the rooms of commands, or with the one that is `asked` for alone."""
    parser = argparse.ArgumentParser("galley", description=DESCRIPTION, epilog=EXIT_CODES)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    rooms = {name: room for room in ROOMS for name in names(room)}
    for name in [asked] if asked in rooms else sorted(rooms):
        command = member(rooms[name], name, Command)
        below = commands.add_parser(name, help=command.summary, description=command.summary, epilog=EXIT_CODES)
        command.add_arguments(below)
        below.set_defaults(run=command.run, parser=below, leaves_nothing=command.leaves_nothing)
    return parser


def run() -> int:
    """`galley` as a process: what it holds goes back as a whole, for to take it apart lasts a tenth of a conversion."""
    asked = _read(sys.argv[1:])
    code = _obey(asked)
    if asked.leaves_nothing:
        os._exit(code)  # standard output was flushed; standard error is at every line
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `galley` with the words of the command line; gives the exit code."""
    return _obey(_read(sys.argv[1:] if arguments is None else arguments))


def _read(words: Sequence[str]) -> argparse.Namespace:
    return build_parser(next(iter(words), "")).parse_args(words)


def _obey(asked: argparse.Namespace) -> int:
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
        return code
    except Misuse as misuse:
        below: argparse.ArgumentParser = asked.parser
        below.error(str(misuse))
    except BrokenPipeError:
        # Whoever read our output has gone: say nothing, not even when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
