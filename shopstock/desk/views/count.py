"""A count as it is shown: blind until it is compared."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class CountScan:
    """One scan of the count; `n` from the first on."""

    n: int
    sku: str
    name: str
    serial: str | None
    lot: str | None
    quantity: str


@dataclass(frozen=True, slots=True)
class CountDifference:
    """Where count and books differ. `kind` missing, extra, elsewhere or again (it moved: count it again); `elsewhere`
    is where the books have it; `booked` says whether accepting books it."""

    n: int
    kind: str
    sku: str
    name: str
    serial: str | None
    lot: str | None
    books: str
    counted: str
    value: str
    elsewhere: str | None
    booked: bool


@dataclass(frozen=True, slots=True)
class CountView(View):
    """`place` is null before one is chosen; `differences` is null while the count is blind."""

    place: str | None
    places: list[str]
    pieces: str
    scans: list[CountScan]
    problems: list[str]
    differences: list[CountDifference] | None
    value: str | None
    paper: str | None
