"""`:receipt`: the paper on the screen, in every job, and nothing that is open is touched."""

from __future__ import annotations

import pytest

from shopstock.jobs import find, settings
from shopstock.jobs.session import new_request_id
from shopstock.papers import sheet
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


def shown(counter: Counter, *entries: str) -> str:
    """The lines of the paper that is shown, with single blanks."""
    view = counter.view(*entries)
    assert len(view["lines"]) == len(view["kinds"])
    return " ".join(" ".join(view["lines"]).split())


def test_the_newest_receipt_and_one_by_its_number(stocked: Counter) -> None:
    stocked("@Patel", shops.SERIAL, ":finish 400", "2*24B07", ":finish")
    answer = stocked(":receipt")
    assert (answer.state, answer.id) == ("OK", "receipt.shown")
    assert "Oat milk 1 l 4.30 2 x 2.15 Lot 24B07 Best before 03 Dec 2026" in shown(stocked, ":receipt")
    said = shown(stocked, ":receipt #R1-000001")
    assert "Receipt R1-000001 22 Nov 2026" in said
    assert "Customer Patel" in said
    assert f"Serial {shops.SERIAL} Warranty until 22 Nov 2028" in said
    assert "cash, given 400.00 change 1.00" in said
    assert said == shown(stocked, ":receipt r1-1") == shown(stocked, ":receipt 1")


@pytest.mark.parametrize(
    "job", ["sell", "find", "receive", "return", "dates", "stock", "item", "cash", "menu"]
)
def test_it_is_shown_in_every_job_without_leaving_it(stocked: Counter, job: str) -> None:
    stocked("CAB", ":finish", "CAB", f":{job}")
    before = ledger(stocked.desk.session)
    answer = stocked(":receipt")
    assert (answer.job, stocked.desk.job, answer.id) == (job, job, "receipt.shown")
    assert ledger(stocked.desk.session) == before
    assert stocked.lines() == [("Cable USB-C", "1", "9.90")]


def test_an_open_question_stays_open(stocked: Counter) -> None:
    stocked("CAB", ":finish", shops.PHONE_BARCODE)
    assert stocked.states() == ["ask"]
    stocked(":receipt")
    assert stocked("1").id == "sell.added"
    assert stocked.states() == ["ok"]


def test_what_comes_back_and_what_is_voided_have_their_paper(stocked: Counter) -> None:
    stocked("3*CAB", "/10", ":finish", ":return", "#R1-1", "1", "2*", "CSM")
    assert "Cable USB-C -17.82 2 of them bought 22 Nov 2026, R1-000001 changed mind" in shown(
        stocked, ":receipt"
    )
    stocked(":undo")
    assert "This cancels RT-000001" in shown(stocked, ":receipt")
    assert "VOID" in shown(stocked, ":receipt RT-000001")


def test_a_warranty_slip_is_shown_where_there_is_one(stocked: Counter) -> None:
    stocked(shops.SERIAL, ":finish", "CAB", ":finish")
    assert stocked(":receipt slip").id == "receipt.none"
    assert stocked(":print slip").id == "receipt.none"
    assert "Covered until 22 Nov 2028 That day is included." in shown(stocked, ":receipt slip #R1-000001")


def test_what_is_no_receipt_is_said(counter: Counter) -> None:
    assert counter(":receipt").id == "receipt.none"
    shops.take_in(counter.desk.session, shops.CABLE, "3")
    for number in ("#R1-000009", "GR-000001", "rubbish", "[/]", "slip GR-000001"):
        answer = counter(f":receipt {number}")
        assert (answer.state, answer.id) == ("STOP", "receipt.none")
        assert answer.job == "sell"


def test_it_is_as_wide_as_the_shop_says_as_far_as_the_screen_goes(stocked: Counter) -> None:
    stocked("CAB", ":finish")
    for width, shown_at in (("32", 32), ("42", 42), ("80", 64)):
        settings.change(stocked.desk.session, new_request_id(), "receipt.width", width)
        view = stocked.view(":receipt")
        assert view["width"] == shown_at == max(map(len, view["lines"]))


def test_a_scan_of_the_number_on_the_paper_finds_it(stocked: Counter) -> None:
    stocked("CAB", ":finish")
    assert stocked(":find", "R1-000001").id == "find.receipt"
    assert stocked("#R1-000001").id == "find.receipt"
    assert find.find_paper(stocked.desk.session, "R1-000001") is not None


def test_plain_mode_has_the_lines_too(stocked: Counter) -> None:
    stocked("CAB", ":finish")
    assert "Cable USB-C" in stocked(":receipt").text
    assert "  22 Nov 2026" in stocked(":receipt").text


@pytest.mark.parametrize("width", [32, 80])
@pytest.mark.parametrize(
    "name", ["Bolt [M8]", "Молоко «Домик» 3,2 %", "東京のケース", "long name " * 20, "w" * 200]
)
def test_a_name_of_any_kind_is_whole_on_the_paper(counter: Counter, name: str, width: int) -> None:
    counter(f":settings receipt.width {width}", f':item sku=X9 name="{name}" tracking=none price=9999999.99')
    shops.take_in(counter.desk.session, "X9", "1")
    assert counter(":sell", "X9", ":finish").id == "sell.paid"
    view = counter.view(":receipt")
    assert all(sheet.cells(line) <= min(width, 64) for line in view["lines"])
    assert "".join(name.split()) in "".join("".join(view["lines"]).split())
    assert sum("9,999,999.99" in line for line in view["lines"]) == 3
