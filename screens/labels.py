"""Labels: the list, and beside it the code of the current one, to be scanned from the screen.

A matrix stands beside the list, bars beneath it. Of a long list only what is around the current line is drawn, so
that the code stays whole in the smallest pane.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from rich.cells import cell_len

from screens.page import BLANK, Line, Page, Piece, Pieces, code, dim, facts, strong
from screens.paint import cut, cut_left
from screens.symbol import symbol_lines
from shopstock.desk.views.base import View
from shopstock.desk.views.labels import LabelLine, LabelsView
from shopstock.text import fit

_WORDS = {"unit": "unit", "lot": "lot", "shelf": "price", "place": "place", "markdown": "MARKDOWN"}
_ROWS = 17  # of the pane at 80 x 24
_BESIDE = 40  # columns that the list needs beside a code
_FOOT = 1


def page(view: View, width: int) -> Page:
    """The list with its code."""
    labels = cast(LabelsView, view)
    if not labels.lines:
        return Page(_nothing(labels))
    rows = labels.code
    if rows and len(rows[0]) + _BESIDE <= width - 4:
        return Page(tuple(_beside(labels, width)))
    beneath = symbol_lines(rows, indent=max(2, (width - len(rows[0])) // 2)) if rows else ()
    room = _ROWS - len(beneath) - 2 * _FOOT
    listed = tuple(Line(_cells(line, labels, width - 4)) for line in _window(labels, room))
    return Page((*listed, BLANK, *beneath, _said(labels)))


def _nothing(labels: LabelsView) -> tuple[Line, ...]:
    if labels.saved:
        return (BLANK, Line((Piece("PRINTED", "good", bold=True), dim("  "), Piece(labels.saved)), indent=4))
    return (
        BLANK,
        Line(
            (dim("Scan what needs a label: a serial, a lot, a product, "), Piece("=PLACE"), dim(".")),
            indent=4,
        ),
        Line((dim("A paper such as "), Piece("GR-000012"), dim(" adds a whole delivery.")), indent=4),
        BLANK,
        Line(facts(("On", labels.output), ("from", str(labels.start))), indent=4),
    )


def _beside(labels: LabelsView, width: int) -> list[Line]:
    """The list on the left, the code on the right."""
    left = _window(labels, _ROWS - _FOOT)
    wide = width - len(labels.code[0]) - 6
    body = []
    for n in range(max(len(left), len(labels.code))):
        cells = _cells(left[n], labels, wide) if n < len(left) else ()
        drawn = (Piece(labels.code[n], "paper"),) if n < len(labels.code) else ()
        body.append(Line(cells, drawn))
    if len(labels.code) < _ROWS:
        body.append(_said(labels))
    return body


def _window(labels: LabelsView, room: int) -> Sequence[LabelLine]:
    """The lines around the current one, as many as there is room for."""
    last = max(labels.current or 0, room)
    return labels.lines[last - room : last]


def _cells(line: LabelLine, labels: LabelsView, wide: int) -> Pieces:
    chosen = line.n == labels.current
    longest = max(len(each.detail) for each in labels.lines)
    broad = max(10, min(longest, 20, wide * 2 // 5))  # names give way to serials
    detail = fit(line.detail, broad) if line.kind in ("shelf", "markdown") else cut_left(line.detail, broad)
    kind = _WORDS[line.kind][:5]
    room = max(4, wide - 17 - broad)
    name = cut(line.name, room)
    name += " " * (room - cell_len(name) + 1)
    return (
        dim(f"{line.n:>3} "),
        Piece(f"{line.copies:>4}x ", "accent" if chosen else "plain", bold=chosen),
        Piece(f"{kind:<6}", "ask" if line.kind == "markdown" else "dim"),
        strong(name) if chosen else Piece(name),
        code(detail, "accent" if chosen else "plain"),
    )


def _said(labels: LabelsView) -> Line:
    if labels.code_note:
        return Line((Piece(labels.code_note, "ask"),))
    return Line((dim(f"{labels.code_kind}  "), code(labels.code_says)))
