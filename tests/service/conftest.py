"""One running service for all tests that do not hurt it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running_service import Service, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("service")) as started:
        yield started
