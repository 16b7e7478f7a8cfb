"""What the shop knows of its customers, and nothing of it in the ledger.

A person may have several rows: one that stands for them and others that were merged into it. Looking somebody up gives
the row that stands for them; what belongs to a person belongs to any of `rows_of`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from peewee import fn

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.customer_words import asked_words, words_of, write_words
from shopstock.store.engine import Store
from shopstock.store.models import Consent, Party, Staff
from shopstock.store.people import phone_key
from shopstock.text import fold

FIELDS = ("name", "phone", "email", "street", "postcode", "town", "country", "note")
CONSENTS = ("safety", "other")
_LAST = "\U0010ffff"  # behind every text that begins with what stands before it


class CustomerRow(NamedTuple):
    """A customer; None where nothing is known. `merged_into` is the row that stands for them, if it is not this one."""

    id: int
    name: str
    phone: str | None
    email: str | None
    street: str | None
    postcode: str | None
    town: str | None
    country: str | None
    note: str | None
    created_at_us: int
    erased_at_us: int | None
    merged_into: int | None


class ConsentRow(NamedTuple):
    """What counts now of one kind of consent: given or taken back, when, and who wrote it down."""

    kind: str
    given: int
    at_us: int
    staff: str


_COLUMNS = tuple(getattr(Party, name) for name in CustomerRow._fields)
_BY_ID = Compiled(
    lambda: Party.select(*_COLUMNS).where(Party.id == param("id"), Party.kind == "customer"), CustomerRow
)
_NEWEST = Compiled(
    lambda: (
        Party.select(*_COLUMNS)
        .where(Party.kind == "customer", Party.erased_at_us.is_null(), Party.merged_into.is_null())
        .order_by(Party.id.desc())
        .limit(param("limit"))
    ),
    CustomerRow,
)
_ALL = Compiled(
    lambda: (
        Party.select(*_COLUMNS)
        .where(Party.kind == "customer", Party.erased_at_us.is_null(), Party.merged_into.is_null())
        .order_by(Party.name_key, Party.id)
    ),
    CustomerRow,
)
_MERGED: Compiled[int] = Compiled(
    lambda: Party.select(Party.id).where(Party.merged_into == param("id")).order_by(Party.id), single
)
_CHANGE: Compiled[int] = Compiled(
    lambda: Party.update(
        {
            getattr(Party, name): param(name)
            for name in (*FIELDS, "name_key", "phone_key", "email_key", "erased_at_us")
        }
    ).where(Party.id == param("id")),
    single,
)
_POINT: Compiled[int] = Compiled(
    lambda: Party.update(merged_into=param("into")).where(Party.id == param("id")), single
)


def _now_of() -> object:
    later = Consent.alias()
    newest = later.select(fn.MAX(later.seq)).where(
        later.party_id == Consent.party_id, later.kind == Consent.kind
    )
    return (
        Consent.select(Consent.kind, Consent.given, Consent.at_us, Staff.name)
        .join(Staff, on=(Staff.id == Consent.staff_id))
        .where(Consent.party_id == param("party_id"), Consent.seq == newest)
        .order_by(Consent.kind)
    )


_CONSENTS = Compiled(_now_of, ConsentRow)  # type: ignore[arg-type]
_CONSENT_STORY = Compiled(
    lambda: (
        Consent.select(Consent.kind, Consent.given, Consent.at_us, Staff.name)
        .join(Staff, on=(Staff.id == Consent.staff_id))
        .where(Consent.party_id == param("party_id"))
        .order_by(Consent.id)
    ),
    ConsentRow,
)
_LAST_SEQ: Compiled[int | None] = Compiled(
    lambda: Consent.select(fn.MAX(Consent.seq)).where(
        Consent.party_id == param("party_id"), Consent.kind == param("kind")
    ),
    single,
)
_ADD_CONSENT: Compiled[int] = inserted(Consent)


def customer(store: Store, party_id: int) -> CustomerRow:
    """The row that stands for the customer of that id, which must exist."""
    found = _BY_ID.first(store.db, id=party_id)
    if found is not None and found.merged_into is not None:
        found = _BY_ID.first(store.db, id=found.merged_into)
    if found is None:
        raise LookupError(f"no customer {party_id}")
    return found


def rows_of(store: Store, party_id: int) -> tuple[int, ...]:
    """Every row of the same person, the one that stands for them first."""
    head = customer(store, party_id).id
    return head, *_MERGED.all(store.db, id=head)


def own_row(store: Store, party_id: int) -> CustomerRow:
    """That very row, merged or not."""
    found = _BY_ID.first(store.db, id=party_id)
    if found is None:
        raise LookupError(f"no customer {party_id}")
    return found


def all_customers(store: Store) -> list[CustomerRow]:
    """Everyone who is neither erased nor merged into another, by name."""
    return _ALL.all(store.db)


def newest_customers(store: Store, limit: int) -> list[CustomerRow]:
    """Who came last."""
    return _NEWEST.all(store.db, limit=limit)


def customers_found(store: Store, text: str, limit: int) -> list[CustomerRow]:
    """Whose name or e-mail has every word of the text as the beginning of a word, or whose phone ends with it."""
    words = asked_words(text)[:6]
    if not words:
        return []
    mark = store.db.param
    one = f"id IN (SELECT party_id FROM party_word WHERE word >= {mark} AND word < {mark})"
    values = [end for word in words for end in (word, word + _LAST)]
    columns = ", ".join(CustomerRow._fields)
    found = store.db.execute_sql(
        f"SELECT {columns} FROM party WHERE {' AND '.join([one] * len(words))} "
        f"ORDER BY name_key, id LIMIT {limit:d}",
        values,
    ).fetchall()
    heads = (
        customer(store, row.id) if row.merged_into else row for row in (CustomerRow(*each) for each in found)
    )
    return list({row.id: row for row in heads}.values())


def change_customer(store: Store, row: CustomerRow) -> None:
    """Write what is known of a customer now, and what they are found by."""
    _write(store, row)
    write_words(store, row.id, words_of(row.name, row.phone, row.email))


def erase(store: Store, party_id: int, at_us: int) -> None:
    """Empty one row for good: its name becomes `erased 17`, and no word finds it."""
    write_words(store, party_id, ())
    empty = own_row(store, party_id)._replace(**dict.fromkeys(FIELDS[1:]), name=f"erased {party_id}")  # type: ignore[arg-type]
    _write(store, empty._replace(erased_at_us=at_us))


def _write(store: Store, row: CustomerRow) -> None:
    values: Mapping[str, object] = row._asdict()
    _CHANGE.run(
        store.db,
        **{name: values[name] for name in (*FIELDS, "erased_at_us", "id")},
        name_key=fold(row.name),
        phone_key=phone_key(row.phone) if row.phone else None,
        email_key=fold(row.email) if row.email else None,
    )


def merge(store: Store, gone_id: int, into_id: int) -> None:
    """Let `into` stand for `gone` and for all that was merged into it."""
    for other in _MERGED.all(store.db, id=gone_id):
        _POINT.run(store.db, id=other, into=into_id)
    _POINT.run(store.db, id=gone_id, into=into_id)


def consents_of(store: Store, party_id: int) -> dict[str, ConsentRow]:
    """What counts now, by kind; a kind nobody spoke of is not there."""
    return {row.kind: row for row in _CONSENTS.all(store.db, party_id=party_id)}


def consent_story(store: Store, party_ids: Collection[int]) -> list[ConsentRow]:
    """All that was ever agreed or taken back, in order."""
    return [row for party_id in party_ids for row in _CONSENT_STORY.all(store.db, party_id=party_id)]


def write_consent(store: Store, party_id: int, kind: str, given: int, staff_id: int) -> None:
    """One more step of that kind."""
    last = _LAST_SEQ.first(store.db, party_id=party_id, kind=kind)
    _ADD_CONSENT.run(
        store.db,
        party_id=party_id,
        kind=kind,
        seq=(last or 0) + 1,
        prev_seq=last,
        given=given,
        at_us=clock.now_us(),
        staff_id=staff_id,
    )
