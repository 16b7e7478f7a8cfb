"""The day report on paper: nothing is cut at any width, and its seals are read back as they were printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopstock.papers import day_report, outputs, seals, sheet
from shopstock.papers.day_report import (
    Counted,
    DayReport,
    DrawerPart,
    MoveLine,
    PieceLine,
    TaxLine,
    TenderLine,
)
from shopstock.papers.seals import Head, Printed
from shopstock.papers.sheet import Row
from tests.papers.rows import words_of

SEALS = ("0123456789abcdef" * 4, "f" * 64)
REPORT = DayReport(
    kind="Z", paper="Z1-000012", shop="Corner Electronics", currency="EUR", till="Till 1", session=12,
    since="2026-11-22 08:31", until="2026-11-22 18:42", opened_by="Mia", staff="Owner",
    sales=Counted(31, "1,204.10"), refunds=Counted(2, "-20.00"), voids=Counted(1, "-9.90"),
    discounts=Counted(1, "-5.00"), total="1,174.20", price_changes=2, approved=1, parked=3, counts=2,
    tenders=(TenderLine("cash", "871.45"), TenderLine("card", "302.75", "300.00", "-2.75")),
    taxes=(TaxLine("19", "800.00", "152.00", "952.00"), TaxLine("5.5", "210.62", "11.58", "222.20")),
    drawer=DrawerPart("200.00", "671.45", "50.00", "-50.00", "871.45", "869.45", "-2.00",
                      "a coin rolled under the fridge", "200.00", "669.45"),
    moves=(MoveLine("12:01", "out", "50.00", "window cleaner", "Mia"),),
    pieces=(PieceLine("50.00", 3, "150.00"), PieceLine("0.01", 1234, "12.34")),
    heads=(Head("Till 1", "R1", 214, "2026-11-22", SEALS[0]), Head("Till 2", "R2", 9, "2026-11-21", SEALS[1])),
)  # fmt: skip


def printed(report: DayReport = REPORT, width: int = 48) -> str:
    """The paper as text."""
    return sheet.text(day_report.rows(report), width)


@pytest.mark.parametrize("width", [32, 33, 40, 42, 48, 64, 80])
def test_everything_is_on_the_paper_and_nothing_is_wider(width: int) -> None:
    paper = printed(width=width)
    assert max(map(sheet.cells, paper.splitlines())) <= width
    words = " ".join(paper.split())
    for said in (
        "Corner Electronics", "Z report Z1-000012", "session 12", "31 sales", "1,204.10", "2 refunds", "1 void",
        "1 discount", "prices changed 2", "approved by another 1", "parked, carried over 3", "300.00", "-2.75",
        "19 % gross", "152.00", "5.5 %", "expected 871.45", "counted 869.45", "difference", "-2.00",
        "because: a coin rolled under the fridge", "counted 2 times", "next float 200.00", "669.45",
        "12:01 out 50.00", "window cleaner", "3 x 50.00", "1234 x 0.01", "Till 1", "R1:214", "R2:9",
    ):  # fmt: skip
        assert said in words, said
    assert all(seal in "".join(paper.split()) for seal in SEALS)


def test_everything_is_in_a_pdf_and_on_a_receipt_printer() -> None:
    on_a_roll = "".join(words_of(outputs.rendered(day_report.rows(REPORT), "pdf")).split())
    sent = "".join(outputs.rendered(day_report.rows(REPORT), "escpos", 42).decode("cp858").split())
    for row in day_report.rows(REPORT):
        for word in (row.left.upper() if row.kind == "head" else row.left).split():
            assert word in on_a_roll, word
            assert word in sent, word
        assert "".join(row.right.split()) in on_a_roll
        assert "".join(row.right.split()) in sent
    assert all(seal in on_a_roll and seal in sent for seal in SEALS)


def test_a_width_that_no_printer_has_is_brought_into_what_can_be_read() -> None:
    assert printed(width=10) == printed(width=32)
    assert printed(width=500) == printed(width=80)


@pytest.mark.parametrize("width", [32, 42, 48, 80])
def test_seals_are_read_back_as_they_were_printed(width: int) -> None:
    assert seals.read_back(printed(width=width)) == [
        Printed("R1", 214, SEALS[0]),
        Printed("R2", 9, SEALS[1]),
    ]
    assert seals.read_back("no seal here: R1:214\n") == []
    assert seals.read_back(printed(replace(REPORT, heads=()))) == []


def test_what_is_nothing_is_not_said() -> None:
    quiet = replace(
        REPORT, discounts=Counted(0, "0.00"), price_changes=0, approved=0, parked=0, counts=1, taxes=(),
        tenders=(), moves=(), pieces=(), drawer=replace(REPORT.drawer, reason=None),
    )  # fmt: skip
    paper = printed(quiet)
    for word in ("discount", "changed", "approved", "parked", "times", "TAX", "because", "COUNTED\n"):
        assert word not in paper, word
    assert "nothing was paid" in paper


def test_an_x_report_says_that_it_closes_nothing_and_what_is_not_known_yet() -> None:
    drawer = DrawerPart("200.00", "671.45", "0.00", "0.00")
    paper = printed(replace(REPORT, kind="X", paper="", drawer=drawer, heads=(), pieces=()))
    assert "X report, nothing is closed" in paper
    assert "said after the count" in paper
    for word in ("expected", "Signed", "seal", "None"):
        assert word not in paper, word


def test_a_blind_report_tells_no_takings() -> None:
    drawer = DrawerPart("200.00", "671.45", "0.00", "0.00")
    blind = replace(REPORT, kind="X", paper="", drawer=drawer, heads=(), pieces=(), blind=True)
    paper = printed(blind)
    assert "31 sales" in paper
    for figure in ("1,204.10", "1,174.20", "671.45", "302.75", "952.00", "152.00"):
        assert figure not in paper, figure


def test_long_and_wide_names_are_broken_and_never_cut() -> None:
    name = "The Corner Shop for Electronics, Wool, Fireworks and Everything Else in the Whole Street"
    wide = "東京都の携帯電話ケース青色限定版セットの店"
    for shop in (name, wide, "x" * 200):
        paper = printed(replace(REPORT, shop=shop, till=shop), 32)
        assert max(map(sheet.cells, paper.splitlines())) <= 32
        assert shop.replace(" ", "") in "".join(paper.split())


def test_a_figure_that_does_not_fit_beside_its_name_stands_below() -> None:
    lines = list(sheet.lines(Row("a name that is long", "9,999,999,999,999,999.99"), 32))
    assert lines == ["a name that is long", "        9,999,999,999,999,999.99"]
