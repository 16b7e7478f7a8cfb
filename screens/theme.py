"""The colours: a calm dark ground, one accent, gold asks, salmon refuses, green is money and safety only.

Accent, gold and salmon keep at least 6.9 : 1 on the ground and stay apart under simulated colour blindness.
A colour never says anything alone: the word is first, a sign second.
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

from shopstock.desk.views.frame import Tone

# Little saturation, so that terminals with 256 colours round these to greys and not to black or teal.
GROUND = "#101215"
PANEL = "#1c1f23"
ZEBRA = "#171a1e"
CHOSEN = "#1d3a4f"
RULE = "#333a44"
QUIET = "#3e444c"
TEXT = "#e4e7ea"
STRONG = "#ffffff"
DIM = "#8f97a3"
ACCENT = "#56B4E9"
ASK = "#F0C000"
STOP = "#FF6E5A"
GOOD = "#76D7A4"
PAPER, INK = "#ffffff", "#000000"

TONES: dict[Tone, str] = {
    "plain": TEXT,
    "dim": DIM,
    "strong": STRONG,
    "accent": ACCENT,
    "good": GOOD,
    "ask": ASK,
    "stop": STOP,
}
QUIET_FILLS: frozenset[Tone] = frozenset({"plain", "dim", "strong"})
_BOLD: frozenset[Tone] = frozenset({"strong"})


@lru_cache(maxsize=256)
def style(tone: Tone, ground: str, fill: bool = False, bold: bool = False) -> Style:
    """The style of a piece of text on a ground; a filled one is dark text on its tone."""
    if tone == "paper":
        return Style(color=INK, bgcolor=PAPER)
    if fill:
        if tone in QUIET_FILLS:
            return Style(color=STRONG, bgcolor=QUIET, bold=True)
        return Style(color=GROUND, bgcolor=TONES[tone], bold=True)
    return Style(color=TONES[tone], bgcolor=ground, bold=bold or tone in _BOLD)


@lru_cache(maxsize=16)
def line_style(ground: str, colour: str = RULE) -> Style:
    """For rules and empty tracks of bars."""
    return Style(color=colour, bgcolor=ground)


THEME = Theme(
    name="shopstock",
    primary=ACCENT,
    secondary=ACCENT,
    accent=ACCENT,
    warning=ASK,
    error=STOP,
    success=GOOD,
    foreground=TEXT,
    background=GROUND,
    surface=GROUND,
    panel=PANEL,
    dark=True,
    variables={
        "input-cursor-background": ACCENT,
        "input-cursor-foreground": GROUND,
        "input-cursor-text-style": "none",
        "input-selection-background": CHOSEN,
        "block-cursor-background": ACCENT,
    },
)
