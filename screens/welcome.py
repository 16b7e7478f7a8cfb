"""Welcome: the first run. Nothing is saved until somebody chooses."""

from __future__ import annotations

from screens.page import BLANK, Item, Line, Page, Piece, dim, strong, text
from screens.paint import cut
from shopstock.desk.views.base import View
from shopstock.desk.views.choices import ChoicesView
from shopstock.desk.views.menu import MenuView

_NAME = (
    "┏━┓╻ ╻┏━┓┏━┓┏━┓╺┳╸┏━┓┏━╸╻┏ ",
    "┗━┓┣━┫┃ ┃┣━┛┗━┓ ┃ ┃ ┃┃  ┣┻┓",
    "┗━┛╹ ╹┗━┛╹  ┗━┛ ╹ ┗━┛┗━╸╹ ╹",
)
_INDENT = 6


def page(view: View, _width: int) -> Page:
    """The name of the house, and what one can do."""
    head: list[Item] = [BLANK, *(Line((Piece(row, "accent"),), indent=_INDENT) for row in _NAME), BLANK]
    if isinstance(view, ChoicesView):
        head += [Line((strong(view.question),), indent=_INDENT), BLANK]
        rows = [_line(str(choice.n), *_two(choice.label), str(choice.n)) for choice in view.choices]
        body: list[Item] = [*rows, BLANK, *_THEN] if rows else []
    else:
        assert isinstance(view, MenuView)  # noqa: S101 - the registry of panes says so
        body = [
            _line(row.key or row.typed, row.label, row.why_not or row.help, row.typed or row.key)
            for row in view.rows
        ]
    return Page(tuple(body), head=tuple(head))


def _two(label: str) -> tuple[str, str]:
    """A label and, after a wide gap, what it means."""
    name, _gap, meaning = label.partition("  ")
    return name, meaning.strip()


def _line(key: str, label: str, meaning: str, entry: str) -> Line:
    words = text(
        Piece(f"{key:>2}", "accent", bold=True), "  ", strong(cut(label, 28).ljust(28)), "  ", dim(meaning)
    )
    return Line(words, entry=entry, indent=_INDENT - 2)


_THEN = (
    _line("D", "try the demo shop first", "two minutes, nothing real", "D"),
    _line("N", "start my shop", "a few questions", "N"),
    _line("I", "bring my list", "CSV or spreadsheet export", "I"),
)
