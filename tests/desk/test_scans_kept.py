"""What the scanner sent stays with what it moved: years later the label can be read again."""

from __future__ import annotations

from tests import shops
from tests.desk.counter import Counter

PHONE = f"]d201{shops.PHONE_BARCODE.zfill(14)}21"
MILK = f"]C101{shops.OAT_BARCODE.zfill(14)}1526120310NEW"


def scans(counter: Counter, what: str) -> list[str | None]:
    rows = counter.desk.session.store.db.execute_sql("SELECT what, scan FROM movement ORDER BY id")
    return [scan for moved, scan in rows.fetchall() if moved == what]


def test_a_sale_keeps_what_was_scanned(stocked: Counter) -> None:
    stocked(PHONE + shops.SERIAL, "CAB", ":finish")
    assert scans(stocked, "sold") == [PHONE + shops.SERIAL, "CAB"]


def test_a_return_keeps_what_was_scanned(stocked: Counter) -> None:
    stocked(shops.SERIAL, ":finish", ":return", PHONE + shops.SERIAL, "CSM")
    assert scans(stocked, "returned") == [PHONE + shops.SERIAL]


def test_a_delivery_keeps_the_scan_of_each_piece(counter: Counter) -> None:
    counter(":receive", PHONE + shops.SERIAL, PHONE + shops.OTHER_SERIAL, MILK, ":finish")
    assert scans(counter, "received") == [PHONE + shops.SERIAL, PHONE + shops.OTHER_SERIAL, MILK]


def test_a_serial_that_was_typed_has_what_was_typed(counter: Counter) -> None:
    counter(":receive", PHONE + shops.SERIAL, shops.OTHER_SERIAL, ":finish")
    assert scans(counter, "received") == [PHONE + shops.SERIAL, shops.OTHER_SERIAL]


def test_a_serial_that_was_taken_back_takes_its_scan_along(counter: Counter) -> None:
    counter(":receive", PHONE + shops.SERIAL, PHONE + shops.OTHER_SERIAL, "-", "356938035643700", ":finish")
    assert scans(counter, "received") == [PHONE + shops.SERIAL, "356938035643700"]
