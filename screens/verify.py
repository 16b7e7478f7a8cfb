"""Verify: the findings of the last check, or that there are none."""

from __future__ import annotations

from textwrap import wrap
from typing import cast

from screens.page import BLANK, Column, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.verify import VerifyView

_COLUMNS = (
    Column("Check", 12, tone="accent"),
    Column("Where", 24, flex=1),
    Column("What does not hold", 32, flex=2),
)


def page(view: View, width: int) -> Page:
    """The list; what is known of the file below it."""
    shown = cast(VerifyView, view)
    foot = tuple(Line((dim(line),)) for note in shown.notes for line in wrap(note, max(20, width - 4)))
    if shown.findings:
        rows = tuple(
            Row((Piece(row.check, "stop", bold=True), strong(row.where), row.what)) for row in shown.findings
        )
        return Page(rows, foot=foot, columns=_COLUMNS)
    return Page((BLANK, Line((_state(shown),), indent=4)), foot=foot)


def _state(shown: VerifyView) -> Piece:
    if shown.running:
        return Piece("The books are being checked, from the first row on.", "plain")
    if shown.trouble:
        return Piece(f"The check could not run: {shown.trouble}", "stop", bold=True)
    if shown.checked_at is None:
        return dim("Nothing was checked yet.")
    return Piece(f"{shown.checks} checks, nothing found.", "good", bold=True)
