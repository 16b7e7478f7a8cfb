"""Parts of a repair at our bench: into the unit, out of it again, and along with it when it leaves.

A part that is fitted stands at the place of the kind `fitted`: it is still ours and still here, whoever pays in the
end. With a quote it is sold from there, otherwise it goes along as used up; in a unit of our own it stays there until
that unit is sold. So a serial part is always where its unit is, and its cost leaves the shop once.
"""

from __future__ import annotations

from shopstock.amounts import show_decimal
from shopstock.jobs import offer
from shopstock.jobs.claims import LEAVE, Next, NotNow, advance, allowed, claim_of, refuse_step
from shopstock.jobs.freshness import Dating
from shopstock.jobs.offer import Offer
from shopstock.jobs.services import must_be_goods
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.claims import ClaimRow
from shopstock.store.fitted import FittedDraft, FittedRow, parts_in, parts_of_claim
from shopstock.store.ledger import Goods, Posted, Step
from shopstock.store.lots import lot, unit
from shopstock.store.places import place, place_of_kind
from shopstock.store.stock import lot_places
from shopstock.text import at_place, fit, short_code

DESTINATIONS = {"S": "shelf", "Q": "quarantine", "B": "bin"}


class NotEnough(Refusal):
    """Less of a part is here than the repair takes."""

    id = "bench.not_enough"


class NoPart(Refusal):
    """No such part is in this unit."""

    id = "bench.no_part"


class NotStraightBack(Refusal):
    """What was with a customer never goes straight back to the shelf."""

    id = "bench.not_to_shelf"


def offered(session: Session, row: ProductRow, quantity: int) -> list[Offer]:
    """Enough lots of a part, earliest date first; raises what Sell would raise, and NotEnough."""
    must_be_goods(row, "fitted")
    try:
        return offer.offer_product(session, row, quantity, {})
    except offer.ShortStock as short:
        raise NotEnough(f"{fit(row.name, 30)}: {short.text}", Key("F4", "receive"), LEAVE) from short


def use(session: Session, request_id: str, claim_id: int, offers: list[Offer]) -> Posted:
    """Fit parts into the unit of a claim; raises NotNow where it is not here."""
    of = _at_the_bench(session, claim_id)
    store = session.store
    steps: list[Step] = []
    parts: list[FittedDraft] = []
    line = max((part.line for part in parts_of_claim(store, of.id)), default=0)
    said = []
    for one in offers:
        line += 1
        row, of_lot = product(store, one.product_id), lot(store, one.lot_id)
        goods = Goods(row.id, row.tracking, of_lot.id, of_lot.plain, one.unit_id)
        steps += _off_the_shelf(session, row, goods, one.quantity)
        parts.append(
            FittedDraft(
                of.id,
                of.unit_id,
                line,
                1,
                None,
                "in",
                row.id,
                row.tracking,
                of_lot.id,
                one.unit_id,
                one.quantity,
                0,
                one.quantity,
                0,
                one.quantity,
            )
        )
        said.append(f"{show_decimal(one.quantity, row.decimals)} {fit(row.name, 40)} in")
    to = Next("worked", _worked(of), note=", ".join(said), steps=tuple(steps), parts=tuple(parts))
    return advance(session, request_id, of.id, to)


def _off_the_shelf(session: Session, row: ProductRow, goods: Goods, quantity: int) -> list[Step]:
    """The movements of a part from where it may be sold."""
    store = session.store
    end = place_of_kind(store, "fitted")
    if goods.unit_id is not None:
        at = place(store, unit(store, goods.unit_id).place_id or 0)
        return [Step("fitted", goods, at, end, 1, row.cost_minor)]
    steps, left = [], quantity
    for s in (s for s in lot_places(store, goods.lot_id) if s.sellable):
        part = min(s.quantity, left)
        if part > 0:
            steps.append(Step("fitted", goods, place(store, s.place_id), end, part, row.cost_minor))
            left -= part
    if left:
        there = show_decimal(quantity - left, row.decimals)
        raise NotEnough(f"{fit(row.name, 30)}: only {there} there", Key("F4", "receive"), LEAVE)
    return steps


