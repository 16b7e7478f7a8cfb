"""What is open in the job of claims, and how the screen draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopstock.desk.claim_repair import repair_lines
from shopstock.desk.passport_parts import instant
from shopstock.desk.views.base import Choice
from shopstock.desk.views.claims import (
    ClaimFileLine,
    ClaimLetter,
    ClaimLine,
    ClaimStepLine,
    ClaimsView,
    ClaimView,
    LoanLine,
)
from shopstock.jobs.claim_lists import (
    Loan,
    Standing,
    chase_days,
    late_list,
    loans_out,
    open_list,
    standing_of,
)
from shopstock.jobs.claim_steps import holder
from shopstock.jobs.claims import STATE_WORDS, allowed
from shopstock.jobs.loans import loans_of
from shopstock.jobs.session import Session
from shopstock.jobs.symptoms import symptoms_of
from shopstock.store.catalogue import product
from shopstock.store.claims import ClaimRow, StepRow, claim, files_of, steps_of
from shopstock.store.lots import unit
from shopstock.text import at_place


@dataclass(frozen=True, slots=True)
class Claiming:
    """What is open: a list (open, late, loans), a claim, or one that is being opened.

    `stage` is the question that is asked, `waiting` the letters behind it. Of a claim that is being opened: the unit,
    or the serial and proof of one bought elsewhere; what pays, until when; whether the goods come in and go on."""

    listing: str = "open"
    claim_id: int | None = None
    stage: str = ""
    waiting: str = ""
    unit_id: int | None = None
    serial: str = ""
    product_id: int | None = None
    bought_on: date | None = None
    seller: str = ""
    receipt: str = ""
    basis: str = ""
    until: date | None = None
    takes_in: bool = False
    sends: bool = False
    request_id: str = ""


LETTERS: dict[str, tuple[str, str]] = {
    "T": ("take in", "taken_in"),
    "P": ("wait for part", "waits"),
    "V": ("to supplier", "sent"),
    "B": ("back from supplier", "came_back"),
    "D": ("repaired", "repaired"),
    "X": ("replace", "replaced"),
    "N": ("refuse", "refused"),
    "H": ("hand back", "handed_back"),
    "C": ("close", "closed"),
}
OUTCOMES = {
    "R": "repaired",
    "X": "new serial",
    "N": "refused",
    "K": "credited",
    "U": "as it was",
}


def why_not(session: Session, of: ClaimRow, letter: str) -> str | None:
    """Why a letter does nothing now; None where it does."""
    state = STATE_WORDS[of.state]
    if of.state == "closed":
        return "it is closed"
    if letter in "TXH" and of.side == "supplier":
        return "it is ours, no customer has it"
    if letter == "X" and of.sale_line_id is None:
        return "it was not sold here"
    if letter == "B":
        return None if of.state == "at_supplier" else "it is not at a supplier"
    if of.state == "at_supplier":
        return "it is at the supplier: B when it is back"
    if letter == "T":
        return None if of.place_kind == "customer" else f"it is {at_place(of.place_code)} already"
    if letter == "H":
        return _why_not_handed(session, of)
    if letter == "C":
        return "it is still here: H hands it back" if holder(session, of).place_kind == "visiting" else None
    if letter == "P" and of.state == "waiting_part":
        return None
    return None if allowed(of, LETTERS[letter][1]) else f"it is {state}"


def _why_not_handed(session: Session, of: ClaimRow) -> str | None:
    goods = holder(session, of)
    if goods.place_kind != "visiting":
        return f"it is {at_place(goods.place_code)}"
    return None if allowed(of, "handed_back") else "say first what came of it: D, X or N"


def letters_of(session: Session, of: ClaimRow) -> list[ClaimLetter]:
    """Every letter with its label as it is now, and why it does nothing."""
    return [ClaimLetter(letter, _label(of, letter), why_not(session, of, letter)) for letter in LETTERS]


def _label(of: ClaimRow, letter: str) -> str:
    return "part came" if letter == "P" and of.state == "waiting_part" else LETTERS[letter][0]


def claims_view(session: Session, listing: str) -> ClaimsView:
    """A list of claims, or of loans."""
    days = chase_days(session)
    if listing == "loans":
        loans = [_loan(session, n, loan) for n, loan in enumerate(loans_out(session), 1)]
        return ClaimsView(listing, [], loans, days)
    rows = late_list(session) if listing == "late" else open_list(session)
    return ClaimsView(listing, [_line(n, row) for n, row in enumerate(rows, 1)], [], days)


def _line(n: int, found: Standing) -> ClaimLine:
    of = found.claim
    return ClaimLine(
        n, of.paper, of.day.isoformat(), found.days, of.state, of.side, of.serial, of.sku, of.name, of.symptom,
        of.place_code, found.supplier, found.rma, found.away, _iso(found.contact), found.waits_for,
        _iso(found.due_on),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _loan(session: Session, n: int, loan: Loan) -> LoanLine:
    of = unit(session.store, loan.unit_id)
    name = product(session.store, of.product_id).name
    late = loan.due_on is not None and loan.due_on < session.today()
    paper = claim(session.store, loan.claim_id).paper
    return LoanLine(n, paper, loan.serial, name, loan.since.isoformat(), _iso(loan.due_on), late)


def claim_view(session: Session, claim_id: int, question: str | None) -> ClaimView:
    """One claim with its steps."""
    store = session.store
    of = claim(store, claim_id)
    steps = steps_of(store, claim_id)
    now = standing_of(session, of, steps)
    goods = holder(session, of)
    return ClaimView(
        of.paper, of.state, of.side, of.serial, of.sku, of.name, of.day.isoformat(), now.days, of.symptom, of.note,
        of.basis, of.customer, of.place_code, now.supplier, now.rma, now.away, now.waits_for, _iso(now.due_on),
        goods.serial if goods.id != of.unit_id else None, question, [],
        [ClaimStepLine(instant(session, s.at_us), s.what, s.state, s.staff, note_of(session, s)) for s in steps],
        [ClaimFileLine(f.path, f.size, f.sha256) for f in files_of(store, claim_id)],
        [_loan(session, n, loan) for n, loan in enumerate(loans_of(session, claim_id), 1)],
        letters_of(session, of), repair_lines(session, of),
    )  # fmt: skip


def note_of(session: Session, step: StepRow) -> str | None:
    """What was said with a step, in one line."""
    due = f"due {session.day(step.due_on)}" if step.due_on else None
    amount = session.money(step.amount_minor) if step.amount_minor is not None else None
    rma = f"RMA {step.rma}" if step.rma else None
    said = (step.supplier, rma, step.waits_for, due, step.other_serial, amount, step.note)
    return "  ".join(part for part in said if part) or None


def opening_view(session: Session, state: Claiming, question: str) -> ClaimView:
    """A claim that is being opened."""
    found = unit(session.store, state.unit_id) if state.unit_id is not None else None
    product_id = found.product_id if found else state.product_id
    row = product(session.store, product_id) if product_id is not None else None
    symptoms = symptoms_of(row.category) if row and state.stage == "symptom" else ()
    return ClaimView(
        None, None, "customer" if found is None or found.place_kind in ("customer", "visiting") else "supplier",
        found.serial if found else state.serial, row.sku if row else None, row.name if row else None,
        None, None, None, None, state.basis or "none", None, found.place_code if found else None,
        None, None, None, None, None, None, question,
        [Choice(n, symptom) for n, symptom in enumerate(symptoms, 1)], [], [], [], [],
    )  # fmt: skip
