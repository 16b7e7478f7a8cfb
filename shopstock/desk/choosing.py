"""A numbered choice that is open at the desk: what an entry may mean, and what each meaning does.

It lives until the next entry. A number picks; anything else is a new entry and drops the question, except in
Sell, where an asked scan leaves its line (see `shopstock/desk/waiting.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.entries import Entry
from shopstock.desk.views.base import Choice
from shopstock.desk.views.choices import ChoicesView
from shopstock.refusal import Key


@dataclass(frozen=True, slots=True)
class Option:
    """One meaning: how it is called, the code that says it without doubt, what it does, and how `2!` keeps it."""

    label: str
    code: str | None
    act: Callable[[], Answer]
    keep: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """An open numbered choice with the id of its answer."""

    job: str
    id: str
    text: str
    options: tuple[Option, ...]
    keys: tuple[Key, ...] = ()

    def choices(self) -> list[Choice]:
        """The options as a view shows them."""
        return [Choice(n, option.label, option.code) for n, option in enumerate(self.options, 1)]

    def ask(self) -> Answer:
        """The answer that asks it."""
        shown = self.choices()
        more = numbered(choice.label for choice in shown)
        return Answer("ASK", self.id, self.text, self.job, ChoicesView(self.text, shown), self.keys, more)

    def picked(self, entry: Entry) -> Option | None:
        """The option of that number; None for `2!` where nothing can be kept, which is an entry of its own."""
        number = entry.picked
        option = self.options[number - 1] if number is not None and 1 <= number <= len(self.options) else None
        return None if option and entry.keeps and option.keep is None else option
