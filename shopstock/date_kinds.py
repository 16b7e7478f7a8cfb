"""The kinds of date that goods bear, and what is said and done about each.

- use_by: safety; the sale is an offence from the day after (Regulation (EU) 1169/2011, article 24, and (EC) 178/2002,
  article 14). expiry: the last day of a medicine, a test, a battery; the same at the counter.
- best_before: quality; after it a person decides. sell_by: the shop's own last day of display; the same at the counter.

A printed month or year means its last day.
"""

from __future__ import annotations

from typing import Final

KINDS: Final = ("best_before", "use_by", "expiry", "sell_by")
NEVER_AFTER: Final = frozenset({"use_by", "expiry"})
LONG: Final = {
    "best_before": "best before",
    "use_by": "use by",
    "expiry": "expires",
    "sell_by": "sell by",
}
SHORT: Final = {"best_before": "best by", "use_by": "use by", "expiry": "exp", "sell_by": "sell by"}

# What the column of the first version says, and what `date_says` says beside it.
_STORED: Final = {
    "best_before": ("best_before", None),
    "use_by": ("use_by", None),
    "expiry": ("use_by", "expiry"),
    "sell_by": ("best_before", "sell_by"),
}


def stored_as(kind: str | None) -> tuple[str | None, str | None]:
    """How a kind stands in the columns `date_kind` and `date_says` of a product."""
    return _STORED[kind] if kind else (None, None)


def never_after(kind: str | None) -> bool:
    """Whether goods of that kind are sold and given to nobody once their date has passed."""
    return kind in NEVER_AFTER
