"""Speed and memory of Galley, beside what others need for the same files in the same run.

`make bench` runs it all, `make bench PART="convert validate"` some parts of it. It measures and
judges nothing: a number is worth only what the machine was doing meanwhile.
"""

from __future__ import annotations

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
    """Run the parts that are asked for, or all of them."""
    if unknown := set(asked) - PARTS.keys():
        print(f"no part {', '.join(sorted(unknown))}: there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    start = time.perf_counter()
    print(f"{cores()} cores", flush=True)
    for name in asked or PARTS:
        show(PARTS[name]())
    print(f"\n{time.perf_counter() - start:.0f} seconds in all", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
