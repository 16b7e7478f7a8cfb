"""What the settings of returns may be: categories of products, and a number of days for each."""

from __future__ import annotations

from shopstock.jobs.setting_kinds import whole
from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit

MOST_DAYS = 3650
days = whole(0, MOST_DAYS)


def categories(text: str) -> str:
    """Names of categories with `,` between, each once, in small letters."""
    named = (" ".join(part.split()).casefold() for part in clean_text(text).split(","))
    return ", ".join(dict.fromkeys(name for name in named if name))


def category_days(text: str) -> str:
    """`phones=14; food=0`: days by category."""
    return "; ".join(f"{name}={number}" for name, number in days_of(text).items())


def days_of(text: str) -> dict[str, int]:
    """The days by category that a setting says; raises BadInput for one that cannot be."""
    found: dict[str, int] = {}
    for part in clean_text(text).split(";"):
        if not part.strip():
            continue
        name, sign, number = part.rpartition("=")
        name = " ".join(name.split()).casefold()
        if not sign or not name:
            raise BadInput(f'"{fit(part.strip(), 20)}": a window is a category and days, phones=14')
        found[name] = int(days(number))
    return found
