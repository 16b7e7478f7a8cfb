"""A row of the check that is named by its code, as the sheet to walk with has it: scanned or typed back in."""

from __future__ import annotations

from collections.abc import Sequence

from shopstock import clock
from shopstock.codes.row_code import BadRowCode, RowCode
from shopstock.jobs.due import Due
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.check_record import checked_between
from shopstock.store.lots import lot
from shopstock.store.places import place
from shopstock.store.stock import lot_places
from shopstock.text import fit


class RowGone(Refusal):
    """What the code names is not in the list any more."""

    id = "dates.row_gone"


class RowDone(Refusal):
    """What the code names was done already."""

    id = "dates.row_done"


def number_of(session: Session, rows: Sequence[Due], code: RowCode) -> int:
    """The number that the row has now; raises RowDone, RowGone, or BadRowCode for goods of no shop here."""
    key = code.lot_id, code.place_id
    for n, due in enumerate(rows, 1):
        if (due.row.lot_id, due.row.place_id) == key:
            if due.action is not None:
                raise RowDone(f"row {n} is done: {_done(session, due, key)}", Key("F12", "undo"))
            return n
    raise _gone(session, key)


def _done(session: Session, due: Due, key: tuple[int, int]) -> str:
    today = session.today()
    did = [r for r in checked_between(session.store, today, today) if (r.lot_id, r.place_id) == key]
    last = next((r for r in reversed(did) if r.undone_id is None), None)
    said = (due.action or "").replace("_", " ")
    if last is None:
        return said
    return f"{said}, {fit(last.staff, 16)} {clock.local(last.at_us, session.shop.zone):%H:%M}"


def _gone(session: Session, key: tuple[int, int]) -> Refusal:
    store = session.store
    try:
        of_lot, at = lot(store, key[0]), place(store, key[1])
    except LookupError:
        return BadRowCode("that row code is of another shop: nothing here has it", Key("a number", "row"))
    what = f"{fit(product(store, of_lot.product_id).name, 20)} lot {fit(of_lot.code, 10)}"
    there = any(s.place_id == at.id and s.quantity > 0 for s in lot_places(store, of_lot.id))
    said = f"{what} is not due now" if there else f"{what} is gone from {fit(at.code, 14)}"
    return RowGone(said, Key("F3", "find"))
