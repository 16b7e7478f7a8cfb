"""What a VIN says of its vehicle: who made it, where, and its model year. As far as the list of makers knows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shopstock.codes.identity import BadSerial, vin


class Vehicle(NamedTuple):
    """Maker, country and model year; None for what the number does not say."""

    maker: str | None
    country: str | None
    year: int | None


def vehicle(number: str, today: date) -> Vehicle | None:
    """What the VIN says; None for a text that is no VIN.

    The sign of a model year comes again after 30 years. Of two possible ones the seventh character decides for cars of
    North America (a letter from 2010 on, 49 CFR 565.15), otherwise the later. No year lies beyond the next."""
    try:
        whole = vin(number)
    except BadSerial:
        return None
    from vininfo import Vin  # its list of makers is long: only whoever looks at a vehicle waits for it

    found = Vin(whole)
    maker = str(found.manufacturer)
    years = [year for year in found.years if year <= today.year + 1]
    if whole[0] in "12345":
        years = [year for year in years if (year >= 2010) == whole[6].isalpha()] or years
    return Vehicle(None if maker == "UnsupportedBrand" else maker, found.country, max(years, default=None))
