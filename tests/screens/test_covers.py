"""The warranties in the passport: bars on one axis of time where it is wide, one line each where it is narrow."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from screens import panes
from screens.find_covers import WIDE, cover_lines
from screens.page import Heads, Line
from tests.screens import bench_samples, samples


def drawn(line: Line) -> str:
    return "".join(piece.text for piece in (*line.left, *line.right))


def wide() -> list[str]:
    return [drawn(line) for line in cover_lines(samples.covered_unit(), 84)]


def test_today_is_one_column_on_all_bars() -> None:
    bars = [line for line in wide() if "┃" in line]
    assert len(bars) == 5
    (at,) = {line.index("┃") for line in bars}
    assert wide()[-1][at] == "▲"


def test_what_has_gone_what_is_left_and_what_comes_are_told_apart_without_colour() -> None:
    _, _, shop, legal, extension, goodwill, supplier, waits, _ = wide()
    assert ("░" in shop, "█" in shop) == (True, False)
    assert ("░" in legal, "█" in legal) == (True, True)
    assert legal.index("░") < legal.index("┃") < legal.index("█")
    assert {"▒"} == set(extension) & set("░█▒")
    assert extension.index("▒") >= legal.rindex("█")
    assert "no end" in goodwill
    assert supplier.endswith("supplier")
    assert "24 months, begins with its delivery" in waits


def test_years_stand_in_order_and_apart() -> None:
    years = [int(word) for word in wide()[1].split()]
    assert years == sorted(set(years))
    assert len(years) >= 3
    assert all(a < b for a, b in pairwise(years))


@pytest.mark.parametrize("width", [80, 82, 84, 100, 160])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    for line in cover_lines(samples.covered_unit(), width):
        assert len(drawn(line)) + 2 <= width


def test_where_it_is_narrow_each_term_has_a_line() -> None:
    narrow = [drawn(line) for line in cover_lines(samples.covered_unit(), WIDE - 1)]
    assert narrow[0] == "who pays   we pay today, and the supplier pays us"
    assert narrow[1].split() == ["shop", "to", "04", "Nov", "26", "ended", "18", "days", "ago", "we", "pay"]
    assert narrow[2].split() == ["legal", "to", "04", "Nov", "27", "347", "days", "left", "we", "pay"]
    assert len(narrow) == 7


def test_where_the_facts_fill_the_pane_they_scroll_with_the_story() -> None:
    """24 lines have room for a few facts above the story; with terms, a chain and a service book nothing was left."""
    full = replace(samples.covered_unit(), service=bench_samples.book(), history=samples.history() * 3)
    narrow, short = panes.page_of(full, "find", 80), panes.page_of(samples.unit(), "find", 80)
    assert narrow is not None
    assert short is not None
    assert len(narrow.head) <= 4
    (heads,) = (at for at, item in enumerate(narrow.body) if isinstance(item, Heads))
    assert len(narrow.body) - heads - 1 == len(full.history)
    assert not any(isinstance(item, Heads) for item in short.body), "a few facts stay above it"
    wide_page = panes.page_of(full, "find", 120)
    assert wide_page is not None
    assert not any(isinstance(item, Heads) for item in wide_page.body), "40 lines have the room"
