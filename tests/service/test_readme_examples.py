"""The examples of README.md do what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from running_service import MANUSCRIPT, Service

README = Path(__file__).parent.parent.parent / "README.md"


def test_the_examples_with_curl_work(service: Service, tmp_path: Path) -> None:
    examples = re.search(r"```sh\n(.*?GALLEY/api.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    tmp_path.joinpath("article.md").write_text(MANUSCRIPT, encoding="utf-8")
    script = re.sub(r"\bcurl -sS", "curl -sS --fail", f"set -eu\n{examples[1]}")
    subprocess.run(["bash", "-c", script], cwd=tmp_path, env={**os.environ, "GALLEY": service.url}, check=True)
    assert tmp_path.joinpath("article.xml").read_bytes().startswith(b"<?xml")
    assert json.loads(tmp_path.joinpath("validation.json").read_bytes())["files"]
    assert json.loads(tmp_path.joinpath("report.json").read_bytes())["conversions"]
