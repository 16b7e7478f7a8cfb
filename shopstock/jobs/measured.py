"""What a code says of how much: the count, the weight and the price that a scale or a packer put into it.

A weight counts for goods measured in kilograms or grams; on goods sold by the piece it is only told. A price is that of
the pack as it lies there, and it stands: the customer pays what the label says.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from shopstock.amounts import LARGEST, parse_decimal, round_half_up, share, show_decimal
from shopstock.datafiles import data_file
from shopstock.jobs.offer import Offer
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, WrongUse
from shopstock.store.catalogue import ProductRow
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.codes.reading import Reading

_GRAMS = {"kg": 1000, "g": 1}


class OtherCurrency(BadInput):
    """The price inside a code is in another currency than the shop's."""

    id = "code.other_currency"


class NoMeasure(BadInput):
    """The weight or price inside a code is nothing, or makes no quantity of these goods."""

    id = "code.no_measure"


class Measured(NamedTuple):
    """What one scan stands for: `quantity` in steps of the product, `price_minor` for all of it, None where the code
    carries no price."""

    quantity: int
    price_minor: int | None = None


def carries_measure(reading: Reading) -> bool:
    """Whether a code says how much there is, or what it costs."""
    return any(said is not None for said in (reading.weight_grams, reading.count, reading.amount))


def measured(session: Session, row: ProductRow, reading: Reading | None) -> Measured:
    """What one scan of that code stands for; a code that says nothing of it is one whole measure.

    Raises OtherCurrency and NoMeasure."""
    one = Measured(int(10**row.decimals))
    if reading is None or row.tracking == "serial":
        return one
    price = _price(session, reading)
    if reading.weight_grams is not None and row.measure in _GRAMS:
        quantity = round_half_up(reading.weight_grams * 10**row.decimals, _GRAMS[row.measure])
        return Measured(_some(row, quantity), price)
    if reading.count is not None:
        return Measured(_some(row, reading.count * 10**row.decimals), price)
    if price is None:
        return one
    if row.measure == "each":
        return Measured(one.quantity, price)
    return Measured(_by_price(row, price), price)


def several(session: Session, row: ProductRow, reading: Reading | None, times: str | None) -> int:
    """What was typed before a code times what is in it, in steps of the product; with neither, one whole measure.

    Only whole packs can be counted where the code says how much is in one. Raises as `measured` does, and BadInput."""
    packed = reading is not None and row.tracking != "serial" and carries_measure(reading)
    one = measured(session, row, reading).quantity if packed else 1
    if times is None:
        return one if packed else int(10**row.decimals)
    many = (
        parse_decimal(times, 0, "number of packs")
        if packed
        else parse_decimal(times, row.decimals, "quantity")
    )
    if many <= 0:
        raise BadInput("a quantity of nothing is none", Key("-", "remove"))
    return many * one


def labelled(row: ProductRow, offers: list[Offer], one: Measured) -> list[Offer]:
    """The offers at the price that each label says: several packs cost as often as much, goods from several lots their
    shares, and a lot that was marked down goes down by the same part."""
    if one.price_minor is None:
        return offers
    found, before = [], 0
    for offered in offers:
        upto = before + offered.quantity
        price = share(one.price_minor, upto, one.quantity) - share(one.price_minor, before, one.quantity)
        if offered.price_minor < row.price_minor:
            price = share(price, offered.price_minor, row.price_minor)
        found.append(replace(offered, labelled_minor=price))
        before = upto
    return found


def _price(session: Session, reading: Reading) -> int | None:
    amount = reading.amount
    if amount is None:
        return None
    shop = session.shop
    if amount.currency is not None and amount.currency != _numbers().get(shop.currency):
        said = f"the price in this code is in currency {amount.currency}, the shop counts in {shop.currency}"
        raise OtherCurrency(said, Key("-", "remove"))
    minor = amount.minor(shop.digits)
    if minor <= 0:
        raise NoMeasure("the price in this code is nothing", Key("-", "remove"))
    return minor


def _by_price(row: ProductRow, price: int) -> int:
    """How much there is for that price: never more than what it pays for."""
    if not row.price_minor:
        raise NoMeasure(
            f"{fit(row.name, 24)} has no price per {row.measure}: its price in a code tells no quantity"
        )
    return _some(row, price * 10**row.decimals // row.price_minor)


def _some(row: ProductRow, quantity: int) -> int:
    if not 0 < quantity <= LARGEST:
        shown = show_decimal(quantity, row.decimals) if not quantity else "far too much"
        raise NoMeasure(f"this code says {shown} {row.measure} of {fit(row.name, 28)}", Key("-", "remove"))
    return quantity


@cache
def _numbers() -> dict[str, str]:
    """The figures of each currency, from `data/currencies.toml`."""
    path = data_file("currencies.toml")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise WrongUse(f"{path} cannot be read") from wrong
    return {str(code): str(number) for code, number in told.items()}
