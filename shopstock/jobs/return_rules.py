"""What may come back, why and where to: what is known of a sold line, and what is refused or asked about it.

Refunds are cumulative shares of what was paid for the line: three for 10.00 refund 3.33, 3.34, 3.33.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from shopstock.amounts import share, show_decimal
from shopstock.days import PrintedDate
from shopstock.jobs.freshness import Dating
from shopstock.jobs.return_windows import never_resold
from shopstock.jobs.rights import Right, require
from shopstock.jobs.services import labour_place
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.refusal import Key, Refusal, State
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.claims import open_paper, proof_behind
from shopstock.store.ledger import paper_name
from shopstock.store.lots import UnitRow
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.tickets import (
    ReturnedRow,
    SoldLine,
    Ticket,
    last_sale_of,
    lines_of,
    returned_of,
    ticket,
    ticket_numbered,
)
from shopstock.text import at_place, fit, short_code

REASONS = {
    "C": "changed mind",
    "F": "faulty",
    "W": "wrong item",
    "D": "damaged",
    "O": "other",
}
DESTINATIONS = {"S": "shelf", "Q": "quarantine", "R": "repair", "V": "supplier", "B": "bin"}
PLACE_KINDS = {"S": "shelf", "Q": "quarantine", "R": "bench", "V": "repairer", "B": "bin"}
OUTCOMES = {"M": "money", "X": "exchange", "C": "credit note"}
CLAIMED = {"W": "warranty repair"}
REFUSED = {"N": "refused"}
REPLACEMENT = "replacement"  # an exchange at the price that was paid

DEFAULT_WINDOW = 30


class NeverSoldHere(Refusal):
    """This shop never sold it: no proof, no stock."""

    id = "return.never_sold_here"


class NeverHere(NeverSoldHere):
    """Nobody here knows that serial: a proof of purchase may help."""

    state: ClassVar[State] = "ASK"


_WAYS = (Key("P", "proof of purchase"), Key("Esc", "refuse"))
_ROOM = 38  # what the two keys leave of a line


def never_here(shown: str) -> NeverHere:
    """Nobody knows that serial, said so that the line and its keys are whole."""
    said = f"{shown} was never sold or received here."
    if len(said) > _ROOM:
        said = f"{fit(shown, 18)} is not known here."
    return NeverHere(said, *_WAYS)


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


class OtherReceipt(Refusal):
    """It was sold on another receipt than the one that is open."""

    id = "return.other_receipt"
    state: ClassVar[State] = "ASK"


class NoMoneyForGift(Refusal):
    """The holder of a gift receipt asks for money."""

    id = "return.gift"


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


def look_unit(session: Session, found: UnitRow) -> Look:
    """The sale that unit is out on; raises NeverSoldHere or AlreadyBack."""
    sale = last_sale_of(session.store, found.id)
    serial = short_code(found.serial)
    if sale is None and proof_behind(session.store, found.id):
        raise NeverSoldHere(f"{serial} was bought elsewhere: nothing was paid here", CLAIM, STEP_BACK)
    if sale is None:
        raise NeverSoldHere(
            f"{serial} was never sold here. It is at {found.place_code or 'no place'}", VIEW, STEP_BACK
        )
    visits = found.place_kind == "visiting" and open_paper(session.store, found.id)
    kept = found.place_kind == "supplier" and sale.back < sale.quantity  # credited to us, the customer waits
    if found.place_kind != "customer" and not visits and not kept:
        raise AlreadyBack(_back_since(session, sale, found), VIEW, STEP_BACK)
    return look_line(session, sale)


VIEW = Key("V", "view")
CLAIM = Key(":claim", "claim")
STEP_BACK = Key("Esc", "leave")


def _back_since(session: Session, sale: SoldLine, found: UnitRow) -> str:
    returns = returned_of(session.store, sale.id)
    if returns:
        day = session.day(date.fromisoformat(returns[-1].day))
        return f"{short_code(found.serial)} came back {day}, it is {at_place(found.place_code)}"
    claim = open_paper(session.store, found.id)
    if claim:
        return f"{short_code(found.serial)} is {at_place(found.place_code)}, {claim}"
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
    """Faulty, damaged and expired goods may not go straight back to the shelf; food, medicine and what has a use-by
    goes where nobody sells it again."""
    keys = (Key("Q", "quarantine"), Key("B", "bin"))
    if destination in ("S", "R") and never_resold(session, look.product):
        what = fit(look.product.category or look.product.name, 24)
        raise NotToShelf(f"{what} that came back is never sold again", *keys)
    if destination != "S":
        return
    if reason in ("F", "D"):
        raise NotToShelf(f"{REASONS[reason]} goods never go straight back to the shelf", *keys)
    expires = look.line.expires_on
    ends = PrintedDate(date.fromisoformat(expires)) if expires else None
    if ends and Dating(session).over(look.product, ends):
        raise NotToShelf(f"its date was {session.day(ends.day)}: not back to the shelf", *keys)


def check_gift(session: Session, *, gift: bool) -> None:
    """Whoever holds a gift receipt gets no money unless the shop says so: another paid it."""
    if gift and value(session, "returns.gift") == "credit":
        raise NoMoneyForGift(
            "a gift receipt gives no money back", Key("C", "credit note"), Key("X", "another one")
        )


def allow_goodwill(session: Session) -> None:
    """Goodwill after the warranty is a refund that nothing obliges the shop to: raises NeedsApproval."""
    require(session, Right.REFUND)


def refund_of(look: Look, quantity: int) -> int:
    """What coming back of `quantity` more pays back, in minor units."""
    line = look.line
    # Undone returns leave gaps: a rest may be worth less than what was paid back for the pieces before it.
    return max(0, share(line.amount_minor, line.back + quantity, line.quantity) - line.refunded)


def destination_place(session: Session, row: ProductRow, letter: str) -> PlaceRow:
    """Where a destination letter sends the goods; a service goes back to where it was sold from, whatever it says."""
    if row.service:
        return labour_place(session)
    return place_of_kind(session.store, PLACE_KINDS[letter])
