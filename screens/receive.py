"""Receive: the delivery, the serials of the current line in a grid, and what could not be taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from screens.figures import dated, money, printed
from screens.page import (
    BLANK,
    Column,
    Item,
    Line,
    Page,
    Piece,
    Pieces,
    Row,
    code,
    dim,
    facts,
    filled,
    strong,
    text,
)
from screens.paint import cut, widened
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.receive import ReceiveLine, ReceiveView

_TRACKING = {"serial": "serial", "lot": "lot", "none": "count"}
_COLUMNS = (
    Column("#", 2, right=True, tone="dim"),
    Column("Item", 20, flex=1),
    Column("Kind", 6, tone="dim"),
    Column("Lot", 10),
    Column("Date", 9),
    Column("Qty", 5, right=True),
    Column("Cost", 8, right=True, tone="dim"),
)
_TONES: dict[str, Tone | None] = {"ok": None, "ask": "ask", "stop": "stop"}


def page(view: View, width: int) -> Page:
    """The open delivery, or the one just saved."""
    delivery = cast(ReceiveView, view)
    body: list[Item] = []
    current = len(body)
    for line in delivery.lines:
        open_line = line.n == delivery.current
        if open_line:
            current = len(body)
        body += _line(line, width, open_line or len(delivery.lines) == 1)
        if open_line:
            body += _question(delivery)
    last = len(body) - 1
    body += [Line((Piece(words),), sign="!") for words in delivery.troubles]
    if not delivery.lines:
        body += [BLANK, *_nothing_yet(), *_question(delivery)]
        last = len(body) - 1
    keep = (current if last - current < 8 else last, max(last, len(body) - 1))
    return Page(
        tuple(body),
        head=(_head(delivery), BLANK),
        columns=widened(_COLUMNS, body) if delivery.lines else (),
        keep=keep,
    )


def _head(delivery: ReceiveView) -> Line:
    supplier = ("from", strong(delivery.supplier)) if delivery.supplier else ("", dim("@supplier"))
    invoice = ("invoice", delivery.invoice) if delivery.invoice else ("", dim(":invoice"))
    left: Pieces = facts(supplier, invoice, ("to", strong(delivery.place)))
    if delivery.paper:
        # Where to, the answer said; what was not given cannot be any more.
        given = facts(*(fact for fact in (supplier, invoice) if fact[0]))
        left = (filled("SAVED", "good"), Piece("  "), strong(delivery.paper), dim("   "), *given)
    right = facts(("units", strong(delivery.units)), ("cost", money(delivery.cost)))
    return Line(left, right)


def _line(line: ReceiveLine, width: int, opened: bool) -> list[Item]:
    date = dated(line.date_kind, printed(line.date, line.date_precision), short=True) if line.date else ""
    row = Row(
        (
            str(line.n),
            strong(line.name),
            _TRACKING.get(line.tracking or "", line.tracking or ""),
            code(line.lot),
            date,
            line.quantity,
            money(line.cost),
        ),
        entry=line.sku,
        sign="!" if line.state != "ok" else ("›" if opened else ""),
        tone=_TONES[line.state],
    )
    rows: list[Item] = [row]
    if line.ordered is not None:
        gap = f"{line.missing} missing" if line.missing != "0" else "complete"
        rows.append(Line((dim("ordered "), strong(line.ordered), dim(f"   {gap}")), indent=7))
    if line.note:
        rows.append(Line((Piece(line.note, _TONES[line.state] or "dim"),), indent=7))
    if opened and line.serials:
        rows += _grid(line.serials, width)
    elif line.serials:
        rows.append(Line((dim(f"{line.serials[0]} .. {line.serials[-1]}"),), indent=7))
    return rows


def _grid(serials: list[str], width: int) -> list[Item]:
    longest = max(map(len, serials[:2000]))
    cell = min(max(longest, 8), 30)
    number = len(str(len(serials)))
    across = max(1, (width - 4) // (number + 1 + cell + 1))
    rows: list[Item] = []
    for start, group in enumerate(_groups(serials, across)):
        pieces: list[Piece] = []
        for n, serial in enumerate(group, start * across + 1):
            newest = n == len(serials)
            pieces.append(Piece(f"{n:>{number}} ", "accent" if newest else "dim"))
            pieces.append(Piece(cut(serial, cell).ljust(cell + 1), "strong" if newest else "plain"))
        rows.append(Line(tuple(pieces), indent=3))
    return rows


def _question(delivery: ReceiveView) -> list[Item]:
    if not delivery.question:
        return []
    return [Line(text(filled("?", "ask"), "  ", Piece(delivery.question, "ask", bold=True)), indent=7)]


def _nothing_yet() -> list[Item]:
    return [
        Line((strong("Scan the first product of the delivery"),), indent=4),
        Line(
            (dim("then its serials, one by one or pasted; for a lot its code and date."),),
            indent=4,
        ),
        Line((dim("A GS1 code brings all of it in one scan."),), indent=4),
    ]


def _groups(serials: list[str], across: int) -> Iterator[list[str]]:
    return (serials[at : at + across] for at in range(0, len(serials), across))
