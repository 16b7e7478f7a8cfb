"""Customers by hand: who was erased stays empty, one person is no ring, consent is never rewritten; a piece is named
once."""

from __future__ import annotations

import pytest

from shopstock.jobs import customers, people
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.audit import audit
from shopstock.store.engine import RuleBroken
from shopstock.store.migrations.people_tables import STAND_IN
from shopstock.store.nameless import add_nameless
from tests import shops
from tests.desk.counter import Counter
from tests.shops import CABLE, PHONE, SERIAL
from tests.store.hand import Hand


def met(session: Session, name: str = "R. Patel") -> int:
    return people.meet(session, "customer", name).who.id


def erased(session: Session) -> int:
    one = met(session, "5550199")
    customers.erase(session, new_request_id(), one)
    return one


def broken(session: Session, sql: str, *rules: str) -> None:
    """That statement is refused by one of those rules."""
    with pytest.raises(RuleBroken) as caught, session.store.transaction():
        session.store.db.execute_sql(sql)
    assert caught.value.rule in rules, caught.value.detail


@pytest.mark.parametrize(
    "change",
    [
        "name = 'R. Patel'",
        "phone = '5550199', phone_key = '5550199'",
        "email = 'a@b', email_key = 'a@b'",
        "street = 'Am Markt 1'",
        "note = 'tall'",
        "erased_at_us = NULL",
        "erased_at_us = NULL, name = 'R. Patel'",
        "merged_into = NULL",
    ],
)
def test_who_was_erased_is_never_filled_again(session: Session, change: str) -> None:
    one = erased(session)
    broken(session, f"UPDATE party SET {change} WHERE id = {one}", "erased")
    broken(session, f"DELETE FROM party WHERE id = {one}", "erased", "foreign_key")
    broken(session, f"INSERT INTO party_word (word, party_id) VALUES ('patel', {one})", "erased")


@pytest.mark.parametrize("kept", ["phone", "street", "note", "town"])
def test_nobody_is_erased_by_half(session: Session, kept: str) -> None:
    one = met(session)
    session.store.db.execute_sql(f"UPDATE party SET {kept} = 'x' WHERE id = {one}")
    half = (
        f"UPDATE party SET name = 'erased {one}', name_key = 'erased{one}', erased_at_us = 1 WHERE id = {one}"
    )
    session.store.db.execute_sql("DELETE FROM party_word")
    broken(session, half, "erased")
    session.store.db.execute_sql(f"UPDATE party SET {kept} = NULL WHERE id = {one}")
    session.store.db.execute_sql(f"INSERT INTO party_word (word, party_id) VALUES ('patel', {one})")
    broken(session, half, "erased")


def test_a_supplier_is_not_erased(session: Session) -> None:
    one = people.meet(session, "supplier", "Volta").who.id
    sql = (
        f"UPDATE party SET name = 'erased {one}', name_key = 'erased{one}', erased_at_us = 1 WHERE id = {one}"
    )
    broken(session, sql, "check")


def test_one_person_is_no_ring_and_no_chain(session: Session) -> None:
    a, b, c = met(session, "A"), met(session, "B"), met(session, "C")
    supplier = people.meet(session, "supplier", "Volta").who.id
    for gone, into in ((a, a), (a, supplier), (supplier, a)):
        broken(session, f"UPDATE party SET merged_into = {into} WHERE id = {gone}", "merged")
    customers.merge(session, new_request_id(), b, a)
    broken(session, f"UPDATE party SET merged_into = {a} WHERE id = {b}", "merged")
    broken(session, f"UPDATE party SET merged_into = {c} WHERE id = {b}", "merged")
    broken(session, f"UPDATE party SET merged_into = {a} WHERE id = {c}", "merged")


def test_consent_is_written_once_and_in_turn(session: Session) -> None:
    one = met(session)
    customers.consent(session, one, "safety", given=True)
    broken(session, "UPDATE consent SET given = 0", "written_once")
    broken(session, "DELETE FROM consent", "written_once")
    into = "INSERT INTO consent (party_id, kind, seq, prev_seq, given, at_us, staff_id) VALUES"
    broken(session, f"{into} ({one}, 'safety', 1, NULL, 0, 1, 1)", "written_once", "unique")
    broken(session, f"{into} ({one}, 'safety', 3, 2, 0, 1, 1)", "foreign_key")
    broken(session, f"{into} ({one}, 'safety', 3, 1, 0, 1, 1)", "check")
    broken(session, f"{into} ({one}, 'letters', 1, NULL, 1, 1, 1)", "check")
    supplier = people.meet(session, "supplier", "Volta").who.id
    broken(session, f"{into} ({supplier}, 'safety', 1, NULL, 1, 1, 1)", "party")
    gone = erased(session)
    broken(session, f"{into} ({gone}, 'safety', 1, NULL, 1, 1, 1)", "party")


