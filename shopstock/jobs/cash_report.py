"""The report of a session, as it is now (X) or as it was closed (Z), made from the ledger each time it is asked for."""

from __future__ import annotations

from shopstock import clock
from shopstock.amounts import line_amount, show_decimal, show_grouped, show_percent, taken_off
from shopstock.jobs.cash import CASH, MANAGERS, DrawerNow, closings, drawer
from shopstock.jobs.park import parked
from shopstock.jobs.session import Session
from shopstock.jobs.tax_sums import by_rate
from shopstock.papers.day_report import (
    Counted,
    DayReport,
    DrawerPart,
    MoveLine,
    PieceLine,
    TaxLine,
    TenderLine,
)
from shopstock.papers.seals import Head
from shopstock.refusal import Key, Refusal
from shopstock.store import drawers, takings
from shopstock.store.drawers import DrawerStep
from shopstock.store.ledger import paper_name
from shopstock.store.takings import HeadRow, Stretch
from shopstock.store.tickets import events_of

PRICE_EVENTS = ("price_changed", "marked_down", "price_override")


class NoReport(Refusal):
    """There is no closing of that number at this till."""

    id = "cash.no_report"


def x_report(session: Session) -> DayReport:
    """The open session so far, without what should be in the drawer; who is neither owner nor manager counts
    blind and sees no takings."""
    now = drawer(session)
    if not now.open:
        raise NoReport(f"the drawer of {session.till.name} is not open", Key(":cash", "open"))
    return _report(session, now, None)


def z_report(session: Session, number: int) -> DayReport:
    """The session of that number at this till, closed."""
    steps = tuple(drawers.steps_of(session.store, session.till.id, number))
    if not steps or steps[-1].what != "closed":
        raise NoReport(f"{closings(session)}-{number:06} is no closing of this till", Key(":cash", "look"))
    before = drawers.last_closing(session.store, session.till.id, number)
    stretch = Stretch(session.till.id, before.till_number if before else 0, steps[-1].till_number)
    return _report(session, DrawerNow(False, number, steps, before, stretch), steps[-1])


def closing_of(session: Session, number: int) -> int:
    """The booking of the closing of that number at this till, which must exist."""
    return drawers.steps_of(session.store, session.till.id, number)[-1].booking_id


def as_head(row: HeadRow) -> Head:
    """A head as papers print it."""
    return Head(row.till, row.prefix, row.number, row.day, row.hash.hex())


def _report(session: Session, now: DrawerNow, closed: DrawerStep | None) -> DayReport:
    store, stretch = session.store, now.stretch
    kinds, events = takings.kinds_in(store, stretch), takings.events_in(store, stretch)
    voided = takings.voided_in(store, stretch)
    sold, back = takings.sold_in(store, stretch), takings.back_in(store, stretch)
    refunds = sum(row.refund_after - row.refund_before for row in back if row.kind != "void")
    voids = sum(row.refund_after - row.refund_before for row in back if row.kind == "void")
    total = sum(row.amount_minor for row in sold)
    discounts = _discounts(sold)
    first = takings.bounds_of(store, stretch).first_us
    opened = now.steps[0]
    noted = _noted(session, closed)
    money = _Money(session)
    return DayReport(
        kind="Z" if closed else "X",
        paper=(paper_name(closed.series, closed.number) or "") if closed else "",
        shop=session.shop.name,
        currency=session.shop.currency,
        till=session.till.name,
        session=now.session,
        since=_moment(session, min(first or opened.at_us, opened.at_us)),
        until=_moment(session, closed.at_us if closed else clock.now_us()),
        opened_by=opened.staff,
        staff=closed.staff if closed else session.staff.name,
        sales=Counted(kinds.get("sale", 0), money(total)),
        refunds=Counted(len({row.booking_id for row in back if row.kind != "void"}), money(-refunds)),
        voids=Counted(voided.get("sale", 0) + voided.get("return", 0), money(-voids)),
        discounts=Counted(len(discounts), money(-sum(discounts))),
        total=money(total - refunds - voids),
        price_changes=sum(events.get(name, 0) for name in PRICE_EVENTS),
        approved=takings.approved_in(store, stretch),
        parked=int(noted.get("parked_over") or 0) if closed else len(parked(session)),
        counts=int(noted.get("counted_again") or 1),
        tenders=_tenders(session, stretch, closed),
        taxes=_taxes(session, sold, back),
        drawer=_drawer(session, now, closed),
        moves=tuple(_move(session, step) for step in now.steps if step.what in ("in", "out")),
        pieces=_pieces(session, closed),
        heads=_heads(session, closed),
        blind=closed is None and session.staff.role not in MANAGERS,
    )  # fmt: skip


