"""PDF: all of a paper on a roll or on pages, each letter to be read, and its number to be scanned."""

from __future__ import annotations

import sys

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.papers import fonts, outputs, pdf
from shopstock.papers.sheet import CUT, GAP, KINDS, Row
from tests.papers.rows import ALL_KINDS, SEAL, pages_of, picture, words_of

PAGES: tuple[pdf.Page, ...] = ("roll", "a4", "letter")


@pytest.mark.parametrize("page", PAGES)
def test_everything_is_on_the_page(page: pdf.Page) -> None:
    said = words_of(outputs.rendered(ALL_KINDS, "pdf", page=page))
    for row in ALL_KINDS:
        left = row.left.upper() if row.kind == "head" else row.left
        for word in (*left.split(), *row.right.split()):
            assert word in said, word
    assert said.count("0123abcd") == len(SEAL.split())


@pytest.mark.parametrize("page", PAGES)
def test_the_number_is_read_by_a_scanner(page: pdf.Page) -> None:
    found = zxingcpp.read_barcodes(picture(outputs.rendered(ALL_KINDS, "pdf", page=page)))
    assert [(code.text, code.format) for code in found] == [("R1-000123", zxingcpp.BarcodeFormat.Code128)]


@pytest.mark.parametrize("text", ["BERLIN-MITTE-2026-000123", "SN-" + "0123456789" * 6])
def test_a_long_text_is_a_square_that_is_read_on_a_roll(text: str) -> None:
    found = zxingcpp.read_barcodes(picture(outputs.rendered([Row(text, kind="code")], "pdf")))
    assert [(code.text, code.format) for code in found] == [(text, zxingcpp.BarcodeFormat.DataMatrix)]


@pytest.mark.parametrize("text", ["東京-1", "", "x" * 200])
def test_what_no_scanner_could_send_is_only_to_read(text: str) -> None:
    made = outputs.rendered([Row("Paper"), Row(text, kind="code")], "pdf")
    assert zxingcpp.read_barcodes(picture(made)) == []
    assert "Paper" in words_of(made)


def test_a_roll_is_as_wide_as_its_paper_and_as_long_as_it_must_be() -> None:
    short = pypdfium2.PdfDocument(outputs.rendered(ALL_KINDS, "pdf"))[0].get_size()
    long = pypdfium2.PdfDocument(outputs.rendered(ALL_KINDS * 20, "pdf"))
    assert short[0] == pytest.approx(226.77, abs=0.01)
    assert short[1] < 500
    assert len(long) == 1
    assert long[0].get_size()[1] > 10 * short[1]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_printed_into_the_margins(page: pdf.Page) -> None:
    name = "Bolt [M8] " + "x" * 120 + " галактика " * 12
    rows = [Row(name, "8,888,888.88"), Row(f"  {name}"), Row(name, "1", "total"), Row(name, kind="title"),
            Row(name, kind="big"), Row("Tax", "net\ttax\tgross", "figures"),
            Row("19 %", "\t".join(["9,999,999,999.99"] * 3), "figures"), Row("Z" * 30, kind="code")]  # fmt: skip
    made = outputs.rendered([*rows, Row(SEAL, kind="seal")], "pdf", page=page)
    for n in range(len(pages_of(made))):
        shown = picture(made, n, 2)
        side = round(pdf.GEOMETRY[page].side * 2) - 2
        for x in (0, shown.width - side):
            assert shown.crop((x, 0, x + side, shown.height)).getextrema()[0] > 200, (page, n)
    words = "".join(words_of(made).split())
    assert words.count("9,999,999,999.99") == 3
    assert words.count("8,888,888.88") == 1
    assert "x" * 120 in words


