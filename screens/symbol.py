"""A code drawn as text, black on white whatever the theme, so that a scanner reads it from the screen."""

from __future__ import annotations

from collections.abc import Sequence

from screens.page import Line, Piece


def symbol_lines(rows: Sequence[str], indent: int = 2) -> tuple[Line, ...]:
    """The lines of `shopstock/papers/terminal_code.py` as lines of a page."""
    return tuple(Line((Piece(row, "paper"),), indent=indent) for row in rows)
