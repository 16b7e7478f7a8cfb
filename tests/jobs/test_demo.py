"""The demo shops: what they must hold on any day, their stories, and the codes of their tours."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from shopstock import clock, datafiles
from shopstock.codes.gtin import is_gtin
from shopstock.codes.identity import imei
from shopstock.datafiles import data_file, data_folder
from shopstock.date_kinds import never_after
from shopstock.jobs import dates, losses, offer, return_rules, setup
from shopstock.jobs.demo import build_demo, tour
from shopstock.jobs.demo.plan import read_plan
from shopstock.jobs.quotes import work_line
from shopstock.jobs.session import Session
from shopstock.jobs.setup import TRADES
from shopstock.refusal import WrongUse
from shopstock.store import engine
from shopstock.store.catalogue import ProductRow, all_products, product, products_like_sku
from shopstock.store.engine import Store
from shopstock.store.lots import LotRow, UnitRow, lots_like, units_like
from shopstock.store.stock import lot_places
from shopstock.store.stock_sums import stock_sum, stock_sums
from shopstock.store.stories import lot_sums, story_of_unit
from shopstock.store.tickets import last_sale_of
from tests.store.tracing import everything

TODAY = date(2026, 11, 22)
ZONE = "Europe/Berlin"
DATED = ("grocery", "pharmacy", "fireworks", "mixed")
_opened: dict[str, Store] = {}


def built(trade: str, today: date = TODAY, path: Path | None = None) -> Store:
    with clock.set_to(clock.instant_on(today, 8, 0, ZONE)):
        store = engine.create(path) if path else engine.in_memory()
        build_demo(store, trade, today)
    return store


@pytest.fixture
def shop(trade: str, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The demo shop of a trade, only read: built once for a whole run, by whichever worker comes first."""
    if trade not in _opened:
        base = tmp_path_factory.getbasetemp()
        shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"{trade}.shop"
        own = tmp_path_factory.mktemp("demo") / shared.name
        while not shared.exists():
            _build_or_wait(trade, shared, own)
        _opened[trade] = engine.open_existing(shared)
    return setup.open_session(_opened[trade])


def _build_or_wait(trade: str, shared: Path, own: Path) -> None:
    building = shared.with_suffix(".building")
    try:
        building.mkdir()
    except FileExistsError:
        time.sleep(0.1)
        return
    try:
        built(trade, path=own).close()
        own.replace(shared)
    finally:
        building.rmdir()


@pytest.fixture(autouse=True)
def _on_that_day() -> object:
    with clock.set_to(clock.instant_on(TODAY, 8, 0, ZONE)):
        yield


every_trade = pytest.mark.parametrize("trade", TRADES)


def rows(session: Session, sql: str) -> list[tuple[object, ...]]:
    return list(session.store.db.execute_sql(sql).fetchall())


# Any demo shop


@every_trade
def test_the_same_day_gives_the_same_shop(shop: Session, trade: str) -> None:
    def dump(store: Store) -> str:
        lines = "\n".join(everything(store))
        return hashlib.sha256(lines.encode()).hexdigest()

    assert dump(built(trade)) == dump(shop.store)


@every_trade
def test_nothing_lies_in_the_future_and_time_only_goes_on(shop: Session, trade: str) -> None:
    assert shop.today() == TODAY
    days = rows(shop, "SELECT min(day), max(day) FROM booking")
    first, last = (date.fromisoformat(str(day)) for day in days[0])
    assert TODAY - timedelta(days=92) <= first <= TODAY - timedelta(days=87)
    assert TODAY - timedelta(days=3) <= last < TODAY
    instants = [int(str(at)) for (at,) in rows(shop, "SELECT at_us FROM booking ORDER BY id")]
    assert instants == sorted(instants)
    assert instants[-1] < clock.now_us()


