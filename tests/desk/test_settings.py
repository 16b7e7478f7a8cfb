"""The owner sets what a shop wants otherwise: listed, asked for, set in one line, booked with a name."""

from __future__ import annotations

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs import settings
from shopstock.jobs.session import Session
from shopstock.jobs.setting_kinds import in_store_layouts, one_of, plain_text, seconds, whole
from shopstock.jobs.settings import SETTINGS, Known
from shopstock.jobs.setup import open_session
from shopstock.refusal import BadInput
from shopstock.store.shop import set_setting
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

LAYOUT = "28IIIICVVVVVK weight 3"


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting of each till, whatever the program declares."""
    own = Known("test.own", "Its own", "none", plain_text(20), "what each till has for itself", of_till=True)
    monkeypatch.setattr(settings, "SETTINGS", (*SETTINGS, own))
    monkeypatch.setitem(settings.BY_NAME, own.name, own)


def events(counter: Counter) -> list[tuple[str, str, str]]:
    rows = counter.desk.session.store.db.execute_sql(
        "SELECT was, became, note FROM event WHERE what = 'setting_changed' ORDER BY id"
    )
    return [tuple(row) for row in rows.fetchall()]


def test_all_settings_are_listed_with_what_they_are(counter: Counter) -> None:
    view = counter.view(":settings")
    assert [row["name"] for row in view["rows"]] == [known.name for known in SETTINGS]
    assert not any(row["changed"] for row in view["rows"])
    assert counter.desk.job == "settings"


def test_one_line_sets_it_and_the_books_say_who(counter: Counter) -> None:
    answer = counter(f":settings codes.in_store {LAYOUT.lower()}")
    assert (answer.state, answer.id) == ("SAVED", "settings.saved")
    assert settings.value(counter.desk.session, "codes.in_store") == LAYOUT
    assert events(counter) == [("", LAYOUT, "codes.in_store")]


def test_a_number_asks_for_the_value_and_enter_leaves_it(counter: Counter) -> None:
    n = next(row["n"] for row in counter.view(":settings")["rows"] if row["name"] == "codes.in_store")
    assert counter(str(n)).id == "settings.which_value"
    assert counter("").id == "settings.kept"
    assert counter(str(n), LAYOUT).id == "settings.saved"
    assert counter(str(n), "-").id == "settings.saved"
    assert settings.value(counter.desk.session, "codes.in_store") == ""
    assert len(events(counter)) == 2


def test_a_word_narrows_the_list_and_its_numbers_are_those_of_the_list(counter: Counter) -> None:
    view = counter.view(":settings in-store")
    assert [(row["n"], row["name"]) for row in view["rows"]] == [(1, "codes.in_store")]
    assert counter("1").id == "settings.which_value"


def test_a_value_that_cannot_be_is_refused_and_asked_for_again(counter: Counter) -> None:
    counter(":settings codes.in_store")
    assert counter("29II weight").state == "STOP"
    assert counter.desk.mode.asks()
    assert counter(LAYOUT).state == "SAVED"


def test_what_is_no_setting_is_said(counter: Counter) -> None:
    assert counter(":settings colours").id == "settings.unknown"
    assert counter(":settings").id == "settings.listed"


def test_a_setting_of_a_till_is_another_at_the_next_till(session: Session, printers: None) -> None:
    first = Counter(session)
    first.desk.enter(":settings test.own kitchen")
    second = Desk(open_session(session.store, till="Till 2"))
    assert settings.value(first.desk.session, "test.own") == "kitchen"
    assert settings.value(second.session, "test.own") == "none"


@pytest.mark.parametrize("known", SETTINGS, ids=lambda known: known.name)
def test_every_default_is_a_value_the_setting_may_have(known: Known) -> None:
    assert known.check(known.default) == known.default
    assert known.name.count(".") == 1
    assert known.name == known.name.casefold()
    assert len(known.help) <= 64
    assert len(known.label) <= 26


def test_kinds_of_values_say_what_they_may_be() -> None:
    assert one_of("always", "never")("Always") == "always"
    assert whole(32, 80)("042") == "42"
    assert [seconds(300)(typed) for typed in ("15", "15.0", "0,5")] == ["15", "15", "0.5"]
    for check, wrong in (
        (one_of("always", "never"), "often"),
        (whole(32, 80), "81"),
        (seconds(300), "0"),
        (seconds(300), "301"),
        (seconds(300), "0.55"),
        (whole(32, 80), "٤٢"),
        (plain_text(5), "too long"),
        (plain_text(5, may_be_empty=False), " "),
        (in_store_layouts, "28IIIICVVVVVK length"),
        (in_store_layouts, "28IIIICVVVVVK weight 9"),
    ):
        with pytest.raises(BadInput):
            check(wrong)


def allowed(known: Known, text: str) -> bool:
    try:
        return known.check(text) == text
    except BadInput:
        return False


STRANGE = ("", "??", "-5", "99999999999", "{run", "28IIII weight", "x" * 5000)


@pytest.mark.sqlite
@pytest.mark.parametrize("known", SETTINGS, ids=lambda known: known.name)
def test_what_another_version_stored_is_told_and_stops_no_desk(stocked: Counter, known: Known) -> None:
    session = stocked.desk.session
    for strange in STRANGE:
        set_setting(
            session.store, f"{known.name}@{session.till.id}" if known.of_till else known.name, strange
        )
        row = next(r for r in stocked.view(":settings")["rows"] if r["name"] == known.name)
        assert (row["help"] == known.help) == (strange == known.default or allowed(known, strange))
        stocked("CAB", ":finish", ":clear", ":settings")
        assert stocked.desk.frame().job
        now = settings.value(session, known.name)
        assert now in (strange, known.default)
        assert now == strange or not allowed(known, strange)


@pytest.mark.sqlite
def test_a_receipt_is_shown_although_its_width_is_none(stocked: Counter) -> None:
    set_setting(stocked.desk.session.store, "receipt.width@1", "wide")
    assert stocked("CAB", ":finish").state == "SAVED"
    assert stocked(":receipt").state == "OK"
