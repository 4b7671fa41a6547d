"""A program of the service alone: `python -m service web|worker`.

What a worker forks does not import this module again, as it would any other that is run.
"""

import sys
from importlib import import_module

if __name__ == "__main__":
    import_module(f"service.{sys.argv[1]}").main()
