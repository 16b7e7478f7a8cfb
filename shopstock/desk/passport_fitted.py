"""Parts in the passport of a unit: what is in it, and what it is in."""

from __future__ import annotations

from datetime import date

from shopstock.amounts import show_decimal
from shopstock.days import show_day
from shopstock.desk.views.find import FittedPart, UnitParts
from shopstock.jobs.session import Session
from shopstock.store.fitted import FittedRow, host_of, parts_in
from shopstock.text import short_code


def parts_of(session: Session, unit_id: int) -> UnitParts | None:
    """None for a unit that neither holds a part nor is one."""
    inside = [_part(part) for part in parts_in(session.store, unit_id)]
    host = host_of(session.store, unit_id)
    if not inside and host is None:
        return None
    return UnitParts(inside, _host(host) if host else None)


def _part(part: FittedRow) -> FittedPart:
    return FittedPart(
        part.name, part.sku, part.serial, part.lot_code or None, show_decimal(part.inside, part.decimals),
        part.since.isoformat(), part.paper,
    )  # fmt: skip


def _host(part: FittedRow) -> FittedPart:
    return FittedPart(part.host_name, None, part.host_serial, None, "1", part.since.isoformat(), part.paper)


def part_lines(found: UnitParts | None, today: date) -> tuple[str, ...]:
    """The same for plain mode: `in ..1209 since 19 Nov, W-000031`."""
    if found is None:
        return ()
    lines = []
    if found.inside_of:
        host = found.inside_of
        since = show_day(date.fromisoformat(host.since), today)
        lines.append(f"  in {short_code(host.serial or '')} {host.name} since {since}, {host.paper}")
    for part in found.holds:
        since = show_day(date.fromisoformat(part.since), today)
        which = part.serial or (f"lot {part.lot}" if part.lot else "")
        lines.append(
            " ".join(f"  part {part.quantity} {part.name} {which} since {since}, {part.paper}".split())
        )
    return tuple("  " + line.strip() for line in lines)
