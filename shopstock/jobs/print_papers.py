"""What a print job becomes on paper: rows that were kept with it, or made from its booking when its turn comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from shopstock import clock
from shopstock.jobs import receipts, settings
from shopstock.jobs.find import find_paper
from shopstock.jobs.session import Session
from shopstock.papers.sheet import CUT, Row
from shopstock.refusal import Refusal
from shopstock.store import print_jobs
from shopstock.store.print_jobs import JobRow
from shopstock.store.receipts import last_paper as last_ticket
from shopstock.store.tickets import Ticket, ticket
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.jobs.print_worker import Printable
    from shopstock.papers import pdf

# the kinds that are made from the ledger, and of which bookings
KINDS: dict[str, tuple[str, ...]] = {
    "receipt": ("sale", "return", "void"),
    "slip": ("sale",),
    "gift": ("sale",),
    "claim": ("claim",),
}
DRAWER_US = 60_000_000  # a receipt that comes out later than that opens no drawer: nobody may stand there
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
        if self.kind == "gift":
            return f"gift receipt of {self.title}"
        return self.title if self.kind in ("receipt", "claim") else f"{self.kind} of {self.title}"


@dataclass(frozen=True, slots=True)
class RowsPaper:
    """Rows of a paper for a printer of `width` columns; `page` is that of a PDF, `code_page` the printer's letters."""

    rows: tuple[Row, ...]
    width: int
    page: pdf.Page
    code_page: str

    def rendered(self, form: str) -> tuple[bytes, str]:
        """The paper; what its form needs is imported here, in the printing thread."""
        from shopstock.papers.outputs import SUFFIXES, Form, rendered

        as_form = cast(Form, form)
        data = rendered(self.rows, as_form, self.width, page=self.page, code_page=self.code_page)
        return data, SUFFIXES[as_form].removeprefix(".")


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
    if body:
        rows = (COPY, *rows_of_body(body)) if copy else rows_of_body(body)
    else:
        rows = rows_of_booking(session, job.kind, job.booking_id or 0, copy=copy)
    if clock.now_us() - job.made_at_us > DRAWER_US:
        rows = tuple(row for row in rows if row.kind != "drawer")
    return RowsPaper(
        (rows + (CUT, *rows) * (job.copies - 1)),
        int(settings.value(session, "receipt.width")),
        cast("pdf.Page", settings.value(session, "receipt.paper")),
        settings.value(session, "receipt.code_page"),
    )


def paper_numbered(session: Session, kind: str, number: str) -> Paper:
    """The paper of that number, such as `#R1-000123`; raises NoPaper or NoReceipt where there is none."""
    found = find_paper(session, number.removeprefix("#"))
    if found is None:
        raise NoPaper(f"there is no paper {fit(number, 24)} here")
    return paper_of_booking(session, kind, found.id)


def paper_of_booking(session: Session, kind: str, booking_id: int) -> Paper:
    """The paper of a booking; raises NoPaper or NoReceipt where it has none."""
    return _paper(session, kind, ticket(session.store, booking_id))


def last_paper(session: Session, kind: str) -> Paper:
    """The newest paper of this till; raises NoPaper where it has none."""
    newest = last_ticket(session.store, session.till.id)
    if newest is None:
        raise NoPaper(f"{fit(session.till.name, 24)} has no paper yet")
    return paper_of_booking(session, kind, newest)


def _paper(session: Session, kind: str, booking: Ticket) -> Paper:
    if kind == "receipt" and booking.kind == "claim":
        kind = "claim"
    if booking.paper is None or booking.kind not in KINDS[kind]:
        raise NoPaper(f"{booking.paper or 'that'} has no {kind} to print")
    if kind == "slip":
        receipts.slips_of(session, booking.id)  # refused now rather than when its turn comes
    return Paper(kind, booking.paper, booking.id)


def rows_of_booking(session: Session, kind: str, booking_id: int, *, copy: bool) -> tuple[Row, ...]:
    """The rows of a paper that is made from the ledger; raises NoReceipt where there is none."""
    if kind == "claim":
        from shopstock.jobs.claim_papers import rows_of_claim  # a receipt does without it

        return rows_of_claim(session, booking_id, copy=copy)
    made = {"receipt": receipts.rows_of, "slip": receipts.slip_rows_of, "gift": receipts.gift_rows_of}[kind]
    return made(session, booking_id, copy=copy)
