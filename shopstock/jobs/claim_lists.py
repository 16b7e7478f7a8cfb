"""Lists of claims: what is open, what is too long at a supplier, and which of our units are lent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from shopstock.jobs.claim_steps import rma_of
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.store.claims import ClaimRow, StepRow, lendings, open_claims, steps_of, steps_of_open


@dataclass(frozen=True, slots=True)
class Standing:
    """An open claim and how long: days since it was opened, and since it went to the supplier.

    `contact` is the last day that anything was heard of or asked about it there."""

    claim: ClaimRow
    days: int
    away: int | None
    supplier: str | None
    rma: str | None
    contact: date | None
    waits_for: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Loan:
    """A unit of ours that a customer has for a claim, and when it is due."""

    claim_id: int
    unit_id: int
    serial: str
    since: date
    due_on: date | None


def standing_of(session: Session, of: ClaimRow, steps: list[StepRow] | None = None) -> Standing:
    """How long a claim stands."""
    told = steps_of(session.store, of.id) if steps is None else steps
    today = session.today()
    away = of.state == "at_supplier"
    sent = next((s for s in reversed(told) if s.what in ("sent", "opened")), None) if away else None
    supplier = next((s.supplier for s in reversed(told) if s.supplier), None)
    contact = next((s.day for s in reversed(told) if s.what in ("sent", "chased", "rma", "opened")), None)
    waits = (
        next((s for s in reversed(told) if s.what == "waits"), None) if of.state == "waiting_part" else None
    )
    return Standing(
        of,
        (today - of.day).days,
        (today - sent.day).days if sent else None,
        supplier,
        rma_of(told) if away else None,
        contact if away else None,
        waits.waits_for if waits else None,
        waits.due_on if waits else None,
    )


def open_list(session: Session) -> list[Standing]:
    """All open claims, oldest first."""
    told: dict[int, list[StepRow]] = defaultdict(list)
    for step in steps_of_open(session.store):
        told[step.claim_id].append(step)
    return [standing_of(session, of, told[of.id]) for of in open_claims(session.store)]


def chase_days(session: Session) -> int:
    """How many days a supplier may have a unit before it is on the list."""
    return int(value(session, "claims.chase_days"))


def late_list(session: Session) -> list[Standing]:
    """What is longer at a supplier than `claims.chase_days`: by supplier, the longest first."""
    most = chase_days(session)
    late = [s for s in open_list(session) if s.away is not None and s.away > most]
    return sorted(late, key=lambda s: (s.supplier or "", -(s.away or 0), s.claim.id))


def loans_out(session: Session) -> list[Loan]:
    """Units that are lent now, the longest out first."""
    out: dict[int, Loan] = {}
    for step in lendings(session.store):
        if step.other_unit_id is None:
            continue
        out.pop(step.other_unit_id, None)
        if step.what == "lent":
            out[step.other_unit_id] = Loan(
                step.claim_id, step.other_unit_id, step.other_serial or "", step.day, step.due_on
            )
    return sorted(out.values(), key=lambda loan: (loan.since, loan.unit_id))


_COLUMNS = (
    "paper", "opened", "days", "state", "side", "serial", "sku", "name", "symptom", "basis", "place", "supplier",
    "rma", "days_at_supplier", "last_contact", "waits_for", "due_on",
)  # fmt: skip


def _row(found: Standing) -> tuple[str | None, ...]:
    of = found.claim
    contact = found.contact.isoformat() if found.contact else None
    due = found.due_on.isoformat() if found.due_on else None
    return (
        of.paper, of.day.isoformat(), str(found.days), of.state, of.side, of.serial, of.sku, of.name, of.symptom,
        of.basis, of.place_code, found.supplier, found.rma,
        None if found.away is None else str(found.away), contact, found.waits_for, due,
    )  # fmt: skip


def claims_listing(session: Session, _: Asked) -> Listing:
    """The open claims as a list for a file."""
    return Listing(_COLUMNS, [_row(found) for found in open_list(session)])


def chase_listing(session: Session, _: Asked) -> Listing:
    """The chase list as a list for a file."""
    return Listing(_COLUMNS, [_row(found) for found in late_list(session)])
