"""A row of the ledger is never edited, deleted, replaced or slipped in later."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from shopstock.jobs import cash, claims, dates, markdowns, proofs, setup
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.claims import FileDraft
from shopstock.store.models import (
    Booking,
    CheckRow,
    Cover,
    Drawer,
    DrawerPiece,
    DrawerTender,
    Event,
    Movement,
    Payment,
    ReturnLine,
    SaleLine,
    Table,
)
from tests import shops
from tests.shops import CABLE, OAT, PHONE, SERIAL
from tests.store.hand import KEYS, LEDGER, MODELS, Hand, refused

WRITTEN_ONCE = [name for name in LEDGER if name not in ("balance", "unit_at")]
HARMLESS = {
    "booking": "note = 'x'",
    "sale_line": "price_minor = 1",
    "movement": "reason = 'x'",
    "return_line": "reason = 'x'",
    "payment": "amount_minor = 1",
    "event": "note = 'x'",
    "check_row": "late = 1",
    "drawer": "reason = 'x'",
    "drawer_piece": "number = 1",
    "drawer_tender": "said_minor = 1",
    "cover": "note = 'x'",
    "credit": "expires_on = '2030-01-01'",
    "credit_step": "before_minor = 7",
    "claim": "symptom = 'x'",
    "claim_step": "note = 'x'",
    "claim_file": "size = 1",
    "proof": "seller = 'x'",
    "markdown": "became_minor = 1",
}


def rules_of(table: str) -> tuple[str, ...]:
    """What may refuse a second row like the last: a closing that is written bars its pieces, too, and a
    credit is worth what was paid by it."""
    others = {"drawer": "drawer", "credit": "payment", "claim": "claim", "markdown": "markdown"}
    return ("written_once", others.get(table.partition("_")[0], ""))


@pytest.fixture(autouse=True)
def lived(session: Session) -> None:
    """A day on which every table of the ledger got rows; the last ones are the newest of six tills."""
    checks, returns, drawer, covers, owing = (
        setup.open_session(session.store, till=f"Till {n}") for n in range(2, 7)
    )
    shops.take_in(drawer, CABLE, "2")
    shops.bring_back(
        owing, shops.sold_line(owing, shops.sell_some(owing, CABLE)).id, destination="B", outcome="C"
    )
    shops.sell_some(drawer, CABLE, tender="card")
    cash.open_drawer(drawer, new_request_id(), 500)
    cash.close(drawer, new_request_id(), cash.Count(((500, 1),), 500, 500))
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, OAT, "5", lot="A", expires="2026-11-25")
    shops.take_in(session, CABLE, "1")
    sale = shops.sell_serial(covers, SERIAL)
    shops.bring_back(returns, shops.sold_line(session, sale).id)
    shops.sell_some(session, CABLE, "2", anyway=True)
    dates.act(checks, new_request_id(), (dates.Act(dates.list_due(session)[0], "W", 1),))
    marking = markdowns.Marking(shops.batch(session, OAT, "A").id, 150)
    markdowns.mark(setup.open_session(session.store, till="Till 9"), new_request_id(), (marking,))
    _claimed(*(setup.open_session(session.store, till=name) for name in ("Till 7", "Till 8")))


def _claimed(session: Session, later: Session) -> None:
    """A phone bought elsewhere, its proof and claim, and a file of it."""
    proven = proofs.Proven(shops.goods(session, PHONE).id, "ELSE-9", date(2026, 3, 1), "Corner of Bonn")
    posted = proofs.take_in_proven(session, new_request_id(), proven, "no sound", "supplier")
    file = FileDraft(posted.booking_id, "/photos/1.jpg", 5, "ab" * 32)
    claims.advance(
        later, new_request_id(), posted.booking_id, claims.Next("file", "open", note="1.jpg", parts=(file,))
    )


def goes_on(session: Session) -> None:
    """The shop still sells and takes back."""
    sale = shops.sell_serial(session, SERIAL)
    shops.bring_back(session, shops.sold_line(session, sale).id)


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_no_edit(raw: Hand, session: Session, any_triggers: None, table: str) -> None:
    assert raw.one(f"SELECT count(*) FROM {table}") > 0
    changes = [HARMLESS[table], "id = id", "id = id + 1000"]
    changes += ["booking_id = 1"] if table != "booking" else []
    verbs = ("", "OR IGNORE", "OR REPLACE", "OR FAIL") if not raw.on_server else ("", "ONLY")
    for verb, change in product(verbs, changes):
        with refused(session, "written_once"):
            raw.run(f"UPDATE {verb} {table} SET {change}")
    goes_on(session)


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_no_delete(raw: Hand, session: Session, any_triggers: None, table: str) -> None:
    for where in ("true", "id = (SELECT max(id) FROM {table})"):
        with refused(session, "written_once"):
            raw.run(f"DELETE FROM {table} WHERE {where.format(table=table)}")
    with refused(session, "written_once"):
        raw.run(f"DELETE FROM {table}")
    goes_on(session)


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_no_replacement(hand: Hand, session: Session, any_triggers: None, table: str) -> None:
    """By the id, and by every other key, with the very row or a changed one."""
    row = hand.last(table)
    attempts = (row, row | {"id": None}, row | {"id": row["id"] + 7})
    for conflict, attempt in product(("", "REPLACE", "FAIL", "IGNORE"), attempts):
        named = {name: value for name, value in attempt.items() if name != "id" or value is not None}
        with refused(session, *rules_of(table)):
            hand.write(table, named, conflict)
    goes_on(session)


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_no_upsert(raw: Hand, session: Session, any_triggers: None, table: str) -> None:
    row = raw.last(table)
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    targets = ("", "(id)") if not raw.on_server else ("(id)", f"({KEYS[table]})")
    for target in targets:
        with refused(session, *rules_of(table)):
            raw.run(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) "
                f"ON CONFLICT {target} DO UPDATE SET {HARMLESS[table]}",
                *row.values(),
            )
    by_copy = f"INTO {table} SELECT * FROM {table} WHERE true ORDER BY id DESC"
    upsert = f"INSERT {by_copy} {raw.upsert(table, row)}"
    with refused(session, *rules_of(table)):
        raw.run(upsert if raw.on_server else f"REPLACE {by_copy}")
    goes_on(session)


@pytest.mark.parametrize(
    "model",
    [
        Booking,
        SaleLine,
        Movement,
        ReturnLine,
        Payment,
        Event,
        CheckRow,
        Drawer,
        DrawerPiece,
        DrawerTender,
        Cover,
    ],
    ids=lambda m: m.__name__,
)
def test_the_models_cannot_either(session: Session, model: type[Table]) -> None:
    store = session.store
    with store.db.bind_ctx([model]):
        row = model.select().order_by(model.id.desc()).get()  # type: ignore[attr-defined]
        over: dict[str, Any] = {"action": "REPLACE"}
        if store.dialect.name == "postgres":
            key = model._meta.primary_key
            over = {"conflict_target": [key], "update": {key: 5000}}
        for attack in (
            lambda: row.save(),
            lambda: row.delete_instance(),
            lambda: model.update(id=5000).execute(),
            lambda: model.delete().execute(),
            lambda: model.insert(**row.__data__).on_conflict(**over).execute(),
            lambda: model.insert(**row.__data__).on_conflict_ignore().execute(),
            lambda: model.truncate_table(cascade=store.dialect.name == "postgres"),
        ):
            with refused(session, *rules_of(model._meta.table_name)), store.transaction():
                attack()
    goes_on(session)


def test_nothing_is_slipped_in_later(hand: Hand, session: Session) -> None:
    """A row joins the newest booking of a till and no older one."""
    old = hand.one("SELECT id FROM booking WHERE kind = 'sale' ORDER BY id LIMIT 1")
    rows = {
        "payment": {"booking_id": old, "n": 9, "tender": "cash", "amount_minor": 1, "tendered_minor": 1},
        "event": {"booking_id": old, "n": 9, "what": "price_changed"},
        "sale_line": hand.sale_line(old, CABLE),
        "movement": hand.movement(old, "received", CABLE, "SUPPLIER", "SHELF-1"),
        "check_row": hand.last("check_row") | {"id": 99, "booking_id": old},
        "return_line": hand.last("return_line") | {"id": 99, "booking_id": old, "seq": 2, "prev_seq": 1},
    }
    for table, row in rows.items():
        with refused(session, "booking", "return"):
            hand.write(table, row)
    new = hand.book("delivery")
    for table in ("payment", "event", "sale_line", "movement", "check_row"):
        hand.write(table, rows[table] | {"booking_id": new})


@pytest.mark.parametrize("conflict", ["", "REPLACE"])
def test_what_gives_the_ledger_its_meaning(
    hand: Hand, session: Session, any_triggers: None, conflict: str
) -> None:
    """Products, lots, units and the shop are changed by an update that the rules see, never replaced."""
    for table in ("product", "lot", "unit", "shop"):
        row = hand.last(table)
        with refused(session, "frozen", "lot_price"):
            hand.write(table, row, conflict)
    with refused(session, "frozen"):
        hand.run("DELETE FROM shop")
    for values in ({"digits": 0}, {"currency": "JPY"}):
        with refused(session, "frozen"):
            hand.change("shop", "id = 1", conflict, **values)
    hand.change("shop", "id = 1", name="Corner & Co")
    with refused(session, "frozen"):
        hand.change("lot", "code = 'A'", conflict, code="B")
    hand.change("lot", "code = 'A'", held=1)


@pytest.mark.parametrize("table", ["product", "lot", "unit", "place", "till", "staff"])
def test_what_the_ledger_names_stays(raw: Hand, session: Session, any_triggers: None, table: str) -> None:
    with refused(session, "foreign_key"):
        raw.run(f"DELETE FROM {table}")
    with refused(session, "foreign_key", "frozen", "unique"):
        raw.run(f"UPDATE {'' if raw.on_server else 'OR REPLACE '}{table} SET id = id + 1000")
    goes_on(session)


def test_every_model_of_the_ledger_is_attacked() -> None:
    assert set(HARMLESS) == set(WRITTEN_ONCE) <= set(MODELS)
    assert PHONE
