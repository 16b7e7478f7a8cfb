"""Which file draws which view, by the view's name: neither panes nor views are imported before they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from screens.page import Page
from shopstock.desk.views.base import View

PANES: dict[str, str] = {
    "SellView": "sell",
    "UnitView": "find",
    "LotView": "find",
    "ProductView": "find_product",
    "ReceiptView": "find_papers",
    "PlaceView": "find_papers",
    "CustomerView": "find_papers",
    "ChoicesView": "find_papers",
    "CreditView": "credit",
    "ReceiveView": "receive",
    "ReturnView": "returns",
    "DatesView": "dates",
    "ChecksView": "checks",
    "CheckRecordView": "checks",
    "StockView": "stock",
    "ItemView": "item",
    "CashView": "cash",
    "ReportView": "cash_report",
    "ReceiptPaperView": "receipt_paper",
    "MenuView": "menu",
    "HelpView": "help",
    "VerifyView": "verify",
    "PrintsView": "prints",
    "StaffView": "staff",
    "RightsView": "staff",
    "SettingsView": "settings",
    "CustomersView": "customers",
    "LackingView": "lacking",
    "EndingView": "ending",
    "AheadView": "ahead",
    "BacktestView": "backtest",
    "ReorderView": "reorder",
    "ForecastView": "forecast",
    "CountView": "count",
    "ClaimsView": "claims",
    "ClaimView": "claims",
    "ScannerView": "scanner",
    "LabelsView": "labels",
    "ServicesView": "services",
    "BenchView": "bench",
    "WasteView": "waste",
    "LossesView": "losses",
    "MarkView": "marking",
}
# The panes that belong to a job itself; anything else is a look or a help over it.
HOME: dict[str, frozenset[str]] = {
    "sell": frozenset({"sell"}),
    "find": frozenset({"find", "find_product", "find_papers", "credit"}),
    "lot": frozenset({"find", "find_papers"}),
    "receive": frozenset({"receive"}),
    "return": frozenset({"returns"}),
    "dates": frozenset({"dates"}),
    "checks": frozenset({"checks"}),
    "stock": frozenset({"stock"}),
    "item": frozenset({"item"}),
    "cash": frozenset({"cash", "cash_report"}),
    "menu": frozenset({"menu"}),
    "verify": frozenset({"verify"}),
    "prints": frozenset({"prints"}),
    "settings": frozenset({"settings"}),
    "ending": frozenset({"ending"}),
    "ahead": frozenset({"ahead", "forecast"}),
    "backtest": frozenset({"backtest"}),
    "reorder": frozenset({"reorder"}),
    "lacking": frozenset({"lacking"}),
    "customers": frozenset({"customers"}),
    "count": frozenset({"count"}),
    "claim": frozenset({"claims"}),
    "scanner": frozenset({"scanner"}),
    "labels": frozenset({"labels"}),
    "services": frozenset({"services"}),
    "bench": frozenset({"bench"}),
    "waste": frozenset({"waste"}),
    "losses": frozenset({"losses"}),
    "mark": frozenset({"marking"}),
}


class Pane(Protocol):
    """A module of this package that draws views."""

    def page(self, view: View, width: int, /) -> Page:
        """The picture of a view in a pane of that width."""
        ...


def page_of(view: View, job: str, width: int) -> Page | None:
    """The page of a view; None for the empty view, which leaves the pane as it is."""
    name = PANES.get(type(view).__name__)
    if name is None:
        return None
    if job == "welcome" and name in ("menu", "find_papers"):
        name = "welcome"
    return cast(Pane, import_module(f"screens.{name}")).page(view, width)


def is_home(view: View, job: str) -> bool:
    """Does this view belong to the job itself, rather than being a look or a help over it?"""
    return job not in HOME or PANES.get(type(view).__name__) in HOME[job]
