"""The record of the morning checks: for each day who did what when, what was late, what was corrected, who signed.

It is read from the ledger, which keeps all of it for ever: nothing is written for it and nothing of it can be lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from shopstock import clock
from shopstock.amounts import show_decimal
from shopstock.date_kinds import SHORT
from shopstock.days import iso, parse_iso, show_day
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.session import Session
from shopstock.papers.check_record import CheckRecord, Line, Shelf
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.check_record import (
    CheckedRow,
    RecordRow,
    SignedRow,
    checked_between,
    open_days,
    record_between,
    signed_between,
)
from shopstock.text import fit

SHOWN_DAYS = 31
SAID = {
    "ok": "ok",
    "mark_down": "marked down",
    "pull": "pulled to quarantine",
    "waste": "wasted",
    "supplier": "back to the supplier",
    "charity": "to charity",
    "staff": "taken by staff",
    "gone": "not there",
}
Standing = Literal["signed", "changed", "open", "none"]
COLUMNS = (
    "day", "place", "sku", "name", "lot", "date_kind", "expires_on", "quantity", "action", "late", "at", "staff",
    "initials", "undone_at", "undone_by", "signed_by", "signed_at",
)  # fmt: skip


class NoCheck(Refusal):
    """On that day no row of a check was done and none was signed."""

    id = "checks.none"


@dataclass(frozen=True, slots=True)
class CheckDay:
    """One day: `rows` that count, how many of them were late, how often something was undone, who did rows, and its
    signature. `standing` is signed, changed (something was booked or undone after the signature), open (not signed) or
    none: the shop was open and nobody checked."""

    day: date
    rows: int
    late: int
    undone: int
    people: tuple[str, ...]
    standing: Standing
    signed: SignedRow | None


def days_of(session: Session, first: date, last: date) -> list[CheckDay]:
    """Every day between those on which the shop was open, the newest first."""
    store = session.store
    rows = {day: list(found) for day, found in groupby(checked_between(store, first, last), _day)}
    signed: dict[str, list[SignedRow]] = defaultdict(list)
    for signature in signed_between(store, first, last):
        signed[signature.day].append(signature)
    days = sorted({*open_days(store, first, last), *rows, *signed}, reverse=True)
    return [_of_day(day, rows.get(day, []), signed[day]) for day in days]


def _day(row: CheckedRow) -> str:
    return row.day


def _of_day(day: str, rows: Sequence[CheckedRow], signatures: Sequence[SignedRow]) -> CheckDay:
    counted = {(r.lot_id, r.place_id): r for r in rows if r.undone_id is None}
    stands = next((s for s in reversed(signatures) if s.undone_id is None), None)
    standing: Standing = "open" if rows else "none"
    if stands is not None:
        newest = max((max(r.booking_id, r.undone_id or 0) for r in rows), default=0)
        standing = "signed" if newest < stands.booking_id else "changed"
    return CheckDay(
        date.fromisoformat(day),
        len(counted),
        sum(r.late for r in counted.values()),
        sum(r.undone_id is not None for r in rows),
        tuple(dict.fromkeys(r.staff for r in rows)),
        standing,
        stands,
    )


def span_of(session: Session, text: str) -> tuple[date, date]:
    """The days that are meant: `2026-11-22`, `2026-11`, `2026`; the last month where nothing is said."""
    today = session.today()
    if not text:
        return today - timedelta(days=SHOWN_DAYS - 1), today
    try:
        named = parse_iso(text)
    except BadInput as other:
        raise BadInput(
            f'"{fit(text, 12)}" is no day, month or year: 2026-11', Key(":checks", "lists")
        ) from other
    end = named.day
    if named.precision == "day":
        return end, end
    return end.replace(day=1) if named.precision == "month" else end.replace(month=1, day=1), end


def initials(name: str) -> str:
    """Who did it, in two or three letters: `Mia Kern` is MK, `Mia` is Mi."""
    words = name.split()
    return "".join(word[0].upper() for word in words[:3]) if len(words) > 1 else name[:2]


def record_of(session: Session, day: date) -> CheckRecord:
    """All of the check of a day as its paper says it; raises NoCheck."""
    rows = record_between(session.store, day, day)
    signatures = signed_between(session.store, day, day)
    if not rows and not signatures:
        raise NoCheck(f"no check was made on {show_day(day)}", Key(":checks", "lists"))
    summed = _of_day(day.isoformat(), [r.row for r in rows], signatures)
    shelves = tuple(
        _shelf(session, place, list(found)) for place, found in groupby(rows, lambda r: r.place_code)
    )
    signed = summed.signed
    return CheckRecord(
        session.shop.name,
        f"{day:%A} {show_day(day)}",
        day.isoformat(),
        shelves,
        summed.rows,
        summed.late,
        summed.undone,
        summed.standing,
        signed.staff if signed else "",
        _time(session, signed.at_us) if signed else "",
        (signed.paper or "") if signed else "",
    )


def _shelf(session: Session, place: str, rows: Sequence[RecordRow]) -> Shelf:
    people = dict.fromkeys(r.row.staff for r in rows if r.row.undone_id is None)
    return Shelf(place, tuple(initials(name) for name in people), tuple(_line(session, r) for r in rows))


def _line(session: Session, found: RecordRow) -> Line:
    row = found.row
    undone = ""
    if row.undone_us is not None:
        undone = f"undone {_time(session, row.undone_us)}, {row.undone_by}"
    return Line(
        found.name,
        found.code,
        f"{SHORT.get(found.date_kind or '', '')} {_date(found)}".strip(),
        show_decimal(row.quantity, found.decimals),
        SAID.get(row.action, row.action),
        _time(session, row.at_us),
        row.staff,
        initials(row.staff),
        bool(row.late),
        undone,
    )


def _date(found: RecordRow) -> str:
    return show_day(date.fromisoformat(found.expires_on), None, found.precision) if found.expires_on else ""


def _time(session: Session, at_us: int) -> str:
    return f"{clock.local(at_us, session.shop.zone):%H:%M}"


def checks_listing(session: Session, asked: Asked) -> Listing:
    """Every row of the checks of the last `asked.days` days, undone ones too, as a list for a file."""
    last = session.today()
    first = max(date.min + timedelta(days=asked.days), last) - timedelta(days=asked.days)
    return Listing(COLUMNS, _exported(session, first, last))


def _exported(session: Session, first: date, last: date) -> Iterator[list[str | None]]:
    stands = {s.day: s for s in signed_between(session.store, first, last) if s.undone_id is None}
    for found in record_between(session.store, first, last):
        row, signed = found.row, stands.get(found.row.day)
        expires = found.expires_on and iso(date.fromisoformat(found.expires_on), found.precision)
        yield [
            row.day, found.place_code, found.sku, found.name, found.code, found.date_kind, expires,
            show_decimal(row.quantity, found.decimals), row.action, "yes" if row.late else "no",
            _instant(session, row.at_us), row.staff, initials(row.staff), _instant(session, row.undone_us),
            row.undone_by, signed.staff if signed else None, _instant(session, signed.at_us if signed else None),
        ]  # fmt: skip


def _instant(session: Session, at_us: int | None) -> str | None:
    return None if at_us is None else clock.local(at_us, session.shop.zone).isoformat(timespec="seconds")
