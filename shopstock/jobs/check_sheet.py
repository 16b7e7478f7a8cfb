"""The sheet to walk with, of what is still to do: on the printer of this till, or a file in the folder of papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopstock import clock
from shopstock.amounts import show_decimal
from shopstock.codes.row_code import action_code, row_code
from shopstock.date_kinds import SHORT
from shopstock.days import show_day
from shopstock.jobs.due import Due
from shopstock.jobs.paper_files import WIDTH, keep_file, print_paper
from shopstock.jobs.printing import NONE, printer_of, queue_rows
from shopstock.jobs.session import Session
from shopstock.papers import check_sheet, sheet
from shopstock.papers.check_sheet import CheckSheet, SheetRow
from shopstock.papers.sheet import Row
from shopstock.refusal import Refusal


class NothingToWalk(Refusal):
    """Every row is done, or nothing is due."""

    id = "dates.nothing_to_walk"


def sheet_of(session: Session, rows: Sequence[Due], labels: dict[str, str]) -> CheckSheet:
    """The sheet of the rows that are not done; `labels` says what each letter does."""
    to_do = [due for due in rows if due.action is None]
    if not to_do:
        raise NothingToWalk("every row is done: there is nothing to walk for")
    today = session.today()
    return CheckSheet(
        session.shop.name,
        f"{today:%A} {show_day(today)}",
        f"{clock.local(clock.now_us(), session.shop.zone):%H:%M}",
        tuple((letter, label, action_code(letter)) for letter, label in labels.items()),
        tuple(_row(session, due) for due in to_do),
    )


def _row(session: Session, due: Due) -> SheetRow:
    row = due.row
    day = show_day(row.expires_on, session.today(), row.precision)
    return SheetRow(
        row.place_code,
        row.name,
        row.code,
        f"{SHORT[row.date_kind]} {day}",
        f"{due.days_left} d",
        show_decimal(row.quantity, row.decimals),
        session.money(due.price_minor),
        "LATE" if due.late else "NEW" if due.new else "",
        row_code(row.lot_id, row.place_id),
    )


def print_sheet(session: Session, made: CheckSheet) -> Path | None:
    """Print the sheet; the file it is, or None where the printer of this till has it.

    Without a printer it is a PDF of A4 pages, or text where the extra `paper` is not installed."""
    name = f"check-{session.today().isoformat()}-sheet"
    if printer_of(session, "receipt") != NONE:
        queue_rows(session, "sheet", f"sheet {made.printed}", check_sheet.rows(made))
        return None
    pages = pages_of(made)
    if pages is None:
        return print_paper(session, name, sheet.text(check_sheet.rows(made), WIDTH))
    return keep_file(session, name, "pdf", pages)


def pages_of(made: CheckSheet) -> bytes | None:
    """The sheet as PDF, or None where nothing here can make one."""
    from shopstock.papers.fonts import NoPaper

    try:
        return check_sheet.pages(made)
    except NoPaper:
        return None


def print_record(session: Session, rows: tuple[Row, ...], day: str) -> Path | None:
    """The same for the record of a day's check."""
    name = f"check-{day}"
    if printer_of(session, "receipt") != NONE:
        queue_rows(session, "check", name, rows)
        return None
    from shopstock.papers import pdf
    from shopstock.papers.fonts import NoPaper

    try:
        return keep_file(session, name, "pdf", pdf.rendered(rows, "a4"))
    except NoPaper:
        return print_paper(session, name, sheet.text(rows, WIDTH))
