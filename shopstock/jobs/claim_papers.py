"""The intake slip of a claim, made from the ledger each time it is printed."""

from __future__ import annotations

from shopstock.days import show_day
from shopstock.jobs.claim_lists import standing_of
from shopstock.jobs.claim_steps import holder
from shopstock.jobs.loans import loans_of
from shopstock.jobs.receipts import letterhead_then
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.papers import intake_slip
from shopstock.papers.intake_slip import IntakeSlip
from shopstock.papers.sheet import Row
from shopstock.store.claims import claim, steps_of

# What pays, as a claim and its papers say it.
BASES = {
    "shop": "shop warranty",
    "legal": "legal warranty",
    "supplier": "supplier's warranty",
    "extension": "extended warranty",
    "goodwill": "goodwill",
    "paid": "customer pays",
    "none": "nobody yet",
}


def slip_of(session: Session, claim_id: int, *, copy: bool = False) -> IntakeSlip:
    """The slip of a claim as it stands now."""
    of = claim(session.store, claim_id)
    steps = steps_of(session.store, claim_id)
    due = standing_of(session, of, steps).due_on
    notes = (of.note, *(step.note for step in steps if step.what == "note"))
    return IntakeSlip(
        letterhead_then(session, claim_id),
        of.paper,
        show_day(of.day),
        of.name,
        of.serial,
        of.symptom,
        BASES[of.basis],
        of.staff,
        here=holder(session, of).place_kind != "customer",
        notes=tuple(note for note in notes if note),
        customer=of.customer,
        due=show_day(due) if due else None,
        lent=tuple(loan.serial for loan in loans_of(session, claim_id)),
        disclaimer=value(session, "claims.disclaimer"),
        copy=copy,
    )


def rows_of_claim(session: Session, claim_id: int, *, copy: bool) -> tuple[Row, ...]:
    """The slip as rows."""
    return intake_slip.rows(slip_of(session, claim_id, copy=copy))
