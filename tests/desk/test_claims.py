"""Claims at the counter: opened by one scan, told by letters, listed by age, with loans and goods from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from shopstock.jobs import claims, printing
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.shops import CABLE, OTHER_SERIAL, SERIAL
from tests.store import audit

pytestmark = pytest.mark.conversation

THIRD = "356938035641217"


@pytest.fixture
def at(session: Session, stocked: Counter) -> Counter:
    """The counter; a customer has one of the two phones."""
    shops.sell_serial(session, SERIAL)
    return stocked


@pytest.fixture
def claimed(at: Counter) -> Counter:
    """The same with a claim open for that phone, which is here."""
    assert at(f":claim {SERIAL}", "1T").id == "claim.saved"
    return at


def state(at: Counter) -> str:
    """How the claim that is shown stands."""
    return str(at.view()["state"])


def test_a_claim_by_one_scan_a_letter_and_a_number(at: Counter) -> None:
    asked = at(":find", SERIAL, "W")
    assert (asked.id, asked.job) == ("claim.which_symptom", "claim")
    assert "shop warranty to 22 Nov 2028" in asked.sentence
    assert "  2 damaged" in asked.more
    opened = at("2")
    assert opened.id == "claim.opened"
    assert opened.sentence == "W-000001 open: damaged. ..3809 is with the customer"
    assert audit.findings(at.desk.session) == []


def test_a_phone_that_is_here_for_repair_is_no_stock(at: Counter) -> None:
    stock = at.view(":stock aria")["rows"]
    at(f":claim {SERIAL}", "1T")
    assert at.view(":stock aria")["rows"] == stock
    product = at.view("?ARX2")
    assert product["on_hand"] == "1"
    assert [each["serial"] for each in product["units"]] == [OTHER_SERIAL]
    assert SERIAL not in str(product["places"])


def test_the_passport_of_a_phone_in_repair_says_all_of_its_first_line(at: Counter) -> None:
    at(f":claim {SERIAL}", "1T")
    looked = at("?" + SERIAL)
    assert looked.sentence == "..3809 in repair, sold 22 Nov, R1-000001, warranty to 22 Nov 2028"
    assert looked.sentence in looked.first_line
    assert "_" not in looked.text
    assert " - " not in looked.text


def test_the_keys_that_are_shown_are_those_that_do_something(at: Counter) -> None:
    def keys() -> list[str]:
        return [key.key for key in at.desk.mode.ways()]

    at(":claims")
    assert keys()[:2] == ["number", "SERIAL"]
    at(f":claim {SERIAL}")
    assert keys() == ["number", "2T", "-"]
    at("1")
    assert keys()[0] == "T P V B D X N H C"
    at(":find")
    assert "W" not in keys()
    at(SERIAL)
    assert "W" in keys()


def test_a_phone_at_the_supplier_is_told_by_its_claim_in_a_return(at: Counter) -> None:
    at(f":claim {SERIAL}", "1T", "V", "@Volta, V-8841")
    back = at(":return", SERIAL)
    assert (back.id, back.sentence) == ("return.already_back", "..3809 is at the supplier, W-000001")


def test_other_words_than_those_of_the_list(at: Counter) -> None:
    at(f":claim {SERIAL}", "hums at night")
    assert at.view()["symptom"] == "hums at night"


def test_a_number_that_is_not_in_the_list(at: Counter) -> None:
    assert at(f":claim {SERIAL}", "9").id == "input.unreadable"
    assert at("3").id == "claim.opened"


def test_the_open_claim_is_shown_and_no_second_one_opened(claimed: Counter) -> None:
    assert claimed(":find", SERIAL, "W").id == "claim.shown"
    assert claimed(SERIAL).sentence.startswith("W-000001 open")


@pytest.mark.parametrize("number", ["#W-000001", "#W-1", "W-000001", "w-1"])
def test_its_paper_opens_it(claimed: Counter, number: str) -> None:
    claimed(":claims")
    assert claimed(number).id == "claim.shown"


def test_to_the_supplier_and_back_repaired(claimed: Counter) -> None:
    assert claimed("V").id == "claim.which_supplier"
    sent = claimed("@Volta, V-8841")
    assert sent.sentence == "Volta is new here. W-000001 at supplier, ..3809 is at the supplier"
    assert claimed.view()["rma"] == "V-8841"
    assert claimed("BRH").sentence == "W-000001 closed, ..3809 is with the customer"
    assert [s["what"] for s in claimed.view()["steps"]] == [
        "opened",
        "taken_in",
        "sent",
        "repaired",
        "handed_back",
    ]
    assert audit.findings(claimed.desk.session) == []


def test_the_number_of_the_supplier_comes_later(claimed: Counter) -> None:
    claimed("V", "")
    assert claimed(":rma V-8841").id == "claim.saved"
    assert claimed.view()["rma"] == "V-8841"


def test_repaired_here_and_handed_back_in_two_letters(claimed: Counter) -> None:
    assert claimed("DH").sentence == "W-000001 closed, ..3809 is with the customer"


def test_letters_behind_a_refused_one_are_not_taken_and_both_are_said(claimed: Counter) -> None:
    answer = claimed("DTH")
    assert (answer.state, answer.id) == ("SAVED", "claim.partly")
    assert answer.sentence.startswith("W-000001 repaired, ..3809 is")
    assert "; not take in: " in answer.sentence
    assert claimed.view()["state"] == "repaired"


def test_what_was_opened_is_saved_though_its_letter_asks(at: Counter) -> None:
    at(f":claim {SERIAL}")
    answer = at("1V")
    assert (answer.state, answer.id) == ("SAVED", "claim.which_supplier")
    assert "W-000001" in answer.sentence
    assert answer.sentence.endswith("to whom, which RMA? @Volta, V-8841")
    assert at("").state == "SAVED"


def test_letters_that_nobody_knows_open_nothing(at: Counter) -> None:
    at(f":claim {SERIAL}")
    answer = at("1DF")
    assert (answer.state, answer.sentence) == ("STOP", "F is no letter of a claim. Nothing was opened")
    assert at("1D").id == "claim.saved"


def test_repairing_takes_in_what_the_customer_has(at: Counter) -> None:
    at(f":claim {SERIAL}", "1", "D")
    assert (state(at), at.view()["place"]) == ("repaired", "VISITING")


def test_it_waits_for_a_part(claimed: Counter) -> None:
    claimed("P", "speaker, 04 Dec")
    assert (state(claimed), claimed.view()["waits_for"], claimed.view()["due_on"]) == (
        "waiting_part", "speaker", "2026-12-04",
    )  # fmt: skip
    assert claimed("PD").sentence.startswith("W-000001 repaired")


def test_a_new_serial_from_the_supplier(claimed: Counter) -> None:
    claimed("V", "@Volta", "BX", THIRD)
    assert (state(claimed), claimed.view()["replaced_by"]) == ("replaced", THIRD)
    assert claimed("H").sentence == "W-000001 closed, ..1217 is with the customer"


@pytest.mark.parametrize("letters", ["RR", "R!", "RHK", "XU"])
def test_letters_that_nobody_knows_do_nothing_at_all(claimed: Counter, letters: str) -> None:
    claimed("V", "", "B")
    assert claimed(letters).id == "input.unreadable"
    assert state(claimed) == "at_supplier"
    assert claimed("RH").sentence.startswith("W-000001 closed")


def test_a_refusal_is_written(claimed: Counter) -> None:
    assert claimed("NH").id == "claim.which_refused"
    assert claimed("fell into water").sentence == "W-000001 closed, ..3809 is with the customer"
    assert claimed.view()["steps"][-2]["note"] == "fell into water"


def test_a_credit_for_a_unit_of_ours(at: Counter) -> None:
    at(f":claim {OTHER_SERIAL}", "1", "V", "@Volta", "BK", "268.00")
    assert state(at) == "credited"
    assert at("C").sentence == "W-000001 closed, ..1209 is at the supplier"


def test_a_letter_that_does_nothing_says_why(claimed: Counter) -> None:
    why = {x["letter"]: x["why_not"] for x in claimed.view()["letters"]}
    assert why["B"] == "it is not at a supplier"
    assert why["H"] == "say first what came of it: D, X or N"
    refused = claimed("H")
    assert (refused.id, refused.sentence) == (
        "claim.not_now",
        "hand back: say first what came of it: D, X or N",
    )
    assert claimed("DC").sentence.endswith("; not close: it is still here: H hands it back")


def test_opened_by_mistake_is_closed_with_a_note(at: Counter) -> None:
    at(f":claim {SERIAL}", "1")
    undone = at(":undo")
    assert undone.state == "OK" or "closes it" in undone.sentence
    at("#W-1", "C")
    assert at("wrong serial").sentence.startswith("W-000001 closed")


def test_no_step_is_undone(claimed: Counter) -> None:
    before = ledger(claimed.desk.session)
    for _ in range(12):
        answer = claimed(":undo")
    assert "closes it" in answer.sentence or "nothing was done" in answer.sentence
    assert ledger(claimed.desk.session) == before


def test_a_sale_with_an_open_claim_stays(at: Counter) -> None:
    at(":sell", OTHER_SERIAL, ":finish", f":claim {OTHER_SERIAL}", "1")
    refused = at(":sell", ":undo")
    assert "W-000001" in refused.sentence
    assert at("").job == "sell"


def test_warranty_over_asks_for_goodwill(at: Counter, sunday: time_machine.Traveller) -> None:
    sunday.shift(timedelta(days=741))
    stop = at(f":claim {SERIAL}")
    assert stop.first_line == "STOP warranty ended 22 Nov, 10 days ago.  G goodwill (PIN)  Q quote"
    assert at("G").id == "claim.which_symptom"
    at("1")
    assert at.view()["basis"] == "goodwill"


def test_warranty_over_and_the_customer_pays(at: Counter, sunday: time_machine.Traveller) -> None:
    sunday.shift(timedelta(days=741))
    at(f":claim {SERIAL}", "Q", "1")
    assert at.view()["basis"] == "paid"


def test_the_list_is_oldest_first_with_what_is_next(
    claimed: Counter, session: Session, sunday: time_machine.Traveller
) -> None:
    claimed("V", "@Volta, V-8841")
    sunday.shift(timedelta(days=15))
    shops.sell_serial(session, OTHER_SERIAL)
    claimed(f":claim {OTHER_SERIAL}", "1")
    listed = claimed(":claims")
    assert listed.sentence == "2 open claims. A number opens it"
    assert listed.more[0].startswith("  1  W-000001  15 days  at Volta 15 days RMA V-8841, asked 22 Nov")
    assert claimed(":chase").sentence == "1 longer than 14 days at a supplier. A number opens it"
    claimed("1", ":chased on Tuesday")
    assert claimed(":claims late").more[0].count("asked 07 Dec") == 1
    assert claimed("#W-2").sentence.startswith("W-000002 open")


def test_a_number_opens_the_claim_of_its_line(claimed: Counter) -> None:
    assert claimed(":claims", "1").id == "claim.shown"


def test_files_and_notes(claimed: Counter, tmp_path: Path) -> None:
    photo = tmp_path / "glass.jpg"
    photo.write_bytes(b"glass")
    claimed(":note it was dropped", f":file {photo}")
    view = claimed.view()
    assert view["files"][0]["size"] == 5
    assert view["steps"][-2]["note"] == "it was dropped"
    assert claimed(":file /none/such.jpg").id == "input.unreadable"


def test_a_loan(claimed: Counter) -> None:
    assert claimed(f":loan {OTHER_SERIAL}, 04 Dec").sentence == "..1209 is lent for W-000001, due 04 Dec"
    assert claimed.view()["loans"][0]["due_on"] == "2026-12-04"
    assert claimed(f"?{OTHER_SERIAL}").view.as_json()["state"] == "on_loan"
    assert claimed(":sell", OTHER_SERIAL).state in ("ASK", "STOP")
    assert claimed("-", "#W-1").job == "sell"
    closed = claimed(":claim W-1", "DH")
    assert closed.sentence == "W-000001 closed, ..3809 is with the customer. ..1209 is still lent"
    assert claimed(":claims loans").more[0].startswith(f"  1  {OTHER_SERIAL}")
    assert claimed(f":loan {OTHER_SERIAL}").sentence == "..1209 is back, at SHELF-1"
    assert claimed(":loan").sentence == "0 of ours are lent. A claim lends one: :loan SERIAL"


def test_the_list_of_loans_takes_back_by_number_and_by_scan(claimed: Counter) -> None:
    lent = f":loan {OTHER_SERIAL}"
    assert claimed(lent, ":claims loans").sentence == "1 of ours is lent. A number takes it back"
    assert claimed("1").sentence == "..1209 is back, at SHELF-1"
    assert claimed.view()["listing"] == "loans"
    assert claimed("#W-1", lent, ":claims loans", OTHER_SERIAL).sentence == "..1209 is back, at SHELF-1"


def test_a_loan_until_a_day_that_is_none(claimed: Counter) -> None:
    assert claimed(f":loan {OTHER_SERIAL}, 31 Nov").sentence == '"31 Nov" is no day of the calendar'
    assert claimed(f":loan {OTHER_SERIAL}, 01 Jan 2020").sentence == "01 Jan 2020 is gone already"
    assert claimed(":loan SN-1, soon").sentence == "SN-1, soon is no unit here"


def test_bought_elsewhere(at: Counter) -> None:
    asked = at(":claim SN-9")
    assert asked.first_line == ("ASK  SN-9 was never sold or received here.  P proof of purchase  Esc refuse")
    assert asked.id == "return.never_sold_here"
    assert at.ids("P", shops.PHONE, "01 Mar 2026") == [
        "claim.which_product", "claim.which_day", "claim.which_seller",
    ]  # fmt: skip
    assert at("Corner of Bonn, 4711").sentence.startswith("SN-9 Aria X2, supplier's warranty to 01 Mar 2028")
    assert at("1").sentence == "W-000001 open: does not work. SN-9 is here"
    assert at("DH").sentence == "W-000001 closed, SN-9 is with the customer"
    assert at("?SN-9").view.as_json()["proof"]["seller"] == "Corner of Bonn"
    assert "bought elsewhere" in at(":return SN-9").sentence
    assert audit.findings(at.desk.session) == []


def test_goods_without_a_serial_have_no_claim(at: Counter) -> None:
    assert at(f":claim {CABLE}").id == "claim.none"


def test_the_passport_tells_of_claims(claimed: Counter) -> None:
    claimed("DH")
    view = claimed(":find", SERIAL).view.as_json()
    assert view["claims"] == [
        {
            "paper": "W-000001",
            "opened": "2026-11-22",
            "symptom": "does not work",
            "state": "closed",
            "days": 0,
        }
    ]
    told = [(row["what"], row["paper"]) for row in view["history"]]
    assert ("claim opened", "W-000001") in told
    assert ("claim repaired", "W-000001") in told


def test_what_is_lent_or_claimed_is_not_sold(at: Counter) -> None:
    at(f":claim {OTHER_SERIAL}", "1")
    assert "W-000001" in at(":sell", OTHER_SERIAL).text
    assert claims.open_for(at.desk.session, shops.unit(at.desk.session, OTHER_SERIAL).id)


def test_a_repair_from_the_return_takes_the_goods_in(at: Counter) -> None:
    asked = at(":return", SERIAL, "FRW")
    assert (asked.id, asked.job) == ("claim.which_symptom", "claim")
    assert at("1").sentence == "W-000001 open: does not work. ..3809 is here"
    assert at.desk.mode.job == "claim"
    assert ledger(at.desk.session)["return_line"] == 0


def test_a_repair_at_the_supplier_sends_them_on(at: Counter) -> None:
    at(":return", SERIAL, "FVW", "1")
    assert (state(at), at.view()["place"]) == ("at_supplier", "REPAIRER")


def test_a_repair_goes_to_the_bench_or_the_supplier(at: Counter) -> None:
    assert at(":return", SERIAL, "FQW").id == "return.not_to_repair"
    assert at("-", "RW").id == "claim.which_symptom"


def test_money_back_settles_the_claim(claimed: Counter) -> None:
    assert claimed(":return", SERIAL, "FQM").id == "return.saved"

    steps = claimed(":claim W-1").view.as_json()["steps"]
    assert [s["what"] for s in steps] == ["opened", "taken_in", "credited", "closed"]
    assert steps[-1]["note"] == "by RT-000001"
    assert audit.findings(claimed.desk.session) == []


def test_replaced_from_the_claim(claimed: Counter) -> None:
    assert claimed("X").job == "return"
    claimed("FQX", OTHER_SERIAL, ":finish")
    steps = claimed(":claim W-1").view.as_json()["steps"]
    assert [s["what"] for s in steps][-2:] == ["replaced", "closed"]
    assert audit.findings(claimed.desk.session) == []


def test_what_comes_back_for_the_supplier_is_claimed_from_them(at: Counter) -> None:
    at(":return", SERIAL, "FVM")
    listed = at(":claims")
    assert "at a supplier 0 days" in listed.more[0]
    assert at("1").view.as_json()["side"] == "supplier"
    undone = at(":return", ":undo")
    assert undone.id == "return.voided"
    assert at(":claim W-1").sentence.startswith("W-000001 closed")
    assert audit.findings(at.desk.session) == []


def test_a_proof_of_purchase_from_the_return(at: Counter) -> None:
    asked = at(":return", "SN-9")
    assert asked.first_line == "ASK  SN-9 was never sold or received here.  P proof of purchase  Esc refuse"
    assert at("P").id == "claim.which_product"
    assert at.ids(shops.PHONE, "01.03.2026", "Corner of Bonn", "1") == [
        "claim.which_day", "claim.which_seller", "claim.which_symptom", "claim.opened",
    ]  # fmt: skip


def test_a_unit_at_the_supplier_is_not_returned_meanwhile(claimed: Counter) -> None:
    claimed("V", "")
    assert claimed(":return", SERIAL).id == "return.already_back"


def test_the_slip_is_shown_where_there_is_no_printer(claimed: Counter) -> None:
    claimed(":note fell once")
    shown = claimed(":print")
    assert shown.id == "print.shown"
    lines = "\n".join(shown.more)
    for said in (
        "W-000001",
        SERIAL,
        "does not work",
        "fell once",
        "shop warranty",
        "left with us",
        "Keep a copy",
    ):
        assert said in lines
    assert claimed(":sell", ":print #W-1").id == "print.shown"


def test_a_till_with_a_printer_prints_the_slip_of_goods_that_are_left(at: Counter, tmp_path: Path) -> None:
    at(f":settings printer.receipt file:{tmp_path}")
    at(f":claim {SERIAL}", "1")
    assert printing.waiting(at.desk.session) == []
    at("T")
    assert [(job.kind, job.title) for job in printing.waiting(at.desk.session)] == [("claim", "W-000001")]
