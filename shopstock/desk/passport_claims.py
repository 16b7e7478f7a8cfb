"""Claims in the passport of a unit: each with its age, their steps in its story, and where it was bought elsewhere."""

from __future__ import annotations

from datetime import date

from shopstock.days import show_day
from shopstock.desk.claim_view import note_of
from shopstock.desk.claim_words import state_words
from shopstock.desk.passport_parts import instant
from shopstock.desk.views.find import BoughtElsewhere, HistoryRow, UnitClaim
from shopstock.jobs.session import Session
from shopstock.store.claims import ClaimRow, claims_of, proof_behind, steps_of

_MOVED = {
    "taken_in",
    "handed_back",
    "sent",
    "lent",
    "lent_back",
}  # their movements stand in the story already


def claims_of_unit(session: Session, unit_id: int) -> list[UnitClaim]:
    """Every claim about a unit, oldest first."""
    return [_claim(session, of) for of in claims_of(session.store, unit_id)]


def _claim(session: Session, of: ClaimRow) -> UnitClaim:
    upto = session.today() if of.open else of.last_day
    return UnitClaim(of.paper, of.day.isoformat(), of.symptom, of.state, (upto - of.day).days)


def bought_elsewhere(session: Session, unit_id: int) -> BoughtElsewhere | None:
    """The proof that a unit came in with; None for one that was sold or received here."""
    proof = proof_behind(session.store, unit_id)
    if proof is None:
        return None
    until = proof.warranty_until
    return BoughtElsewhere(
        proof.bought_on.isoformat(), proof.seller, proof.receipt, until.isoformat() if until else None
    )


def claim_history(session: Session, unit_id: int) -> list[HistoryRow]:
    """What happened to the claims of a unit, beside the movements: opened, repaired, refused, asked again ..."""
    rows: list[HistoryRow] = []
    for of in claims_of(session.store, unit_id):
        for step in steps_of(session.store, of.id):
            if step.what in _MOVED:
                continue
            said = of.symptom if step.what == "opened" else note_of(session, step)
            what = f"claim {step.what.replace('_', ' ')}"
            rows.append(
                HistoryRow(instant(session, step.at_us), what, None, None, of.paper, step.staff, said)
            )
    return rows


def with_claims(session: Session, unit_id: int, story: list[HistoryRow]) -> list[HistoryRow]:
    """The story of a unit with the steps of its claims, each after what moved in the same booking."""
    told = claim_history(session, unit_id)
    return sorted([*story, *told], key=lambda row: row.at) if told else story


def claim_lines(claims: list[UnitClaim], proof: BoughtElsewhere | None, today: date) -> tuple[str, ...]:
    """Claims and the proof, line by line."""
    lines = [
        f"  claim {x.paper}  {show_day(date.fromisoformat(x.opened), today)}  {x.symptom}  {state_words(x.state)}"
        for x in claims
    ]
    if proof:
        day = show_day(date.fromisoformat(proof.bought_on), today)
        lines.insert(0, f"  bought elsewhere {day}, {proof.seller}  {proof.receipt or ''}".rstrip())
    return tuple(lines)
