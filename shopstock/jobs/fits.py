"""Which part fits which model or version: kept by the shop, and asked for what is not on the list."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import NamedTuple

from shopstock.amounts import show_decimal
from shopstock.jobs.imports_table import Table, TableRow
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput
from shopstock.store.catalogue import ProductRow, attributes_of, product, product_with_sku
from shopstock.store.fitted import FitRow, add_fit, fits_of
from shopstock.store.ledger import EventDraft, post
from shopstock.store.lots import UnitRow
from shopstock.store.stock import standing
from shopstock.text import clean_name, clean_text, fit

FITS_REQUIRED = ("part_sku", "model_sku")
FITS_COLUMNS = (*FITS_REQUIRED, "version", "note")


class Fitting(NamedTuple):
    """A part that fits a unit, and how much of it may be taken now, as a decimal string."""

    row: FitRow
    free: str


def version_of(session: Session, found: UnitRow) -> str:
    """The version of a unit: its own attribute `version`, or that of its product; empty where neither says it."""
    own = json.loads(found.attributes).get("version")
    return clean_text(str(own or attributes_of(product(session.store, found.product_id)).get("version", "")))


def fitting(session: Session, found: UnitRow) -> list[Fitting]:
    """The parts that are known to fit a unit."""
    version = version_of(session, found).casefold()
    rows = [
        row for row in fits_of(session.store, found.product_id) if row.version.casefold() in ("", version)
    ]
    return [Fitting(row, _free(session, row)) for row in {row.part_id: row for row in rows}.values()]


def _free(session: Session, row: FitRow) -> str:
    here = sum(s.quantity for s in standing(session.store, row.part_id) if s.sellable and not s.held)
    return show_decimal(here, product(session.store, row.part_id).decimals)


def known_to_fit(session: Session, part_id: int, found: UnitRow) -> bool:
    """Whether a part is on the list of a unit."""
    return any(one.row.part_id == part_id for one in fitting(session, found))


def set_fit(session: Session, part: ProductRow, model: ProductRow, version: str = "", note: str = "") -> bool:
    """Keep that a part fits a model, or one version of it; whether that was new. It is booked, too: who said so."""
    said = clean_name(version.removeprefix("version="), 40)[0]
    if part.id == model.id:
        raise BadInput("a part does not fit into itself")
    if part.service or model.tracking != "serial":
        raise BadInput(f"{fit(model.name, 24)} has no serials, or {fit(part.name, 24)} is no goods")
    with session.store.transaction():
        new = add_fit(session.store, part.id, model.id, said, clean_name(note, 200)[0])
        event = EventDraft(
            "fits",
            product_id=part.id,
            became=f"{model.sku} {said}".strip(),
            note=clean_name(note, 200)[0] or None,
        )
        post(session.store, replace(session.draft("event", new_request_id()), events=(event,)))
    return new


def import_fits(session: Session, table: Table) -> list[str]:
    """Every row of a file of fits; a sentence for each bad one."""
    require(session, Right.SETTINGS)
    return [f"line {row.line}: {fault}" for row in table.rows if (fault := _import(session, row))]


def _import(session: Session, row: TableRow) -> str:
    if row.fault:
        return row.fault
    found: list[ProductRow] = []
    for column in FITS_REQUIRED:
        one = product_with_sku(session.store, row.cells.get(column, ""))
        if one is None:
            return f'{column}: "{fit(row.cells.get(column, ""), 30)}" is no item of this shop'
        found.append(one)
    try:
        set_fit(session, found[0], found[1], row.cells.get("version", ""), row.cells.get("note", ""))
    except BadInput as refused:
        return refused.text
    return ""
