"""A widget that is a list of ready-made lines and repaints only those that changed.

Every part of the picture is one: few widgets, no layout under the field, and little to send over a slow line.
"""

from __future__ import annotations

from abc import abstractmethod
from itertools import zip_longest

from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.theme import GROUND, style


class Canvas(Widget, can_focus=False, inherit_css=True):
    """Lines made by `lines(width)`; `redraw()` asks for them again."""

    DEFAULT_CSS = "Canvas { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, ground: str = GROUND) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.ground = ground
        self._strips: list[Strip] = []

    @abstractmethod
    def lines(self, width: int) -> list[Strip]:
        """The picture at this width; the height is `self.size.height`."""

    def redraw(self) -> None:
        """Make the lines again and repaint those that differ."""
        width, height = self.size
        if not width or not height:
            return
        before, self._strips = self._strips, self.lines(width)
        changed = [y for y, (old, new) in enumerate(zip_longest(before, self._strips)) if old != new]
        if len(changed) > height // 2:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_resize(self, _event: Resize) -> None:
        """A new size is a new picture."""
        self._strips = []
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """Line `y`, or a blank one."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, style("plain", self.ground))
