"""The drawer: sessions follow each other, a closing agrees with its pieces and with its books, and all of it stays."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import cash, setup
from shopstock.jobs.session import Session, new_request_id
from tests import shops
from tests.shops import CABLE
from tests.store.hand import Hand, Row, refused


@pytest.fixture(autouse=True)
def lived(session: Session) -> None:
    """A drawer with a float of 100.00, 20.00 put in, 5.00 taken out, and two cables sold, one of them by card."""
    shops.take_in(session, CABLE, "9")
    cash.open_drawer(session, new_request_id(), 10_000)
    cash.put_in(session, new_request_id(), 2_000, "change")
    shops.sell_some(session, CABLE)
    shops.sell_some(session, CABLE, tender="card")
    cash.take_out(session, new_request_id(), 500, "stamps")


EXPECTED = 10_000 + 2_000 - 500 + 990


def step(hand: Hand, what: str = "in", booking_id: int | None = None, **changes: Any) -> Row:
    """A sound next step of the drawer on a new cash booking."""
    last = hand.last("drawer")
    row: Row = {
        "booking_id": hand.book("cash") if booking_id is None else booking_id,
        "n": 1,
        "till_id": hand.session.till.id,
        "session": last["session"],
        "seq": last["seq"] + 1,
        "prev_seq": last["seq"],
        "prev_session": last["session"],
        "prev_open": last["is_open"],
        "what": what,
        "is_open": int(what != "closed"),
        "amount_minor": 100,
        "reason": "a reason",
    }
    return row | changes


def closing(hand: Hand, **changes: Any) -> Row:
    """A sound closing whose pieces and card payments are written already."""
    booking_id = hand.book("cash")
    for n, (face, number) in enumerate(((5_000, 2), (1_000, 2), (10, 49)), 1):
        hand.write("drawer_piece", piece(booking_id, n=n, face_minor=face, number=number))
    hand.write("drawer_tender", tender(booking_id))
    counted = {"amount_minor": 12_490, "expected_minor": EXPECTED, "kept_minor": 10_000}
    return step(hand, "closed", booking_id) | counted | changes


def piece(booking_id: int, **changes: Any) -> Row:
    """Three notes of 50.00."""
    return {"booking_id": booking_id, "n": 1, "face_minor": 5_000, "number": 3} | changes


def tender(booking_id: int, **changes: Any) -> Row:
    """The card payments of the session as its terminal says them."""
    row = {"booking_id": booking_id, "n": 1, "tender": "card", "booked_minor": 990, "said_minor": 990}
    return row | changes


def test_a_sound_step_and_a_sound_closing_are_written(hand: Hand) -> None:
    hand.write("drawer", step(hand))
    hand.write("drawer", step(hand, "out"))
    hand.write("drawer", closing(hand, reason=None))
    hand.write("drawer", step(hand, "opened", session=2, reason=None))
    assert hand.one("SELECT count(*) FROM drawer") == 7


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"amount_minor": 0}, ("check",)),
    ({"amount_minor": -1}, ("check",)),
    ({"amount_minor": None}, ("check",)),
    ({"reason": ""}, ("check",)),
    ({"what": "out", "reason": None}, ("check",)),
    ({"what": "gift"}, ("check",)),
    ({"what": "opened"}, ("check",)),  # a second open session
    ({"what": "opened", "session": 2}, ("check",)),
    ({"session": 2}, ("check",)),
    ({"session": 2, "prev_session": 2}, ("foreign_key",)),
    ({"session": 0, "prev_session": 0}, ("check",)),
    ({"is_open": 0}, ("check",)),
    ({"is_open": None}, ("check",)),
    ({"prev_open": 0}, ("check",)),
    ({"prev_open": None}, ("check",)),
    ({"prev_seq": None}, ("check",)),
    ({"prev_session": None}, ("check",)),
    ({"prev_seq": None, "prev_session": None, "prev_open": None}, ("check",)),
    ({"seq": 1, "prev_seq": None, "prev_session": None, "prev_open": None}, ("check", "written_once")),
    ({"seq": 2, "prev_seq": 1}, ("written_once",)),  # a fork
    ({"seq": 9, "prev_seq": 8}, ("foreign_key",)),  # a gap
    ({"seq": 9}, ("check",)),
    ({"n": 2}, ("check",)),
    ({"expected_minor": 5}, ("check",)),
    ({"kept_minor": 5}, ("check",)),
    ({"till_id": 99}, ("booking",)),
    ({"booking_id": 99}, ("booking",)),
]


@pytest.mark.parametrize(("spoiled", "rules"), SPOILED, ids=lambda value: str(value)[:60])
def test_a_step_that_is_none(
    hand: Hand, session: Session, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    sound = step(hand)
    with refused(session, *rules):
        hand.write("drawer", sound | spoiled)
    hand.write("drawer", sound)


CLOSINGS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"amount_minor": 12_500}, ("drawer",)),  # more than its pieces
    ({"amount_minor": 0, "kept_minor": 0}, ("drawer",)),
    ({"expected_minor": EXPECTED - 1}, ("drawer",)),
    ({"expected_minor": EXPECTED + 990}, ("drawer",)),  # the card sale is no cash
    ({"expected_minor": None}, ("check",)),
    ({"kept_minor": None}, ("check",)),
    ({"kept_minor": 12_491}, ("check",)),
    ({"kept_minor": -1}, ("check",)),
    ({"is_open": 1}, ("check",)),
    ({"what": "in"}, ("drawer", "check")),  # pieces are counted at closings only
]


@pytest.mark.parametrize(("spoiled", "rules"), CLOSINGS, ids=lambda value: str(value)[:60])
def test_a_closing_that_does_not_agree(
    hand: Hand, session: Session, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    sound = closing(hand)
    with refused(session, *rules):
        hand.write("drawer", sound | spoiled)
    hand.write("drawer", sound)


def test_a_closing_names_every_tender_as_it_was_booked(hand: Hand, session: Session) -> None:
    booking_id = hand.book("cash")
    hand.write("drawer_piece", piece(booking_id))
    row = step(hand, "closed", booking_id, amount_minor=15_000, expected_minor=EXPECTED, kept_minor=0)
    with refused(session, "drawer"):
        hand.write("drawer", row)  # the card sale is not named
    hand.write("drawer_tender", tender(booking_id, booked_minor=900))
    with refused(session, "drawer"):
        hand.write("drawer", row)
    other = hand.book("cash")
    hand.write("drawer_piece", piece(other))
    hand.write("drawer_tender", tender(other))
    hand.write("drawer_tender", tender(other, n=2, tender="voucher", booked_minor=5))
    with refused(session, "drawer"):
        hand.write("drawer", row | {"booking_id": other})  # a voucher nobody gave


@pytest.mark.parametrize(
    ("table", "spoiled"),
    [
        ("drawer_piece", {"face_minor": 0}),
        ("drawer_piece", {"face_minor": -5}),
        ("drawer_piece", {"number": 0}),
        ("drawer_piece", {"number": -1}),
        ("drawer_piece", {"n": 0}),
        ("drawer_piece", {"number": None}),
        ("drawer_tender", {"tender": "cash"}),
        ("drawer_tender", {"tender": ""}),
        ("drawer_tender", {"booked_minor": None}),
        ("drawer_tender", {"n": 0}),
    ],
    ids=str,
)
def test_a_count_of_nothing(hand: Hand, session: Session, table: str, spoiled: dict[str, Any]) -> None:
    booking_id = hand.book("cash")
    sound = piece(booking_id) if table == "drawer_piece" else tender(booking_id)
    with refused(session, "check"):
        hand.write(table, sound | spoiled)
    hand.write(table, sound)


@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL"])
def test_one_face_is_counted_once(hand: Hand, session: Session, any_triggers: None, conflict: str) -> None:
    booking_id = hand.book("cash")
    hand.write("drawer_piece", piece(booking_id))
    with refused(session, "written_once"):
        hand.write("drawer_piece", piece(booking_id, n=2), conflict)


@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL"])
def test_nothing_is_counted_after_the_closing(
    hand: Hand, session: Session, any_triggers: None, conflict: str
) -> None:
    row = closing(hand)
    hand.write("drawer", row)
    for table, more in (
        ("drawer_piece", piece(row["booking_id"], n=9, face_minor=20_000)),
        ("drawer_tender", tender(row["booking_id"], n=9, tender="voucher", booked_minor=1)),
    ):
        with refused(session, "drawer"):
            hand.write(table, more, conflict)
    with refused(session, "written_once", "check", "drawer"):
        hand.write("drawer", step(hand, "closed", row["booking_id"], amount_minor=12_490,
                                  expected_minor=EXPECTED, kept_minor=0), conflict)  # fmt: skip


def test_nothing_follows_a_closing_but_an_opening(hand: Hand, session: Session) -> None:
    hand.write("drawer", closing(hand))
    for what in ("in", "out"):
        row = step(hand, what)
        with refused(session, "check"):
            hand.write("drawer", row)
    with refused(session, "check"):
        hand.write("drawer", step(hand, "opened", booking_id=row["booking_id"], reason=None))
    hand.write("drawer", step(hand, "opened", booking_id=row["booking_id"], session=2, reason=None))


def test_the_drawer_stands_on_a_cash_booking_of_its_own_till(hand: Hand, session: Session) -> None:
    for kind in ("sale", "event", "delivery"):
        other = hand.book(kind)
        with refused(session, "booking"):
            hand.write("drawer", step(hand, booking_id=other))
        with refused(session, "booking"):
            hand.write("drawer_piece", piece(other))
        with refused(session, "booking"):
            hand.write("drawer_tender", tender(other))
    second = setup.open_session(session.store, till="Till 2")
    theirs = Hand(second, hand.how).book("cash")
    with refused(session, "booking"):
        hand.write("drawer", step(hand, booking_id=theirs))


def test_nothing_is_slipped_into_an_older_count(hand: Hand, session: Session) -> None:
    old = hand.book("cash")
    hand.book("event")
    for table, row in (
        ("drawer", step(hand, booking_id=old)),
        ("drawer_piece", piece(old)),
        ("drawer_tender", tender(old)),
    ):
        with refused(session, "booking"):
            hand.write(table, row)


def test_a_cash_booking_takes_no_payment_and_is_never_voided(hand: Hand, session: Session) -> None:
    booking_id = hand.book("cash")
    paid = {"booking_id": booking_id, "n": 1, "tender": "cash", "amount_minor": 1, "tendered_minor": 1}
    with refused(session, "drawer"):
        hand.write("payment", paid)
    with refused(session, "mirror"):
        hand.book("void", reverses_id=booking_id)


def test_two_tills_have_drawers_of_their_own(session: Session) -> None:
    second = setup.open_session(session.store, till="Till 2")
    cash.open_drawer(second, new_request_id(), 0)
    assert (cash.drawer(second).session, cash.drawer(second).float_minor) == (1, 0)
    assert cash.drawer(session).float_minor == 10_000
