"""Names in Hebrew and Arabic stand on paper as people read them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.papers.visual import visual

HEBREW = "\u05e9\u05dc\u05d5\u05dd"  # shalom, as it is read


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Bolt [M8] 5 x (2)", "Bolt [M8] 5 x (2)"),
        ("Käse Молоко 東京", "Käse Молоко 東京"),
        (HEBREW, HEBREW[::-1]),
        (f"abc {HEBREW} def", f"abc {HEBREW[::-1]} def"),
        (f"{HEBREW} {HEBREW}!", f"{HEBREW[::-1]} {HEBREW[::-1]}!"),
        (f"{HEBREW} 12.50 {HEBREW}", f"{HEBREW[::-1]} 12.50 {HEBREW[::-1]}"),
        (f"{HEBREW} 12", f"12 {HEBREW[::-1]}"),
        (f"12 {HEBREW}", f"12 {HEBREW[::-1]}"),
        (f"{HEBREW} ({HEBREW}) x", f"({HEBREW[::-1]}) {HEBREW[::-1]} x"),
        (f"({HEBREW})", f"({HEBREW[::-1]})"),
        ("\u05d1\u05bc\u05d0", "\u05d0\u05d1\u05bc"),  # a mark stays with its letter
    ],
)
def test_lines_as_they_are_drawn(text: str, drawn: str) -> None:
    assert visual(text) == drawn


def test_arabic_letters_are_joined_to_their_neighbours() -> None:
    names = [unicodedata.name(char) for char in visual("\u0633\u0644\u0627\u0645")]  # salam
    assert names == [
        "ARABIC LETTER MEEM ISOLATED FORM",
        "ARABIC LIGATURE LAM WITH ALEF FINAL FORM",
        "ARABIC LETTER SEEN INITIAL FORM",
    ]
    assert visual("\u0633\u0644\u0627\u0645", joined=False) == "\u0645\u0627\u0644\u0633"
    names = [
        unicodedata.name(char).rpartition(" LETTER ")[2] for char in visual("\u0642\u0647\u0648\u0629")
    ]  # coffee
    assert names == ["TEH MARBUTA ISOLATED FORM", "WAW FINAL FORM", "HEH MEDIAL FORM", "QAF INITIAL FORM"]


@given(st.text(st.sampled_from("אבג\u05bc مرحبا ab 12.5 ()[] «» é"), max_size=20))
def test_nothing_is_lost_whatever_is_mixed(text: str) -> None:
    def letters(line: str) -> list[str]:
        return sorted(unicodedata.normalize("NFKC", line).translate(str.maketrans(")]}»", "([{«")))

    assert letters(visual(text)) == letters(text)
    assert letters(visual(text, joined=False)) == letters(text)