def test_each_page_says_what_paper_it_is() -> None:
    rows = [*ALL_KINDS[1:-1], *[Row(f"line {n}", "1.00") for n in range(150)], ALL_KINDS[-1]]
    pages = pages_of(outputs.rendered(rows, "pdf", page="a4"))
    assert len(pages) >= 3
    for n, page in enumerate(pages, 1):
        assert "R1-000123" in page
        assert f"page {n} of {len(pages)}" in page
    assert [f"line {n}" in "".join(pages) for n in range(150)] == [True] * 150
    assert "page 1" not in pages_of(outputs.rendered(ALL_KINDS, "pdf", page="a4"))[0]


def test_slips_that_are_cut_have_a_page_each() -> None:
    slips = [Row("first", kind="title"), Row("A", kind="code"), CUT, Row("second", kind="title"), Row("x")]
    assert ["first" in page for page in pages_of(outputs.rendered(slips, "pdf"))] == [True, False]
    assert ["second" in page for page in pages_of(outputs.rendered(slips, "pdf", page="a4"))] == [False, True]
    assert pages_of(outputs.rendered([], "pdf")) == [""]


@given(
    st.lists(st.builds(Row, st.text(max_size=30), st.text(max_size=20), st.sampled_from(KINDS)), max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_no_row_can_be_none_that_is_printed(rows: list[Row]) -> None:
    assert outputs.rendered(rows, "pdf", page="a4").startswith(b"%PDF")


def test_what_belongs_to_a_line_stays_on_its_page() -> None:
    block = [Row("Phone", "399.00"), *(Row(f"  detail {n}") for n in range(5))]
    pages = pages_of(outputs.rendered(block * 30, "pdf", page="letter"))
    assert len(pages) > 2
    for page in pages:
        assert page.count("Phone") * 5 == page.count("detail")
        assert page.lstrip().startswith("Phone")


def test_a_head_is_not_left_behind_alone() -> None:
    for filler in range(50, 60):
        rows = [Row("x")] * filler + [
            GAP,
            Row("Seals", kind="head"),
            Row("R1:214", "today"),
            Row(SEAL, kind="seal"),
        ]
        for page in pages_of(outputs.rendered(rows, "pdf", page="letter")):
            assert ("SEALS" in page) == ("R1:214" in page) == ("0123abcd" in page)


def test_letters_beyond_latin_are_printed_where_a_font_has_them() -> None:
    if fonts.missing("Молоко Γάλα żółw"):
        pytest.skip("no font of this machine has them")
    made = outputs.rendered([Row("Молоко Γάλα żółw €", "9.90")], "pdf")
    assert "Молоко Γάλα żółw €" in words_of(made)
    assert "stands for" not in words_of(made)


def test_a_letter_that_no_font_has_is_seen_and_said_once() -> None:
    strange = "\N{CUNEIFORM SIGN A}\N{LINEAR B SYLLABLE B008 A}"
    said = words_of(outputs.rendered([Row(f"Case {strange} Ж"), Row(strange, strange)], "pdf"))
    assert said.count("stands for a letter") == 1
    assert said.startswith("Case ")
    assert "Ж" in said or "or" in said


def test_a_machine_without_fonts_prints_latin_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_font", lambda _: None)
    for kept in (fonts._letter, pdf._width, pdf._seen):
        kept.cache_clear()
    try:
        assert pdf._seen("\u0633\u0644\u0627\u0645") == "\u0645\u0627\u0644\u0633", (
            "no font has joined letters"
        )
        said = words_of(
            outputs.rendered([Row("Käse für Ole", "9.90"), Row("Молоко", "1.00"), *ALL_KINDS], "pdf")
        )
    finally:
        for kept in (fonts._letter, pdf._width, pdf._seen):
            kept.cache_clear()
    assert "Käse für Ole 9.90 ?????? 1.00" in said
    assert said.count("? stands for a letter") == 1


def test_without_the_extra_it_is_said_which_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab", None)
    with pytest.raises(fonts.NoPaper, match=r"shopstock\[paper\]"):
        outputs.rendered(ALL_KINDS, "pdf")


def test_the_same_paper_is_the_same_bytes() -> None:
    assert outputs.rendered(ALL_KINDS, "pdf") == outputs.rendered(ALL_KINDS, "pdf")
