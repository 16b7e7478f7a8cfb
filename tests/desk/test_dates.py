"""The morning check: the walk, the letters, what stays in the list, and what is late tomorrow."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.store.tracing import statements

pytestmark = pytest.mark.conversation

# number, place, lot and days left, in the order of the shelves, then by date, then by name
WALK = [
    (1, "SHELF-1", "OLD", -2),
    (2, "SHELF-1", "9F31", -1),
    (3, "SHELF-1", "9F32", 0),
    (4, "SHELF-2", "24B06", 2),
]


@pytest.fixture
def check(stocked: Counter) -> Counter:
    """The counter in the morning check."""
    stocked(":dates")
    return stocked


def shown(counter: Counter) -> list[tuple[str, str | None]]:
    """Lot and action of every row."""
    return [(row["lot"], row["action"]) for row in counter.view()["rows"]]


def test_the_walk_and_only_what_is_near(check: Counter) -> None:
    view = check.view()
    assert [(row["n"], row["place"], row["lot"], row["days_left"]) for row in view["rows"]] == WALK
    assert view["walk"] == ["SHELF-1", "SHELF-2"]
    assert view["current"] == 1
    assert not any(row["late"] for row in view["rows"]), "on the first day nothing can be late"


def test_thirty_days_and_back_to_the_week(check: Counter) -> None:
    assert len(check(":dates 30").view.as_json()["rows"]) == 5
    assert len(check(":dates").view.as_json()["rows"]) == 4
    assert len(check(":dates 0").view.as_json()["rows"]) == 3
    for wrong in ("-1", "abc", "99999", "1.5"):
        assert check(f":dates {wrong}").state == "STOP"


def test_the_opening_says_what_is_new_and_what_is_late(
    check: Counter, sunday: time_machine.Traveller
) -> None:
    assert check(":dates").sentence == "4 of 4 rows to do, 4 new. Now row 1: Oat milk 1 l"
    check("KWK")
    sunday.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo(shops.ZONE)))
    shops.take_in(check.desk.session, shops.OAT, "2", lot="NEW", expires="2026-11-24")
    assert check(":dates").sentence.startswith("4 of 4 rows to do, 1 late, 1 new. Now row 1")
    assert [row["lot"] for row in check.view()["rows"] if row["new"]] == ["NEW"]


def test_stacked_letters_are_one_booking(check: Counter) -> None:
    before = ledger(check.desk.session)
    answer = check("MWPK")
    assert answer.text.startswith("SAVED 1 mark down, 2 waste, 3 pull, 4 ok. all done. F9 signs")
    assert ledger(check.desk.session)["booking"] == before["booking"] + 1
    assert shown(check) == [("OLD", "mark_down"), ("9F31", "waste"), ("9F32", "pull"), ("24B06", "ok")]


def test_more_letters_than_a_line_names_are_all_said(check: Counter) -> None:
    shops.take_in(check.desk.session, shops.OAT, "3", lot="24B05", expires="2026-11-23")
    check(":dates")
    assert check("MWPKK").text.startswith("SAVED 5 rows done: MWPKK. all done. F9 signs")


def test_rows_done_stay_in_their_place_with_their_action(check: Counter) -> None:
    check("2W", "4P")
    assert [(row["n"], row["lot"], row["action"]) for row in check.view()["rows"]] == [
        (1, "OLD", None),
        (2, "9F31", "waste"),
        (3, "9F32", None),
        (4, "24B06", "pull"),
    ]
    assert check.view()["current"] == 1
    assert check("3K", "1S").id == "dates.done"
    assert check(":finish").id == "dates.signed"
    assert check(":finish").text == "OK   the day is signed off already  F2 sell"


def test_a_stack_with_one_that_is_forbidden_does_nothing(check: Counter) -> None:
    before = ledger(check.desk.session)
    answer = check("KKKK")
    assert answer.sentence == "row 2, Smoked salmon lot 9F31: use-by has passed"
    assert answer.state == "STOP"
    for letters in ("2M", "2C", "2T", "2K", "KKKKK"):
        assert check(letters).state == "STOP"
    assert ledger(check.desk.session) == before
    assert check("KWKK").id == "dates.done"


def test_a_part_leaves_the_row_open(check: Counter) -> None:
    session = check.desk.session
    assert check("1*W").id == "dates.done"
    view = check.view()
    assert (view["rows"][0]["quantity"], view["rows"][0]["action"], view["current"]) == ("3", None, 1)
    assert check("1*K").id == "dates.whole_row"
    check("2*")
    assert check("P").id == "dates.done"
    assert shops.on_hand(session, shops.OAT, "QUARANTINE") == 2
    assert check("2*W").id == "dates.too_many"
    assert check("0*W").sentence == "a part of nothing cannot be moved"
    assert check("1*X").state == "STOP"
    check("2*")
    assert check("KK").sentence == "a part takes one letter: 2*W"
    check("1*W")
    assert shown(check)[0] == ("OLD", "waste")


def test_a_row_is_picked_by_its_number(check: Counter) -> None:
    assert check("3").id == "dates.row"
    assert check("K").text.startswith("SAVED 3 ok. 3 left. Now row 1")
    assert check("3").sentence == "row 3 is done: ok"
    assert check("9K").sentence == "there is no row 9"
    assert check("24B07").id == "find.lot", "any other code is looked up"


def test_letters_that_are_a_code_are_a_numbered_choice(check: Counter) -> None:
    item.save_item(check.desk.session, {"sku": "KW", "name": "Keyring", "tracking": "none", "price": "2"})
    asked = check("kw")
    assert asked.id == "desk.which_one"
    assert [c["label"] for c in asked.view.as_json()["choices"]] == ["KW  ok, waste", "Keyring  KW"]
    assert check("?").id == "desk.which_one"
    assert check("2").id == "find.product"
    assert check("kw", "1").id == "dates.done"
    assert shown(check)[:2] == [("OLD", "ok"), ("9F31", "waste")]


@pytest.mark.parametrize("text", ["ß", "ſ", "ﬁ", "ΚΚ"])
def test_letters_are_plain_letters(check: Counter, text: str) -> None:
    before = ledger(check.desk.session)
    assert check(text).id in ("find.unknown_code", "find.product", "find.which_one")
    assert ledger(check.desk.session) == before


def test_finish_with_rows_left_and_enter_enter(check: Counter) -> None:
    assert check.ids("", "") == ["dates.listed", "dates.left"]
    assert check(":finish").sentence.startswith(
        "4 of 4 rows are not done. Left so, they are tomorrow's first"
    )
    check("KWKK")
    assert check.ids("", "") == ["dates.listed", "dates.signed"]


def test_undo_right_after_signing_takes_the_signature_back(check: Counter) -> None:
    check("KWKK", ":finish")
    assert check.view()["signed"]
    undone = check(":undo")
    assert undone.sentence.startswith("the signature CK-")
    assert undone.sentence.endswith("is undone, see VD-000001")
    assert not check.view()["signed"]
    assert check.view()["done"] == 4, "its rows stay done"
    assert check(":finish").id == "dates.signed"
    assert check.view()["signed"]


def test_a_day_whose_rows_were_undone_after_signing_is_signed_again(check: Counter) -> None:
    check("KW", "KK")
    other = Counter(check.desk.session)
    assert other(":dates", ":finish").view.as_json()["signed"]
    assert not check(":undo").view.as_json()["signed"]
    assert check(":finish").id == "dates.left"
    assert check("KK", ":finish").state == "SAVED"
    assert other.view()["signed"]


def test_a_row_done_after_signing_needs_a_new_signature(check: Counter) -> None:
    check("KWKK", ":finish")
    shops.take_in(check.desk.session, shops.OAT, "2", lot="NEW", expires="2026-11-24")
    check("W")
    assert not check.view()["signed"]
    assert check(":finish").state == "SAVED"


def test_what_is_left_is_tomorrows_first_and_late(check: Counter, sunday: time_machine.Traveller) -> None:
    check("KW", "1*P")
    sunday.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo(shops.ZONE)))
    rows = check(":dates").view.as_json()["rows"]
    assert [(row["lot"], row["late"], row["action"]) for row in rows] == [
        ("9F32", True, None),
        ("24B06", True, None),
        ("OLD", False, None),
    ]
    assert check("W").id == "dates.done"
    first = check.view()["rows"][0]
    assert (first["lot"], first["late"]) == ("9F32", True), "its place holds"
    assert not any(row["late"] for row in check(":dates 30").view.as_json()["rows"] if row["lot"] == "24B07")


def test_the_list_is_read_once_for_each_answer(check: Counter) -> None:
    """And not at all to look at it again while nothing was booked."""

    def reads(entry: str) -> int:
        with statements(check.desk.session.store) as seen:
            check(entry)
            check.desk.frame()
            check.desk.aside()
        return sum('"expires_on" <=' in sql and "SUM(" not in sql for sql in seen)

    assert reads(":dates") == 1
    assert reads("3") == 0
    assert reads("K") == 1
    assert reads("?OAT") == 0
    assert reads("") == 1


def test_quarantine_is_not_walked(check: Counter) -> None:
    check("PPPP")
    assert [action for _, action in shown(check)] == ["pull"] * 4
    again = Counter(check.desk.session)
    assert [action for _, action in shown_after(again)] == ["pull"] * 4


def shown_after(counter: Counter) -> list[tuple[str, str | None]]:
    """The rows as a till that opened later has them."""
    counter(":dates")
    return shown(counter)


def test_every_letter_goes_where_it_says(session: Session) -> None:
    ends = {"W": "BIN", "S": "SUPPLIER", "C": "CHARITY", "T": "STAFF", "N": "LOSS", "P": "QUARANTINE"}
    for letter in ends:
        shops.take_in(session, shops.OAT, "2", lot=letter, expires="2026-11-23")
    counter = Counter(session)
    counter(":dates", "".join(ends))
    rows = session.store.db.execute_sql(
        "SELECT lot.code, place.code FROM movement JOIN lot ON lot.id = lot_id "
        "JOIN place ON place.id = to_place_id WHERE what <> 'received'"
    ).fetchall()
    assert dict(rows) == ends


def test_units_with_a_date_leave_one_by_one(session: Session) -> None:
    item.save_item(
        session,
        {"sku": "EPI", "name": "Auto-injector", "tracking": "serial", "price": "80", "date_kind": "use_by"},
    )
    gtin = "09501101530003"
    item.save_item(session, {"sku": "EPI", "barcode": gtin})
    counter = Counter(session)
    counter(":receive", f"]d201{gtin}17261123" + "10L9\x1d21U1", f"]d201{gtin}17261123" + "10L9\x1d21U2")
    assert counter(":finish").id == "receive.saved"
    assert [(row["lot"], row["quantity"]) for row in counter(":dates").view.as_json()["rows"]] == [
        ("L9", "2")
    ]
    assert counter("1*W").id == "dates.whole_row"
    assert counter("W").id == "dates.done"
    assert shops.on_hand(session, "EPI") == 0
