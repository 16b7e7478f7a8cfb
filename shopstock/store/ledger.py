"""Writing bookings: the only way anything enters the ledger.

A `Draft` is everything one act says: movements, sale lines, payments, returns, events, check rows. `post`
gives it the till's next number, links it to the till's chain with a SHA-256 over all of it, and writes it
inside the caller's transaction. A request id that was booked before answers with the first result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.models import (
    Booking,
    CheckRow,
    Event,
    Movement,
    Payment,
    ReturnLine,
    SaleLine,
    UnitAt,
)
from shopstock.store.order import in_order, latest
from shopstock.store.papers import SERIES_WIDTH as SERIES_WIDTH
from shopstock.store.papers import paper_name as paper_name
from shopstock.store.parts import PARTS, Part, Written, insert_of
from shopstock.store.places import PlaceRow


@dataclass(frozen=True, slots=True)
class Goods:
    """What moves: a product's lot, and the unit where the product has serials. `seq` is filled by `post`."""

    product_id: int
    tracking: str
    lot_id: int
    plain: int
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One movement to be. `line` is the number of a sale line in this draft, `sale_line_id` an earlier."""

    what: str
    goods: Goods
    origin: PlaceRow
    end: PlaceRow
    quantity: int
    cost_minor: int | None = None
    line: int | None = None
    sale_line_id: int | None = None
    reason: str | None = None
    scan: str | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line to be sold, with everything agreed at the sale."""

    goods: Goods
    quantity: int
    price_minor: int
    discount_ppm: int
    amount_minor: int
    tax_ppm: int
    tax_minor: int
    cost_minor: int | None
    warranty_number: int | None
    warranty_unit: str | None
    warranty_until: date | None
    return_until: date | None


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money in (positive) or out (negative); `tendered_minor` is what lay on the counter."""

    tender: str
    amount_minor: int
    tendered_minor: int


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A step in what came back of a sale line. `before` and `refunded` are what the ledger said so far."""

    sale_line_id: int
    quantity_sold: int
    amount_minor: int
    seq: int
    before: int
    refunded: int
    quantity: int
    refund_minor: int
    reason: str
    destination: str
    outcome: str


