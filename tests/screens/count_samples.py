"""Counts for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def scans(name: str = "Cable USB-C") -> v.CountView:
    """A blind count with something to look at."""
    return v.CountView(
        "SHELF-1",
        [],
        "13",
        [
            v.CountScan(1, "CAB", name, None, None, "12"),
            v.CountScan(2, "ARX2", "Aria X2", "356938035643718", None, "1"),
        ],
        ["..2900 is booked at QUARANTINE"],
        None,
        None,
        None,
    )


def compared(name: str = "Cable USB-C") -> v.CountView:
    """Each kind of difference."""
    rows = [
        v.CountDifference(
            1, "missing", "ARX2", "Aria X2", "356938035641081", None, "1", "0", "-268.00", None, True
        ),
        v.CountDifference(2, "extra", "CAB", name, None, None, "10", "12", "4.80", None, True),
        v.CountDifference(
            3, "elsewhere", "ARX2", "Aria X2", "356938035642900", None, "0", "1", "0.00", "QUARANTINE", False
        ),
        v.CountDifference(4, "again", "OAT", "Oat milk 1 l", None, "24B07", "3", "0", "-3.30", None, False),
    ]
    return v.CountView("SHELF-1", [], "13", [], [], rows, "-263.20", None)


def nothing() -> v.CountView:
    """A place is to be chosen."""
    return v.CountView(None, ["SHELF-1", "BACK"], "0", [], [], None, None, None)


def saved() -> v.CountView:
    """Booked."""
    return v.CountView(None, ["SHELF-1"], "0", [], [], None, None, "CN-000001")


def agreed() -> v.CountView:
    """All as in the books."""
    return v.CountView("BACK", [], "7", [], [], [], "0.00", None)
