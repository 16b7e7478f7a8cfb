"""Prices of a lot below the list price, step by step, and staff as a place that goods are given to.

The price of a lot is what its newest step says, and nothing else changes it: a step is written first, with the price
that stood before it, then the lot follows. A void writes a step of its own, so the chain tells every price a lot had.
What was marked down before this version has a price and no step; its first step says that price as the one before.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import more_routes, place_added, place_kinds, sealed_table

INSIDE = ("shelf", "back", "consignment", "quarantine", "bench")
STAFF = (0, 0, 0)
_MARKDOWN = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    lot_id {int} NOT NULL REFERENCES lot (id),
    seq {int} NOT NULL CHECK (seq >= 1),
    prev_seq {int},
    list_minor {int} NOT NULL CHECK (list_minor >= 0),
    was_minor {int} CHECK (was_minor >= 0),
    became_minor {int} CHECK (became_minor >= 0),
    quantity {int} NOT NULL CHECK (quantity >= 0),
    suggested_minor {int} CHECK (suggested_minor >= 0),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK (coalesce(was_minor, -1) <> coalesce(became_minor, -1)),
    FOREIGN KEY (lot_id, prev_seq) REFERENCES markdown (lot_id, seq),
    UNIQUE (booking_id, n),
    UNIQUE (booking_id, lot_id),
    UNIQUE (lot_id, seq)"""

_OF_KIND = (
    "b.kind IN ('check', 'adjustment', 'move') OR (b.kind = 'void' AND EXISTS (SELECT 1 FROM event e "
    "WHERE e.booking_id = b.reverses_id AND e.lot_id = NEW.lot_id AND e.what IN ('marked_down', 'marked_up')))"
)
_NONE = -1  # no price of its own; a comparison with NULL would let anything pass
_STANDS = (
    f"coalesce(NEW.was_minor, {_NONE}) <> (SELECT coalesce(l.price_minor, {_NONE}) FROM lot l WHERE l.id = NEW.lot_id) "
    f"OR (NEW.seq > 1 AND coalesce(NEW.was_minor, {_NONE}) <> (SELECT coalesce(m.became_minor, {_NONE}) "
    "FROM markdown m WHERE m.lot_id = NEW.lot_id AND m.seq = NEW.prev_seq)) "
    "OR NEW.list_minor <> (SELECT p.price_minor FROM lot l JOIN product p ON p.id = l.product_id "
    "WHERE l.id = NEW.lot_id)"
)
_UNTOLD = (
    f"NOT EXISTS (SELECT 1 FROM markdown m WHERE m.lot_id = NEW.id "
    f"AND coalesce(m.became_minor, {_NONE}) = coalesce(NEW.price_minor, {_NONE}) "
    "AND NOT EXISTS (SELECT 1 FROM markdown later WHERE later.lot_id = m.lot_id AND later.seq > m.seq))"
)

# staff are given what a customer may be given, and nothing else
_TO_STAFF = "NEW.what = 'given_to_staff'"
_HELD = (
    "EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1) "
    "OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.unit_id AND (held = 1 OR stolen = 1))"
)
_PASSED = (
    "EXISTS (SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id JOIN booking b ON b.id = NEW.booking_id "
    "WHERE l.id = NEW.lot_id AND p.date_kind = 'use_by' AND l.expires_on < b.day)"
)


def statements(dialect: Dialect) -> list[str]:
    """The table, the rules that keep a lot's price and its steps together, and the place of kind `staff`."""
    return [
        *sealed_table(dialect, "markdown", _MARKDOWN, ("booking_id, n", "lot_id, seq"), _OF_KIND),
        dialect.trigger("markdown_stands", "BEFORE INSERT", "markdown", "markdown", _STANDS),
        dialect.trigger(
            "lot_price_told",
            "BEFORE UPDATE",
            "lot",
            "lot_price",
            _UNTOLD,
            only_if=f"coalesce(NEW.price_minor, {_NONE}) <> coalesce(OLD.price_minor, {_NONE})",
        ),
        dialect.trigger(
            "lot_price_new", "BEFORE INSERT", "lot", "lot_price", "1", only_if="NEW.price_minor IS NOT NULL"
        ),
        *place_kinds(dialect, {"staff": STAFF}),
        place_added("staff", STAFF, "STAFF", "Staff"),
        *more_routes(dialect, [("given_to_staff", kind, "staff") for kind in INSIDE]),
        *(
            dialect.trigger(
                f"movement_staff_{rule}", "BEFORE INSERT", "movement", rule, broken, only_if=_TO_STAFF
            )
            for rule, broken in (("held", _HELD), ("use_by", _PASSED))
        ),
    ]
