"""Welcome: the first run. Nothing is saved until somebody chooses."""

from __future__ import annotations

from screens.page import BLANK, Item, Line, Page, Piece, dim, strong, text
from shopstock.desk.views import ChoicesView, MenuView, View

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
        body = [
            _line(str(choice.n), choice.label, choice.code or "", str(choice.n)) for choice in view.choices
        ]
    else:
        assert isinstance(view, MenuView)  # noqa: S101 - the registry of panes says so
        body = [
            _line(row.key or row.typed, row.label, row.why_not or row.help, row.typed or row.key)
            for row in view.rows
        ]
    return Page(tuple(body), head=tuple(head))


def _line(key: str, label: str, help_text: str, entry: str) -> Line:
    words = text(Piece(f"{key:>2}", "accent", bold=True), "  ", strong(label.ljust(24)), "  ", dim(help_text))
    return Line(words, entry=entry, indent=_INDENT)
