"""Warranty terms: each is of one thing, has real days in order, a whole length, and a booking that may agree it."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE, PHONE, SERIAL
from tests.store.hand import Hand, Row, refused


@pytest.fixture(autouse=True)
def lived(session: Session) -> None:
    """A phone that came with its supplier's warranty, a phone and a cable that were sold."""
    item.save_item(session, {"sku": PHONE, "supplier_warranty": "24 months"})
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "2")
    shops.sell_serial(session, SERIAL)
    shops.sell_some(session, CABLE)


def term(hand: Hand, kind: str = "event", **changes: Any) -> Row:
    """A sound goodwill of 12 months for the phone that was sold, on a new booking."""
    row: Row = {
        "booking_id": hand.book(kind),
        "n": 1,
        "kind": "goodwill",
        "sale_line_id": hand.one("SELECT min(id) FROM sale_line"),
        "unit_id": None,
        "product_id": None,
        "paid_line_id": None,
        "runs_from": "day",
        "starts_on": "2026-11-22",
        "number": 12,
        "unit": "months",
        "lifetime": 0,
        "extra_number": None,
        "extra_unit": None,
        "extra_days": 0,
        "until": "2027-11-22",
        "note": None,
    }
    return row | changes


def test_sound_terms_are_written(hand: Hand) -> None:
    for changes in (
        {},
        {"lifetime": 1, "number": None, "unit": None, "until": None},
        {"number": None, "unit": None, "until": None, "starts_on": None},
        {"starts_on": None, "until": None, "runs_from": "delivery"},
        {"extra_number": 12, "extra_unit": "months", "extra_days": 9, "until": "2028-12-01"},
    ):
        hand.write("cover", term(hand, **changes))
    assert hand.one("SELECT count(*) FROM cover WHERE kind = 'goodwill'") == 5


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"until": "2026-11-21"}, ("check",)),  # over before it begins
    ({"until": "2027-02-30"}, ("day",)),
    ({"starts_on": "2026-02-30"}, ("day",)),
    ({"starts_on": "22.11.2026"}, ("day",)),
    ({"until": None}, ("check",)),  # without an end and no lifetime
    ({"starts_on": None}, ("check",)),
    ({"lifetime": 1}, ("check",)),  # a lifetime of 12 months
    ({"lifetime": 1, "number": None, "unit": None}, ("check",)),  # a lifetime that ends
    ({"lifetime": 2}, ("check",)),
    ({"number": 0}, ("check",)),
    ({"number": None}, ("check",)),
    ({"unit": "hours"}, ("check",)),
    ({"unit": None}, ("check",)),
    ({"extra_number": 12}, ("check",)),
    ({"extra_number": 0, "extra_unit": "months"}, ("check",)),
    ({"extra_days": -1}, ("check",)),
    ({"extra_days": 3, "starts_on": None, "until": None}, ("check",)),  # stood still before it began
    ({"kind": "favour"}, ("check",)),
    ({"kind": "supplier"}, ("check",)),  # what a supplier owes is no customer's
    ({"kind": "extension"}, ("check",)),  # nobody paid for it
    ({"runs_from": "tomorrow"}, ("check",)),
    ({"sale_line_id": None}, ("check",)),  # of nothing
    ({"unit_id": 1}, ("check",)),  # of two things
    ({"sale_line_id": 99}, ("foreign_key",)),
    ({"sale_line_id": None, "unit_id": 99, "kind": "shop"}, ("foreign_key",)),
    ({"sale_line_id": None, "unit_id": 1}, ("check",)),  # goodwill before any sale
    ({"sale_line_id": None, "product_id": 1, "kind": "supplier"}, ("cover",)),  # nothing of it came
    ({"sale_line_id": None, "product_id": 1}, ("check", "cover")),
    ({"kind": "extension", "paid_line_id": 1}, ("cover",)),  # a line that pays for itself
    ({"kind": "extension", "paid_line_id": 99}, ("foreign_key",)),
    ({"booking_id": 1}, ("booking",)),  # slipped into an older booking
    ({"booking_id": 99}, ("booking",)),
    ({"n": 0}, ("check",)),
    ({"note": ""}, ("check",)),
]


@pytest.mark.parametrize(("spoiled", "rules"), SPOILED, ids=lambda value: str(value)[:60])
def test_a_term_that_is_none(
    hand: Hand, session: Session, spoiled: dict[str, Any], rules: tuple[str, ...]
) -> None:
    sound = term(hand)
    with refused(session, *rules):
        hand.write("cover", sound | spoiled)
    hand.write("cover", sound)


@pytest.mark.parametrize("kind", ["waste", "cash", "count", "move"])
def test_a_booking_that_agrees_no_terms(hand: Hand, session: Session, kind: str) -> None:
    row = term(hand, kind)
    with refused(session, "booking"):
        hand.write("cover", row)


@pytest.mark.parametrize(
    "change",
    [
        "legal_number = 3",
        "legal_unit = 'months'",
        "extends_number = 1",
        "supplier_warranty_unit = NULL",
        "warranty_lifetime = 1",
    ],
)
def test_half_a_term_of_the_catalogue(hand: Hand, session: Session, change: str) -> None:
    with refused(session, "cover", "check"):
        hand.run(f"UPDATE product SET {change} WHERE id = 1")
