"""The papers of the morning check: the sheet to walk with, and the record of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.jobs import check_sheet
from shopstock.jobs.check_record import record_of, span_of
from shopstock.jobs.due import Due
from shopstock.papers import check_record
from shopstock.refusal import BadInput, Key
from shopstock.text import counted, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopstock.desk.desk import Desk

QUEUE = Key(":prints", "the queue")


def print_sheet(desk: Desk, rows: Sequence[Due], labels: dict[str, str]) -> Answer:
    """The answer to `:sheet`; raises NothingToWalk where every row is done."""
    made = check_sheet.sheet_of(desk.session, rows, labels)
    path = check_sheet.print_sheet(desk.session, made)
    what = counted(len(made.rows), "row")
    return _printed(desk, "dates.sheet", f"sheet of {what}", path)


def print_check(desk: Desk, text: str) -> Answer:
    """The answer to `:print check 2026-11-22`, or without a day for today's; raises NoCheck."""
    first, last = span_of(desk.session, text) if text else (desk.session.today(),) * 2
    if first != last:
        raise BadInput(f'"{fit(text, 12)}" is no day: :print check 2026-11-22', Key(":checks", "lists"))
    return print_day(desk, first)


def print_day(desk: Desk, day: date) -> Answer:
    """The record of that day on paper; raises NoCheck."""
    rows = check_record.rows(record_of(desk.session, day))
    path = check_sheet.print_record(desk.session, rows, day.isoformat())
    return _printed(desk, "checks.printed", f"check of {desk.session.day(day)}", path)


def _printed(desk: Desk, answer_id: str, what: str, path: Path | None) -> Answer:
    if path is None:
        desk.printing.hurry()
        return desk.mode.ok(answer_id, f"{what} goes to the printer", QUEUE)
    return desk.mode.ok(answer_id, f"{what}: {fit(path.name, 40)}", more=(f"  {path}",))
