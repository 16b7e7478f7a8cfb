"""Services sold, parts that fit, and routine service."""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import more_routes, place_kinds

LABOUR_ROUTES = (("sold", "labour", "customer"), ("returned", "customer", "labour"))


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    return [*_services(dialect)]


def _services(dialect: Dialect) -> list[str]:
    """A service is sold from nowhere on a shelf: from a place of the kind `labour`, and nothing else is.

    A shop that is there already gets its place now, under the first code that is free; a new one gets it in its setup."""
    taken = "SELECT 1 FROM place WHERE code_key = {key}"
    tries = " UNION ALL ".join(
        f"SELECT {n} AS n, '{code}' AS code, '{key}' AS code_key"
        for n, (code, key) in enumerate([("OUR-WORK", "ourwork"), *_SPARE])
    )
    free = f"SELECT code, code_key FROM ({tries}) AS t WHERE NOT EXISTS ({taken.format(key='t.code_key')}) ORDER BY n LIMIT 1"
    through_labour = "(NEW.from_kind = 'labour' OR NEW.to_kind = 'labour')"
    return [
        dialect.added(
            "product",
            "service",
            "{int} NOT NULL DEFAULT 0 CHECK (service IN (0, 1)) "
            "CHECK (service = 0 OR (tracking = 'none' AND date_kind IS NULL AND measure = 'each'))",
        ),
        *place_kinds(dialect, {"labour": (0, 0, 0)}),
        "INSERT INTO place (code, code_key, name, kind, physical, sellable, ours, walk) "
        "SELECT f.code, f.code_key, 'Work and services', 'labour', 0, 0, 0, "
        f"(SELECT coalesce(max(walk), 0) + 10 FROM place) FROM ({free}) AS f WHERE EXISTS (SELECT 1 FROM shop)",
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


_SPARE = [(f"OUR-WORK-{n}", f"ourwork{n}") for n in range(2, 10)]
