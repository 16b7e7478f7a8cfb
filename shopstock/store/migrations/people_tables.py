"""Customers, and units whose serial is asked at the sale.

A customer is as little as wanted, and what is known of them stands in `party` alone: the ledger holds ids only. So a
person can be erased while every booking, and its seal, stays what it was (GDPR, article 17). An erased customer is
`erased 17` and holds nothing else, ever again. Two rows of one person are joined by `merged_into`: both keep their
bookings. Consent is written down and taken back by new rows, one chain for each customer and kind.

A piece that came without its serial is a unit with `nameless = 1`. What stands in for its serial begins with a sign
that no typed or scanned text can hold, since NFKC makes two letters of it, and its look-up key is empty.
"""

from __future__ import annotations

from peewee import Database

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import ruled_anew, sealed_table

STAND_IN = "№"

_PARTY = {
    "email": "{text} CHECK (email <> '')",
    "email_key": "{text} CHECK ((email IS NULL) = (email_key IS NULL))",
    "street": "{text} CHECK (street <> '')",
    "postcode": "{text} CHECK (postcode <> '')",
    "town": "{text} CHECK (town <> '')",
    "country": "{text} CHECK (country <> '')",
    "note": "{text} CHECK (note <> '')",
    "erased_at_us": "{int} CHECK (erased_at_us IS NULL OR kind = 'customer')",
    "merged_into": "{int} REFERENCES party (id)",
}
_PERSONAL = ("phone", "phone_key", "email", "email_key", "street", "postcode", "town", "country", "note")
_WORD = """
    word {text} NOT NULL CHECK (word <> ''),
    party_id {int} NOT NULL REFERENCES party (id),
    PRIMARY KEY (word, party_id)"""
_CONSENT = """
    id {id},
    party_id {int} NOT NULL REFERENCES party (id),
    kind {text} NOT NULL CHECK (kind IN ('safety', 'other')),
    seq {int} NOT NULL CHECK (seq >= 1),
    prev_seq {int},
    given {int} NOT NULL CHECK (given IN (0, 1)),
    at_us {int} NOT NULL,
    staff_id {int} NOT NULL REFERENCES staff (id),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    FOREIGN KEY (party_id, kind, prev_seq) REFERENCES consent (party_id, kind, seq),
    UNIQUE (party_id, kind, seq)"""
_SALE_CUSTOMER = """
    id {id},
    booking_id {int} NOT NULL REFERENCES booking (id),
    n {int} NOT NULL,
    sale_id {int} NOT NULL REFERENCES booking (id),
    party_id {int} REFERENCES party (id),
    seq {int} NOT NULL CHECK (seq >= 1),
    prev_seq {int},
    CHECK (sale_id < booking_id),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    FOREIGN KEY (sale_id, prev_seq) REFERENCES sale_customer (sale_id, seq),
    UNIQUE (booking_id, n),
    UNIQUE (sale_id, seq)"""
