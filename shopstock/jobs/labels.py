"""Labels of what is in the shop: a unit, a lot, a shelf price, a place, a markdown, a whole delivery or place.

What is wanted is kept as kinds and ids; the label itself is made when it is drawn, so it has the price of that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from shopstock import clock
from shopstock.amounts import lowest
from shopstock.codes.gtin import is_gtin
from shopstock.codes.in_store import is_in_store
from shopstock.codes.writing import Coded, is_said_as
from shopstock.date_kinds import LONG
from shopstock.days import PrintedDate, show_day
from shopstock.jobs import find, settings
from shopstock.jobs.find import Meaning
from shopstock.jobs.printing import NONE, form_of, printer_of, queue_labels
from shopstock.jobs.session import Session
from shopstock.jobs.stickers import sticker_of
from shopstock.papers.label import Kind, Label
from shopstock.papers.label_output import Spec, check_fits, to_json
from shopstock.papers.symbols import Preference
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, barcodes_of, product
from shopstock.store.lots import LotRow, lot, unit
from shopstock.store.places import PlaceRow, place
from shopstock.store.stock import due_until, goods_at, lot_places, units_of_lot_at
from shopstock.store.tickets import movements_of, ticket
from shopstock.text import fit

MOST = 2000
_FROM_OUTSIDE = ("received", "found")


class NoLabel(Refusal):
    """A thing that has no label: a customer, a receipt, an empty place."""

    id = "labels.no_label"


class NoPrinter(Refusal):
    """Labels should go to a printer, and this till has none for them."""

    id = "labels.no_printer"


class TooMany(Refusal):
    """More labels than anybody prints at once."""

    id = "labels.too_many"


class Wanted(NamedTuple):
    """So many labels of a thing: `id` is that of a unit, a lot (lot, markdown), a product (shelf) or a place."""

    kind: Kind
    id: int
    copies: int = 1


def wanted_of(session: Session, meaning: Meaning) -> tuple[Wanted, ...]:
    """The labels of what an entry means: one of a thing, all of a delivery. Raises NoLabel.

    A lot with a price of its own below the usual one gets its markdown sticker."""
    if meaning.kind == "product":
        return (Wanted("shelf", meaning.id),)
    if meaning.kind == "lot":
        return (Wanted("markdown" if is_marked_down(session, meaning.id) else "lot", meaning.id),)
    if meaning.kind == "unit":
        return (Wanted("unit", meaning.id),)
    if meaning.kind == "place":
        return (Wanted("place", meaning.id),)
    if meaning.kind == "receipt":
        return of_delivery(session, meaning.id)
    raise NoLabel(f"{fit(meaning.label, 40)} has no label", Key("F3", "find"))


def is_marked_down(session: Session, lot_id: int) -> bool:
    """Whether a lot has a price of its own below the usual one."""
    found = lot(session.store, lot_id)
    return (
        found.price_minor is not None
        and found.price_minor < product(session.store, found.product_id).price_minor
    )


def of_delivery(session: Session, booking_id: int) -> tuple[Wanted, ...]:
    """The labels of a delivery: one for each unit, one for each piece of a lot, a shelf price for other goods."""
    booking = ticket(session.store, booking_id)
    if booking.kind != "delivery":
        raise NoLabel(
            f"{booking.paper or 'that'} is a {booking.kind}, only a delivery has labels", Key("F3", "find")
        )
    if booking.reversed_by is not None:
        raise NoLabel(f"{booking.paper} was undone: its goods are not here", Key("F3", "find"))
    moved = [m for m in movements_of(session.store, booking_id) if m.what in _FROM_OUTSIDE]
    return merged(_of_goods(session, m.product_id, m.lot_id, m.unit_id, m.quantity) for m in moved)


def of_place(session: Session, place_id: int, *, prices: bool = False) -> tuple[Wanted, ...]:
    """The labels of all that stands at a place: its units and lots, or the shelf price of each product there."""
    here = goods_at(session.store, place_id)
    if not here:
        raise NoLabel(f"nothing stands at {place(session.store, place_id).code}", Key("F3", "find"))
    if prices:
        return tuple(dict.fromkeys(Wanted("shelf", goods.product_id) for goods in here))
    found: list[Wanted] = []
    for goods in here:
        units = units_of_lot_at(session.store, goods.lot_id, place_id) if goods.tracking == "serial" else []
        found += [Wanted("unit", unit_id) for unit_id in units]
        if not units:
            found.append(_of_goods(session, goods.product_id, goods.lot_id, None, goods.quantity))
    return merged(found)


def of_markdowns(session: Session) -> tuple[Wanted, ...]:
    """A sticker for each piece on the shelves whose lot has a price below the usual one."""
    here = due_until(session.store, date.max)
    lots = [row for row in here if row.lot_price_minor is not None and row.lot_price_minor < row.price_minor]
    if not lots:
        raise NoLabel("nothing on the shelves is marked down", Key("F6", "dates"))
    return merged(Wanted("markdown", row.lot_id, row.quantity if row.decimals == 0 else 1) for row in lots)


def stickers_of(session: Session, lot_id: int) -> Wanted:
    """A sticker for each piece of a lot on the shelves; one where nobody knows the pieces. Raises NoLabel."""
    of_lot = lot(session.store, lot_id)
    if not is_marked_down(session, lot_id):
        raise NoLabel(f"lot {fit(of_lot.code, 20)} is not marked down", Key(":mark", "marks"))
    row = product(session.store, of_lot.product_id)
    there = sum(s.quantity for s in lot_places(session.store, lot_id) if s.sellable)
    return Wanted("markdown", lot_id, max(1, there) if row.decimals == 0 else 1)


def _of_goods(session: Session, product_id: int, lot_id: int, unit_id: int | None, quantity: int) -> Wanted:
    if unit_id is not None:
        return Wanted("unit", unit_id)
    row = product(session.store, product_id)
    if lot(session.store, lot_id).plain:
        return Wanted("shelf", product_id)
    # Of what is weighed or measured nobody knows the pieces: one label, and a person says how many.
    pieces = quantity if row.decimals == 0 else 1
    return Wanted("markdown" if is_marked_down(session, lot_id) else "lot", lot_id, max(1, pieces))


def merged(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Each thing once, with the sum of its labels, in the order of the first."""
    sums: dict[tuple[Kind, int], int] = {}
    for each in wanted:
        sums[each.kind, each.id] = sums.get((each.kind, each.id), 0) + each.copies
    return tuple(Wanted(kind, thing, count) for (kind, thing), count in sums.items())


