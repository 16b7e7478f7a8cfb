"""The half-done return: its state, and how the screen draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from shopstock.amounts import show_decimal
from shopstock.desk.basket import Basket, basket_view
from shopstock.desk.passport_unit import show_cover
from shopstock.desk.views.returns import EarlierReturn, ReturnLine, ReturnStep, ReturnView
from shopstock.desk.views.sell import OpenQuestion, SellLine
from shopstock.jobs import return_rules as rules
from shopstock.jobs.return_refusal import refused_before
from shopstock.jobs.return_rules import Look
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import cover_of
from shopstock.refusal import Key
from shopstock.store.credits import credit_coded
from shopstock.store.ledger import paper_name
from shopstock.store.tickets import ReturnedRow, lines_of

STEPS: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    ("Why?", rules.REASONS, {}),
    ("It goes", rules.DESTINATIONS, {}),
    ("Customer", {**rules.OUTCOMES, **rules.CLAIMED, **rules.REFUSED}, {}),
)


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A half-done return: the sale line, how much of it, and the letters answered so far.

    `asked` is the question in the way (customer, window, warranty), `waiting` the letters behind it,
    `allowed` the questions a person answered with yes. `about` is the unit that was refused last, `scan` what was
    read from the goods. `gift` says that a gift receipt was shown. `basket` are the new goods once X was answered,
    `swap` says whether they replace the old ones (R) or are exchanged for them (E). `unknown` is a serial that nobody
    knows here.
    """

    sale_line_id: int | None = None
    receipt_id: int | None = None
    quantity: int = 0
    letters: str = ""
    waiting: str = ""
    asked: str = ""
    allowed: tuple[str, ...] = ()
    request_id: str = ""
    customer_id: int | None = None
    customer: str | None = None
    about: str = ""
    scan: str = ""
    gift: bool = False
    basket: Basket | None = None
    swap: str = ""
    unknown: str = ""


def return_view(
    session: Session,
    state: HalfDone,
    look: Look | None,
    paper: str | None = None,
    refund: str | None = None,
    credit: str | None = None,
) -> ReturnView:
    """The half-done return, or the one just booked: then `paper` and `refund` are given."""
    line = look.line if look else None
    if look and refund is None:
        refund = session.money(rules.refund_of(look, state.quantity))
    issued = credit_coded(session.store, credit) if credit else None
    return ReturnView(
        look.product.sku if look else None,
        look.product.name if look else None,
        line.serial if line else None,
        (line.lot_code or None) if line else None,
        look.sold.paper if look else None,
        look.sold.day.isoformat() if look else None,
        look.sold.customer if look else None,
        session.money(line.amount_minor) if line else None,
        show_decimal(state.quantity, line.decimals) if line else None,
        show_decimal(look.left, look.product.decimals) if look else None,
        refund,
        look.window_until.isoformat() if look and look.window_until else None,
        session.today() <= look.window_until if look and look.window_until else None,
        show_cover(cover_of(session, line)) if line else None,
        [_earlier(look, r) for r in look.earlier] if look else [],
        [
            ReturnStep(
                title, [[k, v] for k, v in {**now, **later}.items()],
                state.letters[i] if i < len(state.letters) else None,
            )
            for i, (title, now, later) in enumerate(STEPS)
        ],
        lines_view(session, state),
        paper,
        credit=credit,
        worth=session.money(issued.face_minor) if issued else None,
        gift=state.gift,
        refused=list(refused_before(session, look)) if look else [],
        **_new_goods(session, state, look),
    )  # fmt: skip


class _New(TypedDict):
    new: list[SellLine]
    swap: str | None
    to_pay: str | None
    open_questions: list[OpenQuestion]


def _new_goods(session: Session, state: HalfDone, look: Look | None) -> _New:
    """What goes out in an exchange, and what is to pay for it (negative: to give back)."""
    if state.basket is None:
        return {"new": [], "swap": None, "to_pay": None, "open_questions": []}
    shown = basket_view(session, state.basket)
    lines = shown.lines
    if state.swap == "R" and look is not None:
        lines = [replace(line, warranty_until=look.line.warranty_until) for line in lines]
    swap = {"R": "replacement", "E": "exchange"}.get(state.swap) or (
        "exchange" if state.letters[:1] not in ("", "F") else None
    )
    return {"new": lines, "swap": swap, "to_pay": shown.due, "open_questions": shown.open_questions}


def lines_view(session: Session, state: HalfDone) -> list[ReturnLine]:
    """The lines of the open receipt."""
    if state.receipt_id is None:
        return []
    return [
        ReturnLine(
            x.n, x.sku, x.name, x.serial, x.lot_code or None, show_decimal(x.quantity, x.decimals),
            show_decimal(x.quantity - x.back, x.decimals), session.money(x.amount_minor),
        )
        for x in lines_of(session.store, state.receipt_id)
    ]  # fmt: skip


def _earlier(look: Look, back: ReturnedRow) -> EarlierReturn:
    shown = show_decimal(back.quantity, look.product.decimals)
    paper = paper_name(back.series, back.number) or ""
    return EarlierReturn(paper, date.fromisoformat(back.day).isoformat(), shown, back.reason)


def offers(step: int) -> tuple[Key, ...]:
    """The letters that answer that question, as keys."""
    return tuple(Key(letter, word) for letter, word in STEPS[step][1].items())
