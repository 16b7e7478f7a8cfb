"""Return: what was sold, the three questions, and what the customer gets."""

from __future__ import annotations

from typing import cast

from screens.figures import day, money
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
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.returns import ReturnStep, ReturnView

_LINES = (
    Column("#", 3, right=True, tone="dim"),
    Column("Item", 20, flex=1),
    Column("Serial / lot", 17),
    Column("Sold", 6, right=True),
    Column("Left", 6, right=True),
    Column("Amount", 10, right=True),
)


def page(view: View, _width: int) -> Page:
    """The half-done return, or the receipt it may start from."""
    back = cast(ReturnView, view)
    if back.name is None:
        return _start(back)
    body: list[Item] = [*_goods(back), BLANK]
    asked = False
    for n, step in enumerate(back.steps, 1):
        now = step.answer is None and not asked and back.paper is None
        asked = asked or now
        body += _step(n, step, now)
    body += _new(back)
    body += _refused(back)
    body += _earlier(back)
    return Page(tuple(body), foot=_foot(back))


def _start(back: ReturnView) -> Page:
    if not back.lines:
        hint = (
            Line((strong("Scan what comes back"),), indent=4),
            Line((dim("The serial is enough: it knows its receipt, its price and its warranty."),), indent=4),
            Line((dim("Without a serial, start from the receipt: #R1-000123"),), indent=4),
        )
        return Page((BLANK, *hint))
    rows = tuple(
        Row(
            (
                str(line.n),
                strong(line.name),
                code(line.serial or line.lot),
                line.quantity,
                Piece(line.left, "plain" if line.left not in ("0", "0.000") else "dim"),
                money(line.amount),
            ),
            entry=str(line.n),
        )
        for line in back.lines
    )
    head = (Line(facts(("receipt", strong(back.receipt or "")), ("sold", day(back.sold_on)))), BLANK)
    return Page(rows, head=head, columns=widened(_LINES, rows))


def _goods(back: ReturnView) -> list[Item]:
    label, which = ("serial", back.serial) if back.serial else ("lot", back.lot)
    lines: list[Item] = [
        Line((strong(back.name or ""),), facts((label, strong(which) if which else None))),
        Line(
            facts(
                ("sold", day(back.sold_on)),
                ("receipt", back.receipt),
                ("to", back.customer),
                ("left", back.left if back.left not in (None, "1") else None),
            ),
            facts(("price", Piece(money(back.price), "good"))),
        ),
    ]
    lines.append(Line((*_window(back), Piece("   "), *_warranty(back))))
    return lines


def _window(back: ReturnView) -> Pieces:
    if back.window_open is None:
        return ()
    word = filled("WINDOW OPEN", "good") if back.window_open else filled("WINDOW OVER", "ask")
    return (word, dim(f" to {day(back.window_until)}"))


def _warranty(back: ReturnView) -> Pieces:
    warranty = back.warranty
    if warranty is None or warranty.status in ("none", "not_started"):
        return ()
    if warranty.status == "lifetime":
        return (filled("WARRANTY FOR LIFE", "good"),)
    inside = warranty.status == "in"
    word = filled("WARRANTY IN" if inside else "WARRANTY OVER", "good" if inside else "ask")
    return (word, dim(f" to {day(warranty.until, always_year=True)}"))


def _step(n: int, step: ReturnStep, now: bool) -> list[Item]:
    pieces: list[Piece] = []
    for option in step.options:
        letter, label = option[0], " ".join(option[1:])
        if letter == step.answer:
            pieces.append(filled(f"{letter} {label}", "accent"))
        else:
            quiet = step.answer is not None or not now
            pieces += [Piece(f" {letter}", "dim" if quiet else "accent", bold=not quiet), dim(f" {label} ")]
        pieces.append(Piece(" "))
    title = Piece(f"{n}  {step.title}", "strong" if now else "plain" if step.answer else "dim")
    lines: list[Item] = [Line((title,), sign="▸" if now else "")]
    lines.append(Line(tuple(pieces), indent=4))
    lines.append(Line((dim(step.note),), indent=5) if step.note else BLANK)
    return lines


def _new(back: ReturnView) -> list[Item]:
    """What goes out in an exchange, what its warranty is, and what is to pay."""
    if back.to_pay is None:
        return []
    rows: list[Item] = []
    for line in back.new:
        which = facts(("serial", line.serial) if line.serial else ("lot", line.lot), ("qty", line.quantity))
        waits = (Piece(f"  ! {line.note or ''}", "stop"),) if line.state != "ok" else ()
        rows.append(
            Line(
                (dim("New       "), strong(line.name), *waits),
                (*which, Piece("  "), money_piece(line.amount)),
            )
        )
        if line.warranty_until:
            carries = "carries over: to " if back.swap == "replacement" else "to "
            rows.append(
                Line((dim(f"Warranty  {carries}"), Piece(day(line.warranty_until, always_year=True))))
            )
    if not rows:
        rows.append(Line((dim("New       "), Piece("scan what goes out", "ask"))))
    out = back.to_pay.startswith("-")
    word = "to give back" if out else "to pay"
    due = Piece(money(back.to_pay.removeprefix("-")), "good", bold=True)
    rows.append(
        Line(
            (dim("Money     "), due, dim(f" {word}"), *text(*((dim("   "), back.swap) if back.swap else ())))
        )
    )
    return rows


def money_piece(amount: str | None) -> Piece:
    """An amount, or nothing where a line waits."""
    return Piece(money(amount) if amount else "", "good")


def _refused(back: ReturnView) -> list[Item]:
    return [Line((Piece(line, "ask"),)) for line in back.refused]


def _earlier(back: ReturnView) -> list[Item]:
    if not back.earlier:
        return []
    rows: list[Item] = [BLANK, Line((Piece(f"Came back before: {len(back.earlier)}", "ask"),))]
    for past in back.earlier:
        words = facts(
            ("", day(past.returned_on)), ("", past.paper), ("qty", past.quantity), ("", past.reason)
        )
        rows.append(Line(words, indent=4, entry=f":find #{past.paper}"))
    return rows


def _foot(back: ReturnView) -> tuple[Item, ...]:
    if back.credit:
        worth = facts(
            ("store credit", strong(back.credit)), ("", Piece(money(back.worth), "good", bold=True))
        )
        return (Line(text(filled("SAVED", "good"), "  ", strong(back.paper or "")), worth),)
    paid = facts(("refund", Piece(money(back.refund), "good", bold=True)))
    money_back = paid if back.refund and back.to_pay is None else ()
    if back.paper:
        return (Line(text(filled("SAVED", "good"), "  ", strong(back.paper)), money_back),)
    return (Line((), money_back),) if money_back else ()
