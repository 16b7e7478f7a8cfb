"""PINs, badges, and what each role may do; and who may book at all."""

from __future__ import annotations

from shopstock.store.dialect import SqliteDialect

NAME = "people, PINs and rights"

_TABLES = {
    # `tries` are the wrong ones since the last lock or the last right one, `locks` the locks in a row.
    "credential": """
        staff_id {int} PRIMARY KEY NOT NULL REFERENCES staff (id),
        salt {blob} NOT NULL CHECK (length(salt) >= 16),
        hash {blob} NOT NULL CHECK (length(hash) = 32),
        tries {int} NOT NULL DEFAULT 0 CHECK (tries >= 0),
        locks {int} NOT NULL DEFAULT 0 CHECK (locks >= 0),
        locked_until_us {int}""",
    # The SHA-256 of what a badge says: whoever reads the shop file cannot make one.
    "badge": """
        staff_id {int} PRIMARY KEY NOT NULL REFERENCES staff (id),
        code_hash {blob} NOT NULL UNIQUE CHECK (length(code_hash) = 32),
        given_at_us {int} NOT NULL""",
    # Only what differs from the program's defaults. An owner may everything, an auditor nothing: neither is here.
    "role_right": """
        role {text} NOT NULL CHECK (role IN ('manager', 'clerk')),
        action {text} NOT NULL CHECK (action <> ''),
        granted {int} NOT NULL CHECK (granted IN (0, 1)),
        PRIMARY KEY (role, action)""",
}

_ANOTHER_OWNER = (
    "EXISTS (SELECT 1 FROM staff o JOIN credential c ON c.staff_id = o.id "
    "WHERE o.id <> {this} AND o.role = 'owner' AND o.active = 1)"
)
_HAS_PIN = "EXISTS (SELECT 1 FROM credential c WHERE c.staff_id = {this})"


def statements(dialect: SqliteDialect) -> list[str]:
    """Tables, then the rules for who books, who approves, and that an owner can always come in."""
    return [
        *(dialect.table(name, body) for name, body in _TABLES.items()),
        *_who_books(dialect),
        *_an_owner_stays(dialect),
    ]


def _who_books(dialect: SqliteDialect) -> list[str]:
    """An auditor and someone who left book nothing and approve nothing; nobody approves what they do themselves."""
    barred = "EXISTS (SELECT 1 FROM staff WHERE id = NEW.{column} AND (active = 0 OR role = 'auditor'))"
    return [
        dialect.trigger(
            "booking_staff", "BEFORE INSERT", "booking", "staff", barred.format(column="staff_id")
        ),
        dialect.trigger(
            "booking_approver",
            "BEFORE INSERT",
            "booking",
            "staff",
            f"NEW.approver_id = NEW.staff_id OR {barred.format(column='approver_id')}",
            only_if="NEW.approver_id IS NOT NULL",
        ),
    ]


def _an_owner_stays(dialect: SqliteDialect) -> list[str]:
    """The first PIN is an owner's; the last owner with a PIN cannot go, change role or lose it while others have one;
    nor the last owner of all."""
    another = _ANOTHER_OWNER.format(this="OLD.id")
    any_owner = "EXISTS (SELECT 1 FROM staff o WHERE o.id <> OLD.id AND o.role = 'owner' AND o.active = 1)"
    goes = f"(NOT {any_owner}) OR ({_HAS_PIN.format(this='OLD.id')} AND NOT {another})"
    of_owner = "EXISTS (SELECT 1 FROM staff WHERE id = {this} AND role = 'owner' AND active = 1)"
    first = f"NOT {of_owner.format(this='NEW.staff_id')} AND NOT {_ANOTHER_OWNER.format(this='NEW.staff_id')}"
    last = (
        f"{of_owner.format(this='OLD.staff_id')} AND NOT {_ANOTHER_OWNER.format(this='OLD.staff_id')} "
        "AND EXISTS (SELECT 1 FROM credential c WHERE c.staff_id <> OLD.staff_id)"
    )
    was_owner = "OLD.role = 'owner' AND OLD.active = 1 AND (NEW.role <> 'owner' OR NEW.active = 0)"
    return [
        dialect.trigger("staff_owner", "BEFORE UPDATE", "staff", "owner", goes, only_if=was_owner),
        dialect.trigger("credential_first", "BEFORE INSERT", "credential", "owner", first),
        dialect.trigger("credential_last", "BEFORE DELETE", "credential", "owner", last),
        dialect.trigger(
            "credential_moved",
            "BEFORE UPDATE",
            "credential",
            "owner",
            "1",
            only_if="NEW.staff_id <> OLD.staff_id",
        ),
    ]
