"""Staff, tills, suppliers and customers."""

from __future__ import annotations

from typing import Any, NamedTuple

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted, inserted_id, param, single
from shopstock.store.customer_words import words_of, write_words
from shopstock.store.engine import Store
from shopstock.store.models import Party, Staff, Till
from shopstock.text import clean_name, fold


class StaffRow(NamedTuple):
    """Someone who works here."""

    id: int
    name: str
    role: str


# Nobody has signed on: a row that no table holds and that may do nothing.
NOBODY = StaffRow(0, "nobody", "none")


class TillRow(NamedTuple):
    """A till; `prefix` starts its receipt numbers."""

    id: int
    name: str
    prefix: str


class PartyRow(NamedTuple):
    """A supplier or a customer; `merged_into` is the row that stands for them, None where this one does."""

    id: int
    kind: str
    name: str
    phone: str | None
    merged_into: int | None = None


_STAFF = (Staff.id, Staff.name, Staff.role)
_STAFF_BY_KEY = Compiled(
    lambda: Staff.select(*_STAFF).where(Staff.name_key == param("key"), Staff.active == 1), StaffRow
)
_STAFF_BY_ID = Compiled(
    lambda: Staff.select(*_STAFF).where(Staff.id == param("id"), Staff.active == 1), StaffRow
)
_STAFF_ALL = Compiled(lambda: Staff.select(*_STAFF).where(Staff.active == 1).order_by(Staff.id), StaffRow)
_GONE_BY_KEY = Compiled(
    lambda: Staff.select(*_STAFF).where(Staff.name_key == param("key"), Staff.active == 0), StaffRow
)
_ADD_STAFF: Compiled[int] = inserted(Staff)
_CHANGE_STAFF: Compiled[int] = Compiled(
    lambda: Staff.update(role=param("role"), active=param("active")).where(Staff.id == param("id")), single
)
_TILL = (Till.id, Till.name, Till.prefix)
_TILL_BY_KEY = Compiled(lambda: Till.select(*_TILL).where(Till.name_key == param("key")), TillRow)
_TILL_ALL = Compiled(lambda: Till.select(*_TILL).order_by(Till.id), TillRow)
_ADD_TILL: Compiled[int] = inserted(Till)
_PARTY = (Party.id, Party.kind, Party.name, Party.phone, Party.merged_into)
_HERE = Party.erased_at_us.is_null()
_PARTY_BY_NAME = Compiled(
    lambda: (
        Party.select(*_PARTY)
        .where(Party.kind == param("kind"), Party.name_key == param("key"), _HERE)
        .order_by(Party.id)
    ),
    PartyRow,
)
_PARTY_BY_PHONE = Compiled(
    lambda: Party.select(*_PARTY).where(Party.phone_key == param("key"), _HERE).order_by(Party.id), PartyRow
)
_PARTY_BY_EMAIL = Compiled(
    lambda: Party.select(*_PARTY).where(Party.email_key == param("key"), _HERE).order_by(Party.id), PartyRow
)
_PARTY_BY_ID = Compiled(lambda: Party.select(*_PARTY).where(Party.id == param("id")), PartyRow)
_ERASED: Compiled[int] = Compiled(
    lambda: Party.select(Party.id).where(Party.id == param("id"), Party.erased_at_us.is_null(False)), single
)
_ADD_PARTY = inserted_id(Party)
_NOTHING_YET: dict[str, Any] = dict.fromkeys(
    ("email", "email_key", "street", "postcode", "town", "country", "note", "erased_at_us", "merged_into")
)


def staff_named(store: Store, name: str) -> StaffRow | None:
    """The person of that name, whatever its case and spaces."""
    return _STAFF_BY_KEY.first(store.db, key=fold(name))


def staff_with_id(store: Store, staff_id: int) -> StaffRow | None:
    """The person of that id as they are now; None for someone who does not work here any more."""
    return _STAFF_BY_ID.first(store.db, id=staff_id)


