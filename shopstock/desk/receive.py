"""Receive: a product code picks the line, everything after it belongs to that line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.delivery import Delivery, Line, delivery_view
from shopstock.desk.entries import Entry, parse
from shopstock.desk.meeting import meeting
from shopstock.desk.mode import Around, NotHere, NothingOpen
from shopstock.desk.receive_lines import ReceiveLines
from shopstock.desk.views.receive import ReceiveView
from shopstock.jobs import find, receive
from shopstock.jobs.receive import Arrival
from shopstock.refusal import Key, Refusal
from shopstock.text import clean_code, clean_name, counted, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


_LACKS = {"serial": "a serial", "lot": "its lot", "short": "a word about its date"}


class LinesOpen(Refusal):
    """A line still lacks its serial, lot or date."""

    id = "receive.lines_open"


class ReceiveMode(ReceiveLines):
    """Taking goods in."""

    job = "receive"
    kept = True
    words = ("cost", "invoice", "new", "made")
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
        (":made 12.11.2026", "when these goods were made: their shelf life runs from then"),
        ("U", "where a lot came with another date: that one is right for all of it"),
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
        return f"{counted(len(self.state.lines), 'line')}, {counted(self.state.units(), 'unit')} so far"

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
        return asked in ("odd_date", "date", "conflict", "extra", "short") or self._offers_new(line, asked)

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
            default = self._default(line)
            if default is None:
                return self._dated(replace(line, no_date=True))
            return self._take_date(line, default)
        return self.open()

    def as_letters(self, entry: Entry) -> str | None:
        if self._corrects(entry):
            return "U  the lot has the other date"
        if self._saved() and entry.text in ("L", "l"):
            return "L  labels of the last delivery"
        return "V  view it" if self.state.refused and entry.text in ("V", "v") else None

    def _corrects(self, entry: Entry) -> bool:
        line = self.state.line
        asked = line is not None and line.asks() == "conflict" and entry.text in ("U", "u")
        return asked and line is not None and self._may_be_corrected(line)

    def letters(self, entry: Entry) -> Answer:
        line = self.state.line
        if line is not None and self._corrects(entry):
            return self._corrected(line)
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
        if line is not None and asked == "short":
            why = self._why(line, entry.text)
            if why:
                return why
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

    def _supplier(self, entry: Entry) -> Answer:
        return meeting(self, "supplier", entry.arg, self._sent_by)

    def _sent_by(self, party_id: int, name: str, new: bool) -> Answer:
        self.state = replace(self.state, supplier_id=party_id, supplier=name)
        return self.ok("receive.supplier", f"from {fit(name, 40)}{', new here' if new else ''}")

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
        if word == "made":
            return self._made_on(rest)
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
                missing = _LACKS.get(asked, "its date")
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
        many = f"{counted(len(state.lines), 'line')}, {counted(state.units(), 'unit')}"
        said = f"{saved.paper}  {many} at {shown.place}{short}"
        return self.say("SAVED", "receive.saved", said, Key("L", "labels"), Key("F12", "void"), view=view)


def _as_booked(line: Line, arrival: Arrival) -> Line:
    """The line with the numbers that were made for it."""
    return replace(line, serials=arrival.serials, lot=arrival.lot, own=0, own_lot=False)


def _parsed(text: str) -> Entry:
    entry = parse(text)
    if entry.kind in ("command", "empty"):
        raise NotHere("finish takes a quantity at the most", Key("F9", "finish"))
    return entry
