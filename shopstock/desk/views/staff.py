"""People and rights as they are shown: never a PIN, and a badge's code once."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person: role, whether they have a PIN and a badge, until when the PIN is locked, who is at this till."""

    name: str
    role: str
    pin: bool
    badge: bool
    locked_until: str | None
    here: bool


@dataclass(frozen=True, slots=True)
class StaffView(View):
    """Everyone who works here. `locks` are lock-outs of late; `badge` is a new badge's code, shown this once."""

    rows: list[StaffRow]
    locks: list[str]
    badge: str | None = None


@dataclass(frozen=True, slots=True)
class RightRow:
    """One action and who may do it: yes, no, or the change from the program's default."""

    right: str
    label: str
    what: str
    owner: bool
    manager: bool
    clerk: bool
    auditor: bool


@dataclass(frozen=True, slots=True)
class RightsView(View):
    """What each role may do."""

    rows: list[RightRow]
