"""Counts that the shop disturbs: a second count, sales of what the books miss, goods that go between two scans."""

from __future__ import annotations

import pytest

from shopstock.jobs import verify
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation


@pytest.fixture
def cables(stocked: Counter) -> Counter:
    """SHELF-1 holds ten cables in the books; everything is scanned but them."""
    stocked(
        ":count SHELF-1", shops.SERIAL, shops.OTHER_SERIAL, "10*24B07", "4*OLD", "3*9F31", "6*9F32", "5*GOUDA"
    )
    return stocked


def at_another_till(counter: Counter) -> Counter:
    return Counter(shops.open_session_at(counter.desk.session, "Till 2"))


def on_shelf(counter: Counter, sku: str = shops.CABLE) -> int:
    assert not verify.report_of(counter.desk.session).findings
    return shops.on_hand(counter.desk.session, sku, "SHELF-1")


def differences(counter: Counter) -> list[tuple[str, str, str, str]]:
    view = counter("", ":finish").view.as_json()
    return [
        (d["kind"], d["serial"] or d["lot"] or d["sku"], d["books"], d["counted"])
        for d in view["differences"]
    ]


def test_two_tills_that_count_one_shelf_find_one_loss(cables: Counter) -> None:
    other = at_another_till(cables)
    other(
        ":count SHELF-1", shops.SERIAL, shops.OTHER_SERIAL, "10*24B07", "4*OLD", "3*9F31", "6*9F32", "5*GOUDA"
    )
    for counter in (cables, other):
        counter("8*CAB")
    for counter in (cables, other):
        assert counter(":finish", ":finish").id == "count.saved"
    assert on_shelf(cables) == 8


def test_what_another_count_found_is_not_found_twice(cables: Counter) -> None:
    other = at_another_till(cables)
    other(
        ":count SHELF-1", shops.SERIAL, shops.OTHER_SERIAL, "10*24B07", "4*OLD", "3*9F31", "6*9F32", "5*GOUDA"
    )
    cables("12*CAB")
    assert other(":finish", ":finish").id == "count.saved"  # it saw no cable: ten are lost
    assert cables(":finish", ":finish").id == "count.saved"
    assert on_shelf(cables) == 12


def test_a_piece_seen_here_is_found_though_another_count_missed_it(cables: Counter) -> None:
    other = at_another_till(cables)
    other(":count SHELF-1", ":finish", ":finish")
    assert shops.unit(cables.desk.session, shops.SERIAL).place_kind == "loss"
    cables("10*CAB", ":finish", ":finish")
    assert shops.unit(cables.desk.session, shops.SERIAL).place_code == "SHELF-1"
    assert on_shelf(cables) == 10


def test_a_sale_of_what_the_books_miss_does_not_leave_it_on_the_shelf(cables: Counter) -> None:
    cables("12*CAB")
    shops.sell_some(cables.desk.session, shops.CABLE, "12", anyway=True)
    assert differences(cables) == []
    cables(":finish")
    assert on_shelf(cables) == 0


def test_what_was_sold_between_two_scans_was_counted_or_was_not(cables: Counter) -> None:
    cables("6*CAB")
    shops.sell_some(cables.desk.session, shops.CABLE, "2")
    cables("4*CAB")  # ten were there, two of the six are gone
    assert differences(cables) == []
    cables("2*CAB")
    assert differences(cables) == [("extra", shops.CABLE, "10", "12")]
    cables("-", "-", "1*CAB")
    assert differences(cables) == [("missing", shops.CABLE, "8", "7")]
    cables(":finish")
    assert on_shelf(cables) == 7


def test_what_came_between_two_scans_was_counted_or_was_not(cables: Counter) -> None:
    cables("6*CAB")
    shops.take_in(cables.desk.session, shops.CABLE, "5")
    cables("4*CAB")
    assert differences(cables) == []
    cables("5*CAB")
    assert differences(cables) == []
    cables(":finish")
    assert on_shelf(cables) == 15


def test_a_quantity_typed_after_its_scan_spans_what_was_sold_between(cables: Counter) -> None:
    cables("CAB")
    shops.sell_some(cables.desk.session, shops.CABLE, "2")
    cables("10*")
    assert differences(cables) == []
    cables("8*")
    assert differences(cables) == []


def test_what_never_was_scanned_is_missing_but_for_what_came(cables: Counter) -> None:
    shops.sell_some(cables.desk.session, shops.CABLE, "4")
    shops.take_in(cables.desk.session, shops.CABLE, "4")
    assert differences(cables) == [("missing", shops.CABLE, "6", "0")]
    cables(":finish")
    assert on_shelf(cables) == 4


def test_three_packs_of_a_weight_are_three_times_that_weight(cables: Counter) -> None:
    cables(
        ":clear", ":item sku=GOUDA barcode=2800042000000", ":settings codes.in_store 28IIIIIVVVVVK weight 3"
    )
    cables(":count SHELF-1")
    assert cables("3*2800042005005").id == "count.counted"
    assert cables.desk.mode.view().as_json()["scans"][-1]["quantity"] == "1.500"
    assert cables("0.5*2800042005005").state == "STOP"
