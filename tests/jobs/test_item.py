"""The catalogue: every column as typed, every refusal in one sentence, and what stands still once goods moved."""

from __future__ import annotations

import json

import pytest

from shopstock.jobs import find, item
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.catalogue import barcodes_of, product_with_sku, products_named, products_with_barcode
from shopstock.store.tickets import events_of
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, CHEESE, OAT, PHONE
from tests.store.hand import dump

NEW = {"sku": "NEW", "name": "New thing", "tracking": "none", "price": "1.00"}
FULL = {
    "sku": "LAMP",
    "name": "Lamp",
    "tracking": "serial",
    "price": "49.90",
    "barcode": "4006381333931;LAMP-BOX",
    "cost": "21.50",
    "tax_rate": "5.5",
    "warranty": "2 years",
    "date_kind": "best_before",
    "shelf_life_days": "365",
    "measure": "each",
    "decimals": "0",
    "reorder_at": "2",
    "reorder_quantity": "10",
    "supplier": "Volta",
    "category": "Light",
    "return_days": "14",
    "min_age": "18",
    "serial_kind": "pattern",
    "attributes": "colour=blue;size=M",
    "serial_pattern": "[A-Z]{2}[0-9]{6}",
    "serial_example": "AB123456",
    "lot_template": "{yy}{week}",
    "serial_template": "{yy}-{run:6}",
    "serial_when": "sale",
    "service": "no",
    "service_every": "12 months",
    "warranty_start": "activation",
    "supplier_warranty": "36 months",
    "legal_warranty": "12 months",
    "best_days": "5",
    "alert_days": "6",
    "min_days_sale": "1",
    "min_days_in": "8",
    "opened_days": "0",
    "frozen_days": "90",
    "thawed_days": "1",
}


def events(session: Session) -> list[tuple[str, str | None, str | None]]:
    """The events of the newest booking."""
    newest = dump(session, "booking")["booking"]
    found = events_of(session.store, newest[-1][0]) if newest else []
    return [(event.what, event.was, event.became) for event in found]


def test_every_column_is_kept_as_typed(session: Session) -> None:
    saved = item.save_item(session, FULL)
    assert (saved.added, saved.cut) == (True, False)
    assert {*FULL, "extends"} == set(item.COLUMN_NAMES)
    shown = item.shown_values(session, saved.product)
    assert shown.pop("extends") is None
    assert shown == FULL
    again = item.save_item(session, {k: v or "" for k, v in shown.items()})
    assert (again.added, item.shown_values(session, again.product)) == (False, FULL | {"extends": None})
    assert json.loads(saved.product.attributes) == {"colour": "blue", "size": "M"}


def test_what_is_not_given_stays_and_what_is_empty_goes(session: Session) -> None:
    item.save_item(session, FULL)
    item.save_item(session, {"sku": "LAMP", "name": "Lamp 2"})
    row = shops.goods(session, "LAMP")
    assert (row.name, row.price_minor, row.warranty_number, row.supplier_id) == ("Lamp 2", 4990, 2, 1)
    emptied = dict.fromkeys(
        ("cost", "warranty", "date_kind", "shelf_life_days", "reorder_at", "reorder_quantity", "supplier",
         "category", "return_days", "min_age", "attributes", "barcode", "tax_rate", "serial_kind",
         "serial_pattern", "serial_example", "lot_template", "serial_template", "serial_when", "service_every",
         "warranty_start",
         "supplier_warranty", "legal_warranty", "extends",
         "best_days", "alert_days", "min_days_sale", "min_days_in", "opened_days", "frozen_days", "thawed_days"),
        "",
    )  # fmt: skip
    item.save_item(session, {"sku": "LAMP", **emptied})
    shown = item.shown_values(session, shops.goods(session, "LAMP"))
    kept = {column for column, value in shown.items() if value is not None}
    assert kept == {
        "sku",
        "name",
        "tracking",
        "price",
        "tax_rate",
        "measure",
        "decimals",
        "serial_kind",
        "service",
    }
    assert (shown["tax_rate"], shown["serial_kind"]) == ("0", "any")


