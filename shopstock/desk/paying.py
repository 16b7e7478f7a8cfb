"""Paying the basket: exactly, with cash and change, in parts; and what another till sold meanwhile."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from shopstock.amounts import parse_decimal
from shopstock.codes import credit_code
from shopstock.desk.answer import Answer
from shopstock.desk.basket import Basket, Line, Ticket, basket_view
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Booked, Mode, NothingOpen
from shopstock.jobs import offer, sell
from shopstock.jobs.credit import CREDIT, CreditOver, CreditTwice, credit_named, to_pay_with
from shopstock.jobs.nameless import SerialKnown
from shopstock.jobs.sell import Tender
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Passing, Refusal

PAID = "sell.paid"
TENDERS = ("cash", "card", "voucher", "transfer")
GONE = (
    offer.AlreadySold,
    offer.NotInStock,
    offer.Held,
    offer.Recalled,
    offer.Stolen,
    offer.UseByPassed,
    offer.ShortStock,
    offer.BestBeforePassed,
    offer.PastBest,
    offer.ShortDated,
)


class LinesOpen(Refusal):
    """A line still needs a person."""

    id = "sell.lines_open"


class Paying(Mode[Basket]):
    """The part of Sell that takes the money."""

    def name_again(self) -> None:
        """Ask again for serials that are taken."""
        raise NotImplementedError

    def finish(self, rest: str) -> Answer:
        basket = self.state
        if not basket.lines:
            raise NothingOpen("the basket is empty, there is nothing to pay")
        self.refuse_open(basket)
        tender = self._with_credit(rest) if credit_code.looks_like(rest) else self._tender(rest)
        if tender.amount_minor < basket.due_minor:
            self.state = replace(basket, tenders=(*basket.paying, tender))
            left = self.session.money(self.state.due_minor)
            given = self.session.money(tender.amount_minor)
            return self.say("ASK", "sell.part_paid", f"{given} {tender.name} taken, {left} still to pay")
        return self._pay(basket, tender)

    def refuse_open(self, basket: Basket) -> None:
        """Refuse to pay while a line needs a person."""
        waiting = [n for n, line in enumerate(basket.lines, 1) if line.state != "ok"]
        if waiting:
            lines = "line " + ", ".join(str(n) for n in waiting[:5])
            said = f"{lines} needs you before Pay" if len(waiting) == 1 else f"{lines} need you before Pay"
            raise LinesOpen(said, Key(f"-{waiting[-1]}", "remove"))

    def _tender(self, rest: str) -> Tender:
        """`50`, `+50`, `card`, `card 20`: what is handed over, and how much of the due it pays.

        Where more was paid in parts than the basket costs now, the rest goes back in cash."""
        words = rest.casefold().removeprefix("+").split()
        name = words.pop(0) if words and words[0].isalpha() else "cash"
        if name not in TENDERS or len(words) > 1:
            raise BadInput(f"pay how? {', '.join(TENDERS)}, or an amount", Key("F9", "cash, exactly"))
        due = self.state.due_minor
        given = parse_decimal(words[0].removeprefix("+"), self.session.shop.digits) if words else due
        if due < 0:
            if words:
                raise BadInput(f"{self.session.money(-due)} too much is paid", Key("F9", "gives it back"))
            return Tender("cash", due, due)
        if given <= 0 < due:
            raise BadInput("an amount of nothing pays nothing")
        if given > due and name != "cash":
            raise BadInput(
                f"{name} pays {self.session.money(due)} at the most: change is given for cash only"
            )
        return Tender(name, min(given, due), given)

    def _with_credit(self, code: str) -> Tender:
        """What a store credit pays of what is due: all of it, or all that is left on it."""
        row = to_pay_with(self.session, code)
        due = self.state.due_minor
        if any(tender.credit == row.code for tender in self.state.paying):
            raise CreditTwice(f"{row.code} pays here already", Key("F9", "pay the rest"))
        if due <= 0:
            raise BadInput("nothing is left to pay", Key("F9", "finish"))
        paid = min(row.left_minor, due)
        return Tender(CREDIT, paid, paid, row.code)

    def _pay(self, basket: Basket, last: Tender) -> Answer:
        tenders = with_last(basket, last)
        lines = tuple(line.wanted for line in basket.lines if line.wanted)
        try:
            posted = sell.sell(self.session, basket.request_id, lines, tenders, basket.customer_id)
        except GONE as gone:
            return self._another_till_was_faster(gone)
        except CreditOver:
            self.drop_credits()
            raise
        except SerialKnown:
            self.name_again()
            raise
        back = -last.amount_minor if last.amount_minor < 0 else 0
        change = back or last.tendered_minor - last.amount_minor
        receipt = posted.paper or ""
        tendered = sum(t.tendered_minor for t in tenders if t.tendered_minor > 0)
        self.desk.printing.sold(posted)
        view = basket_view(self.session, basket, Ticket(receipt, tendered, change, tenders))
        self.state = Basket()
        total = self.session.money(basket.total_minor)
        # What was parked or brought back before a sale cannot be undone past it.
        overtaken = [b for b in self.desk.booked if b.job == "sell" and b.kind != "booking"]
        self.desk.remember(
            Booked("sell", posted.booking_id, receipt, owed=owed(self.session, tenders)), *overtaken
        )
        said = f"{receipt}  {total} paid"
        if change:
            said += f", {'give back' if back else 'change'} {self.session.money(change)}"
        elif last.name != "cash":
            said += f" by {last.name}"
        said += self._left_on(tenders)
        offered = (Key("P", "receipt"),) if self.desk.printing.setup.asks else ()
        return self.say("SAVED", PAID, said, *offered, Key("F12", "void"), view=view)

    def drop_credits(self) -> None:
        """What was spent or ended meanwhile pays nothing here: the credits are asked for again."""
        self.state = replace(self.state, tenders=tuple(t for t in self.state.tenders if not t.credit))

    def as_letters(self, entry: Entry) -> str | None:
        """P for the receipt, right after a sale and where it is offered; a code that is a P is a numbered choice."""
        offered = self.desk.last_id == PAID and self.desk.printing.setup.asks
        return "P  print the receipt" if offered and entry.text.upper() == "P" else None

    def letters(self, entry: Entry) -> Answer:  # noqa: ARG002 - the shape of a job
        return self.desk.mode_command("print")

    def code(self, entry: Entry) -> Answer:
        return self.enter(entry)

    def _left_on(self, tenders: tuple[Tender, ...]) -> str:
        """What is left on the credits that paid: `, 6.00 left on SC-7K2M-9QXT`."""
        rows = [credit_named(self.session, tender.credit) for tender in tenders if tender.credit]
        return "".join(f", {self.session.money(row.left_minor)} left on {row.code}" for row in rows)

    def _another_till_was_faster(self, gone: Refusal) -> Answer:
        """What can no longer be sold becomes a `!` line; nothing was booked, part payments are kept."""
        basket = self.state
        taken: Counter[int] = Counter()
        for index, line in enumerate(basket.lines):
            wanted = line.wanted
            try:
                if wanted:
                    sell.recheck(self.session, wanted, taken[wanted.lot_id])
                    taken[wanted.lot_id] += wanted.quantity - wanted.found
            except Passing:
                raise
            except Refusal as refusal:
                basket = basket.with_line(index, _waiting_again(line, refusal))
        self.state = basket
        waiting = [line for line in basket.lines if line.state != "ok"]
        if not waiting:
            return self.say(gone.state, gone.id, gone.text, *gone.keys)
        # Enter and letters answer the newest question, so that is the one that is shown.
        asked = waiting[-1]
        state = "STOP" if asked.state == "stop" else "ASK"
        more = tuple(f"  {line.text}" for line in waiting[:-1])
        return self.say(state, asked.id, asked.text, *asked.keys, more=more)  # type: ignore[arg-type]


def with_last(basket: Basket, last: Tender) -> tuple[Tender, ...]:
    """All payments of a basket with the last of them; one of nothing counts only where it is the only one."""
    paying = basket.paying
    needed = last.amount_minor or last.tendered_minor or not paying
    return (*paying, last) if needed else paying


def owed(session: Session, tenders: tuple[Tender, ...]) -> str:
    """What goes back when the ticket is voided: `give back 24.70 cash and 5.00 card`."""
    sums: dict[str, int] = {}
    for tender in tenders:
        sums[tender.name] = sums.get(tender.name, 0) + tender.amount_minor
    parts = [f"{session.money(amount)} {name}" for name, amount in sums.items() if amount]
    return f"give back {' and '.join(parts)}" if parts else ""


def _waiting_again(line: Line, refusal: Refusal) -> Line:
    return replace(
        line,
        state="stop" if refusal.state == "STOP" else "ask",
        wanted=None,
        amount_minor=0,
        id=refusal.id,
        text=refusal.text,
        keys=refusal.keys,
        asked=getattr(refusal, "answer", ""),
        asked_lot=getattr(refusal, "lot_id", None),
    )
