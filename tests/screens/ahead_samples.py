"""The calendar of the coming weeks for samples."""

from __future__ import annotations

from datetime import date, timedelta

from tests.screens import all_views as v

FIRST = date(2026, 11, 22)
NOTHING = v.AheadSum(0, {}, "0.00", "0.00", "0.00")
OVER = v.AheadSum(2, {"each": "7"}, "25.10", "14.00", "25.10")
HELD = v.AheadSum(1, {"each": "40"}, "48.00", "23.20")


def _sum(n: int) -> v.AheadSum:
    if n % 3:
        return NOTHING
    likely = ("0.00", "2.10", f"{12 + n}.00")[n // 3 % 3]
    quantities = {"each": str(4 + n)} | ({"kg": "2.800"} if n % 2 else {})
    return v.AheadSum(1 + n % 4, quantities, f"{20 + 3 * (n % 7)}.50", f"{11 + n % 5}.20", likely)


def calendar(name: str = "Natural yoghurt 4 x 150 g", weeks: int = 6) -> v.AheadView:
    """Something every third day; Sundays are shut."""
    days, number = [], 1
    for n in range(7 * weeks):
        day = FIRST + timedelta(days=n)
        number += not n % 3
        days.append(
            v.AheadDayRow(
                None if n % 3 else number, day.isoformat(), f"{day:%a}", day.weekday() == 6, n == 0, _sum(n),
                [] if n % 3 else [name, "Butter", "Gouda"][: 1 + n % 2],
            )
        )  # fmt: skip
    totals = [
        v.AheadWeek(days[n].date, (FIRST + timedelta(days=n)).isocalendar().week, 2 + n % 2, _sum(0))
        for n in (0, *range(1, 7 * weeks, 7))
    ]
    last = (FIRST + timedelta(days=7 * weeks - 1)).isoformat()
    return v.AheadView(
        weeks, FIRST.isoformat(), last, OVER, [name], days, totals, HELD, _sum(3), None, None, []
    )  # fmt: skip


def picked(name: str = "Natural yoghurt 4 x 150 g", key: str = "2026-11-25") -> v.AheadView:
    """The lots of a day: one that will be left, one partly held, one for a month."""
    lots = [
        v.AheadLot(1, "FRIDGE-1", "YOG4", name, "Y118", "2026-11-25", "day", "use_by", 3, "14", "0", "2.40",
                   "33.60", "18.90", "due", "9"),
        v.AheadLot(2, "SHELF-1", "COF", "Coffee", "K22", "2026-11-25", "day", "best_before", 3, "6", "2", "6.80",
                   "40.80", "25.80", "past_best", "0"),
        v.AheadLot(3, "BACK", "TEA", "Tea", "", "2026-11-30", "month", "expiry", 8, "1.250", "0", "6.80", "8.50",
                   "5.00", "short", None),
    ]  # fmt: skip
    calendar_ = calendar(name)
    return v.AheadView(
        6, calendar_.first, calendar_.last, OVER, [name], calendar_.days, calendar_.totals, HELD, _sum(3),
        key, _sum(3), lots,
    )  # fmt: skip


def nothing() -> v.AheadView:
    """A shop without dates."""
    days = [
        v.AheadDayRow(None, (FIRST + timedelta(days=n)).isoformat(), "Sun", False, n == 0, NOTHING, [])
        for n in range(7)
    ]
    return v.AheadView(1, days[0].date, days[6].date, NOTHING, [], days, [], NOTHING, NOTHING, None, None, [])


def reorder(name: str = "Rye bread 750 g") -> v.ReorderView:
    """One to order, one of which less than usual, and one of which none."""

    def row(n: int, advice: str, quantity: str, cost: str, reason: str) -> v.ReorderRow:
        return v.ReorderRow(
            n, name if n == 2 else "Hof Nord", "RYE", name, advice, quantity, "16", "17", "1", "6", "2.6", "2026-11-25",
            cost, reason,
        )  # fmt: skip

    return v.ReorderView(
        [
            row(1, "order", "24", "38.40", "1/17 good, low at 6, gone 25 Nov"),
            row(2, "less", "2", "3.20", "not 16: fresh it keeps 5 days, in which about 2 more sell"),
            row(3, "left", "0", "0.00", "about 14 of 46 will not be sold by their date"),
        ],
        2,
        "41.60",
    )


def forecast(name: str = "Oat milk 1 l") -> v.ForecastView:
    """It ends unsold in part on the third day, and is gone ten days later."""
    days = [
        v.ForecastRow(
            (FIRST + timedelta(days=n)).isoformat(), f"{FIRST + timedelta(days=n):%a}", str(max(0, 30 - 3 * n)), "2.3",
            "3" if n == 3 else None,
        )
        for n in range(42)
    ]  # fmt: skip
    return v.ForecastView("OAT", name, "each", "34", "30", "16.1", "2026-12-02", "3", days)
