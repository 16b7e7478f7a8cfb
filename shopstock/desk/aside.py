"""The side pane: the figure to pay, the story of the last scan, what is parked, and the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from shopstock.amounts import show_decimal, show_grouped
from shopstock.days import iso
from shopstock.desk.dates import DatesMode
from shopstock.desk.views.frame import Aside, Fact, Section
from shopstock.jobs import trend
from shopstock.jobs.due import DueCount
from shopstock.jobs.find import product_exactly
from shopstock.jobs.park import parked
from shopstock.jobs.stock import is_low
from shopstock.store.stock_sums import stock_sum

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_DUE: WeakKeyDictionary[Desk, DueCount] = WeakKeyDictionary()


def aside(desk: Desk, sku: str | None) -> Aside:
    """The side pane for the open job."""
    around = desk.mode.around()
    unit = "" if around.pieces else desk.session.shop.currency
    own = desk.mode.beside()
    if own is not None:
        return Aside(around.total_label, around.total, unit, own)
    sections = [*_last_scanned(desk, sku), *_parked(desk), _today(desk)]
    return Aside(around.total_label or "TODAY", around.total, unit, tuple(sections))


def _last_scanned(desk: Desk, sku: str | None) -> list[Section]:
    row = product_exactly(desk.session, sku) if sku else None
    if row is None:
        return []
    have = stock_sum(desk.session.store, row.id, desk.session.today())
    weeks = trend.sold_by_week(desk.session, row.id)
    facts = [
        Fact("", row.name, "strong"),
        Fact("Code", row.sku),
        Fact("Price", desk.session.money(row.price_minor)),
    ]
    if not row.service:
        on_hand = show_decimal(have.on_hand, row.decimals)
        low = is_low(have)
        facts.append(Fact("Here", f"{on_hand} {have.place_code or ''}".strip(), "ask" if low else "plain"))
    if row.warranty_number or row.warranty_lifetime:
        term = "lifetime" if row.warranty_lifetime else f"{row.warranty_number} {row.warranty_unit}"
        facts.append(Fact("Warranty", term, "good"))
    if have.next_date:
        facts.append(Fact("Next date", iso(date.fromisoformat(have.next_date), have.next_precision)))
    if have.over > 0:
        facts.append(Fact("Date over", show_decimal(have.over, row.decimals), "stop"))
    sold = []
    if weeks.returned and weeks.sold:
        percent = 100 * weeks.returned // weeks.sold
        sold.append(Fact("Returns", f"{percent} %", "ask" if percent > 5 else "plain"))
    return [
        Section("LAST SCANNED", tuple(facts)),
        Section("SOLD, LAST 12 WEEKS", tuple(sold), tuple(weeks.pieces)),
    ]


def _parked(desk: Desk) -> list[Section]:
    listed = parked(desk.session)[:5]
    if not listed:
        return []
    return [Section("PARKED", tuple(Fact(f"{n} {p.time}", p.label) for n, p in enumerate(listed, 1)))]


def _today(desk: Desk) -> Section:
    day = trend.day_so_far(desk.session)
    facts = [
        Fact(
            "1 sale" if day.tickets == 1 else f"{day.tickets} sales",
            show_grouped(day.takings_minor, desk.session.shop.digits),
        )
    ]
    due = _due(desk)
    if due:
        facts.append(Fact("Lots due", f"{due}   F6", "ask"))
    return Section("TODAY", tuple(facts))


def _due(desk: Desk) -> int:
    """What is not done of the check, which the check itself has just read where it is open."""
    mode = desk.mode
    if isinstance(mode, DatesMode) and mode.state.horizon_days is None:
        return mode.now().left
    return _DUE.setdefault(desk, DueCount())(desk.session)
