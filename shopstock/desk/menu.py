"""Menu and help: every command in one list, and what can be entered in the open job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.commands import BY_LETTER, COMMANDS, Command
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Empty, Mode
from shopstock.desk.upkeep import backups_said
from shopstock.desk.views.menu import HelpView, MenuRow, MenuView
from shopstock.refusal import Key

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

EVERYWHERE = (
    ("?CODE", "looks a code up and stays here"),
    (":word", "any command, for keys a terminal eats"),
    ("F12", "takes the last entry back, or voids the last booking"),
    (":clear", "drops what is open here; F12 brings it back"),
    ("Esc", "one step back, never destroys"),
)
TWICE = Key("F1", "all keys")


class MenuMode(Mode[Empty]):
    """All commands; a scan still goes to the job one came from."""

    job = "menu"
    passes_on = True
    hints = (Key("letter", "opens"), Key("Esc", "back"))
    help = (("a letter or F-key", "opens that command"), ("a scan", "goes to the job you came from"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Empty())

    def open(self) -> Answer:
        more = tuple(f"  {row.key:<6} {row.typed:<12} {row.help}" for row in self.view().rows)
        return self.ok("menu.listed", "a letter or F-key opens it, a scan goes on where you were", more=more)

    def view(self) -> MenuView:
        return MenuView([self._row(command) for command in COMMANDS])

    def around(self) -> Around:
        return Around("menu", f"Backup: {backups_said(self.session)}")

    def _row(self, command: Command) -> MenuRow:
        said = backups_said(self.session) if command.word == "backup" else command.help
        key = command.key or command.letter or ""
        return MenuRow(key, f":{command.word}", command.label, said, command.later)

    def enter(self, entry: Entry) -> Answer:
        return self.open() if entry.kind == "empty" else self.code(entry)

    def as_letters(self, entry: Entry) -> str | None:
        command = BY_LETTER.get(entry.text.upper()) if entry.text.isascii() else None
        return f"{entry.text.upper()}  {command.label}" if command else None

    def letters(self, entry: Entry) -> Answer:
        self.desk.switch(self.desk.came_from)
        return self.desk.mode_command(BY_LETTER[entry.text.upper()].word)

    def code(self, entry: Entry) -> Answer:
        return self.desk.pass_on(self.desk.came_from, entry.text)


class HelpMode(Mode[Empty]):
    """What can be entered in the open job; never becomes the open job itself."""

    job = "help"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Empty())

    def open(self) -> Answer:
        if self.desk.last_id == "help.shown":
            return self._shown("help.keys", "every command, by its key or its word", self.keys())
        return self._shown(
            "help.shown", "help does not stop you: a scan still goes to the job", self.view(), TWICE
        )

    def _shown(self, answer_id: str, sentence: str, view: HelpView, *keys: Key) -> Answer:
        more = tuple(f"  {typed:<24} {what}" for typed, what in view.rows)
        return self.ok(answer_id, sentence, *keys, more=more, view=view)

    def keys(self) -> HelpView:
        """Every command with its key, its menu letter and its words."""
        return HelpView("all keys", [[_called(c), c.help if c.later is None else c.later] for c in COMMANDS])

    def view(self) -> HelpView:
        mode = self.desk.mode
        open_list = [[str(c.n), c.label] for c in mode.choices()]
        rows = [*open_list, *(list(row) for row in mode.help), *(list(row) for row in EVERYWHERE)]
        return HelpView(mode.job, rows)


def _called(command: Command) -> str:
    """`F9      :finish :pay`, `F10 R   :recall`: what opens a command."""
    key = command.key or (f"F10 {command.letter}" if command.letter else "")
    return f"{key:<7} {' '.join(f':{word}' for word in (command.word, *command.twins))}"
