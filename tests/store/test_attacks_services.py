"""Attacks on services: goods through the place of work, work through a shelf, and a product that changes its nature."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from shopstock.store import engine
from tests import shops
from tests.store.hand import Hand, refused
from tests.store.old_shops import dumps, load

WORK = "WORK"


@pytest.fixture(autouse=True)
def stock(session: Session) -> None:
    """Ten cables on the shelf, and work for money."""
    shops.take_in(session, shops.CABLE, "10")
    item.save_item(
        session, {"sku": WORK, "name": "Work", "tracking": "none", "price": "60", "service": "yes"}
    )


def test_work_is_sold_from_its_place_and_from_no_shelf(raw: Hand, session: Session) -> None:
    line = raw.sold(WORK, 1)
    with refused(session, "service", "balance"):
        raw.write("movement", line)
    at = shops.place(session, "OUR-WORK")
    good = line | {"from_place_id": at.id, "from_kind": at.kind, "from_physical": at.physical}
    raw.write("movement", good)


def test_goods_are_not_sold_from_the_place_of_work(raw: Hand, session: Session) -> None:
    line = raw.sold(shops.CABLE, 1)
    row = raw.movement(line["booking_id"], "sold", shops.CABLE, "OUR-WORK", "CUSTOMER", 1)
    with refused(session, "service"):
        raw.write("movement", row | {"sale_line_id": line["sale_line_id"]})
    raw.write("movement", line)


@pytest.mark.parametrize(
    ("what", "origin", "end"),
    [("received", "SUPPLIER", "SHELF-1"), ("found", "LOSS", "SHELF-1"), ("received", "SUPPLIER", "OUR-WORK")],
)
def test_work_is_received_nowhere(raw: Hand, session: Session, what: str, origin: str, end: str) -> None:
    row = raw.movement(raw.book("delivery"), what, WORK, origin, end, 1)
    with refused(session, "service", "foreign_key"):
        raw.write("movement", row)
    cables = raw.movement(row["booking_id"], "received", shops.CABLE, "SUPPLIER", "SHELF-1", 1)
    raw.write("movement", cables)


def test_what_moved_does_not_change_its_nature(raw: Hand, session: Session) -> None:
    with refused(session, "frozen"):
        raw.change("product", f"sku = '{shops.CABLE}'", service=1)
    raw.change("product", f"sku = '{WORK}'", service=0)
    raw.change("product", f"sku = '{WORK}'", service=1)
    with refused(session, "check"):
        raw.change("product", f"sku = '{WORK}'", service=2)


@pytest.mark.parametrize("sku", [shops.PHONE, shops.OAT, shops.CHEESE])
def test_serials_lots_and_weights_are_no_service(raw: Hand, session: Session, sku: str) -> None:
    with refused(session, "check"):
        raw.change("product", f"sku = '{sku}'", service=1)
    raw.change("product", f"sku = '{sku}'", name="still goods")


@pytest.mark.sqlite
def test_an_old_shop_that_has_such_a_place_gets_the_next_code(tmp_path: Path) -> None:
    path = load(dumps()[5], tmp_path / "old.shop")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO place (code, code_key, name, kind, physical, sellable, ours, walk) "
            "VALUES ('our work', 'ourwork', 'Ours', 'shelf', 1, 1, 1, 500)"
        )
    store = engine.open_existing(path)
    found = store.db.execute_sql("SELECT code, walk FROM place WHERE kind = 'labour'").fetchall()
    store.close()
    assert found == [("OUR-WORK-2", 510)]
