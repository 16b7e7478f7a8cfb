"""Return: from the unit, never from a memory; why, where it goes, what the customer gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.days import days_ago
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.entries import Entry, parse
from shopstock.desk.mode import Around, Mode, NothingOpen
from shopstock.desk.passports import show_cover
from shopstock.desk.views import Choice, EarlierReturn, ReturnLine, ReturnStep, ReturnView
from shopstock.jobs import find, returns
from shopstock.jobs.returns import Back, Look
from shopstock.jobs.session import new_request_id
from shopstock.jobs.warranty import cover_of
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.ledger import paper_name
from shopstock.store.lots import unit
from shopstock.store.tickets import lines_of, sold_line, ticket
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


class NeedsReceipt(Refusal):
    """Goods without a serial come back by their receipt: nothing else proves the sale."""

    id = "return.needs_receipt"


class NotYet(Refusal):
    """An outcome that a coming version brings."""

    id = "return.later"


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A half-done return: the sale line, how much of it, and the letters answered so far."""

    sale_line_id: int | None = None
    receipt_id: int | None = None
    quantity: int = 0
    letters: str = ""
    waiting: str = ""
    late_taken: bool = False
    request_id: str = ""


STEPS: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    ("Why?", returns.REASONS, {}),
    ("It goes", returns.DESTINATIONS, returns.LATER_DESTINATIONS),
    ("Customer", returns.OUTCOMES, returns.LATER_OUTCOMES),
)


