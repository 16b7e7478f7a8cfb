"""`python -m shopstock` is the same as `shopstock`."""

from __future__ import annotations

import sys

from shopstock.cli import main

if __name__ == "__main__":
    sys.exit(main())
