"""Moving goods that are here: between places, to the bin, to charity, back to the supplier, or not found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopstock.amounts import show_decimal
from shopstock.jobs.freshness import Dating
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import CheckDraft, Goods, Posted, Step, booked, post
from shopstock.store.lots import LotRow, lot, unit
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.stock import lot_places
from shopstock.text import fit

# what happens to the goods -> the kind of place they go to
ENDS = {
    "wasted": "bin",
    "sent_back": "supplier",
    "given_away": "charity",
    "given_to_staff": "staff",
    "lost": "loss",
}
GIVEN = ("given_away", "given_to_staff")  # eaten by somebody: never what is held or past its use-by


class NotThere(Refusal):
    """Less stands there than should be moved."""

    id = "move.not_there"


class NotToGive(Refusal):
    """Held goods and goods past their use-by are given to nobody."""

    id = "move.not_to_give"


@dataclass(frozen=True, slots=True)
class Shift:
    """Goods to move: a lot's quantity or one unit, from a place, for a reason."""

    lot_id: int
    quantity: int
    origin: PlaceRow
    unit_id: int | None = None
    reason: str | None = None


def shift_step(session: Session, shift: Shift, what: str, end: PlaceRow | None = None) -> Step:
    """The movement of a shift; `end` only for `moved`, the others know where they go."""
    of_lot = lot(session.store, shift.lot_id)
    row = product(session.store, of_lot.product_id)
    if shift.unit_id is None:
        there = sum(s.quantity for s in lot_places(session.store, of_lot.id) if s.place_id == shift.origin.id)
    else:
        there = int(unit(session.store, shift.unit_id).place_id == shift.origin.id)
    if there < shift.quantity:
        left = show_decimal(there, row.decimals)
        raise NotThere(f"only {left} of {fit(row.name, 30)} at {shift.origin.code}", Key("F7", "stock"))
    if what in GIVEN:
        _check_may_be_given(session, shift, row, of_lot)
    target = end or place_of_kind(session.store, ENDS[what])
    require(session, *_rights(what, shift.origin, target))
    goods = Goods(row.id, row.tracking, of_lot.id, of_lot.plain, shift.unit_id)
    return Step(what, goods, shift.origin, target, shift.quantity, row.cost_minor, reason=shift.reason)


def _rights(what: str, origin: PlaceRow, end: PlaceRow) -> list[Right]:
    """What a move needs: the right to correct stock, or to let goods out onto a shelf again."""
    if what in ("lost", "found"):
        return [Right.STOCK]
    return [Right.RELEASE] if end.sellable and not origin.sellable else []


def _check_may_be_given(session: Session, shift: Shift, row: ProductRow, of_lot: LotRow) -> None:
    name = f"{fit(row.name, 24)} {fit(of_lot.code, 12)}".strip()
    if of_lot.held or (shift.unit_id is not None and unit(session.store, shift.unit_id).held):
        raise NotToGive(f"{name} is held: it is given to nobody", Key("P", "pull"), Key("W", "waste"))
    if Dating(session).forbidden(row, of_lot.expires):
        raise NotToGive(f"{name}: use-by has passed, it is given to nobody", Key("W", "waste"))


def move(
    session: Session,
    request_id: str,
    shifts: tuple[Shift, ...],
    what: str = "moved",
    end: PlaceRow | None = None,
    checks: tuple[CheckDraft, ...] = (),
) -> Posted:
    """Book shifts in one transaction; raises NotThere when less stands there."""
    store = session.store
    try:
        with store.transaction():
            before = booked(store, request_id)
            if before:
                return before
            kind = "waste" if what == "wasted" else "move"
            return post(
                store,
                replace(
                    session.draft(kind, request_id),
                    series="WS" if what == "wasted" else "MV",
                    steps=tuple(shift_step(session, s, what, end) for s in shifts),
                    checks=checks,
                ),
            )
    except RuleBroken as broken:
        if broken.rule not in ("balance", "check"):
            raise
        raise NotThere("less stands there than you move. Nothing was changed", Key("F7", "stock")) from broken
