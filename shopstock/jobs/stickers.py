"""Stickers of lots that are marked down: which step of the price they say, and what that price is at the till.

A sticker says one lot and one price. The lot's price may have changed since: what the sticker says still counts for the
customer where it is lower, since the goods bear it. A step that was undone counts for nothing any more.
"""

from __future__ import annotations

from typing import NamedTuple

from shopstock.codes import sticker_code
from shopstock.jobs.session import Session
from shopstock.store.lots import lot
from shopstock.store.markdowns import markdown_with_id, markdowns_of, newest_standing


class Sticker(NamedTuple):
    """What a sticker says: a lot, and the price of one measure; None where the markdown was undone since."""

    lot_id: int
    price_minor: int | None


def sticker_of(session: Session, lot_id: int) -> str | None:
    """The code of the sticker that a lot gets now; None where no step of its price stands."""
    step = newest_standing(markdowns_of(session.store, lot_id))
    if (
        step is None
        or step.became_minor is None
        or step.became_minor != lot(session.store, lot_id).price_minor
    ):
        return None
    return sticker_code.written(step.id)


def sticker_coded(session: Session, text: str) -> Sticker | None:
    """What a scanned code says as a sticker; None where it is none of this shop's."""
    number = sticker_code.read(text)
    step = markdown_with_id(session.store, number) if number is not None else None
    if step is None or step.became_minor is None:
        return None
    return Sticker(step.lot_id, step.became_minor if step.stands else None)
