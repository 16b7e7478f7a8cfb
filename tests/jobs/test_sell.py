"""Selling: earliest date first, through the printed day, and never what is not there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from shopstock.jobs import hold, item, markdowns, move, offer, sell
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.warranty_terms import line_term
from shopstock.refusal import Refusal
from shopstock.store.lots import UnitRow, set_lot_hold, set_unit_hold
from shopstock.store.tickets import events_of, lines_of, movements_of, payments_of, ticket
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, CHEESE, OAT, PHONE, SALMON, SERIAL
from tests.store.audit import findings
from tests.store.hand import dump


def offered(session: Session, sku: str, amount: str, taken: dict[int, int] | None = None) -> dict[str, int]:
    """What is offered of a product: lot code and quantity, in order."""
    offers = offer.offer_product(
        session, shops.goods(session, sku), shops.quantity(session, sku, amount), taken or {}
    )
    codes = {row[0]: row[2] for row in dump(session, "lot")["lot"]}
    return {codes[offered.lot_id]: offered.quantity for offered in offers}


def test_the_earliest_date_goes_first(session: Session) -> None:
    with shops.on("2026-10-20"):
        shops.take_in(session, OAT, "5", lot="LATER", expires="2026-10-30")
        shops.take_in(session, OAT, "5", lot="SOONER", expires="2026-10-29")
        sale = shops.sell_some(session, OAT)
    assert shops.sold_line(session, sale).lot_code == "SOONER"


def test_several_lots_are_a_line_each_and_no_date_goes_last(session: Session) -> None:
    for lot, expires in (("NONE", ""), ("DEC", "2026-12-30"), ("MONTH", "2026-11"), ("YEAR", "2026")):
        shops.take_in(session, OAT, "2", lot=lot, expires=expires)
    assert list(offered(session, OAT, "8").items()) == [("MONTH", 2), ("DEC", 2), ("YEAR", 2), ("NONE", 2)]
    assert offered(session, OAT, "3") == {"MONTH": 2, "DEC": 1}
    sale = shops.sell_some(session, OAT, "3")
    assert [(line.lot_code, line.quantity) for line in lines_of(session.store, sale.booking_id)] == [
        ("MONTH", 2),
        ("DEC", 1),
    ]


def test_equal_dates_go_in_the_order_received(session: Session) -> None:
    for lot in ("Z", "A"):
        shops.take_in(session, OAT, "1", lot=lot, expires="2026-12-30")
    assert list(offered(session, OAT, "2")) == ["Z", "A"]


def test_what_is_short_is_said_before_anything_is_booked(session: Session) -> None:
    shops.take_in(session, OAT, "30", lot="A", expires="2026-12-30")
    shops.take_in(session, OAT, "15", lot="B", expires="2026-12-31")
    with refuses(session, offer.ShortStock, "45 there, 5 short"):
        shops.sell_some(session, OAT, "50")
    sale = shops.sell_some(session, OAT, "50", anyway=True)
    assert [line.quantity for line in lines_of(session.store, sale.booking_id)] == [30, 15]
    with refuses(session, offer.NotInStock, "none is on the shelves"):
        shops.sell_some(session, OAT)


def test_a_lot_at_two_shelves_is_one_line_and_two_ways(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-12-30")
    shops.take_in(session, OAT, "3", lot="A", expires="2026-12-30", place_code="BACK")
    shops.take_in(session, OAT, "9", lot="A", expires="2026-12-30", place_code="QUARANTINE")
    with refuses(session, offer.ShortStock, "5 there, 1 short"):
        shops.sell_some(session, OAT, "6")
    sale = shops.sell_some(session, OAT, "5")
    assert [m.quantity for m in movements_of(session.store, sale.booking_id)] == [2, 3]
    assert shops.sold_line(session, sale).quantity == 5
    assert shops.on_hand(session, OAT) == 9
    assert findings(session) == []


def test_what_the_basket_has_is_not_offered_again(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-12-30")
    shops.take_in(session, OAT, "2", lot="B", expires="2026-12-31")
    lot = shops.batch(session, OAT, "A").id
    assert offered(session, OAT, "2", {lot: 1}) == {"A": 1, "B": 1}
    with refuses(session, offer.ShortStock, "2 there, 1 short"):
        offered(session, OAT, "3", {lot: 2})
    with refuses(session, offer.NotInStock, "all of it is in this basket"):
        offered(session, OAT, "1", {lot: 2, shops.batch(session, OAT, "B").id: 2})


def test_a_basket_with_more_than_there_is_is_refused_whole(session: Session) -> None:
    shops.take_in(session, OAT, "3", lot="A", expires="2026-12-30")
    offered = offer.offer_product(session, shops.goods(session, OAT), 2, {})[0]
    with refuses(session, offer.ShortStock, "short"):
        shops.pay(session, offered, offered)
    shops.pay(session, offered)


@pytest.mark.parametrize(
    ("expires", "last", "after"),
    [
        ("2026-11-22", "2026-11-22", "2026-11-23"),
        ("2026-11", "2026-11-30", "2026-12-01"),
        ("2027-02", "2027-02-28", "2027-03-01"),
        ("2026", "2026-12-31", "2027-01-01"),
    ],
)
def test_goods_are_sold_through_the_printed_day(
    session: Session, expires: str, last: str, after: str
) -> None:
    for sku in (OAT, SALMON):
        shops.take_in(session, sku, "2", lot="A", expires=expires)
    with shops.on(last, 23, 59, 59):
        for sku in (OAT, SALMON):
            shops.sell_some(session, sku)
    with shops.on(after, 0, 0):
        with refuses(session, offer.BestBeforePassed, "best by", "yesterday"):
            shops.sell_some(session, OAT)
        with refuses(session, offer.UseByPassed, "not sold"):
            shops.sell_some(session, SALMON)


def test_midnight_passes_in_a_running_shop(session: Session, sunday: time_machine.Traveller) -> None:
    """The same open session; the clock on the wall decides, in the shop's zone and not in UTC."""
    shops.take_in(session, SALMON, "3", lot="A", expires="2026-11-22")
    offered = offer.offer_product(session, shops.goods(session, SALMON), 1, {})[0]
    zone = datetime.fromisoformat("2026-11-22T23:59:59+01:00")
    sunday.move_to(zone, tick=False)
    assert shops.pay(session, offered).paper == "R1-000001"
    sunday.move_to(zone + timedelta(seconds=1), tick=False)
    assert session.today() == date(2026, 11, 23)
    with refuses(session, offer.UseByPassed):  # it was offered before midnight and is refused after
        shops.pay(session, offered)
    with refuses(session, offer.UseByPassed):
        offer.offer_lot(session, shops.goods(session, SALMON), shops.batch(session, SALMON, "A"), 1)


