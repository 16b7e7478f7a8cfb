"""The code in the labels pane is whole, at every size, and a scanner reads it from the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens import panes
from screens.paint import Paper, item_strip
from screens.theme import PAPER
from shopstock.codes.reading import read
from tests.papers.pictures import from_text, scans
from tests.screens import all_views as v
from tests.screens import labels_samples

VIEWS = {
    "matrix": labels_samples.labels(),
    "bars": labels_samples.labels(bars=True),
    "many": labels_samples.many(),
    "long name": labels_samples.labels("A very long name that goes on and on " * 5),
    "wide name": labels_samples.labels("超長い名前" * 20),
}


def on_paper(view: v.LabelsView, width: int) -> list[str]:
    """What is painted black on white, line by line."""
    page = panes.page_of(view, "labels", width)
    assert page is not None
    assert len(page.body) + len(page.head) + len(page.foot) <= 17, "the pane of 80 x 24 has no more"
    lines = []
    for item in page.body:
        strip = item_strip(item, page.columns, Paper(width))
        lines.append(
            "".join(s.text for s in strip if s.style and s.style.bgcolor and s.style.bgcolor.name == PAPER)
        )
    return [line for line in lines if line]


@pytest.mark.parametrize("width", [80, 82, 120])
@pytest.mark.parametrize("name", VIEWS)
def test_the_code_is_read_from_the_screen(name: str, width: int) -> None:
    view = VIEWS[name]
    shown = on_paper(view, width)
    assert shown == view.code
    (sent,) = scans(from_text(shown))
    assert read(sent).gtin == "09501101530003"


def test_the_current_line_is_always_seen() -> None:
    for current in range(1, 41):
        view = labels_samples.many(current)
        page = panes.page_of(view, "labels", 80)
        assert page is not None
        drawn = [item_strip(item, page.columns, Paper(80)).text for item in page.body]
        assert any(f"SN-{current:05}" in line for line in drawn)


def test_a_serial_that_is_cut_says_so() -> None:
    view = labels_samples.labels()
    line = view.lines[0]
    long = replace(view, lines=[replace(line, kind="unit", detail="A" * 30 + "0123456789")])
    page = panes.page_of(long, "labels", 80)
    assert page is not None
    assert "..AAAA" in item_strip(page.body[0], page.columns, Paper(80)).text
    whole = replace(view, lines=[replace(line, kind="unit", detail="SHELF-1-202648-001")])
    page = panes.page_of(whole, "labels", 80)
    assert page is not None
    assert " SHELF-1-202648-001" in item_strip(page.body[0], page.columns, Paper(80)).text
