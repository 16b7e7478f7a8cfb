"""What a ticket is to sell: one line, as the basket keeps it and as `sell` books it."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import LotRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of a ticket to be. `allowed` are the rights it took and whose they were, as `allow` found them.

    `labelled_minor` is what the label on the goods says they cost, all of them: it stands before price and quantity.
    `repair` is the claim whose repair this pays, and the line among its parts (0 for work): it is there in the unit.
    `marked_down` is a label that costs less by `off_ppm`, its date has passed; a price says so itself.
    A piece that came without its serial has no `unit_id` until the ticket is booked; `named` is its serial if one was
    scanned. `extends_unit_id` is the piece that an extension is for. `dated` is what a person decided about its date,
    and on which day (`over 2026-11-22`). `sticker_minor` is the price on a markdown sticker that was scanned."""

    product_id: int
    lot_id: int
    unit_id: int | None
    quantity: int
    price_minor: int
    discount_ppm: int = 0
    found: int = 0
    dated: str = ""
    scan: str | None = None
    allowed: tuple[tuple[str, int], ...] = ()
    labelled_minor: int | None = None
    marked_down: bool = False
    off_ppm: int = 500_000
    named: str | None = None
    extends_unit_id: int | None = None
    repair: tuple[int, int] | None = None
    sticker_minor: int | None = None


Line = tuple[ProductRow, LotRow, Wanted]  # a line with what it sells
