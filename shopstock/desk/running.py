"""How one entry is run: in one transaction, once more where tills collided, and stepped back where it failed."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.memory import Before, Memory
from shopstock.desk.timekeeping import Timekeeper
from shopstock.jobs.rights import NeedsApproval
from shopstock.jobs.session import NotSignedOn
from shopstock.refusal import Passing, Refusal, ShopTrouble
from shopstock.store.engine import RuleBroken
from shopstock.store.people import StaffRow

TRIES = 3


class _OnceMore(Exception):
    """The entry met what another till did in the same moment: it is run again from the start."""


class Running(Memory):
    """The part of the desk that runs an entry."""

    timekeeper: Timekeeper
    _saved: bool
    _tries_left: int

    def _answer(self, entry: Entry) -> Answer:
        raise NotImplementedError

    def _writes(self, entry: Entry) -> bool:
        raise NotImplementedError

    def _failed(self, refusal: Refusal) -> Answer:
        raise NotImplementedError

    def run(self, entry: Entry, approver: StaffRow | None = None) -> Answer:
        """Run the entry, with someone else's yes for this one time; once more where another till committed something
        between its look and its booking."""
        before, keeper = self.snapshot(), copy(self.timekeeper)
        for self._tries_left in reversed(range(TRIES)):
            try:
                return self._tried(entry, before, approver)
            except _OnceMore:
                self.restore(before, before.question)
                self.timekeeper = copy(keeper)
        raise AssertionError("the last try never asks for another")

    def once_more(self, refusal: Refusal) -> bool:
        """Whether an entry that was refused so should be tried again."""
        return self._tries_left > 0 and self.session.store.may_have_collided(refusal)

    def passes(self, refusal: Refusal) -> bool:
        """Whether a refusal is none that the job answers: it ends the entry, which may be tried again."""
        return isinstance(refusal, Passing) or _barred(refusal) or self.once_more(refusal)

    def _tried(self, entry: Entry, before: Before, approver: StaffRow | None) -> Answer:
        asked = self.door.asked
        self._undone = False
        self.session = replace(self.session, approver=approver)
        store = self.session.store
        try:
            with store.transaction() if self._writes(entry) else store.reading():
                self.timekeeper.begin(self.session)
                answer = self._answer(entry)
                self.timekeeper.settle(self.session, entry)
                self.keep(before)
        except Refusal as trouble:
            self.door.asked = asked
            if self.once_more(trouble):
                raise _OnceMore from trouble
            self.restore(before, before.question if isinstance(trouble, NeedsApproval) else None)
            return self._troubled(trouble, entry, before)
        finally:
            self.session = replace(self.session, approver=None)
        self._saved = True
        return answer

    def _troubled(self, trouble: Refusal, entry: Entry, before: Before) -> Answer:
        """What could not be: someone who may is asked for, or who is here at all; otherwise it is said."""
        if isinstance(trouble, NeedsApproval):
            return self.door.approval(trouble, entry, before)
        if isinstance(trouble, NotSignedOn) or _barred(trouble):
            answer = self.door.sign_off()
            return replace(answer, sentence=f"nothing was booked, sign on: {answer.sentence}")
        self._saved = not isinstance(trouble, ShopTrouble)
        return self._failed(trouble)


def _barred(refusal: Refusal) -> bool:
    """Whether the database let this person book nothing: they left meanwhile, or became an auditor."""
    return isinstance(refusal, RuleBroken) and refusal.rule == "staff"
