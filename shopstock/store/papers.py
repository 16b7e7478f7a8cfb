"""Paper numbers: a series and a number, and how they are written.

A series is `R1`, `GR` or `R126`; its numbers are six digits wide. One that is written otherwise says so itself, since
what was printed once must read the same for ever: the numbers of `R126/5` are R126-00001 and so on. Of the series that
are written with the same letters only one ever begins, so a paper's number names one paper.
"""

from __future__ import annotations

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking

SERIES_WIDTH = 6
WIDTHS = tuple(range(3, 10))


def series_of(head: str, width: int) -> str:
    """The series whose papers begin with those letters and have numbers of that width."""
    return head if width == SERIES_WIDTH else f"{head}/{width}"


def spellings(head: str) -> tuple[str, ...]:
    """Every series that is written with those letters."""
    return tuple(series_of(head, width) for width in WIDTHS)


def paper_name(series: str | None, number: int | None) -> str | None:
    """`R1-000123`, or None where a booking has no paper."""
    if series is None or number is None:
        return None
    head, _, width = series.partition("/")
    return f"{head}-{number:0{width or SERIES_WIDTH}}"


_BEGUN: Compiled[str] = Compiled(
    lambda: (
        Booking.select(Booking.series)
        .where(Booking.series.in_([param(f"s{width}") for width in WIDTHS]), Booking.number == 1)
        .order_by(Booking.series)
        .limit(1)
    ),
    single,
)


def begun(store: Store, head: str) -> str | None:
    """The series with those letters that has papers already; it goes on as it began."""
    return _BEGUN.first(store.db, **as_params(head))


def as_params(head: str) -> dict[str, object]:
    """The series with those letters as the values of a compiled query."""
    return {f"s{width}": series for width, series in zip(WIDTHS, spellings(head), strict=True)}
