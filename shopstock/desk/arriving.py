"""The open delivery line by line: its lots and their dates, and what it still asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shopstock.amounts import show_decimal
from shopstock.codes.reading import Reading
from shopstock.date_kinds import LONG, SHORT
from shopstock.days import PrintedDate, iso, parse_iso, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.delivery import Line
from shopstock.desk.mode import NothingOpen
from shopstock.desk.own_numbers import OwnNumbers
from shopstock.jobs import arrivals, receive
from shopstock.jobs.measured import carries_measure, measured
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import lot_coded
from shopstock.text import clean_code, clean_name, fit

REASON_LENGTH = 80


class Arriving(OwnNumbers):
    """The part of Receive that fills a line."""

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
            own = (Key("Enter", "own"),) if self._offers_new(line, asked) else ()
            return (
                "receive.which_lot",
                f"{name}: which lot? Scan or type its code",
                (*own, Key("-", "remove")),
            )
        if asked == "extra":
            return self._extra_question(line)
        if asked == "conflict":
            return self._conflict_question(line)
        if asked == "odd_date":
            return self._odd_question(line)
        if asked == "short":
            return self._short_question(line)
        kind = LONG[line.date_kind or ""].replace(" ", "-")
        default = self._default(line)
        keys = (Key("Enter", show_day(default.day)),) if default else (Key("Enter", "no date"),)
        return "receive.which_date", f"{name} {line.lot_said(12)}: {kind} date?", keys

    def _odd_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        odd = parse_iso(line.odd_date or "")
        shown = show_day(odd.day, None, odd.precision)
        why = arrivals.why_odd(self.session, self._product(line), odd, self._made(line))
        return "receive.date_odd", f"{shown}? {why or 'It was odd'}. Type date or Enter", ()

    def _short_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        short = arrivals.short(self.session, self._product(line), self._printed(line))
        few = short.said() if short else "few days left"
        said = f"{fit(line.name, 16)} {line.lot_said(10)}: {few}. Why take it?"
        return arrivals.ShortDated.id, said, (Key("-", "refuse"),)

    def _conflict_question(self, line: Line) -> tuple[str, str, tuple[Key, ...]]:
        kept = parse_iso(line.expires or "")
        other = parse_iso(line.conflict or "")
        was = show_day(kept.day, self.session.today(), kept.precision)
        now = show_day(other.day, self.session.today(), other.precision)
        said = f"lot {fit(line.lot, 12)} is here with {was}, not {now}. One lot, one date"
        own = (Key("U", now),) if self._may_be_corrected(line) else ()
        return receive.DateConflict.id, said, (Key("Enter", f"keep {was}"), *own, Key("-", "remove"))

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
        return self._lot_added()

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
        return self._lot_added()

    def _scanned_lot(self, row: ProductRow, line: Line, reading: Reading) -> Answer:
        """Lot, date and count of a GS1 scan, for the line that stands ready for that lot."""
        code = clean_code(reading.lot or "", "the lot")
        count = measured(self.session, row, reading).quantity
        made = reading.made_on.isoformat() if reading.made_on else line.made_on
        again = bool(line.lot)
        counted = carries_measure(reading)
        quantity = line.quantity + count if again else count if counted else line.quantity
        line = replace(line, lot=code, made_on=made, quantity=quantity)
        self._set(line)
        if not (reading.expires and row.date_kind):
            return self._lot_added() if again else self._lot(line, code)
        return self._take_date(line, reading.expires)

    def _date(self, line: Line, text: str) -> Answer | None:
        """A typed date; None when it is a known product code, which is a new entry."""
        try:
            return self._take_date(line, parse_typed(text))
        except BadInput as bad:
            if self._products(text):
                return None
            kind = LONG[line.date_kind or ""].replace(" ", "-")
            return self.say("ASK", "receive.which_date", f"{bad.text} ({kind} of {line.lot_said(12)})")

    def _take_date(self, line: Line, printed: PrintedDate, *, sure: bool = False) -> Answer:
        """The printed date of a line: one that this lot has not, or that cannot be right, is asked about."""
        text = iso(printed.day, printed.precision)
        kept = self._date_of(line)
        if kept and kept != text:
            self._set(replace(line, expires=kept, conflict=text, odd_date=None))
            return self._lot_added()
        odd = arrivals.why_odd(self.session, self._product(line), printed, self._made(line))
        if not kept and not sure and odd:
            self._set(replace(line, odd_date=text))
            return self._lot_added()
        return self._dated(replace(line, expires=text, odd_date=None))

    def _date_of(self, line: Line) -> str | None:
        """The date this lot has: in this delivery or in the shop."""
        if line.expires:
            return line.expires
        known = lot_coded(self.session.store, line.product_id, line.lot)
        return iso(known.expires.day, known.expires.precision) if known and known.expires else None

    def _dated(self, line: Line) -> Answer:
        self._set(self._weighed(line))
        return self._lot_added()

    def _weighed(self, line: Line) -> Line:
        """The line with what its date says beside those on the shelf: few days left, or fewer than theirs."""
        row, printed = self._product(line), self._printed(line)
        short = arrivals.short(self.session, row, printed)
        here = arrivals.later_here(self.session, row, line.lot, printed)
        return replace(
            line,
            wanted=short.wanted if short else 0,
            reason=line.reason if short else "",
            sooner=arrivals.comes_before(self.session, here) if here else "",
        )

    def _default(self, line: Line) -> PrintedDate | None:
        return arrivals.default_date(self.session, self._product(line), self._made(line))

    @staticmethod
    def _made(line: Line) -> date | None:
        return date.fromisoformat(line.made_on) if line.made_on else None

    @staticmethod
    def _printed(line: Line) -> PrintedDate | None:
        return parse_iso(line.expires) if line.expires else None

    def _why(self, line: Line, text: str) -> Answer | None:
        """The answer to what is short: another date, or why the goods are taken; None for a code, which is a new
        entry. Of goods with serials a reason has a blank or no digit."""
        if self._products(text):
            return None
        try:
            return self._take_date(replace(line, expires=None), parse_typed(text))
        except BadInput:
            pass
        serial = line.tracking == "serial" and any(c.isdigit() for c in text) and " " not in text
        reason = clean_name(text, REASON_LENGTH)[0]
        if serial or not reason:
            return None
        self._set(replace(line, reason=reason))
        return self._lot_added()

    def _made_on(self, rest: str) -> Answer:
        """`:made 12.11.2026`: the goods of this line were made then; their shelf life runs from it."""
        line = self.state.line
        if line is None or not line.date_kind:
            raise NothingOpen("scan goods with a date first, then when they were made")
        made = arrivals.made_day(self.session, parse_typed(rest))
        self._set(replace(line, made_on=made.isoformat()))
        said = f"{fit(line.name, 30)} {line.lot_said(12)}: made {self.session.day(made)}"
        return self._ask_or(self.ok("receive.made_on", said))

    # The same lot with another date

    def _may_be_corrected(self, line: Line) -> bool:
        """Whether the other date can be the lot's own: it is the shop's lot, and not one of this delivery only."""
        known = lot_coded(self.session.store, line.product_id, line.lot) if line.lot else None
        return known is not None and known.expires is not None

    def _corrected(self, line: Line) -> Answer:
        """U: the date on these goods is right, and the lot that is here gets it."""
        from shopstock.jobs.lot_dates import correct_date  # seldom needed

        known = lot_coded(self.session.store, line.product_id, line.lot)
        if known is None or not line.conflict:
            raise NothingOpen("there is no other date to take")
        correct_date(self.session, new_request_id(), known.id, parse_iso(line.conflict))
        answer = self._dated(replace(line, expires=line.conflict, conflict=None))
        if answer.state == "OK":
            return answer
        # Booked is booked, whatever the line still asks: it is said first, the question after it.
        printed = parse_iso(self._now().expires or "")
        said = f"lot {fit(known.code, 20)} has {show_day(printed.day, self.session.today(), printed.precision)} now"
        return self.say("SAVED", "receive.lot_dated", said, *answer.keys, more=(f"  {answer.text}",))

    def _lot_added(self) -> Answer:
        """The line with its lot and date, or what is still asked of it."""
        line = self._now()
        if self._question() is not None:
            return self._ask_or(self.ok("receive.lot_added", ""))
        dated = ""
        if line.expires:
            kind = SHORT[line.date_kind or ""]
            printed = parse_iso(line.expires)
            dated = f", {kind} {show_day(printed.day, self.session.today(), printed.precision)}"
        quantity = show_decimal(line.quantity, line.decimals)
        if line.sooner:
            return self.ok("receive.lot_added", self._sooner(line, quantity))
        return self.ok(
            "receive.lot_added",
            f"{fit(line.name, 24)} {line.lot_said(16)}{dated}, {quantity}{self._to_come(line)}",
        )

    def _sooner(self, line: Line, quantity: str) -> str:
        """A line whose goods expire before those on the shelf: somebody must put them in front."""
        printed = parse_iso(line.expires or "")
        dated = show_day(printed.day, self.session.today(), printed.precision)
        return f"{line.lot_said(10)}, {dated}, {quantity}: {line.sooner}"

    def _to_come(self, line: Line) -> str:
        """What the own lot of a line would be called."""
        code = self._next(line, "lot") if line.own_lot else ""
        return f". Next is {fit(code, 24)}" if code else ""
