"""Serials in lists: what was ordered, what counts up, what is missing, what came twice."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation


@pytest.fixture
def lamps(counter: Counter) -> Counter:
    """An open delivery of lamps, each with a serial of any kind."""
    item.save_item(counter.desk.session, {"sku": "LAMP", "name": "Lamp", "tracking": "serial", "price": "20"})
    counter(":receive", "LAMP")
    return counter


def taken(counter: Counter) -> list[str]:
    """The serials of the first line."""
    found: list[str] = counter.desk.modes["receive"].view().as_json()["lines"][0]["serials"]
    return found


def test_the_last_group_fills_up_to_the_ordered_number(lamps: Counter) -> None:
    assert lamps("20*").text == "OK   Lamp: scan its serials, 0 of 20 so far"
    assert lamps("1, 2, 4+").text == "OK   20 of 20 serials added, 20 of 20 in all"
    assert taken(lamps) == ["1", "2", *(str(n) for n in range(4, 22))]
    assert lamps("22+").sentence == "22+: nothing is missing of the ordered number"


def test_counting_up_keeps_zeros_and_all_but_the_last_group(lamps: Counter) -> None:
    lamps("3*", "BAV023B00001S00098+")
    assert taken(lamps) == ["BAV023B00001S00098", "BAV023B00001S00099", "BAV023B00001S00100"]


def test_counting_up_needs_the_ordered_number(lamps: Counter) -> None:
    refused = lamps("4+")
    assert (refused.state, refused.id) == ("STOP", "receive.bad_serial")
    assert refused.sentence == "4+ counts up to the ordered number: say that first, 20*"
    assert lamps("3*", "1+, 5").sentence == "1+ counts up: only the last of a list can"
    assert lamps("RH A+").id == "receive.serial_added", "without a number it is what is printed"


def test_what_was_scanned_before_is_met_and_counted_once(lamps: Counter) -> None:
    lamps("5*", "A003")
    answer = lamps("A001+")
    assert answer.sentence.startswith("4 of 5 serials added, 5 of 5 in all. A003 came twice")
    assert answer.sentence.endswith("Counted once (3 of 5)")
    assert sorted(taken(lamps)) == [f"A00{n}" for n in range(1, 6)]


def test_dashes_are_part_of_a_serial_and_make_no_range(lamps: Counter) -> None:
    assert lamps("TG-4SR-92").text == "OK   1  serial TG-4SR-92 added"
    assert lamps("2026-15").id == "receive.serial_added"
    refused = lamps("10-2")
    assert (refused.state, refused.id) == ("STOP", "receive.bad_serial")
    assert refused.sentence == "10-2 is no range: 2..10 is how one is written"
    assert lamps("A1, 10-2").id == "receive.bad_serial"
    assert taken(lamps) == ["TG-4SR-92", "2026-15"]


def test_blank_lines_vanish_and_repeats_are_said(lamps: Counter) -> None:
    answer = lamps("\n\nA1\n\n  \nA2\nA1\n\n")
    assert (answer.state, answer.id) == ("OK", "receive.seen_twice")
    assert (
        answer.sentence == "2 of 3 serials added, 2 in all. A1 came twice in this delivery. Counted once (2)"
    )
    assert taken(lamps) == ["A1", "A2"]


def test_a_list_of_ranges(lamps: Counter) -> None:
    assert lamps("SN-1..SN-3, SN-9; TN-08..TN-10").text == "OK   7 of 7 serials added, 7 in all"
    mixed = lamps("SN-4..TN-6, SN-12")
    assert mixed.sentence == "SN-4..TN-6: only the last number may differ"
    assert len(taken(lamps)) == 7, "nothing of a list that cannot be read"


def test_missing_ones_are_counted_in_the_view(lamps: Counter) -> None:
    view = lamps.view("20*", "SN-01..SN-12")
    line = view["lines"][0]
    assert (line["quantity"], line["ordered"], line["missing"], view["missing"]) == ("12", "20", "8", "8")
    assert lamps("SN-01").sentence == "SN-01 came twice in this delivery. Counted once (12 of 20)"
    saved = lamps(":finish")
    assert saved.text == "SAVED GR-000001  1 line, 12 units at SHELF-1, 8 missing  L labels  F12 void"
    assert saved.view.as_json()["missing"] == "8"


def test_more_than_ordered_is_asked_about_once(lamps: Counter) -> None:
    lamps("2*", "A1", "A2")
    asked = lamps("A3")
    assert (asked.state, asked.id) == ("ASK", "receive.too_many")
    assert asked.text == "ASK  3 of 2  serial A3, 1 more than ordered  Enter keep  - remove"
    stopped = lamps(":finish")
    assert stopped.text == "STOP line 1: Lamp: 1 more than ordered  Enter keep"
    assert lamps("").sentence == "Lamp: scan its serials, 3 of 2 so far"
    assert lamps("A4").id == "receive.too_many", "a further one is a further question"
    assert lamps("-").sentence == "serial A4 is out"
    assert lamps("", "").id == "receive.saved"


def test_a_list_that_is_too_long_is_taken_and_asked_about(lamps: Counter) -> None:
    asked = lamps("3*", "A1..A5")
    assert asked.sentence == "5 of 5 serials added, 5 of 3 in all. 2 more than ordered"
    assert lamps.view()["lines"][0]["note"] == "2 more than ordered"
    assert lamps("5*").id == "receive.quantity", "the order was larger than first said"
    assert lamps(":finish").id == "receive.saved"


def test_an_order_of_nothing(lamps: Counter) -> None:
    assert lamps("0*").sentence == "an order of nothing cannot arrive"
    assert lamps("1,5*").sentence == '"1,5" is no whole quantity'


def test_what_is_ordered_survives_a_crash(lamps: Counter) -> None:
    lamps("20*", "A1")
    assert Counter(lamps.desk.session)(":receive", "A2").text == "OK   2 of 20  serial A2 added"


def test_a_known_serial_is_no_part_of_a_list(lamps: Counter) -> None:
    session = lamps.desk.session
    shops.take_in_serials(session, "A2", sku="LAMP")
    answer = lamps("3*", "A1+")
    assert (answer.state, answer.id) == ("STOP", "receive.known_serial")
    assert answer.sentence.startswith("2 of 3 serials added, 2 of 3 in all. A2 is in the shop already")
