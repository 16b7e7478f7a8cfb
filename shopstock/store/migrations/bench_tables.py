"""Services sold, the parts that go into a repair, quotes, and routine service."""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import repair_tables, routine_tables
from shopstock.store.migrations.sealed import more_routes, place_kinds

LABOUR_ROUTES = (("sold", "labour", "customer"), ("returned", "customer", "labour"))


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    return [*_services(dialect), *repair_tables.statements(dialect), *routine_tables.statements(dialect)]


def _services(dialect: Dialect) -> list[str]:
    """A service is sold from nowhere on a shelf: from a place of the kind `labour`, and nothing else is.

    A shop that is there already gets its places now, a new one in its setup."""
    through_labour = "(NEW.from_kind = 'labour' OR NEW.to_kind = 'labour')"
    return [
        dialect.added(
            "product",
            "service",
            "{int} NOT NULL DEFAULT 0 CHECK (service IN (0, 1)) "
            "CHECK (service = 0 OR (tracking = 'none' AND date_kind IS NULL AND measure = 'each'))",
        ),
        *place_kinds(dialect, {"labour": (0, 0, 0), "fitted": (1, 0, 1)}),
        _place("labour", (0, 0, 0), "OUR-WORK", "Work and services"),
        _place("fitted", (1, 0, 1), "IN-REPAIR", "Parts in goods on the bench"),
        *more_routes(dialect, LABOUR_ROUTES),
        dialect.trigger(
            "product_service_frozen",
            "BEFORE UPDATE",
            "product",
            "frozen",
            "OLD.service <> NEW.service AND EXISTS (SELECT 1 FROM balance WHERE product_id = OLD.id)",
        ),
        dialect.trigger(
            "movement_service",
            "BEFORE INSERT",
            "movement",
            "service",
            "EXISTS (SELECT 1 FROM product WHERE id = NEW.product_id "
            f"AND ((service = 1 AND NOT {through_labour}) OR (service = 0 AND {through_labour})))",
        ),
    ]


def _place(kind: str, flags: tuple[int, int, int], code: str, name: str) -> str:
    """A place for a shop that is there already, walked last, under the first of ten codes that is free."""
    codes = [code, *(f"{code}-{n}" for n in range(2, 11))]
    tries = " UNION ALL ".join(
        f"SELECT {n} AS n, '{one}' AS code, '{one.replace('-', '').lower()}' AS code_key"
        for n, one in enumerate(codes)
    )
    free = (
        f"SELECT code, code_key FROM ({tries}) AS t "
        "WHERE NOT EXISTS (SELECT 1 FROM place WHERE code_key = t.code_key) ORDER BY n LIMIT 1"
    )
    return (
        "INSERT INTO place (code, code_key, name, kind, physical, sellable, ours, walk) "
        f"SELECT f.code, f.code_key, '{name}', '{kind}', {flags[0]}, {flags[1]}, {flags[2]}, "
        f"(SELECT coalesce(max(walk), 0) + 10 FROM place) FROM ({free}) AS f WHERE EXISTS (SELECT 1 FROM shop)"
    )
