"""A customer's unit stays with the supplier: another serial comes, a credit comes, and who owns what afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from shopstock.jobs.claims import ClaimOpen, NotOurs, Opening, open_claim
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.jobs.void import CannotUndo, void
from shopstock.store.claims import ClaimDraft, StepDraft
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import post
from shopstock.store.tickets import ticket_numbered
from tests import shops
from tests.desk.counter import Counter
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

NEW, NEWER = "356938035641217", "490154203237518"


@pytest.fixture
def away(stocked: Counter) -> Counter:
    """Patel's phone, paid with 10 % off, is at the supplier for a claim."""
    stocked(":sell", "@Patel", SERIAL, "/10", ":finish", f":claim {SERIAL}", "1", "V", "@Volta, V-8841")
    return stocked


@pytest.fixture
def swapped(away: Counter, sunday: time_machine.Traveller) -> Counter:
    """The supplier sent another serial 20 days later, and Patel has it."""
    sunday.shift(timedelta(days=20))
    away("BX", NEW)
    away("H")
    return away


def sound(at: Counter) -> None:
    assert findings(at.desk.session) == []
    assert verify(at.desk.session.store) == ()


def test_the_new_serial_is_sold_to_the_same_customer(swapped: Counter) -> None:
    view = swapped(f"?{NEW}").view.as_json()
    assert view["state"] == "sold"
    assert [owner["customer"] for owner in view["owners"]] == ["Patel"]
    assert view["sale"]["price"] == "359.10"
    sound(swapped)


def test_the_chain_shows_from_both_ends(swapped: Counter) -> None:
    for serial in (SERIAL, NEW):
        chain = swapped(f"?{serial}").view.as_json()["chain"]
        assert [link["serial"] for link in chain] == [SERIAL, NEW]


def test_its_warranty_goes_on_with_the_days_they_were_without(swapped: Counter) -> None:
    assert swapped(f"?{NEW}").view.as_json()["warranty"]["until"] == "2028-12-12"
    assert "shop warranty to 12 Dec 2028" in swapped(f":claim {NEW}").sentence


def test_a_warranty_that_begins_anew_counts_from_that_day(
    away: Counter, sunday: time_machine.Traveller
) -> None:
    away(":settings warranty.replacement restart")
    sunday.shift(timedelta(days=20))
    away(":claim W-1", "BX", NEW)
    sunday.shift(timedelta(days=1))
    away("H")
    assert away(f"?{NEW}").view.as_json()["warranty"]["until"] == "2028-12-13"


def test_it_comes_back_for_what_was_paid_and_the_old_one_never(swapped: Counter) -> None:
    assert swapped(":return", SERIAL).id == "return.already_back"
    done = swapped(":return", NEW, "FQM")
    assert done.sentence.startswith("RT-000001  give back 359.10")
    assert swapped(":return", NEW).id == "return.already_back"
    sound(swapped)


def test_the_new_one_fails_too(swapped: Counter, sunday: time_machine.Traveller) -> None:
    sunday.shift(timedelta(days=30))
    swapped(f":claim {NEW}", "1", "V", "Volta", "BX", NEWER, "H")
    chain = swapped(f"?{SERIAL}").view.as_json()["chain"]
    assert [link["serial"] for link in chain] == [SERIAL, NEW, NEWER]
    assert swapped(":return", NEWER, "FQM").sentence.startswith("RT-000001  give back 359.10")
    sound(swapped)


def test_the_exchange_with_the_supplier_stays(swapped: Counter) -> None:
    session = swapped.desk.session
    sale = ticket_numbered(session.store, "R1", 2)
    assert sale is not None
    with pytest.raises(CannotUndo, match="is what the supplier sent for W-000001"):
        void(session, new_request_id(), sale.id)
    first = ticket_numbered(session.store, "R1", 1)
    assert first is not None
    with pytest.raises(CannotUndo):
        void(session, new_request_id(), first.id)


def test_a_serial_that_is_known_changes_nothing(away: Counter) -> None:
    assert away("BX", OTHER_SERIAL).id == "claim.not_now"
    assert away.view()["state"] == "at_supplier"
    sound(away)


def test_what_the_supplier_credits_is_paid_to_the_customer(away: Counter) -> None:
    away("B", "K", "200")
    owed = away("C")
    assert (owed.id, "money or another one" in owed.text) == ("claim.not_now", True)
    refused = away(":return", SERIAL, "FQM")
    assert refused.first_line == "STOP ..3809 stays with the supplier  V supplier"
    away("-")
    paid = away("VM")
    assert paid.sentence.startswith("RT-000001  give back 359.10")
    assert away(":claim W-1").sentence.startswith("W-000001 closed")
    assert away(":claims").sentence.startswith("0 open claims"), "the supplier has paid already"
    sound(away)


