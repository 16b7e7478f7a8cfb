"""The price of goods that bear a markdown sticker: what the sticker says, unless the books say less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shopstock.jobs.offer import Offer
from shopstock.jobs.stickers import Sticker


def at_sticker(offers: Iterable[Offer], sticker: Sticker | None) -> list[Offer]:
    """The offers at the sticker's price where it is lower; it was allowed when the sticker was made."""
    price = sticker.price_minor if sticker else None
    if price is None:
        return list(offers)
    return [replace(o, price_minor=min(o.price_minor, price), sticker_minor=price) for o in offers]
