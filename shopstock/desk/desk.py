"""The desk: one entry in, one answer out, one transaction.

The desk knows which job is open, hands it the entry, keeps what is open, and steps back what failed. It
knows no terminal: screens, plain mode, scripts and tests all talk to it.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from shopstock import clock
from shopstock.days import MONTHS
from shopstock.desk.answer import Answer
from shopstock.desk.commands import BY_WORD, COMMANDS, Command
from shopstock.desk.entries import LONGEST, Entry, parse
from shopstock.desk.jobs import make_modes
from shopstock.desk.keeping import from_json, to_json
from shopstock.desk.mode import Mode, NothingOpen
from shopstock.desk.views import Aside, Frame
from shopstock.jobs.keep import drop_open, keep_open, kept_open
from shopstock.jobs.park import first_start_today
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.void import void
from shopstock.refusal import Key, Refusal, ShopTrouble
from shopstock.text import fit

UNDO_DEPTH = 200
_LOOKS = frozenset({"help", "menu", "find", "stock"})


class UnknownCommand(Refusal):
    """No command bears that word here."""

    id = "desk.unknown_command"


class ComesLater(Refusal):
    """A command that is visible and not there yet; the text says why."""

    id = "desk.later"


class TooLong(Refusal):
    """An entry longer than anything a scanner or a person sends."""

    id = "desk.too_long"


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking made at this desk since it opened: `:undo` can void it."""

    job: str
    booking_id: int
    said: str


@dataclass(frozen=True, slots=True)
class _Before:
    job: str
    came_from: str
    states: dict[str, Any]
    booked: tuple[Booked, ...]


