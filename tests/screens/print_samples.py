"""The print queue for samples."""

from __future__ import annotations

from tests.screens import all_views as v

ADDRESS = "net:192.168.1.50"


def prints(name: str = "R1-000123") -> v.PrintsView:
    """A paper of each state."""
    since = "2026-11-22T09:14:00+01:00"
    why = "192.168.1.50: connection refused"
    return v.PrintsView(
        [
            v.PrintRow(1, "R1-000097", "receipt", "held", "2026-11-21T18:02:00+01:00", why, ADDRESS, 1, 4),
            v.PrintRow(
                2, name, "receipt", "unsure", since, f"{name}: no answer, after 360 bytes", ADDRESS, 1, 1
            ),
            v.PrintRow(3, "R1-000124", "receipt", "sending", since, "", ADDRESS, 1, 1),
            v.PrintRow(4, "Oat milk 1 l", "labels", "waiting", since, "no printer", "none", 24, 0),
        ],
        ADDRESS,
        "none",
    )


def nothing() -> v.PrintsView:
    """All is out."""
    return v.PrintsView([], ADDRESS, "none")
