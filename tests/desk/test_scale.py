"""The cheese counter: packs with their weight or price in the code, from the shop's scale or from a packer."""

from __future__ import annotations

import pytest

from shopstock.codes.gtin import check_digit
from tests import shops, staffed
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

LAYOUTS = "28IIIIIVVVVVK weight 3; 29IIIIIVVVVVK price 2"
GTIN = "09501101530003"


def pack(begin: str, measure: int) -> str:
    """What the scale prints: `28` or `29`, the item 00042, and the measure."""
    body = f"{begin}00042{measure:05}"
    return body + check_digit(body)


def item_code(begin: str) -> str:
    """What the catalogue knows the item by: the same number with nothing on the scale."""
    return pack(begin, 0)


@pytest.fixture
def cheese(stocked: Counter) -> Counter:
    """Gouda at 12.80 a kilogram, known to the scale by both kinds of codes and to the packer by his GTIN."""
    stocked(f":settings codes.in_store {LAYOUTS}")
    stocked(f":item sku=GOUDA barcode={item_code('28')};{item_code('29')};{GTIN}", ":sell")
    return stocked


def test_the_weight_in_the_code_is_what_is_sold(cheese: Counter) -> None:
    assert cheese(pack("28", 1250)).id == "sell.added"
    assert cheese.lines() == [("Gouda, young", "1.250", "16.00")]


def test_the_price_in_the_code_is_what_the_customer_pays(cheese: Counter) -> None:
    cheese(pack("29", 1579))
    assert cheese.lines() == [("Gouda, young", "1.233", "15.79")]
    assert cheese(":finish").state == "SAVED"
    assert shops.on_hand(cheese.desk.session, shops.CHEESE) == 5000 - 1233
    line = cheese.desk.session.store.db.execute_sql(
        "SELECT quantity, price_minor, amount_minor, discount_ppm FROM sale_line"
    ).fetchone()
    assert line == (1233, 1280, 1579, 0)


def test_a_pack_of_the_packer_brings_weight_and_price(cheese: Counter) -> None:
    cheese(f"]e0{'01' + GTIN}{'3103' + '001234'}{'3922' + '1579'}")
    assert cheese.lines() == [("Gouda, young", "1.234", "15.79")]


def test_several_equal_packs_are_as_often_as_much(cheese: Counter) -> None:
    cheese(f"2*{pack('29', 500)}")
    cheese(f"2*{pack('28', 500)}")
    assert cheese.lines() == [("Gouda, young", "0.780", "10.00"), ("Gouda, young", "1.000", "12.80")]
    assert cheese(f"0.5*{pack('28', 500)}").state == "STOP"


def test_a_discount_on_a_labelled_pack_comes_off_its_label(cheese: Counter) -> None:
    cheese(pack("29", 1579), "/10")
    assert cheese.lines() == [("Gouda, young", "1.233", "14.21")]


def test_a_scale_that_says_nothing_is_refused(cheese: Counter) -> None:
    answer = cheese(item_code("28"))
    assert (answer.state, answer.id) == ("STOP", "code.no_measure")
    assert "0.000 kg" in answer.text


def test_more_than_the_books_have_is_asked_and_keeps_the_label(cheese: Counter) -> None:
    answer = cheese(pack("29", 9999))
    assert answer.id == "sell.short_stock"
    cheese("")
    assert cheese.lines() == [("Gouda, young", "7.811", "99.99")]


def test_a_price_in_another_currency_is_no_price_here(cheese: Counter) -> None:
    answer = cheese(f"]e0{'01' + GTIN}{'3932' + '840' + '1579'}")
    assert (answer.state, answer.id) == ("STOP", "code.other_currency")
    assert cheese(f"]e0{'01' + GTIN}{'3932' + '978' + '1579'}").id == "sell.added"


def test_without_a_layout_the_number_is_whole(stocked: Counter) -> None:
    stocked(f":item sku=GOUDA barcode={pack('28', 1250)}", ":sell")
    stocked(pack("28", 1250))
    assert stocked.lines() == [("Gouda, young", "1.000", "12.80")]
    assert stocked(pack("28", 900)).id == "sell.unknown_code"


def test_a_wrong_check_digit_of_the_weight_is_refused(stocked: Counter) -> None:
    stocked(":settings codes.in_store 28IIIICVVVVVK weight 3", ":sell")
    body = "281234901250"
    answer = stocked(body + check_digit(body))
    assert answer.state == "STOP"
    assert "01250" in answer.text


