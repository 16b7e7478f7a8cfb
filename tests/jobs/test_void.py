"""Undoing: the exact mirror, once, and not while something later rests on it."""

from __future__ import annotations

import pytest

from shopstock.jobs import dates, item, markdowns, move, offer, return_rules, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.ledger import Posted
from shopstock.store.stories import story_of_unit
from shopstock.store.tickets import movements_of, payments_of, ticket
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, OAT, SERIAL
from tests.store.audit import findings
from tests.store.hand import dump


def undo(session: Session, booking_id: int) -> Posted:
    """Void that booking."""
    return void.void(session, new_request_id(), booking_id)


def stands(session: Session) -> list[tuple[object, ...]]:
    """What is physically where, and every unit's place."""
    db = session.store.db
    here = db.execute_sql(
        "SELECT lot_id, place_id, quantity FROM balance WHERE quantity > 0 AND physical = 1"
    )
    at = db.execute_sql("SELECT unit_id, place_id FROM unit_at")
    return sorted(here.fetchall()) + sorted(at.fetchall())


def test_a_voided_sale(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, OAT, "2", lot="A", expires="2026-12-30")
    before = stands(session)
    offers = [offer.offer_unit(session, shops.unit(session, SERIAL))]
    offers += offer.offer_product(session, shops.goods(session, OAT), 2, {})
    sale = shops.pay(session, *offers)
    voided = undo(session, sale.booking_id)
    assert voided.paper == "VD-000001"
    assert stands(session) == before
    assert payments_of(session.store, voided.booking_id) == [("cash", -40330, -40330)]
    mirrored = [(m.what, m.quantity) for m in movements_of(session.store, voided.booking_id)]
    assert mirrored == [("voided", 2), ("voided", 1)]
    assert ticket(session.store, sale.booking_id).reversed_by == voided.booking_id
    assert [t.what for t in story_of_unit(session.store, shops.unit(session, SERIAL).id)] == [
        "received",
        "sold",
        "voided",
    ]
    assert shops.sell_serial(session, SERIAL).paper == "R1-000002"
    assert findings(session) == []


