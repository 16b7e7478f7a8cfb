"""What to order, and what not."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class ReorderRow:
    """One item. `advice` is order, less (than usual), enough (none, though it is low) or left (none, some will be
    left). `good` is neither held nor spoiled by its date; `per_week` how much sells, null where nobody knows."""

    n: int
    supplier: str
    sku: str
    name: str
    advice: str
    quantity: str
    usual: str | None
    on_hand: str
    good: str
    reorder_at: str | None
    per_week: str | None
    lasts: str | None
    cost: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReorderView(View):
    """The list by supplier, then what is not ordered; `cost` is what the orders cost together."""

    rows: list[ReorderRow]
    orders: int
    cost: str