def _worked(of: ClaimRow) -> str:
    found = allowed(of, "worked")
    if not found:
        refuse_step(of, "worked")
    return found[0]


def _at_the_bench(session: Session, claim_id: int) -> ClaimRow:
    of = claim_of(session, claim_id)
    _worked(of)
    if of.place_kind in ("customer", "repairer", "supplier", None):
        raise NotNow(
            f"{short_code(of.serial)} is {at_place(of.place_code)}: take it in first",
            Key("T", "take in"),
            LEAVE,
        )
    return of


def take_out(
    session: Session,
    request_id: str,
    claim_id: int,
    part: FittedRow,
    letter: str,
    quantity: int | None = None,
) -> Posted:
    """Take a part out of the unit again: to the shelf, quarantine or bin (S, Q, B)."""
    of = _at_the_bench(session, claim_id)
    taken = part.inside if quantity is None else quantity
    if part.host_id != of.unit_id or not 0 < taken <= part.inside:
        raise NoPart(f"{fit(part.name, 30)} is not in {short_code(of.serial)}", LEAVE)
    if letter == "S" and not part.here:
        raise NotStraightBack(
            "it was with a customer: never straight to the shelf", Key("Q", "quarantine"), Key("B", "bin")
        )
    origin = place_of_kind(session.store, "fitted" if part.here else "customer")
    end = place_of_kind(session.store, DESTINATIONS[letter])
    step = Step("taken_out", goods_of(part), origin, end, taken, part.cost_minor)
    said = f"{show_decimal(taken, part.decimals)} {fit(part.name, 40)} out to {end.code}"
    to = Next("worked", _worked(of), note=said, steps=(step,), parts=(part.stepped("out", taken),))
    return advance(session, request_id, of.id, to)


def old_part(session: Session, request_id: str, claim_id: int, said: str) -> Posted:
    """An old part that came out and that nobody fitted here: its serial is written down with the claim."""
    of = _at_the_bench(session, claim_id)
    return advance(session, request_id, of.id, Next("worked", _worked(of), note=f"old part out: {said}"))


def goods_of(part: FittedRow) -> Goods:
    """A fitted part as what moves."""
    return Goods(part.product_id, part.tracking, part.lot_id, part.plain, part.unit_id)


def going_along(session: Session, parts: list[FittedRow]) -> tuple[tuple[Step, ...], tuple[FittedDraft, ...]]:
    """Parts that are still ours and leave with their unit: used up."""
    ours = [part for part in parts if part.here]
    if not ours:
        return (), ()
    check_given(session, ours)
    origin, end = (place_of_kind(session.store, kind) for kind in ("fitted", "customer"))
    return (
        tuple(
            Step("used_up", goods_of(p), origin, end, p.here, p.cost_minor, reason=f"in {p.host_serial}"[:64])
            for p in ours
        ),
        tuple(p.stepped("given", p.here) for p in ours),
    )


def check_given(session: Session, parts: list[FittedRow]) -> None:
    """Refuse to let a part out of the shop that is held or past its use-by: it is taken out first."""
    dating = Dating(session)
    for part in parts:
        of_lot, row = lot(session.store, part.lot_id), product(session.store, part.product_id)
        of_unit = unit(session.store, part.unit_id) if part.unit_id is not None else None
        passed = dating.forbidden(row, of_lot.expires)
        if of_lot.held or passed or (of_unit is not None and (of_unit.held or of_unit.stolen)):
            why = "past its use-by" if passed else "held"
            raise NotNow(
                f"{fit(part.name, 14)} in {short_code(part.host_serial)} is {why}: take it out",
                Key(":bench", ""),
                LEAVE,
            )


def ours_in(session: Session, host_id: int) -> list[FittedRow]:
    """The parts in a unit that are still ours."""
    return [part for part in parts_in(session.store, host_id) if part.here]
