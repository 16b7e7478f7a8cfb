"""Bringing a list: products or stock from CSV, whole or not at all.

The header says what a file is: `quantity` is stock, `name`, `tracking` and `price` are products. Every bad
row is reported, one line each, as `line 7: price: "abc" is no amount`; what is wrong with a row never
depends on whether another row is bad, so a report does not change when a part of it is put right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shopstock.jobs.fits import FITS_COLUMNS, FITS_REQUIRED, import_fits
from shopstock.jobs.imports_stock import STOCK_COLUMNS, STOCK_REQUIRED, STOCK_TOLD, StockReader, book_stock
from shopstock.jobs.imports_table import BadFile, Table, TableRow, read_table
from shopstock.jobs.item import COLUMN_NAMES, REQUIRED, BadColumn, ItemFrozen, read_value, write_item
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.engine import RuleBroken
from shopstock.text import NAME_LENGTH, fit

Kind = Literal["products", "stock", "fits"]

__all__ = ["BadFile", "Imported", "import_rows"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: rows taken and bad rows, a sentence for each bad row, and names that were cut.

    With problems and without `skip_bad` nothing was taken. `encoding` says how the bytes were read."""

    kind: Kind
    taken: int
    bad: int
    problems: tuple[str, ...]
    cut: tuple[str, ...]
    encoding: str

    def summary(self) -> str:
        """How many of each, in one sentence."""
        what = {"products": "item", "stock": "stock line", "fits": "fit"}[self.kind]
        taken = f"{self.taken} {what}{'s' * (self.taken != 1)} imported"
        return f"{taken}, {self.bad} bad row{'s' * (self.bad != 1)} left out" if self.bad else taken


class _NothingTaken(Exception):
    """Leaves the transaction so that it is rolled back."""


def import_rows(session: Session, source: str | bytes, skip_bad: bool = False) -> Imported:
    """Import a CSV file in one transaction. With bad rows nothing is taken, unless `skip_bad` leaves them out.

    Raises `BadFile` when the file as a whole cannot be read."""
    table = read_table(source, {*COLUMN_NAMES, *STOCK_COLUMNS, *FITS_COLUMNS})
    kind = _kind(table)
    try:
        with session.store.transaction():
            done = {"products": _products, "stock": _stock, "fits": _fits}[kind](session, table)
            if done.problems and not skip_bad:
                raise _NothingTaken
    except _NothingTaken:
        return Imported(kind, 0, done.bad, done.problems, (), table.encoding)
    return done


def _kind(table: Table) -> Kind:
    """What the header says the file is; refuses unknown and missing columns by name."""
    given = set(table.columns)
    kind: Kind = "products"
    known: tuple[str, ...] = COLUMN_NAMES
    required: tuple[str, ...] = REQUIRED
    if "quantity" in given and not given.issuperset(REQUIRED):
        kind, known, required = "stock", STOCK_COLUMNS, STOCK_REQUIRED
    elif "part_sku" in given:
        kind, known, required = "fits", FITS_COLUMNS, FITS_REQUIRED
    elif not given & {"name", "tracking", "price"}:
        raise BadFile(
            f"line {table.line}: is no header. Products need {', '.join(REQUIRED)};"
            f" stock needs {', '.join(STOCK_REQUIRED)}"
        )
    passed_over = STOCK_TOLD if kind == "stock" else ()
    unknown = [column for column in table.columns if column not in (*known, *passed_over)]
    if unknown:
        names = ", ".join(f'"{fit(column, 30)}"' for column in unknown[:5])
        said = "is no column" if len(unknown) == 1 else "are no columns"
        raise BadFile(f"line {table.line}: {names} {said} of {kind}. Known: {', '.join(known)}")
    missing = [column for column in required if column not in given]
    if missing:
        said = "column is" if len(missing) == 1 else "columns are"
        raise BadFile(
            f"line {table.line}: the {said} missing: {', '.join(missing)}. Needed: {', '.join(required)}"
        )
    return kind


def _products(session: Session, table: Table) -> Imported:
    problems: list[str] = []
    cut: list[str] = []
    first: dict[str, int] = {}
    for row in table.rows:
        faults = _product_faults(session, row, first)
        if not faults:
            faults, was_cut = _write(session, row)
            if was_cut:
                cut.append(f"line {row.line}: name: cut to {NAME_LENGTH} characters")
        if faults:
            problems.append(_problem(row, faults))
    return _imported("products", table, problems, cut)


def _product_faults(session: Session, row: TableRow, first: dict[str, int]) -> list[str]:
    """Everything that can be said of a row by itself, and whether an earlier row has its SKU."""
    if row.fault:
        return [row.fault]
    faults = [f"{column}: is missing" for column in REQUIRED if not row.cells.get(column)]
    for column, text in row.cells.items():
        try:
            read_value(session, column, text, decimals=6)
        except BadColumn as refused:
            faults.append(f"{column}: {refused.text}")
    sku = row.cells.get("sku", "")
    if sku and first.setdefault(sku, row.line) != row.line:
        faults.append(f'sku: "{fit(sku, 30)}" is in line {first[sku]} already')
    return faults


def _write(session: Session, row: TableRow) -> tuple[list[str], bool]:
    """Write one product behind a savepoint: a refused row leaves nothing behind, not even its supplier."""
    try:
        with session.store.transaction():
            return [], write_item(session, row.cells).cut
    except BadColumn as refused:
        return [f"{refused.column}: {refused.text}"], False
    except (BadInput, ItemFrozen, RuleBroken) as refused:
        return [refused.text], False


def _stock(session: Session, table: Table) -> Imported:
    reader = StockReader(session)
    problems: list[str] = []
    good = []
    for row in table.rows:
        line, faults = reader.read(row)
        if line is None:
            problems.append(_problem(row, faults))
        else:
            good.append(line)
    book_stock(session, good)
    return _imported("stock", table, problems, reader.cut)


def _fits(session: Session, table: Table) -> Imported:
    return _imported("fits", table, import_fits(session, table), [])


def _problem(row: TableRow, faults: Iterable[str]) -> str:
    return f"line {row.line}: {'; '.join(faults)}"


def _imported(kind: Kind, table: Table, problems: list[str], cut: list[str]) -> Imported:
    taken = len(table.rows) - len(problems)
    return Imported(kind, taken, len(problems), tuple(problems), tuple(cut), table.encoding)
