"""What happens to a drawer: opened with a float, money put in and taken out, counted and closed.

Every row hangs on a booking of kind `cash`. The rows of a till are a chain like the steps of a unit: a session
is opened only when the one before is closed, and nothing follows a closing but an opening. A session is all that
its till booked after the closing before, so a sale belongs to exactly one, whatever the hour.

A count is written before its closing: first the pieces and the other tenders, then the row that must agree.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect

NAME = "the drawer"

_TABLES = {
    "drawer": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL UNIQUE REFERENCES booking (id),
        n {int} NOT NULL CHECK (n = 1),
        till_id {int} NOT NULL REFERENCES till (id),
        session {int} NOT NULL CHECK (session >= 1),
        seq {int} NOT NULL CHECK (seq >= 1),
        prev_seq {int},
        prev_session {int},
        prev_open {int},
        what {text} NOT NULL CHECK (what IN ('opened', 'in', 'out', 'closed')),
        is_open {int} NOT NULL CHECK (is_open = CASE what WHEN 'closed' THEN 0 ELSE 1 END),
        amount_minor {int} NOT NULL CHECK (amount_minor >= 0),
        expected_minor {int},
        kept_minor {int},
        reason {text} CHECK (reason <> ''),
        CHECK ((seq = 1) = (prev_seq IS NULL)),
        CHECK ((prev_seq IS NULL) = (prev_session IS NULL)),
        CHECK ((prev_seq IS NULL) = (prev_open IS NULL)),
        CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
        CHECK (prev_seq IS NOT NULL OR (what = 'opened' AND session = 1)),
        CHECK (prev_seq IS NULL OR what <> 'opened' OR (prev_open = 0 AND session = prev_session + 1)),
        CHECK (prev_seq IS NULL OR what = 'opened' OR (prev_open = 1 AND session = prev_session)),
        CHECK (what NOT IN ('in', 'out') OR amount_minor > 0),
        CHECK (what <> 'out' OR reason IS NOT NULL),
        CHECK ((what = 'closed') = (expected_minor IS NOT NULL)),
        CHECK ((what = 'closed') = (kept_minor IS NOT NULL)),
        CHECK (kept_minor IS NULL OR kept_minor BETWEEN 0 AND amount_minor),
        FOREIGN KEY (till_id, prev_seq, prev_session, prev_open) REFERENCES drawer (till_id, seq, session, is_open),
        UNIQUE (till_id, seq),
        UNIQUE (till_id, seq, session, is_open)""",
    "drawer_piece": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL CHECK (n >= 1),
        face_minor {int} NOT NULL CHECK (face_minor > 0),
        number {int} NOT NULL CHECK (number > 0),
        UNIQUE (booking_id, n),
        UNIQUE (booking_id, face_minor)""",
    "drawer_tender": """
        id {id} CHECK (id > 0),
        booking_id {int} NOT NULL REFERENCES booking (id),
        n {int} NOT NULL CHECK (n >= 1),
        tender {text} NOT NULL CHECK (tender <> '' AND tender <> 'cash'),
        booked_minor {int} NOT NULL,
        said_minor {int},
        UNIQUE (booking_id, n),
        UNIQUE (booking_id, tender)""",
}
_WRITTEN_ONCE = {
    "drawer": ("booking_id", "till_id, seq"),
    "drawer_piece": ("booking_id, n", "booking_id, face_minor"),
    "drawer_tender": ("booking_id, n", "booking_id, tender"),
}

# the payments of the session that a new row closes
_PAID = "(SELECT coalesce(sum(p.amount_minor), 0) FROM payment p JOIN booking b ON b.id = p.booking_id WHERE {session} AND {tender})"
_SESSION = (
    "b.till_id = NEW.till_id AND b.till_number > (SELECT coalesce(max(c.till_number), 0) FROM drawer d "
    "JOIN booking c ON c.id = d.booking_id WHERE d.till_id = NEW.till_id AND d.what = 'closed' "
    "AND d.session = NEW.session - 1)"
)


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    once = [line for table, keys in _WRITTEN_ONCE.items() for line in dialect.written_once(table, keys)]
    return [
        *(dialect.table(name, body) for name, body in _TABLES.items()),
        *once,
        *_one_act(dialect),
        *_before_the_closing(dialect),
        *_agrees(dialect),
        *_nothing_but_the_drawer(dialect),
    ]


def _one_act(dialect: Dialect) -> list[str]:
    """Rows join the newest booking of their own till, and one of kind cash."""
    newest = (
        "NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND b.kind = 'cash' AND NOT EXISTS "
        "(SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number))"
    )
    own_till = "NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND till_id = NEW.till_id)"
    return [
        *(dialect.trigger(f"{t}_of_now", "BEFORE INSERT", t, "booking", newest) for t in _TABLES),
        dialect.trigger("drawer_of_till", "BEFORE INSERT", "drawer", "booking", own_till),
    ]


def _before_the_closing(dialect: Dialect) -> list[str]:
    """What was counted is written before the row that closes; nothing is counted at anything else."""
    written = "EXISTS (SELECT 1 FROM drawer WHERE booking_id = NEW.booking_id)"
    counted = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE booking_id = NEW.booking_id)"
        for table in ("drawer_piece", "drawer_tender")
    )
    return [
        *(
            dialect.trigger(f"{table}_first", "BEFORE INSERT", table, "drawer", written)
            for table in ("drawer_piece", "drawer_tender")
        ),
        dialect.trigger(
            "drawer_uncounted", "BEFORE INSERT", "drawer", "drawer", counted, only_if="NEW.what <> 'closed'"
        ),
    ]


def _agrees(dialect: Dialect) -> list[str]:
    """A closing is the sum of its pieces, expects what the books of its session say, and names every tender."""
    pieces = (
        "NEW.amount_minor <> (SELECT coalesce(sum(face_minor * number), 0) FROM drawer_piece "
        "WHERE booking_id = NEW.booking_id)"
    )
    moved = (
        "(SELECT coalesce(sum(CASE what WHEN 'out' THEN -amount_minor ELSE amount_minor END), 0) FROM drawer "
        "WHERE till_id = NEW.till_id AND session = NEW.session)"
    )
    cash = _PAID.format(session=_SESSION, tender="p.tender = 'cash'")
    of_tender = _PAID.format(session=_SESSION, tender="p.tender = t.tender")
    tenders = (
        "EXISTS (SELECT 1 FROM drawer_tender t WHERE t.booking_id = NEW.booking_id "
        f"AND t.booked_minor <> {of_tender}) OR EXISTS (SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id "
        f"WHERE {_SESSION} AND p.tender <> 'cash' AND NOT EXISTS (SELECT 1 FROM drawer_tender t "
        "WHERE t.booking_id = NEW.booking_id AND t.tender = p.tender))"
    )
    return [
        dialect.trigger(name, "BEFORE INSERT", "drawer", "drawer", condition, only_if="NEW.what = 'closed'")
        for name, condition in (
            ("drawer_counted", pieces),
            ("drawer_expected", f"NEW.expected_minor <> {moved} + {cash}"),
            ("drawer_tenders", tenders),
        )
    ]


def _nothing_but_the_drawer(dialect: Dialect) -> list[str]:
    """A cash booking takes no payment and is never voided: money goes back by a booking of its own."""
    paid = "EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'cash')"
    voided = "EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'cash')"
    return [
        dialect.trigger("payment_drawer", "BEFORE INSERT", "payment", "drawer", paid),
        dialect.trigger("booking_void_drawer", "BEFORE INSERT", "booking", "mirror", voided),
    ]
