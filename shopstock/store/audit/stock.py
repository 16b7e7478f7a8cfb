"""Checks of what is where: balances, whereabouts and the steps of each unit, all against the movements.

The sums are made by the database; only what does not hold comes back. The SQL is the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store

# product, lot and place of a row `x` as people call them, and the product's decimals
_NAMED = (
    "coalesce(p.name, 'no product'), coalesce(l.code, 'none'), coalesce(a.code, 'no place'), "
    "coalesce(p.decimals, 0)"
)
_NAMES = (
    "LEFT JOIN product p ON p.id = x.product_id LEFT JOIN lot l ON l.id = x.lot_id "
    "LEFT JOIN place a ON a.id = x.place_id"
)

_BALANCES = f"""
    WITH counted AS (
        SELECT product_id, lot_id, from_place_id AS place_id, -quantity AS moved,
               CAST(NULL AS BIGINT) AS kept, id AS newest, CAST(NULL AS BIGINT) AS stepped FROM movement
        UNION ALL
        SELECT product_id, lot_id, to_place_id, quantity, NULL, id, NULL FROM movement
        UNION ALL
        SELECT product_id, lot_id, place_id, 0, quantity, NULL, movement_id FROM balance
    ), x AS (
        SELECT product_id, lot_id, place_id, sum(moved) AS moved, max(kept) AS kept,
               coalesce(max(newest), 0) AS newest, coalesce(max(stepped), 0) AS stepped
        FROM counted GROUP BY product_id, lot_id, place_id
    )
    SELECT {_NAMED}, x.moved, x.kept FROM x {_NAMES}
    WHERE x.kept IS NULL OR x.kept <> x.moved OR x.newest <> x.stepped"""

_NEGATIVE = f"""
    SELECT {_NAMED}, x.quantity, x.physical, coalesce(a.physical, -1) FROM balance x {_NAMES}
    WHERE (a.physical = 1 AND x.quantity < 0) OR x.physical <> coalesce(a.physical, -1)"""

_UNITS = """
    WITH walked AS (
        SELECT unit_id, unit_seq, prev_seq, from_place_id, from_physical,
               coalesce(lag(unit_seq) OVER steps, 0) AS before, lag(to_place_id) OVER steps AS stood
        FROM movement WHERE unit_id IS NOT NULL
        WINDOW steps AS (PARTITION BY unit_id ORDER BY unit_seq)
    )
    SELECT coalesce(u.serial, 'unit ' || w.unit_id), w.unit_seq, w.before,
           CASE WHEN w.before = 0 THEN w.from_physical ELSE 0 END
    FROM walked w LEFT JOIN unit u ON u.id = w.unit_id
    WHERE w.unit_seq <> w.before + 1 OR coalesce(w.prev_seq, 0) <> w.before
       OR (w.before = 0 AND w.from_physical <> 0) OR w.stood <> w.from_place_id"""

_WHEREABOUTS = """
    WITH last AS (
        SELECT unit_id, max(unit_seq) AS seq FROM movement WHERE unit_id IS NOT NULL GROUP BY unit_id
    )
    SELECT coalesce(u.serial, 'unit ' || coalesce(t.unit_id, last.unit_id)),
           CASE WHEN t.unit_id IS NULL THEN 1 ELSE 0 END, coalesce(a.code, 'nowhere')
    FROM last
    LEFT JOIN unit_at t ON t.unit_id = last.unit_id
    LEFT JOIN movement m ON m.unit_id = last.unit_id AND m.unit_seq = last.seq
    LEFT JOIN unit u ON u.id = last.unit_id
    LEFT JOIN place a ON a.id = m.to_place_id
    WHERE t.unit_id IS NULL OR t.seq <> last.seq OR t.movement_id <> m.id OR t.place_id <> m.to_place_id
       OR t.product_id <> m.product_id OR t.lot_id <> m.lot_id
    UNION ALL
    SELECT coalesce(u.serial, 'unit ' || t.unit_id), 0, 'nowhere: it never moved'
    FROM unit_at t LEFT JOIN unit u ON u.id = t.unit_id
    WHERE NOT EXISTS (SELECT 1 FROM movement WHERE movement.unit_id = t.unit_id)"""

_COUNTED_UNITS = f"""
    WITH x AS (
        SELECT product_id, lot_id, place_id, sum(kept) AS kept, sum(units) AS units FROM (
            SELECT b.product_id, b.lot_id, b.place_id, b.quantity AS kept, 0 AS units
            FROM balance b JOIN product p ON p.id = b.product_id
            WHERE p.tracking = 'serial' AND b.physical = 1
            UNION ALL
            SELECT t.product_id, t.lot_id, t.place_id, 0, 1
            FROM unit_at t JOIN place a ON a.id = t.place_id WHERE a.physical = 1
        ) AS both_sides GROUP BY product_id, lot_id, place_id HAVING sum(kept) <> sum(units)
    )
    SELECT {_NAMED}, x.kept, x.units FROM x {_NAMES}"""


def _called(name: str, lot: str, place: str) -> str:
    return f"{name} lot {lot} at {place}" if lot else f"{name} at {place}"


def balances(store: Store) -> Iterator[Finding]:
    """Each balance is what came less what went, stepped by its last movement, for each product, lot and place."""
    for name, lot, place, decimals, moved, kept in rows(store, _BALANCES):
        by_steps = f"its movements say {show_decimal(int(moved), decimals)}"
        said = "no balance is kept" if kept is None else f"{show_decimal(int(kept), decimals)} is kept"
        yield Finding("balances", f"{said}, {by_steps}", _called(name, lot, place))


def negative(store: Store) -> Iterator[Finding]:
    """No real place holds less than nothing, and each balance knows whether its place is real."""
    for name, lot, place, decimals, quantity, physical, really in rows(store, _NEGATIVE):
        what = f"{show_decimal(quantity, decimals)} stand there"
        if physical != really:
            what = "its balance does not know what kind of place this is"
        yield Finding("negative", what, _called(name, lot, place))


def units(store: Store) -> Iterator[Finding]:
    """Each unit comes from outside and takes step after step, each from where the one before ended."""
    for serial, seq, before, inside in rows(store, _UNITS):
        what = f"step {seq} does not start where step {before} ended"
        if seq != before + 1:
            what = f"step {seq} follows step {before}"
        elif inside:
            what = "its first step starts inside the shop"
        yield Finding("units", what, serial)


def whereabouts(store: Store) -> Iterator[Finding]:
    """Each unit is where its last movement brought it, and counts there once."""
    for serial, missing, place in rows(store, _WHEREABOUTS):
        kept = "no whereabouts are kept" if missing else "it is kept elsewhere"
        yield Finding("whereabouts", f"{kept}, its last movement ends at {place}", serial)
    for name, lot, place, _, kept, found in rows(store, _COUNTED_UNITS):
        yield Finding(
            "whereabouts", f"{int(kept)} are kept, {int(found)} units are there", _called(name, lot, place)
        )
