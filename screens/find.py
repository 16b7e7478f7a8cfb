"""Find: the passport of a unit, the life of a lot."""

from __future__ import annotations

from datetime import date

from screens.figures import date_kind, day, gauge, moment, money, number, printed
from screens.page import (
    BLANK,
    Column,
    Heads,
    Item,
    Line,
    Page,
    Piece,
    Pieces,
    Row,
    code,
    dim,
    facts,
    filled,
    strong,
    text,
)
from shopstock.desk.views.base import View, Warranty
from shopstock.desk.views.find import HistoryRow, LotView, UnitView
from shopstock.desk.views.frame import Tone

STATE_TONES: dict[str, Tone] = {
    "in_stock": "accent",
    "sold": "plain",
    "held": "ask",
    "recalled": "stop",
    "stolen": "stop",
    "binned": "dim",
    "in_repair": "ask",
    "at_supplier": "dim",
}
SOON_DAYS = 7
_HISTORY = (
    Column("When", 15, tone="dim"),
    Column("What", 13),
    Column("Where / who", 16, flex=2),
    Column("Paper", 10, flex=1),
    Column("Note", 10, flex=3, tone="dim"),
)
_STEP_TONES: dict[str, Tone] = {
    "sold": "strong",
    "returned": "ask",
    "held": "ask",
    "recalled": "stop",
    "stolen": "stop",
    "wasted": "stop",
    "voided": "ask",
}


def page(view: View, width: int) -> Page:
    """The passport of a unit or the life of a lot."""
    if isinstance(view, LotView):
        return _lot(view, width)
    assert isinstance(view, UnitView)  # noqa: S101 - the registry of panes says so
    return _unit(view, width)


def state_word(state: str) -> Piece:
    """A state as a filled word."""
    return filled(state.replace("_", " ").upper(), STATE_TONES.get(state, "dim"))


def _unit(unit: UnitView, width: int) -> Page:
    head: list[Item] = [
        Line((strong(unit.name), *_attributes(unit.attributes)), (dim("serial "), strong(unit.serial))),
        Line(
            (
                state_word(unit.state),
                Piece("  "),
                *facts(
                    ("", Piece(unit.hold_reason, "ask") if unit.hold_reason else None),
                    ("at", unit.place),
                    ("lot", unit.lot),
                    ("SKU", unit.sku),
                ),
            ),
            facts(("price", money(unit.price)), ("cost", money(unit.cost))),
        ),
        _warranty(unit.warranty, unit.sale.sold_on if unit.sale else None, width),
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
    return Page(tuple(history(unit.history)), head=(*head, BLANK), columns=_HISTORY)


def _attributes(attributes: dict[str, str]) -> Pieces:
    return tuple(dim(f"  {value}") for value in attributes.values())


def _warranty(warranty: Warranty, sold_on: str | None, width: int) -> Line:
    if warranty.status == "none":
        return Line((dim("no warranty"),))
    if warranty.status == "not_started":
        return Line((filled("WARRANTY", "dim"), dim("  starts on the day it is sold")))
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


def history(rows: list[HistoryRow]) -> list[Item]:
    """The story of a unit or a lot, one step a row; Enter on a row opens its paper."""
    return [
        Row(
            (
                moment(row.at),
                Piece(row.what.replace("_", " "), _STEP_TONES.get(row.what, "plain")),
                _where(row),
                code(row.paper),
                row.note or "",
            ),
            entry=f":find #{row.paper}" if row.paper else None,
            sign="●" if n == 0 else "│",
        )
        for n, row in enumerate(rows)
    ]


def _where(row: HistoryRow) -> Pieces:
    place = row.to or row.from_
    by = (dim(f"  {row.by}"),) if row.by else ()
    return (Piece(place or ""), *by)


def _lot(lot: LotView, width: int) -> Page:
    where = Line((dim("Where   "), *facts(*((place.place, strong(place.quantity)) for place in lot.places))))
    body: list[Item] = [where] if lot.places else []
    if lot.history:
        body += [BLANK, Heads(_HISTORY), *history(lot.history)]
    head = (
        Line((strong(lot.name), dim(f"  {lot.sku}")), (dim("lot "), strong(lot.code))),
        Line((state_word(lot.state), Piece("  "), *_lot_date(lot)), facts(("received", lot.received))),
        BLANK,
        _balance(lot, width),
        Line(
            (
                *(Piece("■ ", "accent"), dim("in shop "), Piece(lot.on_hand)),
                *(Piece("   ■ ", "good"), dim("sold "), Piece(lot.sold)),
                *(Piece("   ■ ", "ask"), dim("came back "), Piece(lot.returned)),
                *(Piece("   ■ ", "stop"), dim("wasted "), Piece(lot.wasted)),
            )
        ),
        BLANK,
    )
    return Page(tuple(body), head=head)


def _lot_date(lot: LotView) -> Pieces:
    if not lot.date:
        return (dim("no date"),)
    days = lot.days_left
    tone: Tone = "plain" if days is None or days > SOON_DAYS else "ask" if days >= 0 else "stop"
    return facts(
        (date_kind(lot.date_kind), Piece(day(printed(lot.date, lot.date_precision), always_year=True), tone)),
        ("", None if days is None else Piece(_days(days), tone)),
    )


def _days(left: int) -> str:
    if left < 0:
        return f"{-left} days over"
    return "last day today" if left == 0 else f"{left} days left"


def _balance(lot: LotView, width: int) -> Line:
    parts: list[tuple[float, Tone]] = [
        (number(lot.on_hand), "accent"),
        (number(lot.sold), "good"),
        (number(lot.wasted), "stop"),
    ]
    total = sum(max(0.0, part) for part, _ in parts)
    room = width - 6
    if total <= 0:
        return Line((Piece("░" * room, "dim"),))
    return Line(tuple(Piece("█" * round(max(0.0, part) / total * room), tone) for part, tone in parts))