def test_a_new_pack_teaches_the_item_and_not_its_weight(stocked: Counter) -> None:
    stocked(f":settings codes.in_store {LAYOUTS}", ":sell", pack("28", 777), "")
    assert stocked.desk.job == "item"
    assert item_code("28").zfill(14) in str(stocked.desk.mode.view().as_json())


def test_a_lot_arrives_and_leaves_by_the_weight_of_its_cartons(counter: Counter) -> None:
    counter(
        f":item sku=BRIE name=Brie tracking=lot price=20.00 measure=kg decimals=3 barcode={GTIN} date_kind=use_by"
    )
    scan = f"]C101{GTIN}15261210{'3103' + '004500'}10K7"
    counter(":receive", scan, scan, ":finish", ":sell")
    assert shops.on_hand(counter.desk.session, "BRIE") == 9000
    counter(f"]C101{GTIN}{'3103' + '000500'}10K7")
    assert counter.lines() == [("Brie", "0.500", "10.00")]


def test_plain_goods_arrive_by_weight(cheese: Counter) -> None:
    cheese(":receive", pack("28", 4000), pack("28", 250), ":finish")
    assert shops.on_hand(cheese.desk.session, shops.CHEESE) == 9250


def test_a_count_in_the_code_counts(stocked: Counter) -> None:
    stocked(f":item sku=CAB barcode={GTIN}", ":sell")
    stocked(f"]C101{GTIN}3004")
    assert stocked.lines() == [("Cable USB-C", "4", "39.60")]


def test_a_marked_down_lot_goes_down_with_its_labels(counter: Counter) -> None:
    counter(
        f":item sku=BRIE name=Brie tracking=lot price=20.00 measure=kg decimals=3 barcode={item_code('29')}"
        " date_kind=best_before",
        f":settings codes.in_store {LAYOUTS}",
    )
    shops.take_in(counter.desk.session, "BRIE", "2.000", lot="K7", expires="2026-11-23")
    counter(":dates", "M", ":sell", pack("29", 1000))
    assert counter.lines() == [("Brie", "0.500", "5.00")]


def test_a_label_that_says_nothing_to_pay_gives_nothing_away(cheese: Counter) -> None:
    cheese(
        ":item sku=ROLL name=Roll price=0.60 tracking=none barcode=2900043000006",
        ":receive",
        "9*ROLL",
        ":finish",
    )
    cheese(":sell")
    answer = cheese("2900043000006")
    assert (answer.state, answer.id) == ("STOP", "code.no_measure")
    assert cheese(f"]e0{'01' + GTIN}{'3103' + '001234'}{'3922' + '0'}").id == "code.no_measure"


@pytest.mark.sqlite
def test_a_labelled_pack_is_marked_down_by_whoever_may_change_a_price() -> None:
    session = staffed.stock(staffed.at(staffed.shop(), "Owner"))
    counter = Counter(session)
    counter(
        staffed.badge("Owner"),
        f":item sku=BRIE name=Brie tracking=lot price=20.00 measure=kg decimals=3 barcode={item_code('29')}"
        " date_kind=best_before",
        f":settings codes.in_store {LAYOUTS}",
    )
    shops.take_in(session, "BRIE", "2.000", lot="K7", expires="2026-11-21")
    counter(":sell", pack("29", 1000))
    assert counter.states() == ["ask"]
    counter("M")
    assert counter.lines() == [("Brie", "0.500", "5.00")]
    (line,) = counter.desk.mode.state.lines
    assert "price" in dict(line.wanted.allowed)
    counter("/10")
    assert counter.lines() == [("Brie", "0.500", "4.50")]
    counter(":finish")
    told = session.store.db.execute_sql(
        "SELECT was, became, note FROM event WHERE what = 'override'"
    ).fetchall()
    assert ("10.00", "4.50", "price: Owner") in [tuple(row) for row in told]


def test_the_day_report_says_what_came_off_the_label(cheese: Counter) -> None:
    cheese(pack("29", 1579), "/10", ":finish")
    view = cheese.view(":cash", "0", "R")
    assert "-1.58" in str(view), view
    paper = " ".join(cheese.view(":receipt")["lines"])
    assert "priced on its label, less 10 % (-1.58)" in " ".join(paper.split())
