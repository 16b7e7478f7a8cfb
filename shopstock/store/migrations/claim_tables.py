"""Claims and their steps, files that belong to them, and the proof that goods were bought elsewhere.

A claim is about one unit: a customer's (`customer`), or our own against whoever supplied it (`supplier`). Its id is
the id of the booking that opened it. What it says is told by its steps alone: a chain like that of a unit, each step
named by what happened and allowed by a row of `claim_route`. Goods move in the same booking, so a claim is at the
supplier exactly while its unit is at the repairer.
"""

from __future__ import annotations

from collections.abc import Mapping

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import more_routes, sealed_table

SIDES = ("customer", "supplier")
BASES = ("shop", "legal", "supplier", "extension", "goodwill", "paid", "none")
STATES = (
    "open",
    "waiting_part",
    "at_supplier",
    "repaired",
    "replaced",
    "refused",
    "credited",
    "closed",
)
# While a claim is in one of these, nothing but a claim moves its unit in or out.
UNSETTLED = ("open", "waiting_part", "at_supplier", "repaired", "refused")

_ALIVE = tuple(state for state in STATES if state != "closed")
_HERE = tuple(state for state in _ALIVE if state != "at_supplier")


def _same(*states: str) -> tuple[tuple[str, str], ...]:
    return tuple((state, state) for state in states)


def _to(end: str, *states: str) -> tuple[tuple[str, str], ...]:
    return tuple((state, end) for state in states)


# what happened: from which state to which
CLAIM_ROUTES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "waits": (("open", "waiting_part"), ("waiting_part", "waiting_part")),
    "part_came": (("waiting_part", "open"),),
    "sent": _to("at_supplier", "open", "waiting_part", "repaired", "refused"),
    "came_back": (("at_supplier", "open"),),
    "repaired": _to("repaired", "open", "waiting_part", "at_supplier"),
    "replaced": _to("replaced", "open", "waiting_part", "at_supplier", "repaired", "refused", "credited"),
    "refused": _to("refused", "open", "waiting_part", "at_supplier"),
    "credited": _to("credited", "open", "waiting_part", "at_supplier", "repaired", "refused"),
    "handed_back": (
        *_to("closed", "repaired", "replaced", "refused", "credited"),
        ("waiting_part", "waiting_part"),
    ),
    "closed": _to("closed", *_ALIVE),
    "taken_in": _same(*_HERE),
    "rma": _same("at_supplier"),
    "chased": _same("at_supplier", "waiting_part"),
    "quoted": _same("open", "waiting_part"),
    "agreed": _same("open", "waiting_part"),
    "worked": (*_same("open", "repaired", "refused"), ("waiting_part", "open")),
    "lent": _same(*_ALIVE),
    "lent_back": _same(*STATES),
    "note": _same(*STATES),
    "file": _same(*STATES),
}

_TABLES = {
    "claim_route": """
        what {text} NOT NULL,
        prev_state {text} NOT NULL,
        state {text} NOT NULL,
        PRIMARY KEY (what, prev_state, state)""",
}
_CLAIM = f"""
    id {{id}} CHECK (id > 0),
    booking_id {{int}} NOT NULL UNIQUE REFERENCES booking (id),
    n {{int}} NOT NULL CHECK (n = 1),
    unit_id {{int}} NOT NULL REFERENCES unit (id),
    sale_line_id {{int}} REFERENCES sale_line (id),
    side {{text}} NOT NULL CHECK (side IN {SIDES}),
    symptom {{text}} NOT NULL CHECK (symptom <> ''),
    note {{text}} CHECK (note <> ''),
    basis {{text}} NOT NULL CHECK (basis IN {BASES}),
    CHECK (side = 'customer' OR sale_line_id IS NULL)"""
_STEP = f"""
    id {{id}} CHECK (id > 0),
    booking_id {{int}} NOT NULL REFERENCES booking (id),
    n {{int}} NOT NULL CHECK (n >= 1),
    claim_id {{int}} NOT NULL REFERENCES claim (booking_id),
    seq {{int}} NOT NULL CHECK (seq >= 1),
    prev_seq {{int}},
    prev_state {{text}},
    what {{text}} NOT NULL CHECK (what <> ''),
    state {{text}} NOT NULL CHECK (state IN {STATES}),
    party_id {{int}} REFERENCES party (id),
    rma {{text}} CHECK (rma <> ''),
    waits_for {{text}} CHECK (waits_for <> ''),
    due_on {{text}},
    other_unit_id {{int}} REFERENCES unit (id),
    amount_minor {{int}} CHECK (amount_minor >= 0),
    note {{text}} CHECK (note <> ''),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK ((seq = 1) = (prev_state IS NULL)),
    CHECK ((seq = 1) = (what = 'opened')),
    CHECK (seq > 1 OR state IN ('open', 'at_supplier')),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK (what <> 'waits' OR waits_for IS NOT NULL),
    CHECK (what <> 'rma' OR rma IS NOT NULL),
    CHECK (what NOT IN ('refused', 'note', 'file') OR note IS NOT NULL),
    CHECK (what NOT IN ('lent', 'lent_back') OR other_unit_id IS NOT NULL),
    CHECK (amount_minor IS NULL OR what IN ('credited', 'quoted', 'agreed')),
    FOREIGN KEY (what, prev_state, state) REFERENCES claim_route (what, prev_state, state),
    FOREIGN KEY (claim_id, prev_seq, prev_state) REFERENCES claim_step (claim_id, seq, state),
    UNIQUE (booking_id, n),
    UNIQUE (claim_id, seq),
    UNIQUE (claim_id, seq, state)"""
