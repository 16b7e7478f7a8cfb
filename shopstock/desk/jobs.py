"""The modes of the desk: one for each job, under the job's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopstock.desk.dates import DatesMode
from shopstock.desk.find import FindMode
from shopstock.desk.item import ItemMode
from shopstock.desk.menu import HelpMode, MenuMode
from shopstock.desk.mode import Mode
from shopstock.desk.receive import ReceiveMode
from shopstock.desk.returns import ReturnMode
from shopstock.desk.sell import SellMode
from shopstock.desk.stock import StockMode

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

MODES = (SellMode, FindMode, ReceiveMode, ReturnMode, DatesMode, StockMode, ItemMode, MenuMode, HelpMode)


def make_modes(desk: Desk) -> dict[str, Mode[Any]]:
    """Every mode of a desk by its job."""
    return {kind.job: kind(desk) for kind in MODES}
