"""What stands around the pane: the lines above and below it, and the pane beside it.

They are read anew for each picture. While the shop cannot be read, a server that is away, what was last read
stands there: the counter shows its basket and goes on by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.days import MONTHS
from shopstock.desk.door import SIGN_ON_HINTS
from shopstock.desk.mode import Around
from shopstock.desk.views.frame import Aside, Frame
from shopstock.refusal import ShopTrouble

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_BLANK = Aside("", "", "", ())


class Surroundings:
    """The lines and the side pane of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._around = Around()
        self._aside = _BLANK

    def frame(self, *, saved: bool) -> Frame:
        """The lines around the pane; `saved` says whether the last entry could be kept."""
        desk, nobody = self._desk, self._desk.door.nobody
        around = self._read_around()
        now = clock.local(clock.now_us(), desk.session.shop.zone)
        day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[now.weekday()]
        return Frame(
            desk.job,
            around.heading or desk.session.shop.name,
            desk.session.till.name,
            "" if nobody else desk.session.staff.name,
            f"{day} {now.day:02} {MONTHS[now.month - 1]} {now:%H:%M}",
            saved,
            around.summary,
            around.total_label,
            around.total,
            "a PIN is asked for" if desk.door.secret else around.notice,
            SIGN_ON_HINTS if nobody else desk.mode.ways(),
            desk.timekeeper.notice(desk.session),
            "  ".join(filter(None, (desk.upkeep.alarm if desk.upkeep else "", desk.printing.alarm))),
        )

    def _read_around(self) -> Around:
        desk = self._desk
        if desk.door.nobody:
            return Around()
        try:
            with desk.session.store.reading():
                self._around = desk.mode.around()
        except ShopTrouble:
            pass  # the answer says it; here the last that was read stands
        return self._around

    def aside(self, sku: str | None) -> Aside:
        """The side pane, with the story of that product; blank while nobody is here."""
        if self._desk.door.nobody:
            return _BLANK
        from shopstock.desk.aside import aside  # only where the screen is wide enough

        try:
            with self._desk.session.store.reading():
                self._aside = aside(self._desk, sku)
        except ShopTrouble:
            pass  # as above
        return self._aside
