"""Repair at our bench: which part fits what, what was fitted into which unit, and quotes.

A part that is fitted leaves its shelf for the place of the kind `fitted`: it is ours, it is here, and nobody sells or
counts it. From there it is sold with the quote, goes along with the unit (used up), or is taken out again; so the
ledger shows it once, whoever pays. `fitted` is a chain for each part of a claim: how much of it is still in the unit
(`inside`), and how much of that is still ours (`here`).
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import more_routes, sealed_table

_SELLABLE = ("shelf", "back", "consignment")
REPAIR_ROUTES = (
    *(("fitted", kind, "fitted") for kind in _SELLABLE),
    *(("taken_out", "fitted", kind) for kind in ("shelf", "back", "quarantine", "bench", "bin")),
    *(("taken_out", "customer", kind) for kind in ("quarantine", "bench", "bin")),
    ("sold", "fitted", "customer"),
    ("used_up", "fitted", "customer"),
)

_FIT = """
    id {id},
    part_id {int} NOT NULL REFERENCES product (id),
    model_id {int} NOT NULL REFERENCES product (id),
    version {text} NOT NULL,
    note {text} NOT NULL,
    CHECK (part_id <> model_id),
    UNIQUE (part_id, model_id, version)"""
_STEP_KEY = "claim_id, line, {seq}, host_id, product_id, lot_id, inside_{when}, here_{when}"
_FITTED = f"""
    id {{id}} CHECK (id > 0),
    booking_id {{int}} NOT NULL REFERENCES booking (id),
    n {{int}} NOT NULL CHECK (n >= 1),
    claim_id {{int}} NOT NULL REFERENCES claim (booking_id),
    host_id {{int}} NOT NULL REFERENCES unit (id),
    line {{int}} NOT NULL CHECK (line >= 1),
    seq {{int}} NOT NULL CHECK (seq >= 1),
    prev_seq {{int}},
    what {{text}} NOT NULL CHECK (what IN ('in', 'out', 'sold', 'given')),
    product_id {{int}} NOT NULL,
    tracking {{text}} NOT NULL,
    lot_id {{int}} NOT NULL,
    unit_id {{int}},
    quantity {{int}} NOT NULL CHECK (quantity > 0),
    inside_before {{int}} NOT NULL,
    inside_after {{int}} NOT NULL,
    here_before {{int}} NOT NULL,
    here_after {{int}} NOT NULL,
    note {{text}} CHECK (note <> ''),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK ((seq = 1) = (what = 'in')),
    CHECK (seq > 1 OR (inside_before = 0 AND here_before = 0)),
    CHECK (what <> 'in' OR (inside_after = quantity AND here_after = quantity)),
    CHECK (what <> 'out' OR (inside_after = inside_before - quantity
                             AND here_after = CASE here_before WHEN 0 THEN 0 ELSE here_before - quantity END)),
    CHECK (what NOT IN ('sold', 'given') OR (inside_after = inside_before AND here_after = here_before - quantity)),
    CHECK (here_after >= 0 AND inside_after >= here_after),
    CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
    CHECK (unit_id IS NULL OR quantity = 1),
    CHECK (unit_id IS NULL OR unit_id <> host_id),
    FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
    FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
    FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
    FOREIGN KEY ({_STEP_KEY.format(seq="prev_seq", when="before")})
        REFERENCES fitted ({_STEP_KEY.format(seq="seq", when="after")}),
    UNIQUE (booking_id, n),
    UNIQUE (claim_id, line, seq),
    UNIQUE ({_STEP_KEY.format(seq="seq", when="after")})"""
_QUOTE_LINE = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    product_id {int} NOT NULL REFERENCES product (id),
    quantity {int} NOT NULL CHECK (quantity > 0),
    price_minor {int} NOT NULL CHECK (price_minor >= 0),
    amount_minor {int} NOT NULL CHECK (amount_minor >= 0),
    tax_ppm {int} NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
    said {text} CHECK (said <> ''),
    UNIQUE (booking_id, n)"""
_QUOTE = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL UNIQUE REFERENCES booking (id),
    n {int} NOT NULL CHECK (n = 1),
    claim_id {int} NOT NULL REFERENCES claim (booking_id),
    valid_until {text} NOT NULL,
    total_minor {int} NOT NULL CHECK (total_minor >= 0),
    UNIQUE (booking_id, claim_id)"""
_CLAIM_SALE = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL UNIQUE REFERENCES booking (id),
    n {int} NOT NULL CHECK (n = 1),
    claim_id {int} NOT NULL UNIQUE REFERENCES claim (booking_id),
    quote_id {int} NOT NULL,
    FOREIGN KEY (quote_id, claim_id) REFERENCES quote (booking_id, claim_id)"""


def statements(dialect: Dialect) -> list[str]:
    """Tables, routes, then the triggers that keep them what they are."""
    return [
        dialect.table("fit", _FIT),
        *sealed_table(
            dialect,
            "fitted",
            _FITTED,
            ("booking_id, n", "claim_id, line, seq"),
            "b.kind IN ('claim', 'sale')",
        ),
        *sealed_table(dialect, "quote_line", _QUOTE_LINE, ("booking_id, n",), "b.kind = 'claim'"),
        *sealed_table(dialect, "quote", _QUOTE, ("booking_id",), "b.kind = 'claim'"),
        *sealed_table(dialect, "claim_sale", _CLAIM_SALE, ("booking_id", "claim_id"), "b.kind = 'sale'"),
        "CREATE INDEX fit_model ON fit (model_id)",
        "CREATE INDEX fitted_host ON fitted (host_id)",
        "CREATE INDEX fitted_unit ON fitted (unit_id) WHERE unit_id IS NOT NULL",
        "CREATE INDEX fitted_lot ON fitted (lot_id)",
        "CREATE INDEX quote_claim ON quote (claim_id)",
        *more_routes(dialect, REPAIR_ROUTES),
        *_fitted_as_moved(dialect),
        *_whole_quotes(dialect),
        *_nothing_undone(dialect),
    ]


