"""Item: a product being added or changed, one question at a time."""

from __future__ import annotations

from typing import cast

from screens.page import BLANK, Item, Line, Page, Piece, dim, filled, strong, text
from shopstock.desk.views.base import View
from shopstock.desk.views.item import ItemField, ItemView

_LABEL = 20


def page(view: View, _width: int) -> Page:
    """The fields so far, the open question among them."""
    item = cast(ItemView, view)
    body: list[Item] = []
    keep = None
    for field in item.fields:
        asking = field.name == item.asking
        if asking:
            keep = len(body)
        body.append(_field(field, asking))
        if asking:
            body += _question(item)
    last = min(len(body) - 1, (keep or 0) + len(item.choices) + 4)
    shown = None if keep is None else (keep, last)
    start = next(
        (n for n, row in enumerate(body) if isinstance(row, Line) and row.entry and row.indent > 4), None
    )
    return Page(tuple(body), head=(_head(item), BLANK), keep=shown, start=start)


def _head(item: ItemView) -> Line:
    name = strong(item.name) if item.name else dim("a new product")
    state = filled("SAVED", "good") if item.saved else dim("not saved yet")
    return Line((name, dim(f"  {item.sku or ''}")), (state,))


def _field(field: ItemField, asking: bool) -> Line:
    value = Piece(field.value, "strong") if field.value else dim("–" if not asking else "")
    label = Piece(field.label.ljust(_LABEL), "accent" if asking else "dim", bold=asking)
    return Line((label, Piece("  "), value), (dim(field.help),), sign="▸" if asking else "")


def _question(item: ItemView) -> list[Item]:
    lines: list[Item] = []
    if item.question:
        lines.append(Line((Piece(item.question, "ask", bold=True),), indent=4))
    for choice in item.choices:
        number = Piece(f"{choice.n:>3}", "accent", bold=True)
        lines.append(
            Line(text(number, "  ", choice.label), (dim(choice.code or ""),), entry=str(choice.n), indent=5)
        )
    if lines:
        lines.append(BLANK)
    return lines
