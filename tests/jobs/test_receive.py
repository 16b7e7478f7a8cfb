"""Deliveries: booked whole or not at all, and no piece arrives twice."""

from __future__ import annotations

from datetime import date

import pytest

from shopstock.days import PrintedDate, parse_iso
from shopstock.jobs import item, move, receive
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput, Refusal
from shopstock.store.people import add_party
from shopstock.store.places import place_of_kind
from shopstock.store.stories import story_of_unit
from shopstock.store.tickets import ticket_numbered
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, CHEESE, OAT, OTHER_SERIAL, PHONE, SALMON, SERIAL
from tests.store.audit import findings
from tests.store.hand import Hand, dump


def phones(session: Session, *serials: str, lot: str = "") -> receive.Arrival:
    """A line of a delivery."""
    return receive.Arrival(shops.goods(session, PHONE).id, len(serials), serials, lot=lot)


def book(session: Session, *arrivals: receive.Arrival) -> receive.Received:
    """Book a delivery."""
    return receive.receive(session, new_request_id(), arrivals)


def test_a_mixed_delivery(session: Session) -> None:
    supplier = add_party(session.store, "supplier", "Volta")
    oat, cheese = shops.goods(session, OAT).id, shops.goods(session, CHEESE).id
    received = receive.receive(
        session,
        new_request_id(),
        (
            phones(session, SERIAL, OTHER_SERIAL, lot="RUN7"),
            receive.Arrival(oat, 24, lot="A", expires=parse_iso("2027-03"), cost_minor=99),
            receive.Arrival(cheese, 4250, scan="2800001042508"),
        ),
        supplier.id,
        "V-8841",
        shops.place(session, "BACK"),
    )
    assert received.paper == "GR-000001"
    booked = ticket_numbered(session.store, "GR", 1)
    assert booked
    assert (booked.kind, booked.customer, booked.note) == ("delivery", "Volta", "V-8841")
    assert [shops.on_hand(session, sku, "BACK") for sku in (PHONE, OAT, CHEESE)] == [2, 24, 4250]
    assert shops.batch(session, OAT, "A").expires == PrintedDate(date(2027, 3, 31), "month")
    assert shops.unit(session, SERIAL).lot_id == shops.batch(session, PHONE, "RUN7").id
    costs = [(row[-4], row[-1]) for row in dump(session, "movement")["movement"]]
    assert costs == [(26800, None), (26800, None), (99, None), (700, "2800001042508")]
    assert findings(session) == []


