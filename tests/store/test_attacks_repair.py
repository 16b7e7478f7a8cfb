"""Attacks on the tables of the bench: parts that were never fitted, quotes that lie, services that change."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import claims, parts, quotes, routine
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.fitted import parts_of_claim
from tests import shops
from tests.shops import CABLE, SERIAL
from tests.store.hand import Hand, Row, refused

TABLES = ("fitted", "quote", "quote_line", "service_plan", "service_done")


@pytest.fixture(autouse=True)
def lived(session: Session) -> int:
    """A phone with two cables in it and a quote for one; it was serviced, too. Its claim."""
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "9")
    shops.sell_serial(session, SERIAL)
    phone = shops.unit(session, SERIAL)
    routine.set_interval(session, new_request_id(), phone, routine.parse_every("6 months"))
    routine.serviced(session, new_request_id(), phone)
    opening = Opening(phone.id, "no sound", takes_in=True)
    claim_id = claims.open_claim(session, new_request_id(), opening).booking_id
    cable = shops.goods(session, CABLE)
    parts.use(session, new_request_id(), claim_id, parts.offered(session, cable, 2))
    quotes.quote(session, new_request_id(), claim_id, (quotes.Quoting(cable.id, 1, cable.price_minor),))
    return claim_id


@pytest.mark.parametrize("table", TABLES)
def test_they_are_written_once(raw: Hand, session: Session, table: str) -> None:
    row = raw.last(table)
    with refused(session, "written_once"):
        raw.run(f"UPDATE {table} SET n = n")
    with refused(session, "written_once"):
        raw.run(f"DELETE FROM {table}")
    with refused(session, "written_once", "booking", "unique", "quote", "fitted"):
        raw.write(table, row, "REPLACE")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_joins_an_older_booking(raw: Hand, session: Session, table: str) -> None:
    raw.book("event")
    row = raw.last(table) | {"id": 999, "n": 1 if table == "quote" else 77}
    with refused(session, "booking", "written_once", "quote", "fitted"):
        raw.write(table, row)


def _next(hand: Hand, booking_id: int, **changes: Any) -> Row:
    """The step that takes one cable out."""
    (part,) = parts_of_claim(hand.session.store, hand.one("SELECT max(claim_id) FROM fitted"))
    return {**vars(part.stepped("out", 1)), "booking_id": booking_id, "n": 1} | changes


def _moved(hand: Hand, booking_id: int, quantity: int = 1, end: str = "QUARANTINE") -> None:
    hand.write("movement", hand.movement(booking_id, "taken_out", CABLE, "IN-REPAIR", end, quantity))


def test_a_sound_step_is_written(hand: Hand) -> None:
    booking = hand.book("claim")
    _moved(hand, booking)
    hand.write("fitted", _next(hand, booking))


@pytest.mark.parametrize(
    "spoil",
    [
        {"quantity": 2},
        {"inside_after": 2},
        {"here_after": 2},
        {"here_after": 0},
        {"seq": 3},
        {"prev_seq": None},
        {"what": "sold", "inside_after": 2},
        {"what": "in"},
        {"line": 2},
        {"host_id": 999},
        {"quantity": 0},
    ],
    ids=str,
)
def test_no_spoiled_step(raw: Hand, session: Session, spoil: Row) -> None:
    booking = raw.book("claim")
    _moved(raw, booking)
    with refused(session, "check", "fitted", "foreign_key"):
        raw.write("fitted", _next(raw, booking, **spoil))


def test_no_step_without_its_movement(raw: Hand, session: Session) -> None:
    booking = raw.book("claim")
    with refused(session, "fitted"):
        raw.write("fitted", _next(raw, booking))


@pytest.mark.parametrize("kind", ["move", "event", "adjustment"])
def test_only_a_repair_moves_what_is_fitted(raw: Hand, session: Session, kind: str) -> None:
    booking = raw.book(kind)
    with refused(session, "fitted"):
        _moved(raw, booking)
    with refused(session, "fitted"):
        raw.write("movement", raw.movement(booking, "fitted", CABLE, "SHELF-1", "IN-REPAIR"))


def test_what_is_held_is_fitted_into_nothing(raw: Hand, session: Session) -> None:
    raw.change("lot", f"id = {shops.batch(session, CABLE, '').id}", held=1)
    booking = raw.book("claim")
    with refused(session, "held"):
        raw.write("movement", raw.movement(booking, "fitted", CABLE, "SHELF-1", "IN-REPAIR"))


def test_a_quote_is_the_sum_of_its_lines(raw: Hand, session: Session, lived: int) -> None:
    line = raw.last("quote_line")
    booking = raw.book("claim")
    quote = {
        "booking_id": booking,
        "n": 1,
        "claim_id": lived,
        "valid_until": "2026-12-06",
        "total_minor": 990,
    }
    with refused(session, "quote"):
        raw.write("quote", quote)
    line.pop("id")
    raw.write("quote_line", line | {"booking_id": booking})
    with refused(session, "quote"):
        raw.write("quote", quote | {"total_minor": 1})
    with refused(session, "day", "check"):
        raw.write("quote", quote | {"valid_until": "2026-02-30"})
    raw.write("quote", quote)
    with refused(session, "quote"):
        raw.write("quote_line", line | {"booking_id": booking, "n": 2})


def test_a_repair_is_paid_by_a_sale_and_by_its_own_quote(raw: Hand, session: Session, lived: int) -> None:
    quote = raw.one("SELECT max(booking_id) FROM quote")
    for kind, quoted in (("claim", quote), ("sale", lived)):
        row = {"booking_id": raw.book(kind), "n": 1, "claim_id": lived, "quote_id": quoted}
        with refused(session, "booking", "foreign_key"):
            raw.write("claim_sale", row)
    sale = raw.book("sale")
    raw.write("claim_sale", {"booking_id": sale, "n": 1, "claim_id": lived, "quote_id": quote})
    with refused(session, "claim"):
        raw.write("booking", raw.next_booking("void", reverses_id=sale))
