"""Stock from a file: each row read by itself, then booked as the deliveries they came in.

A delivery is what has one supplier, one invoice, one day and one place; it is booked as on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from shopstock import clock
from shopstock.amounts import parse_decimal
from shopstock.days import PrintedDate, iso, parse_iso, show_day
from shopstock.jobs.arrivals import FARTHEST_YEARS, default_date, short, why_odd
from shopstock.jobs.imports_table import TableRow
from shopstock.jobs.item import parse_attributes
from shopstock.jobs.nameless import named_at_sale
from shopstock.jobs.receive import (
    Arrival,
    check_lot_date,
    check_serial_is_new,
    receive,
    receiving_place,
)
from shopstock.jobs.rights import Right, require
from shopstock.jobs.serials import read_serial
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput, Refusal
from shopstock.store.catalogue import ProductRow, product_with_sku, products_like_sku
from shopstock.store.lots import lot_coded
from shopstock.store.people import add_party, parties
from shopstock.store.places import PlaceRow
from shopstock.text import clean_code, clean_name, fit

STOCK_REQUIRED: tuple[str, ...] = ("sku", "quantity")
STOCK_COLUMNS: tuple[str, ...] = (
    *STOCK_REQUIRED, "serial", "lot", "made_on", "expires_on", "cost", "place", "supplier", "invoice",
    "received_on", "attributes",
)  # fmt: skip
STOCK_TOLD = ("date_state",)  # what an export says of a day; an import reads past it
_FIRST_YEAR = 1970
_PARTY_LENGTH = 80  # as the store keeps names of people and firms

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class StockLine:
    """A good row of the file."""

    product: ProductRow
    quantity: int
    serial: str
    lot: str
    made_on: date | None
    expires: PrintedDate | None
    cost_minor: int | None
    place: PlaceRow | None
    supplier: str
    invoice: str
    received_on: date | None
    attributes: dict[str, str]


class _Cells:
    """The cells of one row while they are read; what cannot be read becomes a fault."""

    def __init__(self, row: TableRow) -> None:
        self.cells = row.cells
        self.faults: list[str] = []

    def fault(self, column: str, text: str) -> None:
        self.faults.append(f"{column}: {text}")

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell through its reader; None for an empty cell and for one that is at fault."""
        text = self.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except Refusal as refused:
            self.fault(column, refused.text)
            return None