@every_trade
def test_every_balance_is_the_sum_of_its_movements(shop: Session, trade: str) -> None:
    booked = rows(
        shop,
        """SELECT product_id, lot_id, place_id, sum(q) FROM (
             SELECT product_id, lot_id, to_place_id AS place_id, quantity AS q FROM movement
             UNION ALL SELECT product_id, lot_id, from_place_id, -quantity FROM movement)
           GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
    )
    kept = rows(shop, "SELECT product_id, lot_id, place_id, quantity FROM balance ORDER BY 1, 2, 3")
    assert booked == kept
    assert rows(shop, "SELECT product_id FROM balance GROUP BY 1 HAVING sum(quantity) <> 0") == []
    assert rows(shop, "SELECT 1 FROM balance WHERE physical = 1 AND quantity < 0") == []
    assert rows(
        shop,
        """SELECT u.unit_id FROM unit_at u JOIN movement m ON m.id = u.movement_id
           WHERE m.unit_seq <> u.seq OR m.to_place_id <> u.place_id
              OR u.seq <> (SELECT max(unit_seq) FROM movement WHERE unit_id = u.unit_id)""",
    ) == []  # fmt: skip
    assert rows(shop, "PRAGMA foreign_key_check") == []


@every_trade
def test_every_ticket_is_paid_to_the_cent(shop: Session, trade: str) -> None:
    wrong = rows(
        shop,
        """SELECT b.id FROM booking b WHERE b.kind = 'sale' AND
             (SELECT sum(amount_minor) FROM sale_line WHERE booking_id = b.id) IS NOT
             (SELECT sum(amount_minor) FROM payment WHERE booking_id = b.id)""",
    )
    assert wrong == []
    assert rows(shop, "SELECT 1 FROM payment WHERE tendered_minor < amount_minor AND amount_minor > 0") == []


@every_trade
def test_a_demo_is_alive(shop: Session, trade: str) -> None:
    sales = rows(shop, "SELECT count(*), count(DISTINCT party_id), count(DISTINCT staff_id) FROM booking")
    count, known, people = (int(str(n)) for n in sales[0])
    assert count > 250
    assert known >= 4
    assert people == 3
    lines = rows(
        shop, "SELECT n FROM (SELECT count(*) AS n FROM sale_line GROUP BY booking_id) GROUP BY n ORDER BY n"
    )
    assert [n for (n,) in lines][:4] == [1, 2, 3, 4]
    assert int(str(lines[-1][0])) <= 6
    low = [
        s
        for s in stock_sums(shop.store, shop.today())
        if s.reorder_at is not None and s.on_hand <= s.reorder_at
    ]
    assert low
    covered = rows(
        shop,
        f"""SELECT count(*) FROM sale_line s JOIN unit_at u ON u.unit_id = s.unit_id
            JOIN place p ON p.id = u.place_id
            WHERE p.kind = 'customer' AND s.warranty_until >= '{TODAY.isoformat()}'""",
    )
    assert int(str(covered[0][0])) >= 1
    assert rows(shop, "SELECT count(*) FROM booking WHERE kind = 'return'") > [(0,)]


@pytest.mark.parametrize("trade", DATED)
def test_dates_are_live(shop: Session, trade: str) -> None:
    due = dates.list_due(shop)
    assert any(0 <= one.days_left <= 7 for one in due)
    assert all(one.action is None for one in due)
    checked = rows(shop, "SELECT count(DISTINCT day) FROM check_row")
    assert int(str(checked[0][0])) >= 5


# Their stories


@pytest.mark.parametrize("trade", ["electronics"])
def test_the_kettles_of_one_run_come_back(shop: Session, trade: str) -> None:
    sums = {s.what: s.quantity for s in lot_sums(shop.store, lots_like(shop.store, "2531")[0].id)}
    assert sums["sold"] >= 20
    assert sums["returned"] >= 4
    good = {(s.what, s.to_kind) for s in lot_sums(shop.store, lots_like(shop.store, "2519")[0].id)}
    assert ("sold", "customer") in good
    assert ("returned", "quarantine") not in good
    for unit in units_like(shop.store, "001017205000030"):
        assert [told.what for told in story_of_unit(shop.store, unit.id)] == [
            "received", "sold", "returned", "held",
        ]  # fmt: skip


@pytest.mark.parametrize("trade", ["grocery"])
def test_the_grocery_loses_as_little_as_a_real_one(shop: Session, trade: str) -> None:
    lost = losses.losses(shop, losses.period_of(shop, "90"))
    assert 0.02 <= lost.waste.cost_minor / lost.sales_minor <= 0.06
    assert lost.charity.count > 0
    assert lost.staff.count > 0
    assert 0 < lost.saved.brought_minor < lost.saved.listed_minor


@pytest.mark.parametrize("trade", ["grocery"])
def test_chicken_lies_frozen_and_a_carton_stands_open(shop: Session, trade: str) -> None:
    treated = rows(shop, "SELECT code, treated FROM lot WHERE parent_id IS NOT NULL ORDER BY code")
    assert treated == [("24B06-open1", "opened"), ("CH718-frozen1", "frozen")]


@pytest.mark.parametrize("trade", ["grocery"])
def test_the_recalled_chocolate_adds_up(shop: Session, trade: str) -> None:
    (lot,) = lots_like(shop.store, "K22")
    sums = {s.what: s.quantity for s in lot_sums(shop.store, lot.id)}
    here = {s.place_code: s.quantity for s in lot_places(shop.store, lot.id)}
    assert lot.recalled
    assert (sums["received"], sums["wasted"]) == (200, 2)
    assert sums["sold"] > 50
    assert sum(here.values()) >= 40
    assert sum(here.values()) + sums["sold"] + sums["wasted"] == 200
    row = product(shop.store, lot.product_id)
    with pytest.raises(offer.Recalled):
        offer.offer_lot(shop, row, lot, 1)


@pytest.mark.parametrize("trade", ["pharmacy"])
def test_months_end_on_their_last_day(shop: Session, trade: str) -> None:
    (old,), (close,) = lots_like(shop.store, "CX12"), lots_like(shop.store, "CX19")
    assert old.expires
    assert close.expires
    assert (old.expires.day, old.expires.precision) == (date(2026, 10, 31), "month")
    assert (close.expires.day, close.expires.precision) == (date(2026, 11, 30), "month")
    syrup = product(shop.store, old.product_id)
    assert offer.offer_product(shop, syrup, 1, {})[0].lot_id == close.id
    with pytest.raises(offer.UseByPassed):
        offer.offer_lot(shop, syrup, old, 1)


@pytest.mark.parametrize("trade", ["fabric"])
def test_neither_dye_lot_has_three_metres(shop: Session, trade: str) -> None:
    left = {
        code: sum(s.quantity for s in lot_places(shop.store, lots_like(shop.store, code)[0].id))
        for code in ("77A", "81C")
    }
    assert left == {"77A": 120, "81C": 240}


@pytest.mark.parametrize("trade", ["fireworks"])
def test_fireworks_past_their_date_stand_in_quarantine(shop: Session, trade: str) -> None:
    (lot,) = lots_like(shop.store, "M19")
    assert {s.place_kind for s in lot_places(shop.store, lot.id)} == {"quarantine"}
    assert sum(s.quantity for s in lot_places(shop.store, lot.id)) >= 6
    assert {p.min_age for p in all_products(shop.store)} == {None, 12, 18}


@pytest.mark.parametrize("trade", ["mixed"])
def test_a_phone_came_back(shop: Session, trade: str) -> None:
    (unit,) = units_like(shop.store, "001017205000105")
    assert (unit.place_kind, unit.held) == ("quarantine", 1)
    with pytest.raises(return_rules.AlreadyBack):
        return_rules.look_unit(shop, unit)


# Their tours


@every_trade
def test_every_code_of_the_tour_shows_what_it_says(shop: Session, trade: str) -> None:
    steps = tour(trade)
    assert len(steps) >= 5
    for step in steps:
        assert step.state in _states(shop, step.entry), step
        assert len(step.shows) <= 76


def _states(session: Session, entry: str) -> set[str]:
    units = units_like(session.store, entry)
    lots = lots_like(session.store, entry)
    products = products_like_sku(session.store, entry)
    assert len([*units, *lots, *products]) == 1, f"{entry} means several things or none"
    if units:
        return _unit_states(session, units[0])
    return _lot_states(session, lots[0]) if lots else _product_states(session, products[0])


def _unit_states(session: Session, unit: UnitRow) -> set[str]:
    kinds = {
        "customer": "sold",
        "shelf": "in_stock",
        "back": "in_stock",
        "quarantine": "quarantine",
        "repairer": "claimed",
    }
    found = {kinds[unit.place_kind or ""]}
    if unit.held and found == {"in_stock"}:
        return {"held"}
    if found == {"sold"}:
        sale = last_sale_of(session.store, unit.id)
        assert sale
        assert sale.warranty_until
        assert sale.warranty_until > TODAY.isoformat()
    return found


def _lot_states(session: Session, lot: LotRow) -> set[str]:
    assert lot_places(session.store, lot.id), f"nothing is left of {lot.code}"
    row = product(session.store, lot.product_id)
    days_left = (lot.expires.day - TODAY).days if lot.expires else None
    found: dict[str, Callable[[], bool]] = {
        "lot": lambda: True,
        "recalled": lambda: bool(lot.recalled),
        "held_lot": lambda: bool(lot.held and not lot.recalled),
        "use_by_passed": lambda: never_after(row.date_kind) and days_left is not None and days_left < 0,
        "due": lambda: days_left is not None and 0 <= days_left <= 7,
        "late": lambda: any(d.late and d.row.lot_id == lot.id for d in dates.list_due(session)),
    }
    return {name for name, holds in found.items() if holds()}


def _product_states(session: Session, row: ProductRow) -> set[str]:
    there = stock_sum(session.store, row.id, session.today())
    found = {"in_stock"} if there.on_hand > there.held else set()
    return found | ({"low"} if there.reorder_at is not None and there.on_hand <= there.reorder_at else set())


# Their data


@every_trade
def test_catalogue_and_habits_tell_of_the_same_goods(trade: str) -> None:
    plan = read_plan(trade)
    listed = list(csv.DictReader(io.StringIO(plan.catalogue.decode("utf-8"))))
    listed = [row for row in listed if row.get("service") != "yes"]  # work and extensions stand nowhere
    assert 25 <= len(listed) <= 60
    assert [row["sku"] for row in listed] == [habit.sku for habit in plan.habits]
    assert {row["supplier"] for row in listed} <= set(plan.supplied)
    places = {code for code, _, _ in plan.places}
    assert {habit.place for habit in plan.habits} <= places
    for row, habit in zip(listed, plan.habits, strict=True):
        if row["tracking"] == "serial" and habit.stock != "0":
            assert "#" in habit.serial


@every_trade
def test_codes_are_right_and_belong_to_nobody(shop: Session, trade: str) -> None:
    codes = [str(code) for (code,) in rows(shop, "SELECT printed FROM barcode")]
    assert len(codes) >= 15
    assert len(codes) == len(set(codes))
    assert all(is_gtin(code) and code.startswith("952") for code in codes)  # GS1 keeps 952 for examples
    phones = rows(
        shop,
        "SELECT serial FROM unit JOIN product ON product.id = product_id WHERE serial_kind = 'imei'",
    )
    assert all(imei(str(serial)) == serial and str(serial).startswith("0010") for (serial,) in phones)


@every_trade
def test_no_serial_keeps_a_sign_of_its_pattern(shop: Session, trade: str) -> None:
    assert rows(shop, "SELECT serial FROM unit WHERE serial LIKE '%?%' OR serial LIKE '%#%'") == []


@pytest.mark.parametrize("trade", ["electronics"])
def test_half_an_hour_of_work_costs_half(shop: Session, trade: str) -> None:
    line = work_line(shop, 30)
    assert (line.quantity, line.price_minor) == (50, 4800)


def test_there_is_no_demo_of_another_trade() -> None:
    with pytest.raises(WrongUse, match="no trade"):
        build_demo(engine.in_memory(), "butcher", TODAY)
    with pytest.raises(WrongUse):
        tour("../../secret")


def test_the_data_is_found() -> None:
    assert data_folder().name == "data"
    assert data_file("demo", "grocery.csv").is_file()


def test_installed_data_lies_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "shopstock"
    monkeypatch.setattr(datafiles, "_HERE", package)
    with pytest.raises(WrongUse, match="Install it again"):
        data_folder.__wrapped__()
    (tmp_path / "data" / "demo").mkdir(parents=True)
    assert data_folder.__wrapped__() == tmp_path / "data"
    (package / "data" / "demo").mkdir(parents=True)
    assert data_folder.__wrapped__() == package / "data"
