"""Receive: a product code picks the line, everything after it belongs to that line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.codes.reading import Reading
from shopstock.codes.serial import BadSerial, SerialKind, check_serial, serial_range, split_list
from shopstock.days import PrintedDate, iso, parse_iso, parse_typed, show_day
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.delivery import Delivery, Line, delivery_view, new_line
from shopstock.desk.entries import Entry, parse
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views import ReceiveView
from shopstock.jobs import find, receive
from shopstock.jobs.find import Meaning
from shopstock.jobs.people import meet
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot_coded
from shopstock.text import clean_code, clean_name, clean_text, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

ODD_YEARS = 10


class UnknownCode(Refusal):
    """No product bears that code."""

    id = "receive.unknown_code"
    state = "ASK"


class SerialRefused(Refusal):
    """What was scanned cannot be a serial of this product."""

    id = "receive.bad_serial"


class LinesOpen(Refusal):
    """A line still lacks its serial, lot or date."""

    id = "receive.lines_open"


class ReceiveMode(Mode[Delivery]):
    """Taking goods in."""

    job = "receive"
    kept = True
    words = ("cost", "invoice")
    hints = (
        Key("24*", "quantity"),
        Key("A..B", "range"),
        Key("@", "supplier"),
        Key("=", "place"),
        Key("-", "take back"),
        Key("Enter Enter", "finish"),
    )
    help = (
        ("product barcode or code", "picks the line"),
        ("serials", "one after the other, or a pasted list"),
        ("A..B", "a range of serials"),
        ("GS1 code", "product, lot, date and serial in one scan"),
        ("lot, then date", "asked for when the code did not bring them"),
        ("24*", "the quantity of this line"),
        (":cost 2.15", "what one of this line costs"),
        ("@Volta", "the supplier"),
        (":invoice V-8841", "the supplier's paper"),
        ("=BACK", "where the goods go"),
        ("-  or  -2", "takes back the last entry of this line, or line 2"),
        ("F9, Enter Enter", "books all of it"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Delivery())

    def open(self) -> Answer:
        return self._ask_or(self.ok("receive.ready", self._ready()))

    def _ready(self) -> str:
        if not self.state.lines:
            return "scan the first product, @supplier and :invoice whenever you like"
        return f"{len(self.state.lines)} lines, {self.state.units()} units so far"

    def view(self) -> ReceiveView:
        question = self._question()
        place = self.state.place or receive.default_place(self.session).code
        return delivery_view(
            self.session, replace(self.state, place=place), question[1] if question else None
        )

    def around(self) -> Around:
        state = self.state
        heading = "  ".join(p for p in (state.supplier, state.invoice and f"inv {state.invoice}") if p)
        place = state.place or receive.default_place(self.session).code
        summary = f"Lines {len(state.lines)}   Units {state.units()}   to {place}"
        notice = f"{len(state.troubles)} codes were not taken" if state.troubles else ""
        return Around(heading, summary, "COST", self.session.money(state.cost_minor()), notice)

    def asks(self) -> bool:
        line = self.state.line
        return line is not None and line.asks() in ("odd_date", "date")

    # Questions

    def _question(self) -> tuple[str, str, tuple[Key, ...]] | None:
        """What the current line still asks: id, sentence and keys."""
        line = self.state.line
        asked = line.asks() if line else None
        if line is None or asked in (None, "serial"):
            return None
        name = fit(line.name, 30)
        if asked == "lot":
            return "receive.which_lot", f"{name}: which lot? Scan or type its code", (Key("-", "remove"),)
        kind = "use-by" if line.date_kind == "use_by" else "best-before"
        if asked == "odd_date":
            return self._odd_question(line)
        default = receive.default_date(self.session, self._product(line))
        keys = (Key("Enter", show_day(default.day)),) if default else (Key("Enter", "no date"),)
        return "receive.which_date", f"{name} lot {fit(line.lot, 12)}: {kind} date?", keys

    def _odd_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        odd = parse_iso(line.odd_date or "")
        shown = show_day(odd.day, None, odd.precision)
        why = "That is past" if odd.day < self.session.today() else "That is far away"
        life = self._product(line).shelf_life_days
        usual = f". Usual life is {life} days" if life else ""
        return "receive.date_odd", f"{shown}? {why}{usual}. Type the date, or", (Key("Enter", "take it"),)

    def _ask_or(self, answer: Answer) -> Answer:
        question = self._question()
        if question is None:
            return answer
        return self.say("ASK", question[0], question[1], *question[2])

    def _product(self, line: Line) -> ProductRow:
        return product(self.session.store, line.product_id)

    # Entries

    def enter(self, entry: Entry) -> Answer:
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": self._enter_pressed,
            "times": self._times,
            "take_back": self._take_back,
            "person": self._supplier,
            "place": self._place,
            "paper": lambda e: self.desk.look(e.text),
        }
        return handlers.get(entry.kind, self._text)(entry)

    def _enter_pressed(self, entry: Entry) -> Answer:  # noqa: ARG002 - the handlers share a shape
        line = self.state.line
        asked = line.asks() if line else None
        if line is not None and asked == "odd_date":
            return self._dated(replace(line, expires=line.odd_date, odd_date=None))
        if line is not None and asked == "date":
            default = receive.default_date(self.session, self._product(line))
            if default is None:
                return self._dated(replace(line, no_date=True))
            return self._dated(replace(line, expires=iso(default.day, default.precision)))
        return self.open()

    def _text(self, entry: Entry) -> Answer:
        line = self.state.line
        asked = line.asks() if line else None
        if line is not None and asked in ("date", "odd_date"):
            answered = self._date(line, entry.text)
            if answered:
                return answered
        if line is not None and line.tracking == "serial":
            many = self._many_serials(line, entry.text)
            if many:
                return many
        products = self._products(entry.text)
        if len(products) > 1:
            more = numbered(m.label for m in products)
            raise UnknownCode(f"{find.shown(entry.text)} is several products. Enter its code", *_codes(more))
        if products:
            return self._pick(products[0], entry.text)
        if line is not None and asked == "lot":
            return self._lot(line, clean_code(entry.text, "the lot"))
        if line is not None and line.tracking == "serial":
            return self._serial(line, entry.text)
        return self._by_words(entry.text)

    def _products(self, text: str) -> list[Meaning]:
        return [m for m in find.meanings(self.session, text) if m.kind == "product"]

    def _by_words(self, text: str) -> Answer:
        found = find.by_words(self.session, text)
        if len(found) == 1:
            return self._pick(found[0], text)
        if found:
            choices = numbered(m.label for m in found)
            return self.say("ASK", "receive.which_one", f"{find.shown(text)}: type its code", more=choices)
        keys = (Key("F10", "menu"), Key(":item", "adds it"))
        raise UnknownCode(f"{find.shown(text, 26)} is no product here", *keys)

    def _pick(self, meaning: Meaning, text: str) -> Answer:
        """A product code: its line becomes the current one; a GS1 scan brings lot, date and serial along."""
        row = product(self.session.store, meaning.id)
        self.desk.touched(row.sku)
        reading = meaning.reading
        line = self._line_for(row, reading, text)
        if reading and row.tracking == "serial" and reading.serial:
            return self._serial(line, reading.serial)
        if reading and row.tracking == "lot" and reading.lot:
            return self._scanned_lot(row, line, reading)
        return self._ask_or(self.ok("receive.product", self._picked(line)))

    def _line_for(self, row: ProductRow, reading: Reading | None, text: str) -> Line:
        """The line of a product, made if it is new; again the same plain goods count one more."""
        wanted = reading.lot if reading and row.tracking == "lot" else None
        for index, line in enumerate(self.state.lines):
            same_lot = row.tracking != "lot" or not line.lot or (wanted is not None and line.lot == wanted)
            if line.product_id == row.id and same_lot:
                self.state = replace(self.state, current=index)
                if row.tracking == "none" or (wanted and line.lot == wanted):
                    self._set(replace(line, quantity=line.quantity + 10**row.decimals))
                return cast(Line, self.state.line)
        lines = (*self.state.lines, new_line(row, text))
        request_id = self.state.request_id or new_request_id()
        self.state = replace(self.state, lines=lines, current=len(lines) - 1, request_id=request_id)
        return lines[-1]

    def _picked(self, line: Line) -> str:
        name = fit(line.name, 36)
        if line.tracking == "serial":
            return f"{name}: scan its serials, {len(line.serials)} so far"
        if line.tracking == "none":
            return f"{show_decimal(line.quantity, line.decimals)} {name}"
        return f"{name} lot {fit(line.lot, 16)}, {show_decimal(line.quantity, line.decimals)}"

    def _set(self, line: Line) -> None:
        self.state = self.state.with_current(line)

    # Serials

    def _many_serials(self, line: Line, text: str) -> Answer | None:
        first, dots, last = text.partition("..")
        serials = split_list(text)
        if dots and first and last and len(serials) == 1:
            serials = serial_range(first.strip(), last.strip())
        elif len(serials) < 2:
            return None
        before = len(line.serials)
        refused: list[str] = []
        for serial in serials:
            current = self.state.line
            try:
                self._take_serial(current or line, serial)
            except Refusal as refusal:
                refused.append(refusal.text)
        now = self.state.line
        taken = len(now.serials) - before if now else 0
        self.state = replace(self.state, troubles=(*self.state.troubles, *refused))
        said = f"{taken} of {len(serials)} serials added, {len(now.serials) if now else 0} in all"
        if refused:
            return self.say("STOP", "receive.bad_serial", f"{said}. {refused[0]}", more=tuple(refused))
        return self.ok("receive.serial_added", said)

    def _serial(self, line: Line, text: str) -> Answer:
        if self.state.has_serial(line.product_id, clean_text(text)):
            count = len(line.serials)
            twice = f"{short_code(clean_text(text))} came twice in this delivery. Counted once ({count})"
            self.state = replace(self.state, troubles=(*self.state.troubles, twice))
            return self.ok("receive.seen_twice", twice)
        try:
            serial = self._take_serial(line, text)
        except Refusal as refusal:
            self.state = replace(self.state, troubles=(*self.state.troubles, refusal.text))
            return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        now = cast(Line, self.state.line)
        return self.ok("receive.serial_added", f"{len(now.serials)}  serial {fit(serial, 40)} added")

    def _take_serial(self, line: Line, text: str) -> str:
        """Add one serial to the current line; raises SerialRefused or KnownSerial and leaves the line alone."""
        try:
            serial = check_serial(text, cast(SerialKind, line.serial_kind))
        except BadSerial as bad:
            raise SerialRefused(bad.text, Key("-", "remove")) from None
        if self.state.has_serial(line.product_id, serial):
            raise SerialRefused(f"{short_code(serial)} came twice in this delivery. Counted once")
        receive.check_serial_is_new(self.session, self._product(line), serial)
        self._set(replace(line, serials=(*line.serials, serial), quantity=len(line.serials) + 1))
        return serial

    # Lots and dates

    def _lot(self, line: Line, code: str) -> Answer:
        known = lot_coded(self.session.store, line.product_id, code)
        if known and known.expires:
            expires = iso(known.expires.day, known.expires.precision)
            return self._dated(replace(line, lot=code, expires=expires))
        self._set(replace(line, lot=code, no_date=known is not None and line.date_kind is not None))
        return self._ask_or(self._lot_added())

    def _scanned_lot(self, row: ProductRow, line: Line, reading: Reading) -> Answer:
        code = clean_code(reading.lot or "", "the lot")
        receive.check_lot_date(self.session, row, code, reading.expires)
        made = reading.made_on.isoformat() if reading.made_on else None
        if reading.count and not line.lot:
            line = replace(line, quantity=reading.count * 10**row.decimals)
        line = replace(line, lot=code, made_on=made)
        self._set(line)
        if reading.expires and row.date_kind:
            return self._take_date(line, reading.expires)
        return self._lot(line, code)

    def _date(self, line: Line, text: str) -> Answer | None:
        """A typed date; None when it is a known product code, which is a new entry."""
        try:
            return self._take_date(line, parse_typed(text))
        except BadInput as bad:
            if self._products(text):
                return None
            kind = "use-by" if line.date_kind == "use_by" else "best-before"
            return self.say("ASK", "receive.which_date", f"{bad.text} ({kind} of lot {fit(line.lot, 12)})")

    def _take_date(self, line: Line, printed: PrintedDate) -> Answer:
        receive.check_lot_date(self.session, self._product(line), line.lot, printed)
        text = iso(printed.day, printed.precision)
        today = self.session.today()
        if printed.day < today or printed.day > today + timedelta(days=366 * ODD_YEARS):
            self._set(replace(line, odd_date=text))
            return self._ask_or(self._lot_added())
        return self._dated(replace(line, expires=text, odd_date=None))

    def _dated(self, line: Line) -> Answer:
        self._set(line)
        return self._ask_or(self._lot_added())

    def _lot_added(self) -> Answer:
        line = cast(Line, self.state.line)
        dated = ""
        if line.expires:
            kind = "use by" if line.date_kind == "use_by" else "best by"
            printed = parse_iso(line.expires)
            dated = f", {kind} {show_day(printed.day, self.session.today(), printed.precision)}"
        quantity = show_decimal(line.quantity, line.decimals)
        return self.ok(
            "receive.lot_added", f"{fit(line.name, 24)} lot {fit(line.lot, 16)}{dated}, {quantity}"
        )

    # Quantity, cost, supplier, place

    def _times(self, entry: Entry) -> Answer:
        if entry.rest:
            answer = self._text(Entry("text", entry.rest))
            if answer.state == "STOP" or self.state.line is None:
                return answer
        line = self.state.line
        if line is None:
            raise NothingOpen("scan the product first, then its quantity")
        if line.tracking == "serial":
            raise BadInput(f"{fit(line.name, 30)} is counted by its serials")
        quantity = parse_decimal(entry.arg, line.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing cannot arrive", Key("-", "remove"))
        self._set(replace(line, quantity=quantity))
        return self._ask_or(self.ok("receive.quantity", self._picked(cast(Line, self.state.line))))

    def _take_back(self, entry: Entry) -> Answer:
        state = self.state
        index = int(entry.arg) - 1 if entry.arg else state.current
        if index is None or not 0 <= index < len(state.lines):
            raise NothingOpen("there is no such line to take back")
        line = state.lines[index]
        if not entry.arg and line.serials:
            self._set(replace(line, serials=line.serials[:-1], quantity=len(line.serials) - 1))
            return self.ok("receive.removed", f"serial {short_code(line.serials[-1])} is out")
        lines = state.lines[:index] + state.lines[index + 1 :]
        self.state = replace(state, lines=lines, current=len(lines) - 1 if lines else None)
        return self.ok(
            "receive.removed", f"line {index + 1} is out: {fit(line.name, 40)}", Key("F12", "brings it back")
        )

    def _supplier(self, entry: Entry) -> Answer:
        met = meet(self.session, "supplier", entry.arg)
        self.state = replace(self.state, supplier_id=met.who.id, supplier=met.who.name)
        return self.ok("receive.supplier", f"from {fit(met.who.name, 40)}{', new here' if met.new else ''}")

    def _place(self, entry: Entry) -> Answer:
        at = receive.receiving_place(self.session, entry.arg)
        self.state = replace(self.state, place=at.code)
        return self.ok("receive.place", f"goods go to {at.code}")

    def command(self, word: str, rest: str) -> Answer:
        if word == "invoice":
            invoice, _ = clean_name(rest, 64)
            self.state = replace(self.state, invoice=invoice or None)
            return self.ok("receive.invoice", f"invoice {invoice}" if invoice else "no invoice")
        if word != "cost":
            return super().command(word, rest)
        line = self.state.line
        if line is None:
            raise NothingOpen("scan the product first, then its cost")
        self._set(replace(line, cost_minor=parse_decimal(rest, self.session.shop.digits, "cost")))
        return self._ask_or(self.ok("receive.cost", f"{fit(line.name, 40)} costs {rest}"))

    # Booking

    def finish(self, rest: str) -> Answer:
        if rest:
            answer = self.enter(_parsed(rest))
            if answer.state in ("STOP", "ASK"):
                return answer
        state = self.state
        if not state.lines:
            raise NothingOpen("no delivery is open", Key("F2", "sell"))
        for index, line in enumerate(state.lines):
            asked = line.asks()
            if asked:
                self.state = replace(state, current=index)
                missing = {"serial": "a serial", "lot": "its lot"}.get(asked, "its date")
                raise LinesOpen(
                    f"line {index + 1}, {fit(line.name, 30)}, lacks {missing}", Key(f"-{index + 1}", "remove")
                )
        place = receive.receiving_place(self.session, state.place) if state.place else None
        arrivals = tuple(line.arrival() for line in state.lines)
        saved = receive.receive(
            self.session, state.request_id, arrivals, state.supplier_id, state.invoice, place
        )
        shown = replace(state, place=state.place or receive.default_place(self.session).code)
        view = delivery_view(self.session, shown, None, saved.paper)
        self.state = Delivery()
        self.desk.book("receive", saved.booking_id, saved.paper)
        said = f"{saved.paper}  {len(state.lines)} lines, {state.units()} units at {shown.place}"
        return self.say("SAVED", "receive.saved", said, Key("F12", "void"), view=view)


def _parsed(text: str) -> Entry:
    entry = parse(text)
    if entry.kind in ("command", "empty"):
        raise NotHere("finish takes a quantity at the most", Key("F9", "finish"))
    return entry


def _codes(lines: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(Key(line.split()[-1], "") for line in lines[:2])
