"""`python -m converter` is `galley`."""

import sys

from converter.cli import run

sys.exit(run())
