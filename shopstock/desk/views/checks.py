"""The record of the morning checks."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class CheckDayRow:
    """One day; `standing` is signed, changed (since it was signed), open (never signed) or none (nobody checked).
    `undone` counts what was taken back."""

    n: int
    day: str
    rows: int
    late: int
    undone: int
    people: list[str]
    standing: str
    signed_by: str | None
    signed_at: str | None


@dataclass(frozen=True, slots=True)
class ChecksView(View):
    """The days on which the shop was open, from `first` to `last`, the newest first."""

    days: list[CheckDayRow]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class CheckRecordRow:
    """What was done with a lot; `undone` says when and by whom it was taken back, and is null where it stands."""

    place: str
    name: str
    lot: str
    date: str
    quantity: str
    action: str
    at: str
    by: str
    initials: str
    late: bool
    undone: str | None


@dataclass(frozen=True, slots=True)
class CheckRecordView(View):
    """The check of one day; `shelves` are the places with the initials of whoever did them."""

    day: str
    rows: list[CheckRecordRow]
    shelves: list[list[str]]
    done: int
    late: int
    undone: int
    standing: str
    signed_by: str | None
    signed_at: str | None
    paper: str | None
