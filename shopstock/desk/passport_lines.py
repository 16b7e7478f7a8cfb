"""Passports in words: the answer's sentence, and the lines that plain mode prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from shopstock.date_kinds import SHORT
from shopstock.days import Precision, show_day
from shopstock.desk.passport_credit import lines_of_credit, sentence_of_credit
from shopstock.desk.passport_unit_lines import lines_of_unit, sentence_of_unit
from shopstock.desk.views.choices import FindView
from shopstock.desk.views.credit import CreditView
from shopstock.desk.views.find import (
    CustomerView,
    LotView,
    PlaceView,
    ProductView,
    ReceiptView,
    UnitView,
)
from shopstock.text import fit


def _dated(text: str | None, precision: str, today: date) -> str:
    return show_day(date.fromisoformat(text), today, cast(Precision, precision)) if text else ""


def _day(text: str | None, today: date) -> str:
    return show_day(date.fromisoformat(text[:10]), today) if text else ""


def sentence_of(view: FindView, today: date) -> str:
    """The one sentence that answers the question most people have."""
    if isinstance(view, UnitView):
        return sentence_of_unit(view, today)
    if isinstance(view, LotView):
        kind = SHORT.get(view.date_kind or "", "")
        dated = f", {kind} {_dated(view.date, view.date_precision, today)}" if view.date else ""
        what = f"{fit(view.name, 24)} lot {fit(view.code, 16)} {view.state}{dated}"
        return f"{what}, {view.on_hand} here, {view.sold} sold"
    if isinstance(view, ProductView):
        here = "a service" if view.service else f"{view.on_hand} here"
        return f"{fit(view.name, 36)}  {view.price}  {here}"
    if isinstance(view, ReceiptView):
        voided = f", voided by {view.voided_by}" if view.voided_by else ""
        return f"{view.number} of {_day(view.at, today)}, {_sum_of(view)}, by {view.by}{voided}"
    if isinstance(view, PlaceView):
        return f"{view.name} ({view.code}): {len(view.rows)} rows stand here"
    if isinstance(view, CustomerView):
        return f"{fit(view.name, 40)} has {len(view.owned)} things from here"
    if isinstance(view, CreditView):
        return sentence_of_credit(view, today)
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
        return lines_of_unit(view, today)
    if isinstance(view, LotView):
        counts = (
            f"  received {view.received}  sold {view.sold}  returned {view.returned}  wasted {view.wasted}"
        )
        return (counts, *(f"  {p.place}  {p.quantity}" for p in view.places), *_treated(view, today))
    if isinstance(view, ProductView):
        lots = (
            f"  lot {x.lot}  {_dated(x.date, x.date_precision, today) or 'no date'}  {x.quantity} at {x.place}"
            f"{'' if x.state == 'ok' else '  ' + x.state}"
            for x in view.lots
        )
        units = (f"  serial {u.serial}  {u.place}  {u.state}" for u in view.units[:20])
        dated = (f"  {said}" for said in filter(None, (said_of_rules(view.date_rules),)))
        return (*dated, *(f"  {p.place}  {p.quantity}" for p in view.places), *lots, *units)
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
    if isinstance(view, CreditView):
        return lines_of_credit(view, today)
    return ()


def _treated(view: LotView, today: date) -> Iterator[str]:
    """What was done to a lot here, and what came out of it."""
    if view.treated:
        yield f"  {view.made} {view.treated}, out of lot {view.parent}"
    for part in view.parts:
        dated = _dated(part.date, part.date_precision, today) or "no date"
        yield f"  {part.treated}: lot {part.code}  {dated}  {part.on_hand} here  {part.state}"


_RULES = {
    "shelf_life_days": "keeps {}",
    "best_days": "at its best until {} before",
    "alert_days": "listed {} before",
    "min_days_sale": "{} left at a sale",
    "min_days_in": "{} left coming in",
    "opened_days": "opened {}",
    "frozen_days": "frozen {}",
    "thawed_days": "thawed {}",
}


def said_of_rules(rules: Mapping[str, str]) -> str:
    """The date rules of a product in one line: `keeps 270 days, listed 7 before, opened 3`; empty for none."""
    return ", ".join(words.format(rules[name]) for name, words in _RULES.items() if name in rules)
