"""Money and quantities are whole numbers: a float is refused by the fields and by the tables; what a number
means (decimals, measure, digits) stands still once goods have moved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from shopstock.jobs.session import Session
from shopstock.store.fields import WholeField
from shopstock.store.models import TABLES, Booking, Lot, Movement, Product, SaleLine, Table
from tests import shops
from tests.shops import CABLE, CHEESE, OAT, PHONE, SERIAL
from tests.store.hand import MODELS, Hand, dump, refused

WHOLE = [
    (model, name)
    for model in TABLES
    for name, field in model._meta.fields.items()
    if isinstance(field, WholeField)
]


@pytest.mark.parametrize(("model", "name"), WHOLE, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_a_field_takes_whole_numbers_only(session: Session, model: type[Table], name: str) -> None:
    before = dump(session, model._meta.table_name)
    for value in (12.99, 12.0, "12", Decimal(12), True, b"12"):
        with pytest.raises(TypeError, match="is no integer"), session.store.transaction():
            model.insert({name: value}).execute(session.store.db)
        with pytest.raises(TypeError, match="is no integer"):
            model.select().where(getattr(model, name) == value).execute(session.store.db)
    assert dump(session, model._meta.table_name) == before
    assert getattr(model, name).db_value(12) == 12


@pytest.mark.parametrize("value", ["2026-11-22", 20261122, 1.5], ids=repr)
def test_a_day_field_takes_days_only(value: object) -> None:
    with pytest.raises(TypeError, match="is no day"):
        Booking.day.db_value(value)
    with pytest.raises(TypeError, match="is no day"):
        Lot.expires_on.db_value(value)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column)
        for table, column in (
            ("movement", "quantity"),
            ("movement", "cost_minor"),
            ("sale_line", "price_minor"),
            ("sale_line", "amount_minor"),
            ("sale_line", "tax_ppm"),
            ("payment", "amount_minor"),
            ("booking", "at_us"),
            ("product", "price_minor"),
        )
    ],
)
@pytest.mark.parametrize("value", [12.5, 0.1, "abc", "12.5", b"12", float("inf"), 1e300], ids=repr)
def test_a_table_keeps_its_types(raw: Hand, session: Session, table: str, column: str, value: object) -> None:
    """STRICT, where SQLite would store 12.5 in an INTEGER column as it is; the connection, where a server would
    round it."""
    shops.take_in(session, CABLE, "100")
    sale = raw.sold(CABLE, 1)
    booking = sale["booking_id"]
    rows: dict[str, dict[str, Any]] = {
        "movement": raw.movement(booking, "received", CABLE, "SUPPLIER", "SHELF-1"),
        "sale_line": raw.sale_line(booking, CABLE),
        "payment": {
            "booking_id": booking, "n": 1, "tender": "cash", "amount_minor": 990, "tendered_minor": 990
        },
        "booking": raw.next_booking(),
        "product": raw.last("product") | {"id": 99, "sku": "NEW"},
    }  # fmt: skip
    row = rows[table]
    with refused(session, "check"):
        raw.write(table, row | {column: value})
    raw.write(table, row)


@pytest.mark.parametrize(
    "values",
    [
        {"decimals": 2},
        {"measure": "g"},
        {"tracking": "lot"},
        {"measure": "each", "decimals": 0},
        {"id": 99},
    ],
    ids=str,
)
@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE"])
def test_decimals_stand_still_after_the_first_movement(
    raw: Hand, session: Session, any_triggers: None, values: dict[str, Any], conflict: str
) -> None:
    where = f"sku = '{CHEESE}'"
    raw.change("product", where, decimals=2)  # nothing has moved yet
    raw.change("product", where, decimals=3)
    shops.take_in(session, CHEESE, "1.250")
    with refused(session, "frozen", "foreign_key"):
        raw.change("product", where, conflict, **values)
    shops.sell_some(session, CHEESE, "1.250")  # sold out is not unmoved
    with refused(session, "frozen", "foreign_key"):
        raw.change("product", where, conflict, **values)
    raw.change("product", where, price_minor=1500, name="Gouda, old")


@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL"])
def test_a_product_is_not_replaced_by_one_with_other_decimals(
    hand: Hand, session: Session, any_triggers: None, conflict: str
) -> None:
    shops.take_in(session, CHEESE, "1.250")
    row = dict(hand.last("product"))
    assert row["sku"] == CHEESE
    for wrong in (row | {"decimals": 0}, row | {"sku": "OTHER", "decimals": 0}):
        with refused(session, "frozen", "unique"):
            hand.write("product", wrong, conflict)
    if conflict == "REPLACE":  # by its other key: the old product would go, but goods of it are here
        with refused(session, "foreign_key", "unique"):
            hand.write("product", {**row, "id": row["id"] + 1, "decimals": 0}, conflict)
    assert hand.one("SELECT decimals FROM product WHERE sku = ?", CHEESE) == 3
    hand.write("product", {**row, "id": row["id"] + 1, "sku": "NEW", "decimals": 0}, conflict)


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        ({"price_minor": -1}, "check"),
        ({"tracking": "weight"}, "check"),
        ({"decimals": 7}, "check"),
        ({"tracking": "serial", "decimals": 3}, "check"),
        ({"date_kind": "use_by"}, "check"),
        ({"date_kind": "sell_by"}, "check"),
        ({"warranty_number": 2}, "check"),
        ({"warranty_number": 2, "warranty_unit": "moons"}, "check"),
        ({"tax_ppm": 1_000_001}, "check"),
        ({"measure": "pound"}, "check"),
        ({"name": ""}, "check"),
        ({"sku": ""}, "check"),
        ({"attributes": "[1]"}, "attributes"),
        ({"attributes": "not json"}, "attributes"),
        ({"supplier_id": 99}, "foreign_key"),
    ],
    ids=str,
)
def test_a_spoiled_product(hand: Hand, session: Session, spoil: dict[str, Any], rule: str) -> None:
    row = {name: value for name, value in hand.last("product").items() if name != "id"} | {"sku": "NEW"}
    with refused(session, rule):
        hand.write("product", row | spoil)
    hand.write("product", row)


@pytest.mark.parametrize("table", ["product", "unit"])
def test_attributes_stay_an_object(raw: Hand, session: Session, table: str) -> None:
    shops.take_in_serials(session, SERIAL)
    for wrong in ("[]", "{", "", "null"):
        with refused(session, "attributes"):
            raw.change(table, "id = 1", attributes=wrong)
    raw.change(table, "id = 1", attributes='{"colour": "blue"}')


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2027-3-1", "31.12.2026", "2026-12", "soon"])
@pytest.mark.parametrize("column", ["expires_on", "made_on"])
def test_the_days_of_a_lot(raw: Hand, session: Session, day: str, column: str) -> None:
    product = shops.goods(session, OAT)
    row = {"product_id": product.id, "code": "A", "code_key": "a", "plain": 0, column: day}
    with refused(session, "day"):
        raw.write("lot", row)
    raw.write("lot", row | {column: "2028-02-29"})
    with refused(session, "day"):
        raw.change("lot", "code = 'A'", **{column: day})


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        ({"day": "2026-02-30"}, "day"),
        ({"day": "22.11.2026"}, "day"),
        ({"quantity": -1}, "check"),
        ({"late": 2}, "check"),
        ({"action": ""}, "check"),
        ({"lot_id": 99}, "foreign_key"),
        ({"place_id": 99}, "foreign_key"),
    ],
    ids=str,
)
def test_a_spoiled_row_of_the_morning_check(
    hand: Hand, session: Session, spoil: dict[str, Any], rule: str
) -> None:
    row = {"n": 1, "day": "2026-11-22", "lot_id": 1, "place_id": 1, "action": "ok", "quantity": 1, "late": 0}
    row["booking_id"] = hand.book("check")
    if hand.how == "sql" or "day" not in spoil:  # a model takes a date only
        with refused(session, rule):
            hand.write("check_row", row | spoil)
    hand.write("check_row", row)


def test_the_plain_lot(hand: Hand, session: Session) -> None:
    """One for each product, and it bears no date."""
    row = {"product_id": shops.goods(session, PHONE).id, "code": "", "code_key": "", "plain": 1}
    with refused(session, "unique"):
        hand.write("lot", row)
    with refused(session, "check"):
        hand.write("lot", row | {"plain": 0})
    with refused(session, "check"):
        hand.write("lot", row | {"code": "A"})
    with refused(session, "check"):
        hand.change("lot", "plain = 1", expires_on="2026-12-31")
    hand.write("lot", row | {"code": "A", "code_key": "a", "plain": 0})


def test_models_read_back_what_the_jobs_wrote(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    with session.store.db.bind_ctx([Movement, SaleLine, Product]):
        sold = Movement.select().where(Movement.what == "sold").get()
        line = SaleLine.get_by_id(sold.sale_line_id)
        assert (sold.quantity, sold.unit_seq, line.amount_minor) == (1, 2, 39900)
        assert line.warranty_until == shops.SUNDAY.replace(year=2028)
    assert set(MODELS) >= {"movement", "sale_line"}
