"""Names of the whole world print, or it is said what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.papers import fonts
from shopstock.papers.drawing import Pages, runs
from tests.papers.pages import words_of


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any font file."""
    monkeypatch.setattr(fonts, "_here", dict)
    fonts._font.cache_clear()
    monkeypatch.setattr(fonts, "_font", fonts._font.__wrapped__)


@pytest.mark.parametrize("name", ["Kühlakku 5 €", "Crème brûlée", "Śliwowica łącka", "Сало копчёное", "Φέτα"])
def test_a_name_is_on_the_page_as_it_is(name: str) -> None:
    if fonts.missing(name):
        pytest.skip("this machine has no font with these letters")
    pages = Pages(60, 40, "label")
    pages.text(name, 2, 2, 4)
    pages.text(name, 2, 10, 4, bold=True)
    assert words_of(pages.finished()).split("\r\n") == [name, name]
    assert 5 < fonts.width(name, 4) <= fonts.width(name, 4, bold=True) * 1.01


def test_a_letter_that_no_font_has_is_a_box_and_is_said() -> None:
    assert fonts.missing("Tee \U0001f375") == "\U0001f375"
    assert fonts.written("Tee \U0001f375").text[:4] == "Tee "
    assert fonts.written("Tee \U0001f375").text[4] in (fonts.MISSING, "?")


def test_a_machine_without_fonts_prints_western_names_and_says_the_rest(no_fonts: None) -> None:
    assert fonts.written("Kühlakku") == ("Helvetica", "Kühlakku")
    assert fonts.written("Kühlakku", bold=True).font == "Helvetica-Bold"
    assert fonts.written("Łódź").text == "?ód?"
    assert fonts.missing("Łódź ŁŁ") == "Łź"


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "reportlab", None)
    with pytest.raises(fonts.NoPaper, match=r"shopstock\[paper\]"):
        Pages(60, 40, "label")


def test_a_row_is_drawn_in_runs() -> None:
    assert runs("") == []
    assert runs("0110100") == [(1, 3), (4, 5)]
    assert runs("111") == [(0, 3)]
