"""The process in which a watch lets the checks run: `python -m shopstock.jobs.watched`, for no one to type.

The shop is named by SHOPSTOCK_SHOP, since a command line can be read by everybody on the machine. It takes the lowest
priority, only reads, and is gone as soon as its standard input ends, however its parent went.
"""

from __future__ import annotations

import json
import os
import sys
import threading

from shopstock.refusal import Refusal

SHOP_VARIABLE = "SHOPSTOCK_SHOP"


def main() -> int:
    """One JSON object on standard output: the report, or `refused` with a sentence."""
    if hasattr(os, "nice"):
        os.nice(19)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    from shopstock.jobs.verify import (
        as_json,
        verify_beside,
    )  # the priority comes first: imports are work, too

    try:
        said = as_json(verify_beside(os.environ[SHOP_VARIABLE]))
    except Refusal as refused:
        said = {"refused": refused.text}
    sys.stdout.write(json.dumps(said))
    return 0


def _end_with_the_parent() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when the interpreter ends
        pass
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
