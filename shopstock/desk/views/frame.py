"""What stands around the pane: title, summary, keys and the side pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# `paper` is black on white, as a printed code: a scanner reads it from the screen.
Tone = Literal["plain", "dim", "strong", "accent", "good", "ask", "stop", "paper"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the side pane: a dim label and a value in a tone."""

    label: str
    value: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block of the side pane; `bars` are drawn as a small bar chart before the facts."""

    title: str
    facts: tuple[Fact, ...]
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """The side pane at 120 columns: a big figure and sections about the last scan and the day."""

    big_label: str
    big: str
    unit: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the pane: row 1 (title, person, state), row 22 (summary), row 23 (this job's keys).

    `notice` is what needs a person (drawn in gold before the hints); `total` the figure that matters; `clock`
    says that the moment cannot be right, `alarm` what the checks in the background found and how much waits to be
    printed; both stand in the title.
    """

    job: str
    heading: str
    till: str
    staff: str
    moment: str
    saved: bool
    summary: str
    total_label: str
    total: str
    notice: str
    hints: tuple[tuple[str, str], ...]
    clock: str = ""
    alarm: str = ""
