"""What waits to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopstock.desk.views.base import View

PrintState = Literal["waiting", "sending", "unsure", "held"]


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A paper that waits. `state` held is of an earlier day and waits for a word; unsure may have come out. `since` is
    when it was made, `why` what the printer said last, `printer` its address as the setting has it."""

    n: int
    paper: str
    kind: str
    state: PrintState
    since: str
    why: str
    printer: str
    copies: int
    tries: int


@dataclass(frozen=True, slots=True)
class PrintsView(View):
    """The queue of this till, oldest first; `receipts` and `labels` are its printers."""

    rows: list[PrintRow]
    receipts: str
    labels: str
