"""Receipts and slips out of the queue, in every form: what the customer holds is what the ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp

from tests import shops
from tests.desk.counter import Counter
from tests.papers.rows import pages_of, picture, words_of

pytestmark = pytest.mark.conversation


@pytest.fixture
def printing(stocked: Counter, tmp_path: Path) -> Counter:
    """A counter whose papers go into a folder."""
    assert stocked(f":settings printer.receipt file:{tmp_path}").id == "settings.saved"
    return stocked


def printed(counter: Counter, folder: Path) -> list[bytes]:
    """Let all papers come out; what they hold, in the order of their names."""
    for _ in range(8):
        counter.desk.background()
        counter.desk.printing.wait(10)
    counter.desk.background()
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_a_receipt_in_a_pdf_is_scanned_and_found(printing: Counter, tmp_path: Path) -> None:
    printing(
        ":settings printer.receipt_form pdf", ":settings receipt.paper a4", ":sell", shops.SERIAL, ":finish"
    )
    (paper,) = printed(printing, tmp_path)
    assert f"Serial {shops.SERIAL} Warranty until 22 Nov 2028" in words_of(paper)
    (code,) = zxingcpp.read_barcodes(picture(paper))
    assert printing(f":find {code.text}").id == "find.receipt"


def test_the_second_print_is_a_copy_and_a_slip_has_its_own_first(printing: Counter, tmp_path: Path) -> None:
    printing(":sell", shops.SERIAL, shops.OTHER_SERIAL, ":finish")
    printed(printing, tmp_path)
    printing(":print", ":print slip")
    printed(printing, tmp_path)
    printing(":print slip")
    texts = [paper.decode() for paper in printed(printing, tmp_path)]
    assert sorted(text.count("COPY") for text in texts) == [0, 0, 2, 4]
    assert sum("Covered until" in text for text in texts) == 2


def test_each_slip_is_a_page_of_its_own(printing: Counter, tmp_path: Path) -> None:
    printing(":settings printer.receipt_form pdf", ":settings printer.receipts never")
    printing(":sell", shops.SERIAL, shops.OTHER_SERIAL, ":finish", ":print slip")
    (slips,) = printed(printing, tmp_path)
    assert [
        serial in page
        for serial, page in zip((shops.SERIAL, shops.OTHER_SERIAL), pages_of(slips), strict=True)
    ]
    read = [zxingcpp.read_barcodes(picture(slips, n))[0].text for n in (0, 1)]
    assert read == [shops.SERIAL, shops.OTHER_SERIAL]


def test_a_printer_gets_the_letters_of_its_page_and_opens_the_drawer_for_cash(
    printing: Counter, tmp_path: Path
) -> None:
    printing(':item sku=CAB name="Zubiło Łódź"', ":settings printer.receipt_form escpos")
    printing(
        ":settings receipt.code_page cp852",
        ":settings printer.drawer on",
        ":sell",
        "CAB",
        ":finish",
        "CAB",
        ":finish card",
    )
    cash, card = printed(printing, tmp_path)
    assert b"\x1bt\x12" in cash
    assert "Zubiło Łódź".encode("cp852") in cash
    assert (b"\x1bp" in cash, b"\x1bp" in card) == (True, False)
