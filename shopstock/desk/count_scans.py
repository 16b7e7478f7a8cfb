"""The open count scan by scan: a piece, a lot's quantity, what is not in the books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.days import show_day
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Mode, NothingOpen
from shopstock.jobs import count, find
from shopstock.jobs.count import Counted
from shopstock.jobs.find import Meaning
from shopstock.jobs.measured import several
from shopstock.jobs.nameless import named_at_sale
from shopstock.jobs.services import must_be_goods
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import LotRow, UnitRow, lot, plain_lot, unit
from shopstock.store.stock import Standing, standing
from shopstock.text import fit, short_code

MOST_PROBLEMS = 50


class NotInTheBooks(Refusal):
    """What was scanned is nothing that can stand here; it is told and not counted."""

    id = "count.not_in_books"


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of the count, with what the screen shows of it: nothing is looked up again at the next one."""

    counted: Counted
    sku: str
    name: str
    serial: str | None
    lot: str | None
    decimals: int

    @property
    def pieces(self) -> int:
        """In pieces or whole measures, rounded up."""
        whole: int = 10**self.decimals
        return -(-self.counted.quantity // whole)


@dataclass(frozen=True, slots=True)
class Counting:
    """An open count: its place, its scans in order, what could not be counted, and whether it was compared.

    `since` is the newest movement when it began."""

    place: str = ""
    request_id: str = ""
    since: int = 0
    scans: tuple[Scan, ...] = ()
    problems: tuple[str, ...] = ()
    compared: bool = False

    @property
    def pieces(self) -> int:
        """How many were counted."""
        return sum(scan.pieces for scan in self.scans)


class Scanning(Mode[Counting]):
    """The part of Count that takes scans."""

    def _begin(self, code: str) -> Answer:
        raise NotImplementedError

    def _here(self) -> int:
        raise NotImplementedError

    def _scan(self, text: str, times: str | None) -> Answer:
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, text)]
        places = [m for m in found if m.kind == "place"]
        goods = [m for m in found if m.kind in ("unit", "lot", "product")]
        if places and not goods:
            return self._begin(places[0].code)
        goods = goods or find.by_words(self.session, text)
        if not goods:
            raise self._told(f"{find.shown(text, 30)} is not in the books")
        options = [Option(m.label, m.code, partial(self._take, m, times)) for m in goods]
        if len(options) == 1:
            return options[0].act()
        return self.ask_which(
            "count.which_one", f"{find.shown(text, 24)}: which one? A number picks it", *options
        )

    def _take(self, meant: Meaning, times: str | None) -> Answer:
        if meant.kind == "unit":
            return self._take_unit(unit(self.session.store, meant.id), times)
        if meant.kind == "lot":
            return self._take_lot(lot(self.session.store, meant.id), meant, times)
        row, reading = product(self.session.store, meant.id), meant.reading
        self.desk.touched(row.sku)
        must_be_goods(row, "counted")
        if reading and reading.serial and row.tracking == "serial":
            raise self._told(f"{fit(row.name, 24)} {short_code(reading.serial)} was never received here")
        if reading and reading.lot and row.tracking == "lot":
            raise self._told(f"{fit(row.name, 24)} lot {fit(reading.lot, 16)} was never received here")
        if row.tracking == "serial" and not named_at_sale(row):
            raise BadInput(f"{fit(row.name, 30)} is counted by its serials: scan them")
        if row.tracking == "lot" or self._in_lots(row):
            return self._which_lot(meant, times)
        return self._take_lot(plain_lot(self.session.store, row.id), meant, times)

    def _which_lot(self, meant: Meaning, times: str | None) -> Answer:
        """A barcode without its lot: the lots that stand anywhere here, those of this place first."""
        store, here = self.session.store, self._here()
        row = product(store, meant.id)
        lots: dict[int, Standing] = {}
        for stands in sorted(standing(store, row.id), key=lambda s: s.place_id != here):
            lots.setdefault(stands.lot_id, stands)
        options = [
            Option(
                f"lot {s.code}  {self._dated(s)}{s.place_code}",
                s.code,
                partial(self._take_lot, lot(store, s.lot_id), meant, times),
            )
            for s in lots.values()
        ]
        if not options:
            raise self._told(f"{fit(row.name, 30)}: no lot of it is in the books")
        return self.ask_which("count.which_lot", f"{fit(row.name, 30)}: which lot is it? A number", *options)

    def _in_lots(self, row: ProductRow) -> bool:
        """Whether pieces without serials stand here under the code of a lot."""
        here = (s for s in standing(self.session.store, row.id) if s.place_id == self._here())
        return named_at_sale(row) and any(s.code for s in here)

    def _dated(self, stands: Standing) -> str:
        if stands.expires is None:
            return ""
        return f"{show_day(stands.expires.day, self.session.today(), stands.expires.precision)}  "

    def _take_unit(self, found: UnitRow, times: str | None) -> Answer:
        serial, row = short_code(found.serial), product(self.session.store, found.product_id)
        self.desk.touched(row.sku)
        if times is not None:
            raise BadInput(f"{serial} is one piece")
        if any(scan.counted.unit_id == found.id for scan in self.state.scans):
            return self.ok("count.seen_twice", f"{serial} was counted already. Counted once")
        of_lot = lot(self.session.store, found.lot_id).code or None
        self._add(row, found.serial, of_lot, Counted(row.id, found.lot_id, found.id, 1, self._moment()))
        where = ""
        if found.place_code and found.place_code != self.state.place:
            where = f", booked at {found.place_code}"
            self._note(f"{row.name} {found.serial} is booked at {found.place_code}")
        return self.ok("count.counted", f"{self.state.pieces} counted. {fit(row.name, 26)} {serial}{where}")

    def _take_lot(self, found: LotRow, meant: Meaning, times: str | None) -> Answer:
        row = product(self.session.store, found.product_id)
        self.desk.touched(row.sku)
        if row.tracking == "serial" and not named_at_sale(row):
            raise BadInput(f"{fit(row.name, 30)} is counted by its serials: scan them")
        quantity = several(self.session, row, meant.reading, times)
        self._add(row, None, found.code or None, Counted(row.id, found.id, None, quantity, self._moment()))
        of_lot = f" lot {fit(found.code, 14)}" if found.code else ""
        shown = show_decimal(quantity, row.decimals)
        return self.ok("count.counted", f"{self.state.pieces} counted. {shown} {fit(row.name, 24)}{of_lot}")

    def _typed(self, text: str, decimals: int) -> int:
        quantity = parse_decimal(text, decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing is not counted", Key("-", "takes back"))
        return quantity

    def _times(self, entry: Entry) -> Answer:
        if entry.rest:
            return self._scan(entry.rest, entry.arg)
        if not self.state.scans:
            raise NothingOpen("scan it first, then its quantity")
        *before, last = self.state.scans
        if last.serial is not None:
            raise BadInput(f"{fit(last.name, 30)} is counted by its serials")
        quantity = self._typed(entry.arg, last.decimals)
        counted = replace(
            last.counted, quantity=quantity, seen=self._moment(), scanned=last.counted.first_seen
        )
        self.state = replace(self.state, scans=(*before, replace(last, counted=counted)))
        return self.ok("count.counted", f"{self.state.pieces} counted. {entry.arg} {fit(last.name, 30)}")

    def _take_back(self, entry: Entry) -> Answer:
        index = int(entry.arg) - 1 if entry.arg else len(self.state.scans) - 1
        if not 0 <= index < len(self.state.scans):
            raise NothingOpen("there is no such scan to take back")
        scans = self.state.scans
        self.state = replace(self.state, scans=scans[:index] + scans[index + 1 :])
        return self.ok(
            "count.taken_back", f"{fit(scans[index].name, 40)} is out, {self.state.pieces} counted"
        )

    def _moment(self) -> int:
        return count.here_now(self.session)

    def _add(self, row: ProductRow, serial: str | None, of_lot: str | None, counted: Counted) -> None:
        scan = Scan(counted, row.sku, row.name, serial, of_lot, row.decimals)
        self.state = replace(self.state, scans=(*self.state.scans, scan))

    def _note(self, problem: str) -> None:
        self.state = replace(self.state, problems=(*self.state.problems, problem)[-MOST_PROBLEMS:])

    def _told(self, problem: str) -> NotInTheBooks:
        self._note(problem)
        return NotInTheBooks(f"{fit(problem, 50)}. Not counted", Key("F4", "receive"))
