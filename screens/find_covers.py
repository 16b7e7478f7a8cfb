"""Find: the warranties of a unit, as bars on one axis of time with today marked, or a line for each where it is narrow.

What has gone of a term, what is left of it and what is still to come have shapes of their own, so that a bar can be
read without any colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from screens.figures import day
from screens.page import Line, Piece, Pieces, dim, strong
from shopstock import clock
from shopstock.desk.views.find import CoverView, UnitView
from shopstock.desk.views.frame import Tone
from shopstock.desk.warranty_lines import WHO, left_words, pays_words

WIDE = 82  # there the axis fits beside the words: a terminal of 120 columns
_LABEL, _BEHIND = 11, 36
_GONE, _LEFT, _TO_COME, _TODAY = "░", "█", "▒", "┃"
_TONES: dict[str, Tone] = {
    "in": "good",
    "lifetime": "good",
    "over": "dim",
    "not_started": "ask",
    "none": "dim",
}
_LONGEST = timedelta(days=365 * 12)


def cover_lines(unit: UnitView, width: int) -> list[Line]:
    """Who pays today, and every term; nothing for a unit without any."""
    if not unit.covers:
        return []
    today = _today(unit.covers)
    lines = [Line((dim("who pays   "), strong(pays_words(unit.pays, out=True))))] if unit.pays else []
    begun = [each for each in unit.covers if each.starts]
    if width < WIDE or not begun:
        return [*lines, *(_narrow(each, today) for each in unit.covers)]
    axis = _Axis(begun, today, max(20, width - _LABEL - _BEHIND - 5))
    return [*lines, axis.years(), *(axis.row(each, today) for each in unit.covers), axis.mark()]


def _today(covers: Sequence[CoverView]) -> date:
    """The shop's day, as the view counted from it."""
    for each in covers:
        if each.until and each.days_left is not None:
            return date.fromisoformat(each.until) - timedelta(days=each.days_left)
    return clock.today("UTC")


def _narrow(cover: CoverView, today: date) -> Line:
    until = f"to {day(cover.until, always_year=True)}" if cover.until else cover.term
    tone = _TONES.get(cover.status, "plain")
    return Line(
        (
            Piece(f"{cover.kind:<{_LABEL}}", tone),
            Piece(f"{until:<16}"),
            Piece(f"{left_words(cover, today):<26}", tone),
            dim(WHO[cover.who]),
        )
    )


class _Axis:
    """Days on so many cells, from the first day of any term to the last, with today among them."""

    def __init__(self, covers: Sequence[CoverView], today: date, cells: int) -> None:
        starts = [date.fromisoformat(each.starts) for each in covers if each.starts]
        ends = [date.fromisoformat(each.until) for each in covers if each.until]
        self._first = min([*starts, today])
        last = min(max([*ends, *starts, today]), self._first + _LONGEST)
        self._days = max(1, (last - self._first).days)
        self._cells = cells
        self._today = self._at(today)

    def _at(self, on: date) -> int:
        share = (on - self._first).days / self._days
        return min(self._cells - 1, max(0, round(share * (self._cells - 1))))

    def years(self) -> Line:
        """The years where they begin."""
        room = [" "] * self._cells
        free = 0
        for year in range(self._first.year, self._first.year + 14):
            begins, following = (self._at(max(self._first, date(y, 1, 1))) for y in (year, year + 1))
            beyond = (date(year, 1, 1) - self._first).days > self._days or begins + 4 > self._cells
            if beyond or begins < free or (not free and following < begins + 6):
                continue
            room[begins : begins + 4] = str(year)
            free = begins + 6
        return Line((dim(" " * _LABEL), dim("".join(room))))

    def row(self, cover: CoverView, today: date) -> Line:
        """One term: its bar, its last day and what is left of it."""
        tone = _TONES.get(cover.status, "plain")
        label = Piece(f"{cover.kind:<{_LABEL}}", tone)
        return Line((label, *self._bar(cover, today, tone)), self._behind(cover, today, tone))

    def _bar(self, cover: CoverView, today: date, tone: Tone) -> Pieces:
        if not cover.starts:
            return (dim(f"{cover.term}, {left_words(cover, today)}"),)
        begins = date.fromisoformat(cover.starts)
        ends = date.fromisoformat(cover.until) if cover.until else self._first + timedelta(days=self._days)
        first, last = self._at(begins), self._at(ends)
        ahead = _TO_COME if begins > today else _LEFT
        cells = [" "] * self._cells
        for at in range(first, last + 1):
            cells[at] = _GONE if ends < today or at < self._today else ahead
        cells[self._today] = _TODAY
        return (Piece("".join(cells), tone),)

    def _behind(self, cover: CoverView, today: date, tone: Tone) -> Pieces:
        who = dim(f"  {'supplier' if cover.who == 'supplier' else 'we pay':<8}")
        if not cover.starts:
            return (who,)
        until = f"to {day(cover.until, always_year=True)}" if cover.until else "no end"
        said = "" if cover.status == "lifetime" else _short(cover, today)
        return (Piece(f"{until:<14}"), Piece(f"{said:>11}", tone), who)

    def mark(self) -> Line:
        """Today, under the bars."""
        word = "▲ today"
        at = self._today if self._today + len(word) <= self._cells else self._today - len(word) + 1
        shown = word if at == self._today else "today ▲"
        return Line((dim(" " * _LABEL), dim(" " * at), Piece(shown, "accent")))


def _short(cover: CoverView, today: date) -> str:
    """`731 d`, `over`, `in 12 d`: the words that fit beside a bar."""
    if cover.status == "over":
        return "over"
    if cover.status == "not_started" and cover.starts:
        return f"in {(date.fromisoformat(cover.starts) - today).days} d"
    return f"{cover.days_left} d left"