class Desk:
    """One conversation at one till."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.job = "sell"
        self.came_from = "sell"
        self.booked: tuple[Booked, ...] = ()
        self.modes: dict[str, Mode[Any]] = make_modes(self)
        self._empties = 0
        self._undone = False
        self._saved = True
        self._last_sku: str | None = None
        self.resumed = self._resume()

    @property
    def mode(self) -> Mode[Any]:
        """The open job."""
        return self.modes[self.job]

    # What a caller asks

    def opening(self, *, checks_dates: bool = True) -> Answer:
        """What to show before anything is typed: a basket that came back, the morning check, or the counter."""
        if self.resumed:
            return self.modes["sell"].open()
        if checks_dates and first_start_today(self.session):
            dates = self.modes["dates"]
            if getattr(dates.view(), "rows", ()):
                self.job = "dates"
        return self.mode.open()

    def enter(self, text: str) -> Answer:
        """The answer to one entry. Whatever was open before is open again when the entry could not be kept."""
        before = self._snapshot()
        self._undone = False
        booked = self.booked
        try:
            entry = self._parsed(text)
            with self.session.store.transaction() if self._writes(entry) else nullcontext():
                answer = self._answer(entry)
                self._keep(before, booked_now=self.booked != booked)
        except ShopTrouble as trouble:
            self._restore(before)
            self._saved = False
            return self.mode.say(trouble.state, trouble.id, trouble.text, *trouble.keys)
        except TooLong as refused:
            return self.mode.say(refused.state, refused.id, refused.text, *refused.keys)
        self._saved = True
        return answer

    def frame(self) -> Frame:
        """The lines around the pane."""
        around = self.mode.around()
        now = clock.local(clock.now_us(), self.session.shop.zone)
        day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[now.weekday()]
        return Frame(
            self.job,
            around.heading or self.session.shop.name,
            self.session.till.name,
            self.session.staff.name,
            f"{day} {now.day:02} {MONTHS[now.month - 1]} {now:%H:%M}",
            self._saved,
            around.summary,
            around.total_label,
            around.total,
            around.notice,
            tuple(self.mode.hints),
        )

    def aside(self) -> Aside:
        """The side pane."""
        from shopstock.desk.aside import aside

        return aside(self, self._last_sku)

    def close(self, *, park: bool = False) -> None:
        """Leave the till; `park` parks an open basket, as plain mode does at the end of its input."""
        if park and self.modes["sell"].asks_nothing_and_has_lines():  # type: ignore[attr-defined]
            self.enter(":sell")
            self.enter(":park")
        self.session.store.close()

    # What a mode asks

    def book(self, job: str, booking_id: int, said: str) -> None:
        """A mode booked something: `:undo` may void it."""
        self.booked = (*self.booked, Booked(job, booking_id, said))

    def switch(self, job: str) -> Mode[Any]:
        """Open another job and return its mode."""
        if job != self.job:
            self.came_from = self.job
        self.job = job
        return self.modes[job]

    def pass_on(self, job: str, text: str) -> Answer:
        """Open another job with a first entry."""
        self.switch(job)
        return self._of_mode(parse(text))

    def mode_command(self, word: str) -> Answer:
        """A command by its word, as a mode chose it."""
        return self._command(word, "")

    def touched(self, sku: str | None) -> None:
        """The product of the last scan: the side pane tells its story."""
        self._last_sku = sku

    def look(self, code: str) -> Answer:
        """The Find view of a code, without leaving the job."""
        return self.modes["find"].look(code)  # type: ignore[attr-defined, no-any-return]

    # How an entry is answered

    def _parsed(self, text: str) -> Entry:
        if len(text) > LONGEST:
            raise TooLong(f"{len(text)} characters came at once. Nothing was taken", Key("F1", "help"))
        return parse(text)

    def _writes(self, entry: Entry) -> bool:
        if entry.kind == "look" or (entry.kind == "command" and entry.arg in _LOOKS):
            return False
        return entry.kind == "command" or self.mode.kept

    def _answer(self, entry: Entry) -> Answer:
        mode = self.mode
        try:
            if entry.kind == "empty":
                return self._empty(entry)
            self._empties = 0
            if entry.kind == "command":
                return self._command(entry.arg, entry.rest)
            return self._of_mode(entry)
        except ShopTrouble:
            raise
        except Refusal as refusal:
            return mode.refused(refusal, entry) if self.mode is mode else self.mode.refused(refusal, entry)

    def _of_mode(self, entry: Entry) -> Answer:
        if entry.kind == "look":
            return self.look(entry.arg) if entry.arg else self.modes["help"].open()
        try:
            return self.mode.enter(entry)
        except ShopTrouble:
            raise
        except Refusal as refusal:
            return self.mode.refused(refusal, entry)

    def _empty(self, entry: Entry) -> Answer:
        if self.mode.asks():
            self._empties = 0
            return self.mode.enter(entry)
        self._empties += 1
        if self._empties >= 2 and self.job != "sell":
            self._empties = 0
            return self.mode.finish("")
        return self.mode.enter(entry)

    def _command(self, word: str, rest: str) -> Answer:
        command = BY_WORD.get(word)
        own = {"undo": self._undo, "clear": self._clear}
        if word in self.mode.words:
            return self.mode.command(word, rest)
        if command is None:
            raise self._unknown(word)
        if command.later:
            raise ComesLater(f"{command.label}: {command.later}", Key("F10", "menu"))
        if command.word in own:
            return own[command.word]()
        if command.word == "finish":
            return self.mode.finish(rest)
        if command.word == "help":
            return self.modes["help"].open()
        if command.word in ("item", "dates", "stock") and rest:
            return self.switch(command.word).command(command.word, rest)
        if command.word == "park":
            self.switch("sell")
            return self.mode.command("park", rest)
        if command.word == "staff":
            return self._staff(rest)
        return self._open(command, rest)

    def _open(self, command: Command, rest: str) -> Answer:
        mode = self.switch(command.word)
        return self._of_mode(parse(rest)) if rest else mode.open()

    def _unknown(self, word: str) -> UnknownCommand:
        near = next((c.word for c in COMMANDS if c.word.startswith(word[:2])), None)
        keys = (Key(f":{near}", "meant?"),) if near else ()
        return UnknownCommand(f":{fit(word, 20)} is no command here", *keys, Key("F1", "help"))

    def _staff(self, name: str) -> Answer:
        from shopstock.jobs.people import everyone, sign_on

        if not name:
            known = ", ".join(everyone(self.session))
            return self.mode.ok(
                "staff.known", f"{self.session.staff.name} is here. :staff NAME changes to: {known}"
            )
        self.session = sign_on(self.session, name)
        return self.mode.ok(
            "staff.signed_on", f"{self.session.staff.name} is at {self.session.till.name} now"
        )

    def _undo(self) -> Answer:
        mode = self.mode
        self._undone = True
        if mode.earlier:
            mode.state = mode.earlier.pop()
            return mode.ok("desk.undone", "the last entry is taken back")
        last = next((b for b in reversed(self.booked) if b.job == self.job), None)
        if last is None:
            raise NothingOpen("nothing was done here since this till opened", Key("F2", "sell"))
        posted = void(self.session, new_request_id(), last.booking_id)
        self.booked = tuple(b for b in self.booked if b != last)
        return mode.say("SAVED", f"{self.job}.voided", f"{last.said} is voided, see {posted.paper}")

    def _clear(self) -> Answer:
        mode = self.mode
        if mode.state == mode.blank:
            raise NothingOpen("nothing is open here", Key("F2", "sell"))
        mode.state = mode.blank
        return mode.ok("desk.cleared", "all that was open here is dropped", Key("F12", "brings it back"))

    # How nothing is lost

    def _snapshot(self) -> _Before:
        return _Before(self.job, self.came_from, {job: m.state for job, m in self.modes.items()}, self.booked)

    def _restore(self, before: _Before) -> None:
        self.job, self.came_from, self.booked = before.job, before.came_from, before.booked
        for job, mode in self.modes.items():
            mode.state = before.states[job]

    def _keep(self, before: _Before, *, booked_now: bool) -> None:
        for job, mode in self.modes.items():
            was = before.states[job]
            if mode.state is was or mode.state == was:
                continue
            if booked_now:
                mode.earlier.clear()
            elif not self._undone:
                mode.earlier = [*mode.earlier[-UNDO_DEPTH:], was]
            if mode.kept and mode.state == mode.blank:
                drop_open(self.session, job)
            elif mode.kept:
                keep_open(self.session, job, to_json(mode.state))

    def _resume(self) -> bool:
        """Bring back what was open when this till went away; True when a basket is among it."""
        for job, mode in self.modes.items():
            body = kept_open(self.session, job) if mode.kept else None
            if body is None:
                continue
            try:
                mode.state = from_json(type(mode.blank), body)
            except (ValueError, KeyError, TypeError):
                # Kept by another version: better an empty job than a till that does not open.
                mode.state = mode.blank
        return bool(self.modes["sell"].state != self.modes["sell"].blank)
