"""Losses: what a period cost, and what markdowns brought."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class LossRow:
    """Waste of one product, lot, supplier or reason. `quantity` is null where measures differ, `code` where nothing
    finds it again; `uncosted` of its `count` movements had no cost. `share` is percent of all waste."""

    n: int
    label: str
    code: str | None
    quantity: str | None
    count: int
    uncosted: int
    cost: str
    share: str | None


@dataclass(frozen=True, slots=True)
class LossSum:
    """One way out of the shop: `what` waste, charity, staff or supplier; `percent` is of sales, null without sales."""

    what: str
    cost: str
    count: int
    uncosted: int
    percent: str | None


@dataclass(frozen=True, slots=True)
class LossesView(View):
    """`by` is product, lot, supplier or reason. `saved` is what marked-down lots brought, `saved_list` what they would
    have at the list price, `saved_wasted` the cost of what of them was thrown away all the same."""

    first: str
    last: str
    by: str
    sales: str
    sums: list[LossSum]
    rows: list[LossRow]
    saved: str
    saved_list: str
    saved_wasted: str
    saved_lines: int
