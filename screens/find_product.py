"""Find: a product with what is on hand, where, and how it sells."""

from __future__ import annotations

from typing import cast

from screens.figures import date_kind, day, money, number, printed, spark
from screens.find_parts import STATE_TONES
from screens.page import BLANK, Column, Heads, Item, Line, Page, Piece, Row, dim, facts, strong, text
from shopstock.desk.views.base import View
from shopstock.desk.views.find import ProductView

_TRACKED = {
    "serial": "every piece has a serial",
    "lot": "made in lots",
    "none": "counted",
}
_SERVICE = "a service: never in stock"
_UNITS = (
    Column("Unit in the shop", 22, flex=2),
    Column("Place", 12, flex=1),
    Column("Since", 10, tone="dim"),
    Column("State", 12, flex=1),
)
_LOTS = (
    Column("Lot in the shop", 22, flex=2),
    Column("Place", 12, flex=1),
    Column("Date", 24),
    Column("Quantity", 9, right=True),
)


def page(view: View, _width: int) -> Page:
    """The product."""
    product = cast(ProductView, view)
    measure = "" if product.measure == "each" else f" {product.measure}"
    head: list[Item] = [
        Line(
            (strong(product.name), *(dim(f"  {value}") for value in product.attributes.values())),
            (dim("price "), Piece(money(product.price), "good", bold=True)),
        ),
        Line(
            facts(("SKU", product.sku), ("barcode", ", ".join(product.barcodes)), ("", product.category)),
            facts(("cost", money(product.cost)), ("tax", product.tax_rate and f"{product.tax_rate} %")),
        ),
        Line(
            facts(
                ("", _SERVICE if product.service else _TRACKED.get(product.tracking, product.tracking)),
                ("warranty", product.warranty),
                ("", date_kind(product.date_kind)),
                ("from", product.supplier),
                ("low at", product.reorder_at),
            )
        ),
        *_dated(product),
        BLANK,
        Line(
            (dim("sold like goods"),)
            if product.service
            else text(
                Piece(product.on_hand, "strong" if number(product.on_hand) > 0 else "stop", bold=True),
                f"{measure} on hand",
                *(Piece(f"   {place.place} {place.quantity}", "dim") for place in product.places),
            ),
            _selling(product),
        ),
        BLANK,
    ]
    return Page(tuple(_inside(product)), head=tuple(head))


def _dated(product: ProductView) -> tuple[Line, ...]:
    """The days that hold for its dates, in one line."""
    rules = product.date_rules
    if not rules:
        return ()
    said = (f"{label} {rules[name]}" for name, label in _DAYS.items() if name in rules)
    return (Line((dim("days "), *text("  ".join(said)))),)


_DAYS = {
    "shelf_life_days": "keeps",
    "best_days": "best until",
    "alert_days": "listed",
    "min_days_sale": "at sale",
    "min_days_in": "coming in",
    "opened_days": "opened",
    "frozen_days": "frozen",
    "thawed_days": "thawed",
}


def _selling(product: ProductView) -> tuple[Piece, ...]:
    if not product.sold_weeks:
        return facts(("sold", product.sold), ("returned", product.returned))
    return (
        dim(f"{len(product.sold_weeks)} weeks "),
        Piece(spark(product.sold_weeks), "accent"),
        *text(f" {sum(product.sold_weeks)}"),
        *((dim("   back "), Piece(product.returned, "ask")) if number(product.returned) else ()),
    )


def _inside(product: ProductView) -> list[Item]:
    body: list[Item] = []
    if product.units:
        body.append(Heads(_UNITS))
        for unit in product.units:
            tone = STATE_TONES.get(unit.state, "plain")
            state = Piece(unit.state.replace("_", " "), "dim" if unit.state == "in_stock" else tone)
            body.append(
                Row((strong(unit.serial), unit.place, day(unit.since), state), entry=f":find {unit.serial}")
            )
    if product.lots:
        body += [BLANK, Heads(_LOTS)] if body else [Heads(_LOTS)]
        for lot in product.lots:
            last = day(printed(lot.date, lot.date_precision), always_year=True)
            date = f"{date_kind(product.date_kind)} {last}" if last else ""
            body.append(
                Row((strong(lot.lot), lot.place, date.strip(), lot.quantity), entry=f":find {lot.lot}")
            )
    return body