def test_the_best_before_question_answered_with_enter(session: Session) -> None:
    shops.take_in(session, OAT, "3", lot="A", expires="2026-11-20")
    row, lot = shops.goods(session, OAT), shops.batch(session, OAT, "A")
    with refuses(session, offer.BestBeforePassed, "2 days ago"):
        offer.offer_lot(session, row, lot, 1)
    offered = offer.offer_lot(session, row, lot, 1, dated="over 2026-11-22")
    with refuses(session, offer.BestBeforePassed):
        shops.pay(session, offered)
    line = sell.Wanted(row.id, lot.id, None, 1, offered.price_minor, dated="over 2026-11-22")
    sell.sell(session, new_request_id(), (line,), (sell.Tender("cash", 215, 215),))
    assert shops.on_hand(session, OAT) == 2


def test_a_passed_lot_is_left_out_and_the_next_one_offered(session: Session) -> None:
    shops.take_in(session, OAT, "1", lot="OLD", expires="2026-11-21")
    shops.take_in(session, OAT, "1", lot="NEW", expires="2026-11-22")
    assert offered(session, OAT, "1") == {"NEW": 1}


def test_a_marked_down_lot_has_its_own_price(session: Session) -> None:
    shops.take_in(session, OAT, "1", lot="A", expires="2026-11-23")
    shops.take_in(session, OAT, "1", lot="B", expires="2026-12-30")
    markdowns.mark(session, new_request_id(), (markdowns.Marking(shops.batch(session, OAT, "A").id, 108),))
    assert [o.price_minor for o in offer.offer_product(session, shops.goods(session, OAT), 2, {})] == [
        108,
        215,
    ]