def test_what_the_supplier_credits_becomes_another_one(away: Counter) -> None:
    away("B", "K", "200")
    assert away("X").job == "return"
    away("FVX", OTHER_SERIAL)
    away(":finish")
    assert shops.unit(away.desk.session, OTHER_SERIAL).place_kind == "customer"
    assert away(":claim W-1").sentence.startswith("W-000001 closed")
    sound(away)


def test_a_return_of_what_the_supplier_keeps_can_be_undone_and_done_again(away: Counter) -> None:
    away("B", "K", "200", ":return", SERIAL, "FVM")
    assert away(":undo").id == "return.voided"
    sound(away)
    assert away(SERIAL, "FVM").id == "return.saved"
    sound(away)


def test_what_came_instead_of_goods_bought_elsewhere_has_their_proof(stocked: Counter) -> None:
    stocked(
        ":claim SN-9", "P", shops.PHONE, "01 Mar 2026", "Corner of Bonn", "1", "V", "", "BX", "SN-10", "H"
    )
    assert "supplier's warranty to 01 Mar 2028" in stocked(":claim SN-10").sentence
    assert stocked("?SN-10").view.as_json()["proof"]["seller"] == "Corner of Bonn"
    assert "bought elsewhere" in stocked(":return SN-10").sentence
    sound(stocked)


def test_a_scan_while_it_is_away_shows_its_claim(away: Counter) -> None:
    assert away(f":claim {SERIAL}").id == "claim.shown"
    assert away(":claims", SERIAL).id == "claim.shown"
    assert away("-", f":claim {SERIAL}").view.as_json()["side"] == "customer"


def test_no_second_claim_and_none_of_ours_for_what_a_customer_owns(away: Counter, session: Session) -> None:
    found = shops.unit(session, SERIAL)
    for side in ("customer", "supplier"):
        with pytest.raises((ClaimOpen, NotOurs)):
            open_claim(session, new_request_id(), Opening(found.id, "broken", side))
    first = StepDraft(None, 1, None, "opened", "at_supplier")
    drafted = ClaimDraft(found.id, None, "supplier", "broken", None, "supplier")
    empty = session.draft("claim", new_request_id())
    with pytest.raises(RuleBroken, match="claim"), session.store.transaction():
        post(session.store, replace(empty, series="W", parts=(drafted, first)))


@pytest.mark.parametrize(
    ("typed", "supplier", "rma"),
    [
        ("@Volta, V-8841", "Volta", "V-8841"),
        ("Volta, V-8841", "Volta", "V-8841"),
        ("volta", "Volta", None),
        ("V-8841", None, "V-8841"),
        ("", None, None),
    ],
)
def test_to_whom_and_which_number(
    stocked: Counter, typed: str, supplier: str | None, rma: str | None
) -> None:
    stocked(f":claim {OTHER_SERIAL}", "1", "V", "@Volta", "B", "U", "V")
    stocked(typed)
    last = stocked.view()["steps"][-1]
    said = "  ".join(part for part in (supplier, f"RMA {rma}" if rma else None) if part)
    assert (last["what"], last["note"]) == ("sent", said or None)


@pytest.mark.parametrize("typed", ["Velta", "Velta, V-8841"])
def test_a_supplier_that_nobody_knows_is_no_number(stocked: Counter, typed: str) -> None:
    stocked(f":claim {OTHER_SERIAL}", "1", "V")
    refused = stocked(typed)
    assert refused.first_line == "STOP Velta is no supplier here. New: @Velta. A number: :rma"
    assert stocked("@Velta, V-8841").sentence.startswith("Velta is new here. W-000001 at supplier")


def test_lines_and_keys_are_whole(stocked: Counter) -> None:
    asked = stocked(":claim V-8841-0021-6")
    assert asked.first_line == "ASK  V-8841-0021-6 is not known here.  P proof of purchase  Esc refuse"
    stocked("-", ":sell", SERIAL, ":finish", f":claim {SERIAL}")
    assert ".." + SERIAL[-4:] + " is with the customer" in stocked("1").first_line
    assert stocked("V").first_line == "ASK  to whom, which RMA? @Volta, V-8841  Enter no name  Esc leave"


def test_the_story_is_told_in_words(away: Counter) -> None:
    told = away(f"?{SERIAL}").text
    assert "claim opened  W-000001" in told
    assert "taken in  CUSTOMER to VISITING" in told
    assert "_" not in told
