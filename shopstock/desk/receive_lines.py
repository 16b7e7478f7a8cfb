"""The lines of the open delivery: which one a code picks or begins, how much of it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.codes.reading import Reading
from shopstock.days import iso, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.arriving import Arriving
from shopstock.desk.choosing import Option
from shopstock.desk.delivery import Line, new_line
from shopstock.desk.entries import Entry
from shopstock.desk.mode import NothingOpen
from shopstock.jobs import arrivals, find, receive, remembered
from shopstock.jobs.find import Meaning
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.jobs.measured import carries_measure, measured
from shopstock.jobs.services import must_be_goods
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot_coded
from shopstock.text import clean_code, fit, short_code


class UnknownCode(Refusal):
    """No product bears that code."""

    id = "receive.unknown_code"
    state = "ASK"


class ReceiveLines(Arriving):
    """The part of Receive that picks lines."""

    def _text(self, entry: Entry) -> Answer:
        raise NotImplementedError

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
        must_be_goods(row, "received")
        reading = meaning.reading
        line = self._line_for(row, reading, text)
        if reading and line.tracking == "serial" and reading.serial:
            return self._serial(self._of_lot(row, line, reading), reading.serial, text)
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
                if line.tracking == "none":
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
        line = replace(line, lot=clean_code(reading.lot, "the lot"), expires=dated, made_on=made)
        if printed and not lot_coded(self.session.store, row.id, line.lot):
            odd = arrivals.why_odd(self.session, row, printed, reading.made_on)
            line = replace(line, expires=None, odd_date=dated) if odd else line
        self._set(self._weighed(line))
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
        if not entry.arg and line.serials and line.asks() not in ("short", "odd_date"):
            kept, scans = line.serials[:-1], line.scans[: len(line.serials) - 1]
            self._set(replace(line, serials=kept, scans=scans, quantity=line.quantity - 1))
            return self.ok("receive.removed", f"serial {short_code(line.serials[-1])} is out")
        lines = state.lines[:index] + state.lines[index + 1 :]
        self.state = replace(state, lines=lines, current=len(lines) - 1 if lines else None)
        return self.ok(
            "receive.removed", f"line {index + 1} is out: {fit(line.name, 40)}", Key("F12", "brings it back")
        )


def _same_lot(line: Line, wanted: str | None) -> bool:
    """Whether a scan belongs to that line: a serial product's own code fits any of its lines."""
    if line.own_lot and line.tracking == "lot":
        return False
    if line.tracking == "none" or (line.tracking == "serial" and wanted is None):
        return True
    return line.lot == (wanted or "") or (not line.lot and not line.serials)
