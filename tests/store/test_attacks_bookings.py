"""Bookings: one request is booked once, a till's chain has no gap and no fork, papers have no gap."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs.session import Session
from shopstock.store.ledger import booked
from shopstock.store.people import add_party
from tests import shops
from tests.shops import CABLE
from tests.store.hand import Hand, Row, refused

OTHER_HASH = bytes(range(32))


@pytest.fixture(autouse=True)
def opened_today(session: Session) -> None:
    """Two bookings of till 1 with papers GR-000001 and GR-000002."""
    shops.take_in(session, CABLE, "5")
    shops.take_in(session, CABLE, "5")


def next_paper(hand: Hand) -> Row:
    """A sound third booking with the paper GR-000003."""
    return hand.next_booking("delivery", series="GR", number=3)


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"till_number": 4, "prev_number": 3}, ("foreign_key",)),  # a gap
    ({"till_number": 4}, ("check",)),
    ({"prev_number": 1}, ("check",)),
    ({"prev_number": None}, ("check",)),
    ({"prev_number": None, "prev_hash": None}, ("check",)),
    ({"prev_hash": None}, ("check",)),
    ({"prev_hash": OTHER_HASH}, ("foreign_key",)),
    ({"till_number": 2, "prev_number": 1}, ("written_once",)),  # a fork
    ({"till_number": 1, "prev_number": None, "prev_hash": None}, ("written_once",)),
    ({"till_number": 0, "prev_number": -1}, ("check",)),
    ({"till_id": 99}, ("foreign_key",)),
    ({"hash": b"short"}, ("check",)),
    ({"hash": None}, ("check",)),
    ({"number": 4}, ("series",)),
    ({"number": 2}, ("written_once",)),
    ({"number": 0}, ("check",)),
    ({"number": None}, ("check",)),
    ({"series": None}, ("check", "series")),
    ({"series": "XX"}, ("series",)),
    ({"request_id": None}, ("check",)),
    ({"request_id": "short"}, ("check",)),
    ({"kind": "gift"}, ("check",)),
    ({"kind": "void"}, ("check",)),
    ({"reverses_id": 1}, ("check",)),
    ({"kind": "void", "reverses_id": 3}, ("check",)),  # itself
    ({"kind": "void", "reverses_id": 99}, ("check",)),
    ({"staff_id": 99}, ("foreign_key",)),
    ({"approver_id": 99}, ("foreign_key",)),
    ({"party_id": 99}, ("foreign_key",)),
    ({"at_us": None}, ("check", "day")),
    ({"at_us": 0}, ("day",)),
    ({"day": "2026-11-24"}, ("day",)),
    ({"day": "2026-11-20"}, ("day",)),
    ({"id": -1}, ("check",)),
    ({"id": 1}, ("written_once",)),
]


@pytest.mark.parametrize(("spoil", "rules"), SPOILED, ids=[str(spoil) for spoil, _ in SPOILED])
def test_a_spoiled_booking(
    hand: Hand, session: Session, spoil: dict[str, Any], rules: tuple[str, ...]
) -> None:
    row = next_paper(hand)
    with refused(session, *rules):
        hand.write("booking", row | spoil)
    hand.write("booking", row)
    shops.sell_some(session, CABLE)


@pytest.mark.parametrize(
    ("kind", "right"), [("delivery", "supplier"), ("sale", "customer"), ("return", "customer")]
)
def test_a_booking_with_the_wrong_kind_of_party(hand: Hand, session: Session, kind: str, right: str) -> None:
    parties = {k: add_party(session.store, k, "Volta").id for k in ("supplier", "customer")}
    wrong = "customer" if right == "supplier" else "supplier"
    with refused(session, "party"):
        hand.write("booking", hand.next_booking(kind, party_id=parties[wrong]))
    hand.write("booking", hand.next_booking(kind, party_id=parties[right]))


def test_a_supplier_is_no_customer(hand: Hand, session: Session) -> None:
    volta, patel = (add_party(session.store, *who) for who in (("supplier", "Volta"), ("customer", "Patel")))
    with refused(session, "party"):
        hand.change("product", f"sku = '{CABLE}'", supplier_id=patel.id)
    product = hand.last("product") | {"id": 99, "sku": "NEW"}
    with refused(session, "party"):
        hand.write("product", product | {"supplier_id": patel.id})
    hand.write("product", product | {"supplier_id": volta.id})
    for conflict in ("", "REPLACE", "IGNORE"):
        with refused(session, "frozen"):
            hand.change("party", f"id = {volta.id}", conflict, kind="customer")
    with refused(session, "frozen"):
        hand.write("party", hand.last("party") | {"kind": "supplier"}, "REPLACE")
    hand.change("party", f"id = {volta.id}", name="Volta Ltd")


@pytest.mark.parametrize(
    "spoil",
    [
        {"cost_minor": -1},
        {"warranty_number": 2, "warranty_unit": "moons"},
        {"warranty_number": 2, "warranty_unit": ""},
        {"warranty_number": 0, "warranty_unit": "years"},
    ],
    ids=str,
)
def test_a_spoiled_sale_line(hand: Hand, session: Session, spoil: dict[str, Any]) -> None:
    row = hand.sale_line(hand.book("sale"), CABLE)
    with refused(session, "check"):
        hand.write("sale_line", row | spoil)
    hand.write("sale_line", row | {"cost_minor": 0, "warranty_number": 2, "warranty_unit": "years"})


@pytest.mark.parametrize("day", ["22.11.2026", "2026-11-31", "2026-11", "20261122", "", "now", "2461367"])
def test_a_day_is_a_real_day(raw: Hand, session: Session, day: str) -> None:
    with refused(session, "day"):
        raw.write("booking", next_paper(raw) | {"day": day})
    raw.write("booking", next_paper(raw) | {"day": "2026-11-22"})


@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL"])
def test_a_repeated_request(hand: Hand, session: Session, any_triggers: None, conflict: str) -> None:
    used = hand.last("booking")["request_id"]
    first = booked(session.store, used)
    row = next_paper(hand)
    with refused(session, "written_once"):
        hand.write("booking", row | {"request_id": used}, conflict)
    assert booked(session.store, used) == first
    hand.write("booking", row, conflict)


def test_a_booking_is_voided_once_and_a_void_never(hand: Hand, session: Session) -> None:
    void = hand.next_booking("void", reverses_id=2)
    hand.write("booking", void)
    with refused(session, "written_once"):
        hand.write("booking", hand.next_booking("void", reverses_id=2))
    with refused(session, "mirror"):
        hand.write("booking", hand.next_booking("void", reverses_id=void["id"]))
    hand.write("booking", hand.next_booking("void", reverses_id=1))


def test_each_till_has_its_own_chain(hand: Hand, session: Session) -> None:
    hand.write("till", {"id": 2, "name": "Till 2", "name_key": "till2", "prefix": "R2"})
    head = hand.last("booking")
    first = hand.next_booking("delivery", till_id=2)
    with refused(session, "foreign_key"):  # a link to the other till's chain
        hand.write("booking", first | {"till_number": 3, "prev_number": 2, "prev_hash": head["hash"]})
    hand.write("booking", first)
    with refused(session, "foreign_key"):
        hand.write("booking", hand.next_booking("delivery", till_id=2) | {"prev_hash": head["hash"]})
    hand.write("booking", hand.next_booking("delivery", till_id=2))
    hand.write("booking", hand.next_booking("delivery"))


@pytest.fixture
def delivery(session: Session) -> int:
    """A delivery of two lines: cables, then oat milk."""
    shops.take_in(session, CABLE, "2")
    return 3


def mirror(hand: Hand, **changes: Any) -> Row:
    """The exact mirror of the delivery's one movement, in a void of it."""
    booking = hand.book("void", reverses_id=3)
    return hand.movement(booking, "voided", CABLE, "SHELF-1", "SUPPLIER", 2) | changes


