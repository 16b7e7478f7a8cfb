"""The `!` lines of a basket: what was refused or asked, waits for a person, and blocks paying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.days import iso
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.basket import CODE_KEPT, Basket, Line
from shopstock.desk.mode import Mode
from shopstock.desk.views.base import Choice
from shopstock.desk.views.choices import ChoicesView
from shopstock.jobs import find, offer
from shopstock.jobs.find import Meaning
from shopstock.jobs.measured import several
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lot
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.codes.reading import Reading

REMOVE = offer.REMOVE
OFF_SHELF = (Key("P", "pull"), Key("W", "waste"))


class WhichOne(Refusal):
    """Several things bear that code or name."""

    id = "sell.which_one"
    state = "ASK"


class UnknownCode(Refusal):
    """Nothing here bears that code."""

    id = "sell.unknown_code"
    state = "ASK"


class Waiting(Mode[Basket]):
    """The part of Sell that keeps what needs a person."""

    def _wait(self, refusal: Refusal, text: str, meant: Sequence[Meaning] | None = None) -> Answer:
        """Leave one `!` line for a refused or asked scan; the same code again does not make a second one.

        `meant` are its numbered choices, or the one thing it is about."""
        basket = self.state
        line = self._waiting_line(refusal, text, meant)
        same = next(
            (
                i
                for i, other in enumerate(basket.lines)
                if other.state != "ok" and other.wanted is None and find.same_code(other.code, line.code)
            ),
            None,
        )
        if same is None:
            basket = replace(basket, lines=(*basket.lines, line), times=None)
        else:
            if line.times is None:
                old = basket.lines[same]
                line = replace(line, quantity=old.quantity, times=old.times)
            basket = replace(basket.with_line(same, line), times=None)
        self.state = replace(basket, request_id=basket.request_id or new_request_id())
        more = numbered(c.label for c in line.choices)
        return self.say(refusal.state, refusal.id, refusal.text, *line.keys, more=more)

    def _waiting_line(self, refusal: Refusal, text: str, meant: Sequence[Meaning] | None) -> Line:
        known = self._quiet_meanings(text) if meant is None else meant
        asked = refusal.id == WhichOne.id
        about = known[0] if len(known) == 1 and not asked else None
        about = find.of_reading(self.session, about) if about else None
        row = product(self.session.store, about.product_id) if about and about.product_id else None
        if refusal.id == offer.WhichSerial.id and row:
            known = self._free_units(row)
        asked_lot: int | None = getattr(refusal, "lot_id", None)
        lot_id = about.id if about and about.kind == "lot" else None
        named = asked_lot or lot_id
        of_lot = lot(self.session.store, named) if named else None
        keys = refusal.keys
        if refusal.id == offer.UseByPassed.id and row and asked_lot:
            keys = (*OFF_SHELF, *keys)
        elif refusal.id == offer.BestBeforePassed.id:
            keys = (*keys, *OFF_SHELF)
        choices = known if asked or refusal.id == offer.WhichSerial.id else ()
        return Line(
            code=text[:CODE_KEPT],
            name=row.name if row else fit(clean_text(text), 60) or "that",
            state="stop" if refusal.state == "STOP" else "ask",
            sku=row.sku if row else None,
            serial=about.code if about and about.kind == "unit" else None,
            lot=of_lot.code if of_lot else None,
            date=iso(of_lot.expires.day, of_lot.expires.precision) if of_lot and of_lot.expires else None,
            date_kind=row.date_kind if row and of_lot and of_lot.expires else None,
            decimals=row.decimals if row else 0,
            quantity=self._quantity_or_one(row, about.reading if about else None),
            id=refusal.id,
            text=clean_text(refusal.text),
            keys=keys,
            choices=tuple(Choice(n, m.label, m.code) for n, m in enumerate(choices, 1)),
            product_id=row.id if row else None,
            lot_id=lot_id,
            unit_id=about.id if about and about.kind == "unit" else None,
            meant=tuple((m.kind, m.id) for m in choices),
            times=self.state.times,
            asked=getattr(refusal, "answer", ""),
            asked_lot=asked_lot,
        )

    def _quantity_or_one(self, row: ProductRow | None, reading: Reading | None) -> int:
        """The quantity that was typed before the code or stands in it, as far as it is one for these goods."""
        if row is None:
            return 1
        try:
            return self._quantity(row, reading)
        except BadInput:
            return int(10**row.decimals)

    def _quantity(self, row: ProductRow, reading: Reading | None = None) -> int:
        """What was typed before the code times what is in it; with neither, one whole measure."""
        return several(self.session, row, reading, self.state.times)

    def _free_units(self, row: ProductRow) -> list[Meaning]:
        """The units of a product that may be sold and are not in this basket."""
        taken = {line.wanted.unit_id for line in self.state.lines if line.wanted}
        return [m for m in find.units_of(self.session, row.id) if m.id not in taken]

    def _needs_serial(self, row: ProductRow) -> offer.WhichSerial:
        return offer.which_serial(row, len(self._free_units(row)))

    def _quiet_meanings(self, text: str, *, words: bool = True) -> list[Meaning]:
        try:
            return find.meanings(self.session, text) or (find.by_words(self.session, text) if words else [])
        except find.DamagedCode:
            return []

    def listed(self) -> Answer | None:
        """The list behind the newest open question."""
        waiting = self.state.waiting()
        line = None if waiting is None else self.state.lines[waiting]
        if line is None or not line.choices:
            return super().listed()
        more = numbered(c.label for c in line.choices)
        view = ChoicesView(line.text, list(line.choices))
        return self.say("ASK", line.id, line.text, *line.keys, more=more, view=view)
