"""What is written reads back to the same parts, and what no code can hold is refused before it is drawn."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock import clock
from shopstock.codes.reading import GS, read
from shopstock.codes.writing import (
    Coded,
    bracketed,
    check_domain,
    day_digits,
    digital_link,
    element_string,
    elements_of,
    in_order,
)
from shopstock.days import PrintedDate
from shopstock.refusal import BadInput
from tests.codes.elements import ELEMENTS, FIXED, checked

GTIN = "09501101530003"
NOW = clock.instant_on(date(2026, 11, 23), 12, 0, "UTC")


@given(ELEMENTS)
def test_a_written_message_reads_back(elements: list[tuple[str, str]]) -> None:
    wanted = dict(elements)
    message = element_string(wanted)
    reading = read("]d2" + message)
    assert reading.refusal is None
    assert reading.elements == wanted
    assert list(reading.elements.items()) == list(in_order(wanted).items())
    assert read(bracketed(wanted)).elements == wanted


@given(ELEMENTS)
def test_fixed_lengths_come_first_and_separators_only_where_needed(elements: list[tuple[str, str]]) -> None:
    message = element_string(dict(elements))
    open_ended = sum(1 for ai, _ in elements if not ai.startswith(FIXED))
    assert message.count(GS) == max(0, open_ended - 1)
    first_open = next((n for n, ai in enumerate(in_order(dict(elements))) if not ai.startswith(FIXED)), 99)
    assert all(not ai.startswith(FIXED) for ai in list(in_order(dict(elements)))[first_open:])


@given(ELEMENTS, checked(14), st.sampled_from(["id.gs1.org", "shop.example", "shop.example/p/x"]))
def test_a_link_reads_back(elements: list[tuple[str, str]], gtin: str, domain: str) -> None:
    wanted = dict(elements) | {"01": gtin}
    link = digital_link(wanted, domain)
    assert link.isascii()
    assert link.isprintable()
    for prefix in ("", "]Q1", "]d1"):
        reading = read(prefix + link)
        assert reading.refusal is None
        assert reading.elements == wanted


def test_the_path_of_a_link_is_in_the_order_of_the_standard() -> None:
    link = digital_link({"17": "270331", "21": "A/1", "10": "x%", "22": "2A", "01": GTIN})
    assert link == f"https://id.gs1.org/01/{GTIN}/22/2A/10/x%25/21/A%2F1?17=270331"


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ({"01": "09501101530004"}, "check digit"),
        ({"17": "271301"}, "no such month: 13"),
        ({"17": "270230"}, "no such day: 30"),
        ({"10": "A" * 21}, "21 characters, 20 is the most"),
        ({"10": "żubr"}, "cannot have"),
        ({"21": ""}, "is empty"),
        ({"10": f"A{GS}21B"}, "<1D>"),
        ({"9": "1"}, "no GS1 identifier"),
        ({"01x": GTIN}, "no GS1 identifier"),
        ({}, "without anything"),
    ],
)
def test_what_no_code_can_hold_is_refused_with_what_is_wrong(elements: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        element_string(elements)
    assert said in refused.value.text
    assert "at character" not in refused.value.text


def test_a_link_without_a_product_is_refused() -> None:
    with pytest.raises(BadInput, match="needs a product number"):
        digital_link({"10": "A"})


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "localhost",
        "a b.example",
        "x.example/01",
        "x.example/gtin/a",
        "x.example/?a",
        "ä.example",
        "x" * 120,
    ],
)
def test_a_domain_that_would_change_what_a_link_says_is_refused(domain: str) -> None:
    with pytest.raises(BadInput):
        check_domain(domain)


def test_a_domain_has_one_form() -> None:
    assert check_domain(" https://ID.GS1.org/ ") == "id.gs1.org"


@given(
    st.dates(date(1980, 1, 1), date(2090, 12, 31)), st.sampled_from(["day", "month", "year"]), st.booleans()
)
def test_a_date_in_a_code_is_that_very_date_or_not_there(day: date, precision: str, use_by: bool) -> None:
    from shopstock.days import month_end

    printed = PrintedDate(day) if precision == "day" else PrintedDate(month_end(day.year, day.month), "month")
    if precision == "year":
        printed = PrintedDate(date(day.year, 12, 31), "year")
    coded = Coded("L1", GTIN, lot="L1", expires=printed, date_kind="use_by" if use_by else "best_before")
    with clock.set_to(NOW):
        elements = elements_of(coded)
        assert elements is not None
        reading = read("]d2" + element_string(elements))
        if "15" in elements or "17" in elements:
            assert reading.expires == printed
            assert reading.date_kind == coded.date_kind
        else:
            assert precision == "year" or not 1977 <= day.year <= 2076
            assert day_digits(printed) is None


@pytest.mark.parametrize(
    "coded",
    [
        Coded("A"),
        Coded("A", "4006381333932", lot="A"),
        Coded("A", GTIN, lot="A" * 21),
        Coded("A", GTIN, serial="SN 7"),
        Coded("A", GTIN, serial="ł"),
    ],
)
def test_what_gs1_cannot_hold_has_no_elements(coded: Coded) -> None:
    assert elements_of(coded) is None


def test_a_written_code_is_understood_without_its_prefix() -> None:
    ends = PrintedDate(date(2027, 2, 28), "month")
    elements = elements_of(Coded("K22", "9501101530003", "K22", "SN-1", date(2026, 1, 2), ends, "use_by"))
    assert elements is not None
    reading = read(element_string(elements))
    assert (reading.gtin, reading.lot, reading.serial) == (GTIN, "K22", "SN-1")
    assert (reading.made_on, reading.expires) == (date(2026, 1, 2), PrintedDate(date(2027, 2, 28), "month"))
