"""Store credit for samples."""

from __future__ import annotations

from dataclasses import replace

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


def exchanging(back: v.ReturnView, name: str = "Aria X2") -> v.ReturnView:
    """A faulty phone whose replacement is scanned, and that was refused once."""
    steps = [*back.steps[:2], replace(back.steps[2], answer="X")]
    new = v.SellLine(
        1, "ARX2", name, "356938035643890", None, None, None, "1", "399.00", "399.00", "ok", warranty_until="2028-11-04"
    )  # fmt: skip
    refused = [f"refused 12 Nov, Mia: {name}"]
    return replace(back, steps=steps, new=[new], swap="replacement", to_pay="0.00", refused=refused)


def owned(unit: v.UnitView, name: str = "R. Patel") -> v.UnitView:
    """A unit with two owners, the second piece of a chain."""
    owners = [
        v.Owner(name, "R1-000900", "2026-10-02", "2026-10-20", "RT-000020"),
        v.Owner(None, "R1-001007", "2026-11-04", None, None),
    ]
    chain = [
        v.ChainLink(1, "356938035640001", "ARX2", name, None, None, False),
        v.ChainLink(2, unit.serial, "ARX2", name, "R1-001007", "2026-11-04", True),
    ]
    return replace(unit, owners=owners, chain=chain)
