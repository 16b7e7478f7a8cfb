"""The shop's own numbers: what a product's serials look like, templates for lots and serials, and their counters.

A counter belongs to what stands around the number once the template is filled in, so it begins anew each week where the
week is part of it. It only goes up, and it moves in the transaction that books what bears the number.

What people and printers mix up (O and 0, I, l and 1, B and 8, S and 5, Z and 2) is one in an index over each key that
is looked up. The columns m0001 released stay as they are: `serial_rule` says what `serial_kind` cannot.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect

NAME = "own numbers"

_COLUMNS = {
    "serial_rule": (
        "{text} CHECK (serial_rule IS NULL OR (serial_rule IN ('meid', 'pattern') AND serial_kind = 'any'))"
    ),
    "serial_pattern": (
        "{text} CHECK ((serial_pattern IS NOT NULL) = (serial_rule IS NOT NULL AND serial_rule = 'pattern')) "
        "CHECK (length(serial_pattern) BETWEEN 1 AND 200)"
    ),
    "serial_example": (
        "{text} CHECK ((serial_example IS NULL) = (serial_pattern IS NULL)) "
        "CHECK (length(serial_example) BETWEEN 1 AND 64)"
    ),
    "lot_template": "{text} CHECK (lot_template IS NULL OR (lot_template <> '' AND tracking <> 'none'))",
    "serial_template": (
        "{text} CHECK (serial_template IS NULL OR (serial_template <> '' AND tracking = 'serial'))"
    ),
}
_COUNTER = """
    kind {text} NOT NULL CHECK (kind IN ('lot', 'serial')),
    head {text} NOT NULL,
    tail {text} NOT NULL,
    last_run {int} NOT NULL CHECK (last_run >= 0),
    PRIMARY KEY (kind, head, tail)"""

ALIKE = {"o": "0", "i": "1", "l": "1", "b": "8", "s": "5", "z": "2"}
_KEYS = {"unit": "serial_key", "lot": "code_key", "product": "sku_key"}


def alike(column: str) -> str:
    """SQL for a folded key with every look-alike as its digit; a query must use this very text to meet the index."""
    made = column
    for letter, digit in ALIKE.items():
        made = f"replace({made}, '{letter}', '{digit}')"
    return made


def statements(dialect: Dialect) -> list[str]:
    """Columns, the counters and their rules, the indexes."""
    back = (
        "NEW.last_run < OLD.last_run OR NEW.kind <> OLD.kind OR NEW.head <> OLD.head OR NEW.tail <> OLD.tail"
    )
    return [
        *(dialect.added("product", column, body) for column, body in _COLUMNS.items()),
        dialect.table("own_number", _COUNTER),
        dialect.trigger("own_number_forward", "BEFORE UPDATE", "own_number", "numbers", back),
        dialect.trigger("own_number_begins", "BEFORE INSERT", "own_number", "numbers", "NEW.last_run <> 0"),
        dialect.trigger("own_number_undeleted", "BEFORE DELETE", "own_number", "numbers", "1"),
        *(f"CREATE INDEX {table}_alike ON {table} ({alike(key)})" for table, key in _KEYS.items()),
    ]
