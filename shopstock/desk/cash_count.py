"""Counting a drawer: face by face and blind, then the difference, its reason, and what stays for tomorrow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from shopstock.amounts import LARGEST, parse_decimal, show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Mode, NothingOpen
from shopstock.jobs import cash
from shopstock.jobs.cash import CARD, Count, DrawerNow
from shopstock.jobs.faces import Face, faces
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.text import clean_text, fit

BACK = Key("-", "back")
MOST = 999_999
_SIGNED = re.compile(r"-?[0-9.,]{1,20}", re.ASCII)


class NotCounted(Refusal):
    """Nothing was counted yet: an empty drawer is said, not supposed."""

    id = "cash.not_counted"


@dataclass(frozen=True, slots=True)
class Counting:
    """A count at the desk. `counted` are faces (minor units) with their numbers, `at` the index of the next face;
    `began_minor` what was expected when it began, `expected_minor` what was shown after it; `counts` how often a
    count was ended; `shown` the report that is looked at: 0 for an X, else the number of a closing."""

    stage: Literal["", "count", "card", "reason", "keep", "sign"] = ""
    at: int = 0
    counted: tuple[tuple[int, int], ...] = ()
    began_minor: int = 0
    expected_minor: int | None = None
    card_minor: int | None = None
    reason: str = ""
    kept_minor: int | None = None
    counts: int = 0
    request_id: str = ""
    shown: int | None = None

    def number_of(self, face: Face) -> int | None:
        """How many of a face were counted; None: not yet."""
        return dict(self.counted).get(face.minor)

    @property
    def counted_minor(self) -> int:
        """The sum so far."""
        return sum(face * number for face, number in self.counted)

    def with_number(self, face: Face, number: int, at: int) -> Counting:
        """The same with a face counted and the next one to be asked."""
        others = tuple(pair for pair in self.counted if pair[0] != face.minor)
        return replace(self, counted=(*others, (face.minor, number)), at=at)

    def as_count(self) -> Count:
        """The finished count as the job books it."""
        card = () if self.card_minor is None else ((CARD, self.card_minor),)
        pieces = tuple(sorted(self.counted, reverse=True))
        return Count(
            pieces, self.expected_minor or 0, self.kept_minor or 0, self.reason, card, max(1, self.counts)
        )


class Counts(Mode[Counting]):
    """The part of Cash-up that counts and closes."""

    def faces(self) -> tuple[Face, ...]:
        """The notes and coins of the shop's currency."""
        return faces(self.session.shop.currency, self.session.shop.digits)

    def face(self, minor: int) -> str:
        """A face as it is printed on it: `20.00`."""
        return show_decimal(minor, self.session.shop.digits)

    def begin(self, now: DrawerNow) -> Answer:
        """Start a count, or go on with the one that is half done."""
        if not self.state.stage:
            should = cash.expected(self.session, now)
            self.state = Counting("count", began_minor=should, request_id=new_request_id())
        self.state = replace(self.state, shown=None)
        return self.ask("count the drawer" if not self.state.counted else "the count goes on")

    def count_again(self) -> Answer:
        """Back to the first face; what was counted stands until it is typed over."""
        should = cash.expected(self.session, cash.drawer(self.session))
        self.state = replace(self.state, stage="count", at=0, began_minor=should, expected_minor=None)
        return self.ask("once more")

    def ask(self, said: str = "") -> Answer:
        """What is asked at the stage the count is in."""
        stage = self.state.stage
        if stage == "card":
            keys = (Key("Enter", "not at hand"), BACK)
            return self.say("ASK", "cash.which_card", "total of the card terminal?", *keys)
        if stage == "reason":
            return self.say("ASK", cash.NeedsReason.id, f"{said or self.difference()}. Why?", BACK)
        if stage == "keep":
            keys = (Key("Enter", self.session.money(self.usual_float())), BACK)
            return self.say(
                "ASK", "cash.which_float_kept", f"{said or self.difference()}. Float kept?", *keys
            )
        if stage == "sign":
            return self._ask_signature()
        return self._ask_face(said)

    def _ask_face(self, said: str) -> Answer:
        state, known = self.state, self.faces()
        head = f"{said}. " if said else ""
        if state.at < len(known):
            face = self.face(known[state.at].minor)
            return self.ok("cash.counting", f"{head}How many {face}?", Key("F9", "finish"))
        sum_said = f"{self.session.money(state.counted_minor)} counted"
        return self.say(
            "ASK", "cash.counted", f"{head}{sum_said}, all seen", Key("Enter", "ends the count"), BACK
        )

    def _ask_signature(self) -> Answer:
        state = self.state
        kept = state.kept_minor or 0
        safe = self.session.money(state.counted_minor - kept)
        said = f"{self.difference()}, {self.session.money(kept)} stays, {safe} to the safe"
        return self.say(
            "ASK", "cash.sign", said, Key("Enter", f"signs, {fit(self.session.staff.name, 12)}"), BACK
        )

    def difference(self) -> str:
        """`short 2.00`, `over 0.50` or `exact`: counted against expected."""
        off = self.state.counted_minor - (self.state.expected_minor or 0)
        if not off:
            return "exact"
        return f"{'over' if off > 0 else 'short'} {self.session.money(abs(off))}"

    def usual_float(self) -> int:
        """What Enter keeps: the float of this session, as far as that much is there."""
        return min(cash.drawer(self.session).float_minor, self.state.counted_minor)

    # Entries

    def counting(self, entry: Entry) -> Answer:
        """One entry of a count."""
        if entry.kind == "take_back" and not (entry.arg and self.state.stage == "card"):
            return self._step_back()
        if entry.kind == "empty":
            return self._default()
        stage = self.state.stage
        if stage == "count":
            return self._count(entry)
        if stage == "card":
            return self._card(entry)
        if stage == "reason":
            return self._reason(entry.text)
        if stage == "keep":
            return self._keep(entry.text)
        return self.desk.look(entry.text)

    def _default(self) -> Answer:
        state = self.state
        if state.stage == "count":
            if state.at >= len(self.faces()):
                return self.end_count()
            self.state = replace(state, at=state.at + 1)
            return self.ask()
        if state.stage == "card":
            return self._reveal(None)
        if state.stage == "keep":
            return self._kept(self.usual_float())
        if state.stage == "sign":
            return self.close()
        return self.ask()

    def _count(self, entry: Entry) -> Answer:
        known = self.faces()
        if entry.kind == "times":
            face, many = self._face_and_number(entry)
            self.state = self.state.with_number(face, many, known.index(face) + 1)
            return self.ask(self._made(face, many))
        number = _whole(entry.text)
        if number is None:
            jump = self._face_called(entry.text)
            if jump is None:
                return self.desk.look(entry.text)
            self.state = replace(self.state, at=known.index(jump))
            return self.ask()
        if self.state.at >= len(known):
            raise BadInput("every face was counted. - goes back, 3*20 counts one again", Key("F9", "finish"))
        face = known[self.state.at]
        self.state = self.state.with_number(face, number, self.state.at + 1)
        return self.ask(self._made(face, number))

    def _made(self, face: Face, number: int) -> str:
        if self.state.counted_minor > LARGEST:
            raise BadInput("no drawer holds that much")
        return f"{number} x {self.face(face.minor)} = {self.session.money(face.minor * number)}"

    def _face_called(self, text: str) -> Face | None:
        try:
            minor = parse_decimal(text, self.session.shop.digits)
        except BadInput:
            return None
        return next((face for face in self.faces() if face.minor == minor), None)

    def _face_and_number(self, entry: Entry) -> tuple[Face, int]:
        """`3*20` is three twenties; so is `20.00*3`, since no number has decimals."""
        for face_text, number_text in ((entry.rest, entry.arg), (entry.arg, entry.rest)):
            face, number = self._face_called(face_text), _whole(number_text)
            if face is not None and number is not None:
                return face, number
        raise BadInput(f'"{fit(clean_text(entry.text), 16)}" names no note or coin: 3*20 is three of 20.00')

    def _step_back(self) -> Answer:
        state, now = self.state, cash.drawer(self.session)
        if state.stage == "count":
            if state.at == 0:
                raise NothingOpen("this is the first. :clear drops the count")
            self.state = replace(state, at=state.at - 1)
        elif state.stage == "sign":
            self.state = replace(state, stage="keep")
        elif state.stage == "keep" and cash.needs_reason(self.session, now, state.as_count()):
            self.state = replace(state, stage="reason")
        elif state.stage == "card":
            self.state = replace(state, stage="count", at=len(self.faces()))
        else:
            return self.count_again()
        return self.ask()

    def end_count(self) -> Answer:
        """The pieces are counted: ask the card terminal, or show what was expected."""
        state = self.state
        if not state.counted:
            raise NotCounted("nothing is counted yet. 0 says that there are none", Key("Enter", "next"))
        if CARD in cash.other_tenders(self.session, cash.drawer(self.session)):
            self.state = replace(state, stage="card")
            return self.ask()
        return self._reveal(None)

    def _card(self, entry: Entry) -> Answer:
        """The total that the terminal shows; below nothing where more went back to cards than came in."""
        typed = entry.text
        if not _SIGNED.fullmatch(typed):
            return self.desk.look(typed)
        minor = parse_decimal(typed.removeprefix("-"), self.session.shop.digits)
        return self._reveal(-minor if typed.startswith("-") else minor)

    def _reveal(self, card_minor: int | None) -> Answer:
        """What was expected is shown here and nowhere before."""
        state, now = self.state, cash.drawer(self.session)
        should = cash.expected(self.session, now)
        state = replace(state, expected_minor=should, card_minor=card_minor, counts=state.counts + 1)
        stage: Literal["reason", "keep"] = "keep"
        if cash.needs_reason(self.session, now, state.as_count()):
            stage = "reason"
        self.state = replace(state, stage=stage, kept_minor=None)
        counted = self.session.money(state.counted_minor)
        return self.ask(f"expected {self.session.money(should)}, counted {counted}: {self.difference()}")

    def _reason(self, text: str) -> Answer:
        said = clean_text(text)
        if not said:
            return self.ask()
        self.state = replace(self.state, reason=said[: cash.REASON_LENGTH], stage="keep")
        return self.ask()

    def _keep(self, text: str) -> Answer:
        return self._kept(parse_decimal(text, self.session.shop.digits))

    def _kept(self, minor: int) -> Answer:
        if minor > self.state.counted_minor:
            there = self.session.money(self.state.counted_minor)
            raise BadInput(
                f"{there} is there, no more can be kept", Key("Enter", self.session.money(self.usual_float()))
            )
        self.state = replace(self.state, kept_minor=minor, stage="sign")
        return self.ask()

    def close(self) -> Answer:
        """Book the closing and show its report."""
        raise NotImplementedError


def _whole(text: str) -> int | None:
    sound = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
    return int(text) if sound else None
