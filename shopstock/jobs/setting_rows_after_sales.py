"""The settings of what follows a sale: warranty, returns, claims, service and customers."""

from __future__ import annotations

from shopstock.jobs.setting_kinds import Known, country_code, one_of, plain_text, term_or, whole
from shopstock.jobs.setting_kinds_returns import categories, category_days, days

AFTER_SALES: tuple[Known, ...] = (
    # warranty
    Known(
        "shop.country",
        "Country",
        "auto",
        country_code,
        "two letters such as DE; auto: by the time zone, in the EU",
    ),
    Known(
        "warranty.legal",
        "Legal warranty",
        "auto",
        term_or("auto", "none"),
        "24 months, none, or auto: as the law of the country says",
    ),
    Known(
        "warranty.after_repair",
        "After a repair",
        "auto",
        term_or("auto", "none"),
        "what a repair adds to it, once: 12 months, none, auto",
    ),
    Known(
        "warranty.stands_still",
        "Time stands still",
        "yes",
        one_of("yes", "no"),
        "yes: the days a piece is with us are added",
    ),
    Known(
        "warranty.replacement",
        "A replacement",
        "carry",
        one_of("carry", "restart"),
        "carry: has the rest of the warranty; restart: all of it",
    ),
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
    # returns
    Known(
        "returns.days",
        "Return window",
        "30",
        days,
        "days in which goods may come back, where no other is agreed",
    ),
    Known("returns.windows", "Windows", "", category_days, "other days by category: phones=14; clothing=60"),
    Known(
        "returns.never_resold",
        "Never sold again",
        "food, groceries, medicine, pharmacy",
        categories,
        "categories that, once back, go to Q, V or B only",
    ),
    Known(
        "returns.gift",
        "Gift receipts",
        "credit",
        one_of("credit", "money"),
        "credit or exchange only for who holds one, or money too",
    ),
    Known(
        "returns.credit_months",
        "Credit holds",
        "0",
        whole(0, 240),
        "months until a store credit ends; 0 = never",
    ),
    # repairs and quotes
    Known(
        "claims.work", "Work", "", plain_text(64), "the service that work is sold as, by the hour: its code"
    ),
    Known("claims.quote_days", "Quote", "14", whole(1, 365), "days until a quote of a repair ends"),
)
