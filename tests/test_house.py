"""The house keeps its order: who may import whom, one member a file, examples for every member."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from wordfreq import zipf_frequency

from converter.rooms import members

PROJECT = Path(__file__).parent.parent
CODE = PROJECT / "converter"

CODE_ROOMS = {"readers", "repairs", "parts", "writers", "rules", "issue_rules", "formats", "commands"}
"""Folders where one module is one member; a name that starts with an underscore is shared by the members."""
DATA_ROOMS = {"languages", "journals"}
"""Folders where one TOML file is one member."""
ROOMS = CODE_ROOMS | DATA_ROOMS | {"styles"}
MODELS = {
    "diagnostics": set[str](),
    "rooms": set[str](),
    "manuscript": {"diagnostics"},
    "nodes": {"diagnostics", "manuscript"},
    "article": {"diagnostics", "manuscript", "nodes"},
}
"""The models, and all that each may import."""
SHOPFRONT = {"cli", "__main__", "commands", "batches", "listings", "report"}
"""What stands before the door: it imports the door, and nothing behind it imports it."""
SHOWN = ("", "report")
"""What the door shows of the shopfront, and looks up only when it is asked for."""
CHECKING = {"validation", "inspections"}
"""The layers through which finished XML goes: they apply the rooms of rules."""
UNDERSTANDING = {"pipeline", "understanding"}
"""The road through the rooms: it names the parts in their order."""
KNOWN_TO_ALL = {"languages"}
"""Rooms whose door even the modules outside of rooms may use: words are needed everywhere."""


@functools.cache
def imports(file: Path) -> tuple[str, ...]:
    """The modules below `converter` that a file imports, without that prefix; "" is the door."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "converter":
            found += [_name_import(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] == "converter"]
    return tuple(name.removeprefix("converter").removeprefix(".") for name in found)


def _name_import(module: str, name: str) -> str:
    """`from converter.parts import titles` imports a module, `... import Label` a name."""
    path = PROJECT.joinpath(*module.split("."), name)
    return f"{module}.{name}" if path.is_dir() or path.with_suffix(".py").is_file() else module


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(CODE.rglob("*.py")):
        parts = file.relative_to(CODE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), file


EVERYWHERE = [
    (".".join(file.relative_to(PROJECT).with_suffix("").parts), file)
    for folder in (CODE, PROJECT / "service")
    for file in sorted(folder.rglob("*.py"))
]
"""All modules of the project, those of the service too."""


def members_of(room: str) -> list[str]:
    suffix = ".toml" if room in DATA_ROOMS else ".py"
    names = (path.stem for path in (CODE / room).iterdir() if path.suffix == suffix or is_package(path))
    return sorted({name for name in names if not name.startswith("_")})


def is_package(path: Path) -> bool:
    return (path / "__init__.py").is_file()


@pytest.mark.parametrize(("name", "file"), list(modules()), ids=[name or "door" for name, _ in modules()])
def test_imports_go_down_only(name: str, file: Path) -> None:
    top = name.split(".")[0]
    for target in imports(file):
        wanted = target.split(".")[0]
        here = f"{name} imports {target or 'the door'}"
        if top in MODELS:
            assert wanted in MODELS[top], here
        if (wanted in SHOPFRONT and (name, target) != SHOWN) or target == "":
            assert top in SHOPFRONT, f"{here}, which stands above it"
        if wanted == "pipeline":
            assert name == "", f"{here}: only the door may"
        if wanted in ROOMS - KNOWN_TO_ALL - {top}:
            assert top in ROOMS | SHOPFRONT | UNDERSTANDING | CHECKING | {"", "links"}, f"{here}, a room above it"


@pytest.mark.parametrize(("name", "file"), list(modules()), ids=[name or "door" for name, _ in modules()])
def test_a_member_of_a_room_knows_no_other_member(name: str, file: Path) -> None:
    room, _, member = name.partition(".")
    for target in imports(file):
        wanted, _, inside = target.partition(".")
        if wanted not in ROOMS or not inside:
            continue
        if wanted == room:
            if room not in CODE_ROOMS:
                continue
            shared = inside.startswith("_") or not member or member.startswith("_")
            assert shared or inside.split(".")[0] == member.split(".")[0], f"{name} imports its neighbour {target}"
        else:
            assert name in UNDERSTANDING, f"{name} reaches past the door of {wanted} to {inside}"