def counted(count: int) -> str:
    """For people: `1 label`, `24 labels`."""
    return f"{count} label{'s' * (count != 1)}"


def check_count(wanted: Iterable[Wanted]) -> int:
    """How many labels that makes; raises TooMany."""
    count = sum(each.copies for each in wanted)
    if count > MOST:
        raise TooMany(f"{count:,} labels are more than {MOST:,} at once", Key("-", "remove"))
    return count


def all_labels(session: Session, wanted: Iterable[Wanted]) -> list[Label]:
    """Every label as often as it is wanted; raises TooMany."""
    lines = tuple(wanted)
    check_count(lines)
    return [label for each in lines for label in (label_of(session, each.kind, each.id),) * each.copies]


# One label


def label_of(session: Session, kind: Kind, thing: int) -> Label:
    """The label of one thing as it is now."""
    store = session.store
    if kind == "place":
        return _place_label(place(store, thing))
    if kind == "shelf":
        return _shelf_label(session, product(store, thing))
    found = unit(store, thing) if kind == "unit" else None
    if found and found.nameless == 1:
        return _shelf_label(session, product(store, found.product_id))
    of_lot = lot(store, found.lot_id if found else thing)
    row = product(store, of_lot.product_id)
    made = _goods_label(session, row, of_lot, found.serial if found else None)
    if kind != "markdown":
        return made
    code = sticker_of(session, of_lot.id)
    coded = replace(made.coded, own=code, gtin=None) if code else made.coded
    return replace(made, kind="markdown", was=session.money(row.price_minor), coded=coded)


def _place_label(at: PlaceRow) -> Label:
    # With its sign, a place is a place in every job, whatever else bears that word.
    return Label("place", at.name, Coded(f"={at.code}"), place=at.code)


