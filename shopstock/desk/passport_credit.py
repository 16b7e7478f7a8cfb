"""The passport of a store credit, and how it is told in words."""

from __future__ import annotations

from datetime import date

from shopstock.days import show_day
from shopstock.desk.passport_parts import instant
from shopstock.desk.views.credit import CreditMove, CreditView
from shopstock.jobs.session import Session
from shopstock.store.credits import CreditRow, credit, credit_steps
from shopstock.store.ledger import paper_name


def credit_passport(session: Session, credit_id: int) -> CreditView:
    """Everything about one credit."""
    found = credit(session.store, credit_id)
    steps = credit_steps(session.store, found.code)
    return CreditView(
        found.code,
        session.money(found.face_minor),
        session.money(found.left_minor),
        _state(session, found, steps[-1].what),
        found.expires_on.isoformat() if found.expires_on else None,
        [
            CreditMove(
                instant(session, s.at_us), s.what, session.money(s.amount_minor), session.money(s.after_minor),
                paper_name(s.series, s.number), s.staff, s.customer,
            )
            for s in steps
        ],
    )  # fmt: skip


def _state(session: Session, found: CreditRow, last: str) -> str:
    if last == "withdrawn":
        return "withdrawn"
    if not found.left_minor:
        return "spent"
    return "over" if found.expires_on and found.expires_on < session.today() else "open"


def sentence_of_credit(view: CreditView, today: date) -> str:
    """`SC-7K2M-9QXT: 6.00 of 30.00 left, good until 22 May 2027`."""
    until = ", never ends"
    if view.expires_on:
        day = show_day(date.fromisoformat(view.expires_on), today)
        until = f", was good until {day}" if view.state == "over" else f", good until {day}"
    if view.state in ("spent", "withdrawn"):
        until = f", {view.state}"
    return f"{view.code}: {view.left} of {view.worth} left{until}"


def lines_of_credit(view: CreditView, today: date) -> tuple[str, ...]:
    """Its story, a line for each step."""
    return tuple(
        f"  {show_day(date.fromisoformat(m.at[:10]), today)}  {m.what.replace('_', ' ')} {m.amount}  "
        f"left {m.left}  {m.paper or ''}  {m.by}  {m.customer or ''}".rstrip()
        for m in view.moves
    )
