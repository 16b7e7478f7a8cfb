"""Serials by kind at the counter: a phone shop, a garage, a shop with labels of its own; and what looks alike."""

from __future__ import annotations

import pytest

from shopstock.codes.serial import check_serial
from shopstock.jobs import item
from tests import shops
from tests.desk.counter import Counter
from tests.desk.test_counts import cost

pytestmark = pytest.mark.conversation

MEID = "A0000000002329"
VIN, WRONG_VIN = "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"


def add(counter: Counter, **columns: str) -> None:
    """A product with serials, and an open delivery of it."""
    given = {"sku": "NEW", "name": "New thing", "tracking": "serial", "price": "10", **columns}
    item.save_item(counter.desk.session, given)
    counter(":receive", "NEW")


# A phone shop


def test_the_phone_shop_takes_meids_in_every_notation(counter: Counter) -> None:
    from stdnum import meid as numbers

    add(counter, serial_kind="meid")
    decimal = f"{int(MEID[:8], 16):010}{int(MEID[8:], 16):08}"
    assert counter(f"{MEID}{numbers.calc_check_digit(MEID)}").text == f"OK   1  serial {MEID} added"
    assert counter(decimal).id == "receive.seen_twice", "the decimal form is the same phone"
    assert counter(f"{MEID}Z").id == "receive.bad_serial"
    assert counter("35693803564380").sentence == "MEID 35693803564380 begins with 3, A to F is what it can be"
    counter(":finish", ":sell")
    for way in (MEID.lower(), decimal, "A0-00000000-2329"):
        assert counter(":find", way).id == "find.unit", way
    assert counter(":find", MEID).view.as_json()["vin"] is None


# A shop with labels of its own


def test_a_serial_that_does_not_fit_shows_the_example(counter: Counter) -> None:
    line = ':item sku=KETTLE name=Kettle tracking=serial price=30 serial_kind=pattern serial_pattern="[A-Z]{2}[0-9]{6}"'
    assert counter(line).text.startswith("STOP serial_example: is missing")
    assert counter(f"{line} serial_example=AB12345").sentence.endswith("AB12345 does not fit the pattern")
    assert counter(f"{line} serial_example=AB123456").id == "item.saved"
    refused = counter(":receive", "KETTLE", "AB12345")
    assert (refused.state, refused.id) == ("STOP", "receive.bad_serial")
    assert refused.sentence == "AB12345 does not fit: it should look like AB123456"
    assert counter("AB000001..AB000003").sentence == "3 of 3 serials added, 3 in all"
    assert counter("ab000004").id == "receive.bad_serial", "capitals are as the pattern says"


def test_what_fits_the_pattern_is_a_serial_whatever_it_looks_like(counter: Counter) -> None:
    add(counter, serial_pattern="[0-9]+-[0-9]+", serial_example="10-2")
    assert counter("10-2").text == "OK   1  serial 10-2 added"


@pytest.mark.parametrize("evil", ["(a+)+$", "(a|a)*b", ".*.*.*.*x", "(.)\\\\1"])
def test_no_pattern_can_hang_the_till(counter: Counter, evil: str) -> None:
    answer = counter(f':item sku=E name=E tracking=serial price=1 serial_pattern="{evil}" serial_example=aa')
    assert (answer.state, answer.id) == ("STOP", "item.bad_value")


# A garage


def test_the_garage_is_told_once_of_an_odd_check_digit(counter: Counter) -> None:
    add(counter, serial_kind="vin")
    assert counter(VIN).text == f"OK   1  serial {VIN} added"
    assert counter(WRONG_VIN).text == f"OK   2  {WRONG_VIN} check digit would be X, taken as typed"
    assert counter("WVWZZZ1JZ3W386752").text == "OK   3  serial WVWZZZ1JZ3W386752 added", "it carries none"
    assert counter(":finish").id == "receive.saved"


def test_a_binding_check_digit_refuses(counter: Counter) -> None:
    add(counter, serial_kind="vin")
    assert counter(":settings serials.vin binding").state == "SAVED"
    counter(":receive")
    assert counter(WRONG_VIN).sentence == f"VIN {WRONG_VIN}: character 9 is 1, X would be right"
    assert counter(VIN).id == "receive.serial_added"
    assert counter(":settings serials.vin sometimes").state == "STOP"


def test_several_odd_ones_in_one_paste_are_told_below(counter: Counter) -> None:
    add(counter, serial_kind="vin")
    answer = counter(f"{WRONG_VIN}\n{VIN}\n1M8GDM9A2KP042788")
    assert answer.sentence == "3 of 3 serials added, 3 in all. 2 notes below"
    assert f"{WRONG_VIN} check digit would be X, taken as typed" in answer.text


@pytest.mark.parametrize(
    ("vin", "says"),
    [
        ("5GZCZ43D13S812715", {"maker": "Saturn", "country": "United States", "year": 2003}),
        ("5YJ3E1EA7KF317000", {"maker": "Tesla", "country": "United States", "year": 2019}),
        ("JH4KA9650MC012345", {"maker": "Acura", "country": "Japan", "year": 2021}),
        ("WVWZZZ1JZ3W386752", {"maker": "Volkswagen", "country": "Germany", "year": 2003}),
        ("ZZZZZZZZZZZZZZZZZ", {"maker": None, "country": "Slovenia", "year": None}),
    ],
)
def test_a_vin_says_who_made_it_and_when(counter: Counter, vin: str, says: dict[str, object]) -> None:
    add(counter, serial_kind="vin")
    counter(vin, ":finish")
    assert counter(":find", vin).view.as_json()["vin"] == says