def test_the_service_knows_the_door_alone() -> None:
    service = PROJECT / "service"
    for file in service.rglob("*.py"):
        known = {"", "commands"} if file.is_relative_to(service / "commands") else {""}
        assert set(imports(file)) <= known, file


@pytest.mark.parametrize(
    ("room", "kind"),
    [
        ("readers", "Reader"),
        ("rules", "Rule"),
        ("issue_rules", "IssueRule"),
        ("formats", "Format"),
        ("commands", "Command"),
    ],
)
def test_one_file_of_a_room_is_one_member(room: str, kind: str) -> None:
    door = __import__(f"converter.{room}", fromlist=[kind])
    assert set(members(f"converter.{room}", getattr(door, kind, type))) == {
        m.replace("_", "-") for m in members_of(room)
    }


@pytest.mark.parametrize(
    ("room", "member"),
    [(room, member) for room in ("readers", "repairs", "languages") for member in members_of(room)],
)
def test_every_member_of_a_room_has_examples(room: str, member: str) -> None:
    tests = PROJECT / "tests"
    assert [*tests.glob(f"{room}/{member}*"), *tests.glob(f"test_{member}.py")]


@pytest.mark.parametrize(("name", "file"), EVERYWHERE, ids=[name for name, _ in EVERYWHERE])
def test_files_and_functions_stay_short(name: str, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, f"{name} is long: split it"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{name}.{node.name} is long: split it"


def test_what_is_imported_is_declared() -> None:
    declared = {_distribution(each) for each in _project()["dependencies"]}
    owners = packages_distributions()
    for name, file in EVERYWHERE:
        for package in _foreign(file):
            distributions = {_distribution(each) for each in owners.get(package, [package])}
            assert distributions & declared, f"{name} imports {package}, which pyproject.toml does not declare"


def _project() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def _distribution(requirement: str) -> str:
    return re.split(r"[\[<>=~!; ]", requirement)[0].lower().replace("_", "-")


def _foreign(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"converter", "service"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True)
    return [PROJECT / name for name in listed.stdout.decode().split("\0") if name and (PROJECT / name).is_file()]


def test_no_file_names_the_address_of_a_package_registry() -> None:
    addresses = re.compile(rb"py[p]i[.]org|python[h]osted[.]org|[r]egistry[.]npmjs|npm[r]egistry|deb[.]debian[.]org")
    assert [file for file in _tracked() if addresses.search(file.read_bytes())] == []


def test_the_top_level_holds_what_belongs_there() -> None:
    rooms = {"converter", "service", "schemas", "seeds", "tests", ".ci"}
    files = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "docker-compose.yml", ".gitignore"}
    locks = {"requirements.txt", "requirements-dev.txt", "requirements-uv.txt"}
    hooks = {"action.yml", ".pre-commit-hooks.yaml"}
    assert {file.relative_to(PROJECT).parts[0] for file in _tracked()} <= rooms | files | locks | hooks


LONG_NAME = re.compile(r"\b[^\W\d_]{4,}")
KNOWN_WORD = 2.6
"""Zipf frequency from which a name may stand in code and data: Nguyen, Moscow."""
LANGUAGES = ("en", "ru", "vi", "pt")
TERMS = {"orcid"}


def test_no_code_or_data_knows_the_names_in_the_seeds() -> None:
    seeds = " ".join(file.read_text(encoding="utf-8") for file in sorted((PROJECT / "seeds").glob("0*")))
    printed = {word.lower() for word in LONG_NAME.findall(seeds)} - TERMS
    rare = {word for word in printed if max(zipf_frequency(word, code) for code in LANGUAGES) < KNOWN_WORD}
    files = [*CODE.rglob("*.py"), *CODE.rglob("*.toml")]
    for file in files:
        names = {word.lower() for word in LONG_NAME.findall(file.read_text(encoding="utf-8")) if word[0].isupper()}
        assert not names & rare or file.parent.name == "journals", f"{file} knows {sorted(names & rare)}"
