"""Receive: a product code picks the line, everything after it belongs to that line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.codes.reading import Reading
from shopstock.days import iso, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.arriving import Arriving
from shopstock.desk.choosing import Option
from shopstock.desk.delivery import Delivery, Line, delivery_view, new_line
from shopstock.desk.entries import Entry, parse
from shopstock.desk.mode import Around, NotHere, NothingOpen
from shopstock.desk.views.receive import ReceiveView
from shopstock.jobs import find, receive, remembered
from shopstock.jobs.find import Meaning
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.jobs.measured import carries_measure, measured
from shopstock.jobs.people import meet
from shopstock.jobs.receive import Arrival
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.text import clean_code, clean_name, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


class UnknownCode(Refusal):
    """No product bears that code."""

    id = "receive.unknown_code"
    state = "ASK"


class LinesOpen(Refusal):
    """A line still lacks its serial, lot or date."""

    id = "receive.lines_open"


class ReceiveMode(Arriving):
    """Taking goods in."""

    job = "receive"
    kept = True
    words = ("cost", "invoice", "new")
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
        ("24*", "the quantity of this line; of serial goods, how many are ordered"),
        ("1, 2, 4+", "serials, the last counts up to the ordered number"),
        (":new  or  :new 24", "the shop's own lot, or so many own serials"),
        (":cost 2.15", "what one of this line costs"),
        ("@Volta", "the supplier"),
        (":invoice V-8841", "the supplier's paper"),
        ("=BACK", "where the goods go"),
        ("-  or  -2", "takes back the last entry of this line, or line 2"),
        ("F9, Enter Enter", "books all of it"),
        ("L", "then: the labels of what came"),
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
        place = self._place_code()
        return delivery_view(
            self.session, replace(self.state, place=place), question[1] if question else None
        )

    def around(self) -> Around:
        state = self.state
        heading = "  ".join(p for p in (state.supplier, state.invoice and f"inv {state.invoice}") if p)
        place = self._place_code()
        missing = f"   Missing {state.missing()}" if state.missing() else ""
        summary = f"Lines {len(state.lines)}   Units {state.units()}{missing}   to {place}"
        count = len(state.troubles)
        notice = f"{count} note{'s' * (count != 1)} below" if count else ""
        return Around(heading, summary, "COST", self.session.money(state.cost_minor()), notice)

    def asks(self) -> bool:
        line = self.state.line
        asked = line.asks() if line else None
        if line is None or asked is None:
            return False
        return asked in ("odd_date", "date", "conflict", "extra") or self._offers_new(line, asked)

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
        if line is not None and asked == "conflict":
            return self._dated(replace(line, conflict=None))
        if line is not None and asked == "extra":
            self._set(replace(line, kept=line.quantity))
            return self.ok("receive.quantity", self._picked(self._now()))
        if line is not None and self._offers_new(line, asked):
            return self._new("")
        if line is not None and asked == "odd_date":
            return self._dated(replace(line, expires=line.odd_date, odd_date=None))
        if line is not None and asked == "date":
            default = receive.default_date(self.session, self._product(line))
            if default is None:
                return self._dated(replace(line, no_date=True))
            return self._dated(replace(line, expires=iso(default.day, default.precision)))
        return self.open()

    def as_letters(self, entry: Entry) -> str | None:
        if self._saved() and entry.text in ("L", "l"):
            return "L  labels of the last delivery"
        return "V  view it" if self.state.refused and entry.text in ("V", "v") else None

    def letters(self, entry: Entry) -> Answer:
        saved = self._saved()
        if saved and entry.text in ("L", "l"):
            from shopstock.jobs.labels import of_delivery  # not at every delivery

            wanted = of_delivery(self.session, saved)
            return self.desk.switch("labels").add(wanted)  # type: ignore[attr-defined, no-any-return]
        return self.desk.look(self.state.refused)

    def _saved(self) -> int | None:
        """The delivery that was booked here last, while no other one is open."""
        if self.state.lines:
            return None
        return next((b.id for b in reversed(self.desk.booked) if b.job == "receive"), None)

    def code(self, entry: Entry) -> Answer:
        return self._text(entry)

    def _text(self, entry: Entry) -> Answer:
        self.state = replace(self.state, refused="")
        line = self.state.line
        asked = line.asks() if line else None
        if line is not None and asked in ("date", "odd_date"):
            both = self._date_or_code(line, entry.text) or self._date(line, entry.text)
            if both:
                return both
        many = (
            self._many_serials(line, entry.text) if line is not None and line.tracking == "serial" else None
        )
        if many:
            return many
        products = self._products(entry.text)
        if products:
            return self._one_of(products, entry.text)
        if line is not None and asked == "lot":
            reading = find.read_entry(self.session, entry.text)
            if reading.kind == "gs1" and reading.lot and not reading.gtin:
                return self._scanned_lot(self._product(line), line, reading)
            return self._lot(line, clean_code(entry.text, "the lot"))
        if line is not None and line.tracking == "serial":
            return self._serial(line, entry.text)
        return self._by_words(entry.text)

    def _date_or_code(self, line: Line, text: str) -> Answer | None:
        """A date that is also a product code: a numbered choice, never a silent one."""
        try:
            printed = parse_typed(text)
        except BadInput:
            return None
        found = self._products(text)
        if not found:
            return None
        shown = show_day(printed.day, None, printed.precision)
        return self.ask_which(
            "receive.which_one",
            f"{find.shown(text, 24)}: which one? A number picks it",
            Option(f"the date {shown}", None, lambda: self._take_date(line, printed)),
            *(Option(m.label, m.code, partial(self._pick, m, text)) for m in found),
        )

    def _one_of(self, products: list[Meaning], text: str, *, exact: bool = True) -> Answer:
        found = remembered.only(self.session, text, products) if exact else products
        if len(found) == 1:
            return self._pick(found[0], text)
        options = [
            Option(
                m.label,
                m.code,
                partial(self._pick, m, text),
                self._keeping(text, found, m) if exact else None,
            )
            for m in found
        ]
        said = "A number picks it, 2! for always" if exact else "A number picks it"
        return self.ask_which("receive.which_one", f"{find.shown(text, 24)}: which one? {said}", *options)

    def _keeping(self, text: str, found: list[Meaning], meant: Meaning) -> Callable[[], object]:
        return lambda: remembered.keep(self.session, new_request_id(), text, found, meant)

    def _by_words(self, text: str) -> Answer:
        found = find.by_words(self.session, text)
        if not found:
            keys = (Key("F10", "menu"), Key(":item", "adds it"))
            close = unknown_but_close(self.session, text)
            if close:
                raise UnknownCode(close)
            raise UnknownCode(f"{find.shown(text, 26)} is no product here", *keys)
        return self._one_of(found, text, exact=False)

    def _pick(self, meaning: Meaning, text: str) -> Answer:
        """A product code: its line becomes the current one; a GS1 scan brings lot, date and serial along."""
        row = product(self.session.store, meaning.id)
        self.desk.touched(row.sku)
        reading = meaning.reading
        line = self._line_for(row, reading, text)
        if reading and row.tracking == "serial" and reading.serial:
            return self._serial(self._of_lot(row, line, reading), reading.serial)
        if reading and row.tracking == "lot" and reading.lot:
            return self._scanned_lot(row, line, reading)
        keys = (
            (Key("Enter", "own serial"),)
            if line.asks() == "serial" and self._offers_new(line, "serial")
            else ()
        )
        return self._ask_or(self.ok("receive.product", self._picked(line), *keys))

    def _line_for(self, row: ProductRow, reading: Reading | None, text: str) -> Line:
        """The line of a product and lot, made if it is new; again the same plain goods count one more."""
        wanted = reading.lot if reading and row.tracking != "none" else None
        for index, line in enumerate(self.state.lines):
            if line.product_id == row.id and _same_lot(line, wanted):
                self.state = replace(self.state, current=index)
                if row.tracking == "none":
                    more = measured(self.session, row, reading).quantity
                    self._set(replace(line, quantity=line.quantity + more))
                return self._now()
        line = new_line(row, text)
        if reading and carries_measure(reading) and row.tracking == "none":
            line = replace(line, quantity=measured(self.session, row, reading).quantity)
        lines = (*self.state.lines, line)
        request_id = self.state.request_id or new_request_id()
        self.state = replace(self.state, lines=lines, current=len(lines) - 1, request_id=request_id)
        return lines[-1]

    def _of_lot(self, row: ProductRow, line: Line, reading: Reading) -> Line:
        """The units of a serial product may bear a lot, too; it comes with the scan."""
        if not reading.lot or line.lot:
            return line
        printed = reading.expires if row.date_kind else None
        receive.check_lot_date(self.session, row, reading.lot, printed)
        made = reading.made_on.isoformat() if reading.made_on else None
        dated = iso(printed.day, printed.precision) if printed else None
        self._set(replace(line, lot=clean_code(reading.lot, "the lot"), expires=dated, made_on=made))
        return self._now()

    def _picked(self, line: Line) -> str:
        name = fit(line.name, 36)
        if line.tracking == "serial":
            return f"{name}: scan its serials, {line.counted()} so far"
        if line.tracking == "none":
            return f"{show_decimal(line.quantity, line.decimals)} {name}"
        return f"{name} {line.lot_said(16)}, {show_decimal(line.quantity, line.decimals)}"

    # Quantity, cost, supplier, place

    def _times(self, entry: Entry) -> Answer:
        if entry.rest:
            answer = self._text(Entry("text", entry.rest))
            if self.desk.question or answer.state == "STOP" or self.state.line is None:
                return answer
        line = self.state.line
        if line is None:
            raise NothingOpen("scan the product first, then its quantity")
        if line.tracking == "serial":
            return self._ordered(line, entry.arg)
        quantity = parse_decimal(entry.arg, line.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing cannot arrive", Key("-", "remove"))
        self._set(replace(line, quantity=quantity))
        return self._ask_or(self.ok("receive.quantity", self._picked(self._now())))

    def _ordered(self, line: Line, text: str) -> Answer:
        """How many serials of a product should come; they count themselves."""
        ordered = parse_decimal(text, 0, "quantity")
        if ordered <= 0:
            raise BadInput("an order of nothing cannot arrive", Key("-", "remove"))
        self._set(replace(line, ordered=ordered, kept=0))
        return self._ask_or(self.ok("receive.quantity", self._picked(self._now())))

    def _take_back(self, entry: Entry) -> Answer:
        state = self.state
        index = int(entry.arg) - 1 if entry.arg else state.current
        if index is None or not 0 <= index < len(state.lines):
            raise NothingOpen("there is no such line to take back")
        line = state.lines[index]
        if not entry.arg and line.own:
            self._set(replace(line, own=0, quantity=line.quantity - line.own))
            return self.ok("receive.removed", f"{line.own} own serial{'s' * (line.own != 1)} out")
        if not entry.arg and line.serials:
            self._set(replace(line, serials=line.serials[:-1], quantity=line.quantity - 1))
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
        if word == "new":
            return self._new(rest)
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
                if asked == "extra":
                    said, keys = f"line {index + 1}: {self._extra_question(line)[1]}", (Key("Enter", "keep"),)
                    raise LinesOpen(said, *keys)
                missing = {"serial": "a serial", "lot": "its lot"}.get(asked, "its date")
                raise LinesOpen(
                    f"line {index + 1}, {fit(line.name, 30)}, lacks {missing}", Key(f"-{index + 1}", "remove")
                )
        place = receive.receiving_place(self.session, state.place) if state.place else None
        arrivals = tuple(line.arrival() for line in state.lines)
        saved = receive.receive(
            self.session, state.request_id, arrivals, state.supplier_id, state.invoice, place
        )
        lines = tuple(_as_booked(*both) for both in zip(state.lines, saved.arrivals, strict=False))
        shown = replace(state, place=self._place_code(), lines=lines or state.lines)
        view = delivery_view(self.session, shown, None, saved.paper)
        self.state = Delivery()
        self.desk.book("receive", saved.booking_id, saved.paper)
        short = f", {state.missing()} missing" if state.missing() else ""
        said = f"{saved.paper}  {len(state.lines)} lines, {state.units()} units at {shown.place}{short}"
        return self.say("SAVED", "receive.saved", said, Key("L", "labels"), Key("F12", "void"), view=view)


def _as_booked(line: Line, arrival: Arrival) -> Line:
    """The line with the numbers that were made for it."""
    return replace(line, serials=arrival.serials, lot=arrival.lot, own=0, own_lot=False)


def _parsed(text: str) -> Entry:
    entry = parse(text)
    if entry.kind in ("command", "empty"):
        raise NotHere("finish takes a quantity at the most", Key("F9", "finish"))
    return entry


def _same_lot(line: Line, wanted: str | None) -> bool:
    """Whether a scan belongs to that line: a serial product's own code fits any of its lines."""
    if line.own_lot and line.tracking == "lot":
        return False
    if line.tracking == "none" or (line.tracking == "serial" and wanted is None):
        return True
    return line.lot == (wanted or "") or (not line.lot and not line.serials)