def test_whose_a_sale_is_stands_as_it_was_said(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    sale = shops.sell_some(session, CABLE)
    one = met(session)
    customers.attach(session, new_request_id(), sale.booking_id, one)
    for sql in ("UPDATE sale_customer SET party_id = NULL", "DELETE FROM sale_customer"):
        broken(session, sql, "written_once")
    last = session.store.db.execute_sql("SELECT max(id) FROM booking").fetchone()[0]
    into = "INSERT INTO sale_customer (booking_id, n, sale_id, party_id, seq, prev_seq) VALUES"
    broken(session, f"{into} ({sale.booking_id}, 1, {sale.booking_id}, {one}, 2, 1)", "booking", "check")
    broken(session, f"{into} ({last}, 2, {sale.booking_id}, {one}, 3, 2)", "foreign_key")
    broken(session, f"{into} ({last}, 2, 1, {one}, 1, NULL)", "party")
    supplier = people.meet(session, "supplier", "Volta").who.id
    broken(session, f"{into} ({last}, 2, {sale.booking_id}, {supplier}, 2, 1)", "party")
    gone = erased(session)
    broken(session, f"{into} ({last}, 2, {sale.booking_id}, {gone}, 2, 1)", "party", "booking")
    assert audit(session.store).findings == ()


def nameless(session: Session) -> int:
    """A piece that stands on the shelf without its serial."""
    counter = Counter(session)
    counter(":item sku=T tracking=serial serial_when=sale name=T price=1", ":receive", "T", ":finish")
    unit: int = session.store.db.execute_sql("SELECT max(id) FROM unit").fetchone()[0]
    return unit


def test_a_piece_is_named_once(session: Session) -> None:
    unit = nameless(session)
    change = f"UPDATE unit SET {{}} WHERE id = {unit}"
    broken(session, change.format("nameless = 0"), "check", "frozen")
    broken(session, change.format("serial = 'X', serial_key = 'x'"), "check", "frozen")
    broken(session, change.format("nameless = NULL, serial = 'X', serial_key = 'x'"), "frozen")
    broken(session, change.format(f"serial = '{STAND_IN}999'"), "frozen")
    broken(session, change.format("serial_key = 'x'"), "check")
    session.store.db.execute_sql(change.format("nameless = 0, serial = 'X', serial_key = 'x'"))
    broken(session, change.format("serial = 'Y', serial_key = 'y'"), "frozen")
    broken(session, change.format(f"nameless = 1, serial = '{STAND_IN}{unit}', serial_key = ''"), "frozen")
    assert [f.check for f in audit(session.store).findings] == ["naming"], "the books do not know of it"


def test_a_piece_with_a_serial_never_loses_it(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    unit = shops.unit(session, SERIAL).id
    broken(
        session,
        f"UPDATE unit SET nameless = 1, serial = '{STAND_IN}{unit}', serial_key = '' WHERE id = {unit}",
        "frozen",
    )
    broken(session, f"UPDATE unit SET nameless = 0 WHERE id = {unit}", "frozen")


def test_no_serial_looks_like_what_stands_in_for_one(session: Session) -> None:
    row = shops.goods(session, PHONE)
    lot = shops.batch(session, PHONE, "").id
    into = "INSERT INTO unit (product_id, tracking, lot_id, serial, serial_key, attributes, nameless) VALUES"
    broken(session, f"{into} ({row.id}, 'serial', {lot}, '{STAND_IN}7', '7', '{{}}', NULL)", "check")
    broken(session, f"{into} ({row.id}, 'serial', {lot}, 'X7', '', '{{}}', 1)", "check")
    with session.store.transaction():
        add_nameless(session.store, row.id, lot)
    assert Hand(session).last("unit")["nameless"] == 1


def test_only_goods_with_serials_are_named_at_the_sale(session: Session) -> None:
    row = shops.goods(session, CABLE).id
    broken(session, f"UPDATE product SET serial_when = 'sale' WHERE id = {row}", "check")
    broken(session, "UPDATE product SET serial_when = 'never' WHERE tracking = 'serial'", "check")
