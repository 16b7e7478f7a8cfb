"""Goods whose serial is asked at the sale: received by number, sold like plain goods, named at the counter or later."""

from __future__ import annotations

import pytest

from shopstock.jobs import imports
from shopstock.jobs.exports import Asked, as_csv, listing
from shopstock.jobs.session import Session
from shopstock.text import NO_SERIAL
from tests import shops
from tests.desk.counter import Counter
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

TOASTER, BARCODE = "TOAST", "4012345678901"
ITEM = (
    f":item sku={TOASTER} name=Toaster tracking=serial serial_when=sale price=40.00 barcode={BARCODE} "
    'warranty="24 months" tax_rate=19 cost=20'
)


@pytest.fixture
def counter(session: Session) -> Counter:
    """Three toasters came by number."""
    here = Counter(session)
    assert here(ITEM).id == "item.saved"
    assert here(":receive", BARCODE, "3*").sentence == "3 Toaster"
    assert here(":finish").state == "SAVED"
    here(":sell")
    return here


def serials(counter: Counter) -> list[tuple[str, int | None]]:
    rows = counter.desk.session.store.db.execute_sql(
        "SELECT u.serial, u.nameless FROM unit u JOIN product p ON p.id = u.product_id WHERE p.sku = 'TOAST' "
        "AND u.nameless = 0 ORDER BY u.id"
    )
    return [tuple(row) for row in rows.fetchall()]


def test_one_scan_adds_it_one_names_it_one_key_pays(counter: Counter) -> None:
    asked = counter(BARCODE)
    assert (asked.state, asked.id) == ("ASK", "sell.serial_asked")
    assert asked.sentence == "Toaster: scan its serial"
    named = counter("TX-4711")
    assert (named.state, named.id) == ("OK", "sell.serial_taken")
    assert counter.view()["lines"][0]["serial"] == "TX-4711"
    assert counter(":finish").sentence == "R1-000001  40.00 paid"
    assert serials(counter) == [("TX-4711", 0)]
    assert counter.view("?TX4711")["warranty"]["until"] == "2028-11-22"
    assert "named" in [row["what"] for row in counter.view("?TX4711")["history"]]
    assert shops.on_hand(counter.desk.session, TOASTER) == 2
    assert findings(counter.desk.session) == []


def test_enter_goes_on_without_and_the_list_keeps_it(counter: Counter) -> None:
    counter(BARCODE)
    assert counter(":finish").id == "sell.lines_open", "a question is never passed over in silence"
    assert counter("").id == "sell.serial_later"
    counter("@R. Patel", ":finish")
    listed = counter(":lacking")
    assert listed.sentence == "1 sale lacks a serial. A number picks one"
    assert listed.more == ("  1  2026-11-22  R1-000001  Toaster  R. Patel",)
    assert counter("1").id == "lacking.which_serial"
    saved = counter("TX-4712")
    assert (saved.state, saved.sentence) == ("SAVED", "Toaster is TX-4712 now. 0 sales lack one")
    assert counter(":lacking").id == "lacking.none"
    assert counter.view("?TX-4712")["sale"]["receipt"] == "R1-000001"
    assert counter.view("?TX-4712")["sale"]["customer"] == "R. Patel"
    assert findings(counter.desk.session) == []


def test_three_at_once_are_three_questions(counter: Counter) -> None:
    assert counter(f"3*{BARCODE}").sentence == "3 of Toaster: scan its serial"
    assert counter("TX-1").id == "sell.serial_asked", "the next one asks at once"
    assert counter("").id == "sell.serial_asked"
    assert counter("TX-3").id == "sell.serial_taken"
    counter(":finish")
    assert serials(counter) == [("TX-3", 0), ("TX-1", 0)] or serials(counter) == [("TX-1", 0), ("TX-3", 0)]
    assert len(counter(":lacking").more) == 1


def test_another_code_is_another_entry_and_leaves_the_question(counter: Counter) -> None:
    shops.take_in(counter.desk.session, shops.CABLE, "5")
    counter(BARCODE)
    assert counter("CAB").id == "sell.added"
    assert counter.states() == ["ask", "ok"]
    counter("TX-9")
    assert counter.states() == ["ok", "ok"]
    counter(BARCODE, BARCODE)
    assert counter.states() == ["ok", "ok", "ask", "ask"], "the same goods again are one more piece"


@pytest.mark.parametrize("how", ["sold", "in this basket", "in stock"])
def test_a_serial_that_is_a_piece_already(counter: Counter, how: str) -> None:
    counter(BARCODE, "TX-1")
    if how != "in this basket":
        counter(":finish")
    if how == "in stock":
        counter(":return", "TX-1", "CSM", ":sell")
    counter(BARCODE)
    answer = counter("TX-1")
    if how == "in stock":
        assert answer.id == "sell.added", "that very piece is sold"
        counter(":finish")
        assert len(serials(counter)) == 1
        return
    assert (answer.state, answer.id) == ("STOP", "sell.serial_known")
    assert counter.states()[-1] == "ask"
    assert counter("TX-2").id == "sell.serial_taken"


def test_the_kind_of_serial_is_checked(counter: Counter) -> None:
    counter(f":item sku={TOASTER} serial_kind=imei", ":sell", BARCODE)
    assert counter("12345").state == "STOP"
    assert counter.states() == ["ask"]
    assert counter(shops.SERIAL).id == "sell.serial_taken"


