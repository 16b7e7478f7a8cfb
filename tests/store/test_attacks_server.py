"""Attacks that only a server's SQL knows: MERGE, COPY, many rows at once, views, temporary tables, TRUNCATE.

What the database's owner takes away by DDL (a trigger disabled, a key dropped, `session_replication_role`) no
rule in it can forbid; `verify` finds it. A login that may only read and write rows cannot do it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from shopstock.jobs.session import Session
from shopstock.store.engine import CannotWrite, RuleBroken
from tests import shops
from tests.shops import CABLE, OAT, OTHER_SERIAL, PHONE, SERIAL
from tests.store.audit import findings
from tests.store.hand import LEDGER, Hand, Row, dump, refused

pytestmark = pytest.mark.server


def inserts(table: str, *rows: Row) -> tuple[str, tuple[Any, ...]]:
    """One INSERT of those rows, and its values."""
    marks = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in rows)
    return (
        f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES {marks}",
        tuple(value for row in rows for value in row.values()),
    )


def write_at_once(raw: Hand, table: str, *rows: Row) -> None:
    """The rows by one statement, whose AFTER triggers fire when all of them are there."""
    sql, given = inserts(table, *rows)
    raw.run(sql, *given)


def without_hashes(session: Session) -> list[str]:
    """The findings without the hash chain, which rows written by hand do not have."""
    return [line for line in findings(session) if "was changed" not in line]


def test_two_rows_at_once_take_no_more_than_is_there(raw: Hand, session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    row = raw.movement(raw.book("waste"), "wasted", CABLE, "SHELF-1", "BIN", 3)
    with refused(session, "balance", "check"):
        write_at_once(raw, "movement", row, row | {"n": 2})
    write_at_once(raw, "movement", row, row | {"n": 2, "quantity": 2})
    assert shops.on_hand(session, CABLE) == 0


def test_two_rows_at_once_sell_no_more_than_the_line(raw: Hand, session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    row = raw.sold(CABLE, 2)
    with refused(session, "sale_line"):
        write_at_once(raw, "movement", row | {"quantity": 1}, row | {"n": 2})
    raw.write("movement", row)


def test_two_steps_of_a_piece_at_once(raw: Hand, session: Session) -> None:
    """Twice the same step, a jump, and a step back in time."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    row = raw.movement(raw.book("move"), "moved", PHONE, "SHELF-1", "BACK", serial=SERIAL)
    on = raw.movement(row["booking_id"], "moved", PHONE, "BACK", "SHELF-2", serial=SERIAL)
    on |= {"n": 2, "unit_seq": 3, "prev_seq": 2}
    for wrong in (
        (row, row | {"n": 2}),
        (on, row),
        (row, on | {"from_place_id": shops.place(session, "SHELF-1").id, "from_kind": "shelf"}),
    ):
        with refused(session, "written_once", "unique", "foreign_key", "balance", "chain"):
            write_at_once(raw, "movement", *wrong)
    with refused(session, "balance"):  # sound, but the second is judged before the first is counted
        write_at_once(raw, "movement", row, on)
    for step in (row, on):
        raw.write("movement", step)
    assert shops.unit(session, SERIAL).place_code == "SHELF-2"
    assert without_hashes(session) == []


def test_two_payments_at_once_pay_no_more_than_the_refund(raw: Hand, session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    line = shops.sold_line(session, shops.sell_some(session, CABLE, "3")).id
    back = raw.book("return")
    raw.write("return_line", raw.came_back(back, line, 1, 990))
    paid = {"booking_id": back, "n": 1, "tender": "cash", "amount_minor": -500, "tendered_minor": -500}
    with refused(session, "payment"):
        write_at_once(raw, "payment", paid, paid | {"n": 2, "amount_minor": -491})
    write_at_once(raw, "payment", paid, paid | {"n": 2, "amount_minor": -490})


@pytest.fixture
def lived(session: Session) -> None:
    """A morning with a row in most tables of the ledger."""
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "5")
    shops.take_in(session, OAT, "5", lot="A", expires="2026-12-30")
    shops.bring_back(session, shops.sold_line(session, shops.sell_serial(session, SERIAL)).id)