def test_nothing_is_undone_twice(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    sale = shops.sell_some(session, CABLE)
    voided = undo(session, sale.booking_id)
    with refuses(session, void.CannotUndo, "R1-000001 was undone already"):
        undo(session, sale.booking_id)
    with refuses(session, void.CannotUndo, "VD-000001 cannot be undone"):
        undo(session, voided.booking_id)
    undo(session, shops.sell_some(session, CABLE).booking_id)


def test_a_sale_of_which_some_came_back(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    sale = shops.sell_some(session, CABLE, "2")
    back = shops.bring_back(session, shops.sold_line(session, sale).id)
    with refuses(
        session, void.CannotUndo, "some of it came back (RT-000001, 22 Nov, Owner). Undo that first"
    ):
        undo(session, sale.booking_id)
    undo(session, back.booking_id)
    undo(session, sale.booking_id)
    assert shops.on_hand(session, CABLE) == 2
    assert findings(session) == []


def test_a_piece_that_moved_on(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    delivery = dump(session, "booking")["booking"][-1][0]
    sale = shops.sell_serial(session, SERIAL)
    with refuses(session, void.CannotUndo, "..3809 went on (R1-000001, 22 Nov, Owner). Undo that first"):
        undo(session, delivery)
    back = shops.bring_back(session, shops.sold_line(session, sale).id)
    shops.sell_serial(session, SERIAL)
    with refuses(session, void.CannotUndo, "..3809 went on (R1-000002, 22 Nov, Owner). Undo that first"):
        undo(session, back.booking_id)


def test_goods_that_moved_on(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    delivery = dump(session, "booking")["booking"][-1][0]
    sale = shops.sell_some(session, CABLE)
    with refuses(session, void.CannotUndo, "Cable USB-C went on (R1-000001, 22 Nov, Owner). Undo that first"):
        undo(session, delivery)
    undo(session, sale.booking_id)
    undo(session, delivery)
    assert shops.on_hand(session, CABLE) == 0
    assert findings(session) == []


def test_found_goods_are_lost_again(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    sale = shops.sell_some(session, CABLE, "5", anyway=True)
    undo(session, sale.booking_id)
    assert shops.on_hand(session, CABLE) == 2
    assert findings(session) == []


def test_a_voided_return_can_be_returned_again(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    line = shops.sold_line(session, shops.sell_some(session, CABLE, "3"))
    first = shops.bring_back(session, line.id, 2)
    undo(session, first.booking_id)
    with refuses(session, return_rules.TooMany):
        shops.bring_back(session, line.id, 4)
    back = shops.bring_back(session, line.id, 3)
    assert payments_of(session.store, back.booking_id) == [("cash", -2970, -2970)]
    assert findings(session) == []


def test_moved_and_wasted_goods_come_back(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    before = stands(session)
    shift = move.Shift(shops.batch(session, CABLE, "").id, 2, shops.place(session, "SHELF-1"))
    moved = move.move(session, new_request_id(), (shift,), end=shops.place(session, "BACK"))
    undo(session, moved.booking_id)
    assert stands(session) == before
    wasted = move.move(session, new_request_id(), (shift,), "wasted")
    undo(session, wasted.booking_id)
    assert stands(session) == before


@pytest.fixture
def due(session: Session) -> dates.Due:
    """Four oat milks that expire tomorrow, on this morning's list."""
    shops.take_in(session, OAT, "4", lot="A", expires="2026-11-23")
    return dates.list_due(session)[0]


def test_an_undone_markdown_gives_the_price_back(session: Session, due: dates.Due) -> None:
    marked = dates.act(session, new_request_id(), (dates.Act(due, "M", 4),))
    assert shops.batch(session, OAT, "A").price_minor == 107
    undo(session, marked.booking_id)
    assert shops.batch(session, OAT, "A").price_minor is None
    assert dates.list_due(session)[0].action is None
    assert dates.list_due(session)[0].price_minor == 215


def test_the_same_undo_again_changes_no_price(session: Session, due: dates.Due) -> None:
    marked = dates.act(session, new_request_id(), (dates.Act(due, "M", 4),))
    request = new_request_id()
    first = dates.undo(session, request, marked.booking_id)
    markdowns.mark(session, new_request_id(), (markdowns.Marking(due.row.lot_id, 99),))
    assert dates.undo(session, request, marked.booking_id) == first._replace(repeated=True)
    assert shops.batch(session, OAT, "A").price_minor == 99


def test_an_undone_markdown_leaves_a_newer_price(session: Session, due: dates.Due) -> None:
    first = dates.act(session, new_request_id(), (dates.Act(due, "M", 4),))
    item.save_item(session, {"sku": OAT, "price": "3.00"})
    dates.act(session, new_request_id(), (dates.Act(dates.list_due(session)[0], "M", 4),))
    assert shops.batch(session, OAT, "A").price_minor == 150
    undo(session, first.booking_id)
    assert shops.batch(session, OAT, "A").price_minor == 150


def test_an_undone_signature(session: Session, due: dates.Due) -> None:
    signed = dates.sign(session, new_request_id())
    assert dates.is_signed(session)
    undo(session, signed.booking_id)
    assert not dates.is_signed(session)
    dates.sign(session, new_request_id())
    assert dates.is_signed(session)


def test_the_same_request_undoes_once(session: Session) -> None:
    shops.take_in(session, CABLE, "2")
    sale = shops.sell_some(session, CABLE)
    request = new_request_id()
    first = void.void(session, request, sale.booking_id)
    assert void.void(session, request, sale.booking_id) == first._replace(repeated=True)


def test_what_moves_nothing_is_not_undone(session: Session) -> None:
    item.save_item(session, {"sku": CABLE, "price": "8.90"})
    event = dump(session, "booking")["booking"][-1][0]
    with refuses(session, void.CannotUndo, "that cannot be undone"):
        undo(session, event)
    with pytest.raises(LookupError):
        undo(session, 99)
