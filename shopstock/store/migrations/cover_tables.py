"""Warranty terms that run side by side: every term that was agreed, and for what.

A row is a term of one sale line, of one unit before its sale (used goods), or of a product of a delivery: what a
supplier owes the shop for all pieces of it. It says from what day it runs (`runs_from`: the sale, the delivery, the
activation, the day it was received, or a day of its own), how long (`number` and `unit`; neither for a lifetime or for
none at all), what was added to that once, and the last day it covers. `until` is worked out when the row is written,
since no engine adds months as people do; it is NULL for a lifetime, for none, and for what has not begun.

A later row of the same kind for the same thing stands in place of an earlier one. An extension names the line that
paid for it.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import sealed_table

_UNITS = "('days', 'weeks', 'months', 'years')"
_COVER = f"""
    id {{id}} CHECK (id > 0),
    booking_id {{int}} NOT NULL REFERENCES booking (id),
    n {{int}} NOT NULL CHECK (n >= 1),
    kind {{text}} NOT NULL CHECK (kind IN ('shop', 'legal', 'supplier', 'extension', 'goodwill')),
    sale_line_id {{int}} REFERENCES sale_line (id),
    unit_id {{int}} REFERENCES unit (id),
    product_id {{int}} REFERENCES product (id),
    paid_line_id {{int}} REFERENCES sale_line (id),
    runs_from {{text}} NOT NULL CHECK (runs_from IN ('sale', 'delivery', 'activation', 'receiving', 'day')),
    starts_on {{text}},
    number {{int}} CHECK (number > 0),
    unit {{text}} CHECK (unit IN {_UNITS}),
    lifetime {{int}} NOT NULL CHECK (lifetime IN (0, 1)),
    extra_number {{int}} CHECK (extra_number > 0),
    extra_unit {{text}} CHECK (extra_unit IN {_UNITS}),
    extra_days {{int}} NOT NULL CHECK (extra_days >= 0),
    until {{text}},
    note {{text}} CHECK (note <> ''),
    CHECK (CASE WHEN sale_line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END
           + CASE WHEN product_id IS NULL THEN 0 ELSE 1 END = 1),
    CHECK (sale_line_id IS NULL OR kind <> 'supplier'),
    CHECK (unit_id IS NULL OR kind IN ('shop', 'legal', 'supplier')),
    CHECK (product_id IS NULL OR kind = 'supplier'),
    CHECK ((kind = 'extension') = (paid_line_id IS NOT NULL)),
    CHECK ((number IS NULL) = (unit IS NULL)),
    CHECK (lifetime = 0 OR number IS NULL),
    CHECK ((extra_number IS NULL) = (extra_unit IS NULL)),
    CHECK (number IS NOT NULL OR (extra_number IS NULL AND extra_days = 0 AND until IS NULL)),
    CHECK (number IS NULL OR (starts_on IS NULL) = (until IS NULL)),
    CHECK (starts_on IS NOT NULL OR extra_days = 0),
    CHECK (until IS NULL OR until >= starts_on),
    UNIQUE (booking_id, n)"""
_PRODUCT = (
    ("warranty_start", "{text} CHECK (warranty_start IN ('sale', 'delivery', 'activation'))"),
    ("warranty_lifetime", "{int} CHECK (warranty_lifetime IN (0, 1))"),
    ("supplier_warranty_number", "{int} CHECK (supplier_warranty_number > 0)"),
    ("supplier_warranty_unit", f"{{text}} CHECK (supplier_warranty_unit IN {_UNITS})"),
    ("legal_number", "{int} CHECK (legal_number >= 0)"),  # 0: the law asks for none here
    ("legal_unit", f"{{text}} CHECK (legal_unit IN {_UNITS})"),
    ("extends_number", "{int} CHECK (extends_number > 0)"),
    ("extends_unit", f"{{text}} CHECK (extends_unit IN {_UNITS})"),
)
_INDEXES = (
    "CREATE INDEX cover_line ON cover (sale_line_id) WHERE sale_line_id IS NOT NULL",
    "CREATE INDEX cover_unit ON cover (unit_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX cover_product ON cover (product_id, booking_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX cover_until ON cover (until) WHERE until IS NOT NULL",
)
_HOLDS_COVERS = "b.kind IN ('sale', 'delivery', 'return', 'event', 'claim')"


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    return [
        *(dialect.added("product", column, body) for column, body in _PRODUCT),
        *sealed_table(dialect, "cover", _COVER, ("booking_id, n",), _HOLDS_COVERS),
        *_INDEXES,
        *(
            dialect.trigger(
                f"cover_{column}_day",
                "BEFORE INSERT",
                "cover",
                "day",
                f"NOT ({dialect.is_day(f'NEW.{column}')})",
                only_if=f"NEW.{column} IS NOT NULL",
            )
            for column in ("starts_on", "until")
        ),
        *_of_goods(dialect),
        *_whole_terms(dialect),
    ]


def _of_goods(dialect: Dialect) -> list[str]:
    """What a supplier owes is written by the delivery that brought the goods; a line is paid for by another one."""
    brought = (
        "NOT EXISTS (SELECT 1 FROM movement m WHERE m.booking_id = NEW.booking_id "
        "AND m.product_id = NEW.product_id AND m.what IN ('received', 'found'))"
    )
    itself = "NEW.paid_line_id = NEW.sale_line_id"
    return [
        dialect.trigger(
            "cover_brought", "BEFORE INSERT", "cover", "cover", brought, only_if="NEW.product_id IS NOT NULL"
        ),
        dialect.trigger(
            "cover_paid", "BEFORE INSERT", "cover", "cover", itself, only_if="NEW.paid_line_id IS NOT NULL"
        ),
    ]


def _whole_terms(dialect: Dialect) -> list[str]:
    """A term of the catalogue is a number with its unit, and a lifetime has no number beside it."""
    halves = " OR ".join(
        f"(NEW.{name}_number IS NULL) <> (NEW.{name}_unit IS NULL)"
        for name in ("supplier_warranty", "legal", "extends")
    )
    both = "(NEW.warranty_lifetime = 1 AND NEW.warranty_number IS NOT NULL)"
    return [
        dialect.trigger(
            f"product_terms_{verb.lower()}", f"BEFORE {verb}", "product", "cover", f"{halves} OR {both}"
        )
        for verb in ("INSERT", "UPDATE")
    ]
