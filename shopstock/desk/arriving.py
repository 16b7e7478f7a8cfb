"""The open delivery line by line: its serials, its lots and their dates, and what it still asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

from shopstock.amounts import show_decimal
from shopstock.codes.reading import Reading
from shopstock.codes.serial import BadSerial, SerialKind, check_serial, serial_range, split_list
from shopstock.days import PrintedDate, iso, parse_iso, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.delivery import Delivery, Line
from shopstock.desk.mode import Mode
from shopstock.jobs import find, receive
from shopstock.jobs.find import Meaning
from shopstock.refusal import BadInput, Key, Passing, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot_coded, units_like
from shopstock.text import clean_code, fit, short_code

ODD_YEARS = 10
FOUND_TROUBLES = 50


class SerialRefused(Refusal):
    """What was scanned cannot be a serial of this product."""

    id = "receive.bad_serial"


class SeenTwice(Refusal):
    """A serial that is in this delivery already; it is counted once."""

    id = "receive.seen_twice"


class Arriving(Mode[Delivery]):
    """The part of Receive that fills a line."""

    def _product(self, line: Line) -> ProductRow:
        return product(self.session.store, line.product_id)

    def _set(self, line: Line) -> None:
        self.state = self.state.with_current(line)

    def _products(self, text: str) -> list[Meaning]:
        return [m for m in find.meanings(self.session, text) if m.kind == "product"]

    def _ask_or(self, answer: Answer) -> Answer:
        question = self._question()
        if question is None:
            return answer
        state = "STOP" if question[0] == receive.DateConflict.id else "ASK"
        return self.say(state, question[0], question[1], *question[2])  # type: ignore[arg-type]

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
        if asked == "conflict":
            return self._conflict_question(line)
        if asked == "odd_date":
            return self._odd_question(line)
        kind = "use-by" if line.date_kind == "use_by" else "best-before"
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

    def _conflict_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        kept = parse_iso(line.expires or "")
        other = parse_iso(line.conflict or "")
        was = show_day(kept.day, self.session.today(), kept.precision)
        now = show_day(other.day, self.session.today(), other.precision)
        said = f"lot {fit(line.lot, 12)} is here with {was}, not {now}. One lot, one date"
        return receive.DateConflict.id, said, (Key("Enter", f"keep {was}"), Key("-", "remove"))

    # Serials

    def _many_serials(self, line: Line, text: str) -> Answer | None:
        """A range or a pasted list; None for a single entry. What is bad is flagged, one by one."""
        first, dots, last = text.partition("..")
        serials = split_list(text)
        if dots and first and last and len(serials) == 1:
            try:
                serials = serial_range(first.strip(), last.strip())
            except BadSerial as bad:
                raise SerialRefused(bad.text) from None
        elif len(serials) < 2 or not all(any(c.isdigit() for c in serial) for serial in serials):
            return None
        before = len(line.serials)
        refused: list[Refusal] = []
        for serial in serials:
            try:
                self._take_serial(cast(Line, self.state.line), serial)
            except Passing:
                raise
            except Refusal as refusal:
                refused.append(refusal)
        now = cast(Line, self.state.line)
        said = f"{len(now.serials) - before} of {len(serials)} serials added, {len(now.serials)} in all"
        if not refused:
            return self.ok("receive.serial_added", said)
        wrong = [r for r in refused if not isinstance(r, SeenTwice)]
        self._trouble(*refused)
        worst = (wrong or refused)[0]
        more = tuple(r.text for r in refused)
        return self.say("STOP" if wrong else "OK", worst.id, f"{said}. {worst.text}", more=more)

    def _trouble(self, *refused: Refusal) -> None:
        """What was not taken is listed on the pane until the delivery is booked."""
        troubles = (*self.state.troubles, *(r.text for r in refused))
        self.state = replace(self.state, troubles=troubles[-FOUND_TROUBLES:])

    def _serial(self, line: Line, text: str) -> Answer:
        try:
            serial = self._take_serial(line, text)
        except SeenTwice as twice:
            self._trouble(twice)
            return self.ok(twice.id, twice.text)
        except Passing:
            raise
        except Refusal as refusal:
            self._trouble(refusal)
            known = isinstance(refusal, receive.KnownSerial)
            self.state = replace(self.state, refused=text if known else "")
            keys = (Key("V", "view"),) if known else ()
            return self.say(refusal.state, refusal.id, refusal.text, *keys)
        now = cast(Line, self.state.line)
        return self.ok("receive.serial_added", f"{len(now.serials)}  serial {fit(serial, 40)} added")

    def _take_serial(self, line: Line, text: str) -> str:
        """Add one serial to the current line; raises a Refusal and leaves the line alone."""
        try:
            serial = check_serial(text, cast(SerialKind, line.serial_kind))
        except BadSerial as bad:
            raise SerialRefused(bad.text) from None
        if self.state.has_serial(line.product_id, serial, same_number=line.serial_kind != "any"):
            count = sum(len(x.serials) for x in self.state.lines if x.product_id == line.product_id)
            raise SeenTwice(f"{short_code(serial)} came twice in this delivery. Counted once ({count})")
        self._check_new(line, serial)
        self._set(replace(line, serials=(*line.serials, serial), quantity=len(line.serials) + 1))
        return serial

    def _check_new(self, line: Line, serial: str) -> None:
        """Refuse a serial that is here or sold; an IMEI, VIN or MAC is the same in any spelling."""
        row = self._product(line)
        receive.check_serial_is_new(self.session, row, serial)
        if line.serial_kind != "any":
            for known in units_like(self.session.store, serial):
                if known.product_id == row.id:
                    receive.check_serial_is_new(self.session, row, known.serial)

    # Lots and dates

    def _lot(self, line: Line, code: str) -> Answer:
        """The lot of the current line; one that is in this delivery already counts up there."""
        other = self._other_line(line, code)
        if other is not None:
            return self._count_up(other, line.quantity)
        known = lot_coded(self.session.store, line.product_id, code)
        if known and known.expires:
            expires = iso(known.expires.day, known.expires.precision)
            return self._dated(replace(line, lot=code, expires=expires))
        self._set(replace(line, lot=code, no_date=known is not None and line.date_kind is not None))
        return self._ask_or(self._lot_added())

    def _other_line(self, line: Line, code: str) -> int | None:
        return next(
            (
                i
                for i, x in enumerate(self.state.lines)
                if i != self.state.current and x.product_id == line.product_id and x.lot == code
            ),
            None,
        )

    def _count_up(self, index: int, quantity: int) -> Answer:
        """Move what the current line counts to the line of the same lot."""
        lines = list(self.state.lines)
        lines[index] = replace(lines[index], quantity=lines[index].quantity + quantity)
        gone = self.state.current or 0
        del lines[gone]
        self.state = replace(self.state, lines=tuple(lines), current=index - (gone < index))
        return self._ask_or(self._lot_added())

    def _scanned_lot(self, row: ProductRow, line: Line, reading: Reading) -> Answer:
        """Lot, date and count of a GS1 scan, for the line that stands ready for that lot."""
        code = clean_code(reading.lot or "", "the lot")
        count = (reading.count or 1) * 10**row.decimals
        made = reading.made_on.isoformat() if reading.made_on else line.made_on
        again = bool(line.lot)
        quantity = line.quantity + count if again else count if reading.count else line.quantity
        line = replace(line, lot=code, made_on=made, quantity=quantity)
        self._set(line)
        if not (reading.expires and row.date_kind):
            return self._ask_or(self._lot_added()) if again else self._lot(line, code)
        return self._take_date(line, reading.expires)

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
        text = iso(printed.day, printed.precision)
        kept = self._date_of(line)
        if kept and kept != text:
            self._set(replace(line, expires=kept, conflict=text, odd_date=None))
            return self._ask_or(self._lot_added())
        today = self.session.today()
        if not kept and not today <= printed.day <= today + timedelta(days=366 * ODD_YEARS):
            self._set(replace(line, odd_date=text))
            return self._ask_or(self._lot_added())
        return self._dated(replace(line, expires=text, odd_date=None))

    def _date_of(self, line: Line) -> str | None:
        """The date this lot has: in this delivery or in the shop."""
        if line.expires:
            return line.expires
        known = lot_coded(self.session.store, line.product_id, line.lot)
        return iso(known.expires.day, known.expires.precision) if known and known.expires else None

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