_FILE = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    claim_id {int} NOT NULL REFERENCES claim (booking_id),
    path {text} NOT NULL CHECK (path <> ''),
    size {int} NOT NULL CHECK (size >= 0),
    sha256 {text} NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (booking_id, n)"""
_PROOF = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    unit_id {int} NOT NULL UNIQUE REFERENCES unit (id),
    bought_on {text} NOT NULL,
    seller {text} NOT NULL CHECK (seller <> ''),
    receipt {text} CHECK (receipt <> ''),
    warranty_number {int} CHECK (warranty_number > 0),
    warranty_unit {text} CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
    warranty_until {text},
    CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
    CHECK ((warranty_number IS NULL) = (warranty_until IS NULL)),
    UNIQUE (booking_id, n)"""

_OF_CLAIMS = "b.kind = 'claim'"
_LAST = (
    "s.claim_id = c.booking_id AND NOT EXISTS "
    "(SELECT 1 FROM claim_step later WHERE later.claim_id = s.claim_id AND later.seq > s.seq)"
)


def statements(dialect: Dialect) -> list[str]:
    """Tables, routes, then the triggers that keep them what they are."""
    allowed = ", ".join(
        f"('{what}', '{before}', '{after}')"
        for what, pairs in CLAIM_ROUTES.items()
        for before, after in pairs
    )
    return [
        *(dialect.table(name, body) for name, body in _TABLES.items()),
        f"INSERT INTO claim_route (what, prev_state, state) VALUES {allowed}",
        *(
            dialect.trigger(
                f"claim_route_no_{verb.lower()}", f"BEFORE {verb}", "claim_route", "written_once", "1"
            )
            for verb in ("INSERT", "UPDATE", "DELETE")
        ),
        *sealed_table(dialect, "claim", _CLAIM, ("booking_id",), _OF_CLAIMS),
        *sealed_table(dialect, "claim_step", _STEP, ("booking_id, n", "claim_id, seq"), _OF_CLAIMS),
        *sealed_table(dialect, "claim_file", _FILE, ("booking_id, n",), _OF_CLAIMS),
        *sealed_table(dialect, "proof", _PROOF, ("booking_id, n", "unit_id"), _OF_CLAIMS),
        "CREATE INDEX claim_unit ON claim (unit_id)",
        "CREATE INDEX claim_sale_line ON claim (sale_line_id) WHERE sale_line_id IS NOT NULL",
        "CREATE INDEX claim_step_other ON claim_step (other_unit_id) WHERE other_unit_id IS NOT NULL",
        "CREATE INDEX claim_file_claim ON claim_file (claim_id)",
        *more_routes(dialect, _MORE_ROUTES),
        *_sound_claims(dialect),
        *_goods_follow(dialect),
        *_real_days(dialect),
    ]


# A supplier keeps what it replaces or credits: what was sold comes back on paper, straight from there.
_MORE_ROUTES = (
    ("sent_back", "repairer", "supplier"),
    ("received", "supplier", "visiting"),
    ("handed_back", "repairer", "customer"),
    ("handed_back", "supplier", "customer"),
    ("returned", "repairer", "supplier"),
)


