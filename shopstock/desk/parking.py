"""Parking a basket and bringing it back."""

from __future__ import annotations

from dataclasses import replace

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.basket import Basket
from shopstock.desk.keeping import from_json, to_json
from shopstock.desk.mode import Booked, Mode, NotHere, NothingOpen
from shopstock.desk.views.base import Choice
from shopstock.jobs.park import ParkedBasket, bring_back, park, parked, take_parked
from shopstock.refusal import BadInput, Key
from shopstock.text import clean_text, fit

LABEL = 60


class Parking(Mode[Basket]):
    """The part of Sell that parks."""

    def command(self, word: str, rest: str) -> Answer:
        if word != "park":
            return super().command(word, rest)
        number = int(rest) if rest.isascii() and rest.isdigit() and len(rest) <= 4 else None
        if number is not None:
            self._check_empty()
            return self._back(self._taken(number))
        if self.state.lines:
            return self._park(clean_text(rest))
        if rest:
            raise BadInput(f'"{fit(rest, 20)}" is no number of a parked basket', Key("F8", "list"))
        return self._list()

    def _check_empty(self) -> None:
        if self.state.lines:
            raise NotHere(
                "the basket is not empty. Pay or park it first", Key("F9", "pay"), Key("F8", "park")
            )

    def _taken(self, number: int) -> ParkedBasket:
        """The basket of a number: of the list that was shown, where one was; else of what is parked now."""
        listed = self.state.listed
        self.state = replace(self.state, listing=(), listed=())
        if 1 <= number <= len(listed):
            return take_parked(self.session, listed[number - 1])
        return bring_back(self.session, number)

    def _list(self) -> Answer:
        found = parked(self.session)
        if not found:
            raise NothingOpen("nothing is parked, and the basket is empty")
        choices = tuple(Choice(n, f"{p.time}  {p.label}", f":park {n}") for n, p in enumerate(found, 1))
        self.state = replace(self.state, listing=choices, listed=tuple(p.id for p in found))
        keys = (Key("1", "brings it back"),)
        more = numbered(c.label for c in choices)
        return self.say("ASK", "sell.parked_list", f"{len(found)} parked", *keys, more=more)

    def _park(self, called: str) -> Answer:
        basket = self.state
        who = called or basket.customer or basket.lines[0].name
        lines = counted_lines(len(basket.lines))
        label = f"{fit(who, LABEL if called else 30)}  {lines}  {self.session.money(basket.total_minor)}"
        kept = park(self.session, label, to_json(replace(basket, listing=(), listed=())))
        self.state = Basket()
        self.desk.remember(Booked("sell", kept, label, "parked"))
        return self.say("SAVED", "sell.parked", f"parked: {label}", Key("F8", "lists"))

    def _back(self, back: ParkedBasket) -> Answer:
        """The basket of a parked row that was just taken off the list."""
        self.state = from_json(Basket, back.body)
        overtaken = [b for b in self.desk.booked if b.kind == "parked" and b.id == back.id]
        self.desk.remember(Booked("sell", back.id, back.label, "unparked"), *overtaken)
        return self.ok("sell.unparked", f"back from {back.time}: {fit(back.label, 50)}")

    def undo(self, last: Booked) -> Answer:
        if last.kind == "booking":
            return super().undo(last)
        if last.kind == "unparked":
            park(self.session, last.said, to_json(self.state))
            self.state = Basket()
            return self.say("SAVED", "sell.parked", f"parked again: {last.said}", Key("F8", "lists"))
        self._check_empty()
        back = take_parked(self.session, last.id)
        self.state = from_json(Basket, back.body)
        return self.ok("sell.unparked", f"not parked any more: {fit(back.label, 50)}")


def counted_lines(count: int) -> str:
    """`1 line`, `2 lines`."""
    return f"{count} line" + ("" if count == 1 else "s")
