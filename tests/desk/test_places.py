"""A grocer gets a fridge: a new place that goods are received to, walked past, counted, moved and sold from."""

from __future__ import annotations

import pytest

from shopstock.jobs import verify
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation


def labels(counter: Counter) -> list[str]:
    return [choice["label"] for choice in counter.view(":place")["choices"]]


def test_the_places_of_a_new_shop_are_listed_in_the_order_they_are_walked(counter: Counter) -> None:
    codes = [label.split()[0] for label in labels(counter)]
    assert {"SHELF-1", "SHELF-2", "BACK", "QUARANTINE"} <= set(codes)
    assert codes[0] == "SHELF-1"


def test_a_new_shelf_is_a_shelf_everywhere(counter: Counter) -> None:
    answer = counter(":place FRIDGE-1 shelf The fridge by the door")
    assert (answer.state, answer.id) == ("SAVED", "place.added")
    assert labels(counter)[-1].split("  ") == ["FRIDGE-1", "shelf", "The fridge by the door"]
    counter(":receive", "=fridge-1", shops.OAT_BARCODE, "24B07", "24.11.2026", "6*", ":finish")
    assert shops.on_hand(counter.desk.session, shops.OAT, "FRIDGE-1") == 6
    assert counter.view(":dates")["walk"] == ["FRIDGE-1"]
    assert counter(":count FRIDGE-1", "6*24B07", ":finish").id == "count.compare"
    assert counter(":clear", ":sell", shops.OAT_BARCODE).id == "sell.added"
    assert counter(":finish").state == "SAVED"
    assert not verify.report_of(counter.desk.session).findings


def test_a_kind_that_is_not_said_is_a_shelf_and_a_name_that_is_not_said_its_code(counter: Counter) -> None:
    counter(":place F2", ":place YARD back", ":place F3 Behind the counter")
    assert [label.split("  ") for label in labels(counter)[-3:]] == [
        ["F2", "shelf", "F2"],
        ["YARD", "back", "YARD"],
        ["F3", "shelf", "Behind the counter"],
    ]


def test_the_same_place_twice_is_refused_in_any_spelling(counter: Counter) -> None:
    counter(":place FRIDGE-1")
    assert counter(":place fridge 1").id != "place.known"  # a second word is its name
    for again in ("FRIDGE-1", "fridge-1", "FRIDGE1", "SUPPLIER", "customer"):
        assert counter(f":place {again}").id == "place.known"


def test_a_new_place_is_in_the_books(counter: Counter) -> None:
    counter(":place BENCH-2 bench")
    row = counter.desk.session.store.db.execute_sql(
        "SELECT became, note FROM event WHERE what = 'place_added'"
    ).fetchone()
    assert tuple(row) == ("BENCH-2", "bench")


@pytest.mark.parametrize("code", ["x" * 65, "\u200b"])
def test_what_is_no_code_is_refused(counter: Counter, code: str) -> None:
    before = labels(counter)
    counter(f":place {code}")
    assert labels(counter) == before
