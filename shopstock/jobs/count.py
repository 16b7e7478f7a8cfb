"""Counting a place: what was scanned against what the books say, while the shop goes on selling.

Each scan remembers the newest movement of that moment, so what was sold or came in afterwards is neither missing nor
too much. Accepting books the differences: what is missing is lost, what is too much is found, and a piece that the
books have on another shelf moves here. What is in quarantine, or with a customer, is told and not booked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shopstock.amounts import line_amount, show_decimal
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.counts import (
    balance_at,
    carried_since,
    found_since,
    lots_at,
    moved_since,
    newest_movement,
    units_at,
)
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import EventDraft, Goods, Posted, Step, booked, post
from shopstock.store.lots import lot, unit
from shopstock.store.nameless import add_nameless, nameless_at, nameless_there
from shopstock.store.places import PlaceRow, place, place_of_kind
from shopstock.text import fit

Kind = Literal["missing", "extra", "elsewhere", "again"]
NOT_MOVED_HERE = ("quarantine", "bench", "visiting")  # leaving these is a decision of its own


class CountAgain(Refusal):
    """Goods left while they were counted, more than can be: they are counted once more."""

    id = "count.again"


@dataclass(frozen=True, slots=True)
class Counted:
    """One scan of a count: a quantity of a lot, or one unit; `seen` is the newest movement of that moment.

    `scanned` is that of its code, where the quantity was said later."""

    product_id: int
    lot_id: int
    unit_id: int | None
    quantity: int
    seen: int
    scanned: int | None = None

    @property
    def first_seen(self) -> int:
        """The moment when somebody began to look."""
        return self.seen if self.scanned is None else self.scanned


@dataclass(frozen=True, slots=True)
class Difference:
    """Where count and books differ: `quantity` is what is missing or too much, `value_minor` that at cost, negative
    for missing. `again` cannot be booked: it moved in a way that no count explains."""

    kind: Kind
    product_id: int
    lot_id: int
    unit_id: int | None
    books: int
    counted: int
    quantity: int
    value_minor: int
    elsewhere: str | None = None


def here_now(session: Session) -> int:
    """The moment of a scan: the newest movement there is."""
    return newest_movement(session.store)


def compare(session: Session, at: PlaceRow, counted: Sequence[Counted], since: int) -> tuple[Difference, ...]:
    """All differences of a count that began after the movement `since`, pieces first."""
    return (*_units(session, at, counted, since), *_lots(session, at, counted, since))


def _units(session: Session, at: PlaceRow, counted: Sequence[Counted], since: int) -> Iterator[Difference]:
    store = session.store
    scanned = {c.unit_id: c for c in counted if c.unit_id is not None}
    for there in units_at(store, at.id):
        nameless = unit(store, there.unit_id).nameless == 1  # those are counted by number
        if there.unit_id not in scanned and there.movement_id <= since and not nameless:
            yield _of_unit(session, "missing", there.unit_id, None)
    for unit_id, scan in scanned.items():
        found = unit(store, unit_id)
        if found.place_id not in (None, at.id) and not moved_since(store, unit_id, scan.seen):
            came_from = place(store, found.place_id or 0)
            lost = came_from.kind == "loss"
            yield _of_unit(
                session, "extra" if lost else "elsewhere", unit_id, None if lost else came_from.code
            )


def _of_unit(session: Session, kind: Kind, unit_id: int, elsewhere: str | None) -> Difference:
    found = unit(session.store, unit_id)
    cost = product(session.store, found.product_id).cost_minor or 0
    missing = kind == "missing"
    value = 0 if kind == "elsewhere" else -cost if missing else cost
    return Difference(
        kind, found.product_id, found.lot_id, unit_id, int(missing), int(not missing), 1, value, elsewhere
    )


def _lots(session: Session, at: PlaceRow, counted: Sequence[Counted], since: int) -> Iterator[Difference]:
    store = session.store
    scanned: dict[tuple[int, int], list[Counted]] = defaultdict(list)
    for scan in counted:
        if scan.unit_id is None:
            scanned[scan.product_id, scan.lot_id].append(scan)
    nameless = {(there.product_id, there.lot_id): there.quantity for there in nameless_there(store, at.id)}
    for key in (*((there.product_id, there.lot_id) for there in lots_at(store, at.id)), *nameless):
        scanned.setdefault(key, [])
    for (product_id, lot_id), scans in scanned.items():
        serial = product(store, product_id).tracking == "serial"
        now = nameless.get((product_id, lot_id), 0) if serial else balance_at(store, lot_id, at.id)
        least, most = _may_be(session, at, (lot_id, now), scans, since)
        there_now = sum(scan.quantity for scan in scans)
        books = min(max(there_now, least), most)
        if there_now != books:
            yield _of_lot(session, product_id, lot_id, (books, there_now, now))


def _may_be(
    session: Session, at: PlaceRow, there: tuple[int, int], scans: list[Counted], since: int
) -> tuple[int, int]:
    """The least and the most that a true count finds of a lot, of which so many are there now, as the books have it.

    What left between two scans of the same goods was counted before it left, or was not; what came then is among
    the later ones, or is not. What was never scanned and left meanwhile was there; what came or turned up since is
    not missing."""
    store, (lot_id, now) = session.store, there
    if not scans:
        came = carried_since(store, lot_id, at.id, since).came + found_since(store, lot_id, at.id, since)
        return max(0, now - came), now
    whole = carried_since(store, lot_id, at.id, min(scan.first_seen for scan in scans))
    after = carried_since(store, lot_id, at.id, max(scan.seen for scan in scans))
    books = now - after.came + after.left
    return books - (whole.came - after.came), books + (whole.left - after.left)


def _of_lot(session: Session, product_id: int, lot_id: int, sums: tuple[int, int, int]) -> Difference:
    books, counted, now = sums
    row = product(session.store, product_id)
    more = counted - books
    kind: Kind = "again" if now + more < 0 else "extra" if more > 0 else "missing"
    value = line_amount(row.cost_minor or 0, abs(more), row.decimals)
    return Difference(
        kind, product_id, lot_id, None, books, counted, abs(more), value if more > 0 else -value
    )


def accept(session: Session, request_id: str, at: PlaceRow, counted: Sequence[Counted], since: int) -> Posted:
    """Book a count in one transaction, with its number CN-000001: its differences, and that it was made.

    Raises CountAgain where goods moved in a way that no count explains, and NeedsApproval."""
    store = session.store
    try:
        with store.transaction():
            before = booked(store, request_id)
            if before:
                return before
            found = compare(session, at, counted, since)
            _check_again(session, found)
            steps = tuple(step for each in found for step in _steps(session, each, at))
            if any(step.what in ("lost", "found") for step in steps):
                require(session, Right.STOCK)
            event = EventDraft("counted", was=str(len(counted)), became=str(len(found)), note=at.code)
            draft = replace(session.draft("count", request_id), series="CN", steps=steps, events=(event,))
            return post(store, draft)
    except RuleBroken as broken:
        if broken.rule not in ("balance", "check", "chain"):
            raise
        said = "something was sold or moved this very moment: compare once more"
        raise CountAgain(said, Key("Enter", "compares")) from broken


def _check_again(session: Session, found: Sequence[Difference]) -> None:
    for each in found:
        if each.kind == "again":
            row = product(session.store, each.product_id)
            left = show_decimal(each.quantity, row.decimals)
            raise CountAgain(f"{fit(row.name, 30)}: {left} more left than was counted. Count it again")


def is_booked(session: Session, each: Difference) -> bool:
    """Whether accepting books that difference: what is in quarantine or with a customer is only told."""
    if each.kind != "elsewhere":
        return each.kind != "again"
    came_from = place(session.store, unit(session.store, each.unit_id or 0).place_id or 0)
    return bool(came_from.physical) and came_from.kind not in NOT_MOVED_HERE


def _steps(session: Session, each: Difference, at: PlaceRow) -> list[Step]:
    """The movements that make the books say what was counted; none for what is only told."""
    store = session.store
    row, of_lot = product(store, each.product_id), lot(store, each.lot_id)
    goods = Goods(row.id, row.tracking, of_lot.id, of_lot.plain, each.unit_id)
    loss = place_of_kind(store, "loss")
    if each.kind == "elsewhere":
        if not is_booked(session, each):
            return []
        came_from = place(store, unit(store, each.unit_id or 0).place_id or 0)
        return [Step("moved", goods, came_from, at, 1, row.cost_minor, reason="counted here")]
    missing = each.kind == "missing"
    what, origin, end = ("lost", at, loss) if missing else ("found", loss, at)
    why = f"{'missing' if missing else 'found'} at the count"
    if row.tracking != "serial" or each.unit_id is not None:
        return [Step(what, goods, origin, end, each.quantity, row.cost_minor, reason=why)]
    pieces = nameless_at(store, of_lot.id, at.id)[: each.quantity] if missing else []
    pieces = pieces or [add_nameless(store, row.id, of_lot.id) for _ in range(each.quantity)]
    return [
        Step(what, replace(goods, unit_id=piece), origin, end, 1, row.cost_minor, reason=why)
        for piece in pieces
    ]