def test_other_goods_never_load_the_list_of_makers(stocked: Counter) -> None:
    assert stocked(":find", shops.SERIAL).view.as_json()["vin"] is None


# What looks alike


@pytest.fixture
def lamps(counter: Counter) -> Counter:
    """Lamps SN-00109 and B8-5S in stock, and a lot LOT-1O of milk."""
    item.save_item(counter.desk.session, {"sku": "LAMP", "name": "Lamp", "tracking": "serial", "price": "20"})
    shops.take_in_serials(counter.desk.session, "SN-00109", "B8-5S", sku="LAMP")
    shops.take_in(counter.desk.session, shops.OAT, "3", lot="LOT-1O", expires="2026-12-03")
    return counter


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SN-001O9", "SN-001O9 is unknown; SN-00109 is close: type it if meant"),
        ("sn-oo1o9", "sn-oo1o9 is unknown; SN-00109 is close: type it if meant"),
        ("SN-00I09", "SN-00I09 is unknown; SN-00109 is close: type it if meant"),
        ("SN-00l09", "SN-00l09 is unknown; SN-00109 is close: type it if meant"),
        ("88-55", "88-55 is unknown; B8-5S is close: type it if meant"),
        ("L0T-10", "L0T-10 is unknown; LOT-1O is close: type it if meant"),
        ("ARXZ", "ARXZ is unknown; ARX2 is close: type it if meant"),
    ],
)
def test_a_close_one_is_hinted_wherever_a_code_is_unknown(lamps: Counter, typed: str, said: str) -> None:
    assert lamps(typed).text == f"ASK  {said}  - remove"
    assert lamps.states() == ["ask"], "nothing is changed silently"
    lamps("-")
    assert lamps(f"?{typed}").sentence == said
    assert lamps(":find", typed).id == "find.unknown_code"
    assert lamps(":return", typed).sentence == said
    assert lamps(":receive", typed).sentence == said


def test_two_close_ones_are_no_hint(lamps: Counter) -> None:
    shops.take_in_serials(lamps.desk.session, "SN-0O1O9", sku="LAMP")
    assert lamps("SN-001O9").sentence == "SN-001O9 is new here"


def test_where_long_numbers_differ_is_shown(lamps: Counter) -> None:
    shops.take_in_serials(lamps.desk.session, "WVWZZZ1JZ3W386752", sku="LAMP")
    assert lamps("WVWZZZIJZ3W386752").sentence == (
        "..ZZIJZ.. is unknown; ..ZZ1JZ.. is close: type it if meant"
    )


def test_a_new_serial_that_looks_like_one_is_taken_and_told_once(lamps: Counter) -> None:
    answer = lamps(":receive", "LAMP", "SN-001O9")
    assert answer.text == "OK   1  SN-001O9 is new and looks like SN-00109, which is known here"
    assert lamps("SN-00110").text == "OK   2  serial SN-00110 added"
    assert lamps("B8-55, SN-7").sentence.endswith("B8-55 is new and looks like B8-5S, which is known here")
    assert lamps(":finish").view.as_json()["lines"][0]["serials"] == ["SN-001O9", "SN-00110", "B8-55", "SN-7"]


def test_a_known_code_costs_what_it_did_and_an_unknown_one_little_more(stocked: Counter) -> None:
    known = cost(stocked, shops.SERIAL)
    stocked(":clear")
    for n in range(60):
        shops.take_in_serials(
            stocked.desk.session, check_serial(f"3569380356{n:04}", "imei"), sku=shops.PHONE
        )
    assert cost(stocked, shops.SERIAL) == known
    stocked(":clear", "NOBODY-1", ":clear")
    few = cost(stocked, "NOBODY-1")
    stocked(":clear")
    shops.take_in(stocked.desk.session, shops.OAT, "3", lot="NOB0DY-2", expires="2026-12-03")
    assert cost(stocked, "NOBODY-1") == few


def test_an_item_is_changed_by_its_code_as_the_manual_writes_it(counter: Counter) -> None:
    answer = counter(
        f":item {shops.PHONE} serial_kind=pattern serial_pattern=[A-Z]{{2}}[0-9]{{6}} serial_example=AB123456"
    )
    assert answer.id == "item.saved", answer.text
    assert "AB123456" in str(answer.view.as_json())


def test_a_code_and_columns_add_what_is_new(counter: Counter) -> None:
    assert counter(':item BIKE name="City bike" tracking=serial price=300').id == "item.saved"
    assert counter(":find BIKE").sentence.startswith("City bike")


def test_a_column_that_is_none_is_named_behind_a_code_too(counter: Counter) -> None:
    assert counter(f":item {shops.PHONE} prise=3").sentence.startswith("prise: prise is no column")
    assert counter(":item Aria X2").id != "item.saved"