def test_held_recalled_and_stolen(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, OAT, "1", lot="A", expires="2026-12-30")
    unit, lot = shops.unit(session, SERIAL).id, shops.batch(session, OAT, "A").id
    set_unit_hold(session.store, unit, "asked for by Ana")
    with refuses(session, offer.Held, "..3809 is held: asked for by Ana"):
        shops.sell_serial(session, SERIAL)
    set_unit_hold(session.store, unit, None)
    session.store.db.execute_sql("UPDATE unit SET stolen = 1")
    with refuses(session, offer.Stolen, "stolen list"):
        shops.sell_serial(session, SERIAL)
    set_lot_hold(session.store, lot, "smells")
    with refuses(session, offer.Held, "lot A is held: smells"):
        shops.sell_some(session, OAT)
    set_lot_hold(session.store, lot, "glass", recalled=True)
    with refuses(session, offer.Recalled, "lot A is recalled (glass)"):
        shops.sell_some(session, OAT)
    set_lot_hold(session.store, lot, None)
    shops.sell_some(session, OAT)


def test_a_serial_that_is_not_for_sale(session: Session) -> None:
    with refuses(session, offer.WhichSerial, "None is in stock"):
        shops.sell_some(session, PHONE)
    shops.take_in_serials(session, SERIAL)
    with refuses(session, offer.WhichSerial, "needs its serial", "list 1 in stock"):
        shops.sell_some(session, PHONE)
    sale = shops.sell_serial(session, SERIAL)
    with refuses(session, offer.AlreadySold, "..3809 was sold 22 Nov, R1-000001, Owner"):
        shops.sell_serial(session, SERIAL)
    shops.bring_back(session, shops.sold_line(session, sale).id, destination="Q")
    with refuses(session, offer.NotInStock, "..3809 is at QUARANTINE 22 Nov, Owner, not for sale"):
        shops.sell_serial(session, SERIAL)


