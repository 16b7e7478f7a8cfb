"""A corner shop for tests: its catalogue, its Sunday morning, and short words for what happens in it.

Money and quantities are given as people say them (`"1.250"`), so that a test reads like the counter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from shopstock import clock
from shopstock.amounts import parse_decimal
from shopstock.days import parse_iso
from shopstock.jobs import item, offer, receive, returns, sell, setup
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import engine
from shopstock.store.catalogue import ProductRow, product_with_sku
from shopstock.store.engine import Store
from shopstock.store.ledger import Posted
from shopstock.store.lots import LotRow, UnitRow, lot_coded, unit_of
from shopstock.store.places import PlaceRow, place_coded
from shopstock.store.stock import standing
from shopstock.store.tickets import SoldLine, last_sale_of, lines_of

ZONE = "Europe/Berlin"
SUNDAY = date(2026, 11, 22)

PHONE, OAT, SALMON, CABLE, CHEESE = "ARX2", "OAT", "SALMON", "CAB", "GOUDA"
SERIAL, OTHER_SERIAL = "356938035643809", "356938035641209"
PHONE_BARCODE, OAT_BARCODE = "5901234123457", "4006381333931"

CATALOGUE: tuple[dict[str, str], ...] = (
    {"sku": PHONE, "name": "Aria X2", "tracking": "serial", "price": "399.00", "cost": "268.00",
     "tax_rate": "19", "warranty": "24 months", "serial_kind": "imei", "barcode": PHONE_BARCODE},
    {"sku": OAT, "name": "Oat milk 1 l", "tracking": "lot", "price": "2.15", "cost": "1.10",
     "tax_rate": "7", "date_kind": "best_before", "barcode": OAT_BARCODE},
    {"sku": SALMON, "name": "Smoked salmon", "tracking": "lot", "price": "5.50", "cost": "3.20",
     "tax_rate": "7", "date_kind": "use_by"},
    {"sku": CABLE, "name": "Cable USB-C", "tracking": "none", "price": "9.90", "cost": "2.40",
     "tax_rate": "19", "reorder_at": "3"},
    {"sku": CHEESE, "name": "Gouda, young", "tracking": "none", "price": "12.80", "cost": "7.00",
     "tax_rate": "7", "measure": "kg", "decimals": "3"},
)  # fmt: skip


@contextmanager
def on(day: str, hour: int = 9, minute: int = 14, second: int = 0) -> Iterator[None]:
    """The shop's wall clock stands at that time of that day (`2026-10-31`)."""
    moment = clock.instant_on(date.fromisoformat(day), hour, minute, ZONE, second)
    with clock.set_to(moment):
        yield


def fill(store: Store) -> Session:
    """Make an empty store the corner shop, with its catalogue and no goods; the owner at till 1."""
    setup.new_shop(store, "Corner", "EUR", ZONE)
    session = setup.open_session(store)
    for columns in CATALOGUE:
        item.save_item(session, columns)
    return session


@cache
def _new_shop() -> Store:
    with on(SUNDAY.isoformat()):
        return fill(engine.in_memory()).store


def shop_in_memory() -> Session:
    """The corner shop in memory, a copy of one that was made once."""
    return setup.open_session(engine.in_memory(copy_of=_new_shop()))


def shop_on_server() -> Session:
    """The corner shop on the tests' server, a copy of one that was made once."""
    from tests import servers

    with on(SUNDAY.isoformat()):
        made = servers.template("corner", fill)
    return setup.open_session(servers.opened(servers.copied(made)))


def shop_at(path: Path) -> Path:
    """The corner shop as a file, closed again."""
    store = engine.create(path)
    fill(store)
    store.close()
    return path


@contextmanager
def opened(path: Path, wait_seconds: float = 0.2, till: str | None = None) -> Iterator[Session]:
    """A session at that shop file; a till that writes meanwhile is waited for shortly."""
    store = engine.open_existing(path, wait_seconds)
    try:
        yield setup.open_session(store, till=till)
    finally:
        store.close()


def goods(session: Session, sku: str) -> ProductRow:
    """The product of that SKU."""
    found = product_with_sku(session.store, sku)
    assert found, f"no product {sku}"
    return found


def quantity(session: Session, sku: str, text: str) -> int:
    """A quantity as people say it in the product's smallest step."""
    return parse_decimal(text, goods(session, sku).decimals)