def test_more_than_the_books_have_is_found_like_plain_goods(counter: Counter) -> None:
    asked = counter(f"4*{BARCODE}")
    assert (asked.id, asked.sentence) == ("sell.short_stock", "books say 3 left, you sell 4")
    assert counter("").id == "sell.serial_asked"
    assert counter.states() == ["ask"] * 4
    counter("A1", "A2", "A3", "A4")
    assert counter(":finish").state == "SAVED"
    assert shops.on_hand(counter.desk.session, TOASTER) == 0
    assert len(serials(counter)) == 4
    assert findings(counter.desk.session) == []


def test_another_till_sold_the_last_ones(counter: Counter) -> None:
    counter(BARCODE, "TX-1")
    other = Counter(shops.open_session_at(counter.desk.session, "Till 2"))
    other(f"3*{BARCODE}", "", "", "", ":finish")
    gone = counter(":finish")
    assert (gone.state, gone.id) == ("ASK", "sell.short_stock")
    assert counter("").id == "sell.serial_asked"
    counter("TX-1")
    assert counter(":finish").state == "SAVED"
    assert findings(counter.desk.session) == []


def test_what_stands_in_for_a_serial_is_shown_nowhere(counter: Counter) -> None:
    session = counter.desk.session
    counter(BARCODE, "", ":finish")
    (stand_in,) = session.store.db.execute_sql("SELECT serial FROM unit ORDER BY id").fetchone()
    shown = [counter.view(entry) for entry in ("?TOAST", "?#R1-1", "?=SHELF-1", ":stock", ":lacking")]
    shown.append({"csv": as_csv(listing(session, "stock", Asked()))[0]})
    shown.append({"lines": counter(":sell", ":receipt").more})
    assert stand_in not in str(shown)
    assert NO_SERIAL in str(shown[0])
    assert NO_SERIAL in str(shown[1])
    for typed in (stand_in, stand_in[1:], NO_SERIAL, "no", "№1"):
        assert counter(f":find {typed}").id in (
            "find.unknown_code",
            "find.which_one",
            "find.receipt",
            "find.place",
        )


def test_a_nameless_piece_comes_back_by_its_receipt(counter: Counter) -> None:
    counter(BARCODE, "", ":finish", ":return", "#R1-1")
    assert counter("CSM").state == "SAVED"
    assert shops.on_hand(counter.desk.session, TOASTER) == 3
    assert counter(":lacking").id == "lacking.none"
    counter(":sell", BARCODE, "TX-1", ":finish")
    assert findings(counter.desk.session) == []


def test_a_voided_sale_keeps_the_name_and_the_piece(counter: Counter) -> None:
    counter(BARCODE, "TX-1", ":finish", ":undo")
    assert counter.view("?TX-1")["state"] == "in_stock"
    assert counter("TX-1").id == "sell.added"
    counter(":finish")
    assert findings(counter.desk.session) == []


@pytest.mark.parametrize(("found", "after"), [(2, 2), (5, 5), (3, 3)])
def test_they_are_counted_by_number(counter: Counter, found: int, after: int) -> None:
    counter(":count SHELF-1", f"{found}*{BARCODE}", ":finish", ":finish")
    assert shops.on_hand(counter.desk.session, TOASTER) == after
    assert findings(counter.desk.session) == []


def test_a_sale_while_they_are_counted(counter: Counter) -> None:
    counter(":count SHELF-1", f"3*{BARCODE}")
    other = Counter(shops.open_session_at(counter.desk.session, "Till 2"))
    other(BARCODE, "TX-1", ":finish")
    assert counter(":finish").sentence == "3 counted, all as in the books"
    counter(":finish")
    assert shops.on_hand(counter.desk.session, TOASTER) == 2


def test_stock_is_imported_by_number(counter: Counter) -> None:
    session = counter.desk.session
    done = imports.import_rows(session, "sku,quantity,serial\nTOAST,20,\nTOAST,1,TX-77\n")
    assert done.problems == ()
    assert shops.on_hand(session, TOASTER) == 24
    assert imports.import_rows(session, "sku,quantity,serial\nTOAST,2,TX-78\n").problems
    assert imports.import_rows(session, "sku,quantity\nARX2,2\n").problems


def test_the_labels_of_a_delivery_are_shelf_prices(counter: Counter) -> None:
    from shopstock.jobs import labels

    session = counter.desk.session
    (booking,) = session.store.db.execute_sql("SELECT id FROM booking WHERE kind = 'delivery'").fetchone()
    made = labels.all_labels(session, labels.of_delivery(session, booking))
    assert {label.kind for label in made} == {"shelf"}
    assert not any(label.serial for label in made)


def test_a_warranty_slip_needs_the_serial(counter: Counter) -> None:
    from shopstock.jobs.receipts import NoReceipt, slips_of

    session = counter.desk.session
    counter(BARCODE, "", ":finish")
    (sale,) = session.store.db.execute_sql("SELECT id FROM booking WHERE kind = 'sale'").fetchone()
    with pytest.raises(NoReceipt):
        slips_of(session, sale)
    counter(":lacking", "1", "TX-5")
    assert [slip.serial for slip in slips_of(session, sale)] == ["TX-5"]


def test_a_column_for_goods_without_serials_is_refused(counter: Counter) -> None:
    assert counter(":item sku=CAB serial_when=sale").state == "STOP"
    assert counter(f":item sku={TOASTER} serial_when=tomorrow").state == "STOP"
    assert counter(f":item sku={TOASTER} serial_when=receiving").state == "SAVED"
