"""What GS1 elements mean for a shop: product, lot, serial, dates, count, weight and price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopstock.amounts import round_half_up
from shopstock.codes.gs1_date import parse_day
from shopstock.days import PrintedDate

_EXPIRY = (("17", "use_by"), ("7003", "use_by"), ("15", "best_before"), ("16", "best_before"))


@dataclass(frozen=True, slots=True)
class CodedAmount:
    """Money inside a code: `value` in steps of `10**-digits`; `currency` is its ISO 4217 number or None."""

    value: int
    digits: int
    currency: str | None = None

    def minor(self, digits: int) -> int:
        """The amount in minor units of a currency with that many decimals, rounded half up."""
        if digits >= self.digits:
            return self.value * int(10 ** (digits - self.digits))
        return round_half_up(self.value, int(10 ** (self.digits - digits)))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one GS1 code that the shop uses; None for what the code does not carry."""

    gtin: str | None
    lot: str | None
    serial: str | None
    made_on: date | None
    expires: PrintedDate | None
    date_kind: str | None
    count: int | None
    weight_grams: int | None
    amount: CodedAmount | None


def parts_of(elements: dict[str, str]) -> Parts:
    """The parts of checked elements.

    Expiry is the use-by date (17, 7003) before best-before (15) before sell-by (16); day 00 is the last
    day of the month. The product is identifier 01, on a logistic label the contained product (02).
    """
    kind = next((pair for pair in _EXPIRY if pair[0] in elements), None)
    count = elements.get("30") or elements.get("37")
    return Parts(
        gtin=elements.get("01") or elements.get("02"),
        lot=elements.get("10"),
        serial=elements.get("21"),
        made_on=parse_day(elements["11"]).day if "11" in elements else None,
        expires=parse_day(elements[kind[0]]) if kind else None,
        date_kind=kind[1] if kind else None,
        count=int(count) if count else None,
        weight_grams=_weight_grams(elements),
        amount=_amount(elements),
    )


def _weight_grams(elements: dict[str, str]) -> int | None:
    """Net weight in whole grams, rounded half up: identifier 310n in kilograms, else 320n in pounds (453.59237 g)."""
    for ai, value in sorted(elements.items()):
        if ai[:3] == "310":
            return round_half_up(int(value) * 1000, int(10 ** int(ai[3])))
    for ai, value in sorted(elements.items()):
        if ai[:3] == "320":
            return round_half_up(int(value) * 45_359_237, int(10 ** (int(ai[3]) + 5)))
    return None


def _amount(elements: dict[str, str]) -> CodedAmount | None:
    """The price of a piece of variable measure: identifier 392n, or 393n with its currency."""
    for ai, value in sorted(elements.items()):
        if ai[:3] == "392":
            return CodedAmount(int(value), int(ai[3]))
        if ai[:3] == "393":
            return CodedAmount(int(value[3:]), int(ai[3]), value[:3])
    return None
