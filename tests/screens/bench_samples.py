"""Sample views of the bench: what is due for service, and a passport with its service book."""

from __future__ import annotations

from dataclasses import replace

from tests.screens import all_views as v


def services(name: str = "Boiler 24 kW") -> v.ServicesView:
    """One overdue, one soon, one later and of nobody."""
    return v.ServicesView(
        90,
        [
            v.ServiceRow(
                1, "B-100000000001", "BOIL", name, "2026-11-20", -2, "12 months", None, name, "0171 5550199"
            ),
            v.ServiceRow(
                2,
                "B-100000000002",
                "BOIL",
                name,
                "2026-12-03",
                11,
                "6 months",
                "2026-06-03",
                "Ada Okafor",
                None,
            ),
            v.ServiceRow(
                3, "WVWZZZ1JZXW000001", "GOLF", "Golf", "2027-02-01", 71, "2 years", None, None, None
            ),
        ],
        1,
    )


def nothing() -> v.ServicesView:
    """Nothing is due."""
    return v.ServicesView(30, [], 0)


def book(note: str = "SV-000004 new filter") -> v.ServiceBook:
    """A service book whose next service is overdue."""
    return v.ServiceBook(
        "12 months", "2026-11-20", -2, [v.ServiceEntry("2025-11-20", "serviced", "Tom", note)]
    )


def bench(name: str = "Screen X2") -> v.BenchView:
    """A phone on the bench: a part in it, a quote, what fits."""
    return v.BenchView(
        "W-000031", "open", "356938035643809", "ARX2", name, "2", "R. Patel", "broken screen", "VISITING",
        [
            v.PartLine(1, "SCR", name, "SC-100000000001", None, "1", "2026-11-22", "W-000031", True),
            v.PartLine(2, "BAT", "Battery X2", None, "B1", "2", "2026-03-04", "W-000012", False),
        ],
        [v.FitLine("SCR", name, "2", "glue it", "1"), v.FitLine("BAT", "Battery X2", None, None, "0")],
        [
            v.QuoteLineView(1, name, "1", "89.00", "89.00"),
            v.QuoteLineView(2, "Repair work, 30 min", "0.50", "60.00", "30.00"),
        ],
        "quoted", "119.00", "2026-12-06", None,
    )  # fmt: skip


def asked() -> v.BenchView:
    """Nothing in it yet; where does it go?"""
    empty = bench()
    return replace(
        empty,
        parts=[],
        quote=[],
        quote_state=None,
        total=None,
        valid_until=None,
        question="use it, and keep that it fits?",
    )


def no_claim() -> v.BenchView:
    """No claim is open."""
    none = (None,) * 9
    return v.BenchView(*none, [], [], [], None, None, None, None)


def parts(name: str = "Screen X2") -> v.UnitParts:
    """A phone that holds a part, and is one."""
    held = v.FittedPart(name, "SCR", "SC-100000000001", None, "1", "2026-11-19", "W-000031")
    return v.UnitParts([held], v.FittedPart(name, None, "B-1", None, "1", "2026-11-20", "W-000032"))
