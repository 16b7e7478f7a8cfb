"""Markdowns: no lot gets a price that no step of it says, and no step says what did not stand."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import markdowns, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.audit import audit
from tests import shops
from tests.shops import OAT
from tests.store.audit import findings
from tests.store.hand import Hand, Row, refused

TABLE = "markdown"


@pytest.fixture(autouse=True)
def marked(session: Session) -> int:
    """Ten oat milks of lot A, marked down from 2.15 to 1.50; the booking."""
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11-25")
    shops.take_in(session, OAT, "10", lot="B", expires="2026-12-25")
    return _mark(session, 150)


def _mark(session: Session, price: int | None, lot: str = "A") -> int:
    marking = markdowns.Marking(shops.batch(session, OAT, lot).id, price)
    return markdowns.mark(session, new_request_id(), (marking,)).booking_id


def step(hand: Hand, kind: str = "adjustment", **changes: Any) -> Row:
    """A sound next step of lot A: from 1.50 to 1.00."""
    last = hand.last(TABLE)
    row: Row = {
        "booking_id": hand.book(kind) if "booking_id" not in changes else 0,
        "n": 1,
        "lot_id": last["lot_id"],
        "seq": last["seq"] + 1,
        "prev_seq": last["seq"],
        "list_minor": 215,
        "was_minor": last["became_minor"],
        "became_minor": 100,
        "quantity": 10,
        "suggested_minor": None,
    }
    return row | changes


def test_a_sound_step_is_written_and_the_lot_follows(hand: Hand, session: Session) -> None:
    row = step(hand)
    hand.write(TABLE, row)
    hand.change("lot", "code = 'A'", price_minor=100)
    assert shops.batch(session, OAT, "A").price_minor == 100
    assert not audit(session.store, quick=True).findings


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"was_minor": 120}, ("markdown",)),
    ({"was_minor": None}, ("markdown",)),
    ({"became_minor": 150}, ("check",)),
    ({"became_minor": -1}, ("check",)),
    ({"list_minor": 216}, ("markdown",)),
    ({"list_minor": -1}, ("check", "markdown")),
    ({"quantity": -1}, ("check",)),
    ({"suggested_minor": -1}, ("check",)),
    ({"seq": 1, "prev_seq": None}, ("written_once", "unique")),
    ({"seq": 3, "prev_seq": 2}, ("foreign_key", "markdown")),
    ({"seq": 3}, ("check",)),
    ({"prev_seq": None}, ("check",)),
    ({"lot_id": 99_999}, ("foreign_key", "markdown")),
    ({"booking_id": 1}, ("booking",)),
    ({"n": 0}, ("check",)),
]


@pytest.mark.parametrize(("spoiled", "rules"), SPOILED, ids=lambda value: str(value)[:60])
def test_a_step_that_is_none(
    hand: Hand, session: Session, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    sound = step(hand)
    with refused(session, *rules):
        hand.write(TABLE, sound | spoiled)
    hand.write(TABLE, sound)


@pytest.mark.parametrize("kind", ["sale", "event", "delivery", "waste", "count", "void"])
def test_a_step_hangs_on_a_booking_that_may_change_prices(hand: Hand, session: Session, kind: str) -> None:
    row = step(hand, booking_id=0)
    row["booking_id"] = hand.book(kind, **({"reverses_id": 1} if kind == "void" else {}))
    with refused(session, "booking"):
        hand.write(TABLE, row)


def test_steps_are_never_changed(hand: Hand, session: Session, any_triggers: None) -> None:
    row = hand.last(TABLE)
    for conflict in ("", "IGNORE", "REPLACE"):
        with refused(session, "written_once"):
            hand.change(TABLE, "seq = 1", conflict, became_minor=1)
    for values in (row, row | {"id": row["id"] + 7}, {**row, "became_minor": 1}):
        with refused(session, "written_once", "markdown"):
            hand.write(TABLE, values, "REPLACE")
    with refused(session, "written_once"):
        hand.run(f"DELETE FROM {TABLE}")


@pytest.mark.parametrize("price", [100, 0, 149, None])
@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE"])
def test_a_lot_gets_no_price_that_no_step_says(
    hand: Hand, session: Session, price: int | None, conflict: str
) -> None:
    with refused(session, "lot_price"):
        hand.change("lot", "code = 'A'", conflict, price_minor=price)
    with refused(session, "lot_price"):
        hand.change("lot", "code = 'B'", conflict, price_minor=150)
    hand.change("lot", "code = 'A'", conflict, held=1)


def test_an_older_step_gives_no_price(hand: Hand, session: Session) -> None:
    _mark(session, 100)
    with refused(session, "lot_price"):
        hand.change("lot", "code = 'A'", price_minor=150)


def test_a_new_lot_has_no_price_of_its_own(hand: Hand, session: Session) -> None:
    row = hand.last("lot") | {"id": 9_999, "code": "Z", "code_key": "z", "price_minor": 1}
    with refused(session, "lot_price"):
        hand.write("lot", row)
    hand.write("lot", row | {"price_minor": None})


def test_a_step_whose_lot_did_not_follow_is_found(hand: Hand, session: Session) -> None:
    hand.write(TABLE, step(hand))
    (found,) = [f for f in audit(session.store, quick=True).findings if f.check == "markdowns"]
    assert str(found) == "markdowns: lot A: it costs 1.50, its newest markdown says 1.00"


def test_undoing_gives_the_price_that_still_stands(session: Session, marked: int) -> None:
    second = _mark(session, 100)
    third = _mark(session, 50)

    def undone(booking: int) -> int | None:
        void.void(session, new_request_id(), booking)
        return shops.batch(session, OAT, "A").price_minor

    assert [undone(second), undone(third), undone(marked)] == [50, 150, None]
    assert findings(session) == []
    assert not audit(session.store).findings


def test_the_undoing_is_a_step_of_its_own(session: Session, hand: Hand, marked: int) -> None:
    void.void(session, new_request_id(), marked)
    last = hand.last(TABLE)
    assert (last["seq"], last["was_minor"], last["became_minor"]) == (2, 150, None)
    with refused(session, "booking", "written_once", "unique"):
        hand.write(TABLE, step(hand, booking_id=last["booking_id"], was_minor=None))
