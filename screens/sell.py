"""Sell: the basket, its open questions under it, and the big change once it is paid."""

from __future__ import annotations

from typing import cast

from screens.digits import big_lines
from screens.figures import dated, day, money, printed
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
    filled,
    keys,
    strong,
    text,
)
from screens.paint import widened, width_of
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.sell import OpenQuestion, SellLine, SellView

WIDE = 100
_NARROW_COLUMNS = (
    Column("#", 2, right=True, tone="dim"),
    Column("Item", 18, flex=1),
    Column("Serial / lot", 17),
    Column("Date", 9, tone="dim"),
    Column("Qty", 5, right=True),
    Column("Amount", 9, right=True),
)
_WIDE_COLUMNS = (
    Column("#", 3, right=True, tone="dim"),
    Column("Item", 18, flex=1),
    Column("Serial / lot", 20),
    Column("Warranty / date", 22, tone="dim"),
    Column("Qty", 7, right=True),
    Column("Amount", 11, right=True),
)
LISTED = 6
_LINE_TONES: dict[str, Tone | None] = {"ok": None, "ask": "ask", "stop": "stop"}


def page(view: View, width: int) -> Page:
    """The basket, or the ticket just paid."""
    sell = cast(SellView, view)
    if not sell.lines:
        return Page(tuple(_nobody(sell)), start=0)
    body: list[Item] = [_row(line, width) for line in sell.lines]
    last_line = len(body) - 1
    asked = last_line
    for question in sell.open_questions:
        body += [BLANK] if asked == last_line else []
        asked = len(body)
        body += _question(question, width, LISTED if question is sell.open_questions[-1] else 0)
    keep = (asked, len(body) - 1)
    start = next((n for n in range(last_line + 1, len(body)) if _pickable(body[n])), None)
    return Page(tuple(body), foot=_foot(sell), columns=widened(columns(width), body), keep=keep, start=start)


def columns(width: int) -> tuple[Column, ...]:
    """The columns of a ticket; Find shows receipts with the same ones."""
    return _WIDE_COLUMNS if width >= WIDE else _NARROW_COLUMNS


def ticket_row(line: SellLine, width: int) -> Row:
    """One line of a ticket, as the basket and the receipts show it."""
    return _row(line, width)


def _row(line: SellLine, width: int) -> Row:
    tone = _LINE_TONES[line.state]
    name: Pieces = (strong(line.name),)
    if line.discount_percent:
        name = (*name, Piece(f"  -{line.discount_percent} %", "accent"))
    if width >= WIDE and line.note and line.state == "ok":
        name = (*name, dim(f"  {line.note}"))
    return Row(
        (
            str(line.n),
            name,
            _which(line),
            _date(line, wide=width >= WIDE),
            line.quantity,
            money(line.amount) if line.state == "ok" else "not paid",
        ),
        entry=f"?{line.serial or line.lot or line.sku}" if (line.serial or line.lot or line.sku) else None,
        sign="" if line.state == "ok" else "!",
        tone=tone,
    )


def _which(line: SellLine) -> Pieces:
    if line.serial:
        return (Piece("S ", "accent"), code(line.serial))
    if line.lot:
        return (Piece("L ", "accent"), code(line.lot))
    return ()


def _date(line: SellLine, wide: bool) -> Piece:
    if line.date:
        return dim(dated(line.date_kind, printed(line.date, line.date_precision), short=not wide))
    if line.warranty_until:
        return dim(f"{'warranty to ' if wide else ''}{day(line.warranty_until)}")
    return dim("")


def _question(question: OpenQuestion, width: int, listed: int) -> list[Item]:
    """An open question and the first of its choices: the basket itself must stay in sight."""
    ways = keys([(pair[0], pair[1]) for pair in question.keys if len(pair) == 2], gap="  ")
    said = text(Piece(f"line {question.line}", "ask", bold=True), "  ", Piece(question.text))
    if width_of(said) + width_of(ways) + 7 <= width:
        block: list[Item] = [Line(said, ways, sign="!")]
    else:
        block = [Line(said, sign="!"), Line((), ways)] if ways else [Line(said, sign="!")]
    for choice in question.choices[:listed]:
        number = Piece(f"{choice.n:>3}", "accent", bold=True)
        label = text(number, "  ", choice.label)
        known = not choice.code or choice.code in choice.label
        block.append(Line(label, () if known else (code(choice.code, "dim"),), entry=str(choice.n), indent=7))
    more = len(question.choices) - listed
    if listed and more > 0:
        block.append(Line((dim(f"and {more} more: ? lists them all"),), indent=9))
    return block


def _pickable(item: Item) -> bool:
    return isinstance(item, Line) and item.entry is not None


def _nobody(sell: SellView) -> list[Item]:
    lines: list[Item] = [BLANK, BLANK]
    if sell.receipt:
        lines.append(Line((filled("PAID", "good"), Piece(f"  {sell.receipt}", "strong")), indent=4))
    else:
        lines.append(Line((strong("Ready for the next customer"),), indent=4))
    lines.append(
        Line((dim("Scan the first item. A serial, a lot or a receipt is as good as a barcode."),), indent=4)
    )
    if sell.parked:
        lines += [BLANK, Line((dim("PARKED"),), indent=4)]
    for choice in sell.parked:
        number = Piece(f"{choice.n:>3}", "accent", bold=True)
        lines.append(Line(text(number, "  ", choice.label), entry=f":park {choice.n}", indent=4))
    return lines


def _foot(sell: SellView) -> tuple[Item, ...]:
    if sell.receipt:
        paid = [f"{payment.tender} {money(payment.amount)}" for payment in sell.payments or ()]
        words = (
            text(filled("PAID", "good"), "  ", strong(sell.receipt)),
            text(dim(", ".join(paid))),
            text(dim("given "), money(sell.tendered)) if sell.tendered else (),
        )
        figure = money(sell.change or sell.total)
        title = Line((), (dim("CHANGE" if sell.change else "PAID"), Piece(" ")))
        return (BLANK, title, *big_lines(figure, "good", words))
    if sell.paid not in ("0", "", "0.00"):
        words = (text(dim("paid "), money(sell.paid)), text(dim("of "), money(sell.total)), ())
        return (BLANK, Line((), (dim("STILL DUE"), Piece(" "))), *big_lines(money(sell.due), "ask", words))
    return ()
