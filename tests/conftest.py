"""What every test may use: `--accept` renews expectations, which people then read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import Case, renew

PROJECT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files with what comes out now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--accept") and os.environ.get("CI"):
        raise pytest.UsageError("--accept rewrites expectations: not in CI, where nobody reads them")


@pytest.fixture(scope="session")
def accepting(pytestconfig: pytest.Config) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(pytestconfig.getoption("--accept"))


@pytest.fixture
def expect(accepting: bool) -> Callable[[str, Path], None]:
    """`expect(text, file)`: the file holds just this text; `--accept` makes it so."""

    def compare(text: str, file: Path) -> None:
        if accepting:
            file.write_text(text, encoding="utf-8")
        assert text == (file.read_text(encoding="utf-8") if file.exists() else "")

    return compare


@pytest.fixture
def expect_case(accepting: bool) -> Callable[[Case, str], None]:
    """`expect_case(case, outcome)`: a case of a text file holds; `--accept` makes it so."""

    def compare(case: Case, outcome: str) -> None:
        if accepting and outcome != case.expected:
            renew(case, outcome)
        else:
            assert outcome == case.expected

    return compare