@pytest.mark.parametrize("spoil", [{"quantity": 1}, {"quantity": 3}, {"n": 2}, {"n": 0}], ids=str)
def test_a_void_is_the_exact_mirror(
    hand: Hand, session: Session, delivery: int, spoil: dict[str, Any]
) -> None:
    row = mirror(hand)
    with refused(session, "mirror"):
        hand.write("movement", row | spoil)
    hand.write("movement", row)
    for again in (row, row | {"n": 2}):
        with refused(session, "written_once", "mirror"):
            hand.write("movement", again)
    assert shops.on_hand(session, CABLE) == 10


@pytest.mark.parametrize(
    ("what", "origin", "end"),
    [
        ("voided", "SHELF-1", "CUSTOMER"),
        ("voided", "CUSTOMER", "SHELF-1"),
        ("voided", "SUPPLIER", "SHELF-1"),
        ("received", "SUPPLIER", "SHELF-1"),
        ("wasted", "SHELF-1", "BIN"),
    ],
)
def test_a_void_holds_nothing_else(
    hand: Hand, session: Session, delivery: int, what: str, origin: str, end: str
) -> None:
    row = mirror(hand)
    with refused(session, "mirror"):
        hand.write("movement", hand.movement(row["booking_id"], what, CABLE, origin, end, 2))
    payment = {"booking_id": row["booking_id"], "n": 1, "tender": "cash"}
    with refused(session, "mirror"):
        hand.write("payment", payment | {"amount_minor": -500, "tendered_minor": -500})
    hand.write("movement", row)


@pytest.mark.parametrize("kind", ["sale", "return", "delivery", "move", "adjustment", "claim", "cash"])
def test_only_a_void_voids(hand: Hand, session: Session, kind: str) -> None:
    row = hand.movement(hand.book(kind), "voided", CABLE, "SHELF-1", "SUPPLIER", 5)
    with refused(session, "mirror"):
        hand.write("movement", row)
    hand.write("movement", row | {"booking_id": hand.book("void", reverses_id=1)})


def test_a_voided_sale_gives_its_money_back_exactly(hand: Hand, session: Session) -> None:
    sale = shops.sell_some(session, CABLE, "2")
    line = shops.sold_line(session, sale)
    void = hand.book("void", reverses_id=sale.booking_id)
    step = hand.came_back(void, line.id, 2, line.amount_minor)
    for wrong in (
        hand.came_back(void, line.id, 1, line.amount_minor),
        hand.came_back(void, line.id, 2, line.amount_minor - 1),
        step | {"n": 2},
    ):
        with refused(session, "mirror"):
            hand.write("return_line", wrong)
    hand.write("return_line", step)
    paid = {"booking_id": void, "n": 1, "tender": "cash", "amount_minor": -1980, "tendered_minor": -1980}
    for spoil in ({"amount_minor": -1981}, {"amount_minor": 1980}, {"tender": "card"}, {"n": 2}):
        with refused(session, "mirror"):
            hand.write("payment", paid | spoil)
    hand.write("payment", paid)