@pytest.mark.parametrize(
    ("attack", "rule"),
    [
        ("MERGE INTO {t} USING (SELECT 1) v ON {t}.id > 0 WHEN MATCHED THEN UPDATE SET id = {t}.id", "written_once"),
        ("MERGE INTO {t} USING (SELECT 1) v ON {t}.id > 0 WHEN MATCHED THEN DELETE", "written_once"),
        ("UPDATE {t} SET id = x.id FROM {t} x WHERE x.id = {t}.id", "written_once"),
        ("DELETE FROM {t} USING {t} x WHERE x.id = {t}.id", "written_once"),
        ("WITH gone AS (DELETE FROM {t} RETURNING id) SELECT count(*) FROM gone", "written_once"),
        ("WITH new AS (UPDATE {t} SET id = id RETURNING id) SELECT count(*) FROM new", "written_once"),
        ("TRUNCATE {t} CASCADE", "written_once"),
        ("TRUNCATE booking, {t} RESTART IDENTITY CASCADE", "written_once"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("lived")
def test_other_words_for_an_edit(raw: Hand, session: Session, attack: str, rule: str) -> None:
    for table in ("booking", "movement", "sale_line", "payment", "return_line"):
        assert raw.one(f"SELECT count(*) FROM {table}") > 0
        with refused(session, rule):
            raw.run(attack.format(t=table))


@pytest.mark.usefixtures("lived")
def test_what_stands_is_not_emptied(raw: Hand, session: Session) -> None:
    """A key alone would not keep it: nothing refers to a balance."""
    for table, rule in (
        ("balance", "balance"),
        ("unit_at", "chain"),
        ("shop", "frozen"),
        ("route CASCADE", "written_once"),
        ("place_kind CASCADE", "written_once"),
        ("product CASCADE", "written_once"),
    ):
        kept = dump(session, "route", "shop", "product")
        with refused(session, rule, "written_once"):
            raw.run(f"TRUNCATE {table}")
        assert dump(session, "route", "shop", "product") == kept


@pytest.mark.usefixtures("lived")
def test_through_a_view(raw: Hand, session: Session) -> None:
    for table in LEDGER:
        raw.run(f"CREATE TEMP VIEW seen_{table} AS SELECT * FROM {table}")
    for attack, rule in (
        ("UPDATE seen_movement SET quantity = 9", "written_once"),
        ("DELETE FROM seen_booking", "written_once"),
        ("UPDATE seen_balance SET quantity = 9", "balance"),
        ("DELETE FROM seen_unit_at", "chain"),
        ("INSERT INTO seen_payment SELECT * FROM payment", "booking"),
    ):
        with refused(session, rule):
            raw.run(attack)


@pytest.mark.usefixtures("lived")
def test_a_temporary_table_is_not_taken_for_the_shop(raw: Hand, session: Session) -> None:
    """Its names come first in every search; the rules do not search there."""
    row = raw.movement(raw.book("waste"), "wasted", CABLE, "SHELF-1", "BIN", 500)
    raw.run("CREATE TEMP TABLE balance AS SELECT * FROM public.balance")
    raw.run("UPDATE balance SET quantity = 9999")
    raw.run("CREATE TEMP TABLE unit AS SELECT * FROM public.unit")
    raw.run("CREATE TEMP TABLE lot AS SELECT * FROM public.lot")
    with pytest.raises(RuleBroken) as caught:
        raw.write("movement", row)
    assert caught.value.rule == "balance"
    raw.run("SET search_path = pg_temp, public")
    with pytest.raises(RuleBroken) as caught:
        raw.write("movement", row)
    assert caught.value.rule == "balance"
    raw.run("DROP TABLE balance, unit, lot")
    assert without_hashes(session) == []


@pytest.mark.usefixtures("lived")
def test_copied_in(raw: Hand, session: Session) -> None:
    """COPY asks the same triggers and keys."""
    newest = raw.last("movement")
    short = raw.movement(newest["booking_id"], "wasted", CABLE, "SHELF-1", "BIN", 6)
    for table, row, rule in (
        ("booking", raw.last("booking"), "written_once"),
        ("movement", newest, "return"),
        ("movement", short, "balance"),
        ("balance", raw.last("balance") | {"place_id": 2}, "balance"),
        ("payment", raw.last("payment") | {"id": 99, "n": 9, "booking_id": 3}, "booking"),
    ):
        before = dump(session)
        with pytest.raises(psycopg.errors.CheckViolation, match=f"rule:{rule}"), session.store.transaction():
            cursor = session.store.db.connection().cursor()
            with cursor.copy(f"COPY {table} ({', '.join(row)}) FROM STDIN".encode()) as copy:
                copy.write_row(tuple(row.values()))
        assert dump(session) == before


def test_half_an_act_that_is_let_off(raw: Hand, session: Session) -> None:
    """What fails inside a savepoint, or in a block that swallows it, leaves nothing; what follows is whole."""
    shops.take_in(session, CABLE, "5")
    row = raw.movement(raw.book("waste"), "wasted", CABLE, "SHELF-1", "BIN", 4)
    with session.store.transaction():
        for quantity in (6, 4, 2):
            with suppress(RuleBroken):
                raw.write("movement", row | {"n": quantity, "quantity": quantity})
    assert shops.on_hand(session, CABLE) == 1
    names, quoted = ", ".join(row), ", ".join("NULL" if v is None else f"'{v}'" for v in row.values())
    before = dump(session)
    raw.run(
        f"DO $$ BEGIN INSERT INTO movement ({names}) VALUES ({quoted}); "
        "EXCEPTION WHEN OTHERS THEN NULL; END $$"
    )
    assert dump(session) == before
    assert shops.on_hand(session, CABLE) == 1
    assert without_hashes(session) == []


@pytest.fixture
def till_role(session: Session) -> Iterator[str]:
    """A login that may read and write rows and nothing else, taken on by this connection."""
    name = f"till_only_{os.getpid()}"
    run: Callable[[str], Any] = session.store.db.execute_sql
    run(f"CREATE ROLE {name}")
    run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    run(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
    run(f"SET ROLE {name}")
    yield name
    run("RESET ROLE")
    run(f"DROP OWNED BY {name}")
    run(f"DROP ROLE {name}")


TAKES_AWAY = (
    "SET session_replication_role = replica",
    "ALTER TABLE movement DISABLE TRIGGER ALL",
    "ALTER TABLE movement DISABLE TRIGGER USER",
    "DROP TRIGGER movement_counted ON movement",
    "ALTER TABLE balance DROP CONSTRAINT balance_check",
    "ALTER TABLE booking ALTER COLUMN note TYPE TEXT",
    "CREATE RULE quiet AS ON DELETE TO movement DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION movement_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    "TRUNCATE balance",
    "DROP TABLE event",
)  # fmt: skip


def test_a_login_that_only_writes_rows_takes_no_rule_away(
    raw: Hand, session: Session, till_role: str
) -> None:
    shops.take_in(session, CABLE, "5")
    before = dump(session)
    for attack in TAKES_AWAY:
        with pytest.raises(CannotWrite):
            raw.run(attack)
    assert dump(session) == before
    assert shops.sell_some(session, CABLE).paper == "R1-000001"
    assert findings(session) == []


def test_what_a_server_says_in_another_language(raw: Hand, session: Session) -> None:
    """Which rule it was is read from its code, not from its words."""
    with pytest.raises(RuleBroken) as caught:
        raw.run("DO $$ BEGIN RAISE EXCEPTION 'doppelter Schlüsselwert' USING ERRCODE = '23505'; END $$")
    assert caught.value.rule == "unique"
    with pytest.raises(RuleBroken) as caught:
        raw.run("DO $$ BEGIN RAISE EXCEPTION 'Fremdschlüssel verletzt' USING ERRCODE = '23503'; END $$")
    assert caught.value.rule == "foreign_key"


def test_a_fraction_in_the_text_of_a_statement_is_rounded(raw: Hand, session: Session) -> None:
    """The one that nothing refuses: PostgreSQL makes a whole number of it before any rule sees the row. The
    program writes numbers as values only, and those the fields and the connection refuse."""
    raw.run(f"UPDATE product SET price_minor = 12.5 WHERE sku = '{CABLE}'")
    assert shops.goods(session, CABLE).price_minor == 13
    for value in (12.5, Decimal("12.5")):
        with refused(session, "check"):
            raw.change("product", f"sku = '{CABLE}'", price_minor=value)
