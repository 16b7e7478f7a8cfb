"""Passports in words: the answer's sentence, and the lines that plain mode prints."""

from __future__ import annotations

from datetime import date
from typing import cast

from shopstock.days import Precision, show_day
from shopstock.desk.views.choices import FindView
from shopstock.desk.views.find import (
    CustomerView,
    HistoryRow,
    LotView,
    PlaceView,
    ProductView,
    ReceiptView,
    UnitView,
)
from shopstock.text import fit, short_code

_STATE_WORDS = {
    "in_stock": "in stock",
    "at_supplier": "at the supplier",
    "in_repair": "in repair",
    "given_away": "given away",
    "on_loan": "on loan",
}


def _dated(text: str | None, precision: str, today: date) -> str:
    return show_day(date.fromisoformat(text), today, cast(Precision, precision)) if text else ""


def _day(text: str | None, today: date) -> str:
    return show_day(date.fromisoformat(text[:10]), today) if text else ""


def state_words(state: str) -> str:
    """A state of a unit or lot as people say it."""
    return _STATE_WORDS.get(state, state)


def warranty_words(view: UnitView, today: date) -> str:
    """`warranty to 04 Nov 2028, 713 days left`, `warranty ended 12 Nov, 10 days ago`, `no warranty`."""
    warranty = view.warranty
    if warranty.status == "none":
        return "no warranty"
    if warranty.until is None or warranty.days_left is None:
        return "warranty starts at the sale"
    if warranty.days_left < 0:
        return f"warranty ended {_day(warranty.until, today)}, {-warranty.days_left} days ago"
    left = {0: "last day today", 1: "1 day left"}.get(warranty.days_left, f"{warranty.days_left} days left")
    return f"warranty to {_day(warranty.until, today)}, {left}"


def sentence_of(view: FindView, today: date) -> str:
    """The one sentence that answers the question most people have."""
    if isinstance(view, UnitView):
        where = f" at {view.place}" if view.state in ("in_stock", "held") and view.place else ""
        when = f" {_day(view.sale.sold_on, today)}, {view.sale.receipt}" if view.sale else ""
        return (
            f"{short_code(view.serial)} {state_words(view.state)}{where}{when}, {warranty_words(view, today)}"
        )
    if isinstance(view, LotView):
        kind = {"use_by": "use by", "best_before": "best by"}.get(view.date_kind or "", "")
        dated = f", {kind} {_dated(view.date, view.date_precision, today)}" if view.date else ""
        what = f"{fit(view.name, 24)} lot {fit(view.code, 16)} {view.state}{dated}"
        return f"{what}, {view.on_hand} here, {view.sold} sold"
    if isinstance(view, ProductView):
        return f"{fit(view.name, 36)}  {view.price}  {view.on_hand} here"
    if isinstance(view, ReceiptView):
        voided = f", voided by {view.voided_by}" if view.voided_by else ""
        return f"{view.number} of {_day(view.at, today)}, {_sum_of(view)}, by {view.by}{voided}"
    if isinstance(view, PlaceView):
        return f"{view.name} ({view.code}): {len(view.rows)} rows stand here"
    if isinstance(view, CustomerView):
        return f"{fit(view.name, 40)} has {len(view.owned)} things from here"
    return ""


def _sum_of(view: ReceiptView) -> str:
    """What a paper comes to: money, money paid back, or how many lines where none changed hands."""
    if any(payment.amount.startswith("-") for payment in view.payments):
        return f"{view.total} paid back"
    if view.payments or any(line.price for line in view.lines):
        return view.total
    return "1 line" if len(view.lines) == 1 else f"{len(view.lines)} lines"


def lines_of_passport(view: FindView, today: date) -> tuple[str, ...]:
    """The passport line by line, for plain mode."""
    if isinstance(view, UnitView):
        facts = [f"  {view.name}  {view.sku}  serial {view.serial}", f"  state {state_words(view.state)}"]
        if view.sale:
            who = f"  to {view.sale.customer}" if view.sale.customer else ""
            sold = _day(view.sale.sold_on, today)
            facts.append(f"  sold {sold} on {view.sale.receipt} for {view.sale.price}{who}")
        return (*facts, f"  {warranty_words(view, today)}", *(_told(row, today) for row in view.history))
    if isinstance(view, LotView):
        counts = (
            f"  received {view.received}  sold {view.sold}  returned {view.returned}  wasted {view.wasted}"
        )
        return (counts, *(f"  {p.place}  {p.quantity}" for p in view.places))
    if isinstance(view, ProductView):
        lots = (
            f"  lot {x.lot}  {_dated(x.date, x.date_precision, today) or 'no date'}  {x.quantity} at {x.place}"
            for x in view.lots
        )
        units = (f"  serial {u.serial}  {u.place}  {u.state}" for u in view.units[:20])
        return (*(f"  {p.place}  {p.quantity}" for p in view.places), *lots, *units)
    if isinstance(view, ReceiptView):
        return tuple(
            f"  {x.n}  {x.quantity} x {x.name}  {x.serial or x.lot or ''}  {x.amount or ''}".rstrip()
            for x in view.lines
        )
    if isinstance(view, PlaceView):
        return tuple(
            f"  {r.quantity}  {r.name}  {'lot ' + r.lot if r.lot else ''}".rstrip() for r in view.rows
        )
    if isinstance(view, CustomerView):
        return tuple(
            f"  {_day(o.sold_on, today)}  {o.receipt}  {o.quantity} x {o.name}  {o.serial or ''}".rstrip()
            for o in view.owned
        )
    return ()


def _told(row: HistoryRow, today: date) -> str:
    route = f"{row.from_ or '-'} to {row.to or '-'}"
    note = f"  {row.note}" if row.note else ""
    at = f"{_day(row.at, today)} {row.at[11:16]}"
    return f"  {at}  {row.what}  {route}  {row.paper or ''}  {row.by or ''}{note}"
