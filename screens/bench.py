"""Bench: the claim, the parts in its unit, what fits, and its quote."""

from __future__ import annotations

from typing import cast

from screens.figures import day, money
from screens.page import BLANK, Column, Heads, Item, Line, Page, Piece, Row, dim, facts, filled, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.bench import BenchView, FitLine, PartLine, QuoteLineView
from shopstock.desk.views.frame import Tone
from shopstock.text import at_place

_PARTS = (
    Column("", 3, right=True, tone="accent"),
    Column("Part in it", 18, flex=3),
    Column("Serial or lot", 14, flex=2),
    Column("Qty", 5, right=True),
    Column("Since", 9),
    Column("Claim", 9, tone="dim"),
)
_FITS = (
    Column("Fits", 18, flex=3),
    Column("Code", 10, flex=1, tone="dim"),
    Column("Version", 9),
    Column("Here", 6, right=True),
)
_QUOTE = (
    Column("", 3, right=True, tone="accent"),
    Column("Quote", 24, flex=3),
    Column("Qty", 6, right=True),
    Column("Price", 10, right=True, tone="dim"),
    Column("Amount", 10, right=True),
)
_TOLD: dict[str, Tone] = {
    "being made": "ask", "quoted": "ask", "accepted": "good", "paid": "good", "declined": "stop", "expired": "stop",
}  # fmt: skip


def page(view: View, _width: int) -> Page:
    """The claim on the bench."""
    bench = cast(BenchView, view)
    if bench.paper is None:
        said = "Scan a unit with an open claim, or type its paper: #W-000031"
        return Page((BLANK, Line((strong(said),), indent=4)))
    version = dim(f"  version {bench.version}") if bench.version else Piece("")
    head: list[Item] = [
        Line((strong(bench.name or ""), version), (dim("serial "), strong(bench.serial or ""))),
        Line(
            facts(
                ("", strong(bench.paper)),
                ("", bench.state),
                ("", at_place(bench.place)),
                ("fault", bench.symptom),
            ),
            facts(("for", bench.customer)),
        ),
        BLANK,
    ]
    if bench.question:
        head.insert(2, Line((Piece(bench.question, "ask", bold=True),), indent=4))
    body: list[Item] = [*_parts(bench.parts), *_quote(bench), *_fits(bench.fits)]
    return Page(tuple(body), head=tuple(head))


def _parts(parts: list[PartLine]) -> list[Item]:
    if not parts:
        return [Line((dim("no part is in it yet: scan one"),))]
    rows: list[Item] = [Heads(_PARTS)]
    for part in parts:
        which = part.serial or part.lot or ""
        tone: Tone = "ask" if part.ours else "plain"
        rows.append(
            Row(
                (
                    str(part.n),
                    strong(part.name),
                    which,
                    Piece(part.quantity, tone),
                    day(part.since),
                    part.paper,
                )
            )
        )
    return rows


def _quote(bench: BenchView) -> list[Item]:
    if bench.quote_state is None:
        return []
    until = f"  valid to {day(bench.valid_until)}" if bench.valid_until else ""
    told = filled(bench.quote_state.upper(), _TOLD.get(bench.quote_state, "dim"))
    total = (Piece(money(bench.total), "good", bold=True),) if bench.total else ()
    return [BLANK, Line((told, dim(until)), total), Heads(_QUOTE), *(_quoted(line) for line in bench.quote)]


def _quoted(line: QuoteLineView) -> Row:
    return Row((str(line.n), strong(line.name), line.quantity, money(line.price), money(line.amount)))


def _fits(fits: list[FitLine]) -> list[Item]:
    if not fits:
        return []
    rows: list[Item] = [BLANK, Heads(_FITS)]
    for one in fits:
        none = one.free.strip("0.") == ""
        here = Piece(one.free, "stop" if none else "strong")
        rows.append(Row((strong(one.name), one.sku, one.version or "any", here), entry=f":use {one.sku}"))
    return rows
