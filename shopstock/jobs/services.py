"""Services: work, fees and agreements that are sold like goods and stand on no shelf.

They are sold from one place that holds nothing (kind `labour`) and go back to it, so that a ticket is whole and no
stock is asked for.
"""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.text import fit


class NoGoods(Refusal):
    """A service where only goods can be: it is never received, counted or moved."""

    id = "service.no_goods"


def must_be_goods(row: ProductRow, done: str) -> None:
    """Refuse a service where goods are `done` something with (received, counted)."""
    if row.service:
        raise NoGoods(f"{fit(row.name, 30)} is a service: it is never {done}", Key("F2", "sell"))


def labour_place(session: Session) -> PlaceRow:
    """Where services are sold from and go back to."""
    return place_of_kind(session.store, "labour")
