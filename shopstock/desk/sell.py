"""Sell: a code adds a line; what is refused or asked leaves a `!` line that blocks paying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.amounts import LARGEST, parse_decimal, parse_ppm
from shopstock.codes import credit_code
from shopstock.codes.gtin import has_wrong_check_digit
from shopstock.desk import picking_up
from shopstock.desk.answer import Answer
from shopstock.desk.basket import (
    CODE_KEPT,
    Basket,
    Line,
    basket_view,
    line_of,
    priced,
    said_added,
    said_older,
    with_older,
)
from shopstock.desk.entries import Entry
from shopstock.desk.extending import Extending
from shopstock.desk.meeting import meeting
from shopstock.desk.mode import Around, NotHere, NothingOpen
from shopstock.desk.naming import Naming
from shopstock.desk.parking import Parking, counted_lines
from shopstock.desk.paying import LinesOpen, Paying
from shopstock.desk.views.base import Choice
from shopstock.desk.views.sell import SellView
from shopstock.desk.waiting import REMOVE, UnknownCode, WhichOne
from shopstock.jobs import find, offer, sell
from shopstock.jobs.credit import CreditOver, CreditTwice, NoCredit, credit_named
from shopstock.jobs.find import Meaning
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.jobs.measured import labelled, measured
from shopstock.jobs.nameless import SerialAsked, named_at_sale
from shopstock.jobs.offer import Offer
from shopstock.jobs.park import NotParked
from shopstock.jobs.remembered import NothingToKeep, only
from shopstock.jobs.repairs import NotWhole
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.sticker_price import at_sticker
from shopstock.jobs.treat import packs_of
from shopstock.refusal import BadInput, Key, Passing, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot, unit
from shopstock.text import clean_text, fit, short_code

if TYPE_CHECKING:
    from shopstock.codes.reading import Reading
    from shopstock.desk.desk import Desk

# Refusals that speak of the basket or of a question, not of a scan: they leave no line.
_NO_SCAN = (
    LinesOpen,
    NothingOpen,
    NotHere,
    NotParked,
    NothingToKeep,
    NoCredit,
    CreditOver,
    CreditTwice,
    NotWhole,
)


class SellMode(Extending, Naming, Paying, Parking):
    """The counter."""

    job = "sell"
    kept = True
    words = ("park",)
    hints = (
        Key("3*", "times"),
        Key("-", "remove"),
        Key("/10", "% off"),
        Key("@", "customer"),
        Key("+50", "cash"),
        Key("?", "look"),
    )
    help = (
        ("product barcode", "adds it, earliest date first"),
        ("serial number / IMEI", "adds that very unit"),
        ("lot code", "adds from that very lot"),
        ("GS1 code", "product, lot, date and serial in one scan"),
        ("part of a name", "a list: pick a number"),
        ("2  or  2!", "the second meaning of a code; ! keeps it for always"),
        ("3*  or  3*CODE", "the next code, or that code, three times"),
        ("-  or  -2", "takes the last line, or line 2, away"),
        ("/10", "10 percent off the last line"),
        ("@Patel  or  @5550102", "the customer, by name or phone"),
        ("+50", "cash given: pays and shows the change"),
        ("F9, 50 F9, card F9", "pays exactly, with 50 in cash, by card"),
        ("F8", "parks the basket; on an empty one lists the parked"),
        (":park red coat", "parks it under that name"),
        ("?CODE", "looks it up, sells nothing"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Basket())

    def open(self) -> Answer:
        basket = self.state
        if not basket.lines:
            return self.ok("sell.ready", "scan the first item, or type a part of its name")
        lines, due = counted_lines(len(basket.lines)), self.session.money(basket.due_minor)
        if self.desk.resumed:
            self.desk.resumed = False
            return self.ok("sell.resumed", f"the open basket is back: {lines}, {due}")
        waiting = basket.waiting()
        if waiting is None:
            return self.ok("sell.open", f"{lines}, {due} to pay")
        line = basket.lines[waiting]
        if line.id == UnknownCode.id and self._quiet_meanings(line.code):
            return self._settle(line, "Enter")
        return self.say("STOP" if line.state == "stop" else "ASK", line.id, line.text, *line.keys)

    def view(self) -> SellView:
        return basket_view(self.session, self.state)

    def around(self) -> Around:
        basket = self.state
        waiting = sum(1 for line in basket.lines if line.state != "ok")
        notice = (
            f"{counted_lines(waiting)} need{'s' if waiting == 1 else ''} you before Pay" if waiting else ""
        )
        if not notice and basket.listing:
            notice = "a number brings one back"
        who = f"Customer  {basket.customer or 'none  @name'}"
        items = sum(1 for line in basket.lines if line.state == "ok")
        return Around("", f"{who}   Items {items}", "TOTAL", self.session.money(basket.due_minor), notice)

    def dropped(self) -> str:
        paid = sum(t.amount_minor for t in self.state.tenders if not t.credit)
        return super().dropped() + (f", give back {self.session.money(paid)}" if paid else "")

    def asks(self) -> bool:
        return self.state.waiting() is not None

    def choices(self) -> list[Choice]:
        waiting = self.state.waiting()
        return list(self.state.listing if waiting is None else self.state.lines[waiting].choices)

    # Entries

    def enter(self, entry: Entry) -> Answer:
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": self._enter_pressed,
            "times": self._times,
            "take_back": self._take_back,
            "percent": self._percent,
            "cash": lambda e: self.finish(e.arg),
            "person": self._person,
            "paper": lambda e: picking_up.pick_up(self, e) or self.desk.look(e.text),
            "place": lambda e: self.desk.look(e.text),
        }
        listing = self.state.listing
        if listing and entry.kind != "empty":
            if entry.number in {c.n for c in listing}:
                return self.command("park", str(entry.number))
            self.state = replace(self.state, listing=(), listed=())
        return handlers.get(entry.kind, self._text)(entry)

    def _text(self, entry: Entry) -> Answer:
        return self._answer_open_line(entry.text) or self._code(entry.text)

    def _enter_pressed(self, entry: Entry) -> Answer:  # noqa: ARG002 - the handlers share a shape
        waiting = self.state.waiting()
        line = None if waiting is None else self.state.lines[waiting]
        if line is None or line.state == "stop" or not any(key.key == "Enter" for key in line.keys):
            return self.open()
        return self._settle(line, "Enter")

    def _times(self, entry: Entry) -> Answer:
        if parse_decimal(entry.arg, 6, "quantity") <= 0:
            raise BadInput("a quantity of nothing cannot be sold")
        self.state = replace(self.state, times=entry.arg)
        if not entry.rest:
            return self.ok("sell.times", f"the next code {entry.arg} times", Key("-", "take back"))
        answer = self._code(entry.rest)
        self.state = replace(self.state, times=None)
        return answer

    def _take_back(self, entry: Entry) -> Answer:
        basket = self.state
        if basket.times and not entry.arg:
            self.state = replace(basket, times=None)
            return self.ok("sell.times", "the next code counts once again")
        if not basket.lines:
            raise NothingOpen("the basket is empty")
        index = int(entry.arg) - 1 if entry.arg else len(basket.lines) - 1
        if not 0 <= index < len(basket.lines):
            raise NothingOpen(f"there is no line {entry.arg}")
        self.state = replace(basket, lines=basket.lines[:index] + basket.lines[index + 1 :])
        with_it = self._without_its_extensions(basket.lines[index])
        said = f"line {index + 1} is out: {fit(basket.lines[index].name, 30)}{' and its extension' if with_it else ''}"
        if basket.tenders and not self.state.lines:
            self.state = replace(self.state, tenders=())
            paid = sum(t.amount_minor for t in basket.tenders if not t.credit)
            said = f"line {index + 1} is out, give back {self.session.money(paid)}" if paid else said
        return self.ok("sell.removed", said, Key("F12", "brings it back"))

    def _percent(self, entry: Entry) -> Answer:
        counted = [i for i, line in enumerate(self.state.lines) if line.state == "ok" and line.wanted]
        if not counted:
            raise NothingOpen("there is no line to take percent off")
        ppm = parse_ppm(entry.arg)
        if ppm > 1_000_000:
            raise BadInput(f"{entry.arg} percent is more than all of it")
        line = self.state.lines[counted[-1]]
        assert line.wanted is not None  # noqa: S101 - only such lines are counted
        row = product(self.session.store, line.wanted.product_id)
        of_lot = lot(self.session.store, line.wanted.lot_id)
        ((_, _, wanted),) = sell.allow(self.session, (row, of_lot, sell.discounted(line.wanted, ppm)))
        changed = priced(line, row, wanted)
        self.state = self.state.with_line(counted[-1], changed)
        money = self.session.money(changed.amount_minor)
        return self.ok("sell.discounted", f"{entry.arg} percent off line {counted[-1] + 1}: {money}")

    def _person(self, entry: Entry) -> Answer:
        return meeting(self, "customer", entry.arg, self._bought_by)

    def _bought_by(self, party_id: int, name: str, new: bool = False) -> Answer:
        self.state = replace(self.state, customer_id=party_id, customer=name)
        known = "is new here, and" if new else "is known, and"
        return self.ok("sell.customer", f"{fit(name, 40)} {known} buys this")

    # Codes

    def _code(self, text: str) -> Answer:
        exact = only(self.session, text, find.meanings(self.session, text))
        named = self._serial_of_open(text, exact)
        if named:
            return named
        found = exact or find.by_words(self.session, text)
        if not found:
            if credit_code.looks_like(text):
                credit_named(self.session, text)
            return self._wait(_unknown(self.session, text), text, [])
        packs = packs_of(self.session, found[0]) if len(found) == 1 else []
        if len(packs) > 1:
            which = WhichOne(f"{find.shown(text, 24)}: which pack? A number picks it", REMOVE)
            return self._wait(which, text, packs)
        if packs:
            meaning = find.of_reading(self.session, packs[0])
            try:
                return self._act(meaning, text)
            except (Passing, *_NO_SCAN):
                raise
            except Refusal as refusal:
                return self._wait(refusal, text, [meaning])
        said = "A number picks it, 2! for always" if exact else "A number picks it"
        which = WhichOne(f"{find.shown(text, 24)}: which one? {said}", REMOVE)
        return self._wait(which, text, [find.of_reading(self.session, m) for m in found])

    def _act(self, meaning: Meaning, text: str) -> Answer:
        if meaning.kind == "unit":
            return self._add_unit(meaning.id, text)
        if meaning.kind == "lot":
            return self._add_lot(meaning, text)
        if meaning.kind == "product":
            return self._add_product(meaning, text)
        if meaning.kind == "customer":
            return self._bought_by(meaning.id, meaning.code.removeprefix("@"))
        if meaning.kind == "credit" and self.state.lines:
            return self.finish(meaning.code)
        return self.desk.look(meaning.code)

    def _add_lot(self, meaning: Meaning, text: str) -> Answer:
        of_lot = lot(self.session.store, meaning.id)
        row = product(self.session.store, of_lot.product_id)
        self.desk.touched(row.sku)
        if row.tracking == "serial":
            raise self._needs_serial(row)
        offer.check_printed_date(
            self.session, row, of_lot, meaning.reading.expires if meaning.reading else None
        )
        taken = self.state.taken(row.id).get(of_lot.id, 0)
        quantity = self._quantity(row, meaning.reading)
        offers = at_sticker([offer.offer_lot(self.session, row, of_lot, quantity, taken)], meaning.sticker)
        return self._name_older(row, text, self._add(row, offers, text, meaning.reading))

    def _name_older(self, row: ProductRow, text: str, answer: Answer) -> Answer:
        """A later lot is taken, and the older one that is still on the shelf is named."""
        added = (i for i, x in enumerate(self.state.lines) if x.state == "ok" and x.code == text[:CODE_KEPT])
        index = max(added, default=None)
        if index is None or answer.id != "sell.added" or not row.date_kind:
            return answer
        line = with_older(self.session, row, self.state, self.state.lines[index])
        if line.older is None:
            return answer
        self.state = self.state.with_line(index, line)
        return self.ok("sell.added", said_older(self.session, line))

    def _add_product(self, meaning: Meaning, text: str) -> Answer:
        row = product(self.session.store, meaning.id)
        self.desk.touched(row.sku)
        reading = meaning.reading
        if reading and reading.serial and row.tracking == "serial" and not named_at_sale(row):
            what = f"serial {short_code(reading.serial)}"
            raise offer.NotInStock(f"{fit(row.name, 30)} {what} was never received here", REMOVE)
        if reading and reading.lot and row.tracking == "lot":
            what = f"lot {fit(reading.lot, 20)}"
            raise offer.NotInStock(f"{fit(row.name, 30)} {what} was never received here", REMOVE)
        if row.extends_number is not None:
            return self._add_extension(row, text)
        quantity = self._quantity(row, reading)
        if row.tracking == "serial" and not named_at_sale(row):
            raise self._needs_serial(row)
        taken = self.state.taken(row.id)
        if reading and reading.expires and row.date_kind and row.tracking == "lot":
            lot_id = offer.lot_of_pack(self.session, row, reading.expires, taken)
            if lot_id is not None:
                return self._add_lot(replace(meaning, kind="lot", id=lot_id), text)
        return self._add(row, offer.offer_product(self.session, row, quantity, taken), text, reading)

    def _add_unit(self, unit_id: int, text: str) -> Answer:
        found = unit(self.session.store, unit_id)
        row = product(self.session.store, found.product_id)
        self.desk.touched(row.sku)
        serial = short_code(found.serial)
        for n, line in enumerate(self.state.lines, 1):
            if line.wanted and line.wanted.unit_id == found.id and line.state == "ok":
                self.state = replace(self.state, times=None)
                return self.ok("sell.already_in_basket", f"{serial} is already line {n}. Counted once")
        if self._quantity(row) != 1:
            raise BadInput(f"{serial} is one piece, {self.state.times} of it cannot be", REMOVE)
        if found.place_kind == "customer" and self._piece_asked_for():
            return self._extends(found) or self.open()
        answer = self._add(row, [offer.offer_unit(self.session, found)], text)
        return self._extends(found) or self._name_older(row, text, answer)

    def _add(
        self,
        row: ProductRow,
        offers: list[Offer],
        text: str,
        reading: Reading | None = None,
        *,
        dated: str = "",
        markdown: bool = False,
    ) -> Answer:
        """Add a line for each offer; a question that these goods answer is replaced by them."""
        if reading is not None and reading.amount:
            offers = labelled(row, offers, measured(self.session, row, reading))
        lines = [
            line_of(self.session, row, offered, text, dated=dated, markdown=markdown) for offered in offers
        ]
        basket = self.state
        if basket.total_minor + sum(line.amount_minor for line in lines) > LARGEST:
            raise BadInput("this basket would cost more than can be counted")
        open_lines = (i for i, line in enumerate(basket.lines) if line.state != "ok")
        answered = next((i for i in open_lines if _is_answer(basket.lines[i], row, offers[0], text)), None)
        if answered is None:
            basket = replace(basket, lines=(*basket.lines, *lines))
        else:
            basket = basket.with_line(answered, *lines, *self._still_open(basket.lines[answered], row, lines))
        request_id = basket.request_id or new_request_id()
        self.state = replace(basket, request_id=request_id, times=None)
        if lines[0].id == SerialAsked.id:
            return self._ask_serial(row, lines, reading)
        return self.ok("sell.added", said_added(self.session, row, lines))

    def _still_open(self, answered: Line, row: ProductRow, lines: list[Line]) -> list[Line]:
        """Three phones need three serials: the question stays until the last of them is scanned."""
        left = answered.quantity - 1
        if answered.id != offer.WhichSerial.id or left < 1:
            return []
        known = [m for m in self._free_units(row) if m.id not in {line.unit_id for line in lines}]
        choices = tuple(Choice(n, m.label, m.code) for n, m in enumerate(known, 1))
        text = f"{fit(row.name, 24)} needs {left} more of its serials. Scan, or ? to list {len(known)}."
        meant = tuple((m.kind, m.id) for m in known)
        return [replace(answered, quantity=left, text=text, choices=choices, meant=meant)]

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        """A refused or asked scan leaves one `!` line."""
        scanned = entry.kind == "text" or (entry.kind == "times" and entry.rest)
        if not scanned or isinstance(refusal, _NO_SCAN):
            return super().refused(refusal, entry)
        return self._wait(refusal, entry.rest if entry.kind == "times" else entry.text)


def _unknown(session: Session, text: str) -> UnknownCode:
    if has_wrong_check_digit(clean_text(text)):
        return UnknownCode("that code has a wrong check digit. Scan again or type the number")
    close = unknown_but_close(session, text)
    if close:
        return UnknownCode(close, REMOVE)
    number = find.reading_of(session, text).gtin
    said = find.shown(text, 26) if number is None else f"product number {number.lstrip('0')}"
    return UnknownCode(f"{said} is new here", Key("Enter", "add item"), REMOVE)


def _is_answer(line: Line, row: ProductRow, offered: Offer, text: str) -> bool:
    """Whether these goods answer an open line: the same code, or the serial that a product asked for."""
    if line.product_id == row.id and line.id in (offer.WhichSerial.id, SerialAsked.id):
        return offered.unit_id is not None
    return find.same_code(line.code, text)
