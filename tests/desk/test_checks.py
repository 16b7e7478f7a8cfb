"""The record of the morning checks, the sheet to walk with, and rows that are named by their code."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.codes.row_code import action_code, row_code
from shopstock.desk.desk import Desk
from shopstock.jobs import item, settings
from shopstock.jobs.session import new_request_id
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


@pytest.fixture
def check(stocked: Counter) -> Counter:
    """The counter in the morning check: OLD, 9F31, 9F32 at SHELF-1 and 24B06 at SHELF-2."""
    stocked(":dates")
    return stocked


def codes(counter: Counter) -> dict[str, str]:
    """The row code of every lot in the list."""
    return {row["lot"]: row["code"] for row in counter.view(":dates")["rows"]}


def done(counter: Counter) -> dict[str, str | None]:
    """What was done with every lot."""
    return {row["lot"]: row["action"] for row in counter.view(":dates")["rows"]}


# The first start of the day


def test_the_check_opens_by_itself_once_a_day_where_something_is_to_do(stocked: Counter) -> None:
    session = stocked.desk.session
    assert Desk(session).opening().job == "dates"
    assert Desk(session).opening().job == "sell", "a second start of that day"
    assert Desk(shops.open_session_at(session, "Till 2")).opening().job == "sell", "and another till"
    with shops.on("2026-11-23"):
        assert Desk(session).opening(checks_dates=False).job == "sell", "plain mode"
        assert Desk(session).opening().job == "dates"


def test_it_stays_in_sell_where_the_day_is_signed_or_nothing_is_due(stocked: Counter) -> None:
    assert stocked(":dates", "KWKK", ":finish").id == "dates.signed"
    assert Desk(stocked.desk.session).opening().job == "sell"
    stocked(":undo")
    with shops.on("2026-11-23"):
        stocked(":dates", "WWW")
        assert Desk(stocked.desk.session).opening().job == "sell", "all is done"


# Row codes


def test_a_row_code_picks_its_row_and_takes_a_letter(check: Counter) -> None:
    of = codes(check)
    assert check(of["24B06"]).sentence.startswith("row 4: Oat milk 1 l lot 24B06")
    assert check("K").text.startswith("SAVED 4 ok")
    assert check(of["9F31"] + "W").text.startswith("SAVED 2 waste")
    assert check(of["9F32"].removeprefix("#").lower(), "p").text.startswith("SAVED 3 pull")
    assert check(f"]C1{of['OLD']}", action_code("W")).text.startswith("SAVED 1 waste")
    assert done(check) == {"OLD": "waste", "9F31": "waste", "9F32": "pull", "24B06": "ok"}


def test_a_row_code_is_still_that_row_when_the_list_changed(check: Counter) -> None:
    of = codes(check)
    shops.take_in(check.desk.session, shops.OAT, "2", lot="OLDER", expires="2026-11-19")
    assert check(of["9F31"] + "W").text.startswith("SAVED 3 waste")
    assert done(check)["9F31"] == "waste"


def test_a_picked_row_stays_picked_when_the_list_changed(check: Counter) -> None:
    check("2")
    shops.take_in(check.desk.session, shops.OAT, "2", lot="OLDER", expires="2026-11-19")
    assert check("W").text.startswith("SAVED 3 waste")


def test_a_row_that_is_done_or_gone_is_said(check: Counter) -> None:
    of = codes(check)
    check(of["OLD"] + "W")
    assert check(of["OLD"] + "W").text.startswith("STOP row 1 is done: waste, Owner 09:14")
    assert check(of["OLD"]).id == "dates.row_done"
    shops.sell_some(check.desk.session, shops.OAT, "5")
    assert check(of["24B06"] + "K").sentence == "Oat milk 1 l lot 24B06 is gone from SHELF-2"
    near = shops.batch(check.desk.session, shops.OAT, "24B07").id
    far = row_code(near, shops.place(check.desk.session, "SHELF-1").id)
    assert check(far).sentence == "Oat milk 1 l lot 24B07 is not due now"
    before = ledger(check.desk.session)
    wrong = of["9F31"][:-1] + ("A" if of["9F31"][-1] != "A" else "B")
    for text in (wrong, wrong.removeprefix("#"), row_code(99, 1), of["9F31"] + "WW", of["9F31"] + "X"):
        assert check(text).state == "STOP", text
    assert ledger(check.desk.session) == before


def test_a_code_that_goods_bear_as_well_is_a_numbered_choice(check: Counter) -> None:
    of = codes(check)["9F31"].removeprefix("#")
    item.save_item(
        check.desk.session, {"sku": of, "name": "Dish", "tracking": "none", "price": "2", "barcode": "W"}
    )
    assert check(of).id == "desk.which_one"
    assert check("2").id == "find.product"
    assert check(of, "1").id == "dates.row"
    assert check(action_code("W")).id == "dates.done", "a letter alone could be the dish"


# The sheet


def test_the_sheet_is_a_file_where_there_is_no_printer(
    check: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopstock.jobs.paper_files.paper_folder", lambda _: tmp_path)
    check("K")
    answer = check(":sheet")
    assert answer.sentence == "sheet of 3 rows: check-2026-11-22-sheet.pdf"
    assert (tmp_path / "check-2026-11-22-sheet.pdf").read_bytes().startswith(b"%PDF")
    check("WKK")
    assert check(":sheet").id == "dates.nothing_to_walk"


def test_the_sheet_is_text_without_the_extra(
    check: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopstock.jobs.paper_files.paper_folder", lambda _: tmp_path)
    monkeypatch.setattr("shopstock.jobs.check_sheet.pages_of", lambda _: None)
    of = codes(check)
    check(":sheet")
    text = (tmp_path / "check-2026-11-22-sheet.txt").read_text()
    assert all(f"code {code.removeprefix('#')}" in text for code in of.values())
    assert text.index("SHELF-1") < text.index("SHELF-2") < text.index("What was done".upper())


def test_the_sheet_waits_for_the_printer_of_the_till(check: Counter) -> None:
    settings.change(check.desk.session, new_request_id(), "printer.receipt", "file:/nowhere")
    assert check(":sheet").sentence == "sheet of 4 rows goes to the printer"
    assert check(":sheet").id == "print.already_waits"


# The record


def test_the_record_of_a_day(check: Counter) -> None:
    check("KW", ":undo", "KWPK", ":finish")
    days = check(":checks").view.as_json()["days"]
    assert [(d["day"], d["rows"], d["undone"], d["standing"], d["signed_by"]) for d in days] == [
        ("2026-11-22", 4, 2, "signed", "Owner")
    ]
    shown = check("1").view.as_json()
    assert [(r["lot"], r["action"], r["undone"]) for r in shown["rows"]] == [
        ("OLD", "ok", "undone 09:14, Owner"),
        ("9F31", "wasted", "undone 09:14, Owner"),
        ("OLD", "ok", None),
        ("9F31", "wasted", None),
        ("9F32", "pulled to quarantine", None),
        ("24B06", "ok", None),
    ]
    assert shown["shelves"] == [["SHELF-1", "Ow"], ["SHELF-2", "Ow"]]
    assert (shown["standing"], shown["signed_by"], shown["signed_at"]) == ("signed", "Owner", "09:14")
    assert check("-").id == "checks.listed"


def test_what_changed_after_the_signature_is_told(check: Counter) -> None:
    check("KWPK", ":finish")
    shops.take_in(check.desk.session, shops.OAT, "2", lot="NEW", expires="2026-11-23")
    check("W")
    assert check(":checks").view.as_json()["days"][0]["standing"] == "changed"
    check(":dates", ":finish")
    assert check(":checks").view.as_json()["days"][0]["standing"] == "signed"
    check(":dates", ":undo")
    assert check(":checks 2026-11-22").view.as_json()["standing"] == "changed", "the first signature stands"


def test_days_without_a_check_and_days_that_were_closed(check: Counter) -> None:
    check("KWPK", ":finish")
    with shops.on("2026-11-24"):
        shops.sell_some(check.desk.session, shops.CABLE)
        days = check(":checks").view.as_json()["days"]
        assert [(d["day"], d["standing"]) for d in days] == [("2026-11-24", "none"), ("2026-11-22", "signed")]
        assert check("1").id == "checks.none"
        assert check(":checks 2026-11-23").id == "checks.none"
        assert [d["day"] for d in check(":checks 2026-11").view.as_json()["days"]] == [
            "2026-11-24",
            "2026-11-22",
        ]
        assert check(":checks 2025").sentence == "the shop was not open on any of these days"
        for wrong in ("x", "2026-13", "1"):
            assert check(f":checks {wrong}").state == "STOP"
        assert check(":checks 2026-11-22").id == "checks.day"


def test_late_rows_are_in_the_record(check: Counter) -> None:
    check("K")
    with shops.on("2026-11-23"):
        check(":dates", "WWK")
        day = check(":checks").view.as_json()["days"][0]
        assert (day["rows"], day["late"]) == (3, 3)
        assert [r["late"] for r in check("1").view.as_json()["rows"]] == [True, True, True]


def test_the_record_is_printed(check: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopstock.jobs.paper_files.paper_folder", lambda _: tmp_path)
    check("KWPK", ":finish")
    assert check(":print check").sentence == "check of 22 Nov: check-2026-11-22.pdf"
    assert check(":checks 2026-11-22", ":print").id == "checks.printed"
    assert check(":sell", ":print check 2026-11-22").id == "checks.printed"
    assert [path.name for path in tmp_path.iterdir()] == ["check-2026-11-22.pdf"]
    for wrong in ("2026-11", "2026-11-21", "moon"):
        assert check(f":print check {wrong}").state == "STOP"
    settings.change(check.desk.session, new_request_id(), "printer.receipt", "file:/nowhere")
    assert check(":print check").sentence == "check of 22 Nov goes to the printer"
