"""The settings as they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: what it is now, what it was made as, and whether each till has its own.

    A code whose meaning was kept is a row, too: its `name` begins with `meaning.`, its `label` is the code."""

    n: int
    name: str
    label: str
    value: str
    default: str
    changed: bool
    of_till: bool
    help: str


@dataclass(frozen=True, slots=True)
class SettingsView(View):
    """The settings that are listed; `asking` is the one whose new value is awaited."""

    rows: list[SettingRow]
    words: str
    asking: str | None
    till: str
