"""A return that is refused: nothing moves, and the reason stays with the goods in the words of who refused."""

from __future__ import annotations

from dataclasses import replace

from shopstock.jobs.names_out import no_names
from shopstock.jobs.return_rules import REASONS, Look, check_left
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.refusals import REFUSED, refusals_of
from shopstock.text import clean_text, fit

LONGEST = 200


def _line(look: Look) -> str:
    return f"{look.sold.paper} line {look.line.n}"


def refuse(session: Session, request_id: str, look: Look, letter: str, words: str) -> Posted:
    """Note that a line is not taken back, and why; `letter` is what the customer said. Raises BadInput without a
    reason in words."""
    reason = clean_text(words)
    if not any(c.isalpha() for c in reason):
        raise BadInput("say in words why it is refused")
    if len(reason) > LONGEST:
        raise BadInput(f"that has {len(reason)} characters, {LONGEST} is the most")
    with session.store.transaction():
        before = booked(session.store, request_id)
        if before:
            return before
        check_left(look, 1)
        no_names(session, look.sold.party_id, reason)
        line = look.line
        event = EventDraft(
            REFUSED, line.product_id, line.lot_id, line.unit_id, _line(look), REASONS[letter], reason
        )  # fmt: skip
        return post(session.store, replace(session.draft("event", request_id), events=(event,)))


def refused_before(session: Session, look: Look) -> tuple[str, ...]:
    """Every refusal of that line: `refused 12 Nov, Mia: water damage`."""
    rows = refusals_of(session.store, look.line.product_id, look.line.lot_id, _line(look))
    return tuple(
        f"refused {session.day(session.day_at(row.at_us))}, {fit(row.staff, 12)}: {row.note}" for row in rows
    )
