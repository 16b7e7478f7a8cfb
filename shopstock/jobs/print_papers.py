"""What a print job becomes on paper: rows that were kept with it, or made from its booking when its turn comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from shopstock.jobs import settings
from shopstock.jobs.paper_files import WIDTH
from shopstock.jobs.session import Session
from shopstock.papers.sheet import Row
from shopstock.refusal import Refusal
from shopstock.store import print_jobs
from shopstock.store.ledger import last_number
from shopstock.store.print_jobs import JobRow
from shopstock.store.tickets import Ticket, lines_of, ticket, ticket_numbered
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.jobs.print_worker import Printable

# the kinds that are made from the ledger, and of which bookings
KINDS: dict[str, tuple[str, ...]] = {"receipt": ("sale", "return", "void"), "slip": ("sale",)}
COPY = Row("COPY", kind="big")


class NoPaper(Refusal):
    """This booking has no paper of that kind."""

    id = "print.no_paper"


class Paper(NamedTuple):
    """A paper that can be made from the ledger: its kind, its number, its booking."""

    kind: str
    title: str
    booking_id: int

    @property
    def called(self) -> str:
        """As it is said."""
        return self.title if self.kind == "receipt" else f"{self.kind} of {self.title}"


@dataclass(frozen=True, slots=True)
class RowsPaper:
    """Rows of a paper for a printer of `width` columns."""

    rows: tuple[Row, ...]
    width: int = WIDTH

    def rendered(self, form: str) -> tuple[bytes, str]:
        """The paper; what its form needs is imported here, in the printing thread."""
        from shopstock.papers.outputs import SUFFIXES, Form, rendered

        as_form = cast(Form, form)
        return rendered(self.rows, as_form, self.width), SUFFIXES[as_form].removeprefix(".")


@dataclass(frozen=True, slots=True)
class LabelsPaper:
    """Labels as a print job keeps them, for a label printer."""

    body: str

    def rendered(self, form: str) -> tuple[bytes, str]:
        """The labels as ZPL or PDF; what draws them is imported here, in the printing thread."""
        from shopstock.papers.label_output import Format, from_json, rendered

        labels, spec = from_json(self.body)
        return rendered(labels, replace(spec, format=cast(Format, form))), form


def body_of_rows(rows: Sequence[Row]) -> str:
    """Rows as the text that a print job keeps."""
    return json.dumps({"rows": [list(row) for row in rows]}, ensure_ascii=False, separators=(",", ":"))


def rows_of_body(body: str) -> tuple[Row, ...]:
    """The rows that a print job kept."""
    return tuple(Row(*row) for row in json.loads(body)["rows"])


def paper_of(session: Session, job: JobRow) -> Printable:
    """The paper of a job as it is printed now: a copy where it went out before. Raises NoPaper where there is none."""
    copy = job.booking_id is not None and print_jobs.was_printed(session.store, job.booking_id, job.kind)
    body = print_jobs.body_of(session.store, job.id)
    if job.printer == "labels":
        return LabelsPaper(body or "")
    rows = rows_of_body(body) if body else rows_of_booking(session, job.kind, job.booking_id or 0)
    return RowsPaper(((COPY, *rows) if copy else rows) * job.copies, _width(session))


def paper_numbered(session: Session, kind: str, number: str) -> Paper:
    """The paper of that number, such as `#R1-000123`; raises NoPaper where there is none of that kind."""
    series, _, digits = number.removeprefix("#").upper().rpartition("-")
    known = series and digits.isascii() and digits.isdigit() and len(digits) <= 9
    found = ticket_numbered(session.store, series, int(digits)) if known else None
    if found is None:
        raise NoPaper(f"there is no paper {fit(number, 24)} here")
    return _paper(kind, found)


def paper_of_booking(session: Session, kind: str, booking_id: int) -> Paper:
    """The paper of a booking; raises NoPaper where it has none of that kind."""
    return _paper(kind, ticket(session.store, booking_id))


def last_paper(session: Session, kind: str) -> Paper:
    """The newest paper of this till; raises NoPaper where it has none."""
    number = last_number(session.store, session.till.prefix)
    if number is None:
        raise NoPaper(f"{fit(session.till.name, 24)} has no paper yet")
    return paper_numbered(session, kind, f"{session.till.prefix}-{number}")


def _paper(kind: str, booking: Ticket) -> Paper:
    if booking.paper is None or booking.kind not in KINDS[kind]:
        raise NoPaper(f"{booking.paper or 'that'} has no {kind} to print")
    return Paper(kind, booking.paper, booking.id)


def rows_of_booking(session: Session, kind: str, booking_id: int) -> tuple[Row, ...]:
    """The rows of a paper that is made from the ledger."""
    booking = ticket(session.store, booking_id)
    lines = lines_of(session.store, booking_id)
    total = sum(line.amount_minor for line in lines)
    return (
        Row(session.shop.name, kind="title"),
        Row(booking.paper or kind, f"{booking.day}"),
        *(Row(line.name, session.money(line.amount_minor)) for line in lines),
        Row("TOTAL", session.money(total), "total"),
    )


def _width(session: Session) -> int:
    name = "receipt.width"
    return int(settings.value(session, name)) if name in settings.BY_NAME else WIDTH
