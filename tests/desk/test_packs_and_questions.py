"""The date on a pack counts at the counter, too; and open questions are answered one by one."""

from __future__ import annotations

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs import dates
from shopstock.jobs.session import Session
from tests import shops

pytestmark = pytest.mark.conversation

OAT_GTIN = shops.OAT_BARCODE.zfill(14)


@pytest.fixture
def desk(session: Session) -> Desk:
    """The counter of the corner shop."""
    return Desk(session)


def test_a_lot_without_a_date_gets_the_one_that_is_scanned_later(desk: Desk, session: Session) -> None:
    for entry in (":receive OAT", "L7", "", ":finish"):
        desk.enter(entry)
    assert shops.batch(session, shops.OAT, "L7").expires is None
    desk.enter(f"(01){OAT_GTIN}(10)L7(15)261124")
    assert desk.enter(":finish").id == "receive.saved"
    lot = shops.batch(session, shops.OAT, "L7")
    assert lot.expires is not None
    assert lot.expires.day.isoformat() == "2026-11-24"
    assert [due.row.code for due in dates.list_due(session)] == ["L7"]


def test_a_pack_with_another_date_than_its_lot_is_put_aside(desk: Desk, session: Session) -> None:
    shops.take_in(session, shops.OAT, "5", lot="L7", expires="2026-12-03")
    answer = desk.enter(f"(01){OAT_GTIN}(10)L7(15)261120")
    assert (answer.state, answer.id) == ("STOP", "sell.date_differs")
    assert answer.sentence == "the pack says 20 Nov, lot L7 has 03 Dec. Put it aside"
    assert desk.enter(":finish").id == "sell.lines_open"
    desk.enter("-")
    assert desk.enter(f"(01){OAT_GTIN}(10)L7(15)261203").id == "sell.added"


def test_two_serials_with_one_key_leave_two_lines(desk: Desk) -> None:
    desk.enter("1-23")
    answer = desk.enter("12-3")
    assert len(answer.view.as_json()["lines"]) == 2
    assert len(desk.enter("12-3").view.as_json()["lines"]) == 2


def test_an_earlier_question_takes_its_letter(desk: Desk, session: Session) -> None:
    shops.take_in(session, shops.OAT, "5", lot="OLD1", expires="2026-11-20")
    shops.take_in(session, shops.CABLE, "1")
    desk.enter("OLD1")
    desk.enter("20*CAB")
    answer = desk.enter("M")
    lines = answer.view.as_json()["lines"]
    assert [(line["name"], line["state"]) for line in lines] == [
        ("Oat milk 1 l", "ok"),
        ("Cable USB-C", "ask"),
    ]
    assert lines[0]["price"] == "1.07"


def test_the_question_that_is_shown_is_the_one_that_enter_answers(desk: Desk, session: Session) -> None:
    shops.take_in(session, shops.CABLE, "10")
    shops.take_in(session, shops.OAT, "15", lot="L29", expires="2026-12-03")
    desk.enter("15*L29")
    desk.enter("10*CAB")
    shops.sell_some(session, shops.OAT, "2")
    shops.sell_some(session, shops.CABLE, "3")
    answer = desk.enter(":finish")
    assert "books say 7 left" in answer.sentence
    assert "13 there, 2 short" in answer.text
    taken = desk.enter("").view.as_json()["lines"]
    assert [(line["quantity"], line["state"]) for line in taken] == [("15", "ask"), ("10", "ok")]


def test_a_void_says_what_goes_back(desk: Desk, session: Session) -> None:
    shops.take_in(session, shops.CABLE, "10")
    for entry in ("2*CAB", ":finish card 5", ":finish 20"):
        desk.enter(entry)
    assert desk.enter(":undo").sentence == (
        "R1-000001 is voided, give back 5.00 card and 14.80 cash, see VD-000001"
    )


def test_a_refused_gs1_scan_is_about_its_own_goods(desk: Desk, session: Session) -> None:
    """The refused pack names its product and lot, however the numbers of rows fall."""
    shops.take_in(session, shops.SALMON, "5", lot="S1", expires="2026-12-03")
    shops.take_in(session, shops.OAT, "5", lot="L7", expires="2026-12-03")
    line = desk.enter(f"(01){OAT_GTIN}(10)L7(15)261120").view.as_json()["lines"][0]
    assert (line["sku"], line["lot"], line["state"]) == (shops.OAT, "L7", "stop")


def test_a_number_picks_from_the_list_that_is_shown(desk: Desk, session: Session) -> None:
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    desk.enter(shops.PHONE_BARCODE)
    desk.enter("nonsense")
    lines = desk.enter("1").view.as_json()["lines"]
    assert [line["state"] for line in lines] == ["ask", "ask", "ask"], "the phones are not on show any more"
