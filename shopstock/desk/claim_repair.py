"""What the bench did for a claim, in a line each: parts in its unit, and its quote."""

from __future__ import annotations

from shopstock.amounts import show_decimal
from shopstock.jobs.quotes import quote_of, said_total
from shopstock.jobs.session import Session
from shopstock.store.claims import ClaimRow
from shopstock.store.fitted import parts_of_claim
from shopstock.text import fit


def repair_lines(session: Session, of: ClaimRow) -> list[str]:
    """`1 Screen X2 SC-1`, then `quote accepted 124.00, valid to 06 Dec`."""
    lines = [
        f"{show_decimal(part.inside, part.decimals)} {fit(part.name, 30)} {part.serial or part.lot_code}".rstrip()
        for part in parts_of_claim(session.store, of.id)
        if part.inside
    ]
    known = quote_of(session, of.id)
    return [*lines, *([f"quote {known.told} {said_total(session, known)}"] if known else [])]