def _sound_claims(dialect: Dialect) -> list[str]:
    """One open claim of a side for a unit, on a line that sold that unit; a claim's steps are never undone."""
    another = (
        f"EXISTS (SELECT 1 FROM claim c JOIN claim_step s ON {_LAST} "
        "WHERE c.unit_id = NEW.unit_id AND c.side = NEW.side AND s.state <> 'closed') "
        "OR EXISTS (SELECT 1 FROM claim c WHERE c.unit_id = NEW.unit_id AND NOT EXISTS "
        "(SELECT 1 FROM claim_step s WHERE s.claim_id = c.booking_id))"
    )
    of_line = (
        "NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id AND l.unit_id = NEW.unit_id)"
    )
    theirs = (
        "EXISTS (SELECT 1 FROM sale_line l WHERE l.unit_id = NEW.unit_id AND l.quantity > (SELECT "
        "coalesce(sum(r.quantity), 0) FROM return_line r WHERE r.sale_line_id = l.id))"
    )
    undone = "EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'claim')"
    rested_on = (
        f"EXISTS (SELECT 1 FROM sale_line l JOIN claim c ON c.unit_id = l.unit_id JOIN claim_step s ON {_LAST} "
        "WHERE l.booking_id = NEW.reverses_id AND s.state <> 'closed')"
    )
    swapped = (
        "EXISTS (SELECT 1 FROM sale_line l JOIN claim_step s ON s.other_unit_id = l.unit_id AND s.what = 'replaced' "
        "JOIN claim c ON c.booking_id = s.claim_id JOIN return_line r ON r.booking_id = l.booking_id "
        "JOIN sale_line o ON o.id = r.sale_line_id AND o.unit_id = c.unit_id WHERE l.booking_id = NEW.reverses_id)"
    )
    return [
        dialect.trigger("claim_one_open", "BEFORE INSERT", "claim", "claim", another),
        dialect.trigger(
            "claim_of_line",
            "BEFORE INSERT",
            "claim",
            "claim",
            of_line,
            only_if="NEW.sale_line_id IS NOT NULL",
        ),
        dialect.trigger(
            "claim_of_owner", "BEFORE INSERT", "claim", "claim", theirs, only_if="NEW.side = 'supplier'"
        ),
        dialect.trigger("booking_void_claim", "BEFORE INSERT", "booking", "mirror", undone),
        dialect.trigger(
            "booking_void_claimed",
            "BEFORE INSERT",
            "booking",
            "claim",
            f"{rested_on} OR {swapped}",
            only_if="NEW.kind = 'void'",
        ),
    ]


def _goods_follow(dialect: Dialect) -> list[str]:
    """A claim is at the supplier while its unit is at the repairer; it closes when nothing of the customer's is here;
    its unit goes in and out by steps of the claim alone until it is settled."""
    where = (
        "EXISTS (SELECT 1 FROM claim c JOIN unit_at u ON u.unit_id = c.unit_id JOIN place p ON p.id = u.place_id "
        "WHERE c.booking_id = NEW.claim_id AND p.kind = '{kind}')"
    )
    at_repairer = where.format(kind="repairer")
    away = f"(NEW.state = 'at_supplier') <> ({at_repairer})"
    replacing = (
        "EXISTS (SELECT 1 FROM claim_step s JOIN unit_at u ON u.unit_id = s.other_unit_id "
        "JOIN place p ON p.id = u.place_id "
        "WHERE s.claim_id = NEW.claim_id AND s.what = 'replaced' AND p.kind = 'visiting')"
    )
    still_here = f"{where.format(kind='visiting')} OR {replacing}"
    unclaimed = (
        f"EXISTS (SELECT 1 FROM claim c JOIN claim_step s ON {_LAST} "
        f"WHERE c.unit_id = NEW.unit_id AND s.state IN {UNSETTLED} "
        "AND NOT (c.side = 'supplier' AND NEW.what = 'voided') "
        "AND NOT (NEW.what = 'returned' AND NEW.from_kind = 'repairer')) "
        "AND NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'claim')"
    )
    return [
        dialect.trigger(
            "claim_step_away",
            "BEFORE INSERT",
            "claim_step",
            "claim",
            away,
            only_if="NEW.prev_state IS NULL OR NEW.prev_state <> 'closed'",
        ),
        dialect.trigger(
            "claim_step_closed",
            "BEFORE INSERT",
            "claim_step",
            "claim",
            still_here,
            only_if="NEW.state = 'closed' AND NEW.prev_state <> 'closed'",
        ),
        dialect.trigger(
            "movement_claimed",
            "BEFORE INSERT",
            "movement",
            "claim",
            unclaimed,
            only_if="NEW.unit_id IS NOT NULL AND NEW.what NOT IN ('moved', 'lost', 'found', 'stolen')",
        ),
    ]


def _real_days(dialect: Dialect) -> list[str]:
    columns = (("claim_step", "due_on"), ("proof", "bought_on"), ("proof", "warranty_until"))
    return [
        dialect.trigger(
            f"{table}_{column}_day",
            "BEFORE INSERT",
            table,
            "day",
            f"NOT ({dialect.is_day(f'NEW.{column}')})",
            only_if=f"NEW.{column} IS NOT NULL",
        )
        for table, column in columns
    ]
