"""One code with product, lot, date and serial: received, looked up, counted and sold, each by one scan."""

from __future__ import annotations

import pytest

from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

SKU, GTIN, LOT, SERIAL = "DRILL", "04012345678901", "L-77", "SN/0042"
FORMS = {
    "bars": f"]C101{GTIN}1126010517291231{'10' + LOT}\x1d21{SERIAL}",
    "matrix": f"]d201{GTIN}21{SERIAL}\x1d10{LOT}\x1d1729123111260105",
    "without prefix": f"01{GTIN}1126010517291231{'10' + LOT}\x1d21{SERIAL}",
    "printed": f"(01){GTIN}(10){LOT}(11)260105(17)291231(21){SERIAL}",
    "link": f"https://id.gs1.org/01/{GTIN}/10/{LOT}/21/SN%2F0042?17=291231&11=260105",
    "link from a QR code": f"]Q1https://shop.example/x/01/{GTIN}/10/{LOT}/21/SN%2F0042?17=291231&11=260105",
}


@pytest.fixture
def tools(counter: Counter) -> Counter:
    """A drill with serials whose lots have a date."""
    counter(
        f":item sku={SKU} name=Drill tracking=serial price=99.00 warranty='24 months' date_kind=use_by barcode={GTIN}"
    )
    return counter


@pytest.mark.parametrize("code", FORMS.values(), ids=FORMS)
def test_each_job_needs_one_scan(tools: Counter, code: str) -> None:
    assert tools(":receive", code).id == "receive.serial_added"
    assert tools(":finish").id == "receive.saved"
    found = tools.view(f":find {code}")
    assert (found["kind"], found["serial"], found["lot"], found["sku"]) == ("unit", SERIAL, LOT, SKU)
    of_lot = shops.batch(tools.desk.session, SKU, LOT)
    assert of_lot.expires is not None
    assert (of_lot.expires.day.isoformat(), str(of_lot.made_on)) == ("2029-12-31", "2026-01-05")
    assert tools(":count SHELF-1", code).id == "count.counted"
    assert tools(":finish").text.startswith("ASK  1 counted, all as in the books")
    assert tools(":clear", ":sell", code).id == "sell.added"
    line = tools.view("")["lines"][0]
    assert (line["serial"], line["lot"], line["date"]) == (SERIAL, LOT, "2029-12-31")
    assert tools(":finish").state == "SAVED"
    assert tools(":return", code).id == "return.sold_here"
    assert tools("?" + code).view.as_json()["state"] == "sold"


@pytest.mark.parametrize("code", FORMS.values(), ids=FORMS)
def test_goods_of_a_lot_need_one_scan_too(counter: Counter, code: str) -> None:
    counter(f":item sku=SOUP name=Soup tracking=lot price=3.00 date_kind=best_before barcode={GTIN}")
    assert counter(":receive", code).id == "receive.lot_added"
    assert counter("6*", ":finish").id == "receive.saved"
    assert counter.view(f":find {code}")["code"] == LOT
    assert counter(":count SHELF-1", f"6*{code}").id == "count.counted"
    assert "all as in the books" in counter(":finish").text
    assert counter(":clear", ":sell", code).id == "sell.added"
    assert counter.view("")["lines"][0]["lot"] == LOT


def test_a_cut_or_changed_code_does_none_of_it(tools: Counter) -> None:
    whole = FORMS["bars"]
    for wrong in (
        whole.replace("291231", "291331"),
        whole.replace(GTIN, "04012345678902"),
        whole[: len("]C101") + 9],
    ):
        for job in (":receive", ":find", ":count SHELF-1", ":sell"):
            answer = tools(job, wrong)
            assert answer.state in ("STOP", "ASK")
            assert answer.id in ("code.damaged", "sell.unknown_code"), (job, wrong, answer.text)
        tools(":clear")
    assert shops.on_hand(tools.desk.session, SKU) == 0


def test_a_serial_in_a_code_that_two_pieces_are_close_to_picks_none_of_them(counter: Counter) -> None:
    counter(f":item sku=DRILL name=Drill tracking=serial price=90.00 barcode={GTIN}")
    shops.take_in_serials(counter.desk.session, "1-23", "12-3", sku="DRILL")
    assert counter(":sell", f"]d201{GTIN}21123").state == "STOP"
    assert counter.states() == ["stop"]
    assert counter(":clear", f"]d201{GTIN}2112-3").id == "sell.added"


def test_an_unknown_product_is_named_by_its_number(counter: Counter) -> None:
    for code in (FORMS["bars"], FORMS["link"], GTIN):
        assert "product number 4012345678901 is new here" in counter(code).text
        counter(":clear")