def _fitted_as_moved(dialect: Dialect) -> list[str]:
    """Each step of a part is a movement of its booking; what is held or over its use-by is fitted into nothing; a
    customer's claim closes when none of its parts is ours any more."""
    same = "{x}.booking_id = NEW.booking_id AND {x}.lot_id = NEW.lot_id AND coalesce({x}.unit_id, 0) = coalesce(NEW.unit_id, 0)"
    word = "CASE NEW.what WHEN 'in' THEN 'fitted' WHEN 'out' THEN 'taken_out' WHEN 'sold' THEN 'sold' ELSE 'used_up' END"
    origin = (
        "(NEW.what = 'in' OR m.from_kind = CASE WHEN NEW.here_before > 0 THEN 'fitted' ELSE 'customer' END)"
    )
    moved = (
        f"(SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE {same.format(x='m')} "
        f"AND m.what = {word} AND {origin})"
    )
    written = f"(SELECT coalesce(sum(f.quantity), 0) FROM fitted f WHERE {same.format(x='f')} AND f.what = NEW.what)"
    of_claim = "EXISTS (SELECT 1 FROM claim WHERE booking_id = NEW.claim_id AND unit_id = NEW.host_id)"
    other = (
        "EXISTS (SELECT 1 FROM fitted f WHERE f.claim_id = NEW.claim_id AND f.line = NEW.line "
        "AND coalesce(f.unit_id, 0) <> coalesce(NEW.unit_id, 0))"
    )
    through = "NEW.from_kind = 'fitted' OR NEW.to_kind = 'fitted' OR NEW.what = 'taken_out'"
    held = (
        "EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1) "
        "OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.unit_id AND (held = 1 OR stolen = 1))"
    )
    passed = (
        "EXISTS (SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id JOIN booking b ON b.id = NEW.booking_id "
        "WHERE l.id = NEW.lot_id AND p.date_kind = 'use_by' AND l.expires_on < b.day)"
    )
    still_ours = (
        "EXISTS (SELECT 1 FROM claim c JOIN fitted f ON f.claim_id = c.booking_id WHERE c.booking_id = NEW.claim_id "
        "AND c.side = 'customer' AND f.here_after > 0 AND NOT EXISTS (SELECT 1 FROM fitted later "
        "WHERE later.claim_id = f.claim_id AND later.line = f.line AND later.seq > f.seq))"
    )
    return [
        dialect.trigger(
            "fitted_moved",
            "BEFORE INSERT",
            "fitted",
            "fitted",
            f"NOT {of_claim} OR {other} OR {moved} < {written} + NEW.quantity",
        ),
        dialect.trigger(
            "movement_fitted",
            "BEFORE INSERT",
            "movement",
            "fitted",
            "NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind IN ('claim', 'sale'))",
            only_if=through,
        ),
        dialect.trigger(
            "movement_fitted_held", "BEFORE INSERT", "movement", "held", held, only_if="NEW.what = 'fitted'"
        ),
        dialect.trigger(
            "movement_fitted_use_by",
            "BEFORE INSERT",
            "movement",
            "use_by",
            passed,
            only_if="NEW.what = 'fitted'",
        ),
        dialect.trigger(
            "claim_step_parts",
            "BEFORE INSERT",
            "claim_step",
            "claim",
            still_ours,
            only_if="NEW.state = 'closed' AND NEW.prev_state <> 'closed'",
        ),
    ]


def _whole_quotes(dialect: Dialect) -> list[str]:
    """A quote has lines and is their sum; it holds to a day of the calendar."""
    lines = "FROM quote_line l WHERE l.booking_id = NEW.booking_id"
    return [
        dialect.trigger(
            "quote_whole",
            "BEFORE INSERT",
            "quote",
            "quote",
            f"NOT EXISTS (SELECT 1 {lines}) OR NEW.total_minor <> (SELECT coalesce(sum(l.amount_minor), 0) {lines})",
        ),
        dialect.trigger(
            "quote_day", "BEFORE INSERT", "quote", "day", f"NOT ({dialect.is_day('NEW.valid_until')})"
        ),
        dialect.trigger(
            "quote_line_late",
            "BEFORE INSERT",
            "quote_line",
            "quote",
            "EXISTS (SELECT 1 FROM quote WHERE booking_id = NEW.booking_id)",
        ),
    ]


def _nothing_undone(dialect: Dialect) -> list[str]:
    """What a repair was paid by, or took along, is not undone: the goods are out and the claim is closed."""
    rests = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE booking_id = NEW.reverses_id)"
        for table in ("fitted", "claim_sale")
    )
    return [
        dialect.trigger(
            "booking_void_repair", "BEFORE INSERT", "booking", "claim", rests, only_if="NEW.kind = 'void'"
        )
    ]