def _discounts(sold: list[takings.SoldRow]) -> list[int]:
    """What each discount took off its line."""
    return [
        taken_off(line_amount(r.price_minor, r.quantity, r.decimals), r.discount_ppm, r.amount_minor)
        for r in sold
        if r.discount_ppm
    ]


def _noted(session: Session, closed: DrawerStep | None) -> dict[str, str]:
    """What the closing noted beside its money."""
    return {e.what: e.became or "" for e in events_of(session.store, closed.booking_id)} if closed else {}


class _Money:
    """Money as papers print it: `9,118.00`."""

    def __init__(self, session: Session) -> None:
        self._digits = session.shop.digits

    def __call__(self, minor: int) -> str:
        return show_grouped(minor, self._digits)


def _moment(session: Session, at_us: int) -> str:
    return f"{clock.local(at_us, session.shop.zone):%Y-%m-%d %H:%M}"


def _tenders(session: Session, stretch: Stretch, closed: DrawerStep | None) -> tuple[TenderLine, ...]:
    money = _Money(session)
    said = {
        row.tender: (row.booked_minor, row.said_minor)
        for row in (drawers.tenders_of(session.store, closed.booking_id) if closed else ())
    }
    found = []
    for row in sorted(
        takings.by_tender(session.store, stretch), key=lambda row: (row.tender != CASH, row.tender)
    ):
        booked_minor, of_terminal = said.get(row.tender, (row.amount_minor, None))
        line = TenderLine(row.tender, money(row.amount_minor))
        if of_terminal is not None:
            line = line._replace(said=money(of_terminal), difference=money(of_terminal - booked_minor))
        found.append(line)
    return tuple(found)  # fmt: skip


def _taxes(session: Session, sold: list[takings.SoldRow], back: list[takings.BackRow]) -> tuple[TaxLine, ...]:
    """Tax by rate. What comes back takes back its share of the line's tax: all of it with the last piece."""
    rates = by_rate(sold, back)
    money = _Money(session)
    return tuple(
        TaxLine(show_percent(ppm), money(of.gross - of.tax), money(of.tax), money(of.gross))
        for ppm, of in sorted(rates.items(), reverse=True)
        if of.gross or of.tax
    )


def _drawer(session: Session, now: DrawerNow, closed: DrawerStep | None) -> DrawerPart:
    money = _Money(session)
    paid = {row.tender: row.amount_minor for row in takings.by_tender(session.store, now.stretch)}
    part = DrawerPart(
        money(now.float_minor), money(paid.get(CASH, 0)), money(now.sum_of("in")), money(-now.sum_of("out"))
    )
    if closed is None:
        return part
    should, kept = closed.expected_minor or 0, closed.kept_minor or 0
    return DrawerPart(
        part.float_,
        part.cash,
        part.put_in,
        part.taken_out,
        money(should),
        money(closed.amount_minor),
        money(closed.amount_minor - should),
        closed.reason,
        money(kept),
        money(closed.amount_minor - kept),
    )


def _move(session: Session, step: DrawerStep) -> MoveLine:
    time = f"{clock.local(step.at_us, session.shop.zone):%H:%M}"
    return MoveLine(time, step.what, _Money(session)(step.amount_minor), step.reason or "", step.staff)


def _pieces(session: Session, closed: DrawerStep | None) -> tuple[PieceLine, ...]:
    money, digits = _Money(session), session.shop.digits
    return tuple(
        PieceLine(show_decimal(p.face_minor, digits), p.number, money(p.face_minor * p.number))
        for p in (drawers.pieces_of(session.store, closed.booking_id) if closed else ())
    )


def _heads(session: Session, closed: DrawerStep | None) -> tuple[Head, ...]:
    """The heads as the closing saw them: its own seal, and what it noted of every other till."""
    if closed is None:
        return ()
    store = session.store
    own = takings.head_at(store, session.till.id, closed.till_number)
    noted = [e for e in events_of(store, closed.booking_id) if e.what == "head_seen"]
    others = [takings.head_at(store, int(e.note or 0), int(e.was or 0)) for e in noted]
    printed = {
        row.till_id: as_head(row)._replace(hash=seal)
        for row, seal in zip(others, (e.became or "" for e in noted), strict=True)
        if row is not None
    }
    if own:
        printed[own.till_id] = as_head(own)
    return tuple(head for _, head in sorted(printed.items()))
