"""Numbers a shop gives its own goods: prefix 20 to 29, often with a weight or a price inside.

What stands where is the habit of a country or of the scale, so it is a setting: a list of layouts.
Source: GS1 General Specifications, sections 2.1.11 and 2.1.12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shopstock.amounts import round_half_up
from shopstock.codes.gtin import check_digit, pad
from shopstock.codes.parts import CodedAmount
from shopstock.refusal import BadInput

Measure = Literal["weight", "price", "count"]
_PATTERN = re.compile(r"(?:02|2[0-9])[0-9]*I+C?V+K", re.ASCII)


@dataclass(frozen=True, slots=True)
class InStoreLayout:
    """Where the 13 digits of an in-store number have what: `28IIIICVVVVVK`.

    Digits stand for themselves, I is the item, V the measure, C the check digit of the measure, K the
    check digit of the whole. The measure has `decimals`, of kilograms for a weight. Raises `BadInput`
    for a pattern that cannot be one.
    """

    pattern: str
    measure: Measure
    decimals: int = 0

    def __post_init__(self) -> None:
        if len(self.pattern) != 13 or not _PATTERN.fullmatch(self.pattern):
            raise BadInput(f'"{self.pattern[:20]}" is no layout of 13 digits: 28IIIICVVVVVK')
        if "C" in self.pattern and self.pattern.count("V") not in (4, 5):
            raise BadInput(f'"{self.pattern}": a measure with a check digit has 4 or 5 digits')
        if not 0 <= self.decimals <= 6:
            raise BadInput(f"{self.decimals} decimals are not possible in a layout")

    def fits(self, digits: str) -> bool:
        """Whether these 13 digits begin like this layout."""
        fixed = self.pattern[: self.pattern.index("I")]
        return digits.startswith(fixed)


@dataclass(frozen=True, slots=True)
class InStore:
    """What an in-store number says; `gtin` (14 digits) is the item with its measure set to zero."""

    gtin: str
    count: int | None = None
    weight_grams: int | None = None
    amount: CodedAmount | None = None


def is_in_store(gtin: str) -> bool:
    """Whether a valid GTIN of 8, 12, 13 or 14 digits has an in-store prefix (2, on 13 digits 02 or 2)."""
    if len(gtin) == 8:
        return gtin[0] == "2"
    padded = pad(gtin)
    return padded[0] == "0" and (padded[1] == "2" or padded[1:3] == "02")


def open_in_store(gtin: str, layouts: Sequence[InStoreLayout]) -> InStore:
    """The item and its measure by the first layout that fits; the whole number when none does.

    Raises `BadInput` when the measure has a check digit of its own and it is wrong.
    """
    digits = pad(gtin)[1:]
    layout = next((each for each in layouts if each.fits(digits)), None)
    if layout is None or len(gtin) == 8:
        return InStore(pad(gtin))
    measured = "".join(digit for digit, sign in zip(digits, layout.pattern, strict=True) if sign == "V")
    _check_measure(layout, digits, measured)
    body = "".join(
        "0" if sign == "V" else _measure_digit("0" * len(measured)) if sign == "C" else digit
        for digit, sign in zip(digits[:12], layout.pattern[:12], strict=True)
    )
    item, value = pad(body + check_digit(body)), int(measured)
    if layout.measure == "count":
        return InStore(item, count=value)
    if layout.measure == "price":
        return InStore(item, amount=CodedAmount(value, layout.decimals))
    return InStore(item, weight_grams=round_half_up(value * 1000, int(10**layout.decimals)))


def _check_measure(layout: InStoreLayout, digits: str, measured: str) -> None:
    place = layout.pattern.find("C")
    if place < 0:
        return
    right = _measure_digit(measured)
    if digits[place] != right:
        raise BadInput(
            f"the {layout.measure} {measured} in {digits} has a wrong check digit: {digits[place]},"
            f" {right} would be right"
        )


def _measure_digit(measured: str) -> str:
    """Source: GS1 General Specifications, sections 7.9.2 to 7.9.4."""
    from biip.checksums import gs1_price_weight_check_digit

    return str(gs1_price_weight_check_digit(measured))
