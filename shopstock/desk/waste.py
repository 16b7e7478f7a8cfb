"""Waste: scan what is spoiled, say how much, why, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.waste import WasteDone, WasteGoods, WasteView
from shopstock.jobs import find, losses, waste
from shopstock.jobs.find import Meaning
from shopstock.jobs.measured import several
from shopstock.jobs.move import NotThere
from shopstock.jobs.reasons import Reason, by_letter, reasons, said
from shopstock.jobs.session import new_request_id
from shopstock.jobs.waste import ENDS, Lost
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.losses import GoneRow, gone_between
from shopstock.store.lots import LotRow, lot, plain_lot, unit
from shopstock.store.places import place_coded
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


class NotWasted(Refusal):
    """A code of nothing that could be thrown away."""

    id = "waste.unknown_code"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What was scanned and is to leave; `place` where a person said one, `times` typed before its code."""

    lot_id: int | None = None
    unit_id: int | None = None
    quantity: int = 0
    place: str = ""
    reason: str = ""
    times: str = ""


class WasteMode(Mode[Leaving]):
    """Goods leave for a reason: the bin, the supplier, charity, staff."""

    job = "waste"
    hints = (
        Key("2*", "quantity"),
        Key("DW", "damaged, bin"),
        Key("=PLACE", "from there"),
        Key("F12", "undo"),
    )
    help = (
        ("product, lot or serial", "what is to leave; of a product the earliest date"),
        ("2*  or  2*CODE", "how much of it"),
        ("=BACK", "from that place"),
        ("E D S O F R X", "why: expired, damaged, spoiled, opened, found empty, recalled, other"),
        ("W S C T", "then where to: bin (Enter), supplier, charity, staff"),
        ("DW", "both at once"),
        (":losses", "what was lost, by product, lot, supplier and reason"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Leaving())

    def open(self) -> Answer:
        if self.state.lot_id is not None:
            return self._ask()
        return self.ok("waste.ready", "scan what is to leave: 2*CODE for two of it", Key(":losses", "report"))

    def command(self, word: str, rest: str) -> Answer:
        if word != "waste":
            return super().command(word, rest)
        from shopstock.desk.entries import parse

        return self.enter(parse(rest)) if rest else self.open()

    def asks(self) -> bool:
        return self.state.lot_id is not None and bool(self.state.reason)

    def enter(self, entry: Entry) -> Answer:
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": lambda _: self._to("W") if self.asks() else self.open(),
            "times": self._times,
            "take_back": lambda _: self._drop(),
            "place": self._from,
            "text": self.code,
        }
        handler = handlers.get(entry.kind)
        if handler is None:
            raise NotHere("waste takes goods, a quantity and letters", Key("F1", "help"))
        return handler(entry)

    # What leaves

    def code(self, entry: Entry) -> Answer:
        found = find.meanings(self.session, entry.text) or find.by_words(self.session, entry.text)
        goods = [
            m
            for m in (find.of_reading(self.session, m) for m in found)
            if m.kind in ("unit", "lot", "product")
        ]
        if not goods:
            raise NotWasted(f"{find.shown(entry.text, 32)} is nothing here", Key("F3", "find"))
        if len(goods) == 1:
            return self._meant(goods[0])
        options = [Option(m.label, m.code, partial(self._meant, m)) for m in goods]
        return self.ask_which(
            "waste.which_one", f"{find.shown(entry.text, 24)}: which one? A number picks it", *options
        )

    def _meant(self, meaning: Meaning) -> Answer:
        store = self.session.store
        if meaning.kind == "unit":
            of_unit = unit(store, meaning.id)
            self.state = Leaving(of_unit.lot_id, of_unit.id, 1)
            self.desk.touched(product(store, of_unit.product_id).sku)
            return self._ask()
        row = product(store, meaning.product_id or meaning.id)
        if row.service:
            raise NotWasted(f"{fit(row.name, 30)} is a service: nothing of it is here")
        if row.tracking == "serial":
            units = find.units_of(self.session, row.id)
            if not units:
                raise NotThere(f"none of {fit(row.name, 40)} is here", Key("F7", "stock"))
            options = [Option(m.label, m.code, partial(self._meant, m)) for m in units]
            return self.ask_which(
                "waste.which_serial", f"{fit(row.name, 30)}: which piece? Scan it", *options
            )
        of_lot = lot(store, meaning.id) if meaning.kind == "lot" else self._lot_of(row.id)
        self.desk.touched(row.sku)
        quantity = several(self.session, row, meaning.reading, self.state.times or None)
        self.state = Leaving(of_lot.id, None, quantity)
        return self._ask()

    def _lot_of(self, product_id: int) -> LotRow:
        row = product(self.session.store, product_id)
        if row.tracking == "none":
            return plain_lot(self.session.store, product_id)
        return waste.first_lot(self.session, row)

    def _times(self, entry: Entry) -> Answer:
        if entry.rest:
            self.state = replace(self.blank, times=entry.arg)
            return self.code(Entry("text", entry.rest))
        if self.state.lot_id is None:
            self.state = replace(self.state, times=entry.arg)
            return self.ok("waste.times", f"{entry.arg} of the next code", Key("-", "take back"))
        row = product(self.session.store, lot(self.session.store, self.state.lot_id).product_id)
        quantity = parse_decimal(entry.arg, row.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("nothing of it cannot leave")
        if self.state.unit_id is not None and quantity != 1:
            raise BadInput("a piece with a serial is one")
        self.state = replace(self.state, quantity=quantity)
        return self._ask()

    def _from(self, entry: Entry) -> Answer:
        at = place_coded(self.session.store, entry.arg)
        if at is None or self.state.lot_id is None:
            raise BadInput(f"={fit(entry.arg, 12)}: scan the goods first, then one of their places")
        self.state = replace(self.state, place=at.code)
        return self._ask()

    def _drop(self) -> Answer:
        if self.state == self.blank:
            raise NothingOpen("nothing is to leave yet")
        self.state = self.blank
        return self.ok("waste.removed", "it stays where it is", Key("F12", "brings it back"))

    def _lost(self) -> Lost:
        state = self.state
        if state.lot_id is None:
            raise NothingOpen("scan first what is to leave", Key("F1", "help"))
        at = place_coded(self.session.store, state.place) if state.place else None
        return Lost(state.lot_id, state.quantity, state.unit_id, at.id if at else None)

    def _ask(self) -> Answer:
        lost = self._lost()
        waste.shifts_of(self.session, lost, "")
        goods = self._goods()
        what = f"{goods.quantity} {fit(goods.name, 18)}"
        which = (
            f" {short_code(goods.serial)}"
            if goods.serial
            else f" lot {fit(goods.lot, 10)}"
            if goods.lot
            else ""
        )
        if self.state.reason:
            keys = tuple(Key(letter, word) for letter, (word, _) in ENDS.items())
            return self.say(
                "ASK", "waste.where", f"{what}{which}, {said(self.state.reason)}: where to?", *keys
            )
        more = tuple(f"  {each.letter}  {each.label}" for each in reasons())
        keys = tuple(Key(each.letter, each.word) for each in reasons()[:2])
        return self.say("ASK", "waste.why", f"{what}{which} at {goods.place}: why?", *keys, more=more)

    # Letters

    def _pattern(self) -> str:
        if self.state.lot_id is None:
            return ""
        ends = f"[{''.join(ENDS)}]"
        return ends if self.state.reason else f"([{''.join(by_letter())}]){ends}?"

    def as_letters(self, entry: Entry) -> str | None:
        typed, pattern = entry.text.upper(), self._pattern()
        if not pattern or not entry.text.isascii() or not re.fullmatch(pattern, typed):
            return None
        reason = "" if self.state.reason else by_letter()[typed[0]].label
        rest = typed if self.state.reason else typed[1:]
        return f"{typed}  " + ", ".join(filter(None, (reason, ENDS[rest][0] if rest else "")))

    def letters(self, entry: Entry) -> Answer:
        typed = entry.text.upper()
        if not self.state.reason:
            self.state = replace(self.state, reason=by_letter()[typed[0]].word)
            typed = typed[1:]
        return self._to(typed) if typed else self._ask()

    def _to(self, letter: str) -> Answer:
        lost, goods = self._lost(), self._goods()
        reason = self._reason()
        posted = waste.waste(self.session, new_request_id(), (lost,), reason, letter)
        row = waste.priced(self.session, lost).row
        self.state = self.blank
        self.desk.book("waste", posted.booking_id, posted.paper or "")
        cost = f", cost {goods.cost}" if goods.cost else ", cost not known"
        who = waste.supplier_of(self.session, row) if letter == "S" else None
        end = f"{ENDS[letter][0]} {fit(who, 14)}" if who else ENDS[letter][0]
        told = f"{posted.paper}  {goods.quantity} {fit(goods.name, 20)} to {end}, {reason.word}{cost}"
        return self.say("SAVED", "waste.saved", told, Key("F12", "undo"))

    def _reason(self) -> Reason:
        return next(each for each in reasons() if each.word == self.state.reason)

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.desk.pass_on("waste", rest)
        if self.asks():
            return self._to("W")
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    # What is shown

    def _goods(self) -> WasteGoods:
        lost = self._lost()
        found = waste.priced(self.session, lost)
        row, of_lot = found.row, found.of_lot
        serial = unit(self.session.store, lost.unit_id).serial if lost.unit_id else None
        standings = waste.here(self.session, of_lot.id, lost.place_id)
        where = unit(self.session.store, lost.unit_id).place_code if lost.unit_id else None
        there = 1 if lost.unit_id else sum(s.quantity for s in standings)
        return WasteGoods(
            row.sku, row.name, serial, of_lot.code or None,
            of_lot.expires.day.isoformat() if of_lot.expires else None,
            row.date_kind if of_lot.expires else None,
            of_lot.expires.precision if of_lot.expires else "day",
            where or (standings[0].place_code if standings else "nowhere"),
            show_decimal(lost.quantity, row.decimals), show_decimal(there, row.decimals),
            None if found.cost_minor is None else self.session.money(found.cost_minor),
        )  # fmt: skip

    def view(self) -> WasteView:
        today = self.session.today()
        gone = gone_between(self.session.store, today, today)
        return WasteView(
            self._goods() if self.state.lot_id is not None else None,
            self.state.reason or None,
            [[each.letter, each.label] for each in reasons()],
            [[letter, word] for letter, (word, _) in ENDS.items()],
            [self._done(row) for row in reversed(gone)],
            self.session.money(losses.total(row for row in gone if row.what == "wasted")),
        )

    def _done(self, row: GoneRow) -> WasteDone:
        cost = losses.cost_of(row)
        return WasteDone(
            losses.WORDS[row.what], row.name, row.lot or None, show_decimal(row.quantity, row.decimals),
            said(row.reason), None if cost is None else self.session.money(cost),
        )  # fmt: skip

    def around(self) -> Around:
        figures = losses.month_figures(self.session)
        share = f" ({figures.percent} % of sales)" if figures.percent else ""
        month = f"Waste this month {self.session.money(figures.wasted_minor)}{share}"
        heading = "what is to leave" if self.state.lot_id is None else "why, and where to"
        return Around(heading, month)
