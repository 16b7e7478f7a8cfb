"""The door: who stands at this till, and who else says yes.

One question at a time, in the one field: who, then the PIN, or a badge instead of both. A PIN is neither
repeated in an answer nor kept; what needs someone who may is entered again once they have shown it, that one
time, and only if nothing has changed since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from shopstock.desk.answer import LINE, Answer, numbered
from shopstock.desk.commands import BY_WORD
from shopstock.desk.entries import Entry
from shopstock.desk.memory import Before
from shopstock.desk.views.base import Choice, View
from shopstock.desk.views.choices import ChoicesView
from shopstock.desk.views.menu import HelpView
from shopstock.jobs import signing
from shopstock.jobs.rights import NeedsApproval, Right, may
from shopstock.jobs.session import NotSignedOn
from shopstock.jobs.staff import everyone, lock_outs, named, shop_has_pins
from shopstock.refusal import Key, Refusal, ShopTrouble, State
from shopstock.store.people import NOBODY, StaffRow
from shopstock.text import clean_text, fit, fold

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LEAVE = Key("-", "leave")
HIDDEN = "****"
SIGN_ON_HINTS = (Key("1", "who"), Key("F1", "help"), Key("Ctrl+Q", "close"))
HELP = (
    ("1  or a name", "who you are; then your PIN"),
    ("a badge", "signs you on at once"),
    (":staff Mia", "the same by a command"),
    ("-", "one step back"),
    ("Ctrl+Q, :quit", "closes the program; what is open is kept"),
)
_COMMAND_WITH_DIGITS = re.compile(r":.*[0-9]{4,}", re.ASCII | re.DOTALL)
_STAFF_AND_PIN = re.compile(r":staff\b.*[ \t][0-9]{4,12}", re.ASCII | re.DOTALL | re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{4,}", re.ASCII)

Why = Literal["sign_on", "approval", "own_pin", "new_pin", "again"]


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry that waits for someone who may, and what was open when it came."""

    entry: Entry
    what: str
    before: Before


@dataclass(frozen=True, slots=True)
class Asked:
    """The open question: why, who comes into question, who it is, and what waits behind it.

    `sealed` is a new PIN that was typed once; `approver` is who allowed that it is set."""

    why: Why
    people: tuple[StaffRow, ...] = ()
    who: StaffRow | None = None
    pending: Pending | None = None
    sealed: signing.Sealed | None = None
    approver: StaffRow | None = None


