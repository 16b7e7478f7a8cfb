"""What may be offered: everything the counter asks before goods go into a basket.

It is answered here, so that a screen, a script and a test hear the same; the database refuses the same
things once more when the ticket is booked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shopstock.amounts import lowest, show_decimal
from shopstock.jobs.freshness import Dating
from shopstock.jobs.nameless import named_at_sale
from shopstock.jobs.nameless import offers as offers_of_nameless
from shopstock.jobs.offer_dates import REMOVE as REMOVE
from shopstock.jobs.offer_dates import BestBeforePassed as BestBeforePassed
from shopstock.jobs.offer_dates import DateDiffers as DateDiffers
from shopstock.jobs.offer_dates import PastBest as PastBest
from shopstock.jobs.offer_dates import ShortDated as ShortDated
from shopstock.jobs.offer_dates import UseByPassed as UseByPassed
from shopstock.jobs.offer_dates import check_date, nearest
from shopstock.jobs.offer_dates import check_printed_date as check_printed_date
from shopstock.jobs.offer_dates import lot_of_pack as lot_of_pack
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal, State
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.claims import open_paper
from shopstock.store.lots import LotRow, UnitRow, lot, plain_lot
from shopstock.store.places import place
from shopstock.store.stock import Standing, lot_places, standing, units_standing
from shopstock.store.stories import (
    Told,
    last_event_of_lot,
    last_event_of_unit,
    last_move_of_lot,
    last_move_of_unit,
)
from shopstock.store.tickets import last_sale_of, ticket
from shopstock.text import fit, short_code

SENTENCE = 61  # what fits the line of 76 characters beside the state and one key


class AlreadySold(Refusal):
    """A customer has this unit."""

    id = "sell.already_sold"


class NotInStock(Refusal):
    """The serial or lot is not on a shelf; it is never invented."""

    id = "sell.not_in_stock"


class Held(Refusal):
    """The unit or lot is on hold."""

    id = "sell.held"


class Recalled(Refusal):
    """The lot is recalled."""

    id = "sell.recalled"


class Stolen(Refusal):
    """The unit is on the stolen list."""

    id = "sell.stolen"


class ShortStock(Refusal):
    """Less is there than was asked for."""

    id = "sell.short_stock"
    state: ClassVar[State] = "ASK"


class WhichSerial(Refusal):
    """A product with serials needs the serial of the piece in hand."""

    id = "sell.which_serial"
    state: ClassVar[State] = "ASK"


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be added to a basket: a lot or unit with its quantity and price. `found` is booked as found.

    `labelled_minor` is what its label says that all of it costs, None where none does. `repair` is the claim it belongs
    to and its line among the parts fitted there, 0 for work; `sticker_minor` the price on a markdown sticker."""

    product_id: int
    lot_id: int
    unit_id: int | None
    quantity: int
    price_minor: int
    found: int = 0
    labelled_minor: int | None = None
    repair: tuple[int, int] | None = None
    sticker_minor: int | None = None


def offer_unit(session: Session, found: UnitRow, *, dated: str = "") -> Offer:
    """That very unit; raises AlreadySold, NotInStock, Held, Recalled, Stolen or a question about its date, which
    `dated` answers."""
    serial = short_code(found.serial)
    if found.stolen:
        since = since_when(session, last_event_of_unit(session.store, found.id, "stolen"))
        raise Stolen(f"{serial} is on the stolen list{since}. Keep it", REMOVE)
    if found.place_kind == "customer":
        raise AlreadySold(_sold_when(session, found), Key("R", "return"), Key("V", "view"), REMOVE)
    row = product(session.store, found.product_id)
    of_lot = lot(session.store, found.lot_id)
    _refuse_lot_hold(session, row, of_lot)
    if found.held:
        since = since_when(session, last_event_of_unit(session.store, found.id, "held"))
        because = fit(found.held_because or "no reason", 24)
        raise Held(f"{serial} is held: {because}{since}", Key("V", "view"), REMOVE)
    claimed = open_paper(session.store, found.id)
    if claimed:
        raise Held(f"{serial} has an open claim: {claimed}", Key("V", "view"), REMOVE)
    if found.place_id is None or not place(session.store, found.place_id).sellable:
        since = since_when(session, last_move_of_unit(session.store, found.id))
        where = f"{fit(found.place_code, 12)}{since}" if found.place_code else "nowhere yet"
        raise NotInStock(f"{serial} is at {where}, not for sale", Key("V", "view"), REMOVE)
    check_date(session, row, of_lot, dated)
    return Offer(row.id, found.lot_id, found.id, 1, price_of(row, of_lot))


