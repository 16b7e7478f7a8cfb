"""Mark down: the price of a lot in one line, a step further, its list price back, and its stickers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, parse_ppm, show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.marking import MarkRow, MarkView
from shopstock.jobs import find, labels, markdowns
from shopstock.jobs.markdowns import Marking
from shopstock.jobs.offer import price_of
from shopstock.jobs.session import new_request_id
from shopstock.jobs.stickers import sticker_of
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.lots import lot, unit
from shopstock.store.markdowns import MarkedLot, marked_now
from shopstock.store.stock import standing
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_PRICE = re.compile(
    r"([0-9]{1,2}(?:[.,][0-9]{1,4})?)%|([0-9]{1,9}(?:[.,][0-9]{1,4})?)|(list)", re.ASCII | re.IGNORECASE
)
_LETTERS = re.compile(r"([0-9]{0,4})([MLS])", re.ASCII)
_SAID = {"M": "further down", "L": "list price back", "S": "stickers"}


class NoSuchLot(Refusal):
    """A code that is no lot, or a row that is not there."""

    id = "mark.unknown_lot"


@dataclass(frozen=True, slots=True)
class Marked:
    """The lot of the last change, which the next letter is about."""

    lot_id: int | None = None


class MarkMode(Mode[Marked]):
    """Prices of lots."""

    job = "mark"
    hints = (Key("M", "further down"), Key("L", "list price"), Key("S", "stickers"), Key("number", "row"))
    help = (
        (":mark LOT", "down by the shop's percentage, or to what is suggested"),
        (":mark LOT 30%", "30 percent off the list price"),
        (":mark LOT 1.20", "that price"),
        (":mark LOT list", "its list price back"),
        ("M  3M", "the current lot, or row 3, a step further down"),
        ("L", "its list price back"),
        ("S", "its stickers, one for each piece there"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Marked())

    def open(self) -> Answer:
        view = self.view()
        more = tuple(
            f"  {row.n}  {row.name}  lot {row.lot}  {row.list_price} -> {row.price}  {row.left} left"
            for row in view.rows
        )
        if not view.rows:
            return self.ok("mark.none", "nothing is marked down", Key(":mark LOT 30%", "marks"))
        lots = "1 lot is" if len(view.rows) == 1 else f"{len(view.rows)} lots are"
        return self.ok("mark.listed", f"{lots} marked down", *self.hints[:3], more=more)

    def command(self, word: str, rest: str) -> Answer:
        if word != "mark":
            return super().command(word, rest)
        if not rest:
            return self.open()
        head, _, last = rest.rpartition(" ")
        said = _PRICE.fullmatch(last) if head.strip() else None
        return self._find(head.strip() if said else rest, last if said else "")

    def _find(self, text: str, price: str) -> Answer:
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, text)]
        lots = list(dict.fromkeys(lot_id for meaning in found for lot_id in self._lots_of(meaning)))
        if not lots:
            raise NoSuchLot(f"{find.shown(text, 30)} is no lot here", Key("F7", "stock"))
        if len(lots) == 1:
            return self._mark(lots[0], price)
        options = []
        for lot_id in lots[:9]:
            meaning = find.lot_meaning(self.session, lot(self.session.store, lot_id))
            options.append(Option(meaning.label, meaning.code, partial(self._mark, lot_id, price)))
        return self.ask_which(
            "mark.which_one", f"{find.shown(text, 24)}: which lot? A number picks it", *options
        )

    def _lots_of(self, meaning: find.Meaning) -> list[int]:
        store = self.session.store
        if meaning.kind == "lot":
            return [meaning.id]
        if meaning.kind == "unit":
            return [unit(store, meaning.id).lot_id]
        if meaning.kind != "product":
            return []
        return [s.lot_id for s in standing(store, meaning.id) if s.sellable and s.quantity > 0]

    def _mark(self, lot_id: int, price: str) -> Answer:
        of_lot = lot(self.session.store, lot_id)
        row = product(self.session.store, of_lot.product_id)
        now = price_of(row, of_lot)
        said = _PRICE.fullmatch(price)
        if said is None:
            marking = markdowns.marked(self.session, of_lot)
        elif said[1]:
            marking = Marking(lot_id, markdowns.less(row.price_minor, parse_ppm(said[1])))
        elif said[2]:
            marking = Marking(lot_id, parse_decimal(said[2], self.session.shop.digits, "price"))
        else:
            marking = Marking(lot_id, None)
        posted = markdowns.mark(self.session, new_request_id(), (marking,))
        self.state = Marked(lot_id)
        self.desk.touched(row.sku)
        self.desk.book("mark", posted.booking_id, posted.paper or "")
        became = row.price_minor if marking.price_minor is None else marking.price_minor
        prices = f"{self.session.money(now)} -> {self.session.money(became)}"
        told = f"{posted.paper}  {fit(row.name, 18)} lot {fit(of_lot.code, 10)}: {prices}"
        keys = (Key("S", "stickers"),) if marking.price_minor is not None else ()
        return self.say("SAVED", "mark.saved", told, *keys, Key("F12", "undo"))

    # Rows and letters

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        rows = self._rows()
        if entry.number is not None and 1 <= entry.number <= len(rows):
            self.state = Marked(rows[entry.number - 1].lot_id)
            return self.ok(
                "mark.row", f"row {entry.number}: {fit(rows[entry.number - 1].name, 40)}", *self.hints[:3]
            )
        if entry.kind != "text":
            raise NotHere("a lot and its price: :mark LOT 30%", Key("F1", "help"))
        return self.code(entry)

    def code(self, entry: Entry) -> Answer:
        return self.desk.look(entry.text)

    def as_letters(self, entry: Entry) -> str | None:
        found = _LETTERS.fullmatch(entry.text.upper()) if entry.text.isascii() else None
        return f"{entry.text.upper()}  {_SAID[found[2]]}" if found else None

    def letters(self, entry: Entry) -> Answer:
        found = _LETTERS.fullmatch(entry.text.upper())
        assert found is not None  # noqa: S101 - `as_letters` said so
        rows = self._rows()
        if found[1] and not 1 <= int(found[1]) <= len(rows):
            raise NoSuchLot(f"there is no row {found[1]}")
        lot_id = rows[int(found[1]) - 1].lot_id if found[1] else self.state.lot_id
        if lot_id is None:
            raise NothingOpen("which lot? Its row's number first: 1M", Key("number", "row"))
        if found[2] != "S":
            return self._mark(lot_id, "list" if found[2] == "L" else "")
        wanted = labels.stickers_of(self.session, lot_id)
        self.state = Marked(lot_id)
        return self.desk.switch("labels").add((wanted,))  # type: ignore[attr-defined, no-any-return]

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.desk.pass_on("mark", rest)
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    # What is shown

    def _rows(self) -> list[MarkedLot]:
        return marked_now(self.session.store)

    def around(self) -> Around:
        return Around("marked down", f"{len(self._rows())} below their list price")

    def view(self) -> MarkView:
        rows = self._rows()
        current = next((n for n, row in enumerate(rows, 1) if row.lot_id == self.state.lot_id), None)
        return MarkView([self._row(n, row) for n, row in enumerate(rows, 1)], current)

    def _row(self, n: int, row: MarkedLot) -> MarkRow:
        money = self.session.money
        return MarkRow(
            n, row.sku, row.name, row.lot, row.expires_on, row.date_kind if row.expires_on else None,
            money(row.list_minor), money(row.price_minor), show_decimal(row.left, row.decimals),
            row.since, sticker_of(self.session, row.lot_id),
        )  # fmt: skip