BAD: list[tuple[str, str, str]] = [
    ("price", "abc", '"abc" is no amount'),
    ("price", "-1", '"-1" is no amount'),
    ("price", "1.005", '"1.005" has more than 2 decimals'),
    ("price", "1,000.00", '"1,000.00" is no amount'),
    ("price", "99999999999999999", "is too large"),
    ("price", "", "is missing"),
    ("cost", "1e3", '"1e3" is no amount'),
    ("tracking", "maybe", '"maybe" is none of none, serial, lot'),
    ("tracking", "", "is missing"),
    ("name", "", "is missing"),
    ("name", "\u200b", "is missing"),
    ("sku", "", "the code is empty"),
    ("sku", "x" * 65, "the code has 65 characters, 64 is the most"),
    ("barcode", "x" * 65, "a barcode has 65 characters, 64 is the most"),
    ("tax_rate", "101", "is over 100 percent"),
    ("tax_rate", "much", '"much" is no percentage'),
    ("warranty", "forever", "is no term: 24 months, 2 years, 90 days"),
    ("warranty", "0", "is no term"),
    ("date_kind", "sold_by", '"sold_by" is none of best_before, use_by, expiry, sell_by'),
    ("date_kind", "use_by", "goods with a date are tracked by lot or serial"),
    ("shelf_life_days", "0", '"0" is no number of days'),
    ("shelf_life_days", "99999", "is no number of days"),
    ("shelf_life_days", "1.5", "is no whole number of days"),
    ("measure", "pound", '"pound" is none of each, kg, g, m, l'),
    ("decimals", "7", "decimals are more than 6"),
    ("reorder_at", "1.5", '"1.5" is no whole quantity'),
    ("reorder_quantity", "0", "is nothing"),
    ("return_days", "soon", '"soon" is no number of days'),
    ("min_age", "200", '"200" is no age'),
    ("serial_kind", "isbn", '"isbn" is none of any, imei, meid, vin, mac, pattern'),
    ("serial_pattern", "(a+)+", "the pattern may fit in too many ways"),
    ("serial_pattern", "[A-Z", "is no pattern: unterminated character set"),
    ("lot_template", "{yy}{run:2}", "these goods have no lots"),
    ("lot_template", "{date}", "{date} is no field. They are year, yy"),
    ("serial_template", "{yy}", "without {run:3} every number would be the same"),
    ("serial_template", "{yy}{run:5}", "these goods have no serials"),
    ("barcode", "ISBN 0-306-40615-3", "ISBN 0306406153 has a wrong check digit: 3"),
    ("barcode", "0-306-40615-3", "ISBN 0306406153 has a wrong check digit: 3"),
    ("attributes", "blue", '"blue" is no attribute such as colour=blue'),
    ("attributes", "colour=", "is no attribute"),
    ("attributes", "=blue", "is no attribute"),
    ("colour", "blue", '"colour" is no column of a product'),
]


@pytest.mark.parametrize(("column", "text", "said"), BAD)
def test_a_column_that_cannot_be_read(session: Session, column: str, text: str, said: str) -> None:
    before = dump(session, "product", "lot", "party", "barcode")
    with pytest.raises(BadInput) as caught:
        item.save_item(session, NEW | {column: text})
    assert said in caught.value.text
    assert isinstance(caught.value, item.BadColumn)
    assert caught.value.column == column
    assert dump(session, "product", "lot", "party", "barcode") == before
    item.save_item(session, NEW)


def test_pieces_with_serials_are_counted_one_by_one(session: Session) -> None:
    for wrong in ({"measure": "kg"}, {"decimals": "2"}):
        with pytest.raises(item.BadColumn, match="counted one by one"):
            item.save_item(session, NEW | {"tracking": "serial"} | wrong)
    item.save_item(session, NEW | {"tracking": "serial"})


@pytest.mark.parametrize(
    ("measure", "decimals"), [("each", 0), ("kg", 3), ("g", 0), ("m", 2), ("l", 3), ("", 0)]
)
def test_a_measure_has_its_decimals(session: Session, measure: str, decimals: int) -> None:
    row = item.save_item(session, NEW | {"measure": measure, "reorder_at": "2"}).product
    assert (row.measure, row.decimals) == (measure or "each", decimals)
    assert row.reorder_at == 2 * 10**decimals


def test_what_stands_still_once_goods_have_moved(session: Session) -> None:
    for changes in ({"decimals": "2"}, {"decimals": "3"}, {"measure": "g"}, {"measure": "kg"}):
        item.save_item(session, {"sku": CHEESE} | changes)
    shops.take_in(session, CHEESE, "1.250")
    for changes in ({"decimals": "2"}, {"measure": "g"}, {"tracking": "lot"}):
        with refuses(session, item.ItemFrozen, "goods of this item have moved"):
            item.save_item(session, {"sku": CHEESE} | changes)
    item.save_item(session, {"sku": CHEESE, "decimals": "3", "measure": "kg", "price": "13.80"})
    shops.sell_some(session, CHEESE, "1.250")
    with refuses(session, item.ItemFrozen):
        item.save_item(session, {"sku": CHEESE, "decimals": "0"})
    assert shops.goods(session, CHEESE).decimals == 3


def test_a_new_name_or_price_is_an_event(session: Session) -> None:
    item.save_item(session, {"sku": CABLE, "name": "Cable USB-C 2 m", "category": "cables"})
    assert events(session) == [("name_changed", "Cable USB-C", "Cable USB-C 2 m")]
    item.save_item(session, {"sku": CABLE, "price": "8.90", "cost": ""})
    assert events(session) == [("price_changed", "9.90", "8.90"), ("cost_changed", "2.40", None)]
    item.save_item(session, {"sku": CABLE, "price": "8.90", "cost": "2.10"})
    assert events(session) == [("cost_changed", None, "2.10")]
    item.save_item(session, {"sku": CABLE, "category": "wires"})
    assert len(dump(session, "booking")["booking"]) == 3