def _sold_when(session: Session, found: UnitRow) -> str:
    sale = last_sale_of(session.store, found.id)
    if sale is None:
        return f"{short_code(found.serial)} is with a customer"
    sold = ticket(session.store, sale.booking_id)
    return f"{short_code(found.serial)} was sold {session.day(sold.day)}, {sold.paper}, {sold.staff}"


def since_when(session: Session, told: Told | None) -> str:
    """` 03 Oct, Mia`, to be put behind what a STOP says: since when and by whom; empty where the ledger is silent."""
    return f" {session.day(session.day_at(told.at_us))}, {fit(told.staff, 12)}" if told else ""


def _named(row: ProductRow, rest: str) -> str:
    """The product's name and what is said of it, the name cut so that the sentence fits with its keys."""
    return fit(row.name, max(8, SENTENCE - len(rest))) + rest


def _refuse_lot_hold(session: Session, row: ProductRow, of_lot: LotRow) -> None:
    if of_lot.recalled:
        since = since_when(session, last_event_of_lot(session.store, of_lot.id, "recalled"))
        head, tail = f"lot {fit(of_lot.code, 12)} is recalled (", f"){since}. Red box"
        because = fit(of_lot.held_because or "no reason", max(12, SENTENCE - len(head) - len(tail)))
        raise Recalled(f"{head}{because}{tail}", REMOVE)
    if of_lot.held:
        since = since_when(session, last_event_of_lot(session.store, of_lot.id, "held"))
        because = fit(of_lot.held_because or "no reason", 16)
        rest = f" lot {fit(of_lot.code, 10)} is held: {because}{since}"
        raise Held(_named(row, rest), Key("V", "view"), REMOVE)


def price_of(row: ProductRow, of_lot: LotRow) -> int:
    """What a lot costs now, in minor units: its own price, and never more than the product's."""
    return lowest(row.price_minor, of_lot.price_minor)


def offer_lot(
    session: Session,
    row: ProductRow,
    of_lot: LotRow,
    quantity: int,
    taken: int = 0,
    *,
    dated: str = "",
) -> Offer:
    """That very lot; `taken` of it are in the basket already. `dated` answers the question about its date."""
    _refuse_lot_hold(session, row, of_lot)
    there = sum(s.quantity for s in lot_places(session.store, of_lot.id) if s.sellable) - taken
    if there <= 0:
        said = "is all in this basket" if there + taken > 0 else _gone_where(session, of_lot)
        raise NotInStock(_named(row, f" lot {fit(of_lot.code, 10)} {said}"), Key("V", "view"), REMOVE)
    check_date(session, row, of_lot, dated)
    if there < quantity:
        raise short_of(row, there, quantity)
    return Offer(row.id, of_lot.id, None, quantity, price_of(row, of_lot))


def _gone_where(session: Session, of_lot: LotRow) -> str:
    where = [s.place_code for s in lot_places(session.store, of_lot.id)]
    since = since_when(session, last_move_of_lot(session.store, of_lot.id))
    return f"is at {fit(where[0], 12)}{since}, not for sale" if where else f"is off the shelves{since}"


def short_of(row: ProductRow, there: int, wanted: int, asked: int = 0) -> ShortStock:
    """Less is there than wanted; `asked` more can be sold by a scan of their lot and an answer about its date."""
    have = show_decimal(there, row.decimals)
    said = f"{have} there, {show_decimal(wanted - there, row.decimals)} short"
    if asked:
        said += f"; {show_decimal(asked, row.decimals)} by a scan of the lot only"
    return ShortStock(said, Key("Enter", f"takes {have}"), REMOVE)


