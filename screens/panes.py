"""Which file draws which view. A pane is imported when it is first needed, so that the start stays short."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from screens.page import Page
from shopstock.desk import views
from shopstock.desk.views import View

PANES: dict[type[View], str] = {
    views.SellView: "sell",
    views.UnitView: "find",
    views.LotView: "find",
    views.ProductView: "find_product",
    views.ReceiptView: "find_papers",
    views.PlaceView: "find_papers",
    views.CustomerView: "find_papers",
    views.ChoicesView: "find_papers",
    views.ReceiveView: "receive",
    views.ReturnView: "returns",
    views.DatesView: "dates",
    views.StockView: "stock",
    views.ItemView: "item",
    views.MenuView: "menu",
    views.HelpView: "help",
}
HOME: dict[str, type[View]] = {
    "sell": views.SellView,
    "find": views.FindView,
    "receive": views.ReceiveView,
    "return": views.ReturnView,
    "dates": views.DatesView,
    "stock": views.StockView,
    "item": views.ItemView,
    "menu": views.MenuView,
}


class Pane(Protocol):
    """A module of this package that draws views."""

    def page(self, view: View, width: int, /) -> Page:
        """The picture of a view in a pane of that width."""
        ...


def page_of(view: View, job: str, width: int) -> Page | None:
    """The page of a view; None for the empty view, which leaves the pane as it is."""
    name = PANES.get(type(view))
    if name is None:
        return None
    if job == "welcome" and isinstance(view, (views.MenuView, views.ChoicesView)):
        name = "welcome"
    return cast(Pane, import_module(f"screens.{name}")).page(view, width)


def is_home(view: View, job: str) -> bool:
    """Does this view belong to the job itself, rather than being a look or a help over it?"""
    return isinstance(view, HOME.get(job, View))
