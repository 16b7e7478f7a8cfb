"""The settings of dates: how far ahead the morning check looks, and what must be left of a date."""

from __future__ import annotations

from shopstock.jobs.setting_kinds import Known, percents, whole
from shopstock.jobs.setting_kinds_returns import category_days

DATES: tuple[Known, ...] = (
    Known(
        "dates.horizon",
        "Morning check",
        "7",
        whole(0, 3650),
        "days ahead that it lists, where no other is set",
    ),
    Known("dates.horizons", "By category", "", category_days, "other days by category: dairy=3; pharmacy=90"),
    Known(
        "dates.min_sale",
        "Left at the sale",
        "",
        category_days,
        "days to be left, by category: pharmacy=30",
    ),
    Known(
        "dates.min_in",
        "Left coming in",
        "",
        category_days,
        "days to be left, by category: dairy=5",
    ),
    # check
    # markdowns and losses
    Known(
        "markdown.percent",
        "Markdown",
        "50",
        percents,
        "percent off that M takes, step by step: 50, or 30 50 70",
    ),
    Known(
        "markdown.round",
        "Price steps",
        "1",
        whole(1, 1000),
        "a marked price is a multiple of so many cents: 5 or 10",
    ),
    # suggestions
    # looking ahead
    Known(
        "reorder.days",
        "An order lasts",
        "7",
        whole(1, 365),
        "days of sales: how much to order where the item does not say",
    ),
)
