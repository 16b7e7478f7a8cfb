"""What ends in a stretch of days: sold lines whose covers end, and our pieces whose supplier's cover to us does.

Days are ISO text, both included. Each question starts from the index over its last days.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.cover_models import Cover
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Movement, Party, Place, SaleLine, UnitAt

OURS = ("shelf", "back", "quarantine", "bench", "visiting", "repairer", "loan")


class BroughtBy(NamedTuple):
    """Who delivered a piece, on which paper's series and number, on which day (ISO)."""

    supplier: str | None
    phone: str | None
    email: str | None
    series: str | None
    number: int | None
    day: str


_AGREED: Compiled[int] = Compiled(
    lambda: SaleLine.select(SaleLine.id).where(
        SaleLine.warranty_until >= param("first"), SaleLine.warranty_until <= param("last")
    ),
    single,
)
_COVERED: Compiled[int] = Compiled(
    lambda: Cover.select(Cover.sale_line_id).where(
        Cover.until >= param("first"), Cover.until <= param("last"), Cover.sale_line_id.is_null(is_null=False)
    ),
    single,
)
_OWN: Compiled[int] = Compiled(
    lambda: (
        Cover.select(Cover.unit_id)
        .join(UnitAt, on=(UnitAt.unit_id == Cover.unit_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .where(
            Cover.until >= param("first"),
            Cover.until <= param("last"),
            Cover.kind == "supplier",
            Place.kind.in_(OURS),
        )
    ),
    single,
)
_DELIVERED: Compiled[int] = Compiled(
    lambda: (
        Cover.select(Movement.unit_id)
        .join(
            Movement,
            on=((Movement.booking_id == Cover.booking_id) & (Movement.product_id == Cover.product_id)),
        )
        .join(UnitAt, on=(UnitAt.unit_id == Movement.unit_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .where(
            Cover.until >= param("first"),
            Cover.until <= param("last"),
            Cover.kind == "supplier",
            Cover.product_id.is_null(is_null=False),
            Movement.what == "received",
            Place.kind.in_(OURS),
        )
    ),
    single,
)


def _brought() -> Any:
    return (
        Movement.select(Party.name, Party.phone, Party.email, Booking.series, Booking.number, Booking.day)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .left_outer_join(Party, on=(Party.id == Booking.party_id))
        .where(Movement.unit_id == param("unit_id"), Movement.what == "received")
        .order_by(Movement.id.desc())
        .limit(1)
    )


_BROUGHT = Compiled(_brought, BroughtBy)


def lines_ending(store: Store, first: str, last: str) -> list[int]:
    """The sold lines of which some cover ends then, whatever became of them."""
    found = {line for query in (_AGREED, _COVERED) for line in query.all(store.db, first=first, last=last)}
    return sorted(found)


def units_ending(store: Store, first: str, last: str) -> list[int]:
    """The pieces in our hands of which some supplier's cover ends then; a later cover may stand in its place."""
    found = {
        unit for query in (_OWN, _DELIVERED) for unit in query.all(store.db, first=first, last=last) if unit
    }
    return sorted(found)


def brought_by(store: Store, unit_id: int) -> BroughtBy | None:
    """The newest delivery of a piece."""
    return _BROUGHT.first(store.db, unit_id=unit_id)
