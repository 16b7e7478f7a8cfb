"""Sample views of the back-test."""

from __future__ import annotations

from tests.screens import all_views as v


def found(name: str = "Oat milk 1 l") -> v.BacktestView:
    """Four lots: right, missed, advised for nothing, and one whose price was changed."""
    rows = [
        v.BacktestRow(1, "2026-11-21", name, "24B09", "9", "6.2", "7", "1.50", priced=False, right=True),
        v.BacktestRow(2, "2026-11-20", name, "24B08", "6", "0.0", "2", None, priced=False, right=False),
        v.BacktestRow(3, "2026-11-20", name, name, "4", "1.4", "0", "1.72", priced=False, right=False),
        v.BacktestRow(4, "2026-11-19", name, "24B06", "12", "5.8", "1", "1.07", priced=True, right=True),
    ]
    return v.BacktestView(1, rows, 3, 1, 1, "2", "4.30", 1, "1.4", "+0.2", 1, 2)


def nothing() -> v.BacktestView:
    """No lot has come to its date yet."""
    return v.BacktestView(1, [], 0, 0, 0, "0", "0.00", 0, "0.0", "+0.0", 0, 0)
