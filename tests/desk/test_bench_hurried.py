"""The bench on a hurried day: parts that stay in what goes away, held ones, and money that was not paid."""

from __future__ import annotations

import pytest

from shopstock.jobs import hold
from shopstock.jobs.session import new_request_id
from tests import shops
from tests.desk.counter import Counter
from tests.desk.test_bench import PAPER, bench, sound
from tests.shops import SERIAL

pytestmark = pytest.mark.conversation

__all__ = ["bench"]
SCREEN = "SC-100000000001"


@pytest.fixture
def fitted(bench: Counter) -> Counter:
    """A screen is in the phone on the bench."""
    bench(":fits SCR ARX2", f":bench {SERIAL}", SCREEN)
    return bench


def test_a_part_in_what_the_supplier_keeps_is_gone_with_it(fitted: Counter) -> None:
    fitted(":claim W-1", "V", "", "BX", "356938035641217")
    assert fitted("H").sentence == "W-000001 closed, ..1217 is with the customer"
    assert shops.unit(fitted.desk.session, SCREEN, "SCR").place_kind == "customer"
    sound(fitted)


def test_a_part_in_what_the_supplier_credits_is_gone_with_it(fitted: Counter) -> None:
    fitted(":claim W-1", "V", "", "B", "K", "100")
    assert fitted(":return", SERIAL, "FVM").id == "return.saved"
    sound(fitted)


def test_goods_come_back_without_our_parts(fitted: Counter) -> None:
    refused = fitted(":return", SERIAL, "FQM")
    assert (refused.id, refused.sentence) == (
        "claim.not_now",
        "Screen X2 is still in ..3809: take it out first",
    )
    fitted(":bench", "-", "Q")
    fitted(":return", "-", "-", "-", SERIAL)
    assert fitted("FQM").id == "return.saved"
    sound(fitted)


def test_a_part_that_was_held_meanwhile_is_named_at_the_till(fitted: Counter) -> None:
    session = fitted.desk.session
    fitted("Q", "SCR", ":finish", "Y", ":sell", PAPER)
    hold.hold_unit(session, new_request_id(), shops.unit(session, SCREEN, "SCR").id, "recalled")
    assert "Screen X2 in ..3809 is held: take it out" in fitted(":finish").text
    assert fitted(":bench", "-", "Q").id == "bench.taken_out"
    sound(fitted)


def test_a_part_comes_out_after_the_quote_was_declined(fitted: Counter) -> None:
    fitted("Q", "SCR", ":finish", "N")
    assert "1 of our parts in it" in fitted("").text
    assert fitted(":claim W-1", "H").sentence.endswith("take it out first")
    assert fitted(":bench", "-", "Q").id == "bench.taken_out"
    assert fitted(":claim W-1", "H").sentence == "W-000001 closed, ..3809 is with the customer"
    sound(fitted)


def test_what_is_to_be_paid_is_not_handed_back_before(bench: Counter) -> None:
    bench(f":bench {SERIAL}", "Q", "SCR", ":finish", "N", "25")
    owed = bench(":claim W-1", "H")
    assert owed.first_line == "STOP W-000001: 25.00 is not paid. #W-000001 in Sell  F2 sell  Esc leave"
    assert bench(":sell", PAPER, ":finish").id == "sell.paid"
    assert bench(":claim W-1").sentence.startswith("W-000001 closed")
    sound(bench)


def test_a_parked_repair_that_was_paid_meanwhile_says_so(fitted: Counter) -> None:
    fitted("Q", "SCR", ":finish", "Y", ":sell", PAPER, ":park", PAPER, ":finish", ":park 1")
    assert fitted(":finish").sentence == "W-000001: its quote is paid"


def test_the_lines_of_the_bench_are_whole(fitted: Counter) -> None:
    assert fitted("Q", "SCR").first_line == "OK   Screen X2 is on it. 1 line, 89.00  F9 makes it"
    quoted = fitted(":finish")
    assert quoted.first_line == "SAVED W-000001 is quoted: 89.00, valid to 06 Dec  P print  Y yes  N no"
    asked = fitted("-")
    assert asked.first_line == "ASK  Screen X2: where to?  S shelf  Enter quarantine  B bin  - leave it"
