"""What a demo shop is made of, read from `data/demo`: TRADE.csv is its catalogue, TRADE.toml all the rest.

The catalogue is a file that `shopstock import` takes as it is. In the TOML file `ago` counts days back from
the day the demo is made, `expires` is such a count forward, or `month+2` for the end of a month. Decimals
stay text, so that no quantity or price is ever a float.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from shopstock.datafiles import data_file
from shopstock.days import PrintedDate, month_end
from shopstock.jobs.setup import TRADES
from shopstock.refusal import WrongUse

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class TourStep(NamedTuple):
    """A code worth entering, what it shows, and the state it is in (for the test of this list)."""

    entry: str
    shows: str
    state: str


class Between(NamedTuple):
    """Two bounds as text, both included: `1-3`, or one number for both."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Habit:
    """How one product lives in the shop. `serial` and `lot` are patterns: # is a digit, ? a letter.

    `stock` arrives on the first day, `sells` is its weight among all sales, `takes` how much one customer
    takes, `life` the days (or months) a new lot has; `dry` means that its supplier delivers no more, and
    `leave` how much of it chance leaves on the shelf."""

    sku: str
    place: str
    stock: str
    sells: int
    takes: Between
    life: Between | None
    life_in_months: bool
    serial: str
    lot: str
    dry: bool
    leave: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One line of a delivery of the story. `leave` of the lot is never sold by chance; an `unseen` lot is
    overlooked by every morning check."""

    sku: str
    quantity: str
    lot: str
    expires: str | None
    serials: tuple[str, ...]
    leave: str
    unseen: bool
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery of the story."""

    ago: int
    supplier: str
    invoice: str
    place: str
    goods: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One act of the story: `do` names it, `what` holds its own words."""

    ago: int
    at: str
    by: str
    do: str
    what: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class ComesBack:
    """Every n-th sold piece of a product, lot or of anything comes back after some days, `most` of them."""

    every: int
    why: str
    after: tuple[int, int]
    sku: str
    lot: str
    most: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole demo shop. `passed` is what the morning check does with goods past their date, `cheaper`
    whether it marks down what is close to it. What is past its best in a category of `charity` is given away."""

    trade: str
    name: str
    currency: str
    zone: str
    opens: str
    closes: str
    tickets: tuple[int, ...]
    passed: str
    cheaper: bool
    charity: frozenset[str]
    people: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str, str], ...]
    customers: tuple[str, ...]
    supplied: dict[str, tuple[int, ...]] = field(hash=False)
    catalogue: bytes = field(hash=False, repr=False)
    habits: tuple[Habit, ...]
    deliveries: tuple[Delivery, ...]
    scenes: tuple[Scene, ...]
    comes_back: tuple[ComesBack, ...]
    keep: frozenset[str]
    tour: tuple[TourStep, ...]


def read_plan(trade: str) -> Plan:
    """The demo shop of a trade; raises `WrongUse` for a trade that has none."""
    if trade not in TRADES:
        raise WrongUse(f'"{trade[:20]}" is no trade: {", ".join(TRADES)}')
    with data_file("demo", f"{trade}.toml").open("rb") as file:
        told = tomllib.load(file, parse_float=str)
    shop = told["shop"]
    return Plan(
        trade,
        shop["name"],
        shop["currency"],
        shop["zone"],
        shop["opens"],
        shop["closes"],
        tuple(shop["tickets"]),
        shop.get("passed", "W"),
        shop.get("cheaper", True),
        frozenset(shop.get("charity", ())),
        tuple((one["name"], one["role"]) for one in shop["people"]),
        tuple((one["code"], one["name"], one["kind"]) for one in shop["places"]),
        tuple(shop["customers"]),
        {name: tuple(WEEKDAYS.index(day) for day in days) for name, days in told["suppliers"].items()},
        data_file("demo", f"{trade}.csv").read_bytes(),
        tuple(_habit(sku, one) for sku, one in told["goods"].items()),
        tuple(_delivery(one) for one in told.get("delivery", ())),
        tuple(_scene(one) for one in told.get("scene", ())),
        tuple(_comes_back(one) for one in told.get("comes_back", ())),
        frozenset(told.get("keep", ())),
        tuple(TourStep(one["entry"], one["shows"], one["state"]) for one in told["tour"]),
    )


def _habit(sku: str, told: Mapping[str, Any]) -> Habit:
    life = told.get("life")
    return Habit(
        sku,
        told.get("place", "SHELF-1"),
        str(told.get("stock", 0)),
        told.get("sells", 1),
        _between(told.get("takes", 1)),
        None if life is None else _between(str(life).removesuffix(" months")),
        str(life).endswith(" months"),
        told.get("serial", ""),
        told.get("lot", "??###"),
        told.get("dry", False),
        str(told.get("leave", 0)),
    )


def _between(told: str | int) -> Between:
    low, _, high = str(told).partition("-")
    return Between(low, high or low)


def _delivery(told: Mapping[str, Any]) -> Delivery:
    return Delivery(
        told["ago"],
        told["supplier"],
        told["invoice"],
        told.get("place", "BACK"),
        tuple(_parcel(one) for one in told["goods"]),
    )


def _parcel(told: Mapping[str, Any]) -> Parcel:
    quantity = str(told.get("quantity", len(told.get("serials", ())) or 1))
    expires = told.get("expires")
    return Parcel(
        told["sku"],
        quantity,
        told.get("lot", ""),
        None if expires is None else str(expires),
        tuple(told.get("serials", ())) or numbered(told.get("serial", ""), int(quantity.split(".")[0])),
        str(told.get("leave", 0)),
        told.get("unseen", False),
        dict(told.get("attributes", {})),
    )


def numbered(pattern: str, count: int) -> tuple[str, ...]:
    """Serials counted up from 1 in the # of a pattern; none for an empty pattern."""
    width = pattern.count("#")
    stem = pattern.rstrip("#")
    return tuple(f"{stem}{n:0{width}}" for n in range(1, count + 1)) if pattern else ()


def _scene(told: Mapping[str, Any]) -> Scene:
    own = {name: value for name, value in told.items() if name not in ("ago", "at", "by", "do")}
    return Scene(told["ago"], told["at"], told["by"], told["do"], own)


def _comes_back(told: Mapping[str, Any]) -> ComesBack:
    low, high = _between(told["after"])
    return ComesBack(
        told["every"],
        told["why"],
        (int(low), int(high)),
        told.get("sku", ""),
        told.get("lot", ""),
        told.get("most", 1000),
    )


def expiry(told: str | None, today: date) -> PrintedDate | None:
    """`8` is in eight days, `-1` was yesterday; `month+2` is the end of the month after next."""
    if told is None:
        return None
    if not told.startswith("month"):
        return PrintedDate(today + timedelta(days=int(told)))
    months = today.year * 12 + today.month - 1 + int(told.removeprefix("month") or 0)
    return PrintedDate(month_end(months // 12, months % 12 + 1), "month")