def unit(session: Session, serial: str, sku: str = PHONE) -> UnitRow:
    """The unit with that serial and where it is now."""
    found = unit_of(session.store, goods(session, sku).id, serial)
    assert found, f"no unit {serial}"
    return found


def batch(session: Session, sku: str, code: str) -> LotRow:
    """The lot with that code; an empty code is the plain lot."""
    found = lot_coded(session.store, goods(session, sku).id, code)
    assert found, f"no lot {code}"
    return found


def place(session: Session, code: str) -> PlaceRow:
    """The place of that code (`SHELF-1`, `QUARANTINE`, `CUSTOMER` ...)."""
    found = place_coded(session.store, code)
    assert found, f"no place {code}"
    return found


def on_hand(session: Session, sku: str, place_code: str | None = None) -> int:
    """How much stands in the shop, or at one of its places, in smallest steps."""
    rows = standing(session.store, goods(session, sku).id)
    return sum(s.quantity for s in rows if place_code in (None, s.place_code))


def take_in(
    session: Session, sku: str, amount: str = "1", *, lot: str = "", expires: str = "", place_code: str = ""
) -> receive.Received:
    """A delivery of goods without serials; `expires` is ISO (`2026-10-30`, `2027-03`)."""
    arrival = receive.Arrival(
        goods(session, sku).id,
        quantity(session, sku, amount),
        lot=lot,
        expires=parse_iso(expires) if expires else None,
    )
    end = place(session, place_code) if place_code else None
    return receive.receive(session, new_request_id(), (arrival,), place=end)


def take_in_serials(session: Session, *serials: str, sku: str = PHONE, lot: str = "") -> receive.Received:
    """A delivery of pieces with serials."""
    arrival = receive.Arrival(goods(session, sku).id, len(serials), serials, lot=lot)
    return receive.receive(session, new_request_id(), (arrival,))


def wanted(offered: offer.Offer) -> sell.Wanted:
    """A basket line for what was offered."""
    return sell.Wanted(
        offered.product_id,
        offered.lot_id,
        offered.unit_id,
        offered.quantity,
        offered.price_minor,
        found=offered.found,
    )


def total_of(session: Session, lines: tuple[sell.Wanted, ...]) -> int:
    """What the basket costs, in minor units."""
    rows = {p.id: p for p in (goods(session, columns["sku"]) for columns in CATALOGUE)}
    return sum(sell.amount_of(rows[line.product_id], line) for line in lines)


def pay(
    session: Session, *offers: offer.Offer, request_id: str | None = None, tender: str = "cash"
) -> Posted:
    """Book a ticket for what was offered, paid exactly."""
    lines = tuple(wanted(offered) for offered in offers)
    total = total_of(session, lines)
    tenders = (sell.Tender(tender, total, total),)
    return sell.sell(session, request_id or new_request_id(), lines, tenders)


def sell_serial(session: Session, serial: str, sku: str = PHONE) -> Posted:
    """Sell that very piece."""
    return pay(session, offer.offer_unit(session, unit(session, serial, sku)))


def sell_some(
    session: Session, sku: str, amount: str = "1", *, anyway: bool = False, tender: str = "cash"
) -> Posted:
    """Sell a quantity, earliest date first; `anyway` answers the short-stock question with Enter."""
    offers = offer.offer_product(
        session, goods(session, sku), quantity(session, sku, amount), {}, take_what_is_there=anyway
    )
    return pay(session, *offers, tender=tender)


def sold_line(session: Session, sale: Posted, n: int = 1) -> SoldLine:
    """Line `n` of a sale as the ledger has it now."""
    return lines_of(session.store, sale.booking_id)[n - 1]


def line_of_serial(session: Session, serial: str, sku: str = PHONE) -> SoldLine:
    """The newest sale of that piece."""
    found = last_sale_of(session.store, unit(session, serial, sku).id)
    assert found, f"{serial} was never sold"
    return found


def bring_back(
    session: Session,
    sale_line_id: int,
    amount: int = 1,
    reason: str = "C",
    destination: str = "S",
    outcome: str = "M",
) -> Posted:
    """The customer brings some of a line back (in smallest steps) and gets the money, or with C a store credit."""
    back = returns.Back(sale_line_id, amount, reason, destination)
    return returns.give_back(session, new_request_id(), (back,), outcome=outcome)


def open_session_at(session: Session, till: str) -> Session:
    """The same shop and person at another till, which is added when it is new."""
    return setup.open_session(session.store, till=till)
