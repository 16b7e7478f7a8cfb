"""Claims in words: the sentence of one, and the lines that plain mode prints."""

from __future__ import annotations

from datetime import date

from shopstock.days import show_day
from shopstock.desk.views.claims import ClaimLine, ClaimStepLine, ClaimsView, ClaimView, LoanLine
from shopstock.jobs.claim_papers import BASES
from shopstock.jobs.claims import STATE_WORDS
from shopstock.text import at_place, fit, short_code


def _day(text: str | None, today: date) -> str:
    return show_day(date.fromisoformat(text[:10]), today) if text else ""


def state_words(state: str | None) -> str:
    """A state as people say it."""
    return STATE_WORDS.get(state or "", state or "")


def days_words(days: int) -> str:
    """`1 day`, `12 days`."""
    return "1 day" if days == 1 else f"{days} days"


def sentence_of_claim(view: ClaimView) -> str:
    """What it is about, how it stands, since when, where."""
    since = f", {days_words(view.days)} open" if view.days and view.state != "closed" else ""
    where = f", {at_place(view.place)}" if view.state != "closed" and view.place else ""
    what = f"{fit(view.symptom or '', 20)}, {short_code(view.serial)}"
    return f"{view.paper} {state_words(view.state)}{since}: {what}{where}"


def lines_of_claim(view: ClaimView, today: date) -> tuple[str, ...]:
    """The whole claim, line by line."""
    facts = [
        f"  {view.name}  {view.sku}  serial {view.serial}",
        f"  {view.symptom}  {BASES[view.basis]}  {'ours' if view.side == 'supplier' else view.customer or 'no name'}",
    ]
    if view.note:
        facts.append(f"  {view.note}")
    if view.replaced_by:
        facts.append(f"  replaced by serial {view.replaced_by}")
    offered = "  ".join(f"{x.letter} {x.label}" for x in view.letters if x.why_not is None)
    return (
        *facts,
        *(_step(step, today) for step in view.steps),
        *(f"  file {x.path}  {x.size} bytes  SHA-256 {x.sha256[:16]}.." for x in view.files),
        *(f"  lent {_loan(x, today)}" for x in view.loans),
        *((f"  {offered}",) if offered else ()),
    )


def _step(step: ClaimStepLine, today: date) -> str:
    note = f"  {step.note}" if step.note else ""
    return f"  {_day(step.at, today)} {step.at[11:16]}  {step.what.replace('_', ' ')}  {step.by}{note}"


def lines_of_list(view: ClaimsView, today: date) -> tuple[str, ...]:
    """A list, line by line."""
    if view.listing == "loans":
        return tuple(f"  {x.n}  {_loan(x, today)}" for x in view.loans)
    return tuple(_line(row, today) for row in view.rows)


def _line(row: ClaimLine, today: date) -> str:
    how = f"{days_words(row.days)}  {where_words(row, today)}"
    return f"  {row.n}  {row.paper}  {how}  {row.name}  {row.serial}  {row.symptom}"


def where_words(row: ClaimLine, today: date) -> str:
    """How it stands, with what one would ask next: which supplier, which number, which part, since when."""
    if row.away is not None:
        rma = f" RMA {row.rma}" if row.rma else " no RMA"
        return (
            f"at {row.supplier or 'a supplier'} {days_words(row.away)}{rma}, asked {_day(row.contact, today)}"
        )
    if row.waits_for:
        due = f" due {_day(row.due_on, today)}" if row.due_on else ""
        return f"waits for {row.waits_for}{due}"
    return f"{state_words(row.state)}, {at_place(row.place)}"


def _loan(row: LoanLine, today: date) -> str:
    due = f"  due {_day(row.due_on, today)}" if row.due_on else ""
    return f"{row.serial}  {row.name}  {row.paper}  since {_day(row.since, today)}{due}{'  LATE' if row.late else ''}"