@dataclass(frozen=True, slots=True)
class EventDraft:
    """Something that matters and moves nothing."""

    what: str
    product_id: int | None = None
    lot_id: int | None = None
    unit_id: int | None = None
    was: str | None = None
    became: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """A row of the morning check, done."""

    day: date
    lot_id: int
    place_id: int
    action: str
    quantity: int
    late: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One act to be booked. `series` (such as `R1` or `GR`) asks for the next paper number of that series;
    `backdated` keeps a day gone by, which otherwise follows the order of the till."""

    kind: str
    request_id: str
    till_id: int
    staff_id: int
    at_us: int
    day: date
    series: str | None = None
    party_id: int | None = None
    approver_id: int | None = None
    reverses_id: int | None = None
    note: str | None = None
    steps: tuple[Step, ...] = ()
    lines: tuple[LineDraft, ...] = ()
    payments: tuple[PaymentDraft, ...] = ()
    returns: tuple[ReturnDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()
    checks: tuple[CheckDraft, ...] = ()
    backdated: bool = False
    parts: tuple[Part, ...] = ()


class Posted(NamedTuple):
    """What was booked: its id, its paper (`R1-000123`), and whether it was booked before."""

    booking_id: int
    paper: str | None
    at_us: int
    repeated: bool


class _Found(NamedTuple):
    id: int
    series: str | None
    number: int | None
    at_us: int


class _Head(NamedTuple):
    till_number: int
    hash: bytes


@dataclass
class _Parts:
    """The rows of one booking as columns, in the order they are hashed and written."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    movements: list[dict[str, Any]] = field(default_factory=list)
    payments: list[dict[str, Any]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def by_name(self) -> dict[str, list[dict[str, Any]]]:
        """Every kind of row by its name in the seal."""
        own = {name: rows for name, rows in vars(self).items() if name != "more"}
        return own | self.more


_BY_REQUEST = Compiled(
    lambda: Booking.select(Booking.id, Booking.series, Booking.number, Booking.at_us).where(
        Booking.request_id == param("request_id")
    ),
    _Found,
)
_HEAD = Compiled(
    lambda: (
        Booking.select(Booking.till_number, Booking.hash)
        .where(Booking.till_id == param("till_id"))
        .order_by(Booking.till_number.desc())
        .limit(1)
    ),
    _Head,
)
_LAST_NUMBER: Compiled[int | None] = Compiled(
    lambda: Booking.select(fn.MAX(Booking.number)).where(Booking.series == param("series")), single
)
_SEQ: Compiled[int] = Compiled(
    lambda: UnitAt.select(UnitAt.seq).where(UnitAt.unit_id == param("unit_id")), single
)


_ADD_BOOKING = inserted(Booking, "")
_ADD_LINE = inserted(SaleLine, "")
_ADD_MOVEMENT = inserted(Movement)
_ADD_PAYMENT = inserted(Payment)
_ADD_RETURN = inserted(ReturnLine)
_ADD_EVENT = inserted(Event)
_ADD_CHECK = inserted(CheckRow)


def booked(store: Store, request_id: str) -> Posted | None:
    """What a request id was booked as, or None: the till asks this after a crash."""
    found = _BY_REQUEST.first(store.db, request_id=request_id)
    return found and Posted(found.id, paper_name(found.series, found.number), found.at_us, True)


def post(store: Store, draft: Draft) -> Posted:
    """Write one booking inside the caller's transaction; raises what the database refuses."""
    db = store.db
    store.dialect.lock(db, draft.till_id, {step.goods.lot_id for step in draft.steps}, draft.series)
    before = booked(store, draft.request_id)
    if before:
        return before
    (booking_id,) = store.dialect.new_ids(db, "booking", 1)
    number = (_LAST_NUMBER.first(db, series=draft.series) or 0) + 1 if draft.series else None
    head = _HEAD.first(db, till_id=draft.till_id)
    last = latest(store, draft.till_id)
    when = in_order(last, draft.at_us, draft.day, backdated=draft.backdated)
    parts = _parts(store, draft, booking_id)
    row: dict[str, Any] = {
        **{name: getattr(draft, name) for name in _COPIED},
        "at_us": when.at_us,
        "day": when.day.isoformat(),
        "number": number,
        "till_number": head.till_number + 1 if head else 1,
        "prev_number": head.till_number if head else None,
        "prev_hash": bytes(head.hash) if head else None,
    }
    row["hash"] = link(row, parts.by_name())
    row["id"] = booking_id
    _ADD_BOOKING.run(db, **row)
    for insert, rows in (
        (_ADD_LINE, parts.lines),
        (_ADD_RETURN, parts.returns),
        (_ADD_MOVEMENT, parts.movements),
        (_ADD_PAYMENT, parts.payments),
        (_ADD_EVENT, parts.events),
        (_ADD_CHECK, parts.checks),
        *((insert_of(name), parts.more[name]) for name in PARTS if name in parts.more),
    ):
        if rows:
            insert.many(db, [{**r, "booking_id": booking_id} for r in rows])
    store.latest.pop(draft.till_id, None)
    return Posted(booking_id, paper_name(draft.series, number), when.at_us, False)


_Flat = Goods | LineDraft | PaymentDraft | EventDraft | CheckDraft
_COPIED = (
    "kind",
    "request_id",
    "till_id",
    "staff_id",
    "approver_id",
    "party_id",
    "series",
    "reverses_id",
    "note",
)


def link(row: Mapping[str, Any], parts: Mapping[str, Collection[Mapping[str, Any]]]) -> bytes:
    """The hash of a booking: SHA-256 over the previous hash and every column of all its rows, as JSON.

    Parts that came with a later version are in it only where a booking has them: older seals stay as they are."""
    said = {name: rows for name, rows in parts.items() if rows or name not in PARTS}
    content = {**row, "prev_hash": row["prev_hash"].hex() if row["prev_hash"] else None, **said}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).digest()


