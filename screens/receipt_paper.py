"""A receipt as the strip of paper that it is."""

from __future__ import annotations

from typing import cast

from rich.cells import cell_len

from screens.page import Line, Page, Piece, dim
from screens.paint import cut, safe
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.receipts import ReceiptPaperView

_TONES: dict[str, Tone] = {
    "title": "strong", "strong": "strong", "total": "strong", "big": "stop", "rule": "dim", "cut": "dim",
    "centre": "dim", "head": "accent",
}  # fmt: skip


def page(view: View, width: int) -> Page:
    """The paper, in the middle of the pane."""
    paper = cast(ReceiptPaperView, view)
    inner = min(paper.width, width - 8)
    indent = max(1, (width - inner - 4) // 2)
    edge = "─" * (inner + 2)
    body = [Line((dim(f"╭{edge}╮"),), indent=indent)]
    body += [_line(text, kind, inner, indent) for text, kind in zip(paper.lines, paper.kinds, strict=True)]
    body.append(Line((dim(f"╰{edge}╯"),), indent=indent))
    return Page(tuple(body))


def _line(text: str, kind: str, inner: int, indent: int) -> Line:
    shown = cut(safe(text), inner)
    bold = kind in ("title", "total", "big")
    middle = Piece(shown, _TONES.get(kind, "plain"), bold=bold and not set(shown) <= {"-"})
    if set(shown) == {"-"}:
        middle = dim("─" * len(shown))
    gap = Piece(" " * (inner - cell_len(shown) + 1))
    return Line((dim("│"), Piece(" "), middle, gap, dim("│")), indent=indent)