def test_names_are_cleaned_and_long_ones_cut(session: Session) -> None:
    saved = item.save_item(session, NEW | {"name": "  tin [/] \x1blid\u202e  "})
    assert (saved.product.name, saved.cut) == ("tin [/] lid", False)
    long = item.save_item(session, NEW | {"sku": "LONG", "name": "x" * 201})
    assert (len(long.product.name), long.cut) == (200, True)
    assert item.save_item(session, NEW | {"sku": "ﬁve"}).product.sku == "five"


def test_barcodes(session: Session) -> None:
    item.save_item(session, NEW | {"barcode": "5901234123457; 5901234123457;0012345678905;;BOX"})
    new = shops.goods(session, "NEW")
    assert barcodes_of(session.store, new.id) == ["5901234123457", "0012345678905", "BOX"]
    for code, hits in (
        ("5901234123457", [PHONE, "NEW"]),  # two products may bear one barcode: a choice, never a guess
        ("05901234123457", [PHONE, "NEW"]),
        ("012345678905", ["NEW"]),
        ("box", ["NEW"]),
    ):
        assert [p.sku for p in products_with_barcode(session.store, code)] == hits
    item.save_item(session, {"sku": "NEW", "barcode": "OTHER"})
    assert barcodes_of(session.store, new.id) == ["OTHER"]
    item.save_item(session, {"sku": "NEW", "price": "2.00"})
    assert barcodes_of(session.store, new.id) == ["OTHER"]


def test_a_supplier_is_added_once(session: Session) -> None:
    first = item.save_item(session, NEW | {"supplier": "Volta"}).product
    second = item.save_item(session, NEW | {"sku": "NEW2", "supplier": " VOLTA "}).product
    assert first.supplier_id == second.supplier_id is not None
    assert len(dump(session, "party")["party"]) == 1


def test_words_follow_the_name(session: Session) -> None:
    item.save_item(session, NEW | {"name": "Kühlakku groß", "attributes": "colour=blau"})
    for words in ("kuhl", "gross", "KÜHL gr", "blau", "new"):
        assert [hit.sku for hit in products_named(session.store, words, 5)] == ["NEW"]
    item.save_item(session, {"sku": "NEW", "name": "Wärmekissen"})
    assert products_named(session.store, "kuhl", 5) == []
    assert [hit.sku for hit in products_named(session.store, "warm", 5)] == ["NEW"]
    assert product_with_sku(session.store, "new") is None
    assert shops.goods(session, OAT).sku == OAT


PATTERN = {"serial_kind": "pattern", "serial_pattern": "[A-Z]{2}[0-9]{6}", "serial_example": "AB123456"}


@pytest.mark.parametrize(
    ("given", "column", "said"),
    [
        ({"serial_kind": "pattern"}, "serial_pattern", "is missing"),
        ({"serial_pattern": "[A-Z]{2}"}, "serial_example", "is missing"),
        ({"serial_example": "AB"}, "serial_kind", "belong to serial_kind pattern"),
        ({"serial_kind": "imei", "serial_pattern": "A"}, "serial_kind", "belong to serial_kind pattern"),
        (
            PATTERN | {"serial_example": "AB12345"},
            "serial_example",
            "the example AB12345 does not fit the pattern",
        ),
        ({"serial_kind": "vin", "serial_template": "{run}"}, "serial_template", "kind vin is not made here"),
    ],
)
def test_a_pattern_and_its_example_go_together(
    session: Session, given: dict[str, str], column: str, said: str
) -> None:
    with pytest.raises(item.BadColumn) as caught:
        item.save_item(session, NEW | {"tracking": "serial"} | given)
    assert (caught.value.column, said in caught.value.text) == (column, True)


def test_a_kind_that_is_no_pattern_forgets_it(session: Session) -> None:
    saved = item.save_item(session, NEW | {"tracking": "serial"} | PATTERN)
    assert (saved.product.serial_kind, saved.product.serial_example) == ("pattern", "AB123456")
    for kind in ("meid", "imei", "any"):
        item.save_item(session, {"sku": "NEW", "serial_kind": kind})
        row = shops.goods(session, "NEW")
        assert (row.serial_kind, row.serial_pattern, row.serial_example) == (kind, None, None)
    item.save_item(session, {"sku": "NEW", "serial_pattern": "X[0-9]", "serial_example": "X1"})
    assert shops.goods(session, "NEW").serial_kind == "pattern", "a pattern alone says the kind"


@pytest.mark.parametrize("typed", ["0-306-40615-2", "0306406152", "ISBN 978-0-306-40615-7", "9780306406157"])
def test_an_isbn_is_kept_as_the_bars_on_the_book(session: Session, typed: str) -> None:
    item.save_item(session, NEW | {"barcode": typed})
    assert item.shown_values(session, shops.goods(session, "NEW"))["barcode"] == "9780306406157"
    for scanned in ("9780306406157", "0-306-40615-2", "]E09780306406157"):
        assert [m.code for m in find.meanings(session, scanned)] == ["NEW"]
