"""Scanner: the last scan key by key, what it is, and the test codes; or one of them to be scanned from here."""

from __future__ import annotations

from typing import cast

from screens.page import BLANK, Column, Heads, Item, Line, Page, Piece, Row, dim, facts, strong
from screens.symbol import symbol_lines
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.scanner import ScannerView, TestRow

_TESTS = (
    Column("", 2, right=True, tone="dim"),
    Column("Test code", 11),
    Column("Symbol", 15, tone="dim"),
    Column("", 9),
    Column("It finds out", 30, flex=1, tone="dim"),
)
_STATES: dict[str, tuple[str, Tone]] = {
    "waiting": ("-", "dim"),
    "good": ("good", "good"),
    "wrong": ("WRONG", "stop"),
}


def page(view: View, width: int) -> Page:
    """The code on the screen alone, or the last scan above the test codes."""
    shown = cast(ScannerView, view)
    if shown.picture:
        return Page(symbol_lines(shown.picture))
    body: list[Item] = [*_scan(shown, width), Heads(_TESTS)]
    for row in shown.tests:
        body.append(_test(row))
    return Page(tuple(body), start=next(n for n, item in enumerate(body) if isinstance(item, Row)))


def _scan(shown: ScannerView, width: int) -> list[Item]:
    if not shown.keys:
        return [BLANK, Line((dim("Scan anything. Here it stands key by key, and nothing is sold."),)), BLANK]
    rows: list[Item] = [Line((Piece(line),)) for line in _wrapped(shown.keys, width - 6)]
    rows.append(
        Line(
            facts(
                ("ends with", strong(shown.suffix) if shown.suffix else None),
                ("AIM prefix", Piece(shown.aim, "good") if shown.aim else Piece("none", "ask")),
                ("separators", str(shown.separators)),
                ("ms a key", shown.pace_ms),
            )
        )
    )
    rows.append(Line((dim("It is  "), strong(shown.kind or ""), Piece(f"  {shown.normal or ''}"))))
    if shown.elements:
        rows.append(Line(facts(*((f"({ai})", value) for ai, value in shown.elements.items()))))
    if shown.refusal:
        rows.append(Line((Piece(shown.refusal, "ask"),)))
    return [*rows, BLANK]


def _test(row: TestRow) -> Row:
    word, tone = _STATES[row.state]
    told = row.faults[0] if row.faults else row.finds
    return Row(
        (str(row.n), strong(row.name), row.symbol, Piece(word, tone, bold=row.state != "waiting"), told),
        entry=str(row.n),
    )


def _wrapped(keys: list[str], width: int) -> list[str]:
    """The keys with a blank between them, broken where the pane ends; at most four lines."""
    lines = [""]
    for key in keys:
        if len(lines[-1]) + len(key) + 1 > width:
            lines.append("")
        lines[-1] += f"{key} "
    return [*lines[:3], f"... {len(keys)} keys"] if len(lines) > 4 else lines
