"""Moving goods that are here: what stands there, to where it may go."""

from __future__ import annotations

import pytest

from shopstock.jobs import move
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Refusal
from shopstock.store.ledger import Posted
from shopstock.store.lots import set_lot_hold, set_unit_hold
from shopstock.store.tickets import ticket
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, CHEESE, OAT, PHONE, SALMON, SERIAL
from tests.store.audit import findings
from tests.store.hand import dump


def shift(session: Session, sku: str, amount: str, origin: str = "SHELF-1", lot: str = "") -> move.Shift:
    """Some of a lot from a place."""
    of_lot = shops.batch(session, sku, lot).id
    return move.Shift(of_lot, shops.quantity(session, sku, amount), shops.place(session, origin))


def go(session: Session, one: move.Shift, end: str) -> Posted:
    """Move it there."""
    return move.move(session, new_request_id(), (one,), end=shops.place(session, end))


def test_to_the_back_and_to_the_shelf(session: Session) -> None:
    shops.take_in(session, CHEESE, "2.500")
    moved = go(session, shift(session, CHEESE, "1.250"), "BACK")
    assert moved.paper == "MV-000001"
    assert [shops.on_hand(session, CHEESE, place) for place in ("SHELF-1", "BACK")] == [1250, 1250]
    with refuses(session, move.NotThere, "only 1.250 of Gouda, young at SHELF-1"):
        go(session, shift(session, CHEESE, "1.251"), "BACK")
    with refuses(session, move.NotThere, "only 0.000 of Gouda, young at SHELF-2"):
        go(session, shift(session, CHEESE, "1", "SHELF-2"), "BACK")


def test_a_unit_moves_from_where_it_is(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    one = move.Shift(unit.lot_id, 1, shops.place(session, "SHELF-1"), unit.id)
    go(session, one, "BENCH")
    with refuses(session, move.NotThere, "only 0 of Aria X2 at SHELF-1"):
        go(session, one, "BACK")
    assert shops.unit(session, SERIAL).place_code == "BENCH"


@pytest.mark.parametrize(
    ("what", "kind", "paper", "end"),
    [
        ("wasted", "waste", "WS-000001", "bin"),
        ("sent_back", "move", "MV-000001", "supplier"),
        ("given_away", "move", "MV-000001", "charity"),
        ("lost", "move", "MV-000001", "loss"),
    ],
)
def test_out_of_the_shop(session: Session, what: str, kind: str, paper: str, end: str) -> None:
    shops.take_in(session, CABLE, "3")
    booked = move.move(session, new_request_id(), (shift(session, CABLE, "2"),), what)
    assert (booked.paper, ticket(session.store, booked.booking_id).kind) == (paper, kind)
    assert shops.on_hand(session, CABLE) == 1
    assert dump(session, "movement")["movement"][-1][15] == end


@pytest.mark.parametrize("end", ["CUSTOMER", "SUPPLIER", "BIN", "LOAN", "SHELF-1"])
def test_a_move_stays_in_the_shop(session: Session, end: str) -> None:
    shops.take_in(session, CABLE, "3")
    before = dump(session)
    with pytest.raises(Refusal):
        go(session, shift(session, CABLE, "1"), end)
    assert dump(session) == before
    go(session, shift(session, CABLE, "1"), "QUARANTINE")


def test_two_shifts_of_the_same_goods(session: Session) -> None:
    """Each fits by itself; both together are more than there is."""
    shops.take_in(session, CABLE, "3")
    two = shift(session, CABLE, "2")
    with refuses(session, move.NotThere, "less stands there than you move"):
        move.move(session, new_request_id(), (two, two), "wasted")
    move.move(session, new_request_id(), (two, shift(session, CABLE, "1")), "wasted")
    assert findings(session) == []


def test_held_and_passed_goods_are_given_to_nobody(session: Session) -> None:
    shops.take_in(session, SALMON, "2", lot="S", expires="2026-11-21")
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-21")
    shops.take_in_serials(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    set_unit_hold(session.store, unit.id, "asked for")
    one = move.Shift(unit.lot_id, 1, shops.place(session, "SHELF-1"), unit.id)
    for given, said in ((one, "is held"), (shift(session, SALMON, "1", lot="S"), "use-by has passed")):
        with refuses(session, move.NotToGive, said):
            move.move(session, new_request_id(), (given,), "given_away")
        move.move(session, new_request_id(), (given,), "wasted")
    oats = shift(session, OAT, "1", lot="A")
    move.move(session, new_request_id(), (oats,), "given_away")  # past its best, still good
    set_lot_hold(session.store, oats.lot_id, "smells")
    with refuses(session, move.NotToGive, "is held"):
        move.move(session, new_request_id(), (oats,), "given_away")
    assert shops.on_hand(session, PHONE) == 0


def test_the_same_request_is_one_move(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    request, one = new_request_id(), (shift(session, CABLE, "2"),)
    first = move.move(session, request, one, "wasted")
    after = dump(session)
    assert move.move(session, request, one, "wasted") == first._replace(repeated=True)
    assert dump(session) == after
