"""Repairs at the till: the ticket that pays one and hands the goods over, and parts that are sold inside a unit.

A ticket pays at most one repair, and all of it: a line that is taken out would be a part given away in silence.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from shopstock.jobs.session import Session
from shopstock.jobs.wanted import Line, Wanted
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.fitted import FittedRow, parts_in, parts_of_claim
from shopstock.store.ledger import Step
from shopstock.store.parts import Part


class NotWhole(Refusal):
    """The lines of a repair on this ticket are not those of its accepted quote."""

    id = "repair.not_whole"


class Paying(NamedTuple):
    """The repair that a ticket pays, and by which quote."""

    claim_id: int
    quote_id: int


def check(session: Session, lines: tuple[Wanted, ...]) -> Paying | None:
    """The repair that these lines pay; None for an ordinary ticket. Raises NotWhole and what `pick_up` raises."""
    claims = {wanted.repair[0] for wanted in lines if wanted.repair}
    if not claims:
        return None
    from shopstock.jobs.claims import NotNow
    from shopstock.jobs.quotes import NoQuote, pick_up, quote_of

    if len(claims) > 1:
        raise BadInput("a ticket pays one repair: park one of them", Key("-", "remove"))
    (claim_id,) = claims
    try:
        offers = [one for one, _, _ in pick_up(session, claim_id)]
    except (NoQuote, NotNow) as moved_on:
        raise NotWhole(moved_on.text, Key("-", "remove")) from moved_on
    found = [(o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor, o.repair) for o in offers]
    given = [
        (w.product_id, w.lot_id, w.unit_id, w.quantity, w.price_minor, w.repair) for w in lines if w.repair
    ]
    known = quote_of(session, claim_id)
    if Counter(found) != Counter(given) or known is None:
        raise NotWhole("not the repair as quoted any more: remove it, #W- again", Key("-", "remove"))
    return Paying(claim_id, known.row.id)


def sealed_with(session: Session, lines: list[Line], paying: Paying | None) -> tuple[list[Step], list[Part]]:
    """What a ticket seals beside its lines: the parts sold from a repair, the repair it pays, and the parts that go
    along inside a unit of ours."""
    steps: list[Step] = []
    parts: list[Part] = []
    for _, _, wanted in lines:
        if wanted.unit_id is None or wanted.repair:
            continue
        inside = [part for part in parts_in(session.store, wanted.unit_id) if part.here]
        if inside:
            from shopstock.jobs.parts import going_along

            along, drafts = going_along(session, inside)
            steps += along
            parts += drafts
    if paying is not None:
        parts += _sold_parts(session, lines, paying)
    return steps, parts


def _sold_parts(session: Session, lines: list[Line], paying: Paying) -> list[Part]:
    from shopstock.store.quotes import ClaimSaleDraft

    now: dict[int, FittedRow] = {part.line: part for part in parts_of_claim(session.store, paying.claim_id)}
    parts: list[Part] = []
    for _, _, wanted in lines:
        if wanted.repair and wanted.repair[1]:
            part = now[wanted.repair[1]]
            parts.append(part.stepped("sold", wanted.quantity))
            now[part.line] = part._replace(seq=part.seq + 1, here=part.here - wanted.quantity)
    return [*parts, ClaimSaleDraft(paying.claim_id, paying.quote_id)]


def hand_over(session: Session, request_id: str, paying: Paying | None) -> None:
    """After the ticket, in its transaction: the claim is repaired and the goods are handed back."""
    if paying is not None:
        from shopstock.jobs.quotes import picked_up

        picked_up(session, request_id, paying.claim_id)
