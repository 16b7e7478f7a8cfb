"""Taking goods back: from the unit where it has a serial, from the receipt otherwise.

A return is always of a line that was sold here and is not back yet, so it never makes stock out of
nothing. Refunds are cumulative shares of what was paid for the line: three for 10.00 refund 3.33, 3.34, 3.33.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from shopstock.amounts import share, show_decimal
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal, State
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import Goods, PaymentDraft, Posted, ReturnDraft, Step, booked, paper_name, post
from shopstock.store.lots import UnitRow, lot, unit
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.tickets import (
    ReturnedRow,
    SoldLine,
    Ticket,
    last_sale_of,
    lines_of,
    returned_of,
    sold_line,
    ticket,
    ticket_numbered,
)
from shopstock.text import fit, short_code

REASONS = {
    "C": "changed mind",
    "F": "faulty",
    "W": "wrong item",
    "D": "damaged",
    "O": "other",
}
DESTINATIONS = {"S": "shelf", "Q": "quarantine", "B": "bin"}
OUTCOMES = {"M": "money"}
LATER_DESTINATIONS = {"R": "repair", "V": "supplier"}
LATER_OUTCOMES = {"X": "exchange", "C": "credit note", "W": "warranty repair"}

DEFAULT_WINDOW = 30


class NeverSoldHere(Refusal):
    """This shop never sold it: no proof, no stock."""

    id = "return.never_sold_here"


class AlreadyBack(Refusal):
    """It came back before, or it is in the shop."""

    id = "return.already_back"


class TooMany(Refusal):
    """More than is left of what was sold."""

    id = "return.too_many"


class WindowOver(Refusal):
    """The time to bring it back has passed: a person decides."""

    id = "return.window_over"
    state: ClassVar[State] = "ASK"


class NotToShelf(Refusal):
    """Faulty, damaged or expired goods never go straight back to the shelf."""

    id = "return.not_to_shelf"


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a sold line before it comes back."""

    line: SoldLine
    sold: Ticket
    product: ProductRow
    left: int
    window_until: date | None
    warranty_until: date | None
    earlier: tuple[ReturnedRow, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """One line coming back: how much of it, why, and where it goes; `scan` is what was read from the goods."""

    sale_line_id: int
    quantity: int
    reason: str
    destination: str
    scan: str | None = None


def look_unit(session: Session, found: UnitRow) -> Look:
    """The sale that unit is out on; raises NeverSoldHere or AlreadyBack."""
    sale = last_sale_of(session.store, found.id)
    serial = short_code(found.serial)
    if sale is None:
        raise NeverSoldHere(
            f"{serial} was never sold here. It is at {found.place_code or 'no place'}", VIEW, STEP_BACK
        )
    if found.place_kind != "customer":
        raise AlreadyBack(_back_since(session, sale, found), VIEW, STEP_BACK)
    return look_line(session, sale)


VIEW = Key("V", "view")
STEP_BACK = Key("Esc", "leave")


def _back_since(session: Session, sale: SoldLine, found: UnitRow) -> str:
    returns = returned_of(session.store, sale.id)
    if returns:
        day = session.day(date.fromisoformat(returns[-1].day))
        return f"{short_code(found.serial)} came back {day}, it is at {found.place_code}"
    return f"{short_code(found.serial)} is in the shop, at {found.place_code}"


def look_line(session: Session, line: SoldLine) -> Look:
    """What is known of a sold line."""
    row = product(session.store, line.product_id)
    return Look(
        line,
        ticket(session.store, line.booking_id),
        row,
        line.quantity - line.back,
        window_of(session, line),
        date.fromisoformat(line.warranty_until) if line.warranty_until else None,
        tuple(returned_of(session.store, line.id)),
    )


def window_of(session: Session, line: SoldLine) -> date | None:
    """The last day a line may come back, as agreed at the sale."""
    if line.return_until:
        return date.fromisoformat(line.return_until)
    return ticket(session.store, line.booking_id).day + timedelta(days=DEFAULT_WINDOW)


def look_receipt(session: Session, series: str, number: int) -> tuple[Ticket, list[SoldLine]]:
    """The lines of a receipt; raises NeverSoldHere for a number that is no sale of this shop."""
    found = ticket_numbered(session.store, series, number)
    if found is None or found.kind != "sale":
        raise NeverSoldHere(f"{paper_name(series, number)} is no receipt of this shop", STEP_BACK)
    if found.reversed_by is not None:
        raise AlreadyBack(f"{found.paper} was voided. Nothing of it is out", STEP_BACK)
    return found, lines_of(session.store, found.id)


def check_left(look: Look, quantity: int) -> None:
    """Refuse more than is left of the line, with how much that is."""
    if quantity > look.left:
        left = show_decimal(look.left, look.product.decimals)
        if look.left <= 0:
            raise AlreadyBack(f"{fit(look.product.name, 30)}: all of it came back already", STEP_BACK)
        raise TooMany(f"only {left} left of {fit(look.product.name, 30)} on {look.sold.paper}", STEP_BACK)


def check_window(session: Session, look: Look, reason: str) -> None:
    """Ask when the window is over; never for faulty goods, which the law covers apart from any window."""
    if reason != "F" and look.window_until and session.today() > look.window_until:
        raise WindowOver(
            f"return window ended {session.day(look.window_until)}", Key("Enter", "take it anyway"), STEP_BACK
        )


def check_destination(session: Session, look: Look, reason: str, destination: str) -> None:
    """Faulty, damaged and expired goods may not go straight back to the shelf."""
    if destination != "S":
        return
    keys = (Key("Q", "quarantine"), Key("B", "bin"))
    if reason in ("F", "D"):
        raise NotToShelf(f"{REASONS[reason]} goods never go straight back to the shelf", *keys)
    expires = look.line.expires_on
    if expires and look.line.date_kind and date.fromisoformat(expires) < session.today():
        raise NotToShelf(
            f"its date was {session.day(date.fromisoformat(expires))}: not back to the shelf", *keys
        )


def allow_goodwill(session: Session) -> None:
    """Goodwill after the warranty is a refund that nothing obliges the shop to: raises NeedsApproval."""
    require(session, Right.REFUND)


def refund_of(look: Look, quantity: int) -> int:
    """What coming back of `quantity` more pays back, in minor units."""
    line = look.line
    return share(line.amount_minor, line.back + quantity, line.quantity) - line.refunded


def give_back(
    session: Session, request_id: str, backs: tuple[Back, ...], tender: str = "cash", outcome: str = "M"
) -> Posted:
    """Book a return in one transaction; a repeated request answers with the first result.

    Money out needs the right to refund: raises NeedsApproval."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        if not backs:
            raise BadInput("a return needs a line")
        steps: list[Step] = []
        returns: list[ReturnDraft] = []
        lines: dict[int, SoldLine] = {}
        party_id = None
        for back in backs:
            look = look_line(session, lines.get(back.sale_line_id) or sold_line(store, back.sale_line_id))
            check_left(look, back.quantity)
            check_destination(session, look, back.reason, back.destination)
            steps.append(_step(session, look, back))
            returns.append(_draft(look, back, refund_of(look, back.quantity), outcome))
            lines[back.sale_line_id] = stepped(look.line, returns[-1])
            party_id = look.sold.party_id
        refund = sum(r.refund_minor for r in returns)
        if refund:
            require(session, Right.REFUND)
        return post(
            store,
            replace(
                session.draft("return", request_id),
                series="RT",
                party_id=party_id,
                steps=tuple(steps),
                returns=tuple(returns),
                payments=(PaymentDraft(tender, -refund, -refund),),
            ),
        )


def stepped(line: SoldLine, step: ReturnDraft) -> SoldLine:
    """A line as it is after one more step of a return: a booking may hold several of one line."""
    return line._replace(
        back=line.back + step.quantity, refunded=line.refunded + step.refund_minor, seq=step.seq
    )


def _step(session: Session, look: Look, back: Back) -> Step:
    store, line = session.store, look.line
    if line.unit_id is not None and unit(store, line.unit_id).place_kind != "customer":
        raise AlreadyBack(f"{short_code(line.serial or '')} is in the shop already", VIEW, STEP_BACK)
    of_lot = lot(store, line.lot_id)
    goods = Goods(line.product_id, line.tracking, line.lot_id, of_lot.plain, line.unit_id)
    return Step(
        "returned",
        goods,
        place_of_kind(store, "customer"),
        destination_place(session, back.destination),
        back.quantity,
        line.cost_minor,
        sale_line_id=line.id,
        reason=REASONS[back.reason],
        scan=back.scan,
    )


def destination_place(session: Session, letter: str) -> PlaceRow:
    """Where a destination letter sends the goods."""
    return place_of_kind(session.store, DESTINATIONS[letter])


def _draft(look: Look, back: Back, refund_minor: int, outcome: str) -> ReturnDraft:
    line = look.line
    return ReturnDraft(
        line.id,
        line.quantity,
        line.amount_minor,
        line.seq + 1,
        line.back,
        line.refunded,
        back.quantity,
        refund_minor,
        REASONS[back.reason],
        DESTINATIONS[back.destination],
        OUTCOMES[outcome],
    )
