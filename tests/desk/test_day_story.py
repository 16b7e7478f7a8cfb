"""The story of a day at the counter, from the delivery to the signature."""

from __future__ import annotations

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

FIRST, SECOND, THIRD = "356938035643809", "356938035641209", "356938035643700"


def test_a_day_at_the_counter(session: Session) -> None:
    counter = Counter(session)

    # Volta brings three phones, oat milk and salmon; the salmon is for today.
    assert counter(":receive @Volta").text == "OK   from Volta, new here"
    counter(":invoice V-8841", shops.PHONE_BARCODE)
    assert counter(FIRST).text == f"OK   1  serial {FIRST} added"
    counter(SECOND, SECOND)
    assert counter(THIRD).text == f"OK   3  serial {THIRD} added"
    assert counter(shops.OAT_BARCODE).text == "ASK  Oat milk 1 l: which lot? Scan or type its code  - remove"
    assert counter("24B07").id == "receive.which_date"
    assert counter("3.12.2026").text == "OK   Oat milk 1 l lot 24B07, best by 03 Dec, 1"
    counter("24*", shops.SALMON, "9F31", "22.11.2026", "4*")
    saved = counter("", "")
    assert saved.text == "SAVED GR-000001  3 lines, 31 units at SHELF-1  L labels  F12 void"
    assert saved.view.as_json()["supplier"] == "Volta"

    # The morning check: only the salmon runs out this week, and it is good for today.
    listed = counter(":dates")
    assert [(row["name"], row["days_left"]) for row in listed.view.as_json()["rows"]] == [
        ("Smoked salmon", 0)
    ]
    assert counter("K").text == "SAVED 1 ok. all done. F9 signs the day off  F12 undo"

    # A customer buys a phone and a litre of oat milk, with a note of fifty too little, then the rest.
    counter(":sell", "@Patel", FIRST)
    assert counter(shops.OAT_BARCODE).text == "OK   Oat milk 1 l added, lot 24B07, best by 03 Dec"
    assert counter("+350").text == "ASK  350.00 cash taken, 51.15 still to pay"
    paid = counter("+60")
    assert paid.text == "SAVED R1-000001  401.15 paid, change 8.85  F12 void"

    # The next one brings the same phone to the till: it is sold, and says when and by whom.
    sold = counter(FIRST)
    assert sold.text == "STOP ..3809 was sold 22 Nov, R1-000001, Owner  R return  V view  - remove"
    assert counter(":finish").id == "sell.lines_open"

    # It came back to be returned: changed mind, to the shelf, money.
    assert counter("R").text.startswith("OK   ..3809 sold here 22 Nov, R1-000001, today. Why?")
    back = counter("CSM")
    assert back.text == "SAVED RT-000001  give back 399.00, goods to SHELF-1  F12 void"

    # Now it can be sold again, and the line at the till turns from ! into a sale.
    counter(":sell")
    assert counter(FIRST).id == "sell.added"
    assert counter.lines() == [("Aria X2", "1", "399.00")]
    assert counter(":finish card").text == "SAVED R1-000002  399.00 paid by card  F12 void"

    # Its passport tells all of it.
    passport = counter(":find", FIRST)
    assert passport.text.splitlines()[0] == (
        "OK   ..3809 sold 22 Nov, R1-000002, warranty to 22 Nov 2028, 731 days left"
    )
    view = passport.view.as_json()
    assert [row["what"] for row in view["history"]] == ["received", "sold", "returned", "sold"]
    assert [row["paper"] for row in view["history"]] == ["GR-000001", "R1-000001", "RT-000001", "R1-000002"]
    assert view["warranty"] == {"status": "in", "until": "2028-11-22", "days_left": 731}

    # The check is signed, and the day is over.
    signed = counter(":dates", ":finish")
    assert signed.id == "dates.signed"
    assert signed.text == "SAVED CK-000002  the day is signed off by Owner  F2 sell  F12 undo"
    assert counter(":dates").view.as_json()["signed"] is True
