"""`python -m converter` is `galley`."""

import sys

from converter.cli import main

sys.exit(main())
