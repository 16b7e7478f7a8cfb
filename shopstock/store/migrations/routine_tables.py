"""Routine service: how often a product or a single unit wants it, and when it was done."""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import sealed_table

_UNITS = "('days', 'weeks', 'months', 'years')"
_PLAN = f"""
    id {{id}} CHECK (id > 0),
    booking_id {{int}} NOT NULL REFERENCES booking (id),
    n {{int}} NOT NULL CHECK (n >= 1),
    unit_id {{int}} NOT NULL REFERENCES unit (id),
    number {{int}} CHECK (number > 0),
    term_unit {{text}} CHECK (term_unit IN {_UNITS}),
    CHECK ((number IS NULL) = (term_unit IS NULL)),
    UNIQUE (booking_id, n)"""
_DONE = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    unit_id {int} NOT NULL REFERENCES unit (id),
    day {text} NOT NULL,
    note {text} CHECK (note <> ''),
    UNIQUE (booking_id, n)"""


def statements(dialect: Dialect) -> list[str]:
    """Two columns of a product, and two sealed tables: the newest plan of a unit counts, none of it takes it away."""
    return [
        dialect.added("product", "service_number", "{int} CHECK (service_number > 0)"),
        dialect.added(
            "product",
            "service_unit",
            f"{{text}} CHECK (service_unit IN {_UNITS}) "
            "CHECK ((service_number IS NULL) = (service_unit IS NULL)) "
            "CHECK (service_unit IS NULL OR tracking = 'serial')",
        ),
        *sealed_table(dialect, "service_plan", _PLAN, ("booking_id, n",), "b.kind = 'event'"),
        *sealed_table(dialect, "service_done", _DONE, ("booking_id, n",), "b.kind IN ('event', 'claim')"),
        "CREATE INDEX service_plan_unit ON service_plan (unit_id)",
        "CREATE INDEX service_done_unit ON service_done (unit_id)",
        dialect.trigger(
            "service_done_day", "BEFORE INSERT", "service_done", "day", f"NOT ({dialect.is_day('NEW.day')})"
        ),
    ]
