"""People and rights for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def people(name: str = "Mia") -> v.StaffView:
    """Three people; one PIN is locked, and a badge was just made."""
    return v.StaffView(
        [
            v.StaffRow("Ada", "owner", True, True, None, True),
            v.StaffRow("Bo", "manager", True, False, "09:20", False),
            v.StaffRow(name, "clerk", False, False, None, False),
        ],
        ["PIN of Bo locked 22 Nov 09:19, 5 wrong PINs at Till 1"],
        "SSB-ABCDEFGHIJKLMNOPQRST",
    )


def rights() -> v.RightsView:
    """Two actions."""
    return v.RightsView(
        [
            v.RightRow("refund", "Refund", "money back for a return", True, True, False, False),
            v.RightRow("rights", "People and rights", "people, roles, rights", True, False, False, False),
        ]
    )