def sellable(session: Session, row: ProductRow) -> list[Standing]:
    """What of a product the till takes by itself today: not held, and well before its date; earliest date first."""
    dating = Dating(session)
    return [s for s in standing(session.store, row.id) if _by_itself(dating, row, s)]


def _by_itself(dating: Dating, row: ProductRow, s: Standing) -> bool:
    return bool(s.sellable) and not s.held and dating.offered(row, s.expires)


def offer_product(
    session: Session,
    row: ProductRow,
    quantity: int,
    taken: dict[int, int],
    *,
    take_what_is_there: bool = False,
) -> list[Offer]:
    """Enough lots of a product, earliest date first; a line for each.

    `taken` says how much of each lot is in the basket already. Raises ShortStock when less is there, for
    goods without lots as a question whose answer books the difference as found."""
    if named_at_sale(row):
        return offers_of_nameless(session, row, quantity, taken, take_what_is_there=take_what_is_there)
    if row.tracking == "serial":
        units = units_standing(session.store, row.id)
        raise which_serial(row, sum(1 for unit in units if unit.sellable and not unit.held))
    if row.tracking == "none":
        return [offer_plain(session, row, quantity, taken, take_what_is_there=take_what_is_there)]
    dating = Dating(session)
    here = [s for s in standing(session.store, row.id) if s.sellable]
    room: dict[int, int] = {}
    for s in here:
        room[s.lot_id] = room.get(s.lot_id, -taken.get(s.lot_id, 0)) + s.quantity
    offers, left = [], quantity
    for lot_id in dict.fromkeys(s.lot_id for s in here if _by_itself(dating, row, s)):
        if left and room[lot_id] > 0:
            part = min(room[lot_id], left)
            offers.append(Offer(row.id, lot_id, None, part, price_of(row, lot(session.store, lot_id))))
            left -= part
    rest = [s for s in here if room[s.lot_id] > 0 and not _by_itself(dating, row, s)]
    if not offers:
        raise _nothing_to_sell(session, row, nearest(dating, row, rest), taken=bool(here))
    if left and not take_what_is_there:
        asked = {
            s.lot_id: room[s.lot_id] for s in rest if not s.held and not dating.forbidden(row, s.expires)
        }
        raise short_of(row, quantity - left, quantity, sum(asked.values()))
    return offers


def which_serial(row: ProductRow, free: int) -> WhichSerial:
    """The question for the serial of the piece in hand, of which `free` may be sold."""
    there = f"? to list {free} in stock" if free else "None is in stock"
    return WhichSerial(f"{fit(row.name, 24)} needs its serial. Scan it, or {there}.")


def _nothing_to_sell(session: Session, row: ProductRow, rest: list[Standing], *, taken: bool) -> Refusal:
    """Why no lot of a product can be sold by itself: the date or hold of the nearest, or nothing there."""
    for s in rest[:1]:
        of_lot = lot(session.store, s.lot_id)
        try:
            _refuse_lot_hold(session, row, of_lot)
            check_date(session, row, of_lot)
        except Refusal as refused:
            return refused
    said = "all of it is in this basket" if taken else "none is on the shelves"
    return NotInStock(f"{fit(row.name, 30)}: {said}", Key("V", "view"), REMOVE)


def offer_plain(
    session: Session, row: ProductRow, quantity: int, taken: dict[int, int], *, take_what_is_there: bool
) -> Offer:
    of_lot = plain_lot(session.store, row.id)
    if row.service:
        return Offer(row.id, of_lot.id, None, quantity, row.price_minor)
    there = sum(s.quantity for s in standing(session.store, row.id) if s.sellable)
    used = taken.get(of_lot.id, 0)
    missing = max(0, used + quantity - there)
    if missing and not take_what_is_there:
        books = show_decimal(max(0, there - used), row.decimals)
        wanted = show_decimal(quantity, row.decimals)
        raise ShortStock(
            f"books say {books} left, you sell {wanted}", Key("Enter", "sell, recount later"), REMOVE
        )
    return Offer(row.id, of_lot.id, None, quantity, row.price_minor, found=min(missing, quantity))
