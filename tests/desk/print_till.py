"""A till that sells and prints until it is killed: `python -m tests.desk.print_till SHOP HOUR`.

It says on standard output where it is, right before the next step, so that whoever reads along can kill it there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopstock.desk.desk import Desk
from shopstock.jobs import printing
from shopstock.jobs.print_worker import Worker
from shopstock.jobs.printers_net import Net
from tests import shops

SALES = 8
STEPS = ("sold", "prepared", "marked", "put", "sending", "sent", "heard")


def say(word: str) -> None:
    """Where this till is."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def told(function: Callable[..., Any], before: str = "", after: str = "") -> Callable[..., Any]:
    """The function, with a word before it and one after it."""

    def tells(*given: Any, **named: Any) -> Any:
        if before:
            say(before)
        try:
            return function(*given, **named)
        finally:
            if after:
                say(after)

    return tells


def main(shop: Path, hour: int) -> None:
    """Sell, look, and let the printer answer, at that hour of the Sunday."""
    printing.mark_sending = told(printing.mark_sending, "prepared", "marked")
    Worker.put = told(Worker.put, after="put")  # type: ignore[method-assign]
    Net.send = told(Net.send, "sending", "sent")  # type: ignore[method-assign]
    with shops.on(shops.SUNDAY.isoformat(), hour), shops.opened(shop) as session:
        desk = Desk(session)
        for _ in range(SALES):
            desk.enter("CAB")
            assert desk.enter(":finish").id == "sell.paid"
            say("sold")
            desk.background()
            desk.printing.wait(2)
            say("heard")
            desk.background()
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
