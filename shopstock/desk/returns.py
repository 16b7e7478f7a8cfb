"""Return: from the unit, never from a memory; why, where it goes, what the customer gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.basket import CODE_KEPT
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.meeting import meeting
from shopstock.desk.mode import Around, NothingOpen
from shopstock.desk.paying import TENDERS
from shopstock.desk.return_letters import LEAVE, Asking, LettersMissing
from shopstock.desk.return_outcomes import money, refused
from shopstock.desk.return_view import STEPS, HalfDone, lines_view, offers, return_view
from shopstock.desk.sell import SellMode
from shopstock.desk.views.base import Choice
from shopstock.desk.views.returns import ReturnView
from shopstock.jobs import find
from shopstock.jobs import return_rules as rules
from shopstock.jobs.find import Meaning
from shopstock.jobs.return_rules import Look
from shopstock.jobs.session import new_request_id
from shopstock.papers.receipt import GIFT_MARK
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.lots import unit
from shopstock.store.tickets import lines_of, ticket
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk
    from shopstock.desk.exchange import Exchange


class NeedsReceipt(Refusal):
    """Goods without a serial come back by their receipt: nothing else proves the sale."""

    id = "return.needs_receipt"


class ReturnMode(Asking):
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
        ("S Q R V B", "to the shelf, quarantine, bench, supplier, bin"),
        ("M C X W N", "money, credit, another, repair, nothing: refused"),
        ("FQM  or  FQX, scan, F9", "three answers at once; the new one, then book"),
        ("@Patel", "who brings it back: said when another bought it"),
        ("-", "takes the last letter back"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, HalfDone())

    def open(self) -> Answer:
        if self.state.basket is not None:
            return self._exchange().open()
        if self.state.asked:
            return self._ask_again()
        if self.state.sale_line_id is not None:
            return self._ask()
        if self.state.receipt_id is not None:
            return self._which_line()
        return self.ok("return.ready", "scan the serial that came back, or type its receipt: #R1-000123")

    def _exchange(self) -> Exchange:
        """The new goods, once X was answered."""
        from shopstock.desk.exchange import Exchange  # it is a whole counter

        return Exchange(self)

    def asks(self) -> bool:
        if self.state.basket is not None:
            return self.state.asked == "model" or self._exchange().asks()
        return self.state.asked in ("customer", "window", "receipt", "refusal")

    def ways(self) -> tuple[Key, ...]:
        if self.state.basket is not None:
            return (
                Key("scan", "what goes out"),
                Key("F9", "book it"),
                Key("card F9", "by card"),
                *SellMode.hints[1:3],
            )
        return self.hints

    def listed(self) -> Answer | None:
        return super().listed() if self.state.basket is None else self._exchange().listed()

    def dropped(self) -> str:
        return super().dropped() if self.state.basket is None else self._exchange().dropped()

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        if self.state.basket is not None:
            return self._exchange().refused(refusal, entry)
        return super().refused(refusal, entry)

    def around(self) -> Around:
        look = self._look()
        if look is None:
            return Around(notice="" if self.state.receipt_id is None else "the number of a line picks it")
        label, total = "REFUND", rules.refund_of(look, self.state.quantity)
        if self.state.basket is not None:
            total = self.state.basket.due_minor
            label, total = ("GIVE BACK", -total) if total < 0 else ("TO PAY", total)
        serial = f"serial {short_code(look.line.serial)}" if look.line.serial else fit(look.product.name, 30)
        earlier = (
            f"Earlier returns of this line: {len(look.earlier)}" if look.earlier else "No receipt needed"
        )
        return Around(serial, earlier, label, self.session.money(total))

    def view(self) -> ReturnView:
        return return_view(self.session, self.state, self._look())

    def choices(self) -> list[Choice]:
        if self.state.basket is not None:
            return self._exchange().choices()
        if self.state.sale_line_id is not None:
            return []
        return [Choice(x.n, x.name, x.sku) for x in lines_view(self.session, self.state)]

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if self.state.basket is not None:
            return self._of_exchange(entry)
        look = self._look()
        if self.state.asked == "refusal" and look is not None and entry.kind == "text":
            return refused(self, look, entry.text)
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": lambda _: self._yes() if self.asks() else self.open(),
            "take_back": lambda _: self._one_back(),
            "times": self._part,
            "paper": lambda e: self._receipt(e.arg),
            "place": lambda e: self.desk.look(e.text),
            "person": self._brought_by,
        }
        if entry.number is not None and self.state.receipt_id is not None and self.state.sale_line_id is None:
            return self._pick_line(entry.number)
        return handlers.get(entry.kind, self.code)(entry)

    def _yes(self) -> Answer:
        """Enter on what stands in the way."""
        if self.state.asked == "refusal":
            return self.open()
        if self.state.asked == "receipt":
            return self.take(int(self.state.waiting), self.state.scan)
        return self._take_it_anyway()

    def _of_exchange(self, entry: Entry) -> Answer:
        """An entry for the new goods; without any, `-` takes the X back."""
        if entry.kind == "person":
            return self._brought_by(entry)
        if entry.kind == "take_back" and not (self.state.basket and self.state.basket.lines):
            self.state = replace(self.state, basket=None, swap="", asked="", letters=self.state.letters[:-1])
            return self._ask()
        return self._exchange().enter(entry)

    def as_letters(self, entry: Entry) -> str | None:
        """Each letter belongs to its question; V shows the unit that was refused."""
        if self.state.basket is not None:
            return self._exchange().as_letters(entry)
        text = entry.text.upper()
        at = len(self.state.letters)
        if self.state.asked == "refusal":
            return None
        if not entry.text.isascii():
            return None
        if self.state.sale_line_id is None:
            if self.state.unknown:
                return "P  proof of purchase" if text == "P" else None
            return "V  view it" if text == "V" and self.state.about else None
        if text == "G" and self.state.asked == "warranty":
            return "G  goodwill"
        fits = 0 < len(text) <= len(STEPS) - at and all(
            c in {**STEPS[at + i][1], **STEPS[at + i][2]} for i, c in enumerate(text)
        )
        return f"{text}  the answers" if fits else None

    def letters(self, entry: Entry) -> Answer:
        if self.state.basket is not None:
            return self._exchange().letters(entry)
        text = entry.text.upper()
        if self.state.unknown:
            serial, self.state = self.state.unknown, replace(self.state, unknown="")
            return self.desk.switch("claim").refuse_proof(serial)  # type: ignore[attr-defined, no-any-return]
        if self.state.sale_line_id is None:
            return self.desk.look(self.state.about)
        if self.state.asked == "customer":
            return self._ask_again()
        return self._take_it_anyway() if text == "G" else self._letters(text)

    def code(self, entry: Entry) -> Answer:
        if self.state.basket is not None:
            return self._exchange().code(entry)
        if entry.text.upper().endswith(GIFT_MARK) and find.paper_number(entry.text[: -len(GIFT_MARK)]):
            return self._receipt(entry.text)
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, entry.text)]
        on_receipt = self._on_receipt(found)
        if on_receipt is not None:
            return self._pick_line(on_receipt)
        if self.state.sale_line_id is None and self.state.receipt_id is not None:
            self._check_receipt(found, entry.text)
        other = self._other_unit(found, entry.text)
        if other is not None:
            return other
        back: list[Option] = []
        for m in found:
            if m.kind == "unit":
                back.append(Option(m.label, m.code, partial(self.take, m.id, entry.text)))
            elif m.kind == "receipt":
                back.append(Option(m.label, m.code, partial(self._receipt, m.code)))
        if len(back) > 1:
            return self.ask_which("return.which_one", f"{find.shown(entry.text, 24)}: which one?", *back)
        if back:
            return back[0].act()
        goods = next((m for m in found if m.product_id), None)
        if goods:
            name = fit(product(self.session.store, goods.product_id or 0).name, 30)
            raise NeedsReceipt(f"{name}: scan its serial, or type the receipt #R1-000123", LEAVE)
        raise self._never_here(entry.text)

    def _check_receipt(self, found: list[Meaning], scan: str) -> None:
        """Ask about a serial that was sold on another receipt than the one shown."""
        units = [m for m in found if m.kind == "unit"]
        if len(units) != 1:
            return
        look = rules.look_unit(self.session, unit(self.session.store, units[0].id))
        if look.sold.id != self.state.receipt_id:
            state = replace(self.state, asked="receipt", waiting=str(units[0].id), scan=scan[:CODE_KEPT])
            self.state = state
            raise self._other_receipt(units[0].id)

    def _other_unit(self, found: list[Meaning], scan: str) -> Answer | None:
        """The box says one serial and the piece in it another: both are named, and a person says which came back."""
        look = self._look()
        units = [m for m in found if m.kind == "unit"]
        if look is None or look.line.unit_id is None or len(units) != 1 or units[0].id == look.line.unit_id:
            return None
        first, second = unit(self.session.store, look.line.unit_id), unit(self.session.store, units[0].id)
        said = f"two serials: first {short_code(first.serial)}, now {short_code(second.serial)}. Which came back?"
        return self.ask_which(
            "return.other_unit",
            said,
            Option(f"the first: {look.product.name}  serial {first.serial}", first.serial, self.open),
            Option(f"the other: {units[0].label}", second.serial, partial(self.take, second.id, scan)),
        )

    def _on_receipt(self, found: list[Meaning]) -> int | None:
        """The line of the open receipt that a code stands for, if it is only one."""
        if self.state.receipt_id is None or self.state.sale_line_id is not None:
            return None
        lines = [
            x.n
            for x in lines_of(self.session.store, self.state.receipt_id)
            if x.quantity > x.back
            and any(
                (m.kind == "product" and m.id == x.product_id)
                or (m.kind == "lot" and m.id == x.lot_id)
                or (m.kind == "unit" and m.id == x.unit_id)
                for m in found
            )
        ]
        return lines[0] if len(lines) == 1 else None

    def take(self, unit_id: int, scan: str = "") -> Answer:
        """That unit came back: its sale, and why. `scan` is what was read from it."""
        found = unit(self.session.store, unit_id)
        self.state = replace(self.state, about=found.serial, unknown="")
        try:
            look = rules.look_unit(self.session, found)
            # A piece of the receipt that is shown stays on it, and a gift receipt stays one.
            shown = self.state.receipt_id if look.sold.id == self.state.receipt_id else None
            return self._begin(look, shown)
        finally:
            self.state = replace(self.state, scan=scan[:CODE_KEPT])

    def _begin(self, look: Look, receipt_id: int | None) -> Answer:
        self.desk.touched(look.product.sku)
        state = self.state
        request_id = state.request_id if receipt_id else new_request_id()
        self.state = HalfDone(
            look.line.id, receipt_id, look.left, request_id=request_id,
            customer_id=state.customer_id, customer=state.customer, gift=state.gift and receipt_id is not None,
        )  # fmt: skip
        self._check_customer(look)
        return self._sold_here(look)

    def _brought_by(self, entry: Entry) -> Answer:
        return meeting(self, "customer", entry.arg, self._is_brought_by)

    def _is_brought_by(self, party_id: int, name: str, new: bool) -> Answer:
        self.state = replace(self.state, customer_id=party_id, customer=name)
        look = self._look()
        if look:
            self._check_customer(look)
        brings = "is new here, and brings" if new else "brings"
        return self.ok("return.customer", f"{fit(name, 40)} {brings} it back")

    def _receipt(self, text: str) -> Answer:
        bare = text.strip().upper()
        gift = bare.endswith(GIFT_MARK)
        text = text.strip()[: -len(GIFT_MARK)] if gift else text
        paper = find.find_paper(self.session, text)
        number = find.paper_number(paper.code) if paper else None
        if paper is None or number is None:
            raise rules.NeverSoldHere(f"{find.shown(text)} is no receipt of this shop", LEAVE)
        found, lines = rules.look_receipt(self.session, *number)
        left = [line for line in lines if line.quantity > line.back]
        if not left:
            raise rules.AlreadyBack(f"all of {found.paper} came back already", LEAVE)
        self.state = HalfDone(
            receipt_id=found.id, request_id=new_request_id(), customer_id=self.state.customer_id,
            customer=self.state.customer, gift=gift,
        )  # fmt: skip
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
        look = rules.look_line(self.session, line)
        rules.check_left(look, max(1, look.left))
        return self._begin(look, self.state.receipt_id)

    def _part(self, entry: Entry) -> Answer:
        look = self._look()
        if look is None:
            raise NothingOpen("pick the line first, then how much of it")
        quantity = parse_decimal(entry.arg, look.product.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing cannot come back")
        rules.check_left(look, quantity)
        self.state = replace(self.state, quantity=quantity)
        if entry.rest:
            return self.desk.pass_on("return", entry.rest)
        left = show_decimal(look.left, look.product.decimals)
        return self.ok("return.quantity", f"{entry.arg} of {left} come back. Why?", Key("C F W D O", ""))

    def _one_back(self) -> Answer:
        state = self.state
        if state.asked == "receipt":
            self.state = replace(state, asked="", waiting="")
            return self._which_line()
        if state.asked == "refusal":
            self.state = replace(state, asked="", letters=state.letters[:-1])
            return self._ask()
        if state.asked in ("window", "warranty"):
            self.state = replace(state, asked="", waiting="")
            return self._ask()
        if state.letters:
            self.state = replace(state, letters=state.letters[:-1])
            return self._ask()
        if state.sale_line_id is None and state.receipt_id is None:
            raise NothingOpen("nothing is open here")
        self.state = HalfDone()
        return self.open()

    def finish(self, rest: str) -> Answer:
        if self.state.basket is not None:
            return self._exchange().finish(rest)
        look = self._look()
        if look is not None and len(self.state.letters) == 2 and rest.strip().casefold() in TENDERS:
            return money(self, look, self.state.letters + "M", rest.strip().casefold())
        if rest:
            return self.desk.pass_on("return", rest)
        if self.state.sale_line_id is None:
            return super().finish(rest)
        if self.state.asked:
            return self.open()
        raise LettersMissing("a return needs all three answers", *offers(len(self.state.letters)))
