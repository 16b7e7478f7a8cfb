"""The serial of a piece that came without one, asked in Sell: scanned it is the piece's, Enter goes on without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.basket import Line
from shopstock.desk.settling import Settling
from shopstock.jobs.find import Meaning
from shopstock.jobs.nameless import SerialAsked, SerialKnown, asked, serial_for
from shopstock.refusal import Key, Passing, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.text import NO_SERIAL, fit, short_code

if TYPE_CHECKING:
    from shopstock.codes.reading import Reading


class Naming(Settling):
    """The part of Sell that asks for serials at the sale."""

    def _open_serial(self) -> int | None:
        """The newest line that asks for its serial, where no newer question is open."""
        waiting = self.state.waiting()
        return waiting if waiting is not None and self.state.lines[waiting].id == SerialAsked.id else None

    def _serial_of_open(self, text: str, exact: Sequence[Meaning]) -> Answer | None:
        """What was scanned as the serial that is asked for; None where it is a code of something else here."""
        index = self._open_serial()
        if index is None:
            return None
        line = self.state.lines[index]
        known = [m for m in exact if m.kind == "unit" and m.product_id == line.product_id]
        if exact and not known:
            return None
        if known and known[0].id in {m.id for m in self._free_units(self._row_of(line))}:
            return None  # a piece that is here under its own serial: it is that one that is sold
        try:
            return self._name(index, text)
        except Passing:
            raise
        except Refusal as refused:
            keys = refused.keys or (Key("Enter", "later"),)
            return self.say(refused.state, refused.id, refused.text, *keys)

    def _name(self, index: int, text: str) -> Answer:
        line = self.state.lines[index]
        row = self._row_of(line)
        serial = serial_for(self.session, row, text)
        for n, other in enumerate(self.state.lines, 1):
            if other.product_id == row.id and other.wanted and other.wanted.named == serial:
                raise SerialKnown(f"{short_code(serial)} is line {n} already", Key("Enter", "later"))
        assert line.wanted is not None  # noqa: S101 - a line that asks for its serial has its goods
        wanted = replace(line.wanted, named=serial)
        self.state = self.state.with_line(index, _settled(line, serial=serial, wanted=wanted, note=None))
        return self._next(f"{fit(row.name, 30)} is {short_code(serial)}", "sell.serial_taken")

    def _without_serial(self, line: Line) -> Answer:
        index = next(i for i, other in enumerate(self.state.lines) if other is line)
        self.state = self.state.with_line(index, _settled(line, serial=None, note=NO_SERIAL))
        return self._next(f"{fit(line.name, 30)}: serial later, :lacking", "sell.serial_later")

    def name_again(self) -> None:
        """Another till named a piece so meanwhile: each line whose serial is taken asks for its own once more."""
        for index, line in enumerate(self.state.lines):
            if line.wanted is None or not line.wanted.named:
                continue
            row = self._row_of(line)
            try:
                serial_for(self.session, row, line.wanted.named)
            except SerialKnown:
                question = asked(row)
                self.state = self.state.with_line(
                    index,
                    replace(
                        line, state="ask", id=question.id, text=question.text, keys=question.keys, serial=None,
                        wanted=replace(line.wanted, named=None),
                    ),
                )  # fmt: skip

    def _next(self, said: str, answer_id: str) -> Answer:
        """What was done, and the next line that asks for its serial."""
        index = self._open_serial()
        if index is None:
            return self.ok(answer_id, said)
        line = self.state.lines[index]
        return self.say("ASK", line.id, f"{said}. {line.text}", *line.keys)

    def _ask_serial(self, row: ProductRow, lines: list[Line], reading: Reading | None) -> Answer:
        """The lines were added; a scan that brought the serial along answers the question at once."""
        if reading and reading.serial and len(lines) == 1:
            found = self._serial_of_open(reading.serial, ())
            if found:
                return found
        question = asked(row)
        many = f"{len(lines)} of " if len(lines) > 1 else ""
        return self.say("ASK", question.id, f"{many}{question.text}", *question.keys)

    def _row_of(self, line: Line) -> ProductRow:
        return product(self.session.store, line.product_id or 0)


def _settled(line: Line, **changes: object) -> Line:
    """The line with its question answered."""
    return replace(line, state="ok", id="", text="", keys=(), **changes)  # type: ignore[arg-type]
