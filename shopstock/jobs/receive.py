"""Taking goods in: a delivery is booked whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from shopstock.days import PrintedDate, iso, show_day
from shopstock.jobs.arrivals import default_date as default_date
from shopstock.jobs.arrivals import must_not_be_short
from shopstock.jobs.nameless import named_at_sale
from shopstock.jobs.numbering import draw
from shopstock.jobs.offer import since_when
from shopstock.jobs.services import must_be_goods
from shopstock.jobs.session import Session
from shopstock.jobs.warranty_terms import of_delivery
from shopstock.refusal import Key, Refusal, State
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.engine import Store
from shopstock.store.ledger import EventDraft, Goods, Step, booked, post
from shopstock.store.lots import (
    LotRow,
    UnitRow,
    add_lot,
    add_unit,
    lot_coded,
    plain_lot,
    set_lot_date,
    unit_of,
    units_like,
)
from shopstock.store.lots import lot as lot_of
from shopstock.store.nameless import add_nameless
from shopstock.store.places import PlaceRow, place_coded, place_of_kind
from shopstock.store.stories import last_move_of_unit
from shopstock.store.tickets import last_sale_of, ticket
from shopstock.text import clean_code, fit, short_code

SHORT_DATED, SOONER = "short_dated", "arrived_sooner"  # events about a lot that came


class KnownSerial(Refusal):
    """The serial is in the shop, or a customer has it: it cannot arrive again."""

    id = "receive.known_serial"


class DateConflict(Refusal):
    """The lot is known with another date."""

    id = "receive.date_conflict"


class WhichLot(Refusal):
    """A product with lots needs the lot code that is printed on the goods."""

    id = "receive.which_lot"
    state: ClassVar[State] = "ASK"


class UnknownPlace(Refusal):
    """No place bears that code, or goods cannot stand there."""

    id = "receive.unknown_place"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One line of a delivery. Serial goods name their serials, lot goods their lot; the rest only a quantity, and so do
    goods whose serials are asked at the sale.

    `own` is how many serials the shop makes itself, in `quantity` already; `own_lot` that it makes the lot's code.
    `short_reason` is why goods with few days left are taken all the same, `sooner` says which others keep longer.
    `scans` are what was read for each serial, as many as are known; `scan` for all of it."""

    product_id: int
    quantity: int
    serials: tuple[str, ...] = ()
    lot: str = ""
    expires: PrintedDate | None = None
    made_on: date | None = None
    cost_minor: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    scan: str | None = None
    own: int = 0
    own_lot: bool = False
    scans: tuple[str, ...] = ()
    short_reason: str = ""
    sooner: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A booked delivery: its paper, and its lines with the numbers that were made for them (none of a repeated one)."""

    paper: str
    at_us: int
    repeated: bool
    booking_id: int = 0
    arrivals: tuple[Arrival, ...] = ()


def check_serial_is_new(session: Session, row: ProductRow, serial: str) -> None:
    """Refuse a serial of this product that is in the shop or sold; one that left otherwise may come again."""
    known = unit_of(session.store, row.id, serial)
    if known is None or known.place_kind is None or known.place_kind in ("supplier", "loss"):
        return
    raise KnownSerial(_where_known(session, known), Key("-", "remove"), Key("V", "view"))


def check_new(session: Session, row: ProductRow, serial: str) -> None:
    """The same, where the serials are of a kind that is one number in any spelling."""
    check_serial_is_new(session, row, serial)
    if row.serial_kind != "any":
        for known in units_like(session.store, serial):
            if known.product_id == row.id:
                check_serial_is_new(session, row, known.serial)


def _where_known(session: Session, unit: UnitRow) -> str:
    serial = short_code(unit.serial)
    sale = last_sale_of(session.store, unit.id) if unit.place_kind == "customer" else None
    if sale:
        sold = ticket(session.store, sale.booking_id)
        return f"{serial} was sold {session.day(sold.day)}, {sold.paper}, {sold.staff}. A return? F5"
    since = since_when(session, last_move_of_unit(session.store, unit.id))
    where = {
        "bin": f"was thrown away{since}",
        "charity": f"was given away{since}",
        "staff": f"was given to staff{since}",
        "repairer": f"is at the repairer since{since}",
        "loan": f"is on loan since{since}",
        "customer": f"is with a customer since{since}",
    }.get(unit.place_kind or "", f"is in the shop already, at {unit.place_code}")
    return f"{serial} {where}. Not taken in again"


def check_lot_date(session: Session, row: ProductRow, code: str, expires: PrintedDate | None) -> None:
    """Refuse a known lot that arrives with another date."""
    known = lot_coded(session.store, row.id, code) if code else None
    if known and expires and known.expires and known.expires != expires:
        was = show_day(known.expires.day, session.today(), known.expires.precision)
        raise DateConflict(
            f"lot {fit(code, 20)} is here with {was}. One lot, one date",
            Key("Enter", f"keep {was}"),
            Key("-", "remove"),
        )


def receiving_place(session: Session, code: str) -> PlaceRow:
    """The place goods are taken in to; refuses one that is not in the shop."""
    found = place_coded(session.store, code)
    if found is None or not found.physical or found.kind == "visiting":
        raise UnknownPlace(f"{fit(code, 20)} is no place of this shop")
    return found


def default_place(session: Session) -> PlaceRow:
    """Where goods go when nothing is said: the first shelf."""
    return place_of_kind(session.store, "shelf")


def receive(
    session: Session,
    request_id: str,
    arrivals: tuple[Arrival, ...],
    supplier_id: int | None = None,
    invoice: str | None = None,
    place: PlaceRow | None = None,
) -> Received:
    """Book a delivery in one transaction, with its number GR-000001; a repeated request answers the same."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return Received(before.paper or "", before.at_us, True, before.booking_id)
        arrivals = tuple(_cleaned(arrival) for arrival in arrivals)
        end = place or default_place(session)
        arrivals = draw(session, arrivals, end, supplier_id)
        _check_once(arrivals)
        dated = [event for event in (_date_found(session, arrival) for arrival in arrivals) if event]
        steps = [step for arrival in arrivals for step in _steps(session, arrival, end)]
        dated += [event for arrival in arrivals for event in _told(session, arrival)]
        draft = session.draft("delivery", request_id)
        came = {step.goods.product_id for step in steps if step.what == "received"}
        posted = post(
            store,
            replace(
                draft,
                series="GR",
                party_id=supplier_id,
                note=invoice,
                steps=tuple(steps),
                events=tuple(dated),
                parts=of_delivery((product(store, each) for each in sorted(came)), draft.day),
            ),
        )
    return Received(posted.paper or "", posted.at_us, posted.repeated, posted.booking_id, arrivals)


