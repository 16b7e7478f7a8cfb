"""Rows as text: nothing is cut and nothing is wider than the paper, whatever a name is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.papers import sheet
from shopstock.papers.sheet import KINDS, NotRows, Row
from tests.papers.rows import ALL_KINDS

WIDTHS = (32, 42, 48, 80)
printable = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")), max_size=60)
some_row = st.builds(Row, printable, st.text("0123456789.,- \t", max_size=40), st.sampled_from(KINDS))


def lines(*rows: Row, width: int = 32) -> list[str]:
    """The paper line by line."""
    return sheet.text(rows, width).split("\n")[:-1]


@given(st.lists(some_row, max_size=8), st.sampled_from(WIDTHS))
def test_no_line_is_wider_than_the_paper(rows: list[Row], width: int) -> None:
    assert all(sheet.cells(line) <= max(width, 42) for line in lines(*rows, width=width))


@given(st.lists(printable, max_size=8), st.sampled_from(WIDTHS))
def test_every_letter_of_a_name_is_on_the_paper(words: list[str], width: int) -> None:
    name = " ".join(words)
    for kind in ("line", "title", "note", "strong", "total", "centre"):
        shown = sheet.text([Row(name, "9,999,999.99" if kind == "line" else "", kind)], width)
        shown = shown.replace("-" * width, "") if kind == "total" else shown
        assert "".join(name.split()) in "".join(shown.split()).replace("9,999,999.99", "")


@given(st.lists(some_row, max_size=8))
def test_rows_come_back_from_their_text_as_they_were(rows: list[Row]) -> None:
    assert sheet.from_json(sheet.to_json(rows)) == tuple(rows)
    assert sheet.to_json(rows).isascii()


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "[1]", '[["a"]]', '[["a", "b", "ink"]]', '[["a", 1, "line"]]', '"[]"', "null"]
)
def test_a_text_that_holds_no_paper_is_refused(text: str) -> None:
    with pytest.raises(NotRows):
        sheet.from_json(text)


def test_what_is_moved_in_stays_so_where_it_goes_on() -> None:
    row = Row("  what to bring: this slip, the phone and everything that came with it")
    assert lines(row) == ["  what to bring: this slip, the", "  phone and everything that came", "  with it"]


def test_a_serial_is_never_divided_where_it_could_stand_whole() -> None:
    assert lines(Row("  Serial number TG-4SR-92-000001-AB")) == ["  Serial number", "  TG-4SR-92-000001-AB"]
    long = "SN-" + "0123456789" * 6
    assert "".join(part.strip() for part in lines(Row(f"  {long}"))) == long


def test_figures_stand_under_each_other_or_below_where_they_are_too_wide() -> None:
    table = (Row("Tax", "net\ttax\tgross", "figures"), Row("19 %", "335.29\t63.71\t399.00", "figures"))
    assert lines(*table) == ["Tax          net     tax   gross", "19 %      335.29   63.71  399.00"]
    wide = (table[0], Row("19 %", "8,403,361.34\t1,596,638.65\t9,999,999.99", "figures"))
    assert lines(*wide) == [
        "19 %",
        "  net               8,403,361.34",
        "  tax               1,596,638.65",
        "  gross             9,999,999.99",
    ]


def test_one_word_across_the_paper_and_what_text_cannot_show() -> None:
    assert lines(Row("COPY", kind="big")) == ["       * * *  COPY  * * *"]
    assert lines(Row("R1-000123", kind="code"), Row("", kind="drawer")) == []


def test_each_line_tells_which_row_it_belongs_to() -> None:
    found = list(sheet.typeset(ALL_KINDS, 42))
    assert "".join(f"{line}\n" for line, _ in found) == sheet.text(ALL_KINDS, 42)
    assert [row.kind for _, row in found if row.kind in ("big", "total", "figures")] == [
        "big", "total", "total", "figures", "figures",
    ]  # fmt: skip
