"""Find: the passport of a unit, the life of a lot."""

from __future__ import annotations

from screens.figures import date_kind, day, number, printed
from screens.find_parts import HISTORY, history, state_word
from screens.find_unit import unit_page
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
    strong,
)
from shopstock.desk.views.base import View
from shopstock.desk.views.find import LotView, UnitView
from shopstock.desk.views.frame import Tone

SOON_DAYS = 7


def page(view: View, width: int) -> Page:
    """The passport of a unit or the life of a lot."""
    if isinstance(view, LotView):
        return _lot(view, width)
    assert isinstance(view, UnitView)  # noqa: S101 - the registry of panes says so
    return unit_page(view, width)


def _lot(lot: LotView, width: int) -> Page:
    where = Line((dim("Where   "), *facts(*((place.place, strong(place.quantity)) for place in lot.places))))
    body: list[Item] = [where] if lot.places else []
    body += _treated(lot)
    if lot.history:
        body += [BLANK, Heads(HISTORY), *history(lot.history)]
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


def _treated(lot: LotView) -> list[Item]:
    """What was done to the lot here, and what came out of it."""
    lines: list[Item] = []
    if lot.treated:
        lines.append(
            Line((dim(f"{lot.treated.capitalize():<8}"), *facts(("", lot.made), ("out of lot", lot.parent))))
        )
    for part in lot.parts:
        last = day(printed(part.date, part.date_precision), always_year=True) or "no date"
        lines.append(
            Line(
                (
                    dim(f"{part.treated.capitalize():<8}"),
                    *facts(("lot", strong(part.code)), ("", last), ("here", part.on_hand)),
                ),
                (state_word(part.state),),
            )
        )
    return lines


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
