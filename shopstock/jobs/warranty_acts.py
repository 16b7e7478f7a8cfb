"""What people agree or tell about a warranty apart from a sale: a term for one piece, goodwill, and the day on which a
term begins that waits for a delivery or an activation. Each is a booking with the person's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shopstock.days import Term, last_day, show_day
from shopstock.jobs.country import EU, country
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import covers_of, is_out, summed
from shopstock.jobs.warranty_terms import ONE_DAY, Agreed, copied, extended, spans, terms_of_line
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.covers import CoverDraft, CoverRow, later_covers
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.lots import UnitRow, unit
from shopstock.store.tickets import SoldLine, last_sale_of, sold_line, ticket
from shopstock.text import fit, short_code

FIND = Key("F3", "find")
_YEAR = Term(1, "years")
Begins = Literal["delivery", "activation"]
_TOLD = {"delivery": "delivered", "activation": "activated"}


class NotHere(Refusal):
    """The piece is neither in the shop nor with a customer: there is nobody to agree a warranty with."""

    id = "warranty.not_here"


class NothingWaits(Refusal):
    """No term waits for that."""

    id = "warranty.nothing_waits"


class WrongDay(BadInput):
    """A day on which a term cannot begin."""

    id = "warranty.wrong_day"


class TooShort(BadInput):
    """Less than the law lets people agree."""

    id = "warranty.too_short"


@dataclass(frozen=True, slots=True)
class Given:
    """A term that was agreed for one piece: the booking, and what was written."""

    posted: Posted
    terms: tuple[CoverDraft, ...]


def give_term(
    session: Session,
    request_id: str,
    unit_id: int,
    term: Term | None,
    *,
    lifetime: bool = False,
    legal: bool = False,
    note: str | None = None,
) -> Given:
    """Agree a term for one piece; with neither `term` nor `lifetime` none at all.

    Before it is sold this is its own warranty (used goods), or with `legal` the legal one, which for used goods may be
    shorter, but not under a year: Directive (EU) 2019/771, Article 10 (6). After the sale it is goodwill: it begins
    when all else has ended, and needs the right to it. Raises NeedsApproval, NotHere or TooShort."""
    with session.store.transaction():
        found = unit(session.store, unit_id)
        sale = last_sale_of(session.store, unit_id)
        if sale is not None and is_out(sale):
            require(session, Right.REFUND)
            draft = _goodwill(session, found, sale, Agreed("goodwill", term, lifetime, "day", note))
        elif found.place_kind in ("shelf", "back", "consignment", "quarantine", "bench"):
            if legal and term and country(session) in EU and term.until(_DAY) < _YEAR.until(_DAY):
                raise TooShort("the law lets people agree on a year at the least for used goods")
            kind: Literal["legal", "shop"] = "legal" if legal else "shop"
            draft = CoverDraft(kind, "sale", None, term, None, lifetime=lifetime, unit_id=unit_id, note=note)
        else:
            where = fit(found.place_code or "no place", 12)
            raise NotHere(f"{short_code(found.serial)} is at {where}: no warranty is agreed now", FIND)
        before = booked(session.store, request_id)
        return Given(before or _booked(session, request_id, found, draft), (draft,))


_DAY = date(2027, 1, 1)  # any day: two terms are told apart by where they end


def _goodwill(session: Session, found: UnitRow, sale: SoldLine, agreed: Agreed) -> CoverDraft:
    """From the day after the last cover, or from today where nothing covers it."""
    today = session.today()
    others = [each for each in covers_of(session, found, sale=sale) if each.kind != "goodwill"]
    now = summed(others, today)
    starts = now.until + ONE_DAY if now.status == "in" and now.until else today
    if not agreed:
        return CoverDraft("goodwill", "day", None, None, None, sale_line_id=sale.id, note=agreed.note)
    until = agreed.term.until(starts) if agreed.term else None
    return CoverDraft(
        "goodwill", "day", starts, agreed.term, until, lifetime=agreed.lifetime, sale_line_id=sale.id,
        note=agreed.note,
    )  # fmt: skip


def _booked(session: Session, request_id: str, found: UnitRow, draft: CoverDraft) -> Posted:
    """The term as it is told in the story of the piece."""
    length = "lifetime" if draft.lifetime else str(draft.term or "none")
    ends = f", to {show_day(draft.until)}" if draft.until else ""
    what = "goodwill" if draft.kind == "goodwill" else "warranty"
    told = EventDraft(
        what, found.product_id, unit_id=found.id, became=length, note=f"{draft.note or draft.kind}{ends}"
    )
    return post(session.store, replace(session.draft("event", request_id), events=(told,), parts=(draft,)))


def begin_terms(
    session: Session, request_id: str, lines: Sequence[SoldLine], what: Begins, day: date
) -> Given:
    """Goods were delivered, or activated, on `day`: the terms of these lines that wait for it begin then.

    Told again with another day, they begin then instead; that needs a right. Raises NothingWaits, WrongDay or
    NeedsApproval."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        drafts: list[CoverDraft] = []
        events: list[EventDraft] = []
        for line in lines:
            rows = terms_of_line(session, line) if is_out(line) else []
            meant = [row for row in rows if row.runs_from == what]
            if not meant:
                continue
            _check_day(session, line, day, what)
            if any(row.starts_on for row in meant):
                require(session, Right.REFUND)
            drafts += _begun(rows, meant, day)
            events.append(
                EventDraft(_TOLD[what], line.product_id, unit_id=line.unit_id, became=show_day(day))
            )
        if not drafts:
            raise NothingWaits(f"no warranty of it waits for its {what}", FIND)
        posted = before or post(
            store,
            replace(session.draft("event", request_id), events=tuple(events), parts=tuple(drafts)),
        )
        return Given(posted, tuple(drafts))


def _check_day(session: Session, line: SoldLine, day: date, what: Begins) -> None:
    sold = ticket(session.store, line.booking_id).day
    if day < sold:
        raise WrongDay(f"it was sold {session.day(sold)}: its {what} is not before that")
    if day > session.today():
        raise WrongDay(f"{show_day(day)} is still to come. Tell it when it is there")


def _begun(rows: Sequence[CoverRow], meant: Sequence[CoverRow], day: date) -> list[CoverDraft]:
    """The rows with their days; extensions are laid behind the others again."""
    base = [_from(row, day) for row in meant if row.kind != "extension"]
    others = [copied(row) for row in rows if row.kind != "extension" and row not in meant]
    found, laid = list(base), [*others, *base]
    for row in meant:
        if row.kind == "extension" and row.term:
            draft = extended(laid, row.term, day)
            draft = replace(
                draft, runs_from=row.runs_from, sale_line_id=row.sale_line_id, paid_line_id=row.paid_line_id
            )
            found.append(draft)
            laid.append(draft)
    return found


def _from(row: CoverRow, day: date) -> CoverDraft:
    if row.term is None:
        return copied(row, starts_on=day)
    return copied(row, starts_on=day, until=last_day(day, spans(row), row.extra_days))


def rests_on(session: Session, booking_id: int) -> str | None:
    """The paper of an extension that was bought later for something sold by this booking, and still stands."""
    for row in later_covers(session.store, booking_id):
        if row.kind == "extension" and row.paid_line_id is not None:
            paid = sold_line(session.store, row.paid_line_id)
            if is_out(paid) and paid.booking_id != booking_id:
                return ticket(session.store, paid.booking_id).paper
    return None
