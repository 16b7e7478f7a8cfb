"""Stock: what the shop has, filtered as one types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopstock.amounts import line_amount, show_decimal, show_grouped
from shopstock.days import Precision, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode
from shopstock.desk.views.stock import StockRow, StockView
from shopstock.jobs import find, stock
from shopstock.jobs.coming import Moment, moment
from shopstock.jobs.stock import StockSum
from shopstock.refusal import Key
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

FILTERS = {
    "S": "with serials",
    "L": "by lot",
    "D": "with a date",
    "O": "out",
    "W": "low",
    "H": "held",
    "A": "all",
}
LISTED = 12


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is listed: words in the name, and one letter of `FILTERS`."""

    query: str = ""
    letter: str = "A"


class StockMode(Mode[Filtered]):
    """What the shop has."""

    job = "stock"
    words = ("stock",)
    hints = (
        Key("S", "serial"),
        Key("L", "lot"),
        Key("D", "dated"),
        Key("O", "out"),
        Key("W", "low"),
        Key("H", "held"),
        Key("A", "all"),
        Key("Enter", "open"),
    )
    help = (
        ("part of a name", "lists what has it"),
        ("a code", "opens that very thing"),
        ("S L D O W H", "only serials, lots, dated, out, low, held"),
        ("A", "everything again"),
        ("Up, Down, Enter", "opens the row"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Filtered())
        self._kept: tuple[tuple[Moment, Filtered], list[StockSum]] | None = None

    def _found(self) -> list[StockSum]:
        """The rows, read once for an entry: again where anything was booked, or midnight passed."""
        now = moment(self.session), self.state
        if self._kept is None or self._kept[0] != now:
            self._kept = now, stock.list_stock(self.session, self.state.query, self.state.letter)
        return self._kept[1]

    def open(self) -> Answer:
        self._kept = None
        rows = self._found()
        what = f'"{fit(self.state.query, 24)}"' if self.state.query else FILTERS[self.state.letter]
        more = tuple(self._row_line(row) for row in rows[:LISTED])
        if len(rows) > LISTED:
            more = (*more, f"  and {len(rows) - LISTED} more")
        return self.ok("stock.listed", f"{len(rows)} items, {what}, {self._value(rows)} at cost", more=more)

    def _value(self, rows: list[StockSum]) -> str:
        value = sum(line_amount(row.cost_minor or 0, row.on_hand, row.decimals) for row in rows)
        return show_grouped(value, self.session.shop.digits)

    def _row_line(self, row: StockSum) -> str:
        dated = f"  next {self._next(row.next_date, row.next_precision)}" if row.next_date else ""
        dated += f"  {show_decimal(row.over, row.decimals)} over" if row.over > 0 else ""
        good = f", {show_decimal(stock.good(row), row.decimals)} good" if row.spoils else ""
        where = row.place_code or "out"
        return f"  {row.sku}  {row.name}  {show_decimal(row.on_hand, row.decimals)}{good}{dated}  {where}"

    def _next(self, day: str, precision: Precision) -> str:
        return show_day(date.fromisoformat(day), self.session.today(), precision)

    def view(self) -> StockView:
        rows = self._found()
        value = sum(line_amount(row.cost_minor or 0, row.on_hand, row.decimals) for row in rows)
        return StockView(
            [self._row(row) for row in rows],
            self.state.query,
            self.session.money(value),
            len(rows),
            FILTERS[self.state.letter] if self.state.letter != "A" else None,
        )

    def _row(self, row: StockSum) -> StockRow:
        return StockRow(
            row.sku,
            row.name,
            row.tracking,
            show_decimal(row.on_hand, row.decimals),
            show_decimal(row.held, row.decimals),
            None if row.reorder_at is None else show_decimal(row.reorder_at, row.decimals),
            row.next_date,
            row.place_code,
            stock.is_low(row),
            show_decimal(stock.good(row), row.decimals) if row.spoils else None,
            show_decimal(row.over, row.decimals),
            row.next_precision,
        )

    def around(self) -> Around:
        rows = self._found()
        low = sum(1 for row in rows if stock.is_low(row))
        heading = self.state.query or FILTERS[self.state.letter]
        return Around(heading, f"{len(rows)} items   {low} low", "VALUE", self._value(rows))

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        return self.code(entry)

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        return f"{letter}  {FILTERS[letter]}" if entry.text.isascii() and letter in FILTERS else None

    def letters(self, entry: Entry) -> Answer:
        letter = entry.text.upper()
        self.state = Filtered("" if letter == "A" else self.state.query, letter)
        return self.open()

    def code(self, entry: Entry) -> Answer:
        if entry.kind in ("paper", "place", "person"):
            return self.desk.look(entry.text)
        if find.meanings(self.session, entry.text):
            return self.desk.pass_on("find", entry.text)
        return self._search(replace(self.state, query=_query(entry.text)))

    def _search(self, wanted: Filtered) -> Answer:
        self.state = wanted
        return self.open()

    def command(self, word: str, rest: str) -> Answer:
        return self._search(Filtered(_query(rest), "A")) if word == "stock" else super().command(word, rest)


def _query(text: str) -> str:
    return clean_text(text)[:100]
