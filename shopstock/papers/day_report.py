"""The day report: X reads the drawer as it is, Z closes it. A frozen view in, the rows of a paper out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from shopstock.papers.seals import Head, rows_of
from shopstock.papers.sheet import GAP, Row


class Counted(NamedTuple):
    """How many of something, and what it came to."""

    number: int
    amount: str


class TenderLine(NamedTuple):
    """What was taken by a tender; `said` is what its own terminal says, `difference` said less taken."""

    tender: str
    taken: str
    said: str | None = None
    difference: str | None = None


class TaxLine(NamedTuple):
    """A tax rate in percent, and what was sold at it less what came back."""

    rate: str
    net: str
    tax: str
    gross: str


class MoveLine(NamedTuple):
    """Money put into the drawer (`in`) or taken out (`out`), when, why and by whom."""

    time: str
    what: str
    amount: str
    reason: str
    staff: str


class PieceLine(NamedTuple):
    """A face, how many, and what they make."""

    face: str
    number: int
    amount: str


@dataclass(frozen=True, slots=True)
class DrawerPart:
    """The drawer: what should be in it. What a closing alone knows is None before it."""

    float_: str
    cash: str
    put_in: str
    taken_out: str
    expected: str | None = None
    counted: str | None = None
    difference: str | None = None
    reason: str | None = None
    kept: str | None = None
    banked: str | None = None


@dataclass(frozen=True, slots=True)
class DayReport:
    """All of a session as decimal strings; `paper` is its number (`Z1-000012`), empty for an X.

    A `blind` X is for whoever counts the drawer: nothing in it tells what was taken in cash."""

    kind: Literal["X", "Z"]
    paper: str
    shop: str
    currency: str
    till: str
    session: int
    since: str
    until: str
    opened_by: str
    staff: str
    sales: Counted
    refunds: Counted
    voids: Counted
    discounts: Counted
    total: str
    price_changes: int
    approved: int
    parked: int
    counts: int
    tenders: tuple[TenderLine, ...]
    taxes: tuple[TaxLine, ...]
    drawer: DrawerPart
    moves: tuple[MoveLine, ...]
    pieces: tuple[PieceLine, ...]
    heads: tuple[Head, ...]
    blind: bool = False


def rows(report: DayReport) -> tuple[Row, ...]:
    """The paper of a report."""
    if report.blind:
        return (*_title(report), *_numbers(report), *_drawer(report))
    return (
        *_title(report),
        *_sales(report),
        *_tenders(report),
        *_taxes(report),
        *_drawer(report),
        *_counted(report),
        *_heads(report),
    )


def _title(report: DayReport) -> Iterator[Row]:
    yield Row(report.shop, kind="title")
    yield Row(
        f"Z report {report.paper}" if report.kind == "Z" else "X report, nothing is closed", kind="title"
    )
    yield GAP
    yield Row(report.till, f"session {report.session}")
    yield Row(f"from {report.since}", report.opened_by)
    yield Row(f"to   {report.until}", report.staff)


def _sales(report: DayReport) -> Iterator[Row]:
    yield GAP
    yield Row("Sales", kind="head")
    for name, found in (
        ("sales", report.sales),
        ("refunds", report.refunds),
        ("voids", report.voids),
    ):
        yield Row(_many(found.number, name), found.amount)
    yield Row(f"Taken, {report.currency}", report.total, "total")
    if report.discounts.number:
        yield Row(_many(report.discounts.number, "discounts"), report.discounts.amount)
    for name, number in (
        ("prices changed", report.price_changes),
        ("approved by another", report.approved),
        ("parked, carried over", report.parked),
    ):
        if number:
            yield Row(name, str(number))


def _numbers(report: DayReport) -> Iterator[Row]:
    yield GAP
    for number, name in (
        (report.sales.number, "sales"),
        (report.refunds.number, "refunds"),
        (report.voids.number, "voids"),
    ):
        yield Row(_many(number, name))


def _many(number: int, name: str) -> str:
    return f"{number} {name.removesuffix('s') if number == 1 else name}"


def _tenders(report: DayReport) -> Iterator[Row]:
    yield GAP
    yield Row("Takings by tender", kind="head")
    if not report.tenders:
        yield Row("nothing was paid", kind="note")
    for line in report.tenders:
        yield Row(line.tender, line.taken)
        if line.said is not None:
            yield Row("  its terminal says", line.said)
            yield Row("  difference", line.difference or "")


def _taxes(report: DayReport) -> Iterator[Row]:
    if report.taxes:
        yield GAP
        yield Row("Tax within", kind="head")
    for line in report.taxes:
        yield Row(f"{line.rate} %  gross", line.gross)
        yield Row("  tax", line.tax)
        yield Row("  net", line.net)


def _drawer(report: DayReport) -> Iterator[Row]:
    drawer = report.drawer
    yield GAP
    yield Row("Drawer", kind="head")
    yield Row("float at the opening", drawer.float_)
    if not report.blind:
        yield Row("cash from sales, less refunds", drawer.cash)
    yield Row("put in", drawer.put_in)
    yield Row("taken out", drawer.taken_out)
    for move in report.moves:
        yield Row(f"  {move.time} {move.what} {move.amount}  {move.reason}, {move.staff}", kind="note")
    if drawer.counted is None:
        yield Row("What should be in it is said after the count.", kind="note")
        return
    yield Row("expected", drawer.expected or "", "total")
    yield Row("counted", drawer.counted)
    yield Row("difference", drawer.difference or "", "total")
    if drawer.reason:
        yield Row(f"because: {drawer.reason}", kind="note")
    if report.counts > 1:
        yield Row(f"The drawer was counted {report.counts} times.", kind="note")
    yield Row("kept as the next float", drawer.kept or "")
    yield Row("to the safe or bank", drawer.banked or "")


def _counted(report: DayReport) -> Iterator[Row]:
    if report.pieces:
        yield GAP
        yield Row("Counted", kind="head")
    for piece in report.pieces:
        yield Row(f"{piece.number} x {piece.face}", piece.amount)
    if report.kind == "Z":
        yield GAP
        yield Row("Signed", "." * 20)


def _heads(report: DayReport) -> Iterator[Row]:
    if not report.heads:
        return
    yield GAP
    yield Row("The last seal of every till", kind="head")
    yield Row("Keep this paper. shopstock verify --report FILE, or the eye, compares:", kind="note")
    for head in report.heads:
        yield from rows_of(head)