_PRODUCT = {
    "serial_when": "{text} CHECK (serial_when IS NULL OR (serial_when = 'sale' AND tracking = 'serial'))",
}
_UNIT = {
    "nameless": (
        "{int} CHECK (nameless IN (0, 1)) "
        f"CHECK ((coalesce(nameless, 0) = 1) = (substr(serial, 1, 1) = '{STAND_IN}')) "
        "CHECK (coalesce(nameless, 0) <> 1 OR serial_key = '')"
    ),
}
_INDEXES = (
    "CREATE INDEX party_email ON party (email_key) WHERE email_key IS NOT NULL",
    "CREATE INDEX party_merged ON party (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX party_word_party ON party_word (party_id)",
    "CREATE INDEX sale_customer_party ON sale_customer (party_id) WHERE party_id IS NOT NULL",
    "CREATE INDEX unit_nameless ON unit (nameless, product_id, lot_id) WHERE nameless = 1",
    "CREATE INDEX sale_line_warranty ON sale_line (warranty_until) WHERE warranty_until IS NOT NULL",
)


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep them what they are."""
    new = {"party": _PARTY, "product": _PRODUCT, "unit": _UNIT}
    return [
        *(
            dialect.added(table, name, body)
            for table, columns in new.items()
            for name, body in columns.items()
        ),
        dialect.table("party_word", _WORD),
        dialect.table("consent", _CONSENT),
        *dialect.written_once("consent", ("party_id, kind, seq",)),
        *sealed_table(
            dialect, "sale_customer", _SALE_CUSTOMER, ("booking_id, n", "sale_id, seq"), "b.kind = 'event'"
        ),
        *_INDEXES,
        *_erased(dialect),
        *_merged(dialect),
        *_of_customers(dialect),
        *_named_once(dialect),
    ]


def fill(db: Database) -> None:
    """The words that customers of an older shop are found by; only Python folds every script."""
    from shopstock.store.customer_words import words_of

    mark = db.param
    known = db.execute_sql("SELECT id, name, phone FROM party WHERE kind = 'customer'").fetchall()
    for party_id, name, phone in known:
        for word in words_of(name, phone, None):
            db.execute_sql(
                f"INSERT INTO party_word (word, party_id) VALUES ({mark}, {mark})", (word, party_id)
            )


def _erased(dialect: Dialect) -> list[str]:
    """Who was erased holds nothing about a person, is found by no word, and stays as it is."""
    empty = " OR ".join(f"NEW.{column} IS NOT NULL" for column in _PERSONAL)
    named = "NEW.name <> 'erased ' || NEW.id OR NEW.name_key <> 'erased' || NEW.id"
    words = "EXISTS (SELECT 1 FROM party_word WHERE party_id = NEW.id)"
    gone = "EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND erased_at_us IS NOT NULL)"
    holds = f"{named} OR {empty} OR {words}"
    only = "NEW.erased_at_us IS NOT NULL"
    return [
        dialect.trigger("party_erased", "BEFORE UPDATE", "party", "erased", holds, only_if=only),
        dialect.trigger("party_born_erased", "BEFORE INSERT", "party", "erased", holds, only_if=only),
        dialect.trigger(
            "party_stays_erased",
            "BEFORE UPDATE",
            "party",
            "erased",
            "1",
            only_if="OLD.erased_at_us IS NOT NULL",
        ),
        dialect.trigger(
            "party_undeleted", "BEFORE DELETE", "party", "erased", "1", only_if="OLD.erased_at_us IS NOT NULL"
        ),
        *(
            dialect.trigger(f"party_word_{verb.lower()}", f"BEFORE {verb}", "party_word", "erased", gone)
            for verb in ("INSERT", "UPDATE")
        ),
    ]


def _merged(dialect: Dialect) -> list[str]:
    """One person's rows point at one of them, which points nowhere: no rings, no chains."""
    head = (
        "EXISTS (SELECT 1 FROM party t WHERE t.id = NEW.merged_into AND t.id <> NEW.id AND t.kind = 'customer' "
        "AND t.merged_into IS NULL AND t.erased_at_us IS NULL)"
    )
    followed = "EXISTS (SELECT 1 FROM party a WHERE a.merged_into = NEW.id)"
    wrong = f"NEW.kind <> 'customer' OR NOT {head} OR {followed}"
    moved = "NEW.merged_into IS NOT NULL AND coalesce(OLD.merged_into, 0) <> NEW.merged_into"
    return [
        dialect.trigger("party_merged", "BEFORE UPDATE", "party", "merged", wrong, only_if=moved),
        dialect.trigger(
            "party_born_merged",
            "BEFORE INSERT",
            "party",
            "merged",
            "1",
            only_if="NEW.merged_into IS NOT NULL",
        ),
    ]


def _of_customers(dialect: Dialect) -> list[str]:
    """Consent is a customer's; nothing is agreed for who was erased. A sale is said to be a customer's that is there."""
    one = (
        "SELECT 1 FROM party WHERE id = NEW.party_id AND kind = 'customer' AND (erased_at_us IS NULL{unless})"
    )
    sale = "SELECT 1 FROM booking WHERE id = NEW.sale_id AND kind = 'sale'"
    return [
        dialect.trigger(
            "consent_party",
            "BEFORE INSERT",
            "consent",
            "party",
            f"NOT EXISTS ({one.format(unless=' OR NEW.given = 0')})",
        ),
        dialect.trigger(
            "sale_customer_party",
            "BEFORE INSERT",
            "sale_customer",
            "party",
            f"NOT EXISTS ({sale}) OR (NEW.party_id IS NOT NULL AND NOT EXISTS ({one.format(unless='')}))",
        ),
    ]


def _named_once(dialect: Dialect) -> list[str]:
    """The rule `unit_frozen` of the first step, with one way more: a nameless piece gets its serial, once."""
    named = "coalesce(OLD.nameless, 2) = 1 AND coalesce(NEW.nameless, 2) = 0 AND OLD.serial <> NEW.serial"
    other = "OLD.serial <> NEW.serial OR coalesce(OLD.nameless, 2) <> coalesce(NEW.nameless, 2)"
    moved = "EXISTS (SELECT 1 FROM unit_at WHERE unit_id = OLD.id)"
    condition = f"({other}) AND NOT ({named}) AND {moved}"
    return ruled_anew(dialect, "unit_frozen", "BEFORE UPDATE", "unit", "frozen", condition)
