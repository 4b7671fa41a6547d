"""The tables of README.md are those of the code; `make readme` renews them."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

import converter
from converter.cli import build_parser
from converter.diagnostics import Kind, Severity
from converter.formats import formats
from converter.issue_rules import issue_rules
from converter.languages import LANGUAGES
from converter.readers import Reader
from converter.report import ConversionReport
from converter.rooms import members
from converter.rules import rules
from service.config import describe

PROJECT = Path(__file__).parent.parent
README = PROJECT / "README.md"
DEPENDENCY = re.compile(r'^    "([^">=\[]+)[^"]*",\s+# (.*)$', re.MULTILINE)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def sentence(module: ModuleType) -> str:
    """The first sentence of a module's docstring."""
    first = (module.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(first.split())


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(converter.__path__, "converter."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def kinds() -> list[Kind]:
    """Every kind of diagnostic, the gravest first."""
    found = {value for module in modules() for value in vars(module).values() if isinstance(value, Kind)}
    return sorted(found, key=lambda kind: (list(Severity).index(kind.severity), kind.code, kind.title))


def commands() -> Mapping[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    choices = next(each.choices for each in actions if isinstance(each, argparse._SubParsersAction))
    return dict(choices or {})


CHAPTERS = {
    "options": ("convert", "references", "citations"),
    "validation-options": ("validate", "rules"),
    "service-options": ("serve", "web", "worker", "batch", "keys", "probe", "purge"),
}
"""Table of options to the commands that its chapter is about."""


def test_every_command_has_its_chapter() -> None:
    assert sorted(name for names in CHAPTERS.values() for name in names) == sorted(commands())


def options_table(chapter: str) -> str:
    rows = []
    for name in CHAPTERS[chapter]:
        for action in commands()[name]._actions:
            if not isinstance(action, argparse._HelpAction):
                called = ", ".join(action.option_strings) or str(action.metavar)
                wanted = str(action.metavar or "\\|".join(action.choices or ())) if action.option_strings else ""
                shown = f"`{called} {wanted}`".replace(" `", "`") if action.nargs != 0 else f"`{called}`"
                rows.append((f"`{name}`", shown.replace("\\|", "/"), (action.help or "") % vars(action)))
    return table(("command", "argument", "what it does"), rows)


def formats_table() -> str:
    rooms = members("converter.readers", Reader)
    rows = [
        (name, " ".join(f"`{suffix}`" for suffix in reader.suffixes), sentence(_module("readers", name)))
        for name, reader in rooms.items()
    ]
    return table(("format", "files", "what is read"), rows)


def repairs_table() -> str:
    room = importlib.import_module("converter.repairs")
    names = [each.name for each in pkgutil.iter_modules(room.__path__) if not each.name.startswith("_")]
    return table(("repair", "what it mends"), [(name, sentence(_module("repairs", name))) for name in names])


def languages_table() -> str:
    rows = [(f"`{code}`", each.name, each.script, each.name_order) for code, each in sorted(LANGUAGES.items())]
    return table(("code", "language", "script", "names"), rows)


def journals_table() -> str:
    rows = []
    for file in sorted((PROJECT / "converter/journals").glob("[!_]*.toml")):
        titles = tomllib.loads(file.read_text(encoding="utf-8")).get("titles", {})
        rows.append((f"`{file.stem}`", " / ".join(titles.values())))
    return table(("name", "journal"), rows)


def diagnostics_table() -> str:
    rows = [(f"`{kind.code}`", kind.severity.value, kind.title) for kind in kinds()]
    return table(("code", "severity", "what it says"), rows)


def dependencies_table() -> str:
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    running, developing = text.split("[project.optional-dependencies]")
    rows = [(name, "running", why) for name, why in DEPENDENCY.findall(running)]
    rows += [(name, "developing", why) for name, why in DEPENDENCY.findall(developing)]
    return table(("package", "for", "why"), rows)


def settings_table() -> str:
    rows = [(f"`{name}`", f"`{default}`" if default else "", summary) for name, default, summary in describe()]
    return table(("variable", "default", "what it sets"), rows)


def report_table() -> str:
    schema = PROJECT.joinpath("schemas/report.schema.json").read_text(encoding="utf-8")
    names = [name for name in ConversionReport.__struct_fields__ if f'"{name}"' in schema]
    return table(("field", "what it holds"), [(f"`{name}`", REPORT_FIELDS[name]) for name in names])


REPORT_FIELDS = {
    "file": "the manuscript",
    "ok": "whether the article can be used: no error among the findings",
    "language": "main language of the article",
    "format": "what the manuscript was read as",
    "counts": "how many findings of each severity",
    "findings": "each with `code`, `severity`, `sentence`, `place`, `excerpt`, `before`, `after`, `facts`",
    "parts": "what was found of titles, contributors, abstracts, citations, references, ...: `count` and `values`",
    "places": "from an XML id to the lines of the manuscript it was made of",
    "account": "the conservation account: words in and out, repaired, dropped, lost, invented",
}

EXTRACTS = (
    (
        "002*.txt",
        r"Notable works.*?\[2020\]\.",
        "Letters of a lost Vietnamese font, lost hyphens, lines cut by a page:",
    ),
    ("000*.txt", r"On the Russian side.*?148—149.*?\]\.", "Citations, each linked to its reference:"),
)
"""Of which seed, what passage, and what there is to see in it."""


def extracts() -> str:
    """Passages of the seeds, as they are and as they become."""
    shown = []
    for pattern, passage, remark in EXTRACTS:
        (seed,) = (PROJECT / "seeds").glob(pattern)
        before = find_passage(passage, seed.read_text(encoding="utf-8"))
        after = find_passage(passage, converter.convert(seed).xml.decode())
        shown += [remark, "", "```text", *wrap(before), "```", "", "```xml", *wrap(after), "```", ""]
    return "\n".join(shown)


def find_passage(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    assert found, f"no passage {pattern}"
    return found[0]


def wrap(passage: str) -> list[str]:
    return [line for each in passage.splitlines() for line in textwrap.wrap(each, 120, break_on_hyphens=False)]


def rules_table() -> str:
    found = [*rules().values(), *issue_rules().values()]
    rows = [(f"`{each.code}`", each.severity.value, each.en.sentence.replace("<", "\\<")) for each in found]
    return table(("code", "severity", "what it says"), rows)


def validation_formats_table() -> str:
    rows = [(f"`{name}`", sentence(_module("formats", name))) for name in formats()]
    return table(("`--format`", "what is written"), rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "extracts": extracts,
    **{chapter: partial(options_table, chapter) for chapter in CHAPTERS},
    "formats": formats_table,
    "languages": languages_table,
    "journals": journals_table,
    "repairs": repairs_table,
    "diagnostics": diagnostics_table,
    "report": report_table,
    "rules": rules_table,
    "validation-formats": validation_formats_table,
    "settings": settings_table,
    "dependencies": dependencies_table,
}


def _module(room: str, name: str) -> ModuleType:
    return importlib.import_module(f"converter.{room}.{name.replace('-', '_')}")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_readme_is_that_of_the_code(name: str, accepting: bool) -> None:
    text = README.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    renewed, found = marks.subn(lambda mark: f"{mark[1]}{TABLES[name]()}\n{mark[2]}", text)
    assert found == 1, f"README.md has no place for the table of {name}"
    if accepting:
        README.write_text(renewed, encoding="utf-8")
    else:
        assert text == renewed


def test_a_code_has_one_meaning() -> None:
    codes = [kind.code for kind in kinds()]
    assert sorted(codes) == sorted(set(codes))


def test_a_code_is_a_name_in_kebab_case_and_its_title_a_sentence() -> None:
    for kind in kinds():
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", kind.code), kind.code
        assert kind.title[0].isupper() or kind.title[0] in "{“", kind
        assert kind.title.endswith((".", "?", "}")), kind


def test_every_target_of_the_readme_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README.read_text(encoding="utf-8"))) <= targets


def test_every_file_the_readme_links_is_there() -> None:
    linked = re.findall(r"\]\(([\w./-]+)\)", README.read_text(encoding="utf-8"))
    assert [name for name in linked if not (PROJECT / name).exists()] == []