def staff_who_left(store: Store, name: str) -> StaffRow | None:
    """The person of that name who worked here once."""
    return _GONE_BY_KEY.first(store.db, key=fold(name))


def change_staff(store: Store, staff_id: int, role: str, *, active: bool = True) -> None:
    """Give a person another role, or let them leave; the last owner who can sign on stays (rule `owner`)."""
    _CHANGE_STAFF.run(store.db, id=staff_id, role=role, active=int(active))


def all_staff(store: Store) -> list[StaffRow]:
    """Everyone who works here, the owner first."""
    return _STAFF_ALL.all(store.db)


def add_staff(store: Store, name: str, role: str) -> StaffRow:
    """A new person; the name must be new."""
    shown, _ = clean_name(name, 40)
    _ADD_STAFF.run(store.db, name=shown, name_key=fold(shown), role=role, active=1)
    found = staff_named(store, shown)
    assert found  # noqa: S101 - written in the line before, in the same transaction
    return found


def till_named(store: Store, name: str) -> TillRow | None:
    """The till of that name."""
    return _TILL_BY_KEY.first(store.db, key=fold(name))


def all_tills(store: Store) -> list[TillRow]:
    """Every till."""
    return _TILL_ALL.all(store.db)


def add_till(store: Store, name: str) -> TillRow:
    """A new till; its receipts are numbered R1, R2 ... in the order of the tills."""
    shown, _ = clean_name(name, 40)
    prefix = f"R{len(all_tills(store)) + 1}"
    _ADD_TILL.run(store.db, name=shown, name_key=fold(shown), prefix=prefix)
    found = till_named(store, shown)
    assert found  # noqa: S101 - written in the line before, in the same transaction
    return found


def phone_key(text: str) -> str | None:
    """The digits of a phone number of seven digits or more, or None for anything else."""
    kept = "".join(c for c in text if c not in " -/().+\u00a0")
    return kept if kept.isascii() and kept.isdigit() and 7 <= len(kept) <= 15 else None


def parties(store: Store, kind: str, known_by: str) -> list[PartyRow]:
    """Everyone of that kind with exactly that name, phone number or e-mail; who was erased is nobody's any more."""
    phone = phone_key(known_by)
    if phone:
        found = _PARTY_BY_PHONE.all(store.db, key=phone)
    else:
        found = _PARTY_BY_EMAIL.all(store.db, key=fold(known_by)) if "@" in known_by else []
        found = found or _PARTY_BY_NAME.all(store.db, kind=kind, key=fold(known_by))
    heads = (standing_for(store, p.id) for p in found if p.kind == kind)
    return list({head.id: head for head in heads if head}.values())


def party(store: Store, party_id: int | None) -> PartyRow | None:
    """The supplier or customer of that id."""
    return None if party_id is None else _PARTY_BY_ID.first(store.db, id=party_id)


def standing_for(store: Store, party_id: int | None) -> PartyRow | None:
    """The row that stands for that supplier or customer now; None for one who was erased."""
    if party_id is None:
        return None
    found = party(store, party_id)
    found = party(store, found.merged_into) if found and found.merged_into else found
    return found if found is None or _ERASED.first(store.db, id=found.id) is None else None


def add_party(store: Store, kind: str, name_or_phone: str) -> PartyRow:
    """A new supplier or customer, known by a name, a phone number or an e-mail alone."""
    shown, _ = clean_name(name_or_phone, 80)
    phone = phone_key(shown)
    email = shown if "@" in shown[1:-1] and " " not in shown else None
    party_id = _ADD_PARTY.one(
        store.db,
        kind=kind,
        name=shown,
        name_key=fold(shown),
        phone=shown if phone else None,
        phone_key=phone,
        created_at_us=clock.now_us(),
        **{**_NOTHING_YET, "email": email, "email_key": email and fold(email)},
    )
    if kind == "customer":
        write_words(store, party_id, words_of(shown, phone, email))
    return PartyRow(party_id, kind, shown, shown if phone else None)