def test_a_serial_that_is_here_or_sold(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    with refuses(session, receive.KnownSerial, "..3809 is in the shop already, at SHELF-1"):
        book(session, phones(session, SERIAL))
    shops.sell_serial(session, SERIAL)
    with refuses(session, receive.KnownSerial, "..3809 was sold 22 Nov, R1-000001, Owner. A return? F5"):
        book(session, phones(session, SERIAL))
    with refuses(session, receive.KnownSerial):
        receive.check_serial_is_new(session, shops.goods(session, PHONE), SERIAL)
    receive.check_serial_is_new(session, shops.goods(session, PHONE), OTHER_SERIAL)


@pytest.mark.parametrize(
    ("way", "kind", "said"),
    [
        ("wasted", "bin", "..3809 was thrown away 03 Oct, Owner. Not taken in again"),
        ("given_away", "charity", "..3809 was given away 03 Oct, Owner. Not taken in again"),
        ("to_repair", "repairer", "..3809 is at the repairer since 03 Oct, Owner. Not taken in again"),
        ("lent", "loan", "..3809 is on loan since 03 Oct, Owner. Not taken in again"),
    ],
)
def test_a_serial_that_left_the_shop(session: Session, way: str, kind: str, said: str) -> None:
    with shops.on("2026-10-03"):
        shops.take_in_serials(session, SERIAL)
        hand, end = Hand(session), place_of_kind(session.store, kind).code
        hand.write("movement", hand.movement(hand.book("move"), way, PHONE, "SHELF-1", end, serial=SERIAL))
    with refuses(session, receive.KnownSerial, said):
        book(session, phones(session, SERIAL))


def test_one_bad_serial_and_nothing_is_booked(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    units = dump(session, "unit")
    with refuses(session, receive.KnownSerial):
        book(session, phones(session, OTHER_SERIAL, SERIAL))
    assert dump(session, "unit") == units
    book(session, phones(session, OTHER_SERIAL))


def test_a_serial_twice_in_one_delivery(session: Session) -> None:
    with refuses(session, receive.KnownSerial, "..3809 is in this delivery twice"):
        book(session, phones(session, SERIAL, SERIAL))
    with refuses(session, receive.KnownSerial, "twice"):
        book(session, phones(session, SERIAL), phones(session, OTHER_SERIAL, SERIAL))
    assert dump(session, "unit")["unit"] == []
    book(session, phones(session, "1-23", "12-3"))
    assert shops.on_hand(session, PHONE) == 2


@pytest.mark.parametrize(("way", "what"), [("sent_back", "received"), ("lost", "found")])
def test_a_piece_that_left_may_come_again(session: Session, way: str, what: str) -> None:
    shops.take_in_serials(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    shift = move.Shift(unit.lot_id, 1, shops.place(session, "SHELF-1"), unit.id)
    move.move(session, new_request_id(), (shift,), way)
    assert shops.on_hand(session, PHONE) == 0
    shops.take_in_serials(session, SERIAL)
    assert [t.what for t in story_of_unit(session.store, unit.id)] == ["received", way, what]
    assert findings(session) == []


def test_one_lot_has_one_date(session: Session) -> None:
    oat = shops.goods(session, OAT)
    shops.take_in(session, OAT, "2", lot="A", expires="2026-12-30")
    for other in ("2026-12-31", "2026-12"):
        with refuses(session, receive.DateConflict, "lot A is here with 30 Dec. One lot, one date"):
            book(session, receive.Arrival(oat.id, 2, lot="A", expires=parse_iso(other)))
    shops.take_in(session, OAT, "2", lot="A", expires="2026-12-30")
    shops.take_in(session, OAT, "2", lot="A")
    shops.take_in(session, SALMON, "2", lot="A", expires="2026-12-31")
    assert shops.on_hand(session, OAT) == 6
    assert [row[2] for row in dump(session, "lot")["lot"]].count("A") == 2


def test_a_product_with_lots_needs_the_lot(session: Session) -> None:
    with refuses(session, receive.WhichLot, "Oat milk 1 l needs its lot code"):
        shops.take_in(session, OAT, "2")
    shops.take_in(session, OAT, "2", lot="A")


def test_serials_and_lots_are_cleaned_on_the_way_in(session: Session) -> None:
    book(session, phones(session, " \u202e1-23\t", lot=" RUN\u200b 7 "))
    assert shops.unit(session, "1-23").lot_id == shops.batch(session, PHONE, "RUN 7").id
    with refuses(session, receive.KnownSerial, "twice"):
        book(session, phones(session, "A1", "A1\n"))
    for serial, said in (("", "a serial is empty"), ("\x00", "is empty"), ("x" * 65, "has 65 characters")):
        with refuses(session, BadInput, said):
            book(session, phones(session, serial))
    with refuses(session, BadInput, "a lot has 65 characters, 64 is the most"):
        shops.take_in(session, OAT, "1", lot="x" * 65)


def test_a_month_keeps_its_precision(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2027-03")
    with refuses(session, receive.DateConflict, "lot A is here with Mar 2027"):
        shops.take_in(session, OAT, "2", lot="A", expires="2027-03-31")
    shops.take_in(session, OAT, "2", lot="A", expires="2027-03")


def test_a_date_from_the_shelf_life(session: Session) -> None:
    assert receive.default_date(session, shops.goods(session, OAT)) is None
    item.save_item(session, {"sku": OAT, "shelf_life_days": "10"})
    assert receive.default_date(session, shops.goods(session, OAT)) == PrintedDate(date(2026, 12, 2))
    item.save_item(session, {"sku": CABLE, "shelf_life_days": "10"})
    assert receive.default_date(session, shops.goods(session, CABLE)) is None


@pytest.mark.parametrize("code", ["NOWHERE", "CUSTOMER", "SUPPLIER", "BIN", "VISITING"])
def test_goods_are_taken_in_to_a_place_of_the_shop(session: Session, code: str) -> None:
    with refuses(session, receive.UnknownPlace, f"{code} is no place of this shop"):
        receive.receiving_place(session, code)
    assert receive.receiving_place(session, " shelf-2 ").code == "SHELF-2"
    assert receive.default_place(session).code == "SHELF-1"


def test_the_same_request_is_one_delivery(session: Session) -> None:
    request = new_request_id()
    first = receive.receive(session, request, (phones(session, SERIAL),))
    after = dump(session)
    again = receive.receive(session, request, (phones(session, SERIAL, OTHER_SERIAL),))
    assert (again.paper, again.at_us, again.repeated) == (first.paper, first.at_us, True)
    assert dump(session) == after
    assert not first.repeated


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_delivery(session: Session, amount: int) -> None:
    before = dump(session)
    with pytest.raises(Refusal):
        book(session, receive.Arrival(shops.goods(session, CABLE).id, amount))
    assert dump(session) == before