def _parts(store: Store, draft: Draft, booking_id: int) -> _Parts:
    parts = _Parts()
    line_ids = store.dialect.new_ids(store.db, "sale_line", len(draft.lines)) if draft.lines else ()
    for n, (line_id, line) in enumerate(zip(line_ids, draft.lines, strict=True), 1):
        parts.lines.append(_line_row(line_id, n, line))
    seqs: dict[int, int] = {}
    for n, step in enumerate(draft.steps, 1):
        sale_line_id = step.sale_line_id if step.line is None else line_ids[step.line - 1]
        seq = None
        if step.goods.unit_id is not None:
            seq = seqs.get(step.goods.unit_id) or _SEQ.first(store.db, unit_id=step.goods.unit_id) or 0
            seqs[step.goods.unit_id] = seq = seq + 1
        parts.movements.append(_movement_row(n, step, seq, sale_line_id))
    for n, paid in enumerate(draft.payments, 1):
        parts.payments.append({"n": n, **_columns(paid)})
    for n, back in enumerate(draft.returns, 1):
        parts.returns.append(_return_row(n, back))
    for n, event in enumerate(draft.events, 1):
        parts.events.append({"n": n, **_columns(event)})
    for n, check in enumerate(draft.checks, 1):
        parts.checks.append({"n": n, **_columns(check), "day": check.day.isoformat()})
    at = Written(booking_id, tuple(line_ids))
    for part in draft.parts:
        rows = parts.more.setdefault(part.part, [])
        rows.append({"n": len(rows) + 1, **part.columns(at)})
    return parts


def _line_row(line_id: int, n: int, line: LineDraft) -> dict[str, Any]:
    row = {"id": line_id, "n": n, **_columns(line.goods)}
    row.pop("plain")
    plain = _columns(line)
    plain.pop("goods")
    for name in ("warranty_until", "return_until"):
        plain[name] = plain[name] and plain[name].isoformat()
    return row | plain


def _columns(draft: _Flat) -> dict[str, Any]:
    """A flat draft by its field names; `asdict` copies deeply, which takes half of the time of a sale."""
    return {name: getattr(draft, name) for name in draft.__slots__}


def _movement_row(n: int, step: Step, seq: int | None, sale_line_id: int | None) -> dict[str, Any]:
    return {
        "n": n,
        "what": step.what,
        **_columns(step.goods),
        "unit_seq": seq,
        "prev_seq": seq - 1 if seq and seq > 1 else None,
        "from_place_id": step.origin.id,
        "from_kind": step.origin.kind,
        "from_physical": step.origin.physical,
        "to_place_id": step.end.id,
        "to_kind": step.end.kind,
        "to_physical": step.end.physical,
        "quantity": step.quantity,
        "cost_minor": step.cost_minor,
        "sale_line_id": sale_line_id,
        "reason": step.reason,
        "scan": step.scan,
    }


def _return_row(n: int, back: ReturnDraft) -> dict[str, Any]:
    return {
        "n": n,
        "sale_line_id": back.sale_line_id,
        "seq": back.seq,
        "prev_seq": back.seq - 1 if back.seq > 1 else None,
        "quantity": back.quantity,
        "quantity_before": back.before,
        "quantity_after": back.before + back.quantity,
        "quantity_sold": back.quantity_sold,
        "refund_minor": back.refund_minor,
        "refund_before": back.refunded,
        "refund_after": back.refunded + back.refund_minor,
        "amount_minor": back.amount_minor,
        "reason": back.reason,
        "destination": back.destination,
        "outcome": back.outcome,
    }
