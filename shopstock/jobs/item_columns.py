"""The columns of the catalogue: their names, the words for them, and how each is read as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shopstock.amounts import parse_decimal, parse_ppm
from shopstock.codes.serial import SERIAL_KINDS
from shopstock.date_kinds import KINDS
from shopstock.days import Term, parse_term
from shopstock.jobs.session import Session
from shopstock.jobs.templates import template_of
from shopstock.refusal import BadInput
from shopstock.text import clean_code, clean_name, clean_text

MEASURES = ("each", "kg", "g", "m", "l")
DECIMALS_OF = {"each": 0, "kg": 3, "g": 0, "m": 2, "l": 3}


class BadColumn(BadInput):
    """A column that cannot be read; `column` names it."""

    id = "item.bad_value"

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the catalogue: its name, the words for it, and how to fill it in."""

    name: str
    label: str
    help: str


COLUMNS: tuple[Column, ...] = (
    Column("sku", "Code", "the shop's own short code"),
    Column("name", "Name", "what people call it"),
    Column("tracking", "Tracking", "none, serial or lot"),
    Column("price", "Price", "with tax, for one whole measure"),
    Column("barcode", "Barcodes", "several separated by ;"),
    Column("cost", "Cost", "what one costs the shop"),
    Column("tax_rate", "Tax", "percent contained in the price"),
    Column("warranty", "Warranty", "24 months, 2 years, 90 days, lifetime or none"),
    Column("date_kind", "Date", "best_before, use_by, expiry or sell_by"),
    Column("shelf_life_days", "Shelf life", "days it keeps from made, else received, where none is printed"),
    Column("measure", "Measure", "each, kg, g, m or l"),
    Column("decimals", "Decimals", "smallest step: 3 is 0.001"),
    Column("reorder_at", "Low at", "warn at this quantity"),
    Column("reorder_quantity", "Order", "how much to order then"),
    Column("supplier", "Supplier", "who delivers it"),
    Column("category", "Category", "where it belongs"),
    Column("return_days", "Return days", "how long it may come back"),
    Column("min_age", "Age", "youngest buyer"),
    Column("serial_kind", "Serial kind", "any, imei, meid, vin, mac or pattern"),
    Column("attributes", "Attributes", "colour=blue;size=M"),
    Column("serial_pattern", "Pattern", "what a serial looks like: [A-Z]{2}[0-9]{6}"),
    Column("serial_example", "Example", "a serial of that pattern: AB123456"),
    Column("lot_template", "Own lots", "how :new makes a lot code: {year}{week}-{run:3}"),
    Column("serial_template", "Own serials", "how :new makes a serial: {product}-{run:5}"),
    Column("serial_when", "Serial asked", "receiving, or sale: the pieces come without serials"),
    Column("service", "Service", "yes: work or a fee, sold and never in stock"),
    Column("service_every", "Service every", "how often a piece wants service: 12 months"),
    Column("warranty_start", "It begins", "with the sale, delivery or activation"),
    Column("supplier_warranty", "Supplier's", "the supplier's warranty to us: 24 months"),
    Column("legal_warranty", "Legal", "where it is not the shop's: 12 months, or none"),
    Column("extends", "Extends by", "an extension: 12 months more for the piece before it"),
    Column("best_days", "At its best", "until so many days before its last day"),
    Column("alert_days", "Listed", "days before its date in the morning check"),
    Column("min_days_sale", "Left at sale", "days that must be left when it is sold"),
    Column("min_days_in", "Left coming in", "days that must be left when it comes in"),
    Column("opened_days", "Opened keeps", "days it keeps once opened, 0: that day only"),
    Column("frozen_days", "Frozen keeps", "days it keeps once frozen"),
    Column("thawed_days", "Thawed keeps", "days it keeps once thawed, 0: that day only"),
)
DATE_DAYS = (
    "best_days", "alert_days", "min_days_sale", "min_days_in", "opened_days", "frozen_days", "thawed_days",
)  # fmt: skip
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = ("sku", "name", "tracking", "price")


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = text.strip().casefold().replace(" ", "_").replace("-", "_")
        if value not in allowed:
            raise BadInput(f'"{text.strip()[:20]}" is none of {", ".join(allowed)}')
        return value

    return read


def _yes(text: str) -> int:
    """1 for yes, 0 for no."""
    return int(_one_of("no", "yes")(text) == "yes")


def _days(text: str) -> int:
    value = parse_decimal(text, 0, "number of days")
    if not 0 < value <= 36_500:
        raise BadInput(f'"{text.strip()[:20]}" is no number of days')
    return value


def _days_or_none(text: str) -> int:
    value = parse_decimal(text, 0, "number of days")
    if value > 36_500:
        raise BadInput(f'"{text.strip()[:20]}" is no number of days')
    return value


