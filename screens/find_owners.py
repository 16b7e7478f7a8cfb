"""Find: who had a unit in which order, and which unit replaced which."""

from __future__ import annotations

from screens.figures import day
from screens.page import Item, Line, Piece, code, dim, strong
from shopstock.desk.views.find import UnitView


def owner_lines(unit: UnitView) -> list[Item]:
    """A line for each owner before the last and for each other piece of the chain; Enter opens its paper or piece."""
    lines: list[Item] = []
    for owner in unit.owners if len(unit.owners) > 1 else ():
        back = f"  back {day(owner.returned_on)}" if owner.returned_on else "  has it now"
        pieces = (
            dim("had by  "),
            strong(owner.customer or "no name"),
            dim(f"  since {day(owner.since)}{back}"),
        )
        lines.append(Line(pieces, (dim("receipt "), Piece(owner.receipt)), entry=f":find #{owner.receipt}"))
    for link in unit.chain:
        on = (
            f"  replaced the one before on {day(link.replaced_on)}" if link.replaced_on else "  the first one"
        )
        sign = "▸" if link.this else ""
        pieces = (dim(f"chain {link.n}  "), strong(link.serial) if link.this else code(link.serial), dim(on))
        lines.append(Line(pieces, (Piece(link.paper or ""),), sign=sign, entry=f":find {link.serial}"))
    return lines