class Door:
    """The questions for a name and a PIN at one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.asked: Asked | None = None
        self._opening = False

    @property
    def nobody(self) -> bool:
        """Whether nobody has signed on where people do."""
        return self.desk.session.staff == NOBODY

    @property
    def may_write(self) -> bool:
        """Whether whoever is at the till changes anything here at all."""
        return not self.nobody and self.desk.session.staff.role != "auditor"

    @property
    def secret(self) -> bool:
        """Whether the next entry is a PIN: never echoed, logged or kept."""
        return self.asked is not None and self.asked.who is not None

    def hides(self, text: str) -> bool:
        """Whether an entry about to be made may hold a PIN or a badge, and must not be repeated anywhere."""
        entry = text.strip(" \t\r\n")
        if signing.is_badge(entry):
            return True
        if self.asked is None:
            return _STAFF_AND_PIN.fullmatch(entry) is not None
        if entry.startswith(":"):
            return bool(_COMMAND_WITH_DIGITS.match(entry))
        return entry not in ("", "-", "?") and (self.secret or bool(_DIGITS.search(entry)))

    def named(self, answer: Answer) -> Answer:
        """An answer with what it needs to say of the next entry; nobody is shown what is open."""
        if self.nobody and answer.id not in ("desk.quit", "help.shown"):
            answer = replace(answer, view=self.view())
        if self.secret and not answer.id.startswith("staff."):
            answer = replace(answer, more=(*answer.more, "a PIN is still asked for, - leaves it"))
        return replace(answer, secret=self.secret, escape="-" if self.asked else "")

    # Opening and closing it

    def close_at_first(self) -> None:
        """When the desk opens: nobody is at the till of a shop with PINs, whoever was named."""
        if shop_has_pins(self.desk.session):
            who = self.desk.session.staff
            self.sign_off(None if who == NOBODY else who)

    def sign_off(self, then: StaffRow | None = None) -> Answer:
        """Nobody is at the till any more; what is open in the jobs stays. Asks who, or for that person's PIN."""
        self.desk.session = replace(self.desk.session, staff=NOBODY, proven=False, approver=None)
        self.desk.question = None
        self.asked = Asked("sign_on", tuple(everyone(self.desk.session)), then)
        return self.ask()

    def opening(self, *, checks_dates: bool) -> Answer:
        """The first question; what the counter opens with comes after it."""
        self._opening = checks_dates
        return self.ask()

    def sign_on(self, who: StaffRow) -> Answer:
        """Ask for the PIN of a person who takes this till over."""
        self.asked = Asked("sign_on", tuple(everyone(self.desk.session)), who)
        return self.ask()

    def approval(self, needed: NeedsApproval, entry: Entry, before: Before) -> Answer:
        """Ask for someone who may; the entry waits, everything else is as before it."""
        who = needed.people[0] if len(needed.people) == 1 else None
        if not needed.people:
            self.asked = None
            return self.say("STOP", needed.id, f"{needed.what} needs someone who may, and nobody can show it")
        self.asked = Asked("approval", needed.people, who, Pending(entry, needed.what, before))
        return self.ask()

    def new_pin(self, who: StaffRow, *, own: bool) -> Answer:
        """Ask for a new PIN, twice; for one's own after the one that is."""
        approver = self.desk.session.approver
        self.asked = Asked("own_pin" if own else "new_pin", who=who, approver=approver)
        return self.ask()

    # Entries

    def heard(self, entry: Entry) -> Answer | None:
        """The answer to an entry that is for the door; None for one that is for the desk."""
        if self.asked is None and self.nobody:
            self.sign_off()
        asked, text = self.asked, entry.text
        if asked is None:
            return self._badge(text) if signing.is_badge(text) and self._has_pins() else None
        if entry.kind == "command":
            return self._command(entry)
        if signing.is_badge(text):
            return self._badge(text)
        if entry.kind == "take_back" and not entry.arg:
            return self._leave()
        if entry.kind == "empty" or text == "?":
            return self.ask()
        if entry.kind == "look":
            return self._first() if self.nobody else None
        return self._who(asked, entry) if asked.who is None else self._secret(asked, entry)

    def _has_pins(self) -> bool:
        return self.desk.session.proven or shop_has_pins(self.desk.session)

    def _command(self, entry: Entry) -> Answer | None:
        command = BY_WORD.get(entry.arg)
        word = command.word if command else ""
        if word == "quit":
            return None
        if word in ("undo", "clear"):
            return self._leave()
        if self.nobody:
            return self._command_of_nobody(word, entry.rest)
        if word == "help":
            return None
        if self.secret and entry.rest and word != "staff":
            return self.say("STOP", "staff.not_taken", "that was not taken: a PIN is asked for", LEAVE)
        self.asked = None
        return None

    def _command_of_nobody(self, word: str, rest: str) -> Answer:
        if word == "help":
            more = tuple(f"  {typed:<24} {what}" for typed, what in HELP)
            view = HelpView("sign on", [list(row) for row in HELP])
            return self.say("OK", "help.shown", "nobody is here yet: say who you are", more=more, view=view)
        if word in ("staff", "signoff"):
            self.asked = Asked("sign_on", tuple(everyone(self.desk.session)))
            if not rest or word == "signoff" or rest.casefold() == "off":
                return self.ask()
            if not _DIGITS.search(rest):
                return self._picked(self.asked, named(self.desk.session, rest))
        return self._first()

    def _first(self) -> Answer:
        """Refuse what nobody may do who has not signed on."""
        return self.say("STOP", NotSignedOn.id, "sign on first: who is here?", Key(":staff", "who"))

    def _leave(self) -> Answer:
        """One step back: to who it is, or out of the question with nothing done."""
        asked = self.asked
        if self.nobody:
            self.asked = Asked("sign_on", tuple(everyone(self.desk.session)))
            return self.ask()
        self.asked = None
        what = f"{asked.pending.what}: " if asked and asked.pending else ""
        return self.say("OK", "staff.dropped", f"{what}nothing was done")

    def _who(self, asked: Asked, entry: Entry) -> Answer | None:
        n = entry.number
        if n is not None and 1 <= n <= len(asked.people):
            return self._picked(asked, asked.people[n - 1])
        known = next((p for p in asked.people if fold(p.name) == fold(entry.text)), None)
        if known:
            return self._picked(asked, known)
        if self.nobody or _DIGITS.search(entry.text):
            # It may be a PIN that came too early: it is not repeated.
            return self.say("ASK", "staff.who", "who is it? Number or name first, then the PIN", LEAVE)
        self.asked = None
        return None

    def _picked(self, asked: Asked, who: StaffRow) -> Answer:
        self.asked = replace(asked, who=who)
        return self.ask()

    def _secret(self, asked: Asked, entry: Entry) -> Answer | None:
        """A PIN, or a scan that came instead of one: goods are never lost for it, and it is never shown."""
        text = entry.text
        if signing.is_pin(text) or asked.why in ("new_pin", "again"):
            return self._with_pin(asked, text)
        if not self.nobody and self.desk.is_code(text):
            return None
        said = f"that was no PIN and was not taken. PIN of {self._name(asked)}"
        return self.say("STOP", "staff.not_taken", said, LEAVE)

    def _name(self, asked: Asked) -> str:
        return fit(asked.who.name, 20) if asked.who else "someone"

    def _with_pin(self, asked: Asked, pin: str) -> Answer:
        try:
            if asked.why in ("new_pin", "again"):
                return self._set(asked, pin)
            who = signing.check_pin(self.desk.session, asked.who.id if asked.who else 0, pin)
        except (signing.Locked, signing.NoPin) as barred:
            self._other_way(asked)
            return self.say(barred.state, barred.id, barred.text, *barred.keys)
        if asked.why == "own_pin":
            self.asked = replace(asked, why="new_pin")
            return self.ask()
        return self._shown(asked, who)

    def _other_way(self, asked: Asked) -> None:
        """After a lock: someone else, where someone else may; otherwise the question is over."""
        others = self.nobody or (asked.why == "approval" and len(asked.people) > 1)
        self.asked = replace(asked, who=None) if others else None

    def _badge(self, code: str) -> Answer:
        """A badge: the answer to the question, or whoever bears it takes the till over."""
        who = signing.check_badge(self.desk.session, code)
        asked = self.asked
        if asked is None or asked.why == "sign_on":
            return self._shown(Asked("sign_on"), who)
        if asked.why == "approval":
            if who not in asked.people:
                said = f"{fit(who.name, 20)} may not do this either"
                return self.say("STOP", "staff.may_not", said, LEAVE)
            return self._shown(asked, who)
        return self.say("STOP", "staff.not_taken", "a badge is no PIN: the PIN by hand", LEAVE)

    def _shown(self, asked: Asked, who: StaffRow) -> Answer:
        """That person showed who they are: they sign on, or the entry that waited for them is made."""
        self.asked = None
        pending = asked.pending
        if pending is None:
            return self._signed_on(who)
        if not self.desk.is_as(pending.before):
            said = f"{pending.what}: something changed since it was asked. Enter it again"
            return self.say("STOP", "staff.changed_since", said)
        return self.desk.run(pending.entry, approver=who)

    def _signed_on(self, who: StaffRow) -> Answer:
        desk = self.desk
        desk.session = signing.signed_on(desk.session, who)
        desk.question = None
        opened, self._opening = self._opening, False
        shown = desk.opened(checks_dates=opened)
        said = f"{fit(who.name, 30)} is at {fit(desk.session.till.name, 20)} now"
        more = shown.more
        if may(desk.session, who.id, (Right.RIGHTS,)):
            locked = [f"  PIN of {x.whose} locked {x.when}, {x.note}" for x in lock_outs(desk.session)[:3]]
            said += f". Locked lately: {len(locked)}, see :staff" if locked else ""
            more = (*locked, *more)
        return Answer(
            "OK", "staff.signed_on", said, desk.job, shown.view, shown.keys, tuple(map(clean_text, more))
        )

    def _set(self, asked: Asked, pin: str) -> Answer:
        """A new PIN, the first time or the second."""
        who, session = asked.who, self.desk.session
        assert who is not None  # noqa: S101 - both questions are about someone
        if asked.sealed is None:
            self.asked = replace(asked, why="again", sealed=signing.seal(pin))
            return self.ask()
        if not asked.sealed.opens(pin):
            self.asked = replace(asked, why="new_pin", sealed=None)
            said = "the two were not the same, nothing was set. New PIN"
            return self.say("ASK", "staff.new_pin", f"{said} of {self._name(asked)}", LEAVE)
        first = not shop_has_pins(session)
        signing.set_pin(replace(session, approver=asked.approver), who, asked.sealed)
        self.asked = None
        if first:
            self.desk.session = signing.signed_on(session, who)
        said = f"{self._name(asked)} has a PIN"
        said += ". Everyone needs one now: :staff NAME pin" if first else " from now on"
        return self.say("SAVED", "staff.pin_set", said, Key(":staff", "list"))

    # What it says

    def ask(self) -> Answer:
        """The open question."""
        asked = self.asked
        if asked is None:
            return self.desk.mode.open()
        if asked.who is None:
            return self._ask_who(asked)
        name = self._name(asked)
        if asked.pending:
            text = f"{asked.pending.what} needs {name}: PIN or badge"
            return self.say("ASK", NeedsApproval.id, text, LEAVE)
        first = " From then on everyone needs one" if not self._has_pins() else ""
        answer_id, text = {
            "sign_on": ("staff.pin", f"PIN of {name}, or a badge"),
            "approval": ("staff.pin", f"PIN of {name}, or a badge"),
            "own_pin": ("staff.pin", f"PIN of {name} as it is now"),
            "new_pin": ("staff.new_pin", f"new PIN of {name}, 4 to 12 digits.{first}"),
            "again": ("staff.new_pin_again", f"new PIN of {name} once more"),
        }[asked.why]
        return self.say("ASK", answer_id, text, LEAVE)

    def _ask_who(self, asked: Asked) -> Answer:
        names = [fit(person.name, 24) for person in asked.people]
        listed = "  ".join(f"{n} {fit(name, 12)}" for n, name in enumerate(names, 1))
        what = f"{asked.pending.what} needs someone who may:" if asked.pending else "who is here?"
        answer_id = NeedsApproval.id if asked.pending else "staff.who"
        how = "Number, then PIN, or badge"
        room = LINE - len("STOP ") - (len("  - leave") if asked.pending else 0)
        texts = (f"{what} {listed}. {how}", f"{what} {listed}")
        text = next((text for text in texts if len(text) <= room), f"{what} {how.lower()}")
        view = None
        if listed not in text:
            view = ChoicesView(text, [Choice(n, name) for n, name in enumerate(names, 1)])
        leave = (LEAVE,) if asked.pending else ()
        return self.say("ASK", answer_id, text, *leave, more=numbered(names), view=view)

    def view(self) -> View:
        """What the pane shows while nobody is here: names, never what is open."""
        people = self.asked.people if self.asked else ()
        return ChoicesView("who is here?", [Choice(n, person.name) for n, person in enumerate(people, 1)])

    def say(
        self,
        state: State,
        answer_id: str,
        sentence: str,
        *keys: Key,
        more: tuple[str, ...] = (),
        view: View | None = None,
    ) -> Answer:
        """An answer of the door over the open job."""
        shown = view or (self.view() if self.nobody else self.desk.mode.view())
        lines = tuple("  " * line.startswith("  ") + clean_text(line) for line in more)
        return Answer(state, answer_id, clean_text(sentence), self.desk.job, shown, keys, lines)

    def refused(self, refusal: Refusal) -> Answer:
        """What the door refuses; the question stays open unless it says otherwise."""
        if isinstance(refusal, ShopTrouble):
            return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