def _cleaned(arrival: Arrival) -> Arrival:
    """Serials and lot as they are stored; refuses empty and overlong ones."""
    return replace(
        arrival,
        serials=tuple(clean_code(serial, "a serial") for serial in arrival.serials),
        lot=clean_code(arrival.lot, "a lot") if arrival.lot else "",
    )


def _check_once(arrivals: tuple[Arrival, ...]) -> None:
    """Refuse a delivery that names a serial twice."""
    seen: set[tuple[int, str]] = set()
    for arrival in arrivals:
        for serial in arrival.serials:
            if (arrival.product_id, serial) in seen:
                raise KnownSerial(f"{short_code(serial)} is in this delivery twice", Key("-", "remove"))
            seen.add((arrival.product_id, serial))


def _steps(session: Session, arrival: Arrival, end: PlaceRow) -> list[Step]:
    store = session.store
    row = product(store, arrival.product_id)
    must_be_goods(row, "received")
    lot = _lot_for(session, row, arrival)
    origin = place_of_kind(store, "supplier")
    cost = arrival.cost_minor if arrival.cost_minor is not None else row.cost_minor
    if row.tracking != "serial":
        goods = Goods(row.id, row.tracking, lot.id, lot.plain)
        return [Step("received", goods, origin, end, arrival.quantity, cost, scan=arrival.scan)]
    steps = []
    for n, serial in enumerate(arrival.serials):
        check_serial_is_new(session, row, serial)
        scan = arrival.scans[n] if n < len(arrival.scans) else arrival.scan
        unit = unit_of(store, row.id, serial) or add_unit(store, row.id, lot.id, serial, arrival.attributes)
        back_from = _origin_of(store, unit, origin)
        goods = Goods(row.id, row.tracking, unit.lot_id, lot_of(store, unit.lot_id).plain, unit.id)
        what = "found" if back_from.kind == "loss" else "received"
        steps.append(Step(what, goods, back_from, end, 1, cost, scan=scan))
    if named_at_sale(row):
        for _ in range(arrival.quantity - len(arrival.serials)):
            goods = Goods(row.id, row.tracking, lot.id, lot.plain, add_nameless(store, row.id, lot.id))
            steps.append(Step("received", goods, origin, end, 1, cost, scan=arrival.scan))
    return steps


def _origin_of(store: Store, unit: UnitRow, origin: PlaceRow) -> PlaceRow:
    return place_of_kind(store, unit.place_kind) if unit.place_kind else origin


def _lot_for(session: Session, row: ProductRow, arrival: Arrival) -> LotRow:
    if row.tracking == "none" or (row.tracking == "serial" and not arrival.lot):
        return plain_lot(session.store, row.id)
    if not arrival.lot:
        raise WhichLot(f"{fit(row.name, 30)} needs its lot code", Key("-", "remove"))
    check_lot_date(session, row, arrival.lot, arrival.expires)
    known = lot_coded(session.store, row.id, arrival.lot)
    return known or add_lot(session.store, row.id, arrival.lot, arrival.expires, arrival.made_on)


def _told(session: Session, arrival: Arrival) -> Iterator[EventDraft]:
    """What stays in the history of a lot: why goods with fewer days left than the shop wants were taken, and that
    others on the shelf kept longer."""
    of_lot = lot_coded(session.store, arrival.product_id, arrival.lot) if arrival.lot else None
    if of_lot is None or of_lot.expires is None:
        return
    row = product(session.store, arrival.product_id)
    about = EventDraft(SHORT_DATED, row.id, of_lot.id)
    found = must_not_be_short(session, row, of_lot.expires, arrival.short_reason)
    if found:
        said = f"{arrival.short_reason}: {found.said()}"
        yield replace(about, was=str(found.wanted), became=str(found.left), note=said)
    if arrival.sooner:
        yield replace(about, what=SOONER, note=arrival.sooner)


def _date_found(session: Session, arrival: Arrival) -> EventDraft | None:
    """A lot that is here without a date gets the one that arrives with it now: it must enter the morning check."""
    known = lot_coded(session.store, arrival.product_id, arrival.lot) if arrival.lot else None
    if known is None or known.expires is not None or arrival.expires is None:
        return None
    set_lot_date(session.store, known.id, arrival.expires)
    became = iso(arrival.expires.day, arrival.expires.precision)
    return EventDraft("date_set", product_id=arrival.product_id, lot_id=known.id, became=became)
