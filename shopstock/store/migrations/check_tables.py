"""What the morning check needs beside its rows: ways to find what is due and what was lost."""

from __future__ import annotations

from shopstock.store.dialect import Dialect


def statements(dialect: Dialect) -> list[str]:  # noqa: ARG001
    """Indexes: the longest alert of a product, what of a month went into the bin, and who signed which day."""
    return [
        "CREATE INDEX product_alert ON product (alert_days) WHERE alert_days IS NOT NULL",
        "CREATE INDEX movement_wasted ON movement (booking_id) WHERE what = 'wasted'",
        "CREATE INDEX event_signed ON event (became) WHERE what = 'dates_signed'",
    ]
