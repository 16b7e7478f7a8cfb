"""What the passports have in common: instants, and the story of a unit or lot."""

from __future__ import annotations

from shopstock import clock
from shopstock.desk.views.find import (
    HistoryRow,
)
from shopstock.jobs.session import Session
from shopstock.store.stories import Told


def instant(session: Session, at_us: int) -> str:
    """An instant as ISO with offset, to the second."""
    return clock.local(at_us, session.shop.zone).isoformat(timespec="seconds")


def history(session: Session, story: list[Told]) -> list[HistoryRow]:
    """The story of a unit or lot, oldest first."""
    rows = []
    for told in story:
        note = " ".join(part for part in (told.party, told.reason) if part)
        rows.append(
            HistoryRow(
                instant(session, told.at_us),
                told.what,
                told.origin,
                told.end,
                told.paper,
                told.staff,
                note or None,
            )
        )
    return rows
