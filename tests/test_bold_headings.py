"""Headings that only their look tells, and what only looks like one."""

from __future__ import annotations

import pytest
from block_lines import show
from casefile import Case, cases

from converter.diagnostics import Diagnostic
from converter.readers import read
from converter.repairs.bold_headings import mend

CASES = cases("repairs/bold_headings.txt")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_lines_become_headings(case: Case) -> None:
    found: list[Diagnostic] = []
    manuscript = mend(found.append, read(found.append, case.input.encode(), "article.md"))
    assert show(manuscript.blocks) == case.expected
