"""A thief at the till: credit that should become cash, replacements that should be worth more, gifts paid out."""

from __future__ import annotations

import pytest

from shopstock.jobs.credit import CreditOver
from shopstock.jobs.verify import verify
from tests import shops, staffed
from tests.desk.counter import Counter, ledger
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store import audit

pytestmark = pytest.mark.conversation


def sound(counter: Counter) -> None:
    """The books say nothing."""
    assert not audit.findings(counter.desk.session)
    assert not verify(counter.desk.session)


def credit(counter: Counter) -> str:
    """The phone comes back for a credit of 399.00."""
    counter(SERIAL, ":finish", ":return", SERIAL)
    code: str = counter("CSC").view.as_json()["credit"]
    counter(":sell")
    return code


# Credit never becomes money


def test_what_a_smaller_basket_leaves_stays_on_the_credit(stocked: Counter) -> None:
    code = credit(stocked)
    stocked("CAB", SERIAL, OTHER_SERIAL, code, "-", "-")
    assert stocked(":finish").sentence == f"R1-000002  9.90 paid, 389.10 left on {code}"
    assert stocked.view(f"?{code}")["left"] == "389.10"
    sound(stocked)


def test_nothing_is_given_back_for_credit_that_only_was_shown(stocked: Counter) -> None:
    code = credit(stocked)
    stocked(SERIAL, OTHER_SERIAL, code, "-")
    assert "give back" not in stocked("-").sentence
    assert stocked("CAB", code).state == "SAVED", "it pays in the next basket"


def test_an_exchange_that_shrinks_pays_no_credit_out(stocked: Counter) -> None:
    code = credit(stocked)
    stocked("CAB", ":finish", ":return", "#R1-2", "CSX", "CAB", SERIAL, OTHER_SERIAL, code, "-", "-")
    assert stocked(":finish").sentence == "R1-000003  exchanged, 0.00 paid, goods to SHELF-1"
    assert stocked.view(f"?{code}")["left"] == "399.00"
    sound(stocked)


def test_goods_paid_by_credit_come_back_as_credit_whatever_is_typed(stocked: Counter) -> None:
    code = credit(stocked)
    stocked("2*CAB", code, ":return", "#R1-2", "1*CS")
    assert stocked(":finish cash").sentence.startswith("RT-000002  9.90 on credit SC-")
    stocked("1", "CSX", "OAT")
    assert stocked(":finish cash").sentence.startswith("R1-000003  exchanged, 7.75 on credit SC-")
    rows = stocked.desk.session.store.db.execute_sql(
        "SELECT tender, sum(amount_minor) FROM payment WHERE amount_minor < 0 AND booking_id > "
        "(SELECT max(booking_id) FROM credit_step WHERE what = 'spent') GROUP BY tender ORDER BY tender"
    ).fetchall()
    assert [tender for tender, _ in rows] == ["credit"]
    sound(stocked)


def test_a_parked_credit_that_was_spent_meanwhile_is_asked_for_again(stocked: Counter) -> None:
    code = credit(stocked)
    stocked(SERIAL, OTHER_SERIAL, code, ":park", "CAB", code, ":park", "1")
    assert stocked(":finish card").id == CreditOver.id
    assert stocked(code).sentence == "389.10 credit taken, 408.90 still to pay"
    assert stocked(":finish card").state == "SAVED"
    sound(stocked)


def test_each_amount_is_read_where_three_tenders_give_it_back(stocked: Counter) -> None:
    session = stocked.desk.session
    shops.take_in(session, "CAB", "40")
    stocked("3*CAB", ":finish", ":return", "#R1-1")
    code = stocked("CSC").view.as_json()["credit"]
    stocked(":sell", SERIAL, code, ":finish card 100", ":finish", ":return", SERIAL)
    said = stocked("CSM")
    assert said.text.split("\n")[0].endswith(
        "RT-000002  give it back as said below, goods to SHELF-1  F12 void"
    )
    assert "100.00 card and 29.70 SC-" in said.text
    assert said.text.endswith("and 269.30 cash")


# A replacement costs what came back


def test_nothing_comes_off_a_replacement(stocked: Counter) -> None:
    stocked(SERIAL, "/50", ":finish", ":return", SERIAL, "FQX", OTHER_SERIAL)
    assert stocked("/10").id == "return.one_for_one"
    assert stocked(":finish").state == "SAVED"
    sound(stocked)


def test_a_clerk_replaces_no_cable_by_a_phone() -> None:
    shop = staffed.shop()
    staffed.stock(staffed.at(shop, "Owner"))
    here = staffed.counter(shop, "Mia")
    here("CAB", ":finish", ":return", "#R1-1", "FQX", SERIAL)
    before = ledger(shop)
    assert here("").id == "return.replacement"
    assert here(":finish").id == "staff.needs_approval"
    assert ledger(shop) == before


# Gifts


def test_a_gift_that_is_exchanged_leaves_credit(stocked: Counter) -> None:
    stocked(SERIAL, ":finish", ":return", "#R1-1/G", "CSX", "CAB")
    assert stocked(":finish cash").id == "return.gift"
    saved = stocked(":finish")
    assert saved.sentence.startswith("R1-000002  exchanged, 389.10 on credit SC-")
    assert saved.view.as_json()["credit"]
    sound(stocked)


def test_a_gift_stays_one_when_its_piece_is_scanned(stocked: Counter) -> None:
    stocked(SERIAL, "CAB", ":finish", ":return", "#R1-1/G", "1", SERIAL)
    assert stocked("CSM").id == "return.gift"


# What to undo first


def test_the_paper_to_undo_first_can_be_undone(stocked: Counter) -> None:
    stocked(SERIAL, ":finish", ":return", SERIAL, "CSM", ":sell", SERIAL, ":finish", ":return", SERIAL, "CSX")
    stocked(OTHER_SERIAL, ":finish")
    assert stocked(":undo").sentence == "R1-000003 is voided, see VD-000001"
    assert stocked(":undo").sentence.startswith("RT-000001: ..3809 went on (R1-000002, 22 Nov, Owner).")


@pytest.mark.parametrize("answer", ["T-8", ""])
def test_a_serial_another_till_took_is_asked_for_again(stocked: Counter, answer: str) -> None:
    session = stocked.desk.session
    stocked(":item sku=TOAST name=Toaster tracking=serial serial_when=sale price=40.00")
    stocked(":receive", "TOAST", "3*", ":finish", ":sell", "TOAST", "T-9")
    faster = Counter(shops.open_session_at(session, "Till 2"))
    assert faster("TOAST", "T-9", ":finish").state == "SAVED"
    assert stocked(":finish").id == "sell.serial_known"
    assert stocked(":finish").id == "sell.lines_open"
    assert stocked(answer).state == "OK"
    assert stocked(":finish").state == "SAVED"
    sound(stocked)
