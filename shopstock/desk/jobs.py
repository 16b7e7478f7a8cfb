"""The modes of the desk: one for each job, under the job's name, each loaded when it is first opened.

Loading all of them would be half of the time until the first key is echoed.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from shopstock.desk.mode import Mode

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

# job -> module of this package and its mode
MODES = {
    "sell": ("sell", "SellMode"),
    "find": ("find", "FindMode"),
    "lot": ("lot", "LotMode"),
    "receive": ("receive", "ReceiveMode"),
    "return": ("returns", "ReturnMode"),
    "dates": ("dates", "DatesMode"),
    "checks": ("checks", "ChecksMode"),
    "stock": ("stock", "StockMode"),
    "item": ("item", "ItemMode"),
    "cash": ("cash", "CashMode"),
    "menu": ("menu", "MenuMode"),
    "help": ("menu", "HelpMode"),
    "verify": ("verify", "VerifyMode"),
    "count": ("count", "CountMode"),
    "scanner": ("scanner", "ScannerMode"),
    "prints": ("prints", "PrintsMode"),
    "labels": ("labels", "LabelsMode"),
    "ending": ("ending", "EndingMode"),
    "ahead": ("ahead", "AheadMode"),
    "backtest": ("backtest", "BacktestMode"),
    "reorder": ("reorder", "ReorderMode"),
    "lacking": ("lacking", "LackingMode"),
    "customers": ("customers", "CustomersMode"),
    "settings": ("settings", "SettingsMode"),
    "services": ("services", "ServicesMode"),
    "claim": ("claims", "ClaimMode"),
    "bench": ("bench", "BenchMode"),
    "waste": ("waste", "WasteMode"),
    "losses": ("losses", "LossesMode"),
    "mark": ("marking", "MarkMode"),
}


class Modes:
    """The modes of one desk by their jobs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, Mode[Any]] = {}
        self._first: dict[str, tuple[Any, list[Any]]] = {}

    def __getitem__(self, job: str) -> Mode[Any]:
        """The mode of a job, with what was kept open in it; loaded now if this is the first time."""
        mode = self._made.get(job)
        if mode is None:
            module, name = MODES[job]
            mode = getattr(import_module(f"shopstock.desk.{module}"), name)(self._desk)
            self._made[job] = mode
            self._desk.bring_back(mode)
            self._first[job] = (mode.state, mode.earlier)
        return mode

    def made(self) -> Iterator[tuple[str, Mode[Any]]]:
        """The jobs that were opened so far."""
        return iter(tuple(self._made.items()))

    def first(self, job: str) -> tuple[Any, list[Any]]:
        """The state a job had when it was first opened here, and its list of earlier ones."""
        return self._first[job]
