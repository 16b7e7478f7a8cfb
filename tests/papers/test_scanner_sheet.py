"""The scanner's test sheet: what stands on it is what `TEST_CODES` says must arrive."""

from __future__ import annotations

import pytest

from shopstock.codes.reading import read
from shopstock.papers.scanner_sheet import TEST_CODES, KnownCode, on_screen, sheet, shown, symbol_of
from shopstock.papers.symbols import NAMES
from shopstock.refusal import BadInput
from tests.papers.pages import pages_of, words_of
from tests.papers.pictures import from_text, scan, scans


def _without_aim(sent: str) -> str:
    return sent[3:]


@pytest.mark.parametrize("code", TEST_CODES, ids=lambda code: code.name)
def test_each_code_arrives_as_it_is_said(code: KnownCode) -> None:
    assert _without_aim(scan(symbol_of(code))) == code.arrives
    assert symbol_of(code).payload == code.arrives
    assert [_without_aim(sent) for sent in scans(from_text(on_screen(code)))] == [code.arrives]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_is_one_page_with_all_codes(paper: str) -> None:
    made = sheet(paper)
    (page,) = pages_of(made)
    assert sorted(_without_aim(sent) for sent in scans(page)) == sorted(code.arrives for code in TEST_CODES)
    words = words_of(made)
    for code in TEST_CODES:
        assert code.name in words
        assert NAMES[code.kind] in words
        assert shown(code.arrives) in words
    assert sheet(paper) == made


def test_another_paper_is_refused() -> None:
    with pytest.raises(BadInput, match="A4, Letter"):
        sheet("A3")


def test_the_codes_show_what_a_scanner_can_get_wrong() -> None:
    """A lost separator, a keyboard of another country and small letters each change what arrives."""
    by_name = {code.name: code.arrives for code in TEST_CODES}
    assert "\x1d" in by_name["GS1 bars"]
    assert "\x1d" in by_name["GS1 matrix"]
    assert {*"yqam-_/Z"} <= {*by_name["Keyboard"]}
    matrix, link = (read(by_name[name]) for name in ("GS1 matrix", "Link"))
    assert (matrix.gtin, matrix.lot, matrix.serial) == ("09501101530003", "Lot-7", "SN/1")
    assert link.gtin == "09501101530003"
