"""Returns as they happen: pieces and parts, people one after the other, and what must be undone before what."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store import audit

pytestmark = pytest.mark.conversation

THIRD = "350000000000027"


def sound(counter: Counter) -> None:
    """The books say nothing."""
    assert not audit.findings(counter.desk.session)
    assert not verify(counter.desk.session)


def test_two_serials_sold_and_one_back_leaves_the_other(stocked: Counter) -> None:
    stocked(SERIAL, OTHER_SERIAL, ":finish", ":return", SERIAL, "CSM")
    listed = stocked("#R1-1").view.as_json()["lines"]
    assert [(row["serial"], row["left"]) for row in listed] == [(SERIAL, "0"), (OTHER_SERIAL, "1")]
    assert stocked("1").id == "return.already_back"
    assert stocked(SERIAL).id == "return.already_back"
    assert stocked(OTHER_SERIAL, "CSM").id == "return.saved"
    assert stocked("#R1-1").sentence == "all of R1-000001 came back already"
    sound(stocked)


def test_ten_of_a_lot_sold_and_four_back(stocked: Counter) -> None:
    """Six are left to come back, in every view; the lot stood at zero meanwhile."""
    stocked("10*24B07", ":finish", ":return")
    assert stocked.view("?24B07")["on_hand"] == "0"
    assert stocked("#R1-1", "4*CSM").id == "return.saved"
    lot = stocked.view("?24B07")
    assert (lot["on_hand"], lot["sold"], lot["returned"]) == ("4", "10", "4")
    product = stocked.view("?OAT")
    assert (product["sold"], product["returned"]) == ("10", "4")
    seven = stocked("#R1-1", "7*")
    assert seven.text == "STOP only 6 left of Oat milk 1 l on R1-000001  Esc leave"
    assert stocked("6*CSM").sentence == "RT-000002  give back 12.90, goods to SHELF-1"
    assert stocked.view("?24B07")["on_hand"] == "10"
    assert stocked.view("?#R1-1")["lines"][0]["note"] == "10 came back"
    rows = stocked(":stock oat").view.as_json()["rows"]
    assert rows[0]["on_hand"] == "19"
    sound(stocked)


def test_what_expired_at_the_customer_comes_back_but_not_to_the_shelf(stocked: Counter) -> None:
    stocked("2*24B07", "9F32", ":finish")
    with shops.on("2026-12-10"):
        stocked(":return", "#R1-1", "1")
        assert stocked("CS").id == "return.not_to_shelf"
        assert stocked("QM").id == "return.saved"
        assert stocked("2").id == "return.sold_here", "the receipt stays open"
        assert (
            stocked("FS").text == "STOP Smoked salmon that came back is never sold again  Q quarantine  B bin"
        )
        assert stocked("R").id == "return.not_to_shelf"
        assert stocked("BM").id == "return.saved"
    sound(stocked)


def test_two_owners_in_order(stocked: Counter) -> None:
    stocked("@Patel", SERIAL, ":finish", ":return", SERIAL, "CSM", ":sell")
    with shops.on("2026-11-24"):
        stocked(SERIAL, ":finish", ":return")
        seen = stocked("?" + SERIAL)
        assert [
            (o["customer"], o["receipt"], o["since"], o["returned_paper"])
            for o in seen.view.as_json()["owners"]
        ] == [
            ("Patel", "R1-000001", "2026-11-22", "RT-000001"),
            (None, "R1-000002", "2026-11-24", None),
        ]
        assert "  1. Patel, 22 Nov, R1-000001, back 22 Nov, RT-000001" in seen.text.splitlines()
        assert "  2. no name, 24 Nov, R1-000002" in seen.text.splitlines()


def test_the_chain_shows_from_every_link(stocked: Counter) -> None:
    shops.take_in_serials(stocked.desk.session, THIRD)
    stocked(SERIAL, ":finish", ":return")
    stocked(SERIAL, "FQX", OTHER_SERIAL, ":finish", OTHER_SERIAL, "FQX", THIRD, ":finish")
    for serial in (SERIAL, OTHER_SERIAL, THIRD):
        chain = stocked.view("?" + serial)["chain"]
        assert [(x["serial"], x["paper"]) for x in chain] == [
            (SERIAL, None), (OTHER_SERIAL, "R1-000002"), (THIRD, "R1-000003")
        ]  # fmt: skip
        assert [x["serial"] for x in chain if x["this"]] == [serial]
    assert stocked.view("?" + THIRD)["warranty"]["until"] == "2028-11-22"
    assert stocked(":undo").id == "return.voided"
    assert [x["serial"] for x in stocked.view("?" + SERIAL)["chain"]] == [SERIAL, OTHER_SERIAL]
    sound(stocked)


def refused(counter: Counter, said: str) -> None:
    """Undo is refused with that sentence, and not a row is written."""
    before = ledger(counter.desk.session)
    answer = counter(":undo")
    assert (answer.id, answer.sentence) == ("undo.refused", said)
    assert ledger(counter.desk.session) == before


def test_what_must_be_undone_first(stocked: Counter) -> None:
    """A sale that came back, a return that was sold again, an exchange whose new piece came back."""
    stocked(SERIAL, ":finish", ":return", SERIAL, "CSM", ":sell")
    refused(stocked, "R1-000001: some of it came back (RT-000001, 22 Nov, Owner). Undo that first")
    stocked(SERIAL, ":finish", ":return")
    refused(stocked, "RT-000001: ..3809 went on (R1-000002, 22 Nov, Owner). Undo that first")
    stocked(SERIAL, "FQX", OTHER_SERIAL, ":finish", OTHER_SERIAL, "CSM")
    stocked(":sell")
    refused(stocked, "R1-000002: some of it came back (R1-000003, 22 Nov, Owner). Undo that first")
    for said in ("RT-000002", "R1-000003"):
        assert stocked(":return", ":undo").sentence.startswith(f"{said} is voided")
    assert stocked(":sell", ":undo").sentence.startswith("R1-000002 is voided")
    assert stocked(":return", ":undo").sentence.startswith("RT-000001 is voided")
    assert stocked(":sell", ":undo").sentence.startswith("R1-000001 is voided")
    assert stocked.view("?" + SERIAL)["owners"] == []
    sound(stocked)


def test_a_returned_lot_that_was_sold_again(stocked: Counter) -> None:
    stocked("10*24B07", ":finish", ":return", "#R1-1", "4*CSM", ":sell", "3*24B07", ":finish", ":return")
    refused(stocked, "RT-000001: Oat milk 1 l went on (R1-000002, 22 Nov, Owner). Undo that first")
    stocked(":sell", ":undo", ":return")
    assert stocked(":undo").id == "return.voided"
    sound(stocked)


def test_a_serial_of_another_receipt_is_asked_about(stocked: Counter) -> None:
    stocked(SERIAL, ":finish", OTHER_SERIAL, "CAB", ":finish", ":return", "#R1-2")
    asked = stocked(SERIAL)
    assert asked.sentence == "..3809 was sold on R1-000001, 22 Nov, not on R1-000002"
    assert stocked(":return").id == "return.other_receipt"
    assert stocked("").id == "return.sold_here"
    assert stocked.view()["receipt"] == "R1-000001"
    stocked("#R1-2", SERIAL)
    assert stocked("-").id == "return.receipt"
    assert stocked(OTHER_SERIAL).id == "return.sold_here", "that one is on it"


def test_another_unit_in_the_box(stocked: Counter) -> None:
    stocked(SERIAL, OTHER_SERIAL, ":finish", ":return", SERIAL)
    asked = stocked(OTHER_SERIAL)
    assert asked.id == "return.other_unit"
    assert asked.sentence == "two serials: first ..3809, now ..1209. Which came back?"
    assert stocked("2").id == "return.sold_here"
    assert stocked.view()["serial"] == OTHER_SERIAL
    stocked(SERIAL)
    assert stocked("1").id == "return.why"
    assert stocked.view()["serial"] == OTHER_SERIAL


def test_a_refusal_has_its_reason_and_is_seen_again(stocked: Counter) -> None:
    stocked(SERIAL, "CAB", ":finish", ":return")
    assert stocked(SERIAL, "FQN").text == "ASK  why is it refused? In words  - one step back"
    assert stocked(":return").id == "return.why_refused"
    assert stocked("17").id == "input.unreadable"
    assert stocked("-").id == "return.outcome"
    assert stocked("N", "water damage").text == "SAVED ..3809 is not taken back: water damage"
    with shops.on("2026-11-23"):
        again = stocked(SERIAL)
        assert again.more == ("  refused 22 Nov, Owner: water damage",)
        assert again.view.as_json()["refused"] == ["refused 22 Nov, Owner: water damage"]
        assert stocked("CSM").id == "return.saved", "another person may decide otherwise"
        assert stocked("#R1-1").view.as_json()["refused"] == [], "the cable was never refused"
    sound(stocked)


def test_windows_are_agreed_at_the_sale(stocked: Counter) -> None:
    session = stocked.desk.session
    item.save_item(session, {"sku": "CAB", "category": "Phone parts"})
    stocked(
        ":settings returns.days 10",
        ":settings returns.windows phone  PARTS=3; toys=0",
        ":sell",
        "CAB",
        SERIAL,
        ":finish",
    )
    stocked(":settings returns.days 90", ":settings returns.windows off", ":return")
    until = [stocked.view("#R1-1", n)["window_until"] for n in ("1", "2")]
    assert until == ["2026-11-25", "2026-12-02"]


def test_what_a_category_never_resells(stocked: Counter) -> None:
    session = stocked.desk.session
    item.save_item(session, {"sku": "GOUDA", "category": "Food"})
    stocked("0,5*GOUDA", ":finish", ":return")
    stocked("#R1-1")
    assert stocked("CS").text == "STOP Food that came back is never sold again  Q quarantine  B bin"
    assert stocked("BM").id == "return.saved"


def test_to_the_bench_and_to_the_supplier(stocked: Counter) -> None:
    stocked(SERIAL, OTHER_SERIAL, ":finish", ":return")
    assert stocked(SERIAL, "FRM").sentence == "RT-000001  give back 399.00, goods to BENCH"
    assert stocked(OTHER_SERIAL, "FVM").sentence == "RT-000002  give back 399.00, goods to REPAIRER"
    assert stocked.view("?" + OTHER_SERIAL)["place"] == "REPAIRER"
    sound(stocked)


@pytest.mark.parametrize("shown", ["#R1-000001/G", "r1-1/g", "#1/G"])
def test_who_holds_a_gift_receipt_gets_no_money(stocked: Counter, shown: str) -> None:
    stocked("@Patel", SERIAL, ":finish", ":return")
    assert stocked(shown).id == "return.sold_here"
    assert stocked("CSM").text == "STOP a gift receipt gives no money back  C credit note  X another one"
    assert stocked("C").id == "return.saved"
    stocked(":sell", OTHER_SERIAL, ":finish", ":settings returns.gift money", ":return")
    assert stocked("#R1-000002/G", "CSM").id == "return.saved"
    sound(stocked)


def test_a_gift_receipt_has_no_prices(stocked: Counter) -> None:
    stocked("@Patel", SERIAL, ":finish")
    shown = stocked(":receipt gift")
    assert shown.sentence == "gift receipt of R1-000001"
    paper = "\n".join(shown.view.as_json()["lines"])
    assert "399" not in paper
    assert "Patel" not in paper
    assert f"Serial {SERIAL}" in paper
    assert "Gift receipt R1-000001" in paper
    stocked(":return", SERIAL, "CSM")
    assert stocked(":receipt gift #RT-1").id == "receipt.none"
