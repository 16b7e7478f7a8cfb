"""Customers: a numbered list, or one person: how to reach them, what they allow, what they have and bought."""

from __future__ import annotations

from typing import cast

from screens.figures import day, money
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, facts, filled, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.customers import ConsentLine, CustomerCard, CustomerLine, CustomersView
from shopstock.desk.views.find import Owned
from shopstock.text import NO_SERIAL

_LIST = (
    Column("", 3, right=True, tone="accent"),
    Column("Customer", 24, flex=2),
    Column("Phone", 16),
    Column("E-mail", 18, flex=1),
    Column("Town", 10, flex=1, tone="dim"),
)
_OWNED = (
    Column("Bought", 9, tone="dim"),
    Column("Item", 18, flex=2),
    Column("Serial", 15),
    Column("Qty", 4, right=True),
    Column("Receipt", 10, flex=1),
    Column("Warranty", 9),
)
_SAID = {"safety": "Safety", "other": "Other news"}


def page(view: View, width: int) -> Page:
    """The list or the one."""
    shown = cast(CustomersView, view)
    if shown.card is not None:
        return _card(shown.card, shown.asked, max(1, width // 34))
    rows = tuple(_line(row) for row in shown.rows)
    if not rows:
        said = (
            dim("Nobody is found by that. " if shown.words else "Nobody is here yet. "),
            Piece(':customer name="R. Patel" phone=5550199'),
            dim("  adds one."),
        )
        return Page((BLANK, Line(said, indent=2)))
    found = f"found by {shown.words}" if shown.words else "who came last"
    return Page(rows, head=(Line((dim(found),)), BLANK), columns=_LIST, start=0)


def _line(row: CustomerLine) -> Row:
    return Row(
        (str(row.n), strong(row.name), row.phone or "", row.email or "", row.town or ""), entry=str(row.n)
    )


def _card(card: CustomerCard, asked: str | None, most: int) -> Page:
    head: list[Item] = [
        Line((strong(card.name), dim(f"   number {card.number}")), (dim(f"known since {day(card.since)}"),)),
        Line(facts(("phone", card.phone), ("e-mail", card.email))),
    ]
    if card.address:
        head.append(Line(facts(("address", ", ".join(card.address)))))
    if card.note:
        head.append(Line(facts(("note", card.note))))
    head.append(Line(tuple(piece for said in card.consents for piece in _consent(said))))
    head += [Line((dim(f"also known as {other}"),)) for other in card.also]
    head += [Line((Piece("claim  ", "ask"), Piece(claim))) for claim in card.claims]
    head += [Line((Piece("store credit  ", "good"), Piece(credit))) for credit in card.credits]
    if asked:
        head.append(Line(text(filled(f" {asked} ", "ask"), dim("  is asked: type it"))))
    rows = tuple(_owned(owned) for owned in card.owned)
    papers = "  ".join(f"{paper.paper} {day(paper.day)} {money(paper.total)}" for paper in card.papers[:most])
    more = f"  and {len(card.papers) - most} more" if len(card.papers) > most else ""
    foot = (BLANK, Line((dim("receipts  "), Piece(papers), dim(more)))) if papers else ()
    nothing = (Line((dim("Has nothing of this shop now."),)),)
    return Page(
        rows or nothing, head=(*head, BLANK), foot=foot, columns=widened(_OWNED, rows) if rows else ()
    )


def _consent(said: ConsentLine) -> tuple[Piece, ...]:
    label = dim(f"{_SAID[said.kind]} ")
    if said.given is None:
        return (label, dim("nobody asked    "))
    word = Piece("yes" if said.given else "no", "good" if said.given else "stop", bold=True)
    return (label, word, dim(f" {day(said.on)}, {said.by}    "))


def _owned(owned: Owned) -> Row:
    return Row(
        (
            day(owned.sold_on),
            strong(owned.name),
            code(owned.serial),
            owned.quantity,
            code(owned.receipt),
            day(owned.warranty_until, always_year=True),
        ),
        entry=f":find #{owned.receipt}" if owned.serial in (None, NO_SERIAL) else f":find {owned.serial}",
    )
