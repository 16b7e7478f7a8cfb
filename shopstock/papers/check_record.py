"""The record of one morning check, as an inspector wants it: a frozen view in, the rows of a paper out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopstock.papers.sheet import GAP, Row

SIGNED = {
    "signed": "signed off",
    "changed": "signed off, and changed since",
    "open": "not signed off",
    "none": "not signed off",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What was done with a lot; texts as people read them. `undone` says when and by whom it was taken back."""

    name: str
    lot: str
    date: str
    quantity: str
    action: str
    time: str
    staff: str
    initials: str
    late: bool
    undone: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place, with the initials of whoever did its rows."""

    place: str
    initials: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """The check of a day; `standing` is signed, changed, open or none, `iso` the day to be found by."""

    shop: str
    day: str
    iso: str
    shelves: tuple[Shelf, ...]
    rows: int
    late: int
    undone: int
    standing: str
    signed_by: str
    signed_at: str
    paper: str


def rows(record: CheckRecord) -> tuple[Row, ...]:
    """The paper of a check."""
    return tuple(_rows(record))


def _rows(record: CheckRecord) -> Iterator[Row]:
    yield Row(record.shop, kind="title")
    yield Row(f"Morning check {record.day}", kind="title")
    yield GAP
    yield Row("rows done", str(record.rows))
    if record.late:
        yield Row("of them late", str(record.late))
    if record.undone:
        yield Row("taken back", str(record.undone))
    for shelf in record.shelves:
        yield GAP
        yield Row(f"{shelf.place}  {', '.join(shelf.initials)}".rstrip(), kind="head")
        for line in shelf.lines:
            yield from _line(line)
    yield GAP
    yield Row(SIGNED[record.standing], record.signed_at, "total")
    if record.signed_by:
        yield Row(record.signed_by, record.paper)
    yield GAP
    yield Row("Signature", "." * 20)


def _line(line: Line) -> Iterator[Row]:
    late = "LATE " if line.late else ""
    yield Row(f"{line.name}, lot {line.lot}" if line.lot else line.name, f"{late}{line.action}", "strong")
    yield Row(f"  {line.date}, quantity {line.quantity}", f"{line.time} {line.staff} ({line.initials})")
    if line.undone:
        yield Row(f"  {line.undone}", kind="note")
