"""What a product says of its dates: their kind, and the days before and after them that matter."""

from __future__ import annotations

from shopstock.store.dialect import Dialect

# days before the date: best, listed, least left at the sale and at receiving; days after a treatment
_DAYS = {
    "best_days": "before its last day a dated product is at its best",
    "alert_days": "before its date it is in the morning check",
    "min_days_sale": "that must be left when it is sold",
    "min_days_in": "that must be left when it comes in",
    "opened_days": "that it keeps once it is opened",
    "frozen_days": "that it keeps once it is frozen",
    "thawed_days": "that it keeps once it is thawed",
}


def statements(dialect: Dialect) -> list[str]:
    """Columns of `product`. `date_says` names the kinds that `date_kind` of the first version cannot."""
    return [
        dialect.added(
            "product",
            "date_says",
            "{text} CHECK (date_says IS NULL OR (date_says = 'expiry' AND date_kind = 'use_by') "
            "OR (date_says = 'sell_by' AND date_kind = 'best_before'))",
        ),
        *(
            dialect.added(
                "product",
                name,
                f"{{int}} CHECK ({name} BETWEEN 0 AND 36500) CHECK ({name} IS NULL OR date_kind IS NOT NULL)",
            )
            for name in _DAYS
        ),
    ]
