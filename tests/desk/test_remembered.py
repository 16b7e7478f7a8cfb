"""Two things bear one code: the shop is asked, picks, and may keep what it always means."""

from __future__ import annotations

import pytest

from shopstock.store.shop import set_setting
from tests import shops, staffed
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation


@pytest.fixture
def twice(stocked: Counter) -> Counter:
    """10156 is a lot of oat milk and the number of a cable."""
    shops.take_in(stocked.desk.session, shops.OAT, "7", lot="10156", expires="2026-12-24")
    stocked(":item sku=10156 name=Lamp tracking=none price=20.00", ":sell")
    shops.take_in(stocked.desk.session, "10156", "3")
    return stocked


def choices(counter: Counter) -> list[str]:
    return [c["label"] for c in counter.view("?")["choices"]]


def test_it_is_asked_every_time(twice: Counter) -> None:
    assert twice("10156").id == "sell.which_one"
    assert twice("2").id == "sell.added"
    assert twice("10156").id == "sell.which_one"


def test_a_kept_number_is_never_asked_again(twice: Counter) -> None:
    twice("10156")
    assert twice("2!").id == "sell.added"
    assert twice.ids("10156", "10156") == ["sell.added", "sell.added"]
    assert [name for name, _, _ in twice.lines()] == ["Lamp", "Lamp", "Lamp"]


def test_looking_it_up_still_shows_both(twice: Counter) -> None:
    twice("10156", "2!")
    assert twice("?10156").id == "find.which_one"


def test_the_settings_list_it_and_forget_it(twice: Counter) -> None:
    twice("10156", "2!")
    row = next(r for r in twice.view(":settings")["rows"] if r["name"].startswith("meaning."))
    assert row["label"] == "10156"
    assert "Lamp" in row["value"]
    assert twice(str(row["n"])).id == "settings.which_value"
    assert twice("7").state == "STOP"
    assert twice("-").state == "SAVED"
    assert twice(":sell", "10156").id == "sell.which_one"


def test_the_settings_leave_it_with_enter(twice: Counter) -> None:
    twice("10156", "2!")
    assert twice.ids(":settings 10156", "1", "") == [
        "settings.listed",
        "settings.which_value",
        "settings.kept",
    ]
    assert twice(":sell", "10156").id == "sell.added"


def test_what_is_no_meaning_any_more_is_asked_about(twice: Counter) -> None:
    twice("10156", "1!")
    assert twice("10156").id == "sell.added"
    session = twice.desk.session
    session.store.db.execute_sql(
        "UPDATE setting SET value = replace(value, 'lot', 'unit') WHERE name LIKE 'meaning%'"
    )
    assert twice("10156").id == "sell.which_one"


def test_a_word_is_not_kept(stocked: Counter) -> None:
    stocked(":item sku=C2 name='Cable HDMI' tracking=none price=5.00", ":sell")
    assert stocked("cable").id == "sell.which_one"
    answer = stocked("1!")
    assert (answer.state, answer.id) == ("STOP", "code.not_kept")
    assert stocked("2").id == "sell.added"


def test_receiving_keeps_it_too(stocked: Counter) -> None:
    stocked(f":item sku=A1 name=Adapter tracking=none price=5.00 barcode={shops.OAT_BARCODE}")
    assert stocked(f":receive {shops.OAT_BARCODE}").id == "receive.which_one"
    assert stocked("2!").id == "receive.product"
    stocked(":clear")
    assert stocked(shops.OAT_BARCODE).id == "receive.product"


@pytest.mark.sqlite
def test_a_clerk_needs_someone_who_may() -> None:
    session = staffed.stock(staffed.at(staffed.shop(), "Owner"))
    Counter(session)(staffed.badge("Owner"), ":item sku=24B07 name=Lamp tracking=none price=20.00")
    clerk = Counter(session)
    clerk(staffed.badge("Mia"))
    assert clerk("24B07").id == "sell.which_one"
    assert clerk("1!").id == "staff.needs_approval"
    assert clerk(staffed.badge("Bo")).id == "sell.added"
    assert clerk("24B07").id == "sell.added"


@pytest.mark.parametrize("strange", ["not json", "[1]", "{}", '{"kind": "product"}', '"x"'])
def test_a_choice_that_another_version_kept_is_asked_again(twice: Counter, strange: str) -> None:
    twice("10156", "2!", ":clear")
    set_setting(twice.desk.session.store, "meaning.10156", strange)
    assert twice(":settings").state == "OK"
    assert twice(":sell", "10156").id == "sell.which_one"


def test_a_choice_that_another_till_forgot_meanwhile_is_no_question_any_more(twice: Counter) -> None:
    twice("10156", "2!", ":clear", ":settings 10156", "1")
    other = Counter(shops.open_session_at(twice.desk.session, "Till 2"))
    other(":settings 10156", "1", "-")
    assert twice("-").id == "settings.listed"
    assert twice.view()["asking"] is None
