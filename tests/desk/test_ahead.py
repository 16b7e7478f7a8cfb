"""`:ahead` at the desk: the calendar, the lots of a day, and what a code means there."""

from __future__ import annotations

import pytest

from tests import shops
from tests.desk.counter import Counter
from tests.shops import CABLE, SUNDAY

pytestmark = pytest.mark.conversation


def test_the_calendar_says_how_much_is_at_risk(stocked: Counter) -> None:
    said = stocked(":ahead")
    assert said.sentence == "3 lots end within 6 weeks, 65.25 at risk"
    assert said.more == (
        "  1  over already  2 lots, 7 pieces, 25.10, 14.00 at cost",
        "  2  Sun 22 Nov, today  1 lot, 6 pieces, 33.00, 19.20 at cost",
        "  3  Tue 24 Nov  1 lot, 5 pieces, 10.75, 5.50 at cost",
        "  4  Thu 03 Dec  1 lot, 10 pieces, 21.50, 11.00 at cost",
    )


def test_the_view_has_every_day_and_numbers_those_that_matter(stocked: Counter) -> None:
    view = stocked.view(":ahead 2")
    assert (view["weeks"], view["first"], view["last"], len(view["days"])) == (
        2, "2026-11-22", "2026-12-05", 14,
    )  # fmt: skip
    assert [(d["n"], d["date"], d["weekday"]) for d in view["days"] if d["n"]] == [
        (2, "2026-11-22", "Sun"), (3, "2026-11-24", "Tue"), (4, "2026-12-03", "Thu"),
    ]  # fmt: skip
    assert [d["today"] for d in view["days"]] == [True] + [False] * 13
    assert [(week["first"], week["days"], week["sum"]["at_price"]) for week in view["totals"]] == [
        ("2026-11-22", 1, "33.00"), ("2026-11-23", 1, "10.75"), ("2026-11-30", 1, "21.50"),
    ]  # fmt: skip
    assert view["over_goods"] == ["Smoked salmon", "Oat milk 1 l"]


@pytest.mark.parametrize("entry", ["3", "24.11.", "24 Nov", "2026-11-24"])
def test_a_day_is_picked_by_its_number_or_date(stocked: Counter, entry: str) -> None:
    said = stocked(":ahead", entry)
    assert said.sentence == "Tue 24 Nov: 1 lot, 5 pieces, 10.75"
    assert said.more == ("  1  SHELF-2  Oat milk 1 l  lot 24B06  best by 24 Nov  5  10.75",)
    assert stocked.view()["lots"][0]["lot"] == "24B06"
    assert stocked("1").id == "find.lot"


def test_enter_goes_back_to_the_calendar(stocked: Counter) -> None:
    assert stocked.view(":ahead", "1")["picked"] == "over"
    assert [lot["lot"] for lot in stocked.view()["lots"]] == ["OLD", "9F31"]
    assert stocked("").id == "ahead.listed"
    assert stocked.view()["picked"] is None


def test_a_day_without_anything_and_a_day_too_far(stocked: Counter) -> None:
    assert stocked(":ahead", "25.11.").sentence == "nothing reaches its last day on Wed 25 Nov"
    far = stocked("01.03.2027")
    assert (far.state, far.keys[0].key) == ("STOP", ":ahead 15")
    assert stocked(":ahead 15", "01.03.2027").id == "ahead.day_none"


def test_a_code_looks_that_thing_up_and_changes_nothing(stocked: Counter) -> None:
    assert stocked(":ahead", CABLE).id == "find.product"
    assert stocked("24B07").id == "find.lot"
    assert stocked("Oat").id == "find.product"
    assert stocked.desk.job == "ahead"


@pytest.mark.parametrize("entry", [":ahead 0", ":ahead 53", ":ahead 999"])
def test_weeks_that_are_none(stocked: Counter, entry: str) -> None:
    assert stocked(entry).state == "STOP"
    assert stocked(":ahead").sentence.startswith("3 lots end within 6 weeks")


def test_an_empty_shop_has_nothing_to_come(counter: Counter) -> None:
    assert counter(":ahead").sentence == "nothing reaches its last day within 6 weeks"
    assert counter.view()["days"][0]["date"] == SUNDAY.isoformat()


def test_midnight_passes_in_a_running_process(stocked: Counter) -> None:
    assert stocked(":ahead").more[1].startswith("  2  Sun 22 Nov, today")
    with shops.on("2026-11-23", 0, 0):
        said = stocked(":ahead")
    assert said.more[0] == "  1  over already  3 lots, 13 pieces, 58.10, 33.20 at cost"
    assert said.sentence == "2 lots end within 6 weeks, 32.25 at risk"


def test_a_product_is_forecast_without_what_will_have_expired(stocked: Counter) -> None:
    """Nobody knows yet how fast it sells: of 19 here, 4 are over, 5 count through Tuesday, 10 through 3 December."""
    said = stocked(":ahead OAT")
    assert said.sentence == "Oat milk 1 l: 15 good; nobody knows yet how fast it sells"
    view = stocked.view()
    assert [(d["date"], d["good"], d["left"]) for d in view["days"][:4]] == [
        ("2026-11-22", "15", None), ("2026-11-23", "15", None), ("2026-11-24", "15", "5"), ("2026-11-25", "10", None),
    ]  # fmt: skip
    assert [d["good"] for d in view["days"][11:13]] == ["10", "0"]
    assert (view["on_hand"], view["runs_out"], len(view["days"])) == ("19", None, 42)
    assert stocked("").id == "ahead.listed"


@pytest.mark.parametrize("entry", [":ahead 24B06", ":ahead oat milk"])
def test_a_lot_or_words_mean_their_product(stocked: Counter, entry: str) -> None:
    assert stocked.view(entry)["sku"] == shops.OAT


def test_no_product_is_forecast_for_what_is_none(stocked: Counter) -> None:
    assert stocked(":ahead nonsense").state == "STOP"
    assert stocked(":ahead").id == "ahead.listed"
