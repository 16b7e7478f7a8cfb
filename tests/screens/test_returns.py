"""What the pane of a return says of the warranty, whatever kind it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens import page as pages
from screens import returns
from shopstock.desk.views.base import Warranty
from tests.screens import samples


def words(page: pages.Page) -> str:
    """Everything that stands in the lines of a page."""
    lines = (line for line in page.body if isinstance(line, pages.Line))
    return " ".join(piece.text for line in lines for piece in (*line.left, *line.right))


@pytest.mark.parametrize(
    ("warranty", "said"),
    [
        (Warranty("in", "2028-11-04", 713), "WARRANTY IN"),
        (Warranty("over", "2026-11-12", -10), "WARRANTY OVER"),
        (Warranty("lifetime", None, None), "WARRANTY FOR LIFE"),
    ],
)
def test_the_warranty_of_what_came_back(warranty: Warranty, said: str) -> None:
    assert said in words(returns.page(replace(samples.returning(), warranty=warranty), 80))


def test_no_warranty_is_no_word() -> None:
    none = Warranty("none", None, None)
    assert "WARRANTY" not in words(returns.page(replace(samples.returning(), warranty=none), 80))


def test_a_store_credit_stands_with_its_own_worth_and_not_with_the_refund() -> None:
    """Of 39.60 that come back 29.70 were paid with credit: the code is worth 29.70."""
    back = replace(samples.returning(), paper="RT-1", refund="39.60", credit="SC-7K2M-9QXT", worth="29.70")
    (foot,) = (line for line in returns.page(back, 80).foot if isinstance(line, pages.Line))
    said = " ".join(piece.text for piece in foot.right)
    assert "SC-7K2M-9QXT" in said
    assert "29.70" in said
    assert "39.60" not in said
