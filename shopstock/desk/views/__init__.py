"""What the screen draws: frozen values, ready for JSON, and a public interface.

Money and quantities are decimal strings, days ISO dates, instants ISO with offset, row numbers and
`days_left` integers; what is absent is None. Fields are only ever added.
"""

from shopstock.desk.views.base import Choice, LineState, Paid, View, Warranty
from shopstock.desk.views.dates import DatesRow, DatesView
from shopstock.desk.views.find import (
    ChoicesView,
    CustomerView,
    FindView,
    HistoryRow,
    LotView,
    Owned,
    PlaceQuantity,
    PlaceRow,
    PlaceView,
    ProductLot,
    ProductUnit,
    ProductView,
    ReceiptView,
    UnitSale,
    UnitView,
)
from shopstock.desk.views.frame import Aside, Fact, Frame, Section, Tone
from shopstock.desk.views.item import ItemField, ItemView
from shopstock.desk.views.menu import HelpView, MenuRow, MenuView
from shopstock.desk.views.receive import ReceiveLine, ReceiveView
from shopstock.desk.views.returns import EarlierReturn, ReturnLine, ReturnStep, ReturnView
from shopstock.desk.views.sell import OpenQuestion, SellLine, SellView
from shopstock.desk.views.stock import StockRow, StockView

__all__ = [
    "Aside",
    "Choice",
    "ChoicesView",
    "CustomerView",
    "DatesRow",
    "DatesView",
    "EarlierReturn",
    "Fact",
    "FindView",
    "Frame",
    "HelpView",
    "HistoryRow",
    "ItemField",
    "ItemView",
    "LineState",
    "LotView",
    "MenuRow",
    "MenuView",
    "OpenQuestion",
    "Owned",
    "Paid",
    "PlaceQuantity",
    "PlaceRow",
    "PlaceView",
    "ProductLot",
    "ProductUnit",
    "ProductView",
    "ReceiptView",
    "ReceiveLine",
    "ReceiveView",
    "ReturnLine",
    "ReturnStep",
    "ReturnView",
    "Section",
    "SellLine",
    "SellView",
    "StockRow",
    "StockView",
    "Tone",
    "UnitSale",
    "UnitView",
    "View",
    "Warranty",
]
