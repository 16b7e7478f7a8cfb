"""`@name`, `@phone` or `@e-mail` in any job: one is meant, several of one name are a numbered choice, none is new."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.mode import Mode
from shopstock.jobs.people import all_known, meet
from shopstock.store.customers import own_row
from shopstock.store.people import PartyRow
from shopstock.text import fit

Then = Callable[[int, str, bool], Answer]  # id, name, whether they are new here


def meeting(mode: Mode[Any], kind: Literal["supplier", "customer"], typed: str, then: Then) -> Answer:
    """What the job answers once it is clear who is meant."""
    known = all_known(mode.session, kind, typed)
    if len(known) < 2:
        met = meet(mode.session, kind, typed)
        return then(met.who.id, met.who.name, met.new)
    options = [Option(_told(mode, who), None, partial(then, who.id, who.name, False)) for who in known]
    said = f"{len(known)} are called {fit(known[0].name, 24)}: which one? A number picks"
    return mode.ask_which(f"{mode.desk.job}.which_person", said, *options)


def _told(mode: Mode[Any], who: PartyRow) -> str:
    """What tells two people of one name apart, as far as anything is known."""
    if who.kind == "supplier":
        return f"{who.name}  {who.phone or ''}".strip()
    row = own_row(mode.session.store, who.id)
    more = "  ".join(part for part in (row.phone, row.email, row.street, row.town) if part)
    since = mode.session.day(mode.session.day_at(row.created_at_us))
    return f"{fit(row.name, 30)}  {more or f'known since {since}'}"
