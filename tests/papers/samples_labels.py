"""One label of each kind, as the shop would make them."""

from __future__ import annotations

import random
from datetime import date

from shopstock.codes.writing import Coded
from shopstock.days import PrintedDate
from shopstock.papers.label import Label
from tests.papers import coded as things

GTIN = "9501101530003"
ENDS = PrintedDate(date(2026, 11, 27))
UNIT = Label(
    "unit",
    "Aria X2 128 GB",
    Coded("SN-00012345-X", GTIN, None, "SN-00012345-X"),
    price="399.00",
    currency="EUR",
    serial="SN-00012345-X",
)
LOT = Label(
    "lot",
    "Smoked salmon",
    Coded("9F31", GTIN, "9F31", None, date(2026, 11, 2), ENDS, "use_by"),
    lot="9F31",
    made="02 Nov 2026",
    date="27 Nov 2026",
    date_kind="use by",
)
SHELF = Label("shelf", "Oat milk 1 l", Coded("OAT1", GTIN), sku="OAT1", price="2.49", currency="EUR")
WEIGHED = Label("shelf", "Cheddar", Coded("CHED"), sku="CHED", price="18.90", currency="EUR", per="kg")
PLACE = Label("place", "Back room, left", Coded("=BACK"), place="BACK")
MARKDOWN = Label(
    "markdown",
    "Smoked salmon",
    Coded("9F31", GTIN, "9F31", None, None, ENDS, "use_by"),
    lot="9F31",
    date="27 Nov 2026",
    date_kind="use by",
    price="4.50",
    was="8.99",
    currency="EUR",
)
EACH = (UNIT, LOT, SHELF, WEIGHED, PLACE, MARKDOWN)


def labels(count: int, seed: int) -> list[Label]:
    """That many different labels of units and lots, some of which GS1 cannot hold."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        thing = things.plain_thing(chance) if n % 5 == 4 else things.gs1_thing(chance)
        if len(thing.own) > 40:
            thing = Coded(thing.own[:30])
        made.append(Label("unit", f"Thing {n}", thing, serial=thing.serial or thing.own, lot=thing.lot or ""))
    return made
