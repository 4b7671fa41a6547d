"""A wheel built from a fresh checkout brings the schemas too: npm fetches what is pinned and not there yet."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemasHook(BuildHookInterface):
    """Runs `npm ci` in `schemas` before a wheel is built, where that has not been done."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the schemas, unless they are there or the installation is an editable one."""
        folder = Path(self.root) / "schemas"
        if version == "editable" or (folder / "node_modules/@jats4r/schematrons").is_dir():
            return
        try:
            subprocess.run(["npm", "ci", "--silent", "--omit=dev", "--ignore-scripts"], cwd=folder, check=True)
        except FileNotFoundError as trouble:
            raise RuntimeError("Node.js with npm is needed to fetch the JATS DTDs for the wheel") from trouble
