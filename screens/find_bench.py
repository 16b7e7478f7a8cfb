"""Find: what the bench knows of a unit: its service book, and the parts that went into it."""

from __future__ import annotations

from screens.figures import day
from screens.page import Line, Piece, dim, facts, filled, strong
from shopstock.desk.views.find import ServiceBook, UnitParts, UnitView

SHOWN = 3


def bench_lines(unit: UnitView) -> list[Line]:
    """A line or two; nothing for a unit that never was on the bench and wants no service."""
    return [
        *(_parts(unit.parts) if unit.parts else ()),
        *(_service(unit.service) if unit.service else ()),
    ]


def _parts(found: UnitParts) -> list[Line]:
    lines = []
    if found.inside_of:
        host = found.inside_of
        lines.append(
            Line(
                facts(
                    ("in", strong(host.serial or "")),
                    ("", host.name),
                    ("since", day(host.since)),
                    ("", host.paper),
                )
            )
        )
    for part in found.holds[-SHOWN:]:
        which = ("serial", part.serial) if part.serial else ("lot", part.lot)
        lines.append(
            Line(facts(("part", strong(part.name)), which, ("since", day(part.since)), ("", part.paper)))
        )
    return lines


def _service(book: ServiceBook) -> list[Line]:
    lines = []
    if book.every:
        late = book.days_left is not None and book.days_left < 0
        mark = filled("SERVICE OVERDUE", "stop") if late else filled("SERVICE", "dim")
        when = day(book.next_on) if book.next_on else "after the sale"
        lines.append(
            Line((mark, dim(f"  every {book.every}, next "), Piece(when, "stop" if late else "strong")))
        )
    for entry in book.entries[-SHOWN:]:
        lines.append(Line(facts(("serviced", day(entry.on)), ("by", entry.by), ("", entry.note))))
    return lines
