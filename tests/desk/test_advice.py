"""What the morning check says of a lot beside its date: how it sells, what will be left, which price to try."""

from __future__ import annotations

import pytest
import time_machine

from tests.desk.counter import Counter
from tests.jobs.milk import milk_shop, take_in

pytestmark = pytest.mark.conversation
WORDS = (
    "sells 2.0 a day, needs 9.0 to clear 9 by 22 Nov",
    "50 % was never tried here: 2.8x is taken",
    "7 likely left, 15.05 at risk",
    "Try 50 %: 1.07",
)


@pytest.fixture
def counter(sunday: time_machine.Traveller) -> Counter:
    """Sunday morning: what went over yesterday, nine cartons for today, and two for Tuesday."""
    del sunday
    shop = milk_shop()
    take_in(shop, "9", "L1", "2026-11-22")
    take_in(shop, "2", "L2", "2026-11-24")
    found = Counter(shop)
    found(":dates")
    return found


def row(counter: Counter, lot: str) -> dict[str, object]:
    """The row of that lot."""
    (found,) = (row for row in counter.view()["rows"] if row["lot"] == lot)
    return dict(found)


def test_each_row_says_what_is_thought_of_it(counter: Counter) -> None:
    assert row(counter, "L1")["advice"] == ". ".join(WORDS)
    assert row(counter, "L1")["suggested"] == "1.07"
    assert row(counter, "L2")["advice"] == "sells 1.3 a day: sells out by itself", (
        "today is for the earlier lot"
    )
    assert row(counter, "L2")["suggested"] is None
    assert row(counter, "OLD")["suggested"] is None


def test_a_row_that_is_picked_says_it_in_lines(counter: Counter) -> None:
    n = row(counter, "L1")["n"]
    answer = counter(str(n))
    assert answer.id == "dates.row"
    assert answer.more == tuple(f"  {part}" for part in WORDS)
    assert counter("V").more == answer.more


def test_v_speaks_of_the_row_that_the_next_letter_acts_on(counter: Counter) -> None:
    assert counter("v").more == ("  its last day of sale has passed",)
    counter("W")
    assert counter("V").more[-1] == "  Try 50 %: 1.07"


def test_m_takes_the_suggested_price_and_the_row_says_no_more(counter: Counter) -> None:
    counter(f"{row(counter, 'L1')['n']}M")
    done = row(counter, "L1")
    assert (done["action"], done["price"], done["advice"]) == ("mark_down", "1.07", None)


def test_the_side_pane_shows_it(counter: Counter) -> None:
    counter("W")
    sections = counter.desk.aside().sections
    shown = [fact.value for section in sections for fact in section.facts]
    assert "Try 50 %: 1.07" in shown
    assert all(len(line) <= 34 for line in shown)


def test_what_was_sold_meanwhile_is_known(counter: Counter) -> None:
    for entry in (":sell", "8*4006381333931", ":finish", ":dates"):
        counter(entry)
    assert row(counter, "L1")["suggested"] is None
