"""Find: the passport of a unit."""

from __future__ import annotations

from datetime import date

from screens.figures import day, gauge, money
from screens.find_bench import bench_lines
from screens.find_covers import WIDE, cover_lines
from screens.find_owners import owner_lines
from screens.find_parts import HISTORY, history, state_word
from screens.page import (
    BLANK,
    Heads,
    Item,
    Line,
    Page,
    Piece,
    Pieces,
    dim,
    facts,
    filled,
    strong,
    text,
)
from shopstock.desk.views.find import UnitView
from shopstock.text import at_place

# So many facts leave room for a story below them, in 24 lines and in 40; of more only the first stay above it.
ROOM, WIDE_ROOM, STAYS = 10, 24, 3


def unit_page(unit: UnitView, width: int) -> Page:
    """A unit: what it is, where it is, what covers it, its sale, its story."""
    head: list[Item] = [
        Line((strong(unit.name), *_attributes(unit.attributes)), (dim("serial "), strong(unit.serial))),
        Line(
            (
                state_word(unit.state),
                Piece("  "),
                *facts(
                    ("", Piece(unit.hold_reason, "ask") if unit.hold_reason else None),
                    ("", at_place(unit.place) if unit.place and unit.state != "sold" else None),
                    ("lot", unit.lot),
                    ("SKU", unit.sku),
                ),
            ),
            facts(("price", money(unit.price)), ("cost", money(unit.cost))),
        ),
        _warranty(unit, width),
    ]
    if unit.vin:
        told = facts(
            ("made by", strong(unit.vin.maker) if unit.vin.maker else None),
            ("in", unit.vin.country),
            ("model year", str(unit.vin.year) if unit.vin.year else None),
        )
        head.insert(1, Line(told if told else (dim("the VIN tells no maker"),)))
    if unit.sale:
        sale = unit.sale
        head.append(
            Line(
                facts(
                    ("sold", day(sale.sold_on)),
                    ("to", strong(sale.customer) if sale.customer else dim("no name")),
                    ("for", Piece(money(sale.price), "good")),
                    ("receipt", sale.receipt),
                )
            )
        )
    head += [*cover_lines(unit, width), *bench_lines(unit)]
    head += owner_lines(unit)
    story = tuple(history(unit.history))
    if len(head) > (ROOM if width < WIDE else WIDE_ROOM):
        facts_above = (*head[STAYS:], BLANK, Heads(HISTORY))
        return Page((*facts_above, *story), head=tuple(head[:STAYS]), start=len(facts_above))
    return Page(story, head=(*head, BLANK), columns=HISTORY)


def _attributes(attributes: dict[str, str]) -> Pieces:
    return tuple(dim(f"  {value}") for value in attributes.values())


def _warranty(unit: UnitView, width: int) -> Line:
    warranty, sold_on = unit.warranty, unit.sale.sold_on if unit.sale else None
    if warranty.status == "none":
        return Line((dim("no warranty"),))
    if warranty.status == "not_started":
        waits = next((each.waits_for for each in unit.covers if each.waits_for), None)
        begins = f"the day of its {waits}" if waits and waits != "sale" else "the day it is sold"
        return Line((filled("WARRANTY", "dim"), dim(f"  starts on {begins}")))
    if warranty.status == "lifetime":
        return Line(text(filled("WARRANTY IN", "good"), "  for its lifetime"))
    until, left = day(warranty.until, always_year=True), warranty.days_left or 0
    if warranty.status == "over":
        return Line(text(filled("WARRANTY OVER", "stop"), f"  since {until}, {-left} days ago"))
    share = left / max(1, _span(sold_on, warranty.until) or left or 1)
    bar = gauge(share, min(24, max(8, width // 5)), "good")
    return Line(
        (filled("WARRANTY IN", "good"), Piece("  "), *bar, *text(f"  {left} days left", dim(f", to {until}")))
    )


def _span(since: str | None, until: str | None) -> int:
    try:
        return (date.fromisoformat(until or "") - date.fromisoformat(since or "")).days
    except ValueError:
        return 0
