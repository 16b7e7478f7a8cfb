"""Sell: a code adds a line; what is refused or asked leaves a `!` line that blocks paying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, parse_ppm, show_decimal
from shopstock.codes.gtin import has_wrong_check_digit
from shopstock.days import iso, show_day
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.basket import Basket, Line, Ticket, basket_view, priced
from shopstock.desk.entries import Entry
from shopstock.desk.keeping import from_json, to_json
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views import Choice, SellView
from shopstock.jobs import find, sell
from shopstock.jobs.dates import marked_down
from shopstock.jobs.find import Meaning
from shopstock.jobs.park import bring_back, park, parked
from shopstock.jobs.people import meet
from shopstock.jobs.sell import Offer, Tender, Wanted, warranty_until
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot, unit
from shopstock.store.stock import lot_places, standing
from shopstock.text import clean_text, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

TENDERS = ("cash", "card", "voucher", "transfer")
REMOVE = sell.REMOVE


class UnknownCode(Refusal):
    """Nothing here bears that code."""

    id = "sell.unknown_code"
    state = "ASK"


class WhichOne(Refusal):
    """Several things bear that code or name."""

    id = "sell.which_one"
    state = "ASK"


class LinesOpen(Refusal):
    """A line still needs a person."""

    id = "sell.lines_open"


class SellMode(Mode[Basket]):
    """The counter."""

    job = "sell"
    kept = True
    words = ("park",)
    hints = (
        Key("3*", "times"),
        Key("-", "remove"),
        Key("/10", "% off"),
        Key("@", "customer"),
        Key("+50", "cash"),
        Key("?", "look"),
    )
    help = (
        ("product barcode", "adds it, earliest date first"),
        ("serial number / IMEI", "adds that very unit"),
        ("lot code", "adds from that very lot"),
        ("GS1 code", "product, lot, date and serial in one scan"),
        ("part of a name", "a list: pick a number"),
        ("3*  or  3*CODE", "the next code, or that code, three times"),
        ("-  or  -2", "takes the last line, or line 2, away"),
        ("/10", "10 percent off the last line"),
        ("@Patel  or  @5550102", "the customer, by name or phone"),
        ("+50", "cash given: pays and shows the change"),
        ("F9, 50 F9, card F9", "pays exactly, with 50 in cash, by card"),
        ("F8", "parks the basket; on an empty one lists the parked"),
        ("?CODE", "looks it up, sells nothing"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Basket())

    def open(self) -> Answer:
        basket = self.state
        if not basket.lines:
            return self.ok("sell.ready", "scan the first item, or type a part of its name")
        if self.desk.resumed:
            self.desk.resumed = False
            lines = len(basket.lines)
            total = self.session.money(basket.total_minor)
            return self.ok("sell.resumed", f"the open basket is back: {_lines(lines)}, {total}")
        waiting = basket.waiting()
        if waiting is not None:
            line = basket.lines[waiting]
            return self.say("STOP" if line.state == "stop" else "ASK", line.id, line.text, *line.keys)
        return self.ok(
            "sell.open", f"{_lines(len(basket.lines))}, {self.session.money(basket.total_minor)} to pay"
        )

    def view(self) -> SellView:
        return basket_view(self.session, self.state)

    def around(self) -> Around:
        basket = self.state
        waiting = sum(1 for line in basket.lines if line.state != "ok")
        notice = f"{_lines(waiting)} need{'s' if waiting == 1 else ''} you before Pay" if waiting else ""
        if not notice and (basket.listing or basket.unparking):
            notice = "F8 and a number brings one back"
        who = f"Customer  {basket.customer or 'none  @name'}"
        items = sum(1 for line in basket.lines if line.state == "ok")
        return Around("", f"{who}   Items {items}", "TOTAL", self.session.money(basket.due_minor), notice)

    def asks(self) -> bool:
        return self.state.waiting() is not None

    def choices(self) -> list[Choice]:
        waiting = self.state.waiting()
        return list(self.state.lines[waiting].choices) if waiting is not None else []

    # Entries

    def enter(self, entry: Entry) -> Answer:
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": self._enter_pressed,
            "times": self._times,
            "take_back": self._take_back,
            "percent": self._percent,
            "cash": lambda e: self.finish(e.arg),
            "person": self._person,
            "paper": lambda e: self.desk.look(e.text),
            "place": lambda e: self.desk.look(e.text),
        }
        return handlers.get(entry.kind, self._text)(entry)

    def _text(self, entry: Entry) -> Answer:
        answered = self._answer_open_line(entry.text)
        return answered or self._code(entry.text)

    def _enter_pressed(self, entry: Entry) -> Answer:  # noqa: ARG002 - the handlers share a shape
        waiting = self.state.waiting()
        if waiting is None:
            return self.open()
        line = self.state.lines[waiting]
        if line.state == "stop" or not any(key.key == "Enter" for key in line.keys):
            return self.open()
        return self._settle(line, "Enter")

    def _times(self, entry: Entry) -> Answer:
        if not entry.rest:
            self.state = replace(self.state, times=entry.arg)
            return self.ok("sell.times", f"the next code {entry.arg} times", Key("-", "take back"))
        self.state = replace(self.state, times=entry.arg)
        return self._code(entry.rest)

    def _take_back(self, entry: Entry) -> Answer:
        basket = self.state
        if basket.times and not entry.arg:
            self.state = replace(basket, times=None)
            return self.ok("sell.times", "the next code counts once again")
        if not basket.lines:
            raise NothingOpen("the basket is empty")
        index = int(entry.arg) - 1 if entry.arg else len(basket.lines) - 1
        if not 0 <= index < len(basket.lines):
            raise NothingOpen(f"there is no line {entry.arg}")
        gone = basket.lines[index]
        kept = basket.lines[:index] + basket.lines[index + 1 :]
        self.state = replace(basket, lines=kept)
        return self.ok(
            "sell.removed", f"line {index + 1} is out: {fit(gone.name, 40)}", Key("F12", "brings it back")
        )

    def _percent(self, entry: Entry) -> Answer:
        index = next(
            (i for i in reversed(range(len(self.state.lines))) if self.state.lines[i].state == "ok"), None
        )
        if index is None:
            raise NothingOpen("there is no line to take percent off")
        ppm = parse_ppm(entry.arg)
        if ppm > 1_000_000:
            raise BadInput(f"{entry.arg} percent is more than all of it")
        line = self.state.lines[index]
        assert line.wanted is not None  # noqa: S101 - an ok line is always of goods
        row = product(self.session.store, line.wanted.product_id)
        changed = priced(line, row, replace(line.wanted, discount_ppm=ppm))
        self.state = self.state.with_line(index, changed)
        money = self.session.money(changed.amount_minor)
        return self.ok("sell.discounted", f"{entry.arg} percent off line {index + 1}: {money}")

    def _person(self, entry: Entry) -> Answer:
        met = meet(self.session, "customer", entry.arg)
        self.state = replace(self.state, customer_id=met.who.id, customer=met.who.name)
        new = "is new here, and" if met.new else "is known, and"
        return self.ok("sell.customer", f"{fit(met.who.name, 40)} {new} buys this")

    # Codes

    def _code(self, text: str) -> Answer:
        found = find.meanings(self.session, text)
        if not found:
            found = self._words(text)
        if len(found) == 1:
            return self._act(find.of_reading(self.session, found[0]), text)
        choices = tuple(Choice(n, m.label, m.code) for n, m in enumerate(found, 1))
        return self._wait(_which(text), text, choices, meanings=found)

    def _words(self, text: str) -> list[Meaning]:
        found = find.by_words(self.session, text)
        if found:
            return found if len(found) > 1 else [found[0]]
        if has_wrong_check_digit(clean_text(text)):
            raise UnknownCode("that code has a wrong check digit. Scan again or type the number", REMOVE)
        raise UnknownCode(f"{find.shown(text, 26)} is new here", Key("Enter", "add item"), REMOVE)

    def _act(self, meaning: Meaning, text: str) -> Answer:
        store = self.session.store
        if meaning.kind == "unit":
            return self._add_unit(meaning, text)
        if meaning.kind == "lot":
            of_lot = lot(store, meaning.id)
            row = product(store, of_lot.product_id)
            self.desk.touched(row.sku)
            if row.tracking == "serial":
                return self._add(row, sell.offer_product(self.session, row, 1, {}), text)
            taken = self.state.taken(row.id).get(of_lot.id, 0)
            return self._add(
                row, [sell.offer_lot(self.session, row, of_lot, self._quantity(row), taken)], text
            )
        if meaning.kind == "product":
            return self._add_product(meaning, text)
        if meaning.kind == "customer":
            return self._person(Entry("person", text, meaning.code.removeprefix("@")))
        return self.desk.look(meaning.code)

    def _add_product(self, meaning: Meaning, text: str) -> Answer:
        row = product(self.session.store, meaning.id)
        self.desk.touched(row.sku)
        reading = meaning.reading
        if reading and (reading.serial or (reading.lot and row.tracking == "lot")):
            what = (
                f"serial {short_code(reading.serial)}"
                if reading.serial
                else f"lot {fit(reading.lot or '', 20)}"
            )
            raise sell.NotInStock(f"{fit(row.name, 30)} {what} was never received here", REMOVE)
        offers = sell.offer_product(self.session, row, self._quantity(row), self.state.taken(row.id))
        return self._add(row, offers, text)

    def _add_unit(self, meaning: Meaning, text: str) -> Answer:
        found = unit(self.session.store, meaning.id)
        row = product(self.session.store, found.product_id)
        self.desk.touched(row.sku)
        for n, line in enumerate(self.state.lines, 1):
            if line.wanted and line.wanted.unit_id == found.id and line.state == "ok":
                self.state = replace(self.state, times=None)
                return self.ok(
                    "sell.already_in_basket", f"{short_code(found.serial)} is already line {n}. Counted once"
                )
        if self._quantity(row) != 1:
            raise BadInput(f"{short_code(found.serial)} is one piece, {self.state.times} of it cannot be")
        return self._add(row, [sell.offer_unit(self.session, found)], text)

    def _quantity(self, row: ProductRow) -> int:
        if self.state.times is None:
            return int(10**row.decimals)
        quantity = parse_decimal(self.state.times, row.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing cannot be sold")
        return quantity

    def _add(
        self, row: ProductRow, offers: list[Offer], text: str, *, past: bool = False, markdown: bool = False
    ) -> Answer:
        """Add a line for each offer; a question that these goods answer is replaced by them."""
        lines = [self._line(row, offer, text, past=past, markdown=markdown) for offer in offers]
        basket = self.state
        answered = next(
            (
                i
                for i, li in enumerate(basket.lines)
                if li.state != "ok" and _is_answer(li, row, offers[0], text)
            ),
            None,
        )
        if answered is None:
            basket = replace(basket, lines=(*basket.lines, *lines))
        else:
            basket = basket.with_line(answered, *lines)
        request_id = basket.request_id or new_request_id()
        self.state = replace(basket, request_id=request_id, times=None, listing=(), unparking=False)
        return self.ok("sell.added", self._added(row, lines))

    def _line(self, row: ProductRow, offer: Offer, text: str, *, past: bool, markdown: bool) -> Line:
        store = self.session.store
        of_lot = lot(store, offer.lot_id)
        serial = unit(store, offer.unit_id).serial if offer.unit_id else None
        until = warranty_until(row, self.session.today())
        price = marked_down(offer.price_minor) if markdown else offer.price_minor
        wanted = Wanted(
            row.id, offer.lot_id, offer.unit_id, offer.quantity, price,
            found=offer.found, past_best_before=past, scan=text[:200],
        )  # fmt: skip
        line = Line(
            code=text[:200],
            name=row.name,
            sku=row.sku,
            serial=serial,
            lot=of_lot.code or None,
            date=iso(of_lot.expires.day, of_lot.expires.precision) if of_lot.expires else None,
            date_kind=row.date_kind if of_lot.expires else None,
            decimals=row.decimals,
            warranty_until=until.isoformat() if until else None,
            note=f"age {row.min_age}+" if row.min_age else None,
            product_id=row.id,
            lot_id=of_lot.id,
            unit_id=offer.unit_id,
        )
        return priced(line, row, wanted)

    def _added(self, row: ProductRow, lines: list[Line]) -> str:
        first = lines[0]
        name = fit(row.name, 30)
        if len(lines) > 1:
            return f"{name} added, from {len(lines)} lots"
        parts = [f"{name} added"]
        if first.wanted and first.quantity != 10**row.decimals:
            parts[0] = f"{show_decimal(first.quantity, row.decimals)} {name} added"
        if first.serial:
            parts.append(f"serial {short_code(first.serial)}")
        if first.lot:
            parts.append(f"lot {fit(first.lot, 12)}")
        if first.date and first.date_kind:
            kind = "use by" if first.date_kind == "use_by" else "best by"
            of_lot = lot(self.session.store, first.lot_id or 0)
            if of_lot.expires:
                parts.append(
                    f"{kind} {show_day(of_lot.expires.day, self.session.today(), of_lot.expires.precision)}"
                )
        if first.warranty_until and not first.lot:
            parts.append(f"warranty to {show_day(date.fromisoformat(first.warranty_until))}")
        if row.min_age:
            parts.append(f"check age {row.min_age}+")
        return ", ".join(parts)

    # Lines that need a person

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        """A refused or asked scan leaves one `!` line; the same code again does not make a second one."""
        scanned = entry.kind == "text" or (entry.kind == "times" and entry.rest)
        if not scanned or isinstance(refusal, (LinesOpen, NothingOpen, NotHere)):
            return super().refused(refusal, entry)
        return self._wait(refusal, entry.rest if entry.kind == "times" else entry.text)

    def _wait(
        self,
        refusal: Refusal,
        text: str,
        choices: tuple[Choice, ...] = (),
        meanings: list[Meaning] | None = None,
    ) -> Answer:
        basket = self.state
        line = self._waiting_line(refusal, text, choices, meanings)
        same = next(
            (i for i, li in enumerate(basket.lines) if li.state != "ok" and find.same_code(li.code, text)),
            None,
        )
        if same is None:
            basket = replace(basket, lines=(*basket.lines, line), times=None)
        else:
            basket = replace(basket.with_line(same, line), times=None)
        self.state = replace(basket, request_id=basket.request_id or new_request_id())
        more = numbered(c.label for c in line.choices)
        return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys, more=more)

    def _waiting_line(
        self, refusal: Refusal, text: str, choices: tuple[Choice, ...], meanings: list[Meaning] | None
    ) -> Line:
        known = meanings if meanings is not None else self._quiet_meanings(text)
        meaning = find.of_reading(self.session, known[0]) if len(known) == 1 else None
        row = product(self.session.store, meaning.product_id) if meaning and meaning.product_id else None
        if refusal.id == "sell.which_serial" and row:
            choices = tuple(
                Choice(n, m.label, m.code) for n, m in enumerate(find.units_of(self.session, row.id), 1)
            )
        of_lot = lot(self.session.store, meaning.id) if meaning and meaning.kind == "lot" else None
        quantity = int(10**row.decimals) if row else 1
        if self.state.times and row:
            quantity = parse_decimal(self.state.times, row.decimals, "quantity") or quantity
        return Line(
            code=text[:200],
            name=row.name if row else fit(clean_text(text), 60),
            state="stop" if refusal.state == "STOP" else "ask",
            sku=row.sku if row else None,
            serial=meaning.code if meaning and meaning.kind == "unit" else None,
            lot=of_lot.code if of_lot else None,
            date=iso(of_lot.expires.day, of_lot.expires.precision) if of_lot and of_lot.expires else None,
            date_kind=row.date_kind if row and of_lot and of_lot.expires else None,
            decimals=row.decimals if row else 0,
            quantity=quantity,
            id=refusal.id,
            text=refusal.text,
            keys=refusal.keys,
            choices=choices,
            product_id=row.id if row else None,
            lot_id=of_lot.id if of_lot else None,
            unit_id=meaning.id if meaning and meaning.kind == "unit" else None,
        )

    def _quiet_meanings(self, text: str) -> list[Meaning]:
        try:
            return find.meanings(self.session, text) or find.by_words(self.session, text)
        except find.DamagedCode:
            return []

    def _answer_open_line(self, text: str) -> Answer | None:
        """The answer to an open question by its letter or number; None for a new entry."""
        index = self.state.waiting()
        if index is None:
            return None
        line = self.state.lines[index]
        if text.isascii() and text.isdigit() and len(text) <= 2:
            picked = next((c for c in line.choices if c.n == int(text)), None)
            return self._pick(index, line, picked) if picked else None
        letter = text.upper()
        if len(text) == 1 and any(key.key == letter for key in line.keys):
            return self._settle(line, letter)
        return None

    def _pick(self, index: int, line: Line, picked: Choice) -> Answer:
        """The number of a choice: the line is replaced by what was meant, or waits for what that needs."""
        found = self._quiet_meanings(line.code)
        listed = found if len(found) > 1 else find.units_of(self.session, line.product_id or 0)
        meaning = listed[picked.n - 1]
        self.state = replace(self.state, lines=self.state.lines[:index] + self.state.lines[index + 1 :])
        code = meaning.code
        try:
            return self._act(meaning, code)
        except Refusal as refusal:
            return self._wait(refusal, code, meanings=[meaning])

    def _settle(self, line: Line, key: str) -> Answer:
        """A letter or Enter on an open line."""
        if key == "R":
            return self.desk.pass_on("return", line.serial or line.code)
        if key == "V":
            return self.desk.look(line.serial or line.lot or line.code)
        if line.id == "sell.unknown_code":
            return self.desk.pass_on("item", f"barcode={line.code}")
        row = product(self.session.store, line.product_id or 0)
        past = line.id == "sell.best_before_passed"
        if line.unit_id is not None:
            offers = [
                sell.offer_unit_again(self.session, unit(self.session.store, line.unit_id), past_date=past)
            ]
        elif past:
            offers = [self._past_date(row, line)]
        else:
            taken = self.state.taken(row.id)
            offers = self._what_is_there(row, line, taken)
        return self._add(row, offers, line.code, past=past, markdown=key == "M")

    def _past_date(self, row: ProductRow, line: Line) -> Offer:
        store = self.session.store
        lot_id = line.lot_id
        if lot_id is None:
            here = [s for s in standing(store, row.id) if s.sellable and not s.held]
            lot_id = here[0].lot_id if here else 0
        taken = self.state.taken(row.id).get(lot_id, 0)
        return sell.offer_lot(self.session, row, lot(store, lot_id), line.quantity, taken, past_date=True)

    def _what_is_there(self, row: ProductRow, line: Line, taken: dict[int, int]) -> list[Offer]:
        if line.lot_id is not None and row.tracking == "lot":
            of_lot = lot(self.session.store, line.lot_id)
            there = sum(s.quantity for s in lot_places(self.session.store, of_lot.id) if s.sellable)
            part = min(line.quantity, there - taken.get(of_lot.id, 0))
            return [sell.offer_lot(self.session, row, of_lot, part, taken.get(of_lot.id, 0))]
        return sell.offer_product(self.session, row, line.quantity, taken, take_what_is_there=True)

    # Paying and parking

    def finish(self, rest: str) -> Answer:
        basket = self.state
        if not basket.lines:
            raise NothingOpen("the basket is empty, there is nothing to pay")
        waiting = [n for n, line in enumerate(basket.lines, 1) if line.state != "ok"]
        if waiting:
            lines = "line " + ", ".join(str(n) for n in waiting[:5])
            said = f"{lines} needs you before Pay" if len(waiting) == 1 else f"{lines} need you before Pay"
            raise LinesOpen(said, Key(f"-{waiting[-1]}", "remove"))
        tender = self._tender(rest)
        if tender.amount_minor < basket.due_minor:
            self.state = replace(basket, tenders=(*basket.tenders, tender))
            left = self.session.money(self.state.due_minor)
            given = self.session.money(tender.amount_minor)
            return self.say("ASK", "sell.part_paid", f"{given} {tender.name} taken, {left} still to pay")
        return self._pay(replace(basket, tenders=(*basket.tenders, tender)), tender)

    def _tender(self, rest: str) -> Tender:
        """`50`, `card`, `card 20`: what is handed over, and how much of the due it pays."""
        words = rest.casefold().split()
        name = words.pop(0) if words and words[0].isalpha() else "cash"
        if name not in TENDERS or len(words) > 1:
            raise BadInput(f"pay how? {', '.join(TENDERS)}, or an amount", Key("F9", "cash, exactly"))
        due = self.state.due_minor
        given = parse_decimal(words[0], self.session.shop.digits) if words else due
        if given <= 0 < due:
            raise BadInput("an amount of nothing pays nothing")
        if given > due and name != "cash":
            raise BadInput(
                f"{name} pays {self.session.money(due)} at the most: change is given for cash only"
            )
        return Tender(name, min(given, due), given)

    def _pay(self, basket: Basket, last: Tender) -> Answer:
        lines = tuple(line.wanted for line in basket.lines if line.wanted)
        try:
            posted = sell.sell(self.session, basket.request_id, lines, basket.tenders, basket.customer_id)
        except (sell.ShortStock, sell.BestBeforePassed, *_GONE) as gone:
            return self._another_till_was_faster(basket, gone)
        change = last.tendered_minor - last.amount_minor
        tendered = sum(t.tendered_minor for t in basket.tenders)
        receipt = posted.paper or ""
        view = basket_view(self.session, basket, Ticket(receipt, tendered, change, basket.tenders))
        self.state = Basket()
        self.desk.book("sell", posted.booking_id, f"{receipt}, {self.session.money(basket.total_minor)},")
        said = f"{receipt}  {self.session.money(basket.total_minor)} paid"
        if change:
            said += f", change {self.session.money(change)}"
        elif last.name != "cash":
            said += f" by {last.name}"
        return self.say("SAVED", "sell.paid", said, Key("F12", "void"), view=view)

    def _another_till_was_faster(self, basket: Basket, gone: Refusal) -> Answer:
        """What can no longer be sold becomes a `!` line; nothing was booked, part payments are kept."""
        for index, line in enumerate(basket.lines):
            try:
                if line.wanted:
                    sell.recheck(self.session, line.wanted)
            except Refusal as refusal:
                waiting = replace(
                    line, state="stop" if refusal.state == "STOP" else "ask", wanted=None, amount_minor=0,
                    id=refusal.id, text=refusal.text, keys=refusal.keys,
                )  # fmt: skip
                basket = basket.with_line(index, waiting)
        self.state = replace(basket, tenders=basket.tenders[:-1])
        return self.say(gone.state, gone.id, gone.text, *gone.keys)

    def command(self, word: str, rest: str) -> Answer:
        if word != "park":
            return super().command(word, rest)
        if rest:
            return self._unpark(rest)
        if self.state.lines:
            return self._park()
        listed = parked(self.session)
        if not listed:
            raise NothingOpen("nothing is parked, and the basket is empty")
        choices = tuple(Choice(n, f"{p.time}  {p.label}", f":park {n}") for n, p in enumerate(listed, 1))
        self.state = replace(self.state, listing=choices)
        keys = (Key(":park 1", "brings it back"),)
        return self.say(
            "ASK", "sell.parked_list", f"{len(listed)} parked", *keys, more=numbered(c.label for c in choices)
        )

    def _park(self) -> Answer:
        basket = self.state
        who = basket.customer or basket.lines[0].name
        label = f"{fit(who, 30)}  {_lines(len(basket.lines))}  {self.session.money(basket.total_minor)}"
        park(self.session, label, to_json(replace(basket, listing=())))
        self.state = Basket()
        return self.say("SAVED", "sell.parked", f"parked: {label}", Key("F8", "lists"))

    def _unpark(self, rest: str) -> Answer:
        if self.state.lines:
            raise NotHere(
                "the basket is not empty. Pay or park it first", Key("F9", "pay"), Key("F8", "park")
            )
        if not (rest.isascii() and rest.isdigit()):
            raise BadInput(f'"{fit(rest, 20)}" is no number of a parked basket', Key("F8", "list"))
        back = bring_back(self.session, int(rest))
        self.state = from_json(Basket, back.body)
        return self.ok("sell.unparked", f"back from {back.time}: {fit(back.label, 50)}")

    def asks_nothing_and_has_lines(self) -> bool:
        """Whether there is a basket that can be parked."""
        return bool(self.state.lines)


_GONE = (
    sell.AlreadySold,
    sell.NotInStock,
    sell.Held,
    sell.Recalled,
    sell.Stolen,
    sell.UseByPassed,
)


def _which(text: str) -> WhichOne:
    return WhichOne(f"{find.shown(text, 24)}: which one? A number picks it", REMOVE)


def _lines(count: int) -> str:
    return f"{count} line" + ("" if count == 1 else "s")


def _is_answer(line: Line, row: ProductRow, offer: Offer, text: str) -> bool:
    """Whether these goods answer an open line: the same code, or the serial that a product asked for."""
    if line.id == "sell.which_serial" and line.product_id == row.id and offer.unit_id is not None:
        return True
    return find.same_code(line.code, text)
