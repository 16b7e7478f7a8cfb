"""The new goods of an exchange: a basket inside a return, with everything that Sell asks of goods.

After a fault, one piece of the same model replaces the old one and costs nothing; of another model a person says
whether it replaces it all the same. Anything else is an exchange, and the difference is paid or given back on the same
ticket.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from shopstock.desk.answer import Answer
from shopstock.desk.basket import Basket, Line, priced
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Booked, Mode, NotHere
from shopstock.desk.paying import GONE, TENDERS, owed, with_last
from shopstock.desk.return_outcomes import back_of, credit_of, settled, way_out
from shopstock.desk.return_view import HalfDone, return_view
from shopstock.desk.sell import SellMode
from shopstock.desk.views.returns import ReturnView
from shopstock.jobs import return_rules as rules
from shopstock.jobs.credit import CREDIT, CreditOver
from shopstock.jobs.exchange import exchange, one_for_one
from shopstock.jobs.nameless import SerialKnown
from shopstock.jobs.offer import price_of
from shopstock.jobs.refunds import way_back
from shopstock.jobs.return_rules import Look
from shopstock.jobs.sell import Tender, Wanted
from shopstock.jobs.settings import value
from shopstock.refusal import BadInput, Key, Refusal, State
from shopstock.store.catalogue import product
from shopstock.store.lots import lot
from shopstock.store.tickets import sold_line
from shopstock.text import fit, short_code

FINISH = Key(":finish", "book it")
AS_EXCHANGE = Key("E", "exchange")


class NothingNew(Refusal):
    """An exchange without anything that goes out."""

    id = "return.nothing_new"


class OneForOne(Refusal):
    """A replacement is one for one."""

    id = "return.one_for_one"


class OtherModel(Refusal):
    """What should replace a faulty piece is another model: a person decides."""

    id = "return.other_model"
    state: ClassVar[State] = "ASK"


class Exchange(SellMode):
    """The basket of the return that is open; it keeps nothing itself."""

    def __init__(self, outer: Mode[HalfDone]) -> None:
        self.outer = outer
        self.desk, self.blank, self.earlier, self.final = outer.desk, Basket(), [], False

    @property
    def state(self) -> Basket:
        """The basket inside the return."""
        return self.outer.state.basket or Basket()

    @state.setter
    def state(self, basket: Basket) -> None:
        self.outer.state = replace(self.outer.state, basket=basket)

    @property
    def look(self) -> Look:
        """What comes back."""
        return rules.look_line(
            self.session, sold_line(self.session.store, self.outer.state.sale_line_id or 0)
        )

    @property
    def replaces(self) -> bool:
        """Whether the one new line replaces the old one for nothing."""
        return self.outer.state.swap == "R"

    def begin(self, look: Look) -> Answer:
        """X was answered: the new goods, please."""
        refund = rules.refund_of(look, self.outer.state.quantity)
        self.outer.state = replace(self.outer.state, basket=Basket(back_minor=refund), swap="")
        return self.open()

    def open(self) -> Answer:
        if self.outer.state.asked == "model":
            asked = self._other_model()
            return self.say(asked.state, asked.id, asked.text, *asked.keys)
        if self.state.lines:
            return super().open() if self.state.waiting() is not None else self._so_far()
        what = fit(self.look.product.name, 30)
        return self.ok("return.new_one", f"scan what goes out for {what}", Key("-", "one step back"))

    def view(self) -> ReturnView:  # type: ignore[override]
        return self.outer.view()  # type: ignore[return-value]

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        """What the exchange itself refuses is no scan and leaves no line."""
        if refusal.id.startswith("return."):
            return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        return super().refused(refusal, entry)

    def _settle(self, line: Line, key: str) -> Answer:
        if key == "R":
            raise NotHere("finish this return first, or take the line away", Key("-", "remove"))
        return super()._settle(line, key)

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty" and self.outer.state.asked == "model":
            return self._replace_all_the_same()
        if entry.kind == "take_back":
            self.outer.state = replace(self.outer.state, asked="")
        if entry.kind in ("text", "percent") and self.replaces and self.state.waiting() is None:
            raise OneForOne("a replacement is one for one", AS_EXCHANGE, FINISH)
        return self._then(super().enter(entry))

    def as_letters(self, entry: Entry) -> str | None:
        said = super().as_letters(entry)
        if said is None and entry.text.upper() == "E" and self._may_be_either():
            return "E  an exchange"
        return said

    def letters(self, entry: Entry) -> Answer:
        if entry.text.upper() == "E" and self._may_be_either():
            self._as("E")
            return self._so_far()
        return self._then(super().letters(entry))

    def _may_be_either(self) -> bool:
        return self.outer.state.letters[:1] == "F" and self._only_line() is not None

    def _only_line(self) -> Line | None:
        lines = self.state.lines
        return lines[0] if len(lines) == 1 and lines[0].state == "ok" and lines[0].wanted else None

    def _then(self, answer: Answer) -> Answer:
        """What an entry of Sell means for the exchange, once nothing is asked any more."""
        state = self.outer.state
        if not self.state.lines:
            self.outer.state = replace(state, swap="", asked="")
        elif state.letters[:1] == "F" and not state.swap and self.state.waiting() is None:
            line = self._only_line()
            look = self.look
            if line is None:
                self._as("E")
            elif line.product_id == look.product.id and line.quantity == state.quantity:
                self._as("R")
            else:
                self.outer.state = replace(state, asked="model")
                raise self._other_model()
        return self._so_far() if answer.id in ("sell.added", "sell.discounted") else answer

    def _other_model(self) -> OtherModel:
        line = self.state.lines[0]
        same = line.product_id == self.look.product.id
        what = f"{fit(line.name, 28)} is {'another quantity' if same else 'another model'}"
        return OtherModel(what, Key("Enter", "replaces it all the same"), AS_EXCHANGE)

    def _replace_all_the_same(self) -> Answer:
        self._as("R")
        return self._so_far()

    def _as(self, swap: str) -> None:
        """A replacement costs what came back; an exchange what it costs in Sell."""
        self.outer.state = replace(self.outer.state, swap=swap, asked="")
        line = self._only_line()
        if line is None or line.wanted is None:
            return
        row = product(self.session.store, line.wanted.product_id)
        if swap == "R":
            wanted = one_for_one(row, line.wanted, self.state.back_minor)
        else:
            wanted = self._at_its_price(line.wanted)
        self.state = self.state.with_line(0, priced(line, row, wanted))

    def _at_its_price(self, wanted: Wanted) -> Wanted:
        row = product(self.session.store, wanted.product_id)
        price = price_of(row, lot(self.session.store, wanted.lot_id))
        return replace(wanted, price_minor=price, labelled_minor=None)

    def _so_far(self) -> Answer:
        """What the exchange comes to now."""
        line, due = self.state.lines[-1], self.state.due_minor
        name = short_code(line.serial) if line.serial else fit(line.name, 24)
        if self.replaces:
            old = self.look
            was = short_code(old.line.serial) if old.line.serial else fit(old.product.name, 20)
            said = f"{name} replaces {was}, nothing to pay"
            return self.ok("return.replacement", said, FINISH, AS_EXCHANGE)
        money = self.session.money(abs(due))
        word = "to pay" if due > 0 else "to give back" if due < 0 else "to pay"
        return self.ok(
            "return.exchange", f"{name} for {self.session.money(line.amount_minor)}: {money} {word}", FINISH
        )

    # Paying

    def finish(self, rest: str) -> Answer:
        basket = self.state
        if not basket.lines:
            raise NothingNew("scan what goes out first", Key("-", "one step back"))
        self.refuse_open(basket)
        if self.outer.state.asked == "model":
            return self.open()
        return super().finish(rest) if basket.due_minor > 0 else self._give(rest)

    def _give(self, rest: str) -> Answer:
        """Nothing is left to pay, or something goes back: the way it came, or by the tender that is named."""
        word = rest.strip().casefold()
        if word and word not in TENDERS:
            raise BadInput(f"give it back how? {', '.join(TENDERS)}", Key("F9", "the way it came"))
        back = -self.state.due_minor
        gift = self.outer.state.gift and back > 0
        if word or not gift:
            rules.check_gift(self.session, gift=gift)
        ways = self._ways(word, back, gift=gift)
        last = tuple(Tender(name, -minor, -minor) for name, minor in ways.items() if minor)
        return self._book((*self.state.paying, *last), 0)

    def _ways(self, word: str, back: int, *, gift: bool) -> dict[str, int]:
        """The way it came, or by the tender that was named; who holds a gift receipt gets credit."""
        if gift and value(self.session, "returns.gift") == "credit":
            return {CREDIT: back}
        return way_back(self.session, self.look.sold.id, back, word or None)

    def _pay(self, basket: Basket, last: Tender) -> Answer:
        return self._book(with_last(basket, last), last.tendered_minor - last.amount_minor)

    def _book(self, tenders: tuple[Tender, ...], change: int) -> Answer:
        state, look = self.outer.state, self.look
        lines = tuple(line.wanted for line in self.state.lines if line.wanted)
        try:
            posted = exchange(
                self.session, state.request_id, back_of(self.outer, look, state.letters), lines, tenders,
                state.customer_id, replaces=self.replaces,
            )  # fmt: skip
        except GONE as gone:
            return self._another_till_was_faster(gone)
        except CreditOver:
            self.drop_credits()
            raise
        except SerialKnown:
            self.name_again()
            raise
        paper = posted.paper or ""
        view = return_view(
            self.session, state, look, paper, credit=credit_of(self.session, posted.booking_id)
        )
        said = f"{paper}  {self._said(posted.booking_id, tenders, change)}"
        done = Booked("return", posted.booking_id, paper, owed=owed(self.session, tenders))
        return settled(self.outer, posted, look, done, said, view)

    def _said(self, booking_id: int, tenders: tuple[Tender, ...], change: int) -> str:
        """What was paid, or goes back, or that nothing was."""
        if self.replaces:
            line = self.state.lines[0]
            name = short_code(line.serial) if line.serial else fit(line.name, 20)
            return f"replaced by {name}"
        due = self.state.total_minor - self.state.back_minor
        if any(t.amount_minor < 0 for t in tenders):
            return f"exchanged, {way_out(self.session, booking_id)}"
        paid = f"exchanged, {self.session.money(due)} paid"
        return f"{paid}, change {self.session.money(change)}" if change else paid
