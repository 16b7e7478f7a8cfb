"""Holding and releasing lots and units."""

from __future__ import annotations

import pytest

from shopstock.jobs import hold, offer, setup
from shopstock.jobs.imports import import_rows
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput
from shopstock.store import engine
from shopstock.store.catalogue import ProductRow, product_with_sku
from shopstock.store.lots import LotRow, UnitRow, lot, lots_like, plain_lot, units_like
from shopstock.store.stories import story_of_lot, story_of_unit


@pytest.fixture
def session() -> Session:
    store = engine.in_memory()
    setup.new_shop(store, "Corner", "EUR", "Europe/Berlin")
    made = setup.open_session(store)
    import_rows(made, "sku,name,tracking,price\nBAR,Chocolate bar,lot,1.20\nBOOK,Lumo Book,serial,799\n")
    import_rows(made, "sku,quantity,lot,serial\nBAR,5,K22,\nBOOK,1,,LB-1\n")
    return made


def bar(session: Session) -> tuple[ProductRow, LotRow]:
    row = product_with_sku(session.store, "BAR")
    assert row
    return row, lots_like(session.store, "K22")[0]


def book(session: Session) -> UnitRow:
    return units_like(session.store, "LB-1")[0]


def test_a_held_lot_cannot_be_sold_until_it_is_released(session: Session) -> None:
    row, found = bar(session)
    hold.hold_lot(session, new_request_id(), found.id, "label missing")
    with pytest.raises(offer.Held, match="label missing"):
        offer.offer_lot(session, row, lot(session.store, found.id), 1)
    hold.release_lot(session, new_request_id(), found.id, "label found")
    assert offer.offer_lot(session, row, lot(session.store, found.id), 1).quantity == 1
    told = [(step.what, step.reason) for step in story_of_lot(session.store, found.id)]
    assert told[1:] == [("held", "label missing"), ("released", "label found")]


def test_a_recalled_lot_says_so_and_stays_recalled(session: Session) -> None:
    row, found = bar(session)
    done = hold.hold_lot(session, new_request_id(), found.id, "nuts not on the label", recalled=True)
    assert done.paper == "RC-000001"
    hold.hold_lot(session, new_request_id(), found.id, "nuts, again")
    with pytest.raises(offer.Recalled, match="nuts, again"):
        offer.offer_lot(session, row, lot(session.store, found.id), 1)


def test_a_held_unit(session: Session) -> None:
    hold.hold_unit(session, new_request_id(), book(session).id, "flickers")
    with pytest.raises(offer.Held, match="flickers"):
        offer.offer_unit(session, book(session))
    hold.release_unit(session, new_request_id(), book(session).id)
    assert offer.offer_unit(session, book(session)).quantity == 1
    assert [step.what for step in story_of_unit(session.store, book(session).id)] == [
        "received", "held", "released",
    ]  # fmt: skip


def test_a_repeated_request_changes_nothing(session: Session) -> None:
    _, found = bar(session)
    first, again = new_request_id(), new_request_id()
    hold.hold_lot(session, first, found.id, "one")
    hold.release_lot(session, again, found.id)
    assert hold.hold_lot(session, first, found.id, "one").repeated
    assert not lot(session.store, found.id).held
    assert hold.release_lot(session, again, found.id).repeated


def test_what_cannot_be_held_or_released(session: Session) -> None:
    _, found = bar(session)
    with pytest.raises(BadInput, match="needs a reason"):
        hold.hold_lot(session, new_request_id(), found.id, "  \x1b ")
    with pytest.raises(hold.NotHeld, match="K22 is not held"):
        hold.release_lot(session, new_request_id(), found.id)
    with pytest.raises(hold.NotHeld, match="LB-1 is not held"):
        hold.release_unit(session, new_request_id(), book(session).id)
    with pytest.raises(hold.PlainLot):
        hold.hold_lot(session, new_request_id(), plain_lot(session.store, found.product_id).id, "why not")