def test_the_same_piece_twice_in_a_basket(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    offered = offer.offer_unit(session, shops.unit(session, SERIAL))
    before = dump(session)
    with pytest.raises(Refusal):
        shops.pay(session, offered, offered)
    assert dump(session) == before
    shops.pay(session, offered)


def test_short_plain_stock_is_found_and_put_on_the_recount_list(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    with refuses(session, offer.ShortStock, "books say 2 left, you sell 5"):
        shops.sell_some(session, CABLE, "5")
    sale = shops.sell_some(session, CABLE, "5", anyway=True)
    assert [(m.what, m.quantity) for m in movements_of(session.store, sale.booking_id)] == [
        ("sold", 2),
        ("found", 3),
        ("sold", 3),
    ]
    assert [event.what for event in events_of(session.store, sale.booking_id)] == ["recount_due"]
    assert shops.on_hand(session, CABLE) == 0
    assert findings(session) == []


def test_a_recount_note_says_the_quantity_as_people_do(session: Session) -> None:
    shops.take_in(session, CHEESE, "1.000")
    shops.sell_some(session, CHEESE, "1.250", anyway=True)
    assert session.store.db.execute_sql("SELECT note FROM event").fetchall() == [("sold 0.250 more",)]


def test_a_stop_says_since_when_and_by_whom(session: Session) -> None:
    with shops.on("2026-10-03"):
        shops.take_in_serials(session, SERIAL)
        shops.take_in(session, OAT, "2", lot="24B07", expires="2026-12-30")
        shops.take_in(session, OAT, "2", lot="24B08", expires="2026-12-30", place_code="QUARANTINE")
        unit, lot = shops.unit(session, SERIAL), shops.batch(session, OAT, "24B07")
        hold.hold_unit(session, new_request_id(), unit.id, "faulty return")
        hold.hold_lot(session, new_request_id(), lot.id, "smells")
    with refuses(session, offer.Held, "..3809 is held: faulty return 03 Oct, Owner"):
        offer.offer_unit(session, unit_again(session))
    with refuses(session, offer.Held, "Oat milk 1 l lot 24B07 is held: smells 03 Oct, Owner"):
        offer.offer_lot(session, shops.goods(session, OAT), shops.batch(session, OAT, "24B07"), 1)
    hold.hold_lot(session, new_request_id(), lot.id, "nuts", recalled=True)
    with refuses(session, offer.Recalled, "lot 24B07 is recalled (nuts) 22 Nov, Owner. Red box"):
        offer.offer_lot(session, shops.goods(session, OAT), shops.batch(session, OAT, "24B07"), 1)
    with refuses(session, offer.NotInStock, "lot 24B08 is at QUARANTINE 03 Oct, Owner, not for sale"):
        offer.offer_lot(session, shops.goods(session, OAT), shops.batch(session, OAT, "24B08"), 1)
    hold.release_unit(session, new_request_id(), unit.id)
    place = move.Shift(unit.lot_id, 1, shops.place(session, "SHELF-1"), unit.id)
    move.move(session, new_request_id(), (place,), "lost")
    with refuses(session, offer.NotInStock, "..3809 is at LOSS 22 Nov, Owner, not for sale"):
        offer.offer_unit(session, unit_again(session))


def test_a_sold_out_lot_says_since_when(session: Session) -> None:
    shops.take_in(session, OAT, "1", lot="A", expires="2026-12-30")
    shops.sell_some(session, OAT)
    with refuses(session, offer.NotInStock, "Oat milk 1 l lot A is off the shelves 22 Nov, Owner"):
        offer.offer_lot(session, shops.goods(session, OAT), shops.batch(session, OAT, "A"), 1)


def unit_again(session: Session) -> UnitRow:
    """The phone as it is now."""
    return shops.unit(session, SERIAL)


def test_a_lot_is_never_found(session: Session) -> None:
    """A serial or a lot that is not there is never invented."""
    shops.take_in(session, OAT, "1", lot="A", expires="2026-12-30")
    offered = offer.offer_product(session, shops.goods(session, OAT), 1, {})[0]
    wanted = sell.Wanted(offered.product_id, offered.lot_id, None, 2, 215, found=1)
    with refuses(session, offer.ShortStock, "1 there, 1 short"):
        sell.sell(session, new_request_id(), (wanted,), (sell.Tender("cash", 430, 430),))


def test_cheese_by_weight(session: Session) -> None:
    shops.take_in(session, CHEESE, "2.500")
    sale = shops.sell_some(session, CHEESE, "1.237")
    line = shops.sold_line(session, sale)
    assert (line.quantity, line.amount_minor, shops.on_hand(session, CHEESE)) == (1237, 1583, 1263)
    with refuses(session, offer.ShortStock, "books say 1.263 left, you sell 1.264"):
        shops.sell_some(session, CHEESE, "1.264")
    shops.bring_back(session, line.id, 237)
    assert shops.on_hand(session, CHEESE) == 1500


def test_a_ticket_keeps_what_was_agreed(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    item.save_item(session, {"sku": PHONE, "return_days": "14"})
    offered = offer.offer_unit(session, shops.unit(session, SERIAL))
    wanted = sell.Wanted(offered.product_id, offered.lot_id, offered.unit_id, 1, 39900, discount_ppm=100_000)
    tenders = (sell.Tender("cash", 5910, 6000), sell.Tender("card", 30000, 30000))
    sale = sell.sell(session, new_request_id(), (wanted,), tenders)
    item.save_item(
        session, {"sku": PHONE, "price": "1.00", "warranty": "", "tax_rate": "7", "return_days": ""}
    )
    line = shops.sold_line(session, sale)
    assert (line.price_minor, line.amount_minor, line.cost_minor) == (39900, 35910, 26800)
    assert (line.warranty_until, line.return_until) == ("2028-11-22", "2026-12-06")
    assert payments_of(session.store, sale.booking_id) == [("cash", 5910, 6000), ("card", 30000, 30000)]
    assert ticket(session.store, sale.booking_id).paper == "R1-000001"
    assert dump(session, "sale_line")["sale_line"][0][12] == 5734  # the tax in 359.10 at 19 percent


def test_a_ticket_is_paid_exactly(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    offered = offer.offer_product(session, shops.goods(session, CABLE), 1, {})[0]
    for paid, said in ((989, "9.89 is paid of 9.90"), (991, "9.91 is paid of 9.90"), (0, "0.00 is paid")):
        with refuses(session, sell.NotPaid, said):
            sell.sell(session, new_request_id(), (shops.wanted(offered),), (sell.Tender("cash", paid, 1000),))
    shops.pay(session, offered)


def test_the_same_request_is_one_ticket(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    offered = offer.offer_product(session, shops.goods(session, CABLE), 2, {})[0]
    request = new_request_id()
    first = shops.pay(session, offered, request_id=request)
    after = dump(session)
    with shops.on("2026-11-23"):
        again = shops.pay(session, offered, request_id=request)  # though nothing is left to sell
    assert again == first._replace(repeated=True)
    assert dump(session) == after


def test_warranties_are_added_once(session: Session) -> None:
    item.save_item(session, {"sku": PHONE, "warranty": "1 month"})
    row = shops.goods(session, PHONE)
    assert line_term(session, row, None, date(2027, 1, 31)).until == date(2027, 2, 28)
    none = row._replace(warranty_number=None, warranty_unit=None)
    assert line_term(session, none, None, date(2027, 1, 1)).until is None
