"""Store credit at the desk: given for goods, paid with by its code, looked up, taken back."""

from __future__ import annotations

import re

import pytest

from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation


@pytest.fixture
def code(stocked: Counter) -> str:
    """Three cables come back for credit: 29.70."""
    stocked("3*CAB", ":finish", ":return", "#R1-1")
    said = stocked("CSC")
    assert said.id == "return.saved"
    found = re.search(r"SC-\w{4}-\w{4}", said.text)
    assert found, said.text
    assert said.sentence == f"RT-000001  29.70 on credit {found[0]}, goods to SHELF-1"
    stocked(":sell")
    return found[0]


def test_a_scan_of_the_code_pays_and_says_what_is_left(stocked: Counter, code: str) -> None:
    stocked("2*CAB")
    paid = stocked(code)
    assert paid.text == f"SAVED R1-000002  19.80 paid by credit, 9.90 left on {code}  F12 void"
    assert paid.view.as_json()["payments"] == [{"tender": "credit", "amount": "19.80"}]


def test_the_rest_is_asked_for(stocked: Counter, code: str) -> None:
    stocked("4*CAB")
    assert stocked(f":finish {code}").text == "ASK  29.70 credit taken, 9.90 still to pay"
    assert stocked(code).id == "credit.twice"
    assert stocked(":finish card").sentence == f"R1-000002  39.60 paid by card, 0.00 left on {code}"
    stocked("CAB")
    gone = stocked(code)
    assert (gone.id, gone.sentence) == (
        "credit.over",
        f"{code}: all of it is gone, spent 22 Nov, R1-000002, Owner",
    )
    assert len(stocked.view()["lines"]) == 1, "a credit that pays nothing leaves no line"


def test_what_was_paid_in_two_ways_names_the_worth_of_the_new_credit_alone(
    stocked: Counter, code: str
) -> None:
    stocked("4*CAB", f":finish {code}", ":finish cash", ":return", "#R1-2", "1")
    back = stocked("CSM")
    assert re.search(r"29\.70 SC-\w{4}-\w{4} and 9\.90 cash", back.sentence), back.text
    assert (back.view.as_json()["worth"], back.view.as_json()["refund"]) == ("29.70", "39.60")


def test_looking_tells_its_story(stocked: Counter, code: str) -> None:
    stocked("CAB", f":finish {code.lower()}")
    seen = stocked(f"?{code}")
    assert seen.id == "find.credit"
    assert seen.sentence == f"{code}: 19.80 of 29.70 left, never ends"
    view = seen.view.as_json()
    assert (view["kind"], view["worth"], view["left"], view["state"]) == ("credit", "29.70", "19.80", "open")
    assert [(m["what"], m["amount"], m["left"], m["paper"]) for m in view["moves"]] == [
        ("issued", "29.70", "29.70", "RT-000001"),
        ("spent", "-9.90", "19.80", "R1-000002"),
    ]
    assert stocked(code).id == "find.credit", "on an empty basket it is only looked at"


def test_a_mistyped_code_sells_nothing(stocked: Counter, code: str) -> None:
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    stocked("CAB")
    assert stocked(wrong).text == f"STOP {wrong} is mistyped: a credit is like SC-7K2M-9QXT"
    assert stocked(":finish SC-7K2M-9QXZ").id == "credit.unknown"
    assert len(stocked.view()["lines"]) == 1


def test_undo_gives_it_back_and_what_issued_it_waits(stocked: Counter, code: str) -> None:
    stocked("CAB", code, ":return")
    refused = stocked(":undo")
    assert refused.sentence == f"RT-000001: {code} spent 22 Nov, R1-000002, Owner. Undo that first"
    stocked(":sell")
    assert stocked(":undo").sentence == "R1-000002 is voided, give back 9.90 credit, see VD-000001"
    stocked(":return")
    assert stocked(":undo").id == "return.voided"
    assert stocked(f"?{code}").sentence == f"{code}: 0.00 of 29.70 left, withdrawn"
    assert not verify(stocked.desk.session)


def test_two_tills_cannot_spend_the_same(stocked: Counter, code: str) -> None:
    other = Counter(shops.open_session_at(stocked.desk.session, "Till 2"))
    stocked("4*CAB", code)
    other("3*CAB")
    assert other(code).id == "sell.paid"
    late = stocked(":finish")
    assert late.id == "credit.over"
    assert late.sentence.startswith(f"{code}: all of it is gone, spent 22 Nov, R2-000001")
    assert stocked("-", ":clear").id == "desk.cleared"
