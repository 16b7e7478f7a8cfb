"""The part of the bench that makes a quote, prints it, and keeps what the customer says to it."""

from __future__ import annotations

from dataclasses import replace

from shopstock.amounts import parse_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.bench_view import AtBench
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Mode, NothingOpen
from shopstock.jobs import quotes
from shopstock.jobs.parts import ours_in
from shopstock.jobs.quote_paper import print_quote
from shopstock.jobs.quotes import Quoting
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.claims import claim
from shopstock.text import counted, fit

LETTERS = {"Q": "quote", "Y": "the quote is accepted", "N": "the quote is declined", "P": "print the quote"}


class Quotes(Mode[AtBench]):
    """Quotes at the bench."""

    def claim_id(self) -> int:
        """The claim that is open here."""
        raise NotImplementedError

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        open_here = self.state.claim_id is not None and not self.state.asked
        return (
            f"{letter}  {LETTERS[letter]}"
            if open_here and entry.text.isascii() and letter in LETTERS
            else None
        )

    def letters(self, entry: Entry) -> Answer:
        letter = entry.text.upper()
        if letter == "Q":
            return self.begin_quote()
        if letter == "P":
            return self._printed()
        return self._accept() if letter == "Y" else self._decline()

    def begin_quote(self) -> Answer:
        """A new quote, from the lines of the last one where there was one."""
        known = quotes.quote_of(self.session, self.claim_id())
        if known is not None and known.told in ("accepted", "paid"):
            raise quotes.NoQuote(f"the quote is {known.told} already")
        lines = quotes.new_quote_of(self.session, known.lines) if known else ()
        self.state = replace(self.state, quoting=True, lines=lines)
        return self._quoting("a quote: scan its parts")

    def _quoting(self, said: str) -> Answer:
        total = self.session.money(
            sum(quotes.amount_of_line(self.session, line) for line in self.state.lines)
        )
        keys = (Key("F9", "makes it"),)
        return self.ok("bench.quoting", f"{said}. {counted(len(self.state.lines), 'line')}, {total}", *keys)

    def _add(self, line: Quoting) -> Answer:
        if not self.state.quoting:
            self.begin_quote()
        self.state = replace(self.state, lines=(*self.state.lines, line))
        name = line.said or product(self.session.store, line.product_id).name
        return self._quoting(f"{fit(name, 24)} is on it")

    def _quote_part(self, row: ProductRow, times: str) -> Answer:
        quantity = parse_decimal(times, row.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing is not quoted")
        return self._add(Quoting(row.id, quantity, row.price_minor))

    def _work(self, typed: str) -> Answer:
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 5):
            raise BadInput("how many minutes? :labour 30")
        self.claim_id()
        return self._add(quotes.work_line(self.session, int(typed)))

    def _free(self, typed: str) -> Answer:
        price, _, said = typed.partition(" ")
        self.claim_id()
        minor = parse_decimal(price, self.session.shop.digits)
        return self._add(quotes.free_line(self.session, minor, said))

    def _line_out(self, typed: str) -> Answer:
        n = int(typed) if typed else len(self.state.lines)
        if not self.state.lines:
            self.state = replace(self.state, quoting=False)
            return self.ok("bench.quote_left", "the quote is left")
        if not 1 <= n <= len(self.state.lines):
            raise NothingOpen(f"there is no line {typed}")
        self.state = replace(self.state, lines=self.state.lines[: n - 1] + self.state.lines[n:])
        return self._quoting(f"line {n} is out")

    def finish(self, rest: str) -> Answer:
        if not self.state.quoting:
            return super().finish(rest)
        of = self.claim_id()
        quotes.quote(self.session, new_request_id(), of, self.state.lines)
        self.state = AtBench(of)
        known = quotes.quote_of(self.session, of)
        told = quotes.said_total(self.session, known) if known else ""
        said = f"{claim(self.session.store, of).paper} is quoted: {told}"
        return self.say("SAVED", "bench.quoted", said, Key("P", "print"), Key("Y", "yes"), Key("N", "no"))

    def _accept(self) -> Answer:
        of = self.claim_id()
        quotes.accept(self.session, new_request_id(), of)
        paper = claim(self.session.store, of).paper
        return self.say(
            "SAVED", "bench.accepted", f"{paper}: the quote is accepted", Key("F2", f"#{paper} pays it")
        )

    def _decline(self) -> Answer:
        known = quotes.quote_of(self.session, self.claim_id())
        if known is None or known.told not in ("quoted", "expired"):
            raise quotes.NoQuote("there is no quote to decline", Key("Q", "quote"))
        self.state = replace(self.state, asked="fee")
        return self.say(
            "ASK", "bench.fee", "declined. A fee for looking at it?", Key("Enter", "none"), Key("25.00", "")
        )

    def _fee(self, entry: Entry) -> Answer:
        fee = 0 if entry.kind == "empty" else parse_decimal(entry.text, self.session.shop.digits, "fee")
        of = self.claim_id()
        quotes.decline(self.session, new_request_id(), of, fee)
        paper = claim(self.session.store, of).paper
        owes = f", {self.session.money(fee)} to pay" if fee else ""
        keys = (Key("F2", "sell"),) if fee else ()
        inside = len(ours_in(self.session, claim(self.session.store, of).unit_id))
        more = (f"  {inside} of our parts in it: - takes one out before it goes back",) if inside else ()
        said = f"{paper}: declined, goes back unrepaired{owes}"
        return self.say("SAVED", "bench.declined", said, *keys, more=more)

    def _printed(self) -> Answer:
        shown = print_quote(self.session, self.claim_id())
        if not shown:
            self.desk.printing.hurry()
            return self.ok("bench.printing", "the quote goes to the printer", Key(":prints", "the queue"))
        return self.ok("bench.shown", "the quote is shown here: no printer", more=shown)
