"""What will be left, and which price brings most: the sums themselves, without a shop."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.jobs.outlook import Goods, best_price, likely_left
from shopstock.jobs.response import (
    MOST_TIMES,
    USUAL,
    Response,
    Tried,
    fitted,
    responses,
    seen_at,
)

STEPS = (0.1, 0.2, 0.3, 0.5, 0.7)


def goods(quantity: float, by_day: tuple[float, ...], elasticity: float = USUAL, kept: float = 0.0) -> Goods:
    return Goods(quantity, by_day, 1.3, elasticity, MOST_TIMES, kept)


def test_what_is_left_follows_from_what_is_wanted() -> None:
    assert likely_left(9, 0, 0) == 9
    assert likely_left(9, 3.6, 3.6) == pytest.approx(5.4, abs=0.1)
    assert likely_left(3, 30, 40) < 0.01
    assert likely_left(0, 3, 3) == 0


def test_the_same_mean_leaves_more_where_demand_is_lumpy() -> None:
    assert likely_left(6, 6, 30) > likely_left(6, 6, 6) > 0.5


@settings(max_examples=25)
@given(st.integers(1, 400), st.floats(0, 500, allow_nan=False), st.floats(1, 6), st.integers(1, 399))
def test_never_more_is_left_than_there_was_and_more_wants_leave_less(
    there: int, units: float, lumpiness: float, extra: int
) -> None:
    left = likely_left(there, units, units * lumpiness)
    assert -1e-6 <= left <= there + 1e-6
    assert left >= there - units - 0.02 * there - 0.5
    assert likely_left(there, units + extra, (units + extra) * lumpiness) <= left + 0.02 * there + 0.5


def test_what_sells_out_keeps_its_price() -> None:
    now, best = best_price(goods(3, (4.0, 4.0), kept=0.4), 0.0, STEPS)
    assert best == now
    assert now.worth > 2.9


def test_on_the_last_day_too_many_go_cheaper() -> None:
    now, best = best_price(goods(9, (1.2,)), 0.0, STEPS)
    assert best.off >= 0.5
    assert best.worth > now.worth + 0.3


def test_days_before_one_waits_with_what_the_last_day_would_clear() -> None:
    """Four a day, fourteen there, three days: cutting today gives away what sells at the full price."""
    _, early = best_price(goods(14, (4.0, 4.0, 4.0)), 0.0, STEPS)
    _, last = best_price(goods(8, (4.0,)), 0.0, STEPS)
    assert early.off < last.off


def test_customers_who_hardly_answer_are_not_bribed() -> None:
    """At an elasticity below 1 a lower price brings less money, whatever is thrown away."""
    _, best = best_price(goods(20, (3.0,), elasticity=0.6), 0.0, STEPS)
    assert best.off == 0


def test_a_price_never_goes_up() -> None:
    now, best = best_price(goods(1, (4.0, 4.0)), 0.5, STEPS)
    assert now.off == 0.5
    assert best.off >= 0.5


def test_a_closed_day_sells_nothing() -> None:
    """Saturday is the last day that sells where Sunday is closed."""
    _, best = best_price(goods(9, (1.2, 0.0)), 0.0, STEPS)
    assert best.off == best_price(goods(9, (1.2,)), 0.0, STEPS)[1].off > 0


@settings(max_examples=25)
@given(
    st.integers(1, 200),
    st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=30),
    st.floats(0, 4),
    st.floats(0, 0.9),
)
def test_the_best_is_a_step_and_worth_no_less_than_keeping(
    there: int, by_day: list[float], elasticity: float, kept: float
) -> None:
    now, best = best_price(goods(there, tuple(by_day), elasticity, kept), 0.0, STEPS)
    assert best.off in (0.0, *STEPS)
    assert best.worth >= now.worth - 1e-9
    assert -1e-9 <= now.worth <= there + kept * sum(by_day) + 1e-6


# How customers answer


def test_without_a_try_the_assumption_stands() -> None:
    answer = responses({}, [1])[1]
    assert answer.elasticity == pytest.approx(USUAL, abs=0.01)
    assert answer.times(0.3) == pytest.approx(1.7, abs=0.05)
    assert answer.times(0.7) == MOST_TIMES
    assert seen_at(answer, 0.3) is None


def test_what_was_tried_moves_it_a_little_at_first_and_then_more() -> None:
    once = responses({1: [Tried(0.3, 9.0, 3.0)]}, [1])[1].elasticity
    often = responses({1: [Tried(0.3, 9.0, 3.0)] * 20}, [1])[1].elasticity
    assert USUAL < once < often < 3.2
    assert responses({1: [Tried(0.5, 3.0, 3.0)] * 20}, [1])[1].elasticity < 0.5


def test_a_product_without_tries_takes_the_shops() -> None:
    found = responses({1: [Tried(0.3, 9.0, 3.0)] * 20}, [1, 2])
    assert USUAL < found[2].elasticity < found[1].elasticity
    assert seen_at(found[2], 0.3) == (20, 3.0, False)
    assert seen_at(found[1], 0.3) == (20, 3.0, True)


def test_more_than_four_times_is_only_believed_where_it_was_seen() -> None:
    assert Response(elasticity=3.0).times(0.7) == MOST_TIMES
    assert responses({1: [Tried(0.7, 60.0, 10.0)] * 10}, [1])[1].times(0.7) > 5


@settings(max_examples=25)
@given(st.lists(st.builds(Tried, st.floats(0.05, 0.9), st.floats(0, 500), st.floats(0.1, 100)), max_size=20))
def test_any_tries_give_an_elasticity_in_bounds(tries: list[Tried]) -> None:
    assert 0 <= fitted(tries, USUAL, 20.0) <= 5
