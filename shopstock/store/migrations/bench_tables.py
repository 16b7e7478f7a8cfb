"""Services sold, the parts that go into a repair, quotes, and routine service."""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import repair_tables, routine_tables
from shopstock.store.migrations.sealed import more_routes, place_added, place_kinds

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
        place_added("labour", (0, 0, 0), "OUR-WORK", "Work and services"),
        place_added("fitted", (1, 0, 1), "IN-REPAIR", "Parts in goods on the bench"),
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
