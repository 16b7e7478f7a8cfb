"""The desk: one entry in, one answer out, one transaction.

The desk knows which job is open, hands it the entry, keeps what is open, and steps back what failed. It
knows no terminal: screens, plain mode, scripts and tests all talk to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.choosing import Option, Question
from shopstock.desk.commands import BY_LETTER, BY_WORD, COMMANDS, Command
from shopstock.desk.door import Door
from shopstock.desk.entries import LONGEST, Entry, parse
from shopstock.desk.jobs import Modes
from shopstock.desk.mode import Booked, Mode, NothingOpen
from shopstock.desk.printing import Printing
from shopstock.desk.running import Running
from shopstock.desk.surroundings import Surroundings
from shopstock.desk.timekeeping import Timekeeper
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Aside, Frame
from shopstock.jobs import find
from shopstock.jobs.park import first_start_today
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal, ShopTrouble
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.upkeep import Upkeep
    from shopstock.desk.views.scanner import KeySeen

QUIT = "desk.quit"
_LOOKS = frozenset(
    {"help", "menu", "find", "stock", "verify", "scanner", "prints", "receipt", "ahead", "backtest"}
)
_BESIDE = frozenset({"backup"})  # reads for long: it must not keep other tills from writing
_LEAVES = frozenset({"quit", "exit"})
_THROUGH_MENU = frozenset({"finish", "undo", "clear"})


class UnknownCommand(Refusal):
    """No command bears that word here."""

    id = "desk.unknown_command"


class ComesLater(Refusal):
    """A command that is visible and not there yet; the text says why."""

    id = "desk.later"


class TooLong(Refusal):
    """An entry longer than anything a scanner or a person sends."""

    id = "desk.too_long"


class Desk(Running):
    """One conversation at one till."""

    def __init__(self, session: Session, upkeep: Upkeep | None = None, *, backs_up: bool = False) -> None:
        self.session = session
        self.upkeep = upkeep
        self._backs_up = backs_up
        self.job = self.came_from = "sell"
        self.booked: tuple[Booked, ...] = ()
        self.question: Question | None = None
        self.last_id = ""
        self.modes = Modes(self)
        self._surroundings = Surroundings(self)
        self.timekeeper = Timekeeper()
        self._empties = self._tries_left = 0
        self._undone = False
        self._saved = True
        self._last_sku: str | None = None
        self.door = Door(self)
        self.printing = Printing(self)
        with session.store.reading():
            sell = self.modes["sell"]
            self.door.close_at_first()
            self.printing.read_setup()
        self.resumed = bool(sell.state != sell.blank)

    @property
    def mode(self) -> Mode[Any]:
        """The open job."""
        return self.modes[self.job]

    # What a caller asks

    def opening(self, *, checks_dates: bool = True) -> Answer:
        """What to show before anything is typed: who is here, a basket that came back, the check, the counter."""
        if self.door.nobody:
            return self.door.named(self.door.opening(checks_dates=checks_dates))
        return self.door.named(self.opened(checks_dates=checks_dates))

    def opened(self, *, checks_dates: bool = True) -> Answer:
        """What the counter opens with, once somebody is there."""
        try:
            with self.session.store.reading():
                return self._opened(checks_dates=checks_dates)
        except Refusal as trouble:
            return self._failed(trouble)

    def _opened(self, *, checks_dates: bool) -> Answer:
        if not self.resumed and checks_dates and self._first_today() and self._has_dates():
            self.job = "dates"
        answer = self.modes["sell"].open() if self.resumed else self.mode.open()
        return self.timekeeper.opening(self.session, answer)

    def _first_today(self) -> bool:
        try:
            return self.door.may_write and first_start_today(self.session)
        except ShopTrouble:
            # Another till writes or the disk is full: the counter opens all the same.
            return False

    def _has_dates(self) -> bool:
        from shopstock.jobs.dates import waits  # once a day: the counter opens without it

        return waits(self.session)

    def enter(self, text: str) -> Answer:
        """The answer to one entry. Whatever was open before is open again when the entry could not be kept."""
        answer = self._entered(text)
        self.last_id = answer.id
        self.printing.heard(answer)
        return self.door.named(answer)

    def hides(self, text: str) -> bool:
        """Whether that entry, made now, may hold a PIN or a badge: then nobody repeats it anywhere."""
        return self.door.hides(text)

    def _entered(self, text: str) -> Answer:
        try:
            entry = self.timekeeper.taken_up(self._parsed(text))
            with self.session.store.reading():
                answer = self.door.heard(entry)
        except TooLong as refused:
            return self._failed(refused)
        except ShopTrouble as trouble:
            self._saved = False
            return self._failed(trouble)
        except Refusal as refusal:
            return self.door.refused(refusal)
        if answer is not None:
            return answer
        self.mode.prepare(entry)
        return self.run(entry)

    def _failed(self, refusal: Refusal) -> Answer:
        """The answer when nothing could be kept; a shop that cannot even be read shows no view."""
        try:
            with self.session.store.reading():
                return self.mode.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        except Refusal:
            return Answer(refusal.state, refusal.id, refusal.text, self.job, View(), refusal.keys)

    def saw(self, keys: Sequence[KeySeen]) -> None:
        """The keys of the next entry, where a job asks how it was sent: the scanner page does."""
        if self.job == "scanner":
            self.modes["scanner"].saw(keys)  # type: ignore[attr-defined]

    def frame(self) -> Frame:
        """The lines around the pane."""
        return self._surroundings.frame(saved=self._saved)

    def aside(self) -> Aside:
        """The side pane; blank while nobody is here."""
        return self._surroundings.aside(self._last_sku)

    def background(self) -> bool:
        """Look after what runs beside the counter; whether there is something new to show of it."""
        printed = self.printing.look()
        return (self.upkeep is not None and self.upkeep.look()) or printed

    def close(self, *, park: bool = False) -> Parting:
        """Leave the till, with a backup where one is due.

        `park` parks an open basket, as plain mode does at the end of its input."""
        if self.upkeep:
            self.upkeep.end()
        try:
            sell = self.modes["sell"]
            if park and sell.state != sell.blank and self.door.may_write:
                self.switch("sell")
                self.enter(":park" if sell.state.lines else ":clear")
            waits = self.printing.drain()
            if not self._backs_up:
                return waits
            from shopstock.desk.upkeep import closing_backup  # at the end: the counter opens without it

            return waits.and_then(closing_backup(self.session))
        finally:
            self.session.store.close()

    # What a mode asks

    def book(self, job: str, booking_id: int, said: str) -> None:
        """A mode booked something: `:undo` may void it."""
        self.remember(Booked(job, booking_id, said))

    def remember(self, done: Booked, *instead_of: Booked) -> None:
        """A mode did something that `:undo` may reverse; what it overtook can no longer be."""
        self.booked = (*(b for b in self.booked if b not in instead_of), done)

    def switch(self, job: str) -> Mode[Any]:
        """Open another job and return its mode."""
        if job != self.job and not self.mode.passes_on:
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
        # Half a surrogate pair is no text that could be stored.
        return parse(text.encode("utf-8", "replace").decode())

    def _writes(self, entry: Entry) -> bool:
        if entry.kind == "look" or self._word_of(entry) in _LOOKS | _LEAVES | _BESIDE:
            return False
        return entry.kind == "command" or self.mode.kept or self.job not in _LOOKS or self._returns(entry)

    def _word_of(self, entry: Entry) -> str:
        if entry.kind == "command":
            return entry.arg
        command = BY_LETTER.get(entry.text.upper()) if self.job == "menu" else None
        return command.word if command else ""

    def _returns(self, entry: Entry) -> bool:
        if self.job == "prints":
            return entry.kind != "empty"
        return self.job in ("menu", "verify") or (self.job == "find" and entry.text.upper() in {*"RWP"})

    def _answer(self, entry: Entry) -> Answer:
        try:
            if entry.kind == "empty":
                return self._empty(entry)
            self._empties = 0
            if entry.kind == "command":
                return self._command(entry.arg, entry.rest)
            return self._of_mode(entry)
        except Refusal as refusal:
            if self.passes(refusal):
                raise
            return self.mode.refused(refusal, entry)

    def _of_mode(self, entry: Entry) -> Answer:
        question, self.question = self.question, None
        try:
            if entry.kind == "look":
                self.question = question
                return self.look(entry.arg) if entry.arg else self._what_now()
            option = question.picked(entry) if question else None
            if option:
                if entry.keeps and option.keep:
                    option.keep()
                return option.act()
            if self.mode.kept and self.session.staff.role == "auditor" and entry.kind == "text":
                return self.look(entry.text)
            said = self.mode.as_letters(entry) if entry.kind == "text" else None
            if said is None:
                return self.mode.enter(entry)
            if self.is_code(entry.text):
                return self._letters_or_code(self.mode, entry, said)
            return self.mode.letters(entry)
        except Refusal as refusal:
            if self.passes(refusal):
                raise
            return self.mode.refused(refusal, entry)

    def is_code(self, text: str) -> bool:
        """Whether it is exactly the code of something here."""
        try:
            return bool(find.meanings(self.session, text))
        except find.DamagedCode:
            return False

    def _letters_or_code(self, mode: Mode[Any], entry: Entry, said: str) -> Answer:
        """A string that is letters of the job and an exact code, too: never a silent choice."""
        known = find.meanings(self.session, entry.text)
        options = (
            Option(said, None, lambda: mode.letters(entry)),
            Option(known[0].label, known[0].code, lambda: mode.code(entry)),
        )
        return mode.ask_which(
            "desk.which_one", f"{find.shown(entry.text, 24)}: which one? A number picks it", *options
        )

    def _what_now(self) -> Answer:
        """`?` alone: the list behind an open question, or what can be entered here."""
        if self.question:
            return self.question.ask()
        return self.mode.listed() or self.modes["help"].open()

    def _empty(self, entry: Entry) -> Answer:
        if self.question:
            return self.question.ask()
        if self.mode.asks():
            self._empties = 0
            return self.mode.enter(entry)
        self._empties += 1
        if self._empties >= 2 and self.job != "sell":
            self._empties = 0
            return self.mode.finish("")
        return self.mode.enter(entry)

    def _command(self, word: str, rest: str) -> Answer:
        dropped, self.question = self.question, None
        command = BY_WORD.get(word)
        if word in self.mode.words:
            return self.mode.command(word, rest)
        if command is None:
            raise self._unknown(word)
        if command.later:
            raise ComesLater(f"{command.label}: {command.later}", Key("F10", "menu"))
        if command.word in _THROUGH_MENU and self.job == "menu":
            self.switch(self.came_from)
        from shopstock.desk import people, places  # seldom needed: the counter opens without it

        own: dict[str, Callable[[], Answer]] = {
            "undo": lambda: self._undo(dropped),
            "clear": self._clear,
            "finish": lambda: self.mode.finish(rest),
            "help": lambda: self.modes["help"].open(),
            "quit": lambda: self.mode.ok(QUIT, "closing; what is open is kept", view=View()),
            "staff": lambda: people.staff(self, rest),
            "rights": lambda: people.rights(self, rest),
            "signoff": lambda: people.sign_off(self),
            "place": lambda: places.places(self, rest),
            "backup": self._backup,
            "print": lambda: self.printing.command(rest, dropped),
            "receipt": lambda: self.printing.receipt(rest, dropped),
        }
        if command.word in own:
            return own[command.word]()
        if command.word in ("item", "dates", "stock", "cash", "settings", "count", "customers", "ending"):
            return self.switch(command.word).command(command.word, rest)
        if command.job:
            return self.switch(command.job).command(command.word, rest)
        return self._open(command, rest)

    def _open(self, command: Command, rest: str) -> Answer:
        mode = self.switch(command.word)
        return self._of_mode(parse(rest)) if rest else mode.open()

    def _unknown(self, word: str) -> UnknownCommand:
        near = next((c.word for c in COMMANDS if len(word) > 1 and c.word.startswith(word[:2])), None)
        keys = (Key(f":{near}", "meant?"),) if near else ()
        return UnknownCommand(f":{fit(word, 20)} is no command here", *keys, Key("F1", "help"))

    def _backup(self) -> Answer:
        from shopstock.desk.upkeep import backed_up

        return backed_up(self)

    def _undo(self, dropped: Question | None) -> Answer:
        mode = self.mode
        self._undone = True
        if dropped:
            return mode.ok("desk.undone", "the question is taken back")
        if mode.earlier:
            mode.state, mode.earlier = mode.earlier[-1], mode.earlier[:-1]
            return mode.ok("desk.undone", "the last entry is taken back")
        last = next((b for b in reversed(self.booked) if b.job == self.job), None)
        if last is None:
            raise NothingOpen("nothing was done here since this till opened", Key("F2", "sell"))
        answer = mode.undo(last)
        self.booked = tuple(b for b in self.booked if b != last)
        return answer

    def _clear(self) -> Answer:
        mode = self.mode
        if mode.state == mode.blank:
            raise NothingOpen("nothing is open here", Key("F2", "sell"))
        said = mode.dropped()
        mode.state = mode.blank
        return mode.ok("desk.cleared", said, Key("F12", "brings it back"))