class StockReader:
    """Reads rows one after the other and remembers what earlier rows of the file said.

    `cut` is what was taken and is worth a look: names that were too long, dates that are odd, past or short."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.today = session.today()
        self.cut: list[str] = []
        self._products: dict[str, ProductRow | None] = {}
        self._serial_in: dict[tuple[int, str], int] = {}
        self._date_in: dict[tuple[int, str, str], tuple[PrintedDate, int]] = {}

    def read(self, row: TableRow) -> tuple[StockLine | None, list[str]]:
        """The row as a line of a delivery, or None and everything that is wrong with it."""
        if row.fault:
            return None, [row.fault]
        cells = _Cells(row)
        item = self._item(cells)
        quantity = self._quantity(cells, item)
        serial = self._serial(cells, item, row.line) if item else ""
        lot = self._lot(cells, item) if item else ""
        expires, made = self._dates(cells, item, lot, row.line)
        cost = cells.read("cost", lambda text: parse_decimal(text, self.session.shop.digits))
        place = cells.read("place", lambda text: receiving_place(self.session, text))
        supplier = self._supplier(cells, row.line)
        invoice = cells.read("invoice", lambda text: clean_code(text, "it")) or ""
        received_on = cells.read("received_on", self._received_on)
        attributes = self._attributes(cells, item)
        if cells.faults or item is None or quantity is None:
            return None, cells.faults
        line = StockLine(
            item,
            quantity,
            serial,
            lot,
            made,
            expires,
            cost,
            place,
            supplier,
            invoice,
            received_on,
            attributes,
        )
        return line, []

    def _item(self, cells: _Cells) -> ProductRow | None:
        sku = cells.text("sku")
        if not sku:
            cells.fault("sku", "is missing")
            return None
        if sku not in self._products:
            like = product_with_sku(self.session.store, sku)
            others = [] if like else products_like_sku(self.session.store, sku)
            self._products[sku] = others[0] if len(others) == 1 else like
        found = self._products[sku]
        if found is None:
            cells.fault("sku", f'"{fit(sku, 30)}" is no item of this shop. Import products first')
        elif found.service:
            cells.fault("sku", f'"{fit(sku, 30)}" is a service: it is never in stock')
        return found

    def _quantity(self, cells: _Cells, item: ProductRow | None) -> int | None:
        if not cells.text("quantity"):
            cells.fault("quantity", "is missing")
            return None
        quantity = cells.read(
            "quantity", lambda text: parse_decimal(text, item.decimals if item else 6, "quantity")
        )
        if quantity == 0:
            cells.fault("quantity", "is nothing")
        elif (
            quantity is not None
            and quantity != 1
            and item
            and item.tracking == "serial"
            and not self._many(cells, item)
        ):
            cells.fault("quantity", "must be 1, each piece has its own serial and row")
        return quantity

    def _serial(self, cells: _Cells, item: ProductRow, line: int) -> str:
        if item.tracking != "serial":
            if cells.text("serial"):
                cells.fault("serial", f"{fit(item.name, 30)} is not tracked by serial")
            return ""
        if self._many(cells, item):
            return ""
        if not cells.text("serial"):
            cells.fault("serial", f"is missing, {fit(item.name, 30)} is tracked by serial")
            return ""
        serial = cells.read("serial", lambda text: read_serial(self.session, item, text))
        if not serial:
            return ""
        first = self._serial_in.setdefault((item.id, serial), line)
        if first != line:
            cells.fault("serial", f'"{fit(serial, 30)}" is in line {first} already')
        else:
            cells.read("serial", lambda _: check_serial_is_new(self.session, item, serial))
        return serial

    def _many(self, cells: _Cells, item: ProductRow) -> bool:
        """Whether the row is of pieces that come without their serials, by number."""
        return named_at_sale(item) and not cells.text("serial")

    def _lot(self, cells: _Cells, item: ProductRow) -> str:
        if item.tracking == "none":
            if cells.text("lot"):
                cells.fault("lot", f"{fit(item.name, 30)} is not tracked by lot")
            return ""
        if item.tracking == "lot" and not cells.text("lot"):
            cells.fault("lot", f"is missing, {fit(item.name, 30)} is tracked by lot")
        return cells.read("lot", lambda text: clean_code(text, "it")) or ""

    def _dates(
        self, cells: _Cells, item: ProductRow | None, lot: str, line: int
    ) -> tuple[PrintedDate | None, date | None]:
        expires = cells.read("expires_on", parse_iso)
        made = cells.read("made_on", parse_iso)
        if expires and made and made.day > expires.day:
            cells.fault("made_on", "is after expires_on")
        for column, printed in (("expires_on", expires), ("made_on", made)):
            if not printed or not item:
                continue
            if lot:
                self._one_date(cells, item, (column, printed), lot, line)
            elif not cells.text("lot"):
                cells.fault(column, "needs a lot")
        if expires and item and lot:
            self._check_known_lot(cells, item, lot, expires)
        if expires and item and item.date_kind:
            self._weigh(cells, item, expires, line)
        return expires, made.day if made else None

    def _one_date(
        self, cells: _Cells, item: ProductRow, given: tuple[str, PrintedDate], lot: str, line: int
    ) -> None:
        column, printed = given
        before, first = self._date_in.setdefault((item.id, lot, column), (printed, line))
        if before != printed:
            was = iso(before.day, before.precision)
            cells.fault(column, f"lot {fit(lot, 20)} has {was} in line {first}. One lot, one date")

    def _weigh(self, cells: _Cells, item: ProductRow, expires: PrintedDate, line: int) -> None:
        """A date that cannot be is a fault; the goods are here, so one that is odd, past or short is only said."""
        odd = why_odd(self.session, item, expires)
        shown = show_day(expires.day, None, expires.precision)
        if odd and expires.day.year > self.today.year + FARTHEST_YEARS:
            cells.fault("expires_on", f"{shown} is more than {FARTHEST_YEARS} years away")
        elif odd:
            self.cut.append(f"line {line}: expires_on: {shown}. {odd}")
        else:
            found = short(self.session, item, expires)
            if found:
                self.cut.append(f"line {line}: expires_on: {shown}: {found.said()}")

    def _check_known_lot(self, cells: _Cells, item: ProductRow, lot: str, expires: PrintedDate) -> None:
        cells.read("expires_on", lambda _: check_lot_date(self.session, item, lot, expires))

    def _supplier(self, cells: _Cells, line: int) -> str:
        name, was_cut = clean_name(cells.text("supplier"), _PARTY_LENGTH)
        if was_cut:
            self.cut.append(f"line {line}: supplier: cut to {_PARTY_LENGTH} characters")
        return name

    def _received_on(self, text: str) -> date:
        day = parse_iso(text).day
        if day > self.today:
            raise BadInput(f"{fit(text, 12)} is in the future")
        if day.year < _FIRST_YEAR:
            raise BadInput(f"{fit(text, 12)} is before {_FIRST_YEAR}")
        return day

    def _attributes(self, cells: _Cells, item: ProductRow | None) -> dict[str, str]:
        given = cells.read("attributes", parse_attributes) or {}
        if given and item and item.tracking != "serial":
            cells.fault("attributes", "only pieces with a serial bear their own")
        return given


def book_stock(session: Session, lines: Iterable[StockLine]) -> None:
    """Book the lines as their deliveries, oldest first, inside the caller's transaction."""
    require(session, Right.STOCK)
    today = session.today()
    deliveries: dict[tuple[date, str, str, PlaceRow | None], list[StockLine]] = {}
    dates: dict[tuple[int, str], PrintedDate] = {}
    for line in lines:
        key = (line.received_on or today, line.supplier, line.invoice, line.place)
        deliveries.setdefault(key, []).append(line)
        if line.expires:
            dates.setdefault((line.product.id, line.lot), line.expires)
    for (day, supplier, invoice, place), held in sorted(deliveries.items(), key=lambda item: item[0][0]):
        with _on(session, day, today) as at_day:
            receive(
                at_day,
                new_request_id(),
                tuple(_arrival(at_day, line, dates) for line in held),
                _supplier_id(session, supplier),
                invoice or None,
                place,
            )


@contextmanager
def _on(session: Session, day: date, today: date) -> Iterator[Session]:
    """The session of a person who dates a delivery back: the clock at noon of that day; today it goes on as it is."""
    if day == today:
        yield session
        return
    with clock.set_to(clock.instant_on(day, 12, 0, session.shop.zone)):
        yield replace(session, backdating=True)


def _arrival(session: Session, line: StockLine, dates: dict[tuple[int, str], PrintedDate]) -> Arrival:
    expires = dates.get((line.product.id, line.lot))
    if expires is None and line.lot and lot_coded(session.store, line.product.id, line.lot) is None:
        expires = default_date(session, line.product, line.made_on)
    return Arrival(
        line.product.id,
        line.quantity,
        (line.serial,) if line.serial else (),
        line.lot,
        expires,
        line.made_on,
        line.cost_minor,
        line.attributes,
        short_reason="from a file",
    )


def _supplier_id(session: Session, name: str) -> int | None:
    if not name:
        return None
    known = parties(session.store, "supplier", name)
    return (known[0] if known else add_party(session.store, "supplier", name)).id
