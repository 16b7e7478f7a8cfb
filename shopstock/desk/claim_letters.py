"""The letters of a claim at the desk, stacked where it makes sense, and the questions that some of them ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from shopstock.amounts import parse_decimal
from shopstock.days import parse_coming
from shopstock.desk.answer import Answer
from shopstock.desk.claim_opening import LEAVE, OpeningClaims
from shopstock.desk.claim_view import LETTERS, OUTCOMES, why_not
from shopstock.desk.meeting import meeting
from shopstock.jobs import claim_steps as steps
from shopstock.jobs.claims import STATE_WORDS, NotNow
from shopstock.jobs.loans import loans_of
from shopstock.jobs.people import all_known, known
from shopstock.jobs.session import new_request_id
from shopstock.jobs.supplier_swap import replace_by_supplier
from shopstock.refusal import BadInput, Key, Passing, Refusal, State
from shopstock.store.catalogue import product
from shopstock.store.claims import ClaimRow, claim
from shopstock.store.ledger import Posted
from shopstock.text import at_place, clean_text, fit, short_code

_ASKED = {
    "part": "which part, and when is it due? speaker, 04 Dec",
    "back": "what did the supplier do?",
    "new_serial": "which serial came instead? Scan it",
    "amount": "how much is credited?",
    "refused_there": "why does the supplier refuse? Write the reason",
    "refused": "why is it refused? Write the reason",
    "why": "why is it closed? Write the reason",
}


class Lettering(OpeningClaims):
    """The part of the job that goes on with a claim."""

    def of(self) -> ClaimRow:
        """The claim that is open here."""
        if self.state.claim_id is None:
            raise NotNow("no claim is open here", Key(":claims", "the list"))
        return claim(self.session.store, self.state.claim_id)

    def run_letters(self, letters: str, said: str = "") -> Answer:
        """One letter after the other; a question waits with the rest behind it. What a letter booked before another
        is refused stays, and both are said."""
        done = said
        for index, letter in enumerate(letters):
            of = self.of()
            self.state = replace(self.state, stage="", waiting=letters[index + 1 :])
            if letter == "X" and why_not(self.session, of, letter) is None:
                return self.desk.switch("return").take(of.unit_id)  # type: ignore[attr-defined, no-any-return]
            try:
                why = why_not(self.session, of, letter)
                if why:
                    raise NotNow(f"{LETTERS[letter][0]}: {why}", LEAVE)
                asked = self._take(of, letter)
            except Refusal as refusal:
                self.state = replace(self.state, stage="", waiting="")
                if not done or isinstance(refusal, Passing):
                    raise
                return self.say(
                    "SAVED", "claim.partly", f"{fit(done, 30)}; not {refusal.text}", *refusal.keys
                )
            if asked:
                return self.ask_stage(done)
            done = self._how_it_is()
        return self.show(self.of().id, done, "claim.saved")

    def go_on(self, letters: str, said: str) -> Answer:
        return self.run_letters(letters, said)

    def _take(self, of: ClaimRow, letter: str) -> bool:
        """Do what the letter says; whether it asks something first."""
        session, request = self.session, new_request_id()
        questions = {"V": "supplier", "B": "back", "N": "refused"}
        if letter in questions or (letter == "P" and of.state == "open"):
            self.state = replace(self.state, stage=questions.get(letter, "part"))
            return True
        if letter == "C" and of.state in ("open", "waiting_part"):
            self.state = replace(self.state, stage="why")
            return True
        acts: dict[str, Callable[[], Posted]] = {
            "T": lambda: steps.take_in(session, request, of.id),
            "P": lambda: steps.part_came(session, request, of.id),
            "D": lambda: self._repaired(of, request),
            "H": lambda: steps.hand_back(session, request, of.id),
            "C": lambda: steps.close(session, request, of.id),
        }
        acts[letter]()
        if letter == "T":
            self.print_slip(of.id)
        return False

    def _repaired(self, of: ClaimRow, request: str) -> Posted:
        """What is repaired here was taken in before."""
        if of.place_kind == "customer":
            steps.take_in(self.session, new_request_id(), of.id)
        return steps.repaired(self.session, request, of.id)

    def _how_it_is(self) -> str:
        of = self.of()
        goods = steps.holder(self.session, of)
        out = loans_of(self.session, of.id)
        loan = f". {short_code(out[0].serial)} is still lent" if out and not of.open else ""
        return f"{of.paper} {STATE_WORDS[of.state]}, {short_code(goods.serial)} is {at_place(goods.place_code)}{loan}"

    # Questions

    def ask_stage(self, done: str = "") -> Answer:
        """What the open letter asks; with what the letters before it booked, which is saved."""
        stage = self.state.stage
        state: State = "SAVED" if done else "ASK"
        before = f"{fit(done, 24)}. " if done else ""
        if stage == "supplier":
            default = self._default_supplier()
            ways = (Key("Enter", fit(default[1], 14) if default else "no name"), LEAVE)
            return self.say(
                state, "claim.which_supplier", f"{before}to whom, which RMA? @Volta, V-8841", *ways
            )
        keys = tuple(Key(k, v) for k, v in OUTCOMES.items()) if stage == "back" else (LEAVE,)
        return self.say(state, f"claim.which_{stage}", f"{before}{_ASKED[stage]}", *keys)

    def question(self) -> str | None:
        """What is asked now, for the view."""
        stage = self.state.stage
        return "to whom, which RMA?" if stage == "supplier" else _ASKED.get(stage)

    def _default_supplier(self) -> tuple[int, str] | None:
        row = product(self.session.store, self.of().product_id)
        who = known(self.session, row.supplier_id) if row.supplier_id else None
        return (who.id, who.name) if who else None

    def answer_stage(self, typed: str) -> Answer:
        """What the open letter asked for; then the letters behind it."""
        stage, waiting, of = self.state.stage, self.state.waiting, self.of()
        if stage == "back":
            return self._outcome(typed.upper(), waiting)
        if stage == "supplier":
            return self._to_whom(typed)
        session, request = self.session, new_request_id()
        acts: dict[str, Callable[[], Posted]] = {
            "part": lambda: steps.wait_for(session, request, of.id, *part_and_day(typed, session.today())),
            "new_serial": lambda: replace_by_supplier(session, request, of.id, typed),
            "amount": lambda: steps.credit(
                session, request, of.id, parse_decimal(typed, session.shop.digits, "amount")
            ),
            "refused_there": lambda: steps.come_back_refused(session, request, of.id, typed),
            "refused": lambda: steps.refuse(session, request, of.id, typed),
            "why": lambda: steps.close(session, request, of.id, typed),
        }
        if stage == "why" and not clean_text(typed):
            raise BadInput(_ASKED["why"])
        acts[stage]()
        self.state = replace(self.state, stage="", waiting="")
        return self.run_letters(waiting, self._how_it_is())

    def _outcome(self, letters: str, waiting: str) -> Answer:
        """The first letter says what the supplier did, the others go on."""
        of, request = self.of(), new_request_id()
        asks = {"X": "new_serial", "N": "refused_there", "K": "amount"}
        letter, rest = letters[:1], letters[1:] + waiting
        unknown = next((each for each in rest if each not in LETTERS), None)
        if unknown and letter in OUTCOMES:
            raise BadInput(f"{letter} {OUTCOMES[letter]}, but {fit(unknown, 4)} is no letter of a claim")
        if letter in asks:
            self.state = replace(self.state, stage=asks[letter], waiting=rest)
            return self.ask_stage()
        if letter not in OUTCOMES:
            raise BadInput("what did the supplier do? R, X, N, K or U")
        act = steps.come_back_repaired if letter == "R" else steps.come_back
        act(self.session, request, of.id)
        self.state = replace(self.state, stage="", waiting="")
        return self.run_letters(rest, self._how_it_is())

    def _to_whom(self, typed: str) -> Answer:
        """`@Volta, V-8841`, a known name without the @, or only the number; several of one name are a choice."""
        name, _, rma = typed.partition(",")
        if typed.startswith("@"):
            return meeting(self, "supplier", name[1:], partial(self._send, rma))
        if name.strip() and all_known(self.session, "supplier", name):
            return meeting(self, "supplier", name, partial(self._send, rma))
        if "," in typed or (typed and not any(c.isdigit() for c in typed)):
            raise BadInput(f"{fit(name, 20)} is no supplier here. New: @{fit(name, 12)}. A number: :rma")
        default = self._default_supplier()
        return self._send(typed, default[0] if default else None, "", new=False)

    def _send(self, rma: str, supplier_id: int | None, name: str, new: bool) -> Answer:
        waiting, of = self.state.waiting, self.of()
        steps.send(self.session, new_request_id(), of.id, supplier_id, rma.strip())
        self.state = replace(self.state, stage="", waiting="")
        first = f"{fit(name, 16)} is new here. " if new else ""
        return self.run_letters(waiting, first + self._how_it_is())


def part_and_day(typed: str, today: date) -> tuple[str, date | None]:
    """`speaker, 04 Dec` as the part and the day, if what is behind the last comma reads as one."""
    part, comma, day = typed.rpartition(",")
    if not comma:
        return typed, None
    try:
        return part.strip(), parse_coming(day, today)
    except BadInput:
        return typed, None
