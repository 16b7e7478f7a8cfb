"""Parts that went into units: what is in which, since when, for which claim; and what fits what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Fit, Fitted, Lot, Product, Unit
from shopstock.store.papers import paper_name
from shopstock.store.parts import Flat


@dataclass(frozen=True)
class FittedDraft(Flat):
    """The next step of a part in a unit: in, out, sold or given. `line` numbers the parts of a claim.

    `inside` is how much of it is in the unit, `here` how much of that is still ours, before and after."""

    part: ClassVar[str] = "fitted"
    claim_id: int
    host_id: int
    line: int
    seq: int
    prev_seq: int | None
    what: str
    product_id: int
    tracking: str
    lot_id: int
    unit_id: int | None
    quantity: int
    inside_before: int
    inside_after: int
    here_before: int
    here_after: int
    note: str | None = None


class FittedRow(NamedTuple):
    """A part as its last step left it, with when and on which claim it went in."""

    claim_id: int
    host_id: int
    line: int
    seq: int
    product_id: int
    tracking: str
    lot_id: int
    plain: int
    unit_id: int | None
    inside: int
    here: int
    sku: str
    name: str
    decimals: int
    lot_code: str
    serial: str | None
    host_serial: str
    host_name: str
    since: date
    series: str | None
    number: int | None
    cost_minor: int | None

    @property
    def paper(self) -> str:
        """`W-000031`."""
        return paper_name(self.series, self.number) or ""

    def stepped(self, what: str, quantity: int, note: str | None = None) -> FittedDraft:
        """Its next step: out of the unit, sold with it or given with it."""
        inside = self.inside - quantity if what == "out" else self.inside
        here = self.here - quantity if self.here or what != "out" else 0
        return FittedDraft(
            self.claim_id, self.host_id, self.line, self.seq + 1, self.seq, what, self.product_id, self.tracking,
            self.lot_id, self.unit_id, quantity, self.inside, inside, self.here, here, note,
        )  # fmt: skip


def _fitted_row(*columns: Any) -> FittedRow:
    row = FittedRow(*columns)
    return row._replace(since=date.fromisoformat(columns[18]))


def _last() -> Any:
    first, began, opened, host, model, later = (
        m.alias() for m in (Fitted, Booking, Booking, Unit, Product, Fitted)
    )
    newer = later.select(later.id).where(
        later.claim_id == Fitted.claim_id, later.line == Fitted.line, later.seq > Fitted.seq
    )
    return (
        Fitted.select(
            Fitted.claim_id, Fitted.host_id, Fitted.line, Fitted.seq, Fitted.product_id, Fitted.tracking,
            Fitted.lot_id, Lot.plain, Fitted.unit_id, Fitted.inside_after, Fitted.here_after, Product.sku,
            Product.name, Product.decimals, Lot.code, Unit.serial, host.serial, model.name, began.day,
            opened.series, opened.number, Product.cost_minor,
        )
        .join(Product, on=(Product.id == Fitted.product_id))
        .join(Lot, on=(Lot.id == Fitted.lot_id))
        .left_outer_join(Unit, on=(Unit.id == Fitted.unit_id))
        .join(host, on=(host.id == Fitted.host_id))
        .join(model, on=(model.id == host.product_id))
        .join(first, on=((first.claim_id == Fitted.claim_id) & (first.line == Fitted.line) & (first.seq == 1)))
        .join(began, on=(began.id == first.booking_id))
        .join(opened, on=(opened.id == Fitted.claim_id))
        .where(~fn.EXISTS(newer))
        .order_by(Fitted.claim_id, Fitted.line)
    )  # fmt: skip


_OF_CLAIM = Compiled(lambda: _last().where(Fitted.claim_id == param("claim_id")), _fitted_row)
_IN_HOST = Compiled(
    lambda: _last().where(Fitted.host_id == param("host_id"), Fitted.inside_after > 0), _fitted_row
)
_OF_UNIT = Compiled(
    lambda: _last().where(Fitted.unit_id == param("unit_id"), Fitted.inside_after > 0), _fitted_row
)
_OF_LOT = Compiled(
    lambda: _last().where(Fitted.lot_id == param("lot_id"), Fitted.inside_after > 0), _fitted_row
)
_IN_BOOKING: Compiled[int] = Compiled(
    lambda: Fitted.select(Fitted.claim_id).where(Fitted.booking_id == param("booking_id")).limit(1), single
)


def parts_of_claim(store: Store, claim_id: int) -> list[FittedRow]:
    """Every part of a claim, those that are out again, too."""
    return _OF_CLAIM.all(store.db, claim_id=claim_id)


def parts_in(store: Store, host_id: int) -> list[FittedRow]:
    """What is in a unit now, of all its claims."""
    return _IN_HOST.all(store.db, host_id=host_id)


def host_of(store: Store, unit_id: int) -> FittedRow | None:
    """Where a part with a serial went in and still is."""
    found = _OF_UNIT.all(store.db, unit_id=unit_id)
    return found[-1] if found else None


def hosts_of_lot(store: Store, lot_id: int) -> list[FittedRow]:
    """The units that a lot of parts is in."""
    return _OF_LOT.all(store.db, lot_id=lot_id)


def fitted_in_booking(store: Store, booking_id: int) -> bool:
    """Whether a booking fitted, took out or took along parts."""
    return _IN_BOOKING.first(store.db, booking_id=booking_id) is not None


class FitRow(NamedTuple):
    """A part that fits a model: of every version where `version` is empty."""

    part_id: int
    sku: str
    name: str
    version: str
    note: str


_FITS_MODEL = Compiled(
    lambda: (
        Fit.select(Fit.part_id, Product.sku, Product.name, Fit.version, Fit.note)
        .join(Product, on=(Product.id == Fit.part_id))
        .where(Fit.model_id == param("model_id"))
        .order_by(Product.words, Product.id, Fit.version)
    ),
    FitRow,
)
_ADD_FIT: Compiled[int] = inserted(Fit)
_NOTE_FIT: Compiled[int] = Compiled(
    lambda: Fit.update(note=param("note")).where(
        Fit.part_id == param("part_id"), Fit.model_id == param("model_id"), Fit.version == param("version")
    ),
    single,
)


def fits_of(store: Store, model_id: int) -> list[FitRow]:
    """The parts that are known to fit a model."""
    return _FITS_MODEL.all(store.db, model_id=model_id)


def add_fit(store: Store, part_id: int, model_id: int, version: str, note: str) -> bool:
    """Write that a part fits; whether that was new."""
    values = {"part_id": part_id, "model_id": model_id, "version": version, "note": note}
    if _NOTE_FIT.run(store.db, **values).rowcount:
        return False
    _ADD_FIT.run(store.db, **values)
    return True
