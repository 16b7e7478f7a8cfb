"""Samples of the pictures of waste, losses and markdowns."""

from __future__ import annotations

from tests.screens import all_views as v

REASONS = [["E", "expired"], ["D", "damaged"], ["S", "spoiled, cooling failed"], ["X", "other"]]
ENDS = [["W", "bin"], ["S", "supplier"], ["C", "charity"], ["T", "staff"]]


def waste(name: str = "Oat milk 1 l", reason: str | None = None, *, scanned: bool = True) -> v.WasteView:
    """A carton that is to leave, and two that left today."""
    goods = v.WasteGoods(
        "OAT", name, None, "24B07", "2026-12-03", "best_before", "day", "SHELF-1", "2", "24", "2.20"
    )
    done = [
        v.WasteDone("waste", name, "24B07", "1", "damaged", "1.10"),
        v.WasteDone("staff", "Gouda, young", None, "0.250", "opened or tasted", None),
    ]
    return v.WasteView(goods if scanned else None, reason, REASONS, ENDS, done if scanned else [], "1.10")


def losses(name: str = "Oat milk 1 l", *, none: bool = False) -> v.LossesView:
    """A month with waste of three products, one without a cost; or a month without any."""
    sums = [
        v.LossSum("waste", "38.20", 14, 2, "1.1"),
        v.LossSum("charity", "4.40", 4, 0, "0.1"),
        v.LossSum("staff", "0.00", 0, 0, "0.0"),
        v.LossSum("supplier", "12.00", 3, 0, "0.3"),
    ]
    rows = [
        v.LossRow(1, name, "OAT", "12", 9, 0, "26.40", "69.1"),
        v.LossRow(2, "lot 9F31, Smoked salmon", "9F31", "3", 3, 0, "9.60", "25.1"),
        v.LossRow(3, "no supplier known", None, None, 2, 2, "2.20", "5.8"),
    ]
    return v.LossesView(
        "2026-11-01",
        "2026-11-22",
        "product",
        "3472.80",
        sums,
        [] if none else rows,
        "112.40",
        "187.30",
        "6.60",
        41,
    )


def marked(name: str = "Oat milk 1 l", *, none: bool = False) -> v.MarkView:
    """Two lots that are marked down, the first just now."""
    rows = [
        v.MarkRow(
            1,
            "OAT",
            name,
            "24B06",
            "2026-11-24",
            "best_before",
            "2.15",
            "1.07",
            "12",
            "2026-11-22",
            "RP-00001-Y",
        ),
        v.MarkRow(2, "SALMON", "Smoked salmon", "9F32", None, None, "5.50", "2.75", "4", None, None),
    ]
    return v.MarkView([] if none else rows, None if none else 1)
