"""Sample views of the bench: what is due for service, and a passport with its service book."""

from __future__ import annotations

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
