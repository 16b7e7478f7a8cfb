"""Markdowns at the desk: a price for one lot, its stickers, and what the till makes of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shopstock.jobs import labels
from shopstock.papers.symbols import candidates, drawn
from shopstock.store.audit import audit
from tests import shops
from tests.desk.counter import Counter
from tests.papers.pictures import scan
from tests.shops import OAT, OAT_BARCODE

pytestmark = pytest.mark.conversation


@pytest.fixture
def counter(counter: Counter) -> Counter:
    """Ten cartons that end in three days, ten of a later lot."""
    shops.take_in(counter.desk.session, OAT, "10", lot="SOON", expires="2026-11-25")
    shops.take_in(counter.desk.session, OAT, "10", lot="LATE", expires="2026-12-25")
    return counter


def sticker(counter: Counter, lot: str = "SOON") -> str:
    """The code of the sticker that a lot has now."""
    rows = counter.view(":mark")["rows"]
    return next(str(row["sticker"]) for row in rows if row["lot"] == lot)


def prices(counter: Counter) -> list[str | None]:
    """What the lines of the basket cost each."""
    return [row["price"] for row in counter.desk.modes["sell"].view().as_json()["lines"]]


def test_a_price_in_one_line(counter: Counter) -> None:
    marked = counter(":mark SOON 30%")
    assert marked.text == "SAVED MD-000001  Oat milk 1 l lot SOON: 2.15 -> 1.50  S stickers  F12 undo"
    assert counter(":mark SOON 1.20").sentence.endswith("1.50 -> 1.20")
    assert counter("M").sentence.endswith("1.20 -> 1.07")
    assert counter("M").sentence.endswith("1.07 -> 0.53")
    assert counter("L").sentence.endswith("0.53 -> 2.15")
    assert counter.ids("L", ":mark SOON 2.15", ":mark LATE 3.00") == ["markdown.not_cheaper"] * 3
    assert counter(":undo").sentence.startswith("MD-000005 is voided")
    assert counter.view(":mark")["rows"][0]["price"] == "0.53"
    assert not audit(counter.desk.session.store).findings


def test_a_list_price_that_fell_below_the_lots_own_is_the_price(counter: Counter) -> None:
    counter(":mark SOON 1.50", ":item OAT price=1.20")
    assert counter.view(":mark")["rows"][0]["price"] in ("1.20", "1.50")
    counter(":sell", "SOON")
    assert prices(counter) == ["1.20"]


def test_m_goes_on_where_a_new_list_price_makes_the_same_price_again(counter: Counter) -> None:
    counter(":mark SOON 1.50", ":item OAT price=3.00", ":mark SOON")
    assert counter.view(":mark")["rows"][0]["price"] == "0.75"


def test_the_shop_has_steps_of_its_own(counter: Counter) -> None:
    counter(":settings markdown.percent 30, 50 70%", ":settings markdown.round 5")
    told = [counter(":mark SOON").sentence] + [counter("M").sentence for _ in range(3)]
    assert [line.rpartition(" ")[2] for line in told] == ["1.50", "1.05", "0.60", "0.15"]
    assert counter(":settings markdown.percent 50 30").state == "STOP"


def test_a_price_of_nothing_and_no_less(counter: Counter) -> None:
    assert counter(":mark SOON 0").sentence.endswith("2.15 -> 0.00")
    assert counter("M").id == "markdown.not_cheaper"
    assert counter(":mark SOON -1").id == "mark.unknown_lot"


def test_what_is_no_lot(counter: Counter) -> None:
    shops.take_in(counter.desk.session, shops.CABLE, "2")
    assert counter(":mark NOWHERE 1.00").id == "mark.unknown_lot"
    assert counter(":mark CAB 1.00").id == "markdown.no_lot"
    assert counter(":mark OAT 30%").id == "mark.which_one"
    assert counter("1").sentence.endswith("2.15 -> 1.50")


def test_goods_past_their_use_by_get_no_price(counter: Counter) -> None:
    shops.take_in(counter.desk.session, shops.SALMON, "2", lot="GONE", expires="2026-11-21")
    assert counter(":mark GONE").id == "markdown.use_by_passed"


def test_two_lots_at_two_prices_in_one_basket(counter: Counter) -> None:
    counter(":mark SOON 1.10", ":sell")
    added = counter(OAT_BARCODE)
    assert "lot SOON" in added.sentence
    assert added.sentence.endswith("marked down 2.15 -> 1.10")
    assert counter("LATE").sentence.startswith("lot LATE added. Older first: lot SOON")
    assert prices(counter) == ["1.10", "2.15"]
    paid = counter(":finish")
    assert paid.id == "sell.paid"
    assert counter(":return", "#R1-1", "1", "CSM").state == "SAVED"
    back = counter.desk.session.store.db.execute_sql("SELECT refund_minor FROM return_line").fetchall()
    assert back == [(110,)], "what was paid comes back"


def test_the_sticker_counts_where_the_lot_costs_more_by_now(counter: Counter) -> None:
    counter(":mark SOON 1.10")
    old = sticker(counter)
    counter(":mark SOON 1.50", ":sell")
    added = counter(old)
    assert added.sentence.endswith("sticker 1.10, books 1.50")
    counter("SOON", ":mark SOON 0.80", ":sell", old)
    assert prices(counter) == ["1.10", "1.50", "0.80"]
    counter(":mark SOON list", ":sell", old)
    assert prices(counter)[-1] == "1.10"
    assert counter(":finish").id == "sell.paid"


def test_m_at_the_till_is_never_dearer_than_the_sticker(
    counter: Counter, sunday: time_machine.Traveller
) -> None:
    counter(":mark SOON 0.50")
    cheap = sticker(counter)
    sunday.shift(timedelta(days=4))
    assert counter(":mark SOON list", ":sell", cheap).id == "sell.best_before_passed"
    assert counter("M").sentence.endswith("sticker 0.50, books 2.15")
    assert prices(counter) == ["0.50"]
    assert counter(":finish").id == "sell.paid"


def test_the_sticker_of_a_markdown_that_was_undone_counts_for_nothing(counter: Counter) -> None:
    counter(":mark SOON 0.10")
    wrong = sticker(counter)
    counter(":undo", ":sell", wrong)
    assert prices(counter) == ["2.15"]
    assert counter("RP-00099-0").id == "sell.unknown_code", "nobody draws a sticker of his own"


def test_a_sticker_is_its_lot_everywhere(counter: Counter) -> None:
    counter(":mark SOON 1.10")
    code = sticker(counter)
    assert counter(f"?{code}").id == "find.lot"
    assert counter(f":waste {code}").sentence.startswith("1 Oat milk 1 l lot SOON at SHELF-1")


def test_one_sticker_for_each_piece_which_the_till_reads(counter: Counter) -> None:
    session = counter.desk.session
    counter(":mark SOON 1.10")
    assert counter("S").sentence.startswith("10 x markdown: Oat milk 1 l")
    label = labels.label_of(session, "markdown", shops.batch(session, OAT, "SOON").id)
    assert (label.was, label.price, label.date) == ("2.15", "1.10", "25 Nov 2026")
    for wanted in ("auto", "code128"):
        read = scan(drawn(*next(candidates(label.coded, wanted))))
        assert read[3:] == sticker(counter)
        counter(":sell", read)
    assert prices(counter) == ["1.10", "1.10"]


def test_a_lot_at_two_places_goes_down_once_in_a_morning(counter: Counter) -> None:
    shops.take_in(counter.desk.session, OAT, "4", lot="SOON", expires="2026-11-25", place_code="SHELF-2")
    assert counter(":dates", "MM").state == "SAVED"
    assert [row["action"] for row in counter.view()["rows"]] == ["mark_down", "mark_down"]
    assert shops.batch(counter.desk.session, OAT, "SOON").price_minor == 107
    counter(":undo")
    assert shops.batch(counter.desk.session, OAT, "SOON").price_minor is None
