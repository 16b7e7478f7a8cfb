"""What the labels pane shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shopstock.desk.views.base import View

Kind = Literal["unit", "lot", "shelf", "place", "markdown"]


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line of the list: `kind` unit, lot, shelf, place or markdown; `detail` is its serial, lot, price or place;
    `copies` how many."""

    n: int
    kind: Kind
    name: str
    detail: str
    copies: int


@dataclass(frozen=True, slots=True)
class LabelsView(View):
    """The list, how it is printed, and the code of the current line (its number, None without one).

    `code` are lines to be shown dark on light, empty where the code has no room (then `code_note` says why);
    `sheets` is 0 on a roll; `saved` is the file just printed."""

    lines: list[LabelLine] = field(default_factory=list)
    current: int | None = None
    count: int = 0
    output: str = ""
    start: int = 1
    sheets: int = 0
    code: list[str] = field(default_factory=list)
    code_kind: str = ""
    code_says: str = ""
    code_note: str = ""
    saved: str = ""
