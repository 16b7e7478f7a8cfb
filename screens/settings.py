"""Settings: one list by group; what was changed stands out."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from screens.page import Column, Item, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.settings import SettingRow, SettingsView

WIDE = 82  # there what a setting does fits beside it: a terminal of 120 columns
_FIRST = (Column("", 3, right=True), Column("", 14, tone="accent"), Column("Setting", 23))
_NARROW = (*_FIRST, Column("Now", 26, flex=1))
_WIDE = (*_FIRST, Column("Now", 14, flex=1), Column("What it does", 20, flex=2, tone="dim"))


def page(view: View, width: int) -> Page:
    """The list; the setting that is asked for is chosen, and what it does stands below."""
    shown = cast(SettingsView, view)
    body: list[Item] = []
    chosen = None
    for group, rows in groupby(shown.rows, lambda row: row.name.partition(".")[0]):
        body.append(Line((Piece(f"{group.upper()}.", "accent", bold=True),)))
        for row in rows:
            if row.name == shown.asking:
                chosen = len(body)
            body.append(_row(row, shown, wide=width >= WIDE))
    keep = None if chosen is None else (chosen, chosen)
    asked = next((row for row in shown.rows if row.name == shown.asking), None)
    foot = (Line((dim(asked.help),)),) if asked else ()
    return Page(tuple(body), foot=foot, columns=_WIDE if width >= WIDE else _NARROW, keep=keep, chosen=chosen)


def _row(row: SettingRow, shown: SettingsView, *, wide: bool) -> Row:
    now = (
        Piece(row.value, "strong", bold=True) if row.changed else Piece(row.value) if row.value else dim("–")
    )
    name = (strong(row.label), dim(f"  {shown.till}")) if row.of_till else (strong(row.label),)
    word = row.name.partition(".")[2]
    cells = (str(row.n), word, name, now, *((row.help,) if wide else ()))
    return Row(cells, entry=None if shown.asking else str(row.n))
