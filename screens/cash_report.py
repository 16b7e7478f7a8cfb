"""The day report as the slip of paper that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from rich.cells import cell_len

from screens.page import Item, Line, Page, Piece, Pieces, dim
from screens.paint import cut, safe
from shopstock.desk.views.base import View
from shopstock.desk.views.cash import ReportRow, ReportView

_INNER = 56
_GROUPS = 4


def page(view: View, width: int) -> Page:
    """The slip, in the middle of the pane."""
    report = cast(ReportView, view)
    inner = min(_INNER, width - 12)
    indent = max(2, (width - inner - 4) // 2)
    body: list[Item] = [_framed((dim("─" * (inner + 2)),), "╭╮", indent)]
    for row in report.rows:
        body += [_line(pieces, inner, indent) for pieces in _pieces(row, inner)]
    body.append(_framed((dim("─" * (inner + 2)),), "╰╯", indent))
    if report.written:
        body.append(Line((dim("written to  "), Piece(report.written, tail=True)), indent=indent))
    return Page(tuple(body))


def _framed(pieces: Pieces, ends: str, indent: int) -> Line:
    return Line((dim(ends[0]), *pieces, dim(ends[1])), indent=indent)


def _line(pieces: Pieces, inner: int, indent: int) -> Line:
    used = sum(cell_len(safe(piece.text)) for piece in pieces)
    return _framed((Piece(" "), *pieces, Piece(" " * max(0, inner - used + 1))), "││", indent)


def _pieces(row: ReportRow, inner: int) -> Iterator[Pieces]:
    if row.kind == "title":
        shown = cut(row.left, inner)
        yield (Piece(" " * ((inner - cell_len(shown)) // 2)), Piece(shown, "strong"))
    elif row.kind == "head":
        yield ()
        yield (Piece(cut(row.left.upper(), inner), "accent", bold=True),)
    elif row.kind == "note":
        yield (dim(cut(row.left, inner)),)
    elif row.kind == "seal":
        groups = row.left.split()
        for start in range(0, len(groups), _GROUPS):
            yield (Piece("  " + " ".join(groups[start : start + _GROUPS]), "good"),)
    elif row.kind != "gap":
        yield _figures(row, inner)


def _figures(row: ReportRow, inner: int) -> Pieces:
    left = cut(row.left, inner - cell_len(row.right) - 2)
    gap = " " * max(0, inner - cell_len(left) - cell_len(row.right))
    strong = row.kind == "total"
    off = row.left.strip() == "difference" and row.right.strip("-0.,") != ""
    figure = Piece(row.right, "stop" if off else "strong" if strong else "plain", bold=strong)
    return (Piece(left, "strong" if strong else "plain"), Piece(gap), figure)
