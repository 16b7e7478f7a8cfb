"""The serials of a delivery: scanned one by one, in ranges and pasted lists, against the ordered number."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from shopstock.codes.serial import BadSerial, listed_serials
from shopstock.desk.answer import Answer
from shopstock.desk.delivery import SCAN_KEPT, Delivery, Line
from shopstock.desk.mode import Mode
from shopstock.jobs import find, receive, serials
from shopstock.jobs.find import Meaning
from shopstock.refusal import Key, Passing, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.text import fit, short_code

FOUND_TROUBLES = 50
TOO_MANY = "receive.too_many"


class SerialRefused(Refusal):
    """What was scanned cannot be a serial of this product."""

    id = "receive.bad_serial"


class SeenTwice(Refusal):
    """A serial that is in this delivery already; it is counted once."""

    id = "receive.seen_twice"


class SerialsIn(Mode[Delivery]):
    """The part of Receive that takes serials."""

    def _product(self, line: Line) -> ProductRow:
        return product(self.session.store, line.product_id)

    def _set(self, line: Line) -> None:
        self.state = self.state.with_current(line)

    def _now(self) -> Line:
        return cast(Line, self.state.line)

    def _products(self, text: str) -> list[Meaning]:
        return [m for m in find.meanings(self.session, text) if m.kind == "product"]

    def _many_serials(self, line: Line, text: str) -> Answer | None:
        """A range, a pasted list or a group that counts up; None for a single entry."""
        row = self._product(line)
        wanted = None if line.ordered is None else line.ordered - len(line.serials)
        same = line.serial_kind != "any"
        if serials.fits_own_pattern(row, text):
            return None
        try:
            listed = listed_serials(
                text, wanted, lambda s: self.state.has_serial(line.product_id, s, same_number=same)
            )
        except BadSerial as bad:
            if self._products(text):
                return None
            raise SerialRefused(bad.text) from None
        if listed is None or (len(listed) == 1 and self._products(text)):
            return None
        return self._take_list(row, listed)

    def _take_list(self, row: ProductRow, listed: list[str]) -> Answer:
        """Every serial of a list. What is bad is flagged, one by one; what is odd is told below."""
        before = len(self._now().serials)
        refused: list[Refusal] = []
        odd: list[str] = []
        for serial in listed:
            try:
                odd += serials.remarks(self.session, row, self._take_serial(row, serial))
            except Passing:
                raise
            except Refusal as refusal:
                refused.append(refusal)
        line = self._now()
        said = f"{len(line.serials) - before} of {len(listed)} serials added, {line.counted()} in all"
        wrong = [r for r in refused if not isinstance(r, SeenTwice)]
        self._trouble(*refused)
        more = (*(r.text for r in refused), *odd)
        if refused:
            worst = (wrong or refused)[0]
            return self.say("STOP" if wrong else "OK", worst.id, f"{said}. {worst.text}", more=more)
        if line.asks() == "extra":
            return self._too_many(f"{said}. ", more)
        noted = f". {odd[0]}" if len(odd) == 1 else f". {len(odd)} notes below" if odd else ""
        return self.ok("receive.serial_added", said + noted, more=more if len(odd) > 1 else ())

    def _too_many(self, said: str, more: tuple[str, ...] = ()) -> Answer:
        return self.say("ASK", TOO_MANY, said + _extra(self._now()), *_KEEP, more=more)

    def _extra_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        return TOO_MANY, f"{fit(line.name, 24)}: {_extra(line)}", _KEEP

    def _trouble(self, *refused: Refusal) -> None:
        """What was not taken is listed on the pane until the delivery is booked."""
        troubles = (*self.state.troubles, *(r.text for r in refused))
        self.state = replace(self.state, troubles=troubles[-FOUND_TROUBLES:])

    def _serial(self, line: Line, text: str, scan: str | None = None) -> Answer:
        """One serial; `scan` is the whole code that it came in."""
        row = self._product(line)
        try:
            serial = self._take_serial(row, text, scan)
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
        now = self._now()
        odd = serials.remarks(self.session, row, serial)
        said = f"{now.counted()}  serial {fit(serial, 40)} added"
        if now.asks() == "extra":
            return self._too_many(f"{now.counted()}  serial {short_code(serial)}, ", tuple(odd))
        if not odd:
            return self.ok("receive.serial_added", said)
        return self.ok("receive.serial_added", f"{now.counted()}  {odd[0]}", more=tuple(odd[1:]))

    def _take_serial(self, row: ProductRow, text: str, scan: str | None = None) -> str:
        """Add one serial to the current line; raises a Refusal and leaves the line alone."""
        line = self._now()
        try:
            serial = serials.read_serial(self.session, row, text)
        except BadSerial as bad:
            raise SerialRefused(bad.text) from None
        if self.state.has_serial(line.product_id, serial, same_number=line.serial_kind != "any"):
            raise SeenTwice(
                f"{short_code(serial)} came twice in this delivery. Counted once ({self._so_far(line)})"
            )
        receive.check_new(self.session, row, serial)
        scans = (*line.scans, (scan or text)[:SCAN_KEPT])
        self._set(replace(line, serials=(*line.serials, serial), scans=scans, quantity=line.quantity + 1))
        return serial

    def _so_far(self, line: Line) -> str:
        """How many of a product are in the delivery, of how many where that was said."""
        if line.ordered is not None:
            return line.counted()
        return str(sum(len(x.serials) for x in self.state.lines if x.product_id == line.product_id))


_KEEP = (Key("Enter", "keep"), Key("-", "remove"))


def _extra(line: Line) -> str:
    return f"{line.quantity - (line.ordered or 0)} more than ordered"