class ReturnMode(Mode[HalfDone]):
    """Taking goods back."""

    job = "return"
    kept = True
    hints = (
        Key("FQM", "answers all three"),
        Key("2*", "a part"),
        Key("-", "one step back"),
        Key("#", "receipt"),
        Key("Esc", "leave"),
    )
    help = (
        ("serial number / IMEI", "starts from the unit, no receipt needed"),
        ("#R1-000123, then 2", "goods without serial: the receipt, then its line"),
        ("2*", "two of that line, not all of it"),
        ("C F W D O", "changed mind, faulty, wrong item, damaged, other"),
        ("S Q B", "goes to the shelf, to quarantine, into the bin"),
        ("M", "money back"),
        ("FQM", "all three at once: with the third it is booked"),
        ("-", "takes the last letter back"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, HalfDone())

    def open(self) -> Answer:
        if self.state.sale_line_id is not None:
            return self._ask()
        if self.state.receipt_id is not None:
            return self._which_line()
        return self.ok("return.ready", "scan the serial that came back, or type its receipt: #R1-000123")

    def asks(self) -> bool:
        return bool(self.state.waiting)

    def around(self) -> Around:
        look = self._look()
        if look is None:
            return Around(notice="" if self.state.receipt_id is None else "the number of a line picks it")
        refund = self.session.money(returns.refund_of(look, self.state.quantity))
        serial = f"serial {short_code(look.line.serial)}" if look.line.serial else fit(look.product.name, 30)
        earlier = (
            f"Earlier returns of this line: {len(look.earlier)}" if look.earlier else "No receipt needed"
        )
        return Around(serial, earlier, "REFUND", refund)

    def _look(self) -> Look | None:
        if self.state.sale_line_id is None:
            return None
        return returns.look_line(self.session, sold_line(self.session.store, self.state.sale_line_id))

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self._take_it_anyway() if self.state.waiting else self.open()
        if entry.kind == "take_back":
            return self._one_back()
        if entry.kind == "times":
            return self._part(entry)
        if entry.kind == "paper":
            return self._receipt(entry.arg)
        if entry.kind in ("place", "person"):
            return self.desk.look(entry.text)
        if entry.number is not None and self.state.receipt_id is not None and self.state.sale_line_id is None:
            return self._pick_line(entry.number)
        if self.state.sale_line_id is not None and self._are_letters(entry.text):
            return self._letters(entry.text.upper())
        return self._code(entry.text)

    def _are_letters(self, text: str) -> bool:
        """Whether these can only be answers: each letter belongs to its question, and no code reads so."""
        at = len(self.state.letters)
        if not text.isascii() or not 0 < len(text) <= len(STEPS) - at:
            return False
        fits = all(c in {**STEPS[at + i][1], **STEPS[at + i][2]} for i, c in enumerate(text.upper()))
        return fits and not (len(text) > 1 and find.meanings(self.session, text))

    def _code(self, text: str) -> Answer:
        found = find.meanings(self.session, text)
        units = [m for m in (find.of_reading(self.session, f) for f in found) if m.kind == "unit"]
        if units:
            return self._unit(units[0].id)
        receipts = [m for m in found if m.kind == "receipt"]
        if receipts:
            return self._receipt(receipts[0].code)
        goods = next((m for m in found if m.product_id), None)
        if goods:
            name = fit(product(self.session.store, goods.product_id or 0).name, 30)
            raise NeedsReceipt(
                f"{name}: scan its serial, or type the receipt #R1-000123", Key("Esc", "leave")
            )
        shown = find.shown(text, 26)
        raise returns.NeverSoldHere(f"{shown} was never sold or received here", Key("Esc", "leave"))

    def _unit(self, unit_id: int) -> Answer:
        found = unit(self.session.store, unit_id)
        look = returns.look_unit(self.session, found)
        self.desk.touched(look.product.sku)
        self.state = HalfDone(look.line.id, None, 1, request_id=new_request_id())
        return self._sold_here(look)

    def _sold_here(self, look: Look) -> Answer:
        session = self.session
        what = short_code(look.line.serial) if look.line.serial else fit(look.product.name, 24)
        when = days_ago(look.sold.day, session.today())
        said = f"{what} sold here {session.day(look.sold.day)}, {look.sold.paper}, {when}. Why?"
        return self.ok("return.sold_here", said, Key("C F W D O", ""))

    def _receipt(self, text: str) -> Answer:
        paper = find.find_paper(self.session, text)
        number = find.paper_number(paper.code) if paper else None
        if paper is None or number is None:
            raise returns.NeverSoldHere(f"{find.shown(text)} is no receipt of this shop", Key("Esc", "leave"))
        found, lines = returns.look_receipt(self.session, *number)
        self.state = HalfDone(receipt_id=found.id, request_id=new_request_id())
        left = [line for line in lines if line.quantity > line.back]
        if not left:
            raise returns.AlreadyBack(f"all of {found.paper} came back already", Key("Esc", "leave"))
        return self._pick_line(left[0].n) if len(lines) == 1 else self._which_line()

    def _which_line(self) -> Answer:
        lines = lines_of(self.session.store, self.state.receipt_id or 0)
        found = ticket(self.session.store, self.state.receipt_id or 0)
        more = numbered(f"{show_decimal(x.quantity - x.back, x.decimals)} x {x.name}" for x in lines)
        return self.ok(
            "return.receipt", f"{found.paper} of {self.session.day(found.day)}: which line?", more=more
        )

    def _pick_line(self, n: int) -> Answer:
        lines = lines_of(self.session.store, self.state.receipt_id or 0)
        line = next((x for x in lines if x.n == n), None)
        if line is None:
            raise BadInput(f"there is no line {n} on this receipt")
        look = returns.look_line(self.session, line)
        returns.check_left(look, max(1, look.left))
        self.state = replace(self.state, sale_line_id=line.id, quantity=look.left, letters="", waiting="")
        self.desk.touched(look.product.sku)
        return self._sold_here(look)

    def _part(self, entry: Entry) -> Answer:
        look = self._look()
        if look is None:
            raise NothingOpen("pick the line first, then how much of it")
        quantity = parse_decimal(entry.arg, look.product.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing cannot come back")
        returns.check_left(look, quantity)
        self.state = replace(self.state, quantity=quantity)
        if entry.rest:
            return self.enter(parse(entry.rest))
        left = show_decimal(look.left, look.product.decimals)
        return self.ok("return.quantity", f"{entry.arg} of {left} come back. Why?", Key("C F W D O", ""))

    def _one_back(self) -> Answer:
        state = self.state
        if state.letters:
            self.state = replace(state, letters=state.letters[:-1], waiting="")
            return self._ask()
        if state.sale_line_id is None and state.receipt_id is None:
            raise NothingOpen("nothing is open here")
        self.state = HalfDone()
        return self.open()

    # The three questions

    def _letters(self, letters: str, *, late_taken: bool = False) -> Answer:
        look = self._look()
        assert look is not None  # noqa: S101 - letters are only taken for a line
        for index, letter in enumerate(letters):
            step = len(self.state.letters)
            title, now, later = STEPS[step]
            if letter not in now:
                raise NotYet(f"{later.get(letter, title)} comes with a later version", *_offers(step))
            if step == 0 and not late_taken:
                try:
                    returns.check_window(self.session, look, letter)
                except returns.WindowOver:
                    self.state = replace(self.state, waiting=letters[index:])
                    raise
            if step == 1:
                returns.check_destination(self.session, look, self.state.letters[0], letter)
            self.state = replace(
                self.state, letters=self.state.letters + letter, waiting="", late_taken=late_taken
            )
        return self._book(look) if len(self.state.letters) == len(STEPS) else self._ask()

    def _take_it_anyway(self) -> Answer:
        return self._letters(self.state.waiting, late_taken=True)

    def _ask(self) -> Answer:
        step = len(self.state.letters)
        title = ("Why?", "Where does it go?", "What does the customer get?")[step]
        return self.ok(f"return.{('why', 'where', 'outcome')[step]}", title, *_offers(step))

    def _book(self, look: Look) -> Answer:
        reason, destination = self.state.letters[0], self.state.letters[1]
        back = Back(look.line.id, self.state.quantity, reason, destination)
        refund = self.session.money(returns.refund_of(look, self.state.quantity))
        posted = returns.give_back(self.session, self.state.request_id, (back,))
        paper = posted.paper or ""
        view = self._view(
            posted.paper, returns.look_line(self.session, sold_line(self.session.store, look.line.id)), refund
        )
        self.state = HalfDone()
        self.desk.book("return", posted.booking_id, paper)
        place = returns.destination_place(self.session, destination).code
        said = f"{paper}  give back {refund}, goods to {place}"
        return self.say("SAVED", "return.saved", said, Key("F12", "void"), view=view)

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.enter(parse(rest))
        if self.state.sale_line_id is None:
            return super().finish(rest)
        raise LettersMissing("a return needs all three answers", *_offers(len(self.state.letters)))

    # The view

    def view(self) -> ReturnView:
        look = self._look()
        return self._view(None, look, None)

    def _view(self, paper: str | None, look: Look | None, refund: str | None) -> ReturnView:
        session = self.session
        line = look.line if look else None
        if look and refund is None:
            refund = session.money(returns.refund_of(look, self.state.quantity))
        return ReturnView(
            look.product.sku if look else None,
            look.product.name if look else None,
            line.serial if line else None,
            (line.lot_code or None) if line else None,
            look.sold.paper if look else None,
            look.sold.day.isoformat() if look else None,
            look.sold.customer if look else None,
            session.money(line.amount_minor) if line else None,
            show_decimal(self.state.quantity, line.decimals) if line else None,
            show_decimal(look.left, look.product.decimals) if look else None,
            refund,
            look.window_until.isoformat() if look and look.window_until else None,
            session.today() <= look.window_until if look and look.window_until else None,
            show_cover(cover_of(session, line)) if line else None,
            [_earlier(look, r.series, r.number, r.day, r.quantity, r.reason) for r in look.earlier] if look else [],
            [
                ReturnStep(
                    title, [[k, v] for k, v in {**now, **later}.items()],
                    self.state.letters[i] if i < len(self.state.letters) else None,
                )
                for i, (title, now, later) in enumerate(STEPS)
            ],
            self._lines(),
            paper,
        )  # fmt: skip

    def _lines(self) -> list[ReturnLine]:
        if self.state.receipt_id is None:
            return []
        return [
            ReturnLine(
                x.n, x.sku, x.name, x.serial, x.lot_code or None, show_decimal(x.quantity, x.decimals),
                show_decimal(x.quantity - x.back, x.decimals), self.session.money(x.amount_minor),
            )
            for x in lines_of(self.session.store, self.state.receipt_id)
        ]  # fmt: skip

    def choices(self) -> list[Choice]:
        if self.state.sale_line_id is not None:
            return []
        return [Choice(x.n, x.name, x.sku) for x in self._lines()]


class LettersMissing(Refusal):
    """`:finish` before all three answers are given."""

    id = "return.letters_missing"


def _offers(step: int) -> tuple[Key, ...]:
    return tuple(Key(letter, word) for letter, word in STEPS[step][1].items())


def _earlier(
    look: Look, series: str | None, number: int | None, day: str, quantity: int, reason: str
) -> EarlierReturn:
    shown = show_decimal(quantity, look.product.decimals)
    return EarlierReturn(paper_name(series, number) or "", date.fromisoformat(day).isoformat(), shown, reason)
