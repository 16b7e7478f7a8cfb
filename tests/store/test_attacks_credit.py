"""Store credit: nothing is spent that is not there, twice, too late or unpaid, and nothing is made of nothing."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import credit, returns
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.credits import credit_steps_on
from tests import shops
from tests.shops import CABLE
from tests.store.hand import Hand, Row, refused

CODE = "SC-0000-0000"


@pytest.fixture(autouse=True)
def code(session: Session) -> str:
    """A credit of 29.70 for three cables."""
    shops.take_in(session, CABLE, "9")
    sale = shops.sell_some(session, CABLE, "3")
    back = returns.Back(shops.sold_line(session, sale).id, 3, "C", "S")
    posted = returns.give_back(session, new_request_id(), (back,), outcome="C")
    return credit_steps_on(session.store, posted.booking_id)[0].code


def spending(hand: Hand, code: str, amount: int = 990, paid: int | None = None, **changes: Any) -> Row:
    """A sound next step: so much is spent on a new sale that it pays."""
    last = hand.last("credit_step")
    booking_id = hand.book("sale")
    pays = amount if paid is None else paid
    if pays:
        hand.write("payment", payment(booking_id, pays))
    row: Row = {
        "booking_id": booking_id,
        "n": 1,
        "code": code,
        "face_minor": last["face_minor"],
        "seq": last["seq"] + 1,
        "prev_seq": last["seq"],
        "what": "spent",
        "amount_minor": -amount,
        "before_minor": last["after_minor"],
        "after_minor": last["after_minor"] - amount,
    }
    return row | changes


def payment(booking_id: int, minor: int) -> Row:
    """A payment by credit."""
    return {
        "booking_id": booking_id,
        "n": 1,
        "tender": "credit",
        "amount_minor": minor,
        "tendered_minor": minor,
    }


def test_a_sound_step_is_written(hand: Hand, session: Session, code: str) -> None:
    hand.write("credit_step", spending(hand, code))
    hand.write("credit_step", spending(hand, code, 1980))
    assert credit.credit_named(session, code).left_minor == 0


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"amount_minor": -2971, "after_minor": -1}, ("check", "payment")),
    ({"after_minor": 2970}, ("check",)),
    ({"amount_minor": 0, "after_minor": 2970}, ("check",)),
    ({"before_minor": 3970, "after_minor": 2980}, ("foreign_key", "check")),
    ({"before_minor": 1990, "after_minor": 1000}, ("foreign_key",)),
    ({"face_minor": 9990}, ("foreign_key",)),
    ({"code": CODE}, ("foreign_key",)),
    ({"seq": 1, "prev_seq": None, "before_minor": 0, "after_minor": -990}, ("check", "written_once")),
    ({"seq": 3, "prev_seq": 2}, ("foreign_key",)),
    ({"seq": 3}, ("check",)),
    ({"prev_seq": None}, ("check",)),
    ({"what": "issued"}, ("booking", "check")),
    ({"what": "withdrawn"}, ("booking", "check")),
    ({"what": "given_back", "amount_minor": 990, "after_minor": 3960}, ("booking", "check", "payment")),
    ({"what": "lost"}, ("booking", "check")),
    ({"booking_id": 1}, ("booking", "payment")),
    ({"amount_minor": -1000, "after_minor": 1970}, ("payment",)),
]


@pytest.mark.parametrize(("spoiled", "rules"), SPOILED, ids=lambda value: str(value)[:60])
def test_a_step_that_is_none(
    hand: Hand, session: Session, code: str, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    sound = spending(hand, code)
    with refused(session, *rules):
        hand.write("credit_step", sound | spoiled)
    hand.write("credit_step", sound)


def test_no_spending_without_a_payment(hand: Hand, session: Session, code: str) -> None:
    row = spending(hand, code, paid=0)
    with refused(session, "payment"):
        hand.write("credit_step", row)


@pytest.mark.parametrize("tender", ["cash", "credit"])
def test_what_spends_credit_pays_nothing_out(hand: Hand, session: Session, code: str, tender: str) -> None:
    row = spending(hand, code)
    out = payment(row["booking_id"], -100) | {"n": 2, "tender": tender}
    hand.write("payment", out)
    with refused(session, "payment"):
        hand.write("credit_step", row)
    row = spending(hand, code)
    hand.write("credit_step", row)
    with refused(session, "payment"):
        hand.write("payment", out | {"booking_id": row["booking_id"]})


def test_a_fork_is_refused(hand: Hand, session: Session, code: str) -> None:
    first, second = spending(hand, code), None
    hand.write("credit_step", first)
    second = spending(hand, code) | {"seq": 2, "prev_seq": 1, "before_minor": 2970, "after_minor": 1980}
    with refused(session, "written_once"):
        hand.write("credit_step", second)


def test_a_credit_is_worth_what_was_not_paid_out(hand: Hand, session: Session) -> None:
    booking_id = hand.book("return")
    row = {"booking_id": booking_id, "n": 1, "code": CODE, "face_minor": 500}
    hand.write("credit", row)
    step = {
        "booking_id": booking_id, "n": 1, "code": CODE, "face_minor": 500, "seq": 1, "what": "issued",
        "amount_minor": 500, "before_minor": 0, "after_minor": 500,
    }  # fmt: skip
    with refused(session, "payment"):
        hand.write("credit_step", step)


@pytest.mark.parametrize(
    ("spoiled", "rules"),
    [
        ({"face_minor": 0}, ("check",)),
        ({"code": "7K2M-9QXT-00"}, ("check",)),
        ({"code": "SC-1"}, ("check",)),
        ({"booking_id": 1}, ("booking",)),
    ],
)
def test_a_credit_that_is_none(
    hand: Hand, session: Session, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    row = {"booking_id": hand.book("return"), "n": 1, "code": CODE, "face_minor": 500, "expires_on": None}
    with refused(session, *rules):
        hand.write("credit", row | spoiled)
    hand.write("credit", row)


@pytest.mark.parametrize("day", ["2026-02-30", "soon", ""])
def test_a_credit_ends_on_a_day(raw: Hand, session: Session, day: str) -> None:
    row = {"booking_id": raw.book("return"), "n": 1, "code": CODE, "face_minor": 500}
    with refused(session, "day"):
        raw.write("credit", row | {"expires_on": day})


def test_a_credit_hangs_on_a_return_or_an_exchange(hand: Hand, session: Session) -> None:
    booking_id = hand.book("event")
    with refused(session, "booking"):
        hand.write("credit", {"booking_id": booking_id, "n": 1, "code": CODE, "face_minor": 500})


def test_its_time_is_over_in_the_database_too(hand: Hand, session: Session) -> None:
    booking_id = hand.book("return")
    hand.write(
        "credit",
        {"booking_id": booking_id, "n": 1, "code": CODE, "face_minor": 500, "expires_on": "2026-11-22"},
    )
    sold = hand.book("sale")
    hand.write("payment", payment(sold, 100))
    late = {
        "booking_id": sold, "n": 1, "code": CODE, "face_minor": 500, "seq": 2, "prev_seq": 1, "what": "spent",
        "amount_minor": -100, "before_minor": 500, "after_minor": 400,
    }  # fmt: skip
    with refused(session, "foreign_key"):
        hand.write("credit_step", late)
    with shops.on("2026-11-23"):
        tomorrow = hand.book("sale")
        hand.write("payment", payment(tomorrow, 100))
        with refused(session, "booking"):
            hand.write("credit_step", late | {"booking_id": tomorrow})


def test_nothing_is_given_back_but_by_the_void_of_what_spent_it(
    hand: Hand, session: Session, code: str
) -> None:
    spent = spending(hand, code)
    hand.write("credit_step", spent)
    back = {
        "what": "given_back", "amount_minor": 990, "before_minor": 1980, "after_minor": 2970, "seq": 3, "prev_seq": 2
    }  # fmt: skip
    other = hand.book("void", reverses_id=1)
    with refused(session, "booking", "payment"):
        hand.write("credit_step", spent | back | {"booking_id": other})
    void = hand.book("void", reverses_id=spent["booking_id"])
    hand.write("payment", payment(void, -990))
    with refused(session, "booking", "payment"):
        hand.write(
            "credit_step", spent | back | {"booking_id": void, "amount_minor": 900, "after_minor": 2880}
        )
    hand.write("credit_step", spent | back | {"booking_id": void})
