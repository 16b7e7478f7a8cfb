"""Sample views of Cash-up: shut, open, half counted, counted, and the paper."""

from __future__ import annotations

from dataclasses import replace

from tests.screens import all_views as v

_NOTES = ("500.00", "200.00", "100.00", "50.00", "20.00", "10.00", "5.00")
_COINS = ("2.00", "1.00", "0.50", "0.20", "0.10", "0.05", "0.02", "0.01")
_COUNTED = {"50.00": (3, "150.00"), "20.00": (11, "220.00"), "10.00": (18, "180.00"), "1.00": (41, "41.00")}


def _faces() -> list[v.CashFace]:
    counted = {name: _COUNTED.get(name, (None, None)) for name in (*_NOTES, *_COINS)}
    return [v.CashFace(name, name in _NOTES, *counted[name]) for name in counted]


def counting(name: str = "window cleaner") -> v.CashView:
    """Half counted: the fives are next."""
    return v.CashView(
        stage="count", till="Till 1", session=12, opened_at="2026-11-22T08:31:00+01:00", opened_by=name,
        float="200.00", kept="200.00", faces=_faces(), current=6, counted="591.00", counts=0,
        moves=[v.CashMove("2026-11-22T12:01:00+01:00", "out", "50.00", name, name)],
        sales=31, refunds=2, voids=3, parked=1, waiting=["1 parked sale is carried over: F8"], result=None,
    )  # fmt: skip


def at_rest(name: str = "window cleaner") -> v.CashView:
    """The drawer is open, nobody counts."""
    return replace(counting(name), stage="open", current=None)


def shut() -> v.CashView:
    """The drawer was closed last night."""
    return replace(
        counting(),
        stage="shut",
        opened_at=None,
        opened_by=None,
        float=None,
        moves=[],
        waiting=[],
        current=None,
    )


def counted(name: str = "a coin under the fridge") -> v.CashView:
    """Counted and short; the terminal is off, too."""
    result = v.CashResult(
        "1871.45", "1859.45", "-12.00", True, "1204.10", "1200.00", "-4.10", name, "200.00", "1659.45"
    )
    return replace(counting(), stage="sign", current=None, counted="1859.45", counts=2, result=result)


def report(name: str = "Corner Electronics") -> v.ReportView:
    """A closing on paper."""
    rows = [
        v.ReportRow(name, "", "title"),
        v.ReportRow("Z report Z1-000012", "", "title"),
        v.ReportRow("", "", "gap"),
        v.ReportRow(name, "session 12", "line"),
        v.ReportRow("Sales", "", "head"),
        v.ReportRow("31 sales", "1,204.10", "line"),
        v.ReportRow("Taken, EUR", "1,174.20", "total"),
        v.ReportRow("difference", "-12.00", "total"),
        v.ReportRow(f"because: {name}", "", "note"),
        v.ReportRow("R1:214  Till 1", "2026-11-22", "line"),
        v.ReportRow(" ".join(["0123abcd"] * 8), "", "seal"),
    ]
    return v.ReportView("Z", "Z1-000012", rows, "corner-papers/Z1-000012.txt")
