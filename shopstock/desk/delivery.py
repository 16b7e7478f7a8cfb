"""The open delivery: its lines, what is still asked, and its view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shopstock.amounts import line_amount, show_decimal
from shopstock.days import parse_iso
from shopstock.desk.views.receive import ReceiveLine, ReceiveView
from shopstock.jobs.nameless import named_at_sale
from shopstock.jobs.receive import Arrival
from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow
from shopstock.text import fit, fold

SCAN_KEPT = 200  # characters of a scan


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a delivery. Dates are ISO text that keeps its precision; `odd_date` waits for a yes, and
    so does `conflict`: a date that is not the one this lot has. `ordered` is how many serials should come,
    None where nobody said; more than that waits for a yes, too, and `kept` is how many had theirs.
    `scans` are what was read for each of the `serials`. `own` serials (in `quantity` already) and an `own_lot`
    get their numbers when the delivery is booked. `wanted` is set while goods with fewer days left than that wait
    for a word: `reason` is why they are taken. `sooner` names the lot on the shelf that they will expire before."""

    product_id: int
    sku: str
    name: str
    tracking: str
    serial_kind: str
    date_kind: str | None
    decimals: int
    quantity: int
    cost_minor: int | None
    serials: tuple[str, ...] = ()
    lot: str = ""
    expires: str | None = None
    made_on: str | None = None
    odd_date: str | None = None
    no_date: bool = False
    scan: str = ""
    conflict: str | None = None
    ordered: int | None = None
    kept: int = 0
    own: int = 0
    own_lot: bool = False
    scans: tuple[str, ...] = ()
    wanted: int = 0
    reason: str = ""
    sooner: str = ""

    def asks(self) -> str | None:
        """What is still missing: conflict, serial, extra, lot, date, odd_date, short, or nothing."""
        if self.conflict:
            return "conflict"
        if self.tracking == "serial" and self.odd_date:
            return "odd_date"
        if self.wanted and not self.reason:
            return "short"
        if self.tracking == "serial":
            extra = self.ordered is not None and self.quantity > max(self.ordered, self.kept)
            return "extra" if extra else None if self.quantity else "serial"
        if self.tracking == "lot" and not self.lot and not self.own_lot:
            return "lot"
        if self.odd_date:
            return "odd_date"
        if self.tracking == "lot" and self.date_kind and not self.expires and not self.no_date:
            return "date"
        return None

    def lot_said(self, width: int) -> str:
        """The lot as a sentence names it."""
        return "own lot" if self.own_lot else f"lot {fit(self.lot, width)}"

    def counted(self) -> str:
        """How many serials are there, and of how many: `12` or `12 of 20`."""
        return f"{self.quantity}" if self.ordered is None else f"{self.quantity} of {self.ordered}"

    def missing(self) -> int:
        """How many of the ordered serials are not there yet."""
        return max(0, (self.ordered or 0) - self.quantity) if self.tracking == "serial" else 0

    def arrival(self) -> Arrival:
        """The line as the job takes it."""
        return Arrival(
            self.product_id,
            self.quantity,
            self.serials,
            self.lot,
            parse_iso(self.expires) if self.expires else None,
            date.fromisoformat(self.made_on) if self.made_on else None,
            self.cost_minor,
            scan=self.scan or None,
            own=self.own,
            own_lot=self.own_lot,
            scans=self.scans,
            short_reason=self.reason,
            sooner=self.sooner,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """An open delivery. `request_id` is made with its first line and kept until it is booked.

    `refused` is the serial that was refused last: V shows it."""

    lines: tuple[Line, ...] = ()
    current: int | None = None
    request_id: str = ""
    supplier_id: int | None = None
    supplier: str | None = None
    invoice: str | None = None
    place: str = ""
    troubles: tuple[str, ...] = ()
    refused: str = ""

    @property
    def line(self) -> Line | None:
        """The line that the next entry belongs to."""
        return None if self.current is None else self.lines[self.current]

    def with_current(self, line: Line) -> Delivery:
        """The delivery with its current line replaced."""
        index = self.current or 0
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def has_serial(self, product_id: int, serial: str, *, same_number: bool = False) -> bool:
        """Whether that serial is in this delivery already; `same_number` folds dashes, spaces and case."""
        lines = [line for line in self.lines if line.product_id == product_id]
        if same_number:
            return fold(serial) in {fold(taken) for line in lines for taken in line.serials}
        return any(serial in line.serials for line in lines)

    def units(self) -> int:
        """How many pieces or whole measures, rounded up, are in it."""
        return sum(-(-line.quantity // 10**line.decimals) for line in self.lines)

    def missing(self) -> int:
        """How many of the ordered serials are not there yet."""
        return sum(line.missing() for line in self.lines)

    def cost_minor(self) -> int:
        """What the delivery costs."""
        return sum(line_amount(x.cost_minor or 0, x.quantity, x.decimals) for x in self.lines)


def new_line(row: ProductRow, scan: str) -> Line:
    """The first state of a line: nothing counted yet for serials, one for everything else, and for goods whose serials
    are asked at the sale."""
    return Line(
        row.id,
        row.sku,
        row.name,
        "none" if named_at_sale(row) else row.tracking,
        row.serial_kind,
        row.date_kind,
        row.decimals,
        0 if row.tracking == "serial" and not named_at_sale(row) else int(10**row.decimals),
        row.cost_minor,
        scan=scan[:SCAN_KEPT],
    )


def delivery_view(
    session: Session, state: Delivery, question: str | None, paper: str | None = None
) -> ReceiveView:
    """The delivery as the screen draws it."""
    return ReceiveView(
        [_line_view(session, n, line) for n, line in enumerate(state.lines, 1)],
        state.supplier,
        state.invoice,
        state.place,
        str(state.units()),
        session.money(state.cost_minor()),
        None if state.current is None else state.current + 1,
        question,
        list(state.troubles),
        paper,
        str(state.missing()),
    )


def _line_view(session: Session, n: int, line: Line) -> ReceiveLine:
    printed = parse_iso(line.expires) if line.expires else None
    return ReceiveLine(
        n,
        line.sku,
        line.name,
        line.tracking,
        show_decimal(line.quantity, line.decimals),
        list(line.serials),
        line.lot or None,
        printed.day.isoformat() if printed else None,
        line.date_kind if line.expires else None,
        None if line.cost_minor is None else session.money(line.cost_minor),
        "ask" if line.asks() else "ok",
        _note(line),
        printed.precision if printed else "day",
        None if line.ordered is None else str(line.ordered),
        None if line.ordered is None else str(line.missing()),
        line.own,
    )


def _note(line: Line) -> str | None:
    asked = line.asks()
    if asked == "extra":
        return f"{line.quantity - (line.ordered or 0)} more than ordered"
    if asked:
        return {"serial": "serial?", "lot": "lot?", "short": "short date?"}.get(asked, "date?")
    if line.own:
        return f"{line.own} own serial{'s' * (line.own != 1)} when this is booked"
    if line.own_lot:
        return "own lot when this is booked"
    if line.wanted:
        return f"short-dated: {fit(line.reason, 24)}"
    return line.sooner or None
