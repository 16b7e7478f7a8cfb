"""Hypothesis strategies: valid GS1 elements, and the message a scanner makes of them."""

from __future__ import annotations

import calendar

from hypothesis import strategies as st

from shopstock.codes.gtin import check_digit
from shopstock.codes.reading import GS

CHARSET = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
# The identifiers whose length is known without a separator (GS1 General Specifications, 7.8.4).
FIXED = (
    "00",
    "01",
    "02",
    "03",
    "11",
    "12",
    "13",
    "15",
    "16",
    "17",
    "20",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "41",
)


def digits(least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most or least)


def checked(length: int) -> st.SearchStrategy[str]:
    return digits(length - 1).map(lambda body: body + check_digit(body))


def words(most: int) -> st.SearchStrategy[str]:
    return st.text(CHARSET, min_size=1, max_size=most)


@st.composite
def days(draw: st.DrawFn) -> str:
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    day = draw(st.integers(0, calendar.monthrange(2000 + year, month)[1]))
    return f"{year:02}{month:02}{day:02}"


VALUES: dict[str, st.SearchStrategy[str]] = {
    "00": checked(18),
    "01": checked(14),
    "02": checked(14),
    "10": words(20),
    "11": days(),
    "13": days(),
    "15": days(),
    "16": days(),
    "17": days(),
    "20": digits(2),
    "21": words(20),
    "22": words(20),
    "240": words(30),
    "30": digits(1, 8),
    "37": digits(1, 8),
    "3103": digits(6),
    "3202": digits(6),
    "3922": digits(1, 15),
    "3932": digits(4, 18),
    "410": checked(13),
    "422": digits(3),
    "7003": days().map(lambda day: day + "0930"),
    "8005": digits(6),
    "8200": words(70),
    "91": words(90),
}
ELEMENTS = st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=7, unique=True).flatmap(
    lambda ais: st.tuples(*(st.tuples(st.just(ai), VALUES[ai]) for ai in ais)).map(list)
)
PREFIXES = st.sampled_from(["]C1", "]e0", "]d2", "]Q3", "]J1"])


def encode(elements: list[tuple[str, str]], *, always: bool = False, last: bool = False) -> str:
    """The message as a scanner sends it; `always` separates fixed lengths, too, `last` ends in one."""
    out = "".join(ai + value + (GS if always or not ai.startswith(FIXED) else "") for ai, value in elements)
    return out.rstrip(GS) + (GS if last else "")
