"""Waste: goods leave in a few keys, with their reason and their cost, and come back by an undo."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from shopstock.jobs.reasons import reasons
from shopstock.store.audit import audit
from shopstock.store.lots import set_lot_hold
from tests import shops, staffed
from tests.desk.counter import Counter, ledger
from tests.shops import OAT, SERIAL
from tests.store.audit import rows

pytestmark = pytest.mark.conversation


def gone(counter: Counter) -> list[tuple[str, str, int, str, int | None]]:
    """What, where to, how much, why and at what cost, of every movement but deliveries."""
    found = rows(
        counter.desk.session,
        "SELECT what, to_kind, quantity, reason, cost_minor FROM movement WHERE what <> 'received' ORDER BY id",
    )
    return [(r["what"], r["to_kind"], r["quantity"], r["reason"], r["cost_minor"]) for r in found]


def test_two_damaged_cartons_in_a_few_keys(stocked: Counter) -> None:
    asked = stocked(":waste 24B07")
    assert asked.text.startswith("ASK  1 Oat milk 1 l lot 24B07 at SHELF-1: why?  E expired  D damaged")
    assert "  S  spoiled, cooling failed" in asked.text.splitlines()
    assert stocked("2*").sentence.startswith("2 Oat milk 1 l lot 24B07")
    saved = stocked("DW")
    assert saved.text == "SAVED WS-000001  2 Oat milk 1 l to bin, damaged, cost 2.20  F12 undo"
    assert gone(stocked) == [("wasted", "bin", 2, "damaged", 110)]
    assert shops.on_hand(stocked.desk.session, OAT, "SHELF-1") == 12
    assert stocked.view()["wasted_today"] == "2.20"
    assert stocked(":undo").sentence == "WS-000001 is voided, see VD-000001"
    assert shops.on_hand(stocked.desk.session, OAT, "SHELF-1") == 14
    assert stocked.view()["today"] == []
    assert not audit(stocked.desk.session.store).findings


def test_one_question_after_the_other(stocked: Counter) -> None:
    assert stocked(":waste", "3*CAB").id == "waste.why"
    assert stocked("").id == "waste.why", "a reason has no default"
    asked = stocked("D")
    assert (asked.id, asked.sentence) == ("waste.where", "3 Cable USB-C, damaged: where to?")
    assert stocked("").sentence.endswith("to bin, damaged, cost 7.20")


@pytest.mark.parametrize(
    ("letters", "what", "end"),
    [("EW", "wasted", "bin"), ("SS", "sent_back", "supplier"), ("OC", "given_away", "charity"),
     ("XT", "given_to_staff", "staff")],
)  # fmt: skip
def test_every_way_out_and_back(stocked: Counter, letters: str, what: str, end: str) -> None:
    session = stocked.desk.session
    before = shops.on_hand(session, OAT)
    assert stocked(":waste 24B07", letters).state == "SAVED"
    assert gone(stocked)[0][:3] == (what, end, 1)
    assert shops.on_hand(session, OAT) == before - 1
    assert stocked(":undo").state == "SAVED"
    assert shops.on_hand(session, OAT) == before
    assert not audit(session.store).findings


def test_who_gets_it_back(stocked: Counter) -> None:
    item.save_item(stocked.desk.session, {"sku": OAT, "supplier": "Volta"})
    assert stocked(":waste 24B07", "2*", "DS").sentence.endswith("to supplier Volta, damaged, cost 2.20")
    (booking,) = rows(stocked.desk.session, "SELECT party_id, kind FROM booking WHERE series = 'WS'")
    assert booking["kind"] == "waste"
    assert booking["party_id"] == shops.goods(stocked.desk.session, OAT).supplier_id


def test_of_a_product_the_earliest_date_even_one_that_has_passed(stocked: Counter) -> None:
    assert "lot OLD" in stocked(":waste OAT").sentence
    assert "lot 9F31" in stocked(":waste SALMON").sentence


def test_from_that_place_and_from_several(stocked: Counter) -> None:
    session = stocked.desk.session
    shops.take_in(session, OAT, "3", lot="24B07", expires="2026-12-03", place_code="BACK")
    assert stocked(":waste 24B07", "=BACK", "2*", "DW").state == "SAVED"
    assert shops.on_hand(session, OAT, "BACK") == 1
    stocked(":waste 24B07", "=BACK")
    assert stocked("2*").id == "move.not_there"
    stocked("-")
    assert stocked(":waste 11*24B07", "DW").state == "SAVED", "ten on the shelf, one in the back"
    assert stocked(":waste 24B07").id == "move.not_there"
    assert stocked(":waste =BACK").state == "STOP"


def test_what_is_held_or_past_its_use_by_is_given_to_nobody(stocked: Counter) -> None:
    set_lot_hold(stocked.desk.session.store, shops.batch(stocked.desk.session, OAT, "24B07").id, "smells")
    before = ledger(stocked.desk.session)
    for code in ("24B07", "9F31"):
        for end in "CT":
            assert stocked(":waste", code, f"E{end}").id == "move.not_to_give"
            stocked(":clear")
    assert ledger(stocked.desk.session) == before
    for code in ("24B07", "9F31"):
        assert stocked(f":waste {code}", "EW").state == "SAVED"


def test_a_serial_leaves_as_the_piece_it_is(stocked: Counter) -> None:
    assert stocked(":waste ARX2").id == "waste.which_serial"
    assert stocked(f":waste {SERIAL}").sentence.startswith("1 Aria X2 ..3809 at SHELF-1")
    assert stocked("2*").state == "STOP"
    assert stocked("DW").state == "SAVED"
    assert shops.unit(stocked.desk.session, SERIAL).place_kind == "bin"
    assert stocked(f":waste {SERIAL}").id == "move.not_there"


def test_what_is_nothing_here(stocked: Counter) -> None:
    stocked(":waste")
    for entry, said in (("NOWHERE", "waste.unknown_code"), ("-", "desk.nothing_open"), (":finish", "desk.nothing_open"),
                        ("0*CAB", "code.no_measure"), ("@Mia", "desk.not_here")):  # fmt: skip
        assert stocked(entry).state == "STOP", said
    assert gone(stocked) == []


def test_the_morning_check_says_why(stocked: Counter) -> None:
    stocked(":dates", "1W", "4W")
    assert {(reason, quantity) for _, _, quantity, reason, _ in gone(stocked)} == {
        ("expired", 4),
        ("morning check", 5),
    }


@pytest.mark.sqlite
def test_who_may() -> None:
    session = staffed.stock(staffed.at(staffed.shop(), "Mia"))
    counter = Counter(session)
    counter(staffed.badge("Mia"), ":waste CAB")
    assert counter("DW").state == "SAVED"
    for letters in ("FW", "DT"):
        counter(":waste CAB")
        assert counter(letters).id == "staff.needs_approval"
        counter("-")
        counter(":clear")


def test_each_reason_has_a_letter_and_a_word() -> None:
    assert [each.letter for each in reasons()] == list("EDSOFRX")
    assert all(len(each.word) <= 12 for each in reasons())
