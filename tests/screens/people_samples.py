"""Customers for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def listed(name: str = "R. Patel") -> v.CustomersView:
    """Two of one name, and one without more."""
    rows = [
        v.CustomerLine(1, name, "+49 30 5550199", "ravi@example.org", "Berlin"),
        v.CustomerLine(2, name, None, None, None),
        v.CustomerLine(3, "0171 5550123", None, None, None),
    ]
    return v.CustomersView(rows, "pat", None, None)


def card(name: str = "R. Patel", asked: str | None = None) -> v.CustomersView:
    """One with everything."""
    one = v.CustomerCard(
        17, name, "+49 30 5550199", "ravi@example.org", ["Am Markt 1", "10115 Berlin"], name, "2026-11-04",
        [v.ConsentLine("safety", True, "2026-11-04", name), v.ConsentLine("other", False, "2026-11-22", "Mia")],
        [
            v.Owned("ARX2", name, "356938035643809", "R1-000123", "2026-11-04", "1", "2028-11-04"),
            v.Owned("CAB", "Cable USB-C", None, "R1-000123", "2026-11-04", "3", None),
        ],
        [v.PaperOf(f"R1-{n:06}", "2026-11-04", "1428.70") for n in range(123, 130)],
        [name], ["W-000031 at supplier"], ["CR-000004  25.00"],
    )  # fmt: skip
    return v.CustomersView([], "", one, asked)


def nothing() -> v.CustomersView:
    """Nobody is known."""
    return v.CustomersView([], "", None, None)


def stranger() -> v.CustomersView:
    """Somebody of whom next to nothing is known."""
    consents = [v.ConsentLine("safety", None, None, None), v.ConsentLine("other", None, None, None)]
    one = v.CustomerCard(18, "0171 5550123", "0171 5550123", None, [], None, "2026-11-22", consents, [], [])
    return v.CustomersView([], "", one, None)


def lacking(name: str = "Toaster Kross", asked: int | None = None) -> v.LackingView:
    """Two sales that lack their serial, of one of them nobody is known."""
    rows = [
        v.LackingRow(1, "2026-11-04", "R1-000123", "TOAST", name, name, "+49 30 5550199"),
        v.LackingRow(2, "2026-11-21", "R1-001207", "TOAST", name, None, None),
    ]
    return v.LackingView(rows, asked)


def ending(name: str = "Aria X2 phone 128 GB blue") -> v.EndingView:
    """A customer who allows letters, one who does not, one nobody knows, and a supplier's."""

    def row(
        n: int, days: int, whose: str, who: str | None, may: bool | None, **changes: str | None
    ) -> v.EndingRow:
        told: dict[str, str | None] = {
            "serial": f"35693803564{n}809",
            "lot": None,
            "place": None,
            "paper": "R1-000123",
        }
        told |= {"phone": "+49 30 5550199", "email": "ravi@example.org", "covered_until": None} | changes
        until = f"2026-12-{days:02}"
        return v.EndingRow(n, until, days, whose, "shop, legal", name=name, who=who, may_write=may, **told)  # type: ignore[arg-type]

    rows = [
        row(1, 2, "customer", name, True),
        row(2, 9, "customer", "Mia", False, serial=None, lot="24B07", covered_until="2028-12-09"),
        row(3, 18, "supplier", "Volta", None, place="QUARANTINE", paper="GR-000107"),
        row(4, 28, "customer", None, None, phone=None, email=None),
    ]
    return v.EndingView(rows, 30, 1)
