"""Big figures, three lines high, for what must be read across the counter."""

from __future__ import annotations

from screens.page import Line, Piece, Pieces
from shopstock.desk.views.frame import Tone

_GLYPHS = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": (" ╻ ", " ┃ ", " ╹ "),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    ".": (" ", " ", "▪"),
    ",": (" ", " ", "╻"),
    "-": ("  ", "╺╸", "  "),
    " ": (" ", " ", " "),
}


def big(figure: str) -> tuple[str, str, str]:
    """Three lines that show the figure; anything that is no figure stays small, in the middle."""
    rows = ["", "", ""]
    for char in figure[:24]:
        glyph = _GLYPHS.get(char, (" ", char, " "))
        for n, part in enumerate(glyph):
            rows[n] += part
    return rows[0], rows[1], rows[2]


def big_lines(figure: str, tone: Tone, left: tuple[Pieces, Pieces, Pieces] = ((), (), ())) -> list[Line]:
    """Three lines with the big figure at the right and words of one's own at the left."""
    return [
        Line(words, (Piece(part, tone, bold=True), Piece(" ")))
        for words, part in zip(left, big(figure), strict=True)
    ]
