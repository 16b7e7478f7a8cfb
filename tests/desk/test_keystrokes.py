"""The keystrokes that counter.md promises, counted as entries at the desk.

A scan is S. A key is what a hand presses: an F-key is one, each character of typed text is one, and so is Enter.
"""

from __future__ import annotations

import pytest

from shopstock.codes.serial import check_serial
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

TWINS = {"F3": ":find", "F4": ":receive", "F5": ":return", "F6": ":dates", "F9": ":finish"}


class Hand:
    """A person at the counter who counts scans and keys."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.scans = self.keys = 0
        self.last = ""

    def scan(self, *codes: str) -> Hand:
        """Scan these codes."""
        for code in codes:
            self.scans += 1
            self.last = self.counter(code).id
        return self

    def press(self, key: str) -> Hand:
        """One function key."""
        self.keys += 1
        self.last = self.counter(TWINS[key]).id
        return self

    def type(self, text: str) -> Hand:
        """Characters and Enter."""
        self.keys += len(text) + 1
        self.last = self.counter(text).id
        return self

    def cost(self) -> tuple[int, int]:
        """Scans and keys so far."""
        return self.scans, self.keys


def test_sell_one_item_for_cash(stocked: Counter) -> None:
    hand = Hand(stocked).scan("CAB").press("F9")
    assert (hand.cost(), hand.last) == ((1, 1), "sell.paid")


def test_sell_with_a_serial(stocked: Counter) -> None:
    hand = Hand(stocked).scan(shops.SERIAL).press("F9")
    assert (hand.cost(), hand.last) == ((1, 1), "sell.paid")


def test_sell_from_a_lot(stocked: Counter) -> None:
    hand = Hand(stocked).scan(shops.OAT_BARCODE).press("F9")
    assert (hand.cost(), hand.last) == ((1, 1), "sell.paid")
    hand = Hand(stocked).scan("24B07").press("F9")
    assert (hand.cost(), hand.last) == ((1, 1), "sell.paid")


def test_return_with_a_serial(stocked: Counter) -> None:
    stocked(shops.SERIAL, ":finish")
    hand = Hand(stocked).press("F5").scan(shops.SERIAL).type("FQM")
    assert (hand.cost(), hand.last) == ((1, 5), "return.saved")


@pytest.mark.parametrize(
    "job", ["sell", "find", "receive", "return", "dates", "stock", "item", "claims", "menu"]
)
def test_warranty_look_up_from_anywhere(stocked: Counter, job: str) -> None:
    stocked(shops.SERIAL, ":finish", f":{job}")
    hand = Hand(stocked).press("F3").scan(shops.SERIAL)
    assert (hand.cost(), hand.last) == ((1, 1), "find.unit")
    assert stocked.desk.mode.view().as_json()["covers"][0]["until"] == "2028-11-22"


def test_on_sell_a_sold_unit_answers_without_a_key(stocked: Counter) -> None:
    stocked(shops.SERIAL, ":finish")
    hand = Hand(stocked).scan(shops.SERIAL)
    assert (hand.cost(), hand.last) == ((1, 0), "sell.already_sold")


def test_receive_twenty_serials(counter: Counter) -> None:
    serials = [check_serial(f"3569380356{n:04}", "imei") for n in range(20)]
    hand = Hand(counter).press("F4").scan(shops.PHONE_BARCODE, *serials).press("F9")
    assert hand.last == "receive.saved"
    assert hand.cost() <= (21, 3)


def test_receive_twenty_serials_in_one_paste(counter: Counter) -> None:
    serials = [check_serial(f"3569380356{n:04}", "imei") for n in range(20)]
    hand = Hand(counter).press("F4").scan(shops.PHONE_BARCODE).scan("\n".join(serials)).press("F9")
    assert hand.last == "receive.saved"
    assert hand.keys <= 3


def test_receive_a_lot_with_its_date(counter: Counter) -> None:
    code = f"]C101{shops.OAT_BARCODE.zfill(14)}15261203" + "10L1"
    hand = Hand(counter).press("F4").scan(code).type("24*")
    assert hand.keys == 5, "F4, three characters, Enter; and F9 books it with all the rest"
    assert hand.press("F9").last == "receive.saved"


def test_the_morning_check(session: Session) -> None:
    for n in range(5):
        shops.take_in(session, shops.OAT, "2", lot=f"L{n}", expires=f"2026-11-{22 + n}")
    counter = Counter(session)
    assert counter.desk.opening().job == "dates", "it opens by itself"
    hand = Hand(counter).type("KKMWP")
    assert (hand.cost(), hand.last) == ((0, 6), "dates.done")
    assert counter.desk.mode.view().as_json()["done"] == 5
