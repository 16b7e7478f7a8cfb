"""Store credit for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def credit(name: str = "R. Patel") -> v.CreditView:
    """A credit of which some is spent."""
    return v.CreditView(
        "SC-7K2M-9QXT",
        "30.00",
        "6.00",
        "open",
        "2027-05-22",
        [
            v.CreditMove("2026-11-22T09:14:00+01:00", "issued", "30.00", "30.00", "RT-000031", "Mia", name),
            v.CreditMove("2026-11-22T10:02:00+01:00", "spent", "-24.00", "6.00", "R1-000124", name, None),
        ],
    )
