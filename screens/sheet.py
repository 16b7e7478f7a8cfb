"""The pane: one table on the line API, with a cursor of its own and never the focus.

Whatever the job, the pane is this one widget fed with a `Page`: nothing is mounted, swapped or laid out while
somebody scans. Only the lines that can be seen are ever drawn, so a page may have many thousand rows.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.events import Resize
from textual.strip import Strip

from screens.canvas import Canvas
from screens.page import Column, Heads, Item, Page
from screens.paint import Paper, heads_strip, item_strip
from screens.theme import ACCENT, GROUND, RULE, line_style

EMPTY = Page(())


class Sheet(Canvas):
    """Draws a page; `move` and `turn` move the cursor, `entry` is what Enter on the chosen row means."""

    DEFAULT_CSS = "Sheet { height: 1fr; }"

    def __init__(self, *, id: str | None = None, ground: str = GROUND) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, ground=ground)
        self._page = EMPTY
        self._cursor: int | None = None
        self._top = 0

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    @property
    def cursor(self) -> int | None:
        """The row a person moved to, as an index into the body; None while nobody did."""
        return self._cursor

    @property
    def entry(self) -> str | None:
        """What Enter on the row under the cursor enters."""
        return None if self._cursor is None else _entry_of(self._page.body[self._cursor])

    def show(self, page: Page) -> None:
        """Show a page afresh: no cursor, scrolled to what the page wants seen."""
        self._page = page
        self._cursor = None
        self._see()
        self.redraw()

    def on_resize(self, event: Resize) -> None:
        """Room for more or fewer rows."""
        self._see()
        super().on_resize(event)

    def _see(self) -> None:
        """Scroll to what the page, or the cursor, wants seen."""
        self._top = 0
        if self._cursor is not None:
            self._keep(self._cursor, self._cursor)
        elif self._page.keep is not None:
            self._keep(*self._page.keep)

    def leave(self) -> bool:
        """Take the cursor away; False when there was none."""
        if self._cursor is None:
            return False
        self._cursor = None
        self.redraw()
        return True

    def move(self, step: int) -> None:
        """Down (+1) or up (-1) to the next row that can be chosen; scrolls where there is none."""
        body = self._page.body
        at = self._first(step) if self._cursor is None else self._cursor + step
        while 0 <= at < len(body) and _entry_of(body[at]) is None:
            at += step
        if 0 <= at < len(body):
            self._cursor = at
            self._keep(at, at)
        else:
            self._scroll(self._top + step)
        self.redraw()

    def turn(self, pages: int) -> None:
        """A page down or up; the cursor, where there is one, goes along."""
        step = max(1, self._room() - 1) * pages
        self._scroll(self._top + step)
        if self._cursor is not None:
            self._cursor = self._near(min(max(self._cursor + step, 0), len(self._page.body) - 1), step)
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """Head, the seen part of the body, foot."""
        page = self._page
        self._scroll(self._top)
        paper = Paper(width, self.ground)
        strips = [item_strip(item, page.columns, paper, 0) for item in page.head]
        if page.columns:
            strips.append(heads_strip(page.columns, width, self.ground))
        room = self._room()
        body = self._body(paper, room)
        strips += body if len(page.body) <= room else _with_bar(body, width, self._top, len(page.body))
        strips += [item_strip(item, page.columns, paper, 0) for item in page.foot]
        return strips[: self.size.height]

    def _body(self, paper: Paper, room: int) -> list[Strip]:
        page, strips = self._page, []
        columns = self._columns_at(self._top)
        for at in range(self._top, min(self._top + room, len(page.body))):
            item = page.body[at]
            if isinstance(item, Heads):
                columns = item.columns
            marked = at == self._cursor or (self._cursor is None and at == page.chosen)
            strips.append(item_strip(item, columns, paper, at, marked))
        return strips

    def _columns_at(self, top: int) -> tuple[Column, ...]:
        """The columns in force above row `top`. A lazy body has no heads of its own: it is never walked."""
        body = self._page.body
        if isinstance(body, tuple):
            for at in range(top - 1, -1, -1):
                if isinstance(item := body[at], Heads):
                    return item.columns
        return self._page.columns

    def _room(self) -> int:
        page = self._page
        return max(1, self.size.height - len(page.head) - len(page.foot) - bool(page.columns))

    def _first(self, step: int) -> int:
        if self._page.chosen is not None:
            return self._page.chosen + step
        if self._page.start is not None:
            return self._page.start
        return 0 if step > 0 else len(self._page.body) - 1

    def _near(self, at: int, step: int) -> int:
        body = self._page.body
        for direction in (1 if step > 0 else -1, -1 if step > 0 else 1):
            here = at
            while 0 <= here < len(body):
                if _entry_of(body[here]) is not None:
                    return here
                here += direction
        return at

    def _scroll(self, top: int) -> None:
        self._top = min(max(top, 0), max(0, len(self._page.body) - self._room()))

    def _keep(self, first: int, last: int) -> None:
        room = self._room()
        if last >= self._top + room:
            self._scroll(last - room + 1)
        if first < self._top:
            self._scroll(first)


def _entry_of(item: Item) -> str | None:
    return None if isinstance(item, Heads) else item.entry


def _with_bar(strips: list[Strip], width: int, top: int, total: int) -> list[Strip]:
    """A thin bar in the last column says where in a long page one is."""
    room = len(strips)
    size = max(1, room * room // total)
    start = (room - size) * top // max(1, total - room)
    shown = []
    for y, strip in enumerate(strips):
        inside = start <= y < start + size
        bar = Segment("┃" if inside else "│", line_style(GROUND, ACCENT if inside else RULE))
        shown.append(Strip([*strip.crop(0, width - 1), bar], width))
    return shown
