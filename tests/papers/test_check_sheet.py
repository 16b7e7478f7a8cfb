"""The sheet to walk with: every row has its code, and a scanner reads all of them from the paper."""

from __future__ import annotations

from shopstock.codes.row_code import action_code, row_code
from shopstock.papers import check_sheet, pdf
from shopstock.papers.check_sheet import CheckSheet, SheetRow
from shopstock.papers.sheet import text
from tests.papers.pages import pages_of, words_of

ACTIONS = tuple(
    (letter, label, action_code(letter))
    for letter, label in (
        ("K", "ok"), ("M", "mark down"), ("P", "pull"), ("W", "waste"), ("S", "supplier"), ("C", "charity"),
        ("T", "staff"), ("N", "not there"),
    )
)  # fmt: skip


def row(n: int, name: str = "Oat milk 1 l") -> SheetRow:
    """A row of the sheet."""
    place = f"SHELF-{n // 12 + 1}"
    return SheetRow(
        place,
        name,
        f"24B{n:02}",
        "best by 24 Nov",
        "2 d",
        "5",
        "2.15",
        "LATE" if n % 5 else "",
        row_code(n + 1, 7),
    )


def sheet(count: int, name: str = "Oat milk 1 l") -> CheckSheet:
    """A sheet with that many rows."""
    return CheckSheet("Corner", "Sunday 22 Nov", "09:14", ACTIONS, tuple(row(n, name) for n in range(count)))


def scanned(file: bytes) -> set[str]:
    """Every code on the pages."""
    import zxingcpp

    return {found.text for page in pages_of(file) for found in zxingcpp.read_barcodes(page)}


def test_every_code_of_a_long_sheet_is_read_from_its_pages() -> None:
    made = sheet(30)
    file = check_sheet.pages(made)
    assert len(pages_of(file)) == 2
    assert scanned(file) == {r.code for r in made.rows} | {code for _, _, code in ACTIONS}


def test_hostile_names_stay_on_the_page() -> None:
    for name in ("x" * 5000, "tin [/] lid", "漢" * 50, ""):
        words = words_of(check_sheet.pages(sheet(2, name)))
        assert "SHELF-1" in words
        assert row(0).code.removeprefix("#") in words


def test_the_rows_say_the_same_on_a_roll_and_in_a_text() -> None:
    made = sheet(3)
    shown = text(check_sheet.rows(made), 48)
    for r in made.rows:
        assert f"code {r.code.removeprefix('#')}" in shown
    assert "[ ]K [ ]M" in shown
    assert "LATE 2.15" in shown
    assert {r.code for r in made.rows} <= scanned(pdf.rendered(check_sheet.rows(made)))