def _age(text: str) -> int:
    value = parse_decimal(text, 0, "age")
    if value > 150:
        raise BadInput(f'"{text.strip()[:20]}" is no age')
    return value


def _decimals(text: str) -> int:
    value = parse_decimal(text, 0, "number of decimals")
    if value > 6:
        raise BadInput(f'"{text.strip()[:20]}" decimals are more than 6')
    return value


@dataclass(frozen=True, slots=True)
class Warranty:
    """A warranty as typed: a term, a lifetime, or (neither) none."""

    term: Term | None = None
    lifetime: bool = False


def _warranty(text: str) -> Warranty:
    word = text.strip().casefold()
    if word in ("lifetime", "none"):
        return Warranty(lifetime=word == "lifetime")
    return Warranty(parse_term(text))


def _term_or_none(text: str, what: str) -> Warranty:
    if text.strip().casefold() == "lifetime":
        raise BadInput(f"a {what} is a term or none")
    return _warranty(text)


def _pattern(text: str) -> str:
    from shopstock.codes.pattern import check_expression  # seldom needed: the counter opens without it

    check_expression(text)
    return text


def _barcode(text: str) -> str:
    """A barcode as it is kept; an ISBN in any form becomes the 13 digits that are printed as bars."""
    from shopstock.codes.known import known  # seldom needed: the counter opens without it

    code = clean_code(text, "a barcode")
    found = known(code, ())
    wrong = found.refusal or found.doubt or ""
    if wrong.startswith("ISBN"):
        raise BadInput(wrong)
    return found.normal if found.kind == "isbn" else code


def parse_attributes(text: str) -> dict[str, str]:
    """`colour=blue;size=M` as a dict; refuses a part without a name or a value."""
    found: dict[str, str] = {}
    for part in (p for p in text.split(";") if p.strip()):
        name, sign, value = (clean_text(p) for p in part.partition("="))
        if not sign or not name or not value:
            raise BadInput(f'"{part.strip()[:30]}" is no attribute such as colour=blue')
        found[name[:64]] = value[:200]
    return found


def show_attributes(attributes: Mapping[str, str]) -> str:
    """The attributes as they are typed."""
    return ";".join(f"{name}={value}" for name, value in attributes.items())


_READERS: dict[str, Callable[[str], Any]] = {
    "tracking": _one_of("none", "serial", "lot"),
    "date_kind": _one_of(*KINDS),
    "measure": _one_of(*MEASURES),
    "serial_kind": _one_of(*SERIAL_KINDS),
    "serial_pattern": _pattern,
    "serial_when": lambda text: None if _one_of("receiving", "sale")(text) == "receiving" else "sale",
    "serial_example": lambda text: clean_code(text, "the example"),
    "lot_template": lambda text: template_of(text, must_count=False),
    "serial_template": lambda text: template_of(text, must_count=True),
    "tax_rate": parse_ppm,
    "warranty": _warranty,
    "warranty_start": _one_of("sale", "delivery", "activation"),
    "supplier_warranty": lambda text: _term_or_none(text, "supplier's warranty"),
    "legal_warranty": lambda text: _term_or_none(text, "legal warranty"),
    "extends": parse_term,
    "shelf_life_days": _days,
    **dict.fromkeys(DATE_DAYS, _days_or_none),
    "decimals": _decimals,
    "service": _yes,
    "service_every": parse_term,
    "return_days": lambda text: parse_decimal(text, 0, "number of days"),
    "min_age": _age,
    "attributes": parse_attributes,
    "sku": lambda text: clean_code(text, "the code"),
    "category": lambda text: clean_name(text, 80)[0],
    "barcode": lambda text: [_barcode(c) for c in text.split(";") if c.strip()],
}


def read(column: str, text: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(text)
    except BadInput as refused:
        raise BadColumn(column, refused.text) from None


def values_of(session: Session, given: Mapping[str, str], decimals: int) -> dict[str, Any]:
    """Every given column read; empty ones are None. Raises `BadColumn` for the first that cannot be read."""
    digits = session.shop.digits
    money = {"price": "amount", "cost": "amount"}
    quantities = {"reorder_at": "quantity", "reorder_quantity": "quantity"}
    values: dict[str, Any] = {}
    for column, raw in given.items():
        text = clean_text(raw)
        if not text:
            values[column] = None
        elif column in money:
            values[column] = read(column, text, lambda t, c=column: parse_decimal(t, digits, money[c]))  # type: ignore[misc]
        elif column in quantities:
            values[column] = read(column, text, lambda t: parse_decimal(t, decimals, "quantity"))
        elif column in _READERS:
            values[column] = read(column, text, _READERS[column])
        else:
            values[column] = text
    return values


def read_value(session: Session, column: str, text: str, decimals: int = 0) -> None:
    """Check one column as typed; raises `BadColumn` with what is wrong."""
    values_of(session, {column: text}, decimals)
