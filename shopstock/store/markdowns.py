"""Markdowns: what the price of a lot was, step by step.

The price that counts is that of the newest step that stands: one that was undone does not, nor does the step that the
undoing wrote. `lot.price_minor` is always what the newest step of all says; the database keeps both together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from peewee import fn

from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.lots import set_lot_price
from shopstock.store.models import Balance, Booking, Lot, Markdown, Place, Product
from shopstock.store.parts import Flat


class MarkdownRow(NamedTuple):
    """A step. `was_minor` and `became_minor` are None for the list price, which was `list_minor`; `stands` is 0 where
    it was undone, or is what an undoing wrote. `day` is the booking's (ISO)."""

    id: int
    booking_id: int
    lot_id: int
    seq: int
    list_minor: int
    was_minor: int | None
    became_minor: int | None
    quantity: int
    suggested_minor: int | None
    kind: str
    day: str
    undone_by: int | None

    @property
    def stands(self) -> bool:
        """Whether it counts: it was not undone, and undoes nothing."""
        return self.undone_by is None and self.kind != "void"


class MarkedLot(NamedTuple):
    """A lot on the shelves with a price of its own. `since` is the day of its newest step (ISO)."""

    lot_id: int
    sku: str
    name: str
    lot: str
    expires_on: str | None
    date_kind: str | None
    decimals: int
    list_minor: int
    price_minor: int
    left: int
    since: str | None


@dataclass(frozen=True)
class MarkdownDraft(Flat):
    """A step to be; `carry_out` gives the lot its price once it is written."""

    part: ClassVar[str] = "markdowns"

    lot_id: int
    seq: int
    prev_seq: int | None
    list_minor: int
    was_minor: int | None
    became_minor: int | None
    quantity: int
    suggested_minor: int | None


_undoing = Booking.alias()


def _rows() -> Any:
    return (
        Markdown.select(
            Markdown.id, Markdown.booking_id, Markdown.lot_id, Markdown.seq, Markdown.list_minor,
            Markdown.was_minor, Markdown.became_minor, Markdown.quantity, Markdown.suggested_minor,
            Booking.kind, Booking.day, _undoing.id,
        )
        .join(Booking, on=(Booking.id == Markdown.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
    )  # fmt: skip


_OF_LOT = Compiled(
    lambda: _rows().where(Markdown.lot_id == param("lot_id")).order_by(Markdown.seq), MarkdownRow
)
_BY_ID = Compiled(lambda: _rows().where(Markdown.id == param("id")), MarkdownRow)
_IN_BOOKING = Compiled(
    lambda: _rows().where(Markdown.booking_id == param("booking_id")).order_by(Markdown.n), MarkdownRow
)


def _marked_lot(*found: Any) -> MarkedLot:
    row = MarkedLot(*found)
    return row._replace(left=int(row.left))  # a server sums whole numbers to a decimal


_since = Booking.alias()
_MARKED_NOW = Compiled(
    lambda: (
        Lot.select(
            Lot.id, Product.sku, Product.name, Lot.code, Lot.expires_on, date_kind_said(), Product.decimals,
            Product.price_minor, Lot.price_minor, fn.SUM(Balance.quantity),
            Markdown.select(fn.MAX(_since.day))
            .join(_since, on=(_since.id == Markdown.booking_id))
            .where(Markdown.lot_id == Lot.id),
        )
        .join(Product, on=(Product.id == Lot.product_id))
        .join(Balance, on=(Balance.lot_id == Lot.id))
        .join(Place, on=(Place.id == Balance.place_id))
        .where(Lot.price_minor.is_null(is_null=False), Balance.quantity > 0, Place.sellable == 1)
        .group_by(
            Lot.id, Product.sku, Product.name, Lot.code, Lot.expires_on, Product.date_kind, Product.date_says,
            Product.decimals, Product.price_minor, Lot.price_minor,
        )
        .order_by(Product.name, Lot.expires_on, Lot.id)
    ),
    _marked_lot,
)  # fmt: skip


def marked_now(store: Store) -> list[MarkedLot]:
    """Every lot on the shelves that has a price of its own, by name and date."""
    return _MARKED_NOW.all(store.db)


def markdowns_of(store: Store, lot_id: int) -> list[MarkdownRow]:
    """Every step of a lot, in order."""
    return _OF_LOT.all(store.db, lot_id=lot_id)


def markdown_with_id(store: Store, markdown_id: int) -> MarkdownRow | None:
    """The step of that id."""
    return _BY_ID.first(store.db, id=markdown_id)


def markdowns_in(store: Store, booking_id: int) -> list[MarkdownRow]:
    """The steps that a booking wrote."""
    return _IN_BOOKING.all(store.db, booking_id=booking_id)


def newest_standing(steps: Iterable[MarkdownRow]) -> MarkdownRow | None:
    """The step whose price counts; None where none stands."""
    return next((step for step in reversed(list(steps)) if step.stands), None)


def price_without(steps: list[MarkdownRow], booking_id: int) -> int | None:
    """The price of a lot once that booking is undone; None is the list price. Where no other step stands it is the
    price it had before its first one."""
    left = newest_standing(step for step in steps if step.booking_id != booking_id)
    return left.became_minor if left else steps[0].was_minor


def carry_out(store: Store, drafts: Iterable[MarkdownDraft]) -> None:
    """Give each lot the price its step says, after the step was written in the same transaction."""
    for draft in drafts:
        set_lot_price(store, draft.lot_id, draft.became_minor)
