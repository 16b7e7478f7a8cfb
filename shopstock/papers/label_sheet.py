"""Labels on sheets, as PDF: any stock, from any position on the first sheet on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shopstock.codes.writing import DOMAIN
from shopstock.papers import fonts
from shopstock.papers.drawing import PAPERS, Pages
from shopstock.papers.label import Label
from shopstock.papers.label_layout import Laid, Spot, laid_out
from shopstock.papers.label_stocks import Stock
from shopstock.papers.symbols import Preference
from shopstock.refusal import BadInput


class Sheets(NamedTuple):
    """A made file, how many pages it has, and the letters that no font here has, each once."""

    content: bytes
    pages: int
    missing: str


def sheets(
    labels: Sequence[Label], stock: Stock, start: int = 1, wanted: Preference = "auto", domain: str = DOMAIN
) -> Sheets:
    """The labels in their order, row by row, the first at position `start` of its sheet.

    Raises BadInput for no labels and for a position that the sheet has not, DoesNotFit for a label without room.
    """
    spot = spot_on(stock)
    if not labels:
        raise BadInput("there are no labels to print")
    if not 1 <= start <= stock.count:
        raise BadInput(f"{stock.name} has positions 1 to {stock.count}, {start} is none")
    pages = Pages(*PAPERS[stock.paper], f"{len(labels)} labels on {stock.name}")
    known: dict[Label, Laid] = {}
    for n, label in enumerate(labels, start - 1):
        if n > start - 1 and n % stock.count == 0:
            pages.next_page()
        if label not in known:
            known[label] = laid_out(label, spot, wanted, domain)
        _draw(pages, known[label], *stock.corner(n % stock.count))
    said = "".join(text.text for laid in known.values() for text in laid.texts)
    count = -(-(start - 1 + len(labels)) // stock.count)
    return Sheets(pages.finished(), count, fonts.missing(said))


def spot_on(stock: Stock) -> Spot:
    """The room on a label of a sheet; raises NoPaper without the extra that measures letters."""
    fonts.need_reportlab()
    return Spot(stock.width, stock.height, stock.inner, _measure)


def _measure(text: str, size: float, bold: bool) -> float:
    return fonts.width(text, size, bold=bold)


def _draw(pages: Pages, laid: Laid, x: float, y: float) -> None:
    at = laid.symbol
    pages.symbol(at.symbol, x + at.x, y + at.y, at.module, at.bar_height)
    for text in laid.texts:
        pages.text(text.text, x + text.x, y + text.y, text.size, bold=text.bold)
        if text.struck:
            middle = y + text.y + text.size * 0.5
            pages.line(x + text.x, middle, x + text.x + _measure(text.text, text.size, text.bold), middle)
