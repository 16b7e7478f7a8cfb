"""The ledger: bookings, movements, sale lines, returns, payments and events. Written once, never changed.

A booking is one committed act at one till; it carries the request id, the till's running number and the
hash chain, so that every row that belongs to it is covered by one link.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import ledger_rules

# what happened: from which kinds of place to which
_INSIDE = ("shelf", "back", "consignment", "quarantine", "bench")
_SELLABLE = ("shelf", "back", "consignment")
ROUTES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "received": (("supplier",), _INSIDE),
    "sold": (_SELLABLE, ("customer",)),
    "returned": (("customer",), (*_INSIDE, "bin", "supplier", "repairer")),
    "replaced": (_SELLABLE, ("customer",)),
    "moved": (_INSIDE, _INSIDE),
    "wasted": (_INSIDE, ("bin",)),
    "sent_back": (_INSIDE, ("supplier",)),
    "given_away": (_INSIDE, ("charity",)),
    "lost": (_INSIDE, ("loss",)),
    "stolen": (_INSIDE, ("loss",)),
    "found": (("loss",), _INSIDE),
    "taken_in": (("customer",), ("visiting",)),
    "handed_back": (("visiting",), ("customer",)),
    "to_repair": (("visiting", *_INSIDE), ("repairer",)),
    "from_repair": (("repairer",), ("visiting", *_INSIDE)),
    "lent": (_INSIDE, ("loan",)),
    "lent_back": (("loan",), _INSIDE),
    "used_up": (_INSIDE, ("customer", "loss")),
}

_TABLES = {
    "route": """
        what {text} NOT NULL,
        from_kind {text} NOT NULL REFERENCES place_kind (kind),
        to_kind {text} NOT NULL REFERENCES place_kind (kind),
        PRIMARY KEY (what, from_kind, to_kind)""",
    "booking": """
        id {id} CHECK (id > 0),
        kind {text} NOT NULL CHECK (kind IN ('delivery', 'sale', 'return', 'void', 'move', 'waste', 'check',
                                             'adjustment', 'event', 'claim', 'recall', 'count', 'cash')),
        request_id {text} NOT NULL UNIQUE CHECK (length(request_id) >= 8),
        till_id {int} NOT NULL REFERENCES till (id),
        till_number {int} NOT NULL CHECK (till_number >= 1),
        prev_number {int},
        prev_hash {blob},
        hash {blob} NOT NULL CHECK (length(hash) = 32),
        at_us {int} NOT NULL,
        day {text} NOT NULL,
        staff_id {int} NOT NULL REFERENCES staff (id),
        approver_id {int} REFERENCES staff (id),
        party_id {int} REFERENCES party (id),
        series {text},
        number {int} CHECK (number >= 1),
        reverses_id {int} UNIQUE CHECK (reverses_id < id) REFERENCES booking (id),
        note {text},
        CHECK ((till_number = 1) = (prev_number IS NULL)),
        CHECK ((prev_number IS NULL) = (prev_hash IS NULL)),
        CHECK (prev_number IS NULL OR prev_number = till_number - 1),
        CHECK ((series IS NULL) = (number IS NULL)),
        CHECK ((kind = 'void') = (reverses_id IS NOT NULL)),
        UNIQUE (till_id, till_number),
        UNIQUE (till_id, till_number, hash),
        UNIQUE (series, number),
        FOREIGN KEY (till_id, prev_number, prev_hash) REFERENCES booking (till_id, till_number, hash)""",
    "sale_line": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        product_id {int} NOT NULL,
        tracking {text} NOT NULL,
        lot_id {int} NOT NULL,
        unit_id {int},
        quantity {int} NOT NULL CHECK (quantity > 0),
        price_minor {int} NOT NULL CHECK (price_minor >= 0),
        discount_ppm {int} NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
        amount_minor {int} NOT NULL CHECK (amount_minor >= 0),
        tax_ppm {int} NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
        tax_minor {int} NOT NULL CHECK (tax_minor BETWEEN 0 AND amount_minor),
        cost_minor {int} CHECK (cost_minor >= 0),
        warranty_number {int} CHECK (warranty_number > 0),
        warranty_unit {text} CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
        warranty_until {text},
        return_until {text},
        CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
        CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
        CHECK (unit_id IS NULL OR quantity = 1),
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
        FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
        UNIQUE (booking_id, n),
        UNIQUE (id, product_id, lot_id),
        UNIQUE (id, quantity, amount_minor)""",
    "movement": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        what {text} NOT NULL,
        product_id {int} NOT NULL,
        tracking {text} NOT NULL,
        lot_id {int} NOT NULL,
        plain {int} NOT NULL,
        unit_id {int},
        unit_seq {int},
        prev_seq {int},
        from_place_id {int} NOT NULL,
        from_kind {text} NOT NULL,
        from_physical {int} NOT NULL,
        to_place_id {int} NOT NULL,
        to_kind {text} NOT NULL,
        to_physical {int} NOT NULL,
        quantity {int} NOT NULL CHECK (quantity > 0),
        cost_minor {int} CHECK (cost_minor >= 0),
        sale_line_id {int},
        reason {text},
        scan {text},
        CHECK (from_place_id <> to_place_id),
        CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
        CHECK ((unit_id IS NULL) = (unit_seq IS NULL)),
        CHECK (unit_id IS NULL OR quantity = 1),
        CHECK (unit_seq IS NULL OR unit_seq >= 1),
        CHECK (unit_seq IS NULL OR (unit_seq = 1) = (prev_seq IS NULL)),
        CHECK (prev_seq IS NULL OR (unit_seq IS NOT NULL AND prev_seq = unit_seq - 1)),
        CHECK (unit_seq IS NULL OR unit_seq > 1 OR from_physical = 0),
        CHECK (tracking <> 'lot' OR plain = 0),
        CHECK (tracking <> 'none' OR plain = 1),
        CHECK (what NOT IN ('sold', 'returned') OR sale_line_id IS NOT NULL),
        CHECK (what <> 'returned' OR unit_seq IS NULL OR unit_seq > 1),
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id, plain) REFERENCES lot (id, product_id, plain),
        FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
        FOREIGN KEY (from_place_id, from_kind, from_physical) REFERENCES place (id, kind, physical),
        FOREIGN KEY (to_place_id, to_kind, to_physical) REFERENCES place (id, kind, physical),
        FOREIGN KEY (what, from_kind, to_kind) REFERENCES route (what, from_kind, to_kind),
        FOREIGN KEY (unit_id, prev_seq, from_place_id) REFERENCES movement (unit_id, unit_seq, to_place_id),
        FOREIGN KEY (sale_line_id, product_id, lot_id) REFERENCES sale_line (id, product_id, lot_id),
        UNIQUE (booking_id, n),
        UNIQUE (unit_id, unit_seq),
        UNIQUE (unit_id, unit_seq, to_place_id)""",
    "return_line": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        sale_line_id {int} NOT NULL,
        seq {int} NOT NULL CHECK (seq >= 1),
        prev_seq {int},
        quantity {int} NOT NULL CHECK (quantity <> 0),
        quantity_before {int} NOT NULL,
        quantity_after {int} NOT NULL,
        quantity_sold {int} NOT NULL,
        refund_minor {int} NOT NULL,
        refund_before {int} NOT NULL,
        refund_after {int} NOT NULL,
        amount_minor {int} NOT NULL,
        reason {text} NOT NULL CHECK (reason <> ''),
        destination {text} NOT NULL CHECK (destination <> ''),
        outcome {text} NOT NULL CHECK (outcome <> ''),
        CHECK ((seq = 1) = (prev_seq IS NULL)),
        CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
        CHECK (seq > 1 OR (quantity_before = 0 AND refund_before = 0)),
        CHECK (quantity_after = quantity_before + quantity),
        CHECK (quantity_after BETWEEN 0 AND quantity_sold),
        CHECK (refund_after = refund_before + refund_minor),
        CHECK (refund_after BETWEEN 0 AND amount_minor),
        FOREIGN KEY (sale_line_id, quantity_sold, amount_minor) REFERENCES sale_line (id, quantity, amount_minor),
        FOREIGN KEY (sale_line_id, prev_seq, quantity_before, refund_before)
            REFERENCES return_line (sale_line_id, seq, quantity_after, refund_after),
        UNIQUE (booking_id, n),
        UNIQUE (sale_line_id, seq),
        UNIQUE (sale_line_id, seq, quantity_after, refund_after)""",
    "payment": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        tender {text} NOT NULL CHECK (tender <> ''),
        amount_minor {int} NOT NULL,
        tendered_minor {int} NOT NULL,
        UNIQUE (booking_id, n)""",
    "event": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        what {text} NOT NULL CHECK (what <> ''),
        product_id {int} REFERENCES product (id),
        lot_id {int} REFERENCES lot (id),
        unit_id {int} REFERENCES unit (id),
        was {text},
        became {text},
        note {text},
        UNIQUE (booking_id, n)""",
    "check_row": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL,
        day {text} NOT NULL,
        lot_id {int} NOT NULL REFERENCES lot (id),
        place_id {int} NOT NULL REFERENCES place (id),
        action {text} NOT NULL CHECK (action <> ''),
        quantity {int} NOT NULL CHECK (quantity >= 0),
        late {int} NOT NULL CHECK (late IN (0, 1)),
        UNIQUE (booking_id, n)""",
    "balance": """
        product_id {int} NOT NULL REFERENCES product (id),
        lot_id {int} NOT NULL REFERENCES lot (id),
        place_id {int} NOT NULL REFERENCES place (id),
        physical {int} NOT NULL,
        quantity {int} NOT NULL,
        movement_id {int} NOT NULL REFERENCES movement (id),
        PRIMARY KEY (product_id, lot_id, place_id),
        CHECK (physical = 0 OR quantity >= 0)""",
    "unit_at": """
        unit_id {int} PRIMARY KEY NOT NULL REFERENCES unit (id),
        product_id {int} NOT NULL,
        lot_id {int} NOT NULL,
        place_id {int} NOT NULL REFERENCES place (id),
        seq {int} NOT NULL,
        movement_id {int} NOT NULL REFERENCES movement (id)""",
}

_INDEXES = (
    "CREATE INDEX booking_day ON booking (day)",
    "CREATE INDEX booking_party ON booking (party_id) WHERE party_id IS NOT NULL",
    "CREATE INDEX sale_line_product ON sale_line (product_id)",
    "CREATE INDEX sale_line_lot ON sale_line (lot_id)",
    "CREATE INDEX sale_line_unit ON sale_line (unit_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX movement_lot ON movement (lot_id)",
    "CREATE INDEX movement_sale_line ON movement (sale_line_id) WHERE sale_line_id IS NOT NULL",
    "CREATE INDEX return_line_sale ON return_line (sale_line_id)",
    "CREATE INDEX event_unit ON event (unit_id) WHERE unit_id IS NOT NULL",
    "CREATE INDEX event_lot ON event (lot_id) WHERE lot_id IS NOT NULL",
    "CREATE INDEX event_product ON event (product_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX check_row_day ON check_row (day, lot_id, place_id)",
    "CREATE INDEX balance_lot ON balance (lot_id, place_id) WHERE quantity > 0",
    "CREATE INDEX balance_place ON balance (place_id) WHERE quantity > 0",
    "CREATE INDEX unit_at_stock ON unit_at (product_id, place_id)",
)

_WRITTEN_ONCE = {
    "booking": ("request_id", "till_id, till_number", "series, number", "reverses_id"),
    "sale_line": ("booking_id, n",),
    "movement": ("booking_id, n", "unit_id, unit_seq"),
    "return_line": ("booking_id, n", "sale_line_id, seq"),
    "payment": ("booking_id, n",),
    "event": ("booking_id, n",),
    "check_row": ("booking_id, n",),
}


def statements(dialect: Dialect) -> list[str]:
    """Tables, indexes, the routes, and the triggers that keep the ledger what it is."""
    made = [dialect.table(name, body) for name, body in _TABLES.items()]
    forth = [(what, a, b) for what, (origins, ends) in ROUTES.items() for a in origins for b in ends]
    back = sorted({("voided", b, a) for _, a, b in forth})
    routes = ", ".join(f"('{what}', '{a}', '{b}')" for what, a, b in [*forth, *back])
    once = [line for table, keys in _WRITTEN_ONCE.items() for line in dialect.written_once(table, keys)]
    return [
        *made,
        *_INDEXES,
        f"INSERT INTO route (what, from_kind, to_kind) VALUES {routes}",
        *once,
        *_standing(dialect),
        *_guards(dialect),
        *ledger_rules.statements(dialect),
        dialect.counted(),
    ]


def _standing(dialect: Dialect) -> list[str]:
    """Routes stand still; balances and whereabouts are never deleted."""
    return [
        dialect.trigger(f"{table}_no_{verb.lower()}", f"BEFORE {verb}", table, rule, "1")
        for table, verb, rule in (
            ("route", "INSERT", "written_once"),
            ("route", "UPDATE", "written_once"),
            ("route", "DELETE", "written_once"),
            ("balance", "DELETE", "balance"),
            ("unit_at", "DELETE", "chain"),
        )
    ]


def _guards(dialect: Dialect) -> list[str]:
    """A balance steps only by a movement newer than its last, a unit only from where it is."""
    stepped = (
        "EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.product_id = NEW.product_id "
        "AND m.lot_id = NEW.lot_id AND {newer} "
        "AND ((m.from_place_id = NEW.place_id AND m.from_physical = NEW.physical AND NEW.quantity = {was} - m.quantity) "
        "OR (m.to_place_id = NEW.place_id AND m.to_physical = NEW.physical AND NEW.quantity = {was} + m.quantity)))"
    )
    same = "NEW.product_id = OLD.product_id AND NEW.lot_id = OLD.lot_id AND NEW.place_id = OLD.place_id"
    walked = (
        "EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.unit_id = NEW.unit_id "
        "AND m.unit_seq = NEW.seq AND m.to_place_id = NEW.place_id AND m.product_id = NEW.product_id "
        "AND m.lot_id = NEW.lot_id AND {before})"
    )
    step = stepped.format(newer="m.id > OLD.movement_id", was="OLD.quantity")
    first = stepped.format(newer="1", was="0")
    exists = (
        "EXISTS (SELECT 1 FROM balance x WHERE x.product_id = NEW.product_id AND x.lot_id = NEW.lot_id "
        "AND x.place_id = NEW.place_id)"
    )
    return [
        dialect.trigger("balance_step", "BEFORE UPDATE", "balance", "balance", f"NOT ({same} AND {step})"),
        dialect.trigger("balance_first", "BEFORE INSERT", "balance", "balance", f"NOT {first} OR {exists}"),
        dialect.trigger(
            "unit_at_step",
            "BEFORE UPDATE",
            "unit_at",
            "chain",
            f"NOT ({walked.format(before='NEW.unit_id = OLD.unit_id AND NEW.seq = OLD.seq + 1 AND m.from_place_id = OLD.place_id')})",
        ),
        dialect.trigger(
            "unit_at_first",
            "BEFORE INSERT",
            "unit_at",
            "chain",
            f"NOT ({walked.format(before='NEW.seq = 1')}) "
            "OR EXISTS (SELECT 1 FROM unit_at x WHERE x.unit_id = NEW.unit_id)",
        ),
    ]
