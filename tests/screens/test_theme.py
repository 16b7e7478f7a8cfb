"""Colours that can be read, on true-colour terminals and on those with 256."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from screens import theme


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2."""
    parts = [value / 255 for value in Color.parse(colour).get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as in WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", [theme.GROUND, theme.PANEL, theme.ZEBRA, theme.CHOSEN])
@pytest.mark.parametrize("tone", sorted(set(theme.TONES.values())))
def test_every_tone_can_be_read_on_every_ground(tone: str, ground: str) -> None:
    assert contrast(tone, ground) >= (3.5 if ground == theme.CHOSEN else 4.5)


@pytest.mark.parametrize("tone", [theme.ACCENT, theme.ASK, theme.STOP, theme.GOOD])
def test_filled_words_can_be_read(tone: str) -> None:
    assert contrast(theme.GROUND, tone) >= 6.5


@pytest.mark.parametrize("ground", [theme.GROUND, theme.PANEL, theme.ZEBRA, theme.RULE, theme.QUIET])
def test_grounds_stay_grey_with_256_colours(ground: str) -> None:
    number = Color.parse(ground).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    assert 232 <= number <= 255
