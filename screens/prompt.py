"""The sign before the field; it takes the colour of an open question or a refusal."""

from __future__ import annotations

from textual.strip import Strip

from screens.canvas import Canvas
from screens.page import Piece
from screens.paint import spread
from shopstock.desk.views.frame import Tone
from shopstock.refusal import State

_TONES: dict[State, Tone] = {"ASK": "ask", "STOP": "stop"}


class Prompt(Canvas):
    """`❯`"""

    tone: Tone = "accent"

    def show(self, state: State) -> None:
        """Take the answer's colour."""
        self.tone = _TONES.get(state, "accent")
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """One sign."""
        return [spread((Piece("❯", self.tone, bold=True),), (), width)]
