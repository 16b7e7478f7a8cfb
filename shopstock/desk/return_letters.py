"""The three questions of a return: why, where it goes, what the customer gets; and what stands in the way."""

from __future__ import annotations

from dataclasses import replace

from shopstock.days import days_ago
from shopstock.desk.answer import Answer
from shopstock.desk.basket import CODE_KEPT
from shopstock.desk.mode import Mode
from shopstock.desk.return_outcomes import HANDLERS, why_refused
from shopstock.desk.return_view import STEPS, HalfDone, offers
from shopstock.jobs import find
from shopstock.jobs import return_rules as rules
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.jobs.return_refusal import refused_before
from shopstock.jobs.return_rules import Look
from shopstock.jobs.warranty import cover_of
from shopstock.refusal import Key, Refusal
from shopstock.store.lots import unit
from shopstock.store.tickets import sold_line, ticket
from shopstock.text import clean_text, fit, short_code

LEAVE = Key("Esc", "leave")
TAKE = Key("Enter", "take it anyway")


class NotYet(Refusal):
    """An outcome that a coming version brings."""

    id = "return.later"


class LettersMissing(Refusal):
    """`:finish` before all three answers are given."""

    id = "return.letters_missing"


class OtherCustomer(Refusal):
    """Who brings it back is not who bought it: a person decides."""

    id = "return.other_customer"
    state = "ASK"


class WarrantyOver(Refusal):
    """Faulty, after the warranty and after the return window: goodwill at the most."""

    id = "return.warranty_over"


class Asking(Mode[HalfDone]):
    """The part of Return that asks."""

    def _look(self) -> Look | None:
        if self.state.sale_line_id is None:
            return None
        return rules.look_line(self.session, sold_line(self.session.store, self.state.sale_line_id))

    def _sold_here(self, look: Look) -> Answer:
        session = self.session
        what = short_code(look.line.serial) if look.line.serial else fit(look.product.name, 24)
        when = days_ago(look.sold.day, session.today())
        more = tuple(f"  {line}" for line in refused_before(session, look))
        said = f"{what} sold here {session.day(look.sold.day)}, {look.sold.paper}, {when}. Why?"
        return self.ok("return.sold_here", said, Key("C F W D O", ""), more=more)

    def _never_here(self, typed: str) -> rules.NeverSoldHere:
        """What is said of a code that nobody knows: a proof of purchase may help, unless a receipt is open."""
        close = unknown_but_close(self.session, typed)
        if close or self.state.sale_line_id is not None or self.state.receipt_id is not None:
            new = f"{find.shown(typed, 26)} was never sold or received here"
            return rules.NeverSoldHere(close or new, LEAVE)
        self.state = replace(self.state, about="", unknown=clean_text(typed)[:CODE_KEPT])
        return rules.never_here(find.shown(typed, 24))

    def _check_customer(self, look: Look) -> None:
        bought, brings = look.sold.party_id, self.state.customer_id
        if bought is not None and brings is not None and bought != brings:
            self.state = replace(self.state, asked="customer")
            raise OtherCustomer(
                f"{look.sold.paper} was sold to {fit(look.sold.customer or '', 16)}, not to "
                f"{fit(self.state.customer or '', 16)}",
                TAKE,
                LEAVE,
            )

    def _letters(self, letters: str) -> Answer:
        look = self._look()
        assert look is not None  # noqa: S101 - letters are only taken for a line
        self.state = replace(self.state, asked="", waiting="")
        for index, letter in enumerate(letters):
            step = len(self.state.letters)
            title, now, later = STEPS[step]
            if letter not in now:
                raise NotYet(f"{later.get(letter, title)} comes with a later version", *offers(step))
            if step == 0:
                self._check_reason(look, letter, letters[index:])
            if step == 1:
                rules.check_destination(self.session, look, self.state.letters[0], letter)
            answered = self.state.letters + letter
            if len(answered) == len(STEPS):
                return HANDLERS[letter](
                    self, look, answered
                )  # a booking that is refused leaves the last question open
            self.state = replace(self.state, letters=answered)
        return self._ask()

    def _check_reason(self, look: Look, letter: str, waiting: str) -> None:
        """The window for a reason that is not a fault; the warranty for a fault after the window."""
        cover = cover_of(self.session, look.line)
        closed = look.window_until is not None and self.session.today() > look.window_until
        try:
            if "window" not in self.state.allowed:
                rules.check_window(self.session, look, letter)
        except rules.WindowOver:
            self.state = replace(self.state, waiting=waiting, asked="window")
            raise
        if letter == "F" and closed and cover.status == "over" and "warranty" not in self.state.allowed:
            self.state = replace(self.state, waiting=waiting, asked="warranty")
            raise self._warranty_over(look)

    def _warranty_over(self, look: Look) -> WarrantyOver:
        until, today = cover_of(self.session, look.line).until, self.session.today()
        ended = f"{self.session.day(until)}, {days_ago(until, today)}" if until else "already"
        return WarrantyOver(f"warranty ended {ended}", Key("G", "goodwill"), LEAVE)

    def _other_receipt(self, unit_id: int) -> rules.OtherReceipt:
        """A serial that is not on the receipt that is open: which it is on."""
        look = rules.look_unit(self.session, unit(self.session.store, unit_id))
        shown = ticket(self.session.store, self.state.receipt_id or 0).paper
        what = f"{short_code(look.line.serial or '')} was sold on {look.sold.paper}"
        return rules.OtherReceipt(f"{what}, {self.session.day(look.sold.day)}, not on {shown}", TAKE, LEAVE)

    def _ask_again(self) -> Answer:
        """The question that stands in the way, once more."""
        look = self._look()
        asked = self.state.asked
        if asked == "refusal":
            return why_refused(self)
        try:
            if look is None and asked == "receipt":
                raise self._other_receipt(int(self.state.waiting))
            if look and asked == "customer":
                self._check_customer(look)
            elif look and asked == "warranty":
                raise self._warranty_over(look)
            elif look:
                rules.check_window(self.session, look, self.state.waiting[:1])
        except Refusal as refusal:
            return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        return self._ask()

    def _take_it_anyway(self) -> Answer:
        """Yes to the question in the way; the letters behind it go on."""
        state = self.state
        if state.asked == "warranty":
            rules.allow_goodwill(self.session)
        self.state = replace(state, allowed=(*state.allowed, state.asked), asked="", waiting="")
        look = self._look()
        if look and not state.waiting:
            return self._sold_here(look)
        return self._letters(state.waiting)

    def _ask(self) -> Answer:
        step = len(self.state.letters)
        title = ("Why?", "Where does it go?", "What does the customer get?")[step]
        return self.ok(f"return.{('why', 'where', 'outcome')[step]}", title, *offers(step))
