"""Money and quantities: integers inside, decimal strings at the edge.

Money is in minor units of the shop's currency (`price_minor`, 1250 is 12.50 with two digits). A quantity is
in the product's smallest step (`decimals` 3: 1250 is 1.250). Tax is in parts per million and contained in
the price. Rounding is half up, away from zero, and happens here only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopstock.refusal import BadInput

LARGEST = 10**15
_NUMBER = re.compile(r"[0-9]+([.,][0-9]*)?|[.,][0-9]+", re.ASCII)


def parse_decimal(text: str, digits: int, what: str = "amount") -> int:
    """`12.50` or `12,50` as an integer with `digits` decimals; refuses more decimals than there are.

    Only ASCII digits and one decimal sign: a sign, an exponent or a thousands mark is refused.
    """
    typed = text.strip()
    shown = typed if len(typed) <= 20 else typed[:18] + ".."
    if not _NUMBER.fullmatch(typed) or len(typed) > 30:
        raise BadInput(f'"{shown}" is no {what}')
    whole, _, fraction = typed.replace(",", ".").partition(".")
    if len(fraction.rstrip("0")) > digits:
        raise BadInput(
            f'"{shown}" has more than {digits} decimals' if digits else f'"{shown}" is no whole {what}'
        )
    value = int((whole or "0") + fraction[:digits].ljust(digits, "0"))
    if value > LARGEST:
        raise BadInput(f'"{shown}" is too large for {what}')
    return value


def show_decimal(value: int, digits: int) -> str:
    """The integer as a plain decimal string: `show_decimal(-125, 2)` is `-1.25`."""
    sign, figures = ("-", str(-value)) if value < 0 else ("", str(value))
    if not digits:
        return sign + figures
    figures = figures.rjust(digits + 1, "0")
    return f"{sign}{figures[:-digits]}.{figures[-digits:]}"


def show_grouped(value: int, digits: int) -> str:
    """For people: `9,118.00`."""
    whole, dot, fraction = show_decimal(abs(value), digits).partition(".")
    return ("-" if value < 0 else "") + f"{int(whole):,}" + dot + fraction


def round_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded to the nearest integer, halves away from zero; denominator > 0."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def line_amount(price_minor: int, quantity: int, decimals: int) -> int:
    """Price for one whole measure times a quantity in smallest steps."""
    return round_half_up(price_minor * quantity, 10**decimals)


def taken_off(full: int, discount_ppm: int, amount: int) -> int:
    """What a discount took off a line that cost `amount` after it. `full` is price times quantity; a pack whose label
    said otherwise began at what the label said, which follows from the amount."""
    less = round_half_up(full * discount_ppm, 1_000_000)
    if full - less == amount or not 0 < discount_ppm < 1_000_000:
        return less
    return round_half_up(amount * 1_000_000, 1_000_000 - discount_ppm) - amount


def tax_within(amount_minor: int, tax_ppm: int) -> int:
    """The tax contained in a price that includes it."""
    return round_half_up(amount_minor * tax_ppm, 1_000_000 + tax_ppm)


def taxes_within(lines: Sequence[tuple[int, int]], *, by_total: bool) -> list[int]:
    """The tax within each line of a ticket, given as (amount, rate in ppm): rounded by line, or by total of each rate.

    By total, each line gets what the tax of its rate's sum so far has more than before it: the lines make exactly the
    tax of the total, each lies between 0 and its amount, and at most one minor unit from its tax by line."""
    if not by_total:
        return [tax_within(amount, ppm) for amount, ppm in lines]
    found: list[int] = []
    gross: dict[int, int] = {}
    for amount, ppm in lines:
        before = gross.get(ppm, 0)
        gross[ppm] = before + amount
        found.append(tax_within(gross[ppm], ppm) - tax_within(before, ppm))
    return found


def tax_back(tax_minor: int, amount_minor: int, before: int, after: int) -> int:
    """The tax that goes back while the refund of a line grows from `before` to `after`: cumulative shares, so that all
    of the line's tax has gone back with the last of its money. A line that cost nothing has none."""
    if not amount_minor:
        return 0
    return share(tax_minor, after, amount_minor) - share(tax_minor, before, amount_minor)


def share(total: int, part: int, whole: int) -> int:
    """The cumulative share of `total` for the first `part` of `whole`: thirds of 10.00 differ by a cent
    (3.33, 6.67, 10.00), and what is left over is never lost."""
    return round_half_up(total * part, whole)


def parse_ppm(text: str, what: str = "percentage") -> int:
    """A percentage as parts per million: `20` is 200000, `5.5` is 55000."""
    return parse_decimal(text.strip().removesuffix("%").strip(), 4, what)


def show_percent(ppm: int) -> str:
    """Parts per million as a percentage without needless zeros: `5.5`."""
    shown = show_decimal(ppm, 4).rstrip("0")
    return shown.rstrip(".")


def lowest(list_minor: int, own_minor: int | None) -> int:
    """What goods cost, in minor units: a price of their own where they have one, never above the list."""
    return list_minor if own_minor is None else min(list_minor, own_minor)
