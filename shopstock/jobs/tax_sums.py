"""Tax by rate as it was booked: what a receipt prints and what the day report counts are one sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from shopstock.amounts import tax_back


class Sold(Protocol):
    """A sold line: its rate, what it cost and the tax within, in minor units."""

    @property
    def tax_ppm(self) -> int: ...
    @property
    def amount_minor(self) -> int: ...
    @property
    def tax_minor(self) -> int: ...


class CameBack(Sold, Protocol):
    """A step in what came back of a sold line: refunded before it and after it."""

    @property
    def refund_before(self) -> int: ...
    @property
    def refund_after(self) -> int: ...


class AtRate(NamedTuple):
    """What was taken at a rate, and the tax within it."""

    gross: int
    tax: int


def by_rate(sold: Iterable[Sold], back: Iterable[CameBack]) -> dict[int, AtRate]:
    """Sold less what came back, by rate in ppm. What comes back takes back its share of the line's tax: all of it
    with the last piece."""
    found: dict[int, AtRate] = defaultdict(lambda: AtRate(0, 0))
    for line in sold:
        was = found[line.tax_ppm]
        found[line.tax_ppm] = AtRate(was.gross + line.amount_minor, was.tax + line.tax_minor)
    for step in back:
        was = found[step.tax_ppm]
        tax = tax_back(step.tax_minor, step.amount_minor, step.refund_before, step.refund_after)
        found[step.tax_ppm] = AtRate(was.gross - (step.refund_after - step.refund_before), was.tax - tax)
    return dict(found)
