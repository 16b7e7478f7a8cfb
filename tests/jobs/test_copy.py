"""A shop moves from its file to a server and back, and nothing is different."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs import item
from shopstock.jobs.backups import AnotherShop, back_up, restore
from shopstock.jobs.copy import BadCopy, copy_shop
from shopstock.jobs.setup import open_session, open_store
from shopstock.jobs.verify import verify, verify_at
from shopstock.refusal import WrongUse
from shopstock.store import postgres
from shopstock.store.address import Server
from shopstock.store.copies import ShopIsOpen
from shopstock.store.transfer import MOVED
from tests import servers, shops
from tests.jobs.verify_damage import live_a_day


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corner shop after a day with everything in it."""
    return live_a_day(tmp_path_factory.mktemp("copied") / "corner.shop")


@pytest.fixture
def server() -> Iterator[Server]:
    """An empty database of this test."""
    url = servers.copied()
    yield Server(url)
    servers.drop(url)


def all_rows(where: Path | Server) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    store = open_store(where)
    try:
        found = {}
        for model in MOVED:
            names = ", ".join(model._meta.sorted_field_names)
            rows = store.db.execute_sql(f"SELECT {names} FROM {model._meta.table_name}").fetchall()
            found[model._meta.table_name] = sorted((tuple(row) for row in rows), key=repr)
        return found
    finally:
        store.close()


def test_to_a_server_and_back_again(shop: Path, server: Server, tmp_path: Path) -> None:
    done = copy_shop(shop, server)
    back = tmp_path / "back.shop"
    again = copy_shop(server, back)
    assert done == again
    assert done.bookings > 20
    assert all_rows(shop) == all_rows(server) == all_rows(back)
    assert verify_at(server).findings == verify_at(back).findings == ()
    assert [p.name for p in tmp_path.iterdir()] == ["back.shop"]  # one plain file, nothing beside it


def test_own_numbers_go_on_where_they_were(tmp_path: Path, shop_file: Path, server: Server) -> None:
    """Counters move with the shop, patterns and templates, too."""
    columns = {"sku": "BIKE", "name": "Bike", "tracking": "serial", "price": "9", "serial_template": "F{run:3}",
               "serial_pattern": "F[0-9]{3}", "serial_example": "F001"}  # fmt: skip
    with shops.opened(shop_file) as session:
        item.save_item(session, columns)
        first = Desk(session)
        assert [first.enter(entry).state for entry in (":receive BIKE", ":new 4", ":finish")][1:] == [
            "OK",
            "SAVED",
        ]
    copy_shop(shop_file, server)
    session = open_session(open_store(server))
    assert verify(session) == ()
    desk = Desk(session)
    for entry in (":receive BIKE", ":new", ":finish"):
        saved = desk.enter(entry)
    assert saved.view.as_json()["lines"][0]["serials"] == ["F005"]
    session.store.close()


def test_the_shop_goes_on_where_it_arrived(shop: Path, server: Server) -> None:
    copy_shop(shop, server)
    with shops.on("2026-11-23"):
        session = open_session(open_store(server))
        desk = Desk(session)
        shops.take_in(session, shops.CABLE, "4")
        assert desk.enter("cable").id == "sell.added"
        assert desk.enter(":finish").id == "sell.paid"
        assert desk.enter(":undo").id == "sell.voided"
        assert desk.enter(":find oat milk").id.startswith("find.")
        assert verify(session) == ()
        session.store.close()


def test_a_copy_overwrites_nothing(shop: Path, server: Server, tmp_path: Path) -> None:
    there = shops.shop_at(tmp_path / "there.shop")
    before = there.read_bytes()
    with pytest.raises(WrongUse, match="exists already"):
        copy_shop(shop, there)
    assert there.read_bytes() == before
    copy_shop(shop, server)
    with pytest.raises(WrongUse, match="holds something already"):
        copy_shop(there, server)
    assert all_rows(server) == all_rows(shop)


def test_a_damaged_shop_does_not_travel(shop: Path, server: Server, tmp_path: Path) -> None:
    bad = tmp_path / "bad.shop"
    copy_shop(shop, bad)
    store = open_store(bad)
    store.db.execute_sql("DROP TRIGGER payment_unchanged")
    store.db.execute_sql("UPDATE payment SET amount_minor = amount_minor + 1 WHERE id = 1")
    store.close()
    for target in (server, tmp_path / "never.shop"):
        with pytest.raises(BadCopy, match="payments"):
            copy_shop(bad, target)
    assert not (tmp_path / "never.shop").exists()
    copy_shop(shop, server)  # what was refused left the database empty
    assert all_rows(server) == all_rows(shop)


def test_no_server_no_database_no_shop(server: Server, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there is no shop at"):
        open_store(server)
    with pytest.raises(WrongUse, match="cannot be reached"):
        open_store(Server(server.url.replace("shop_", "no_such_shop_")))
    with pytest.raises(WrongUse, match="cannot be reached") as said:
        open_store(Server("postgresql://mia:secret@localhost:1/shop"))
    assert "secret" not in said.value.text
    foreign = postgres.connected(server)
    foreign.db.execute_sql("CREATE TABLE theirs (id INTEGER)")
    foreign.close()
    with pytest.raises(WrongUse, match="is no Shopstock database"):
        open_store(server)
    with pytest.raises(WrongUse, match="holds something already"):
        copy_shop(shops.shop_at(tmp_path / "own.shop"), server)


def test_a_shop_on_a_server_is_backed_up_into_a_file(shop: Path, server: Server, tmp_path: Path) -> None:
    copy_shop(shop, server)
    with closing(open_store(server)) as store:
        made = back_up(store, tmp_path)
        again = back_up(store, tmp_path, keep=1)
    assert made.findings == again.findings == ()
    assert again.removed == (made.path,)
    assert again.path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [again.path.name]
    into = tmp_path / "fresh.shop"
    restore(into, again.path)
    assert all_rows(into) == all_rows(server)


def test_a_backup_goes_back_onto_the_server_and_what_was_there_is_kept(
    shop: Path, server: Server, tmp_path: Path
) -> None:
    copy_shop(shop, server)
    with closing(open_store(server)) as store, shops.on("2026-11-23"):
        made = back_up(store, tmp_path)
        before = all_rows(server)
        shops.sell_some(open_session(store), shops.CABLE, "1", anyway=True)
        with pytest.raises(ShopIsOpen):
            restore(server, made.path)
    done = restore(server, made.path)
    assert all_rows(server) == before
    assert verify_at(server).findings == ()
    assert done.schema
    with closing(postgres.connected(server)) as look:
        (kept,) = look.db.execute_sql(f"SELECT count(*) FROM {done.schema}.booking").fetchone()
    assert kept == done.look.bookings + 1


def test_a_backup_of_another_shop_is_refused_on_a_server(shop: Path, server: Server, tmp_path: Path) -> None:
    copy_shop(shop, server)
    before = all_rows(server)
    with shops.on("2026-10-01"), closing(open_store(shops.shop_at(tmp_path / "other.shop"))) as other:
        theirs = back_up(other, tmp_path)
    with pytest.raises(AnotherShop):
        restore(server, theirs.path)
    assert all_rows(server) == before
