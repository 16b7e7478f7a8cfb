"""What a label shows, as strings that people read, and what its code says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopstock.codes.writing import Coded
from shopstock.refusal import Refusal

Kind = Literal["unit", "lot", "shelf", "place", "markdown"]


class DoesNotFit(Refusal):
    """A label, a code or a text that has no room where it is to go; nothing of it is cut in silence."""

    id = "labels.does_not_fit"


@dataclass(frozen=True, slots=True)
class Label:
    """One label. Money is a decimal string without its currency, dates are as people read them; what is absent is
    empty. `per` is what the price is for, such as `kg`; `was` is the price before a markdown."""

    kind: Kind
    name: str
    coded: Coded
    sku: str = ""
    price: str = ""
    currency: str = ""
    per: str = ""
    was: str = ""
    lot: str = ""
    serial: str = ""
    made: str = ""
    date: str = ""
    date_kind: str = ""
    place: str = ""
