"""Lots: what was opened, frozen or thawed of one, and the right date of one. The pane shows the lot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.date_kinds import SHORT
from shopstock.days import PrintedDate, iso, parse_iso, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Booked, Mode, NothingOpen
from shopstock.desk.passport_goods import lot_passport
from shopstock.desk.passport_lines import lines_of_passport, sentence_of
from shopstock.desk.views.base import View
from shopstock.jobs import find, lot_dates, treat
from shopstock.jobs.find import Meaning
from shopstock.jobs.receive import receiving_place
from shopstock.jobs.session import new_request_id
from shopstock.jobs.treat import TREATMENTS, Treat, Treatment
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.lots import LotRow, lot
from shopstock.store.places import place
from shopstock.store.stock import Standing, lot_places, standing
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_TIMES = re.compile(r"(?:([0-9]{1,9}(?:[.,][0-9]{1,6})?)\*)?(.*?)(?:\s+=(\S+))?", re.ASCII | re.DOTALL)
LABEL = Key("P", "label")


class NoLot(Refusal):
    """Nothing here bears that lot code, or the product has no lots in the shop."""

    id = "lot.unknown"


@dataclass(frozen=True, slots=True)
class OneLot:
    """The lot that is shown; `asked` is what the next entry answers: a treatment's lot, `date`, `odd`, or nothing.
    `odd` is the date that waits for a yes."""

    lot_id: int | None = None
    asked: str = ""
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Some:
    """How much of a lot, as typed, and where; empty for what is usual."""

    amount: str
    code: str
    at: str


class LotMode(Mode[OneLot]):
    """One lot at a time."""

    job = "lot"
    words = (*TREATMENTS, "date")
    hints = (
        Key(":opened", "open"),
        Key(":frozen", "freeze"),
        Key(":thawed", "thaw"),
        Key(":date", "its date"),
        LABEL,
    )
    help = (
        (":opened 2*K22", "two of lot K22 are open now: a lot of its own with an earlier date"),
        (":frozen K22  :thawed K22-frozen1", "the same for what is frozen, and thawed later"),
        (":opened K22 =BACK", "at that place, where it stands in several"),
        (":date K22 24.12.2026", "the date of a lot was wrong: this is what is printed"),
        ("lot code", "shows another lot"),
        ("P", "the label of the lot shown"),
        ("F12", "undoes the last of these"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, OneLot())

    def open(self) -> Answer:
        self.final = True
        if self.state.asked:
            return self._ask()
        if self.state.lot_id is None:
            return self.ok("lot.ready", "which lot? Scan or type its code", *self.hints[:1])
        return self._shown()

    def view(self) -> View:
        return View() if self.state.lot_id is None else lot_passport(self.session, self.state.lot_id)

    def around(self) -> Around:
        return Around("one lot", "opened, frozen, thawed; the right date")

    def ways(self) -> tuple[Key, ...]:
        return self.hints if self.state.lot_id is not None else self.hints[:-1]

    def asks(self) -> bool:
        return bool(self.state.asked)

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("what is done here is booked at once", Key("F2", "sell"))

    def as_letters(self, entry: Entry) -> str | None:
        shown = self.state.lot_id is not None and not self.state.asked
        return "P  its label" if shown and entry.text in ("P", "p") else None

    def letters(self, entry: Entry) -> Answer:  # noqa: ARG002 - there is one letter
        from shopstock.jobs.labels import wanted_of  # not at every treatment

        of_lot = lot(self.session.store, self.state.lot_id or 0)
        wanted = wanted_of(self.session, find.lot_meaning(self.session, of_lot))
        return self.desk.switch("labels").add(wanted)  # type: ignore[attr-defined, no-any-return]

    def code(self, entry: Entry) -> Answer:
        return self._of(entry.text, self._show)

    def enter(self, entry: Entry) -> Answer:
        self.final = True  # which lot is shown is nothing to undo: F12 is for what was booked
        asked = self.state.asked
        if asked in TREATMENTS:
            return self.open() if entry.kind == "empty" else self._treat(asked, entry.text)
        if asked == "odd" and entry.kind == "empty":
            return self._correct(self._lot(), parse_iso(self.state.odd))
        if asked and entry.kind == "text":
            return self._date(self._lot(), entry.text)
        if entry.kind == "empty":
            self.state = replace(self.state, asked="", odd="")
            return self.open()
        if entry.kind == "text":
            return self._of(entry.text, self._show)
        raise BadInput("here a lot is opened, frozen, thawed or dated", Key("F1", "help"))

    def command(self, word: str, rest: str) -> Answer:
        self.final = True
        self.state = OneLot(self._last())
        if word == "date":
            return self._date_of(rest)
        return self._treat(cast(Treatment, word), rest)

    def undo(self, last: Booked) -> Answer:
        from shopstock.jobs.void import void  # seldom needed

        posted = void(self.session, new_request_id(), last.id)
        said = f"{last.said} is undone, see {posted.paper}"
        return self.say("SAVED", "lot.voided", said)

    # Which lot

    def _last(self) -> int | None:
        """The lot that was looked at last: in Find, where one comes from there, else here."""
        from_find = self.desk.modes["find"].state if self.desk.came_from == "find" else None
        if from_find is not None and from_find.kind == "lot":
            return int(from_find.id)
        return self.state.lot_id

    def _lot(self) -> LotRow:
        if self.state.lot_id is None:
            raise NoLot("which lot? Scan or type its code", Key("F3", "find"))
        return lot(self.session.store, self.state.lot_id)

    def _of(self, code: str, act: Callable[[LotRow], Answer]) -> Answer:
        """Do it with the lot that a code means; several are a numbered choice, earliest date first."""
        found = self._lots(code)
        if not found:
            raise NoLot(f"{find.shown(code, 30)} is no lot in this shop", Key("F3", "find"))
        if len(found) == 1:
            return act(found[0])
        options = [
            Option(f"lot {treat.said_of(self.session, each)}", each.code, partial(act, each))
            for each in found[:9]
        ]
        said = f"{find.shown(code, 24)}: which lot? A number picks it"
        return self.ask_which("lot.which_one", said, *options)

    def _lots(self, code: str) -> list[LotRow]:
        meant = [find.of_reading(self.session, m) for m in find.meanings(self.session, code)]
        lots = [lot(self.session.store, m.id) for m in meant if m.kind == "lot"]
        return lots or [one for m in meant if m.kind == "product" for one in self._here(m)]

    def _here(self, meant: Meaning) -> list[LotRow]:
        """The lots of a product on the shelves; of a code that names a lot, that one or none."""
        if meant.reading and meant.reading.lot:
            return []
        ids = dict.fromkeys(s.lot_id for s in standing(self.session.store, meant.id) if s.sellable and s.code)
        return [lot(self.session.store, one) for one in ids]

    def _show(self, of_lot: LotRow) -> Answer:
        self.state = OneLot(of_lot.id)
        return self._shown()

    def _shown(self) -> Answer:
        view = lot_passport(self.session, self.state.lot_id or 0)
        self.desk.touched(view.sku)
        today = self.session.today()
        return self.ok("lot.shown", sentence_of(view, today), more=lines_of_passport(view, today))

    def _ask(self) -> Answer:
        asked = self.state.asked
        if asked in TREATMENTS:
            said = f"what is {asked} now? Scan it, 2*K22 for two"
            return self.say("ASK", "lot.which_one", said, Key("Enter", "nothing"))
        of_lot = self._lot()
        if asked == "odd":
            return self._odd(of_lot, parse_iso(self.state.odd))
        now = of_lot.expires and show_day(of_lot.expires.day, self.session.today(), of_lot.expires.precision)
        said = f"lot {fit(of_lot.code, 20)}, {now or 'no date'}: which date is printed?"
        return self.say("ASK", "lot.which_date", said, Key("Enter", "as it is"))

    # Opened, frozen, thawed

    def _treat(self, what: Treatment, rest: str) -> Answer:
        match = _TIMES.fullmatch(rest.strip())
        some = Some(match[1] or "", match[2].strip(), match[3] or "") if match else Some("", rest, "")
        if some.code:
            return self._of(some.code, lambda found: self._at(what, found, some))
        if self.state.lot_id is not None and not self.state.asked:
            return self._at(what, self._lot(), some)
        if self.state.asked and not some.amount:
            self.state = replace(self.state, asked="")
            return self.open()
        self.state = replace(self.state, asked=what)
        return self._ask()

    def _at(self, what: Treatment, of_lot: LotRow, some: Some) -> Answer:
        """The goods at the one place they stand, or at the one that is named; of several a numbered choice."""
        self.state = OneLot(of_lot.id)
        treat.new_date(self.session, what, of_lot)
        here = [s for s in lot_places(self.session.store, of_lot.id) if s.sellable]
        if some.at:
            named = receiving_place(self.session, some.at)
            here = [s for s in here if s.place_id == named.id]
        if not here:
            where = f" at {fit(some.at, 12)}" if some.at else " on the shelves"
            raise treat.TooMany(f"lot {fit(of_lot.code, 16)} is not{where}", Key("F7", "stock"))
        if len(here) == 1:
            return self._done(what, here[0], some)
        decimals = product(self.session.store, of_lot.product_id).decimals
        options = [
            Option(
                f"{s.place_code}  {show_decimal(s.quantity, decimals)}",
                None,
                partial(self._done, what, s, some),
            )
            for s in here
        ]
        said = f"lot {fit(of_lot.code, 16)} stands at {len(here)} places: where was it {what}?"
        return self.ask_which("lot.which_place", said, *options)

    def _done(self, what: Treatment, here: Standing, some: Some) -> Answer:
        store = self.session.store
        row = product(store, lot(store, here.lot_id).product_id)
        usual = here.quantity if row.decimals else 1
        quantity = parse_decimal(some.amount, row.decimals, "quantity") if some.amount else usual
        if quantity <= 0:
            raise BadInput(f"nothing of it was {what}: say how many, :{what} 2*{fit(here.code, 16)}")
        wanted = Treat(what, here.lot_id, quantity, place(store, here.place_id))
        done = treat.treat(self.session, new_request_id(), wanted)
        self.state = OneLot(done.lot.id)
        self.desk.touched(row.sku)
        many = show_decimal(quantity, row.decimals)
        self.desk.book("lot", done.posted.booking_id, f"{many} {what} of {fit(here.code, 20)}")
        last = done.lot.expires or PrintedDate(self.session.today())
        day = show_day(last.day, self.session.today(), last.precision)
        kind = SHORT[row.date_kind or "best_before"]
        said = f"{fit(row.name, 18)}, {many} {what}: lot {fit(done.lot.code, 18)}, {kind} {day}"
        return self.say("SAVED", "lot.treated", said, Key("F12", "undo"))

    # The right date

    def _date_of(self, rest: str) -> Answer:
        """`:date CODE DATE`; without a code the lot that was looked at last, without a date it is asked for."""
        words = rest.split()
        for n in range(len(words), 0, -1):
            code, text = " ".join(words[:n]), " ".join(words[n:])
            if (not text or _is_date(text)) and self._lots(code):
                return self._of(code, lambda found, text=text: self._date(found, text))  # type: ignore[misc]
        if self.state.lot_id is not None and (not words or _is_date(rest)):
            return self._date(self._lot(), rest)
        if not words:
            raise BadInput("which lot, and which date? :date K22 24.12.2026", Key("F3", "find"))
        if len(words) > 1 and self._lots(words[0]):
            parse_typed(" ".join(words[1:]))
        raise NoLot(f"{find.shown(words[0], 30)} is no lot in this shop", Key("F3", "find"))

    def _date(self, of_lot: LotRow, text: str) -> Answer:
        self.state = OneLot(of_lot.id, "date")
        if not text:
            lot_dates.check_date(self.session, of_lot, of_lot.expires or PrintedDate(self.session.today()))
            return self._ask()
        if self.state.asked and not _is_date(text) and self._lots(text):
            return self._of(text, self._show)
        printed = parse_typed(text)
        if lot_dates.check_date(self.session, of_lot, printed):
            return self._odd(of_lot, printed)
        return self._correct(of_lot, printed)

    def _odd(self, of_lot: LotRow, printed: PrintedDate) -> Answer:
        self.state = OneLot(of_lot.id, "odd", iso(printed.day, printed.precision))
        shown = show_day(printed.day, None, printed.precision)
        why = lot_dates.check_date(self.session, of_lot, printed) or "It was odd"
        return self.say("ASK", "lot.date_odd", f"{shown}? {why}. Type date or Enter")

    def _correct(self, of_lot: LotRow, printed: PrintedDate) -> Answer:
        done = lot_dates.correct_date(self.session, new_request_id(), of_lot.id, printed)
        self.state = OneLot(of_lot.id)
        code = fit(of_lot.code, 20)
        self.desk.remember(Booked("lot", done.posted.booking_id, f"the date of lot {code}"))
        today = self.session.today()
        was = show_day(done.was.day, today, done.was.precision) if done.was else "no date"
        became = show_day(printed.day, today, printed.precision)
        along = ", ".join(one.code for one in done.followed)
        more = (f"  with it: {along}",) if along else ()
        return self.say(
            "SAVED", "lot.dated", f"lot {code}: {became}, it was {was}", Key("F12", "undo"), more=more
        )


def _is_date(text: str) -> bool:
    try:
        parse_typed(text)
    except BadInput:
        return False
    return True
