"""`:new` in Receive: lots and serials that the shop numbers itself, drawn when the delivery is booked."""

from __future__ import annotations

from dataclasses import replace

from shopstock.desk.answer import Answer
from shopstock.desk.delivery import Line
from shopstock.desk.mode import NothingOpen
from shopstock.desk.serials_in import SerialsIn
from shopstock.jobs import numbering, receive
from shopstock.refusal import BadInput, Key
from shopstock.store.numbering import NumberKind
from shopstock.text import fit

MOST_AT_ONCE = 10_000


class OwnNumbers(SerialsIn):
    """The part of Receive that gives goods the shop's own numbers."""

    def _new(self, rest: str) -> Answer:
        line = self.state.line
        if line is None:
            raise NothingOpen("scan the product first, :new then makes its number")
        if line.tracking == "serial":
            return self._new_serials(line, rest)
        if rest:
            raise BadInput(f":new {fit(rest, 12)}: a lot gets one number. 24* says how many are in it")
        if line.lot:
            raise BadInput(f"this line is lot {fit(line.lot, 16)}. Scan the product for another lot")
        numbering.need_template(self.session, self._product(line), "lot")
        new = replace(line, own_lot=True)
        self._next(new, "lot")
        self._set(new)
        return self._lot_added()

    def _new_serials(self, line: Line, rest: str) -> Answer:
        row = self._product(line)
        numbering.need_template(self.session, row, "serial")
        if rest and not (rest.isascii() and rest.isdigit() and len(rest) <= 6):
            raise BadInput(f"{fit(rest, 12)} is no number of serials: :new 24")
        number = int(rest) if rest else line.missing() or 1
        if not 0 < number <= MOST_AT_ONCE - line.own:
            raise BadInput(f"1 to {MOST_AT_ONCE:,} own serials at once")
        own_lot = line.own_lot or (row.lot_template is not None and not line.lot)
        new = replace(line, own=line.own + number, own_lot=own_lot, quantity=line.quantity + number)
        first = self._next(new, "serial")
        self._set(new)
        made = "1 own serial" if new.own == 1 else f"{new.own} own serials"
        after = f", from {fit(first, 30)} on" if first else ""
        said = f"{new.counted()}  {made}{after}"
        if new.asks() == "extra":
            return self._too_many(f"{new.counted()}  {made}, ")
        return self.ok("receive.own_serials", said)

    def _lot_added(self) -> Answer:
        raise NotImplementedError

    def _next(self, line: Line, kind: NumberKind) -> str:
        """The number that would come next; empty where the goods' date is part of it and not known yet.

        Raises what stands in the way otherwise, while the line can still be another."""
        from shopstock.codes.template import NoValue  # a shop without own numbers never needs it

        at = receive.receiving_place(self.session, self._place_code())
        try:
            return numbering.next_number(self.session, line.arrival(), kind, at, self.state.supplier_id)
        except NoValue as unknown:
            if unknown.field.startswith("expires"):
                return ""
            keys = (Key("@", "supplier"),) if unknown.field == "supplier" else ()
            raise BadInput(unknown.text, *keys) from None

    def _place_code(self) -> str:
        return self.state.place or receive.default_place(self.session).code

    def _offers_new(self, line: Line, asked: str | None) -> bool:
        """Whether Enter may answer the open question with an own number."""
        if asked not in ("lot", "serial"):
            return False
        kind: NumberKind = "lot" if asked == "lot" else "serial"
        return numbering.template_for(self.session, self._product(line), kind) is not None