def _shelf_label(session: Session, row: ProductRow) -> Label:
    return Label(
        "shelf", row.name, Coded(_word(row.sku), _gtin(session, row.id)), sku=row.sku,
        price=session.money(row.price_minor), currency=session.shop.currency,
        per=row.measure if row.measure != "each" else "",
    )  # fmt: skip


def _goods_label(session: Session, row: ProductRow, of_lot: LotRow, serial: str | None) -> Label:
    code = None if of_lot.plain else of_lot.code
    price = lowest(row.price_minor, of_lot.price_minor)
    coded = Coded(
        _word(serial or code or row.sku),
        _gtin(session, row.id),
        code,
        serial,
        of_lot.made_on,
        of_lot.expires,
        row.date_kind,
    )
    return Label(
        "unit" if serial else "lot",
        row.name,
        coded,
        sku=row.sku,
        price=session.money(price),
        currency=session.shop.currency,
        per=row.measure if row.measure != "each" else "",
        lot=code or "",
        serial=serial or "",
        made=_shown(PrintedDate(of_lot.made_on)) if of_lot.made_on else "",
        date=_shown(of_lot.expires) if of_lot.expires else "",
        date_kind=LONG.get(row.date_kind or "", "") if of_lot.expires else "",
    )


def _word(text: str) -> str:
    """The word a code may say; empty where the counter would take it for something else."""
    return text if is_said_as(text) else ""


def _shown(day: PrintedDate) -> str:
    """With its year: a label lies on a shelf for long."""
    return show_day(day.day, None, day.precision)


def _gtin(session: Session, product_id: int) -> str | None:
    """The product number that a code may bear: the maker's before one of the shop's own."""
    numbers = [code for code in barcodes_of(session.store, product_id) if is_gtin(code)]
    return next(iter(sorted(numbers, key=is_in_store)), None)


# How they are printed


def spec_of(session: Session, stock: str = "", start: int = 1, output: str = "") -> Spec:
    """How labels are made here, by the settings where nothing else is given."""
    output = output or settings.value(session, "labels.output")
    if output == "printer":
        output = form_of(session, "labels", printer_of(session, "labels"))
    return Spec(
        "zpl" if output == "zpl" else "pdf",
        stock or settings.value(session, "labels.stock"),
        start,
        settings.value(session, "labels.size"),
        int(settings.value(session, "labels.dpi")),
        cast(Preference, settings.value(session, "labels.symbol")),
        settings.value(session, "labels.domain"),
    )


def goes_to_printer(session: Session) -> bool:
    """Whether labels go to the label printer of this till; raises NoPrinter where there is none."""
    if settings.value(session, "labels.output") != "printer":
        return False
    if printer_of(session, "labels") == NONE:
        said = f"{fit(session.till.name, 20)} has no label printer"
        raise NoPrinter(said, Key(":settings printer.labels", "sets it"))
    return True


def send(session: Session, wanted: Sequence[Label], spec: Spec) -> str:
    """Labels wait for the label printer from now on; how the queue calls them. Raises DoesNotFit beforehand."""
    check_fits(wanted, spec)
    time = f"{clock.local(clock.now_us(), session.shop.zone):%H:%M}"
    title = f"{counted(len(wanted))} {time}"
    queue_labels(session, title, to_json(wanted, spec))
    return title


def meant(session: Session, text: str) -> list[Meaning]:
    """Everything that an entry may mean for a label, its exact meanings before words in names."""
    if text.startswith("="):
        return [m for m in find.meanings(session, text[1:]) if m.kind == "place"]
    if text.startswith("#"):
        paper = find.find_paper(session, text[1:])
        return [paper] if paper else []
    found = find.meanings(session, text)
    return [find.of_reading(session, m) for m in found] or find.by_words(session, text)


def next_start(spec: Spec, count: int) -> int:
    """The position after the last of so many labels, on the sheet that was begun."""
    from shopstock.papers.label_stocks import stock

    return (spec.start - 1 + count) % stock(spec.stock).count + 1


def check_start(stock_name: str, start: int) -> None:
    """Refuse a position that the stock has not."""
    from shopstock.papers.label_stocks import stock

    on = stock(stock_name)
    if not 1 <= start <= on.count:
        raise BadInput(f"{on.name} has positions 1 to {on.count}, {start} is none")
