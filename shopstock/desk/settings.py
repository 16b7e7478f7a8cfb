"""Settings: all of them in one list, each set in one line (`:settings receipt.width 42`) or by its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode
from shopstock.desk.views.settings import SettingRow, SettingsView
from shopstock.jobs import settings
from shopstock.jobs.remembered import Kept, all_kept, forget
from shopstock.jobs.session import new_request_id
from shopstock.jobs.settings import Known, UnknownSetting
from shopstock.refusal import BadInput, Key
from shopstock.text import clean_text, fit, fold_words

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

BACK = Key("-", "as it was made")
FORGETS = "what this code means here: - forgets it"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which settings are listed (all that have these words), and the one whose new value is awaited."""

    words: str = ""
    name: str | None = None


class SettingsMode(Mode[Asked]):
    """The list, narrowed by words; a number asks for a new value."""

    job = "settings"
    hints = (Key("number", "changes"), Key("words", "narrow the list"), Key("Esc", "back"))
    help = (
        ("a number", "asks for that setting's new value"),
        ("a word", "lists the settings that have it, such as receipt"),
        (":settings NAME VALUE", "sets it at once"),
        ("-", "while a value is asked for: as it was made"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asked())

    def open(self) -> Answer:
        self.state = Asked()
        return self._listed()

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:settings`, `:settings receipt`, `:settings receipt.width`, `:settings receipt.width 42`."""
        name, _, text = rest.partition(" ")
        if name.casefold() not in settings.BY_NAME:
            self.state = Asked(clean_text(rest))
            return self._listed()
        self.state = Asked(self.state.words, name.casefold())
        return self._set(text.strip()) if text.strip() else self._ask()

    def enter(self, entry: Entry) -> Answer:
        if self.state.name is not None:
            return self._answered(entry)
        if entry.kind == "empty":
            return self._listed()
        rows = self._rows()
        if entry.number is not None and 1 <= entry.number <= len(rows):
            self.state = Asked(self.state.words, rows[entry.number - 1].name)
            return self._ask()
        return self.command("settings", entry.text)

    def asks(self) -> bool:
        return self.state.name is not None

    def finish(self, rest: str) -> Answer:
        return self._set(rest) if rest and self.state.name else self.open()

    def view(self) -> SettingsView:
        return SettingsView(self._rows(), self.state.words, self.state.name, self.session.till.name)

    def around(self) -> Around:
        changed = sum(row.changed for row in self._rows())
        said = f"{changed} changed" if changed else "all as they were made"
        count = len(self._rows())
        return Around("shop and till", f"{count} setting{'s' * (count != 1)}, {said}")

    def _answered(self, entry: Entry) -> Answer:
        """What was typed is the new value; Enter alone leaves the old one, `-` takes the default."""
        kept = self._kept_meaning()
        if kept is not None:
            return self._answered_kept(kept, entry)
        if self.state.name not in settings.BY_NAME:  # another till forgot that code meanwhile
            return self.open()
        if entry.kind == "empty":
            known = settings.named(self.state.name or "")
            self.state = Asked(self.state.words)
            return self.ok("settings.kept", f"{known.name} stays {self._shown(known)}")
        return self._set(entry.text)

    def _kept_meaning(self) -> Kept | None:
        return next((k for k in all_kept(self.session) if k.name == self.state.name), None)

    def _answered_kept(self, kept: Kept, entry: Entry) -> Answer:
        if entry.kind == "take_back":
            forget(self.session, new_request_id(), kept.name)
            self.state = Asked(self.state.words)
            return self.say("SAVED", "settings.saved", f"{fit(kept.code, 24)} is asked about again")
        if entry.kind == "empty":
            self.state = Asked(self.state.words)
            return self.ok("settings.kept", f"{fit(kept.code, 24)} stays {fit(kept.label, 30)}")
        raise BadInput("what a code means is kept at the counter, with 2!", Key("-", "forgets it"))

    def _set(self, text: str) -> Answer:
        known = settings.named(self.state.name or "")
        to_default = text == "-"
        settings.change(self.session, new_request_id(), known.name, None if to_default else text)
        self.state = Asked(self.state.words)
        at = f" at {fit(self.session.till.name, 12)}" if known.of_till else ""
        said = f"{known.name} is {self._shown(known)} now{at}"
        return self.say("SAVED", "settings.saved", said)

    def _ask(self) -> Answer:
        kept = self._kept_meaning()
        if kept is not None:
            said = f"{fit(kept.code, 20)} means {fit(kept.label, 26)}"
            keys = (Key("Enter", "leaves it"), Key("-", "forgets"))
            return self.say("ASK", "settings.which_value", said, *keys)
        known = settings.named(self.state.name or "")
        said = f"{known.label}, now {self._shown(known)}: type the new value"
        return self.say(
            "ASK", "settings.which_value", said, Key("Enter", "leaves it"), BACK, more=(f"  {known.help}",)
        )

    def _listed(self) -> Answer:
        rows = self._rows()
        if not rows:
            words, self.state = self.state.words, Asked()
            raise UnknownSetting(
                f'"{fit(words, 24)}" is in no setting', Key(":settings", "lists all"), Key("F2", "sell")
            )
        more = tuple(f"  {row.n:>2} {row.name:<20} {row.value or '(empty)':<24} {row.help}" for row in rows)
        return self.ok("settings.listed", "a number changes one, a word narrows the list", more=more)

    def _rows(self) -> list[SettingRow]:
        words = fold_words(self.state.words).split()
        wanted = [k for k in settings.SETTINGS if _fits(f"{k.name} {k.label} {k.help}", words)]
        found = []
        for n, known in enumerate(wanted, 1):
            now = settings.value(self.session, known.name)
            found.append(
                SettingRow(
                    n,
                    known.name,
                    known.label,
                    now,
                    known.default,
                    now != known.default,
                    known.of_till,
                    self._help(known),
                )
            )
        for kept in self._kept():
            n = len(found) + 1
            found.append(SettingRow(n, kept.name, fit(kept.code, 24), kept.label, "", True, False, FORGETS))
        return found

    def _help(self, known: Known) -> str:
        stored = settings.not_known(self.session, known)
        return f'"{fit(clean_text(stored), 20)}" is not known here' if stored else known.help

    def _kept(self) -> list[Kept]:
        """Codes with a kept meaning that have the words."""
        words = fold_words(self.state.words).split()
        return [k for k in all_kept(self.session) if _fits(f"{k.name} {k.code} {k.label}", words)]

    def _shown(self, known: Known) -> str:
        return fit(settings.value(self.session, known.name), 28) or "empty"


def _fits(text: str, words: list[str]) -> bool:
    return all(word in fold_words(text) for word in words)
