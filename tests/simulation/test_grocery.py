"""Seven weeks of a small grocery, with and without suggested prices. Two years of a larger one: `make grocery`."""

from __future__ import annotations

from datetime import date

import pytest

from tests.simulation.grocery import lived
from tests.simulation.world import Weather, articles, quantile, wants

SEED, ARTICLES, DAYS = 1, 7, 49
pytestmark = pytest.mark.timeout(120)


def test_what_is_suggested_wastes_less_and_earns_no_less() -> None:
    never = lived(SEED, ARTICLES, DAYS, "never cheaper")
    suggested = lived(SEED, ARTICLES, DAYS, "as suggested")
    assert suggested.sums.marked > 0
    assert never.sums.wasted > 0
    assert suggested.sums.wasted_minor < never.sums.wasted_minor
    assert suggested.sums.margin_minor >= never.sums.margin_minor


def test_the_same_customers_come_however_it_is_kept() -> None:
    (one, *_) = articles(SEED, ARTICLES)
    day = date(2024, 3, 5)
    assert wants(SEED, one, day, 1.0) == wants(SEED, one, day, 1.0)
    assert articles(SEED, ARTICLES) == articles(SEED, ARTICLES)
    assert wants(SEED, one, day, 1.0) != wants(SEED + 1, one, day, 1.0)
    weather = Weather(SEED, day)
    assert (
        weather.on(date(2024, 4, 1))
        == Weather(SEED, day).on(date(2024, 4, 1))
        == weather.on(date(2024, 4, 1))
    )


def test_a_draw_stands_for_a_count() -> None:
    counts = [quantile(3.0, 6.0, (n + 0.5) / 2000) for n in range(2000)]
    mean = sum(counts) / len(counts)
    assert mean == pytest.approx(3.0, abs=0.05)
    assert sum((c - mean) ** 2 for c in counts) / len(counts) == pytest.approx(6.0, abs=0.4)
    assert quantile(0.0, 0.0, 0.99) == 0
