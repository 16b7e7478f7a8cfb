"""How the goods of a sold line leave the shop: from where they stand, whatever kind of goods they are."""

from __future__ import annotations

from shopstock.jobs.offer import short_of
from shopstock.jobs.services import labour_place
from shopstock.jobs.session import Session
from shopstock.jobs.wanted import Line
from shopstock.store.ledger import Goods, Step
from shopstock.store.lots import unit
from shopstock.store.places import PlaceRow, place, place_of_kind
from shopstock.store.stock import lot_places


def leaving(session: Session, line: Line, n: int, taken: dict[tuple[int, int], int]) -> list[Step]:
    """The movements of line `n` of a ticket; `taken` is what the lines before it take of each lot at each place, and
    grows by what this one takes. What the books miss is found first and then sold. Raises ShortStock."""
    row, _, wanted = line
    if row.service:
        return [_sold(session, line, n, labour_place(session), wanted.quantity)]
    if wanted.repair:
        return [_sold(session, line, n, place_of_kind(session.store, "fitted"), wanted.quantity)]
    if wanted.unit_id is None:
        return _from_the_shelves(session, line, n, taken)
    at = unit(session.store, wanted.unit_id).place_id
    if at is None:
        return _found(session, line, n, 1)
    return [_sold(session, line, n, place(session.store, at), 1)]


def _goods(line: Line) -> Goods:
    row, of_lot, wanted = line
    return Goods(row.id, row.tracking, of_lot.id, of_lot.plain, wanted.unit_id)


def _sold(session: Session, line: Line, n: int, origin: PlaceRow, quantity: int) -> Step:
    row, _, wanted = line
    customer = place_of_kind(session.store, "customer")
    return Step("sold", _goods(line), origin, customer, quantity, row.cost_minor, line=n, scan=wanted.scan)


def _from_the_shelves(session: Session, line: Line, n: int, taken: dict[tuple[int, int], int]) -> list[Step]:
    row, of_lot, wanted = line
    steps, left = [], wanted.quantity
    for standing in (s for s in lot_places(session.store, of_lot.id) if s.sellable):
        at = (of_lot.id, standing.place_id)
        part = min(standing.quantity - taken.get(at, 0), left)
        if part > 0:
            steps.append(_sold(session, line, n, place(session.store, standing.place_id), part))
            taken[at] = taken.get(at, 0) + part
            left -= part
    if left > wanted.found:
        raise short_of(row, wanted.quantity - left, wanted.quantity)
    return [*steps, *_found(session, line, n, left)] if left else steps


def _found(session: Session, line: Line, n: int, quantity: int) -> list[Step]:
    """What the books did not have: found on the shelf, then sold."""
    shelf, loss = (place_of_kind(session.store, kind) for kind in ("shelf", "loss"))
    found = Step("found", _goods(line), loss, shelf, quantity, reason="sold, not in the books")
    return [found, _sold(session, line, n, shelf, quantity)]
