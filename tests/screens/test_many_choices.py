"""A question with many answers leaves the basket in sight."""

from __future__ import annotations

from screens import sell
from screens.page import Line, Page, Row
from tests.screens import all_views as v


def lines_of(page: Page) -> str:
    """The page's lines as text."""
    return "\n".join(
        "".join(piece.text for piece in item.left) for item in page.body if isinstance(item, Line)
    )


def test_only_the_newest_question_lists_and_only_a_few() -> None:
    line = v.SellLine(1, "K5", "Kettle", None, None, None, None, "1", None, None, "ask")
    many = [v.Choice(n, f"serial {n:03}", f"K5-{n:03}") for n in range(1, 38)]
    first = v.OpenQuestion(1, "sell.which_serial", "which kettle?", [], many)
    second = v.OpenQuestion(2, "sell.which_serial", "which toaster?", [], many)
    page = sell.page(v.SellView([line, line], "0.00", None, [first, second]), 80)
    assert sum(isinstance(item, Row) for item in page.body) == 2
    shown = lines_of(page)
    assert shown.count("serial 001") == 1
    assert "serial 007" not in shown
    assert "and 31 more: ? lists them all" in shown
