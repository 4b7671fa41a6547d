"""What CI systems take from the repository: the hook of pre-commit, really run, and the GitHub action."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jats import article

from converter.cli import build_parser

PROJECT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
HOOK = PROJECT / ".pre-commit-hooks.yaml"
CONFIG = """repos:
- repo: {hooks}
  rev: {revision}
  hooks:
  - id: galley-validate
    language: system
"""


def git(folder: Path, *words: str) -> str:
    names = {f"GIT_{who}_{what}": "hill@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder, env=os.environ | names, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def commit_all(folder: Path) -> str:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Issue 4 (2)")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A repository of a journal whose commits are checked by the hook of this one."""
    hooks, folder = tmp_path / "hooks", tmp_path / "journal"
    hooks.mkdir()
    folder.mkdir()
    (hooks / HOOK.name).write_bytes(HOOK.read_bytes())
    config = CONFIG.format(hooks=hooks, revision=commit_all(hooks))
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (folder / "1.xml").write_bytes(article())
    (folder / "notes.txt").write_text("no XML", encoding="utf-8")
    return folder


def run_hook(folder: Path) -> subprocess.CompletedProcess[str]:
    commit_all(folder)
    settings = {"PRE_COMMIT_HOME": str(folder.parent / "cache"), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [str(BIN / "pre-commit"), "run", "--all-files", "--color", "never"]
    return subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False)


def test_pre_commit_lets_a_sound_article_pass(journal: Path) -> None:
    done = run_hook(journal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"galley validate\.+Passed", done.stdout)


def test_pre_commit_stops_an_article_with_errors(journal: Path) -> None:
    (journal / "2.xml").write_bytes(article(("2049-3630", "2049-3631"), number=2))
    done = run_hook(journal)
    assert done.returncode == 1
    assert "2.xml:8:1: error issn-check-digit: The ISSN 2049-3631 has a wrong check digit." in done.stdout


def commands_in(text: str) -> list[str]:
    return re.findall(r"galley validate[^\n`]*", text)


@pytest.mark.parametrize("name", [".pre-commit-hooks.yaml", "action.yml"])
def test_the_options_that_ci_uses_are_there(name: str) -> None:
    found = commands_in((PROJECT / name).read_text(encoding="utf-8"))
    assert found
    for command in found:
        words = re.sub(r'"\$\w+"', "error", re.sub(r" \$\w+", "", command)).split()[1:]
        words = ["en" if before == "--lang" else word for before, word in zip(["", *words], words, strict=False)]
        assert build_parser().parse_args([*words, "a.xml"]).paths


def test_the_action_gives_its_inputs_by_the_environment_alone() -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "what a user writes must not become a program"
        for value in step.get("env", {}).values():
            given = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            assert given
            assert given[1] in action["inputs"]


def test_the_action_keeps_to_its_schema() -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(PROJECT / "action.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
