"""The menu and the help."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One command: its key or letter, its typed twin, what it does; `why_not` says why it is disabled."""

    key: str
    typed: str
    label: str
    help: str
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class MenuView(View):
    """All commands."""

    rows: list[MenuRow]


@dataclass(frozen=True, slots=True)
class HelpView(View):
    """What can be entered here: pairs of what is typed and what happens."""

    title: str
    rows: list[list[str]]
