"""A code on the screen: its lines, turned back into a picture, read like the label."""

from __future__ import annotations

import random

import pytest

from shopstock.codes.reading import read
from shopstock.papers.label import DoesNotFit
from shopstock.papers.symbols import candidates, drawn
from shopstock.papers.terminal_code import COLUMNS, ROWS, lines
from tests.papers import coded as things
from tests.papers.pictures import from_text, scans

pytestmark = pytest.mark.usefixtures("sunday")


@pytest.mark.parametrize("seed", range(3))
def test_the_screen_shows_what_the_label_says(seed: int) -> None:
    chance = random.Random(seed)
    fitting = 0
    for _ in range(60):
        thing = things.gs1_thing(chance)
        kind, content = next(candidates(thing))
        symbol = drawn(kind, content)
        try:
            shown = lines(symbol)
        except DoesNotFit:
            assert len(symbol.rows) + 2 > 2 * ROWS
            continue
        fitting += 1
        assert len(shown) <= ROWS
        assert {len(line) for line in shown} == {len(shown[0])}
        assert len(shown[0]) <= COLUMNS
        (sent,) = scans(from_text(shown))
        assert things.same(thing, read(sent))
    assert fitting >= 50


@pytest.mark.parametrize(
    ("kind", "content", "size"),
    [
        ("ean13", "9501101530003", (57, 7)),
        ("code128", "=BACK", (55, 7)),
        ("datamatrix", "Regał 3", (20, 10)),
        ("qr_link", "https://id.gs1.org/01/09501101530003", (33, 17)),
    ],
)
def test_bars_and_matrices_have_their_lines(kind: str, content: str, size: tuple[int, int]) -> None:
    shown = lines(drawn(kind, content))
    assert (len(shown[0]), len(shown)) == size
    (sent,) = scans(from_text(shown))
    assert sent.endswith(content)


def test_what_does_not_fit_says_what_it_needs() -> None:
    with pytest.raises(DoesNotFit, match="88 columns and 7 lines on the screen, there are 76 and 17"):
        lines(drawn("code128", "azqywm-_/AZ"))
    with pytest.raises(DoesNotFit, match="there are 20 and 10"):
        lines(drawn("datamatrix", "x" * 60), 20, 10)
    assert lines(drawn("code128", "azqywm-_/AZ"), columns=100)
