"""The settings of what follows a sale: warranty, returns, claims, service and customers."""

from __future__ import annotations

from shopstock.jobs.setting_kinds import Known, plain_text, whole

AFTER_SALES: tuple[Known, ...] = (
    # claims
    Known(
        "claims.chase_days", "Chase after", "14", whole(1, 365), "days at a supplier before it is on :chase"
    ),
    Known("claims.loan_days", "Loan", "14", whole(1, 365), "days until a lent unit is due, unless one says"),
    Known(
        "claims.disclaimer",
        "On intake slips",
        "We are not liable for data on the device. Keep a copy.",
        plain_text(160),
        "a line for the customer, at most 160 characters",
    ),
)
