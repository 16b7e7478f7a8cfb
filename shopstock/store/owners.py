"""Who had a unit one after the other, and which unit replaced which."""

from __future__ import annotations

from typing import NamedTuple

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name
from shopstock.store.models import Booking, Product, ReturnLine, SaleLine, Unit
from shopstock.store.whose import told_whose

REPLACEMENT = "replacement"  # the outcome of a return line


class SoldTo(NamedTuple):
    """One sale of a unit that stands: its line, its paper, and who bought it."""

    sale_line_id: int
    series: str | None
    number: int | None
    day: str
    customer: str | None

    @property
    def paper(self) -> str:
        """The number of the receipt."""
        return paper_name(self.series, self.number) or ""


class Link(NamedTuple):
    """One unit that stands in the place of another: both, and the ticket on which they were exchanged."""

    old_id: int
    new_id: int
    series: str | None
    number: int | None
    day: str

    @property
    def paper(self) -> str:
        """The number of the ticket."""
        return paper_name(self.series, self.number) or ""


class Piece(NamedTuple):
    """A unit as it is named."""

    id: int
    serial: str
    sku: str
    name: str


_undoing = Booking.alias()
_new = SaleLine.alias()


def _owners() -> object:
    whose = told_whose(SaleLine.select().join(Booking, on=(Booking.id == SaleLine.booking_id)))
    return (
        whose.query.select(SaleLine.id, Booking.series, Booking.number, Booking.day, whose.name)
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(SaleLine.unit_id == param("unit_id"), _undoing.id.is_null())
        .order_by(SaleLine.id)
    )


def _links(side: object) -> object:
    return (
        ReturnLine.select(SaleLine.unit_id, _new.unit_id, Booking.series, Booking.number, Booking.day)
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .join(_new, on=(_new.booking_id == ReturnLine.booking_id))
        .join(Booking, on=(Booking.id == ReturnLine.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            side == param("unit_id"), ReturnLine.outcome == REPLACEMENT, SaleLine.unit_id.is_null(False),
            _new.unit_id.is_null(False), _undoing.id.is_null(),
        )
        .order_by(ReturnLine.id)
    )  # fmt: skip


_OWNERS = Compiled(_owners, SoldTo)  # type: ignore[arg-type]
_AFTER = Compiled(lambda: _links(SaleLine.unit_id), Link)  # type: ignore[arg-type, return-value]
_BEFORE = Compiled(lambda: _links(_new.unit_id), Link)  # type: ignore[arg-type, return-value]
_PIECE = Compiled(
    lambda: (
        Unit.select(Unit.id, Unit.serial, Product.sku, Product.name)
        .join(Product, on=(Product.id == Unit.product_id))
        .where(Unit.id == param("unit_id"))
    ),
    Piece,
)


def owners_of(store: Store, unit_id: int) -> list[SoldTo]:
    """Every sale of a unit in order; undone ones do not count."""
    return _OWNERS.all(store.db, unit_id=unit_id)


def piece(store: Store, unit_id: int) -> Piece:
    """The unit of that id, which must exist."""
    return _PIECE.one(store.db, unit_id=unit_id)


def chain_of(store: Store, unit_id: int) -> list[Link]:
    """Every replacement before and after a unit, the first one first; the same from each of its units."""
    found: list[Link] = []
    seen: set[tuple[int, str]] = set()

    def add(link: Link, at: int) -> bool:
        if (link.new_id, link.paper) in seen:
            return False
        seen.add((link.new_id, link.paper))
        found.insert(at, link)
        return True

    first = unit_id
    while before := [x for x in _BEFORE.all(store.db, unit_id=first) if add(x, 0)]:
        first = before[-1].old_id
    last = unit_id
    while after := [x for x in _AFTER.all(store.db, unit_id=last) if add(x, len(found))]:
        last = after[-1].new_id
    return found
