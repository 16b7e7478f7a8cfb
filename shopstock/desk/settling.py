"""Answering the `!` lines of a basket: by a letter, a number or Enter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.basket import Line
from shopstock.desk.entries import Entry
from shopstock.desk.views.base import Choice
from shopstock.desk.waiting import REMOVE, UnknownCode, Waiting, WhichOne
from shopstock.jobs import find, offer
from shopstock.jobs.find import Meaning
from shopstock.jobs.nameless import SerialAsked, named_at_sale
from shopstock.jobs.offer import Offer
from shopstock.jobs.offer_dates import DATE_QUESTIONS
from shopstock.jobs.remembered import NothingToKeep, keep
from shopstock.jobs.session import new_request_id
from shopstock.jobs.sticker_price import at_sticker
from shopstock.refusal import Key, Passing, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot, unit
from shopstock.store.stock import lot_places

if TYPE_CHECKING:
    from shopstock.codes.reading import Reading

LETTER_OR_CODE = "sell.letter_or_code"


class Settling(Waiting):
    """The part of Sell that answers what is open."""

    def _act(self, meaning: Meaning, text: str) -> Answer:
        raise NotImplementedError

    def _code(self, text: str) -> Answer:
        raise NotImplementedError

    def _without_serial(self, line: Line) -> Answer:
        raise NotImplementedError

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
        raise NotImplementedError

    def _answer_open_line(self, text: str) -> Answer | None:
        """The answer to the newest open question that offers this letter; None for a new entry.

        A number only picks from the list that is shown, which is that of the newest question."""
        if not text.isascii():
            return None
        entry = Entry("text", text)
        newest = self.state.waiting()
        for index, line in reversed(list(enumerate(self.state.lines))):
            picked = next((c for c in line.choices if c.n == entry.picked), None)
            if picked and index == newest:
                if entry.keeps:
                    self._keep(line, picked)
                return self._pick(index, line, picked)
            letter = next((key for key in line.keys if len(text) == 1 and key.key == text.upper()), None)
            if letter is not None and letter != REMOVE:
                known = self._quiet_meanings(text, words=False)
                return self._letter_or_code(text, letter, known) if known else self._settle(line, letter.key)
        return None

    def _keep(self, line: Line, picked: Choice) -> None:
        """`2!`: what this code means from now on."""
        found = self._quiet_meanings(line.code, words=False)
        meant = line.meant[picked.n - 1]
        chosen = next((m for m in found if (m.kind, m.id) == meant), None)
        if chosen is None or line.id != WhichOne.id:
            raise NothingToKeep("only what a code means can be kept", Key(str(picked.n), "picks it"))
        keep(self.session, new_request_id(), line.code, found, chosen)

    def _letter_or_code(self, text: str, letter: Key, known: list[Meaning]) -> Answer:
        """A letter that is also an exact code: a numbered choice, the letter first."""
        which = WhichOne(f"{text.upper()}: which one? A number picks it", REMOVE)
        answer = Meaning("place", 0, letter.key, f"{letter.key}  {letter.label}")
        self._wait(which, text, [answer, *known])
        index = self._index_of(text)
        self.state = self.state.with_line(index, replace(self.state.lines[index], id=LETTER_OR_CODE))
        return self.listed() or self.open()

    def _index_of(self, code: str) -> int:
        """The open line of that code; the newest open one where none bears it."""
        found = [
            i for i, x in enumerate(self.state.lines) if x.state != "ok" and find.same_code(x.code, code)
        ]
        return found[-1] if found else len(self.state.lines) - 1

    def _pick(self, index: int, line: Line, picked: Choice) -> Answer:
        """The number of a choice: the line is replaced by what was meant, or waits for what that needs."""
        kind, thing_id = line.meant[picked.n - 1]
        code = picked.code or line.code
        if line.id == offer.WhichSerial.id:
            return self._pick_serial(thing_id, code)
        self.state = replace(self.state, lines=self.state.lines[:index] + self.state.lines[index + 1 :])
        if line.id == LETTER_OR_CODE and picked.n == 1:
            waiting = self.state.waiting()
            return self.open() if waiting is None else self._settle(self.state.lines[waiting], code)
        known = [find.of_reading(self.session, m) for m in self._quiet_meanings(line.code)]
        again = next((m for m in known if (m.kind, m.id) == (kind, thing_id)), None)
        if again is None:
            return self._code(code)
        self.state = replace(self.state, times=line.times)
        text = line.code if again.reading else code
        try:
            return self._act(again, text)
        except Passing:
            raise
        except Refusal as refusal:
            return self._wait(refusal, text, [again])

    def _pick_serial(self, unit_id: int, serial: str) -> Answer:
        found = unit(self.session.store, unit_id)
        row = product(self.session.store, found.product_id)
        try:
            return self._add(row, [offer.offer_unit(self.session, found)], serial)
        except Passing:
            raise
        except Refusal as gone:
            return self.say(gone.state, gone.id, gone.text, Key("?", "list"))

    def _settle(self, line: Line, key: str) -> Answer:
        """A letter or Enter on an open line; what is refused now stays on that line."""
        if key == "R" and line.unit_id is not None:
            return self.desk.switch("return").take(line.unit_id)  # type: ignore[attr-defined, no-any-return]
        if key == "V":
            return self.desk.look(line.serial or line.lot or line.code)
        if key in ("P", "W"):
            return self._off_the_shelf(line, key)
        if line.id == UnknownCode.id:
            return self._new_item(line)
        if line.id == SerialAsked.id:
            return self._without_serial(line)
        try:
            return self._sell_anyway(line, key)
        except Passing:
            raise
        except Refusal as refusal:
            meant = self._meaning_of(line)
            answer = self._wait(refusal, line.code, meant)
            self._stay_dated(line, key)
            return answer

    def _meaning_of(self, line: Line) -> list[Meaning] | None:
        """The goods of an open line again: its code may mean several things, the line means one."""
        kind, thing_id = next(
            ((k, i) for k, i in (("unit", line.unit_id), ("lot", line.lot_id)) if i),
            ("product", line.product_id),
        )
        known = [find.of_reading(self.session, m) for m in self._quiet_meanings(line.code)]
        return [m for m in known if (m.kind, m.id) == (kind, thing_id)] or None

    def _stay_dated(self, line: Line, key: str) -> None:
        """A date that was answered is not asked about again when only the quantity is short."""
        index = self._index_of(line.code)
        now = self.state.lines[index]
        if line.id in DATE_QUESTIONS and now.id not in DATE_QUESTIONS:
            said = replace(now, dated=key, asked=line.asked, asked_lot=line.asked_lot)
            self.state = self.state.with_line(index, said)

    def _sell_anyway(self, line: Line, key: str) -> Answer:
        key = key if line.id in DATE_QUESTIONS else line.dated
        row = product(self.session.store, line.product_id or 0)
        if line.unit_id is not None:
            found = unit(self.session.store, line.unit_id)
            offers = [offer.offer_unit(self.session, found, dated=line.asked if key else "")]
        elif key:
            offers = self._although_dated(row, line)
        else:
            offers = self._what_is_there(row, line)
        dated = line.asked if key else ""
        meant = self._meaning_of(line)
        offers = at_sticker(offers, meant[0].sticker if meant else None)
        return self._add(row, offers, line.code, self._reading_of(line), dated=dated, markdown=key == "M")

    def _reading_of(self, line: Line) -> Reading | None:
        """What the code of an open line says besides its goods: a weight, a price."""
        known = (find.of_reading(self.session, m) for m in self._quiet_meanings(line.code))
        return next((m.reading for m in known if m.product_id == line.product_id), None)

    def _although_dated(self, row: ProductRow, line: Line) -> list[Offer]:
        """The lot that was scanned, or that the question was about, although its date speaks against it."""
        lot_id = line.lot_id or line.asked_lot or 0
        taken = self.state.taken(row.id).get(lot_id, 0)
        of_lot = lot(self.session.store, lot_id)
        quantity = line.quantity
        if line.id == offer.ShortStock.id:
            there = sum(s.quantity for s in lot_places(self.session.store, lot_id) if s.sellable)
            quantity = min(quantity, max(1, there - taken))
        offered = offer.offer_lot(self.session, row, of_lot, quantity, taken, dated=line.asked)
        return [replace(offered, quantity=1)] * quantity if named_at_sale(row) else [offered]

    def _what_is_there(self, row: ProductRow, line: Line) -> list[Offer]:
        taken = self.state.taken(row.id)
        if line.lot_id is None or row.tracking != "lot":
            return offer.offer_product(self.session, row, line.quantity, taken, take_what_is_there=True)
        used = taken.get(line.lot_id, 0)
        there = sum(s.quantity for s in lot_places(self.session.store, line.lot_id) if s.sellable)
        part = min(line.quantity, max(1, there - used))
        return [offer.offer_lot(self.session, row, lot(self.session.store, line.lot_id), part, used)]

    def _off_the_shelf(self, line: Line, letter: str) -> Answer:
        """P or W on goods that are over: off the shelf, and off the basket; all of a product that was scanned."""
        from shopstock.jobs import dates  # another job's: the counter opens without it

        only = line.lot_id if line.unit_id is None else line.asked_lot
        acts = tuple(
            dates.Act(due, letter, due.row.quantity)
            for due in dates.list_due(self.session)
            if due.row.product_id == line.product_id
            and due.action is None
            and due.days_left < 0
            and only in (None, due.row.lot_id)
        )
        lines = tuple(x for x in self.state.lines if x is not line)
        self.state = replace(self.state, lines=lines)
        if not acts:
            return self.ok("sell.removed", "it is off the shelves already. The line is out")
        posted = dates.act(self.session, new_request_id(), acts)
        self.desk.book("dates", posted.booking_id, posted.paper or "")
        said = "pulled to quarantine" if letter == "P" else "booked as waste"
        return self.say("SAVED", "sell.off_shelf", f"{line.name}: {said}, {posted.paper}. The line is out")

    def _new_item(self, line: Line) -> Answer:
        """An unknown code: it may have been added meanwhile; otherwise Item begins with it."""
        if self._quiet_meanings(line.code):
            self.state = replace(self.state, times=line.times)
            try:
                return self._code(line.code)
            except Passing:
                raise
            except Refusal as refusal:
                return self._wait(refusal, line.code)
        return self.desk.switch("item").begin_with(line.code)  # type: ignore[attr-defined, no-any-return]
