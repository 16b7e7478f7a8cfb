"""Store credit: what a customer may still spend here, known by its code alone.

A credit is a face value and a chain of steps. Each step carries what was left before it and after it, and hangs on the step
before by a foreign key that holds both, so two tills cannot spend the same money and nothing is spent that is not there.
A step is money of its booking, too: the payments by `credit` of a booking are its steps, turned round.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import sealed_table

_CREDIT = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    code {text} NOT NULL UNIQUE CHECK (length(code) = 12 AND substr(code, 1, 3) = 'SC-'),
    face_minor {int} NOT NULL CHECK (face_minor > 0),
    expires_on {text},
    UNIQUE (booking_id, n),
    UNIQUE (code, face_minor),
    UNIQUE (booking_id, code)"""
_STEP = """
    id {id} CHECK (id > 0),
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL CHECK (n >= 1),
    code {text} NOT NULL,
    face_minor {int} NOT NULL,
    seq {int} NOT NULL CHECK (seq >= 1),
    prev_seq {int},
    what {text} NOT NULL CHECK (what IN ('issued', 'spent', 'given_back', 'withdrawn')),
    amount_minor {int} NOT NULL CHECK (amount_minor <> 0),
    before_minor {int} NOT NULL,
    after_minor {int} NOT NULL CHECK (after_minor >= 0),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK ((seq = 1) = (what = 'issued')),
    CHECK (seq > 1 OR before_minor = 0),
    CHECK ((amount_minor > 0) = (what IN ('issued', 'given_back'))),
    CHECK (what <> 'issued' OR amount_minor = face_minor),
    CHECK (what <> 'withdrawn' OR amount_minor = -face_minor),
    CHECK (after_minor = before_minor + amount_minor),
    CHECK (after_minor <= face_minor),
    FOREIGN KEY (code, face_minor) REFERENCES credit (code, face_minor),
    FOREIGN KEY (code, prev_seq, before_minor) REFERENCES credit_step (code, seq, after_minor),
    UNIQUE (booking_id, n),
    UNIQUE (booking_id, code),
    UNIQUE (code, seq),
    UNIQUE (code, seq, after_minor)"""

_ISSUES = "b.kind IN ('return', 'sale')"
_OF_KIND = (
    "(NEW.what = 'issued' AND b.kind IN ('return', 'sale') AND EXISTS "
    "(SELECT 1 FROM credit c WHERE c.code = NEW.code AND c.booking_id = b.id)) "
    "OR (NEW.what = 'spent' AND b.kind = 'sale' AND NOT EXISTS "
    "(SELECT 1 FROM credit c WHERE c.code = NEW.code AND c.expires_on < b.day)) "
    "OR (NEW.what IN ('given_back', 'withdrawn') AND b.kind = 'void' AND EXISTS "
    "(SELECT 1 FROM credit_step s WHERE s.booking_id = b.reverses_id AND s.code = NEW.code "
    "AND s.n = NEW.n AND s.amount_minor = -NEW.amount_minor))"
)
# what the booking's steps make with this one, and what was paid by credit on it
_STEPS = (
    "(NEW.amount_minor + (SELECT coalesce(sum(s.amount_minor), 0) FROM credit_step s "
    "WHERE s.booking_id = NEW.booking_id))"
)
_PAID = (
    "(SELECT coalesce(sum(p.amount_minor), 0) FROM payment p "
    "WHERE p.booking_id = NEW.booking_id AND p.tender = 'credit')"
)


# Credit never becomes money: a booking that spends some pays nothing out.
_PAID_OUT = "EXISTS (SELECT 1 FROM payment p WHERE p.booking_id = NEW.booking_id AND p.amount_minor < 0)"
_SPENDS = "EXISTS (SELECT 1 FROM credit_step s WHERE s.booking_id = NEW.booking_id AND s.what = 'spent')"


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    beyond = (
        f"(NEW.amount_minor > 0 AND {_STEPS} > -{_PAID}) OR (NEW.amount_minor < 0 AND {_STEPS} < -{_PAID})"
    )
    return [
        *sealed_table(dialect, "credit", _CREDIT, ("booking_id, n", "code"), _ISSUES),
        *sealed_table(
            dialect, "credit_step", _STEP, ("booking_id, n", "booking_id, code", "code, seq"), _OF_KIND
        ),
        dialect.trigger(
            "credit_day",
            "BEFORE INSERT",
            "credit",
            "day",
            f"NOT ({dialect.is_day('NEW.expires_on')})",
            only_if="NEW.expires_on IS NOT NULL",
        ),
        dialect.trigger("credit_step_paid", "BEFORE INSERT", "credit_step", "payment", beyond),
        dialect.trigger(
            "credit_step_kept",
            "BEFORE INSERT",
            "credit_step",
            "payment",
            _PAID_OUT,
            only_if="NEW.what = 'spent'",
        ),
        dialect.trigger(
            "payment_credit_kept",
            "BEFORE INSERT",
            "payment",
            "payment",
            _SPENDS,
            only_if="NEW.amount_minor < 0",
        ),
    ]
