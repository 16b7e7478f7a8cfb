"""An extension that a customer buys: more warranty for one piece, which is on the same ticket or was sold before.

It begins where everything else ends, the shop's own warranty and what the law gives, since nobody wants to pay for
what they have already; and it ends on the day on which one term of both lengths would end. Its money back, it is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, NamedTuple

from shopstock.days import show_day
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import is_out
from shopstock.jobs.warranty_terms import at_sale, extended, extension_of, terms_of_line
from shopstock.refusal import Key, Refusal, State
from shopstock.store.catalogue import ProductRow
from shopstock.store.covers import CoverDraft, CoverRow
from shopstock.store.ledger import EventDraft
from shopstock.store.lots import UnitRow, unit
from shopstock.store.tickets import SoldLine, last_sale_of
from shopstock.text import fit, short_code

REMOVE = Key("-", "remove")


class WhichPiece(Refusal):
    """An extension is for one piece, and nobody said which."""

    id = "sell.which_piece"
    state: ClassVar[State] = "ASK"


class NothingToExtend(Refusal):
    """That piece is covered for a lifetime, or it is not with a customer."""

    id = "sell.nothing_to_extend"


class Selling(NamedTuple):
    """What a line of a ticket sells: a product, the piece where it has one, the piece that it extends."""

    product: ProductRow
    unit_id: int | None
    extends_unit_id: int | None = None


def which_piece(row: ProductRow) -> WhichPiece:
    """The question for the serial of the piece that an extension is for."""
    return WhichPiece(f"{fit(row.name, 24)} is for which piece? Scan its serial", REMOVE)


def extension(session: Session, lines: Sequence[Selling], n: int, day: date) -> CoverDraft:
    """The term that line `n` (from 1) of a ticket sells; raises WhichPiece or NothingToExtend."""
    return _extensions(session, lines, day)[n]


def covers_of_ticket(
    session: Session, lines: Sequence[Selling], day: date
) -> tuple[list[CoverDraft], list[EventDraft]]:
    """All terms that a ticket agrees, and what the pieces' stories tell of it."""
    covers = [
        draft
        for n, line in enumerate(lines, 1)
        for draft in at_sale(session, line.product, line.unit_id, n, day)
    ]
    told = []
    for n, draft in _extensions(session, lines, day).items():
        covers.append(draft)
        ends = f"to {show_day(draft.until)}" if draft.until else None
        bought = lines[n - 1]
        told.append(
            EventDraft(
                "extended",
                bought.product.id,
                unit_id=bought.extends_unit_id,
                became=str(draft.term),
                note=ends,
            )
        )
    return covers, told


def _extensions(session: Session, lines: Sequence[Selling], day: date) -> dict[int, CoverDraft]:
    """Line by line: a second one for the same piece begins where the first ends."""
    found: dict[int, CoverDraft] = {}
    bases: dict[int, list[CoverDraft | CoverRow]] = {}
    for n, line in enumerate(lines, 1):
        by = extension_of(line.product)
        if by is None:
            continue
        if line.extends_unit_id is None:
            raise which_piece(line.product)
        here = next((m for m, other in enumerate(lines, 1) if other.unit_id == line.extends_unit_id), None)
        base = bases.setdefault(line.extends_unit_id, _base(session, lines, line.extends_unit_id, here, day))
        draft = replace(_of_piece(session, line.extends_unit_id, here, extended(base, by, day)), paid_line=n)
        base.append(draft)
        found[n] = draft
    return found


def _base(
    session: Session, lines: Sequence[Selling], unit_id: int, here: int | None, day: date
) -> list[CoverDraft | CoverRow]:
    """What covers the piece without this extension."""
    piece = unit(session.store, unit_id)
    if here is not None:
        base: list[CoverDraft | CoverRow] = [*at_sale(session, lines[here - 1].product, unit_id, here, day)]
    else:
        base = [*terms_of_line(session, sold_to_someone(session, piece))]
    if any(row.lifetime and row.kind in ("shop", "extension") for row in base):
        raise NothingToExtend(f"{short_code(piece.serial)} is covered for its lifetime", REMOVE)
    return base


def _of_piece(session: Session, unit_id: int, here: int | None, draft: CoverDraft) -> CoverDraft:
    if here is not None:
        return replace(draft, line=here)
    return replace(draft, sale_line_id=sold_to_someone(session, unit(session.store, unit_id)).id)


def sold_to_someone(session: Session, piece: UnitRow) -> SoldLine:
    """The sale that a piece is out on; raises NothingToExtend where it is with nobody."""
    sale = last_sale_of(session.store, piece.id)
    if sale is None or not is_out(sale):
        where = fit(piece.place_code or "no place", 12)
        raise NothingToExtend(f"{short_code(piece.serial)} is at {where}, with no customer", REMOVE)
    return sale
