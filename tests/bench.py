"""Speed and memory of Galley, beside what others need for the same files in the same run.

`make bench` runs it all, `make bench PART="convert validate"` some parts of it. It measures and
judges nothing: a number is worth only what the machine was doing meanwhile.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

import bench_conversion
import bench_formats
import bench_references
import bench_service
import bench_validation
from measuring import cores, show

PARTS = {
    "convert": bench_conversion.measurements,
    "formats": bench_formats.measurements,
    "validate": bench_validation.measurements,
    "references": bench_references.measurements,
    "unseen": bench_references.unseen_measurements,
    "service": bench_service.measurements,
}


def main(asked: Sequence[str]) -> int:
    """Run one part that is asked for, or several, each in a process of its own: what one loads is no other's."""
    if unknown := set(asked) - PARTS.keys():
        print(f"no part {', '.join(sorted(unknown))}: there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    if len(asked) == 1:
        show(PARTS[asked[0]]())
        return 0
    start = time.perf_counter()
    print(f"{cores()} cores", flush=True)
    for name in asked or PARTS:
        subprocess.run([sys.executable, __file__, name], check=True)
    print(f"\n{time.perf_counter() - start:.0f} seconds in all", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
