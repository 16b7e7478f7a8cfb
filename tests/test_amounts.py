"""Money and quantities: decimal text to integers and back, half up, shares that add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.amounts import (
    LARGEST,
    line_amount,
    parse_decimal,
    parse_ppm,
    round_half_up,
    share,
    show_decimal,
    show_grouped,
    show_percent,
    taken_off,
    tax_back,
    tax_within,
    taxes_within,
)
from shopstock.refusal import BadInput

AMOUNT = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("typed", "digits", "value"),
    [
        ("12.50", 2, 1250),
        ("12,50", 2, 1250),
        ("12", 2, 1200),
        ("12.", 2, 1200),
        (".5", 2, 50),
        (" 12.5 ", 2, 1250),
        ("12.500", 2, 1250),
        ("0012.5", 3, 12500),
        ("0", 0, 0),
        ("1250", 0, 1250),
        ("12.000", 0, 12),
    ],
)
def test_amounts_as_people_type_them(typed: str, digits: int, value: int) -> None:
    assert parse_decimal(typed, digits) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        ".",
        ",",
        "1e3",
        "1E3",
        " 1 2",
        "1,234.50",
        "1.234,50",
        "٣",
        "１２",
        "-1",
        "+1",
        "1_000",
        "0x10",
        "1.5.0",
        "NaN",
        "inf",
        "1/2",
        "12 €",
        "½",
        "1\x1d2",
        "1" * 31,
        "9" * 17,
    ],
)
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_decimal(typed, 2)


@pytest.mark.parametrize(("typed", "digits"), [("12.345", 2), ("12.5", 0), ("0.0001", 3)])
def test_more_decimals_than_there_are(typed: str, digits: int) -> None:
    with pytest.raises(BadInput):
        parse_decimal(typed, digits)


@given(st.text(st.characters(), max_size=40), st.integers(0, 4))
def test_any_text_is_an_amount_or_refused(text: str, digits: int) -> None:
    try:
        assert 0 <= parse_decimal(text, digits) <= LARGEST
    except BadInput as refused:
        assert refused.text  # noqa: PT017


@given(AMOUNT, st.integers(0, 6))
def test_shown_amounts_are_read_back(value: int, digits: int) -> None:
    shown = show_decimal(value, digits)
    assert parse_decimal(shown, digits) == value
    assert parse_decimal(shown.replace(".", ","), digits) == value
    assert show_decimal(-value, digits) == (f"-{shown}" if value else shown)
    assert Decimal(shown) * 10**digits == value
    assert show_grouped(value, digits).replace(",", "") == shown


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(-125, 2, "-1.25"), (5, 2, "0.05"), (0, 2, "0.00"), (0, 0, "0"), (-5, 3, "-0.005")],
)
def test_shown(value: int, digits: int, shown: str) -> None:
    assert show_decimal(value, digits) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(911800, "9,118.00"), (-123456789, "-1,234,567.89"), (99, "0.99")]
)
def test_grouped(value: int, shown: str) -> None:
    assert show_grouped(value, 2) == shown


@pytest.mark.parametrize(
    ("over", "under", "rounded"), [(5, 2, 3), (-5, 2, -3), (1, 3, 0), (2, 3, 1), (-1, 2, -1), (0, 7, 0)]
)
def test_halves_go_away_from_zero(over: int, under: int, rounded: int) -> None:
    assert round_half_up(over, under) == rounded


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**9))
def test_rounding_agrees_with_decimal(over: int, under: int) -> None:
    exact = Decimal(over) / Decimal(under)
    if exact * under == over:
        assert round_half_up(over, under) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert abs(round_half_up(over, under) * under - over) * 2 <= under


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_cumulative_shares_always_add_up(total: int, pieces: list[int]) -> None:
    whole = sum(pieces)
    if not whole:
        return
    given_back, done = [], 0
    for piece in pieces:
        given_back.append(share(total, done + piece, whole) - share(total, done, whole))
        done += piece
    assert sum(given_back) == total
    assert all(part * total >= 0 for part in given_back)


def test_three_for_ten() -> None:
    steps = [share(1000, part, 3) for part in range(4)]
    assert [after - before for before, after in pairwise(steps)] == [333, 334, 333]


@given(AMOUNT, st.integers(0, 1_000_000))
def test_tax_lies_within_the_price(amount: int, ppm: int) -> None:
    tax = tax_within(amount, ppm)
    assert 0 <= tax <= amount
    assert abs(round_half_up((amount - tax) * (1_000_000 + ppm), 1_000_000) - amount) <= 1


@pytest.mark.parametrize(
    ("amount", "ppm", "tax"),
    [(11900, 190_000, 1900), (1070, 70_000, 70), (999, 0, 0), (-11900, 190_000, -1900)],
)
def test_tax_within(amount: int, ppm: int, tax: int) -> None:
    assert tax_within(amount, ppm) == tax


LINES = st.lists(st.tuples(st.integers(0, 10**12), st.sampled_from([0, 55_000, 70_000, 190_000, 10**6])))


@given(LINES)
def test_tax_by_total_is_the_tax_of_the_total_and_lies_within_each_line(lines: list[tuple[int, int]]) -> None:
    taxes = taxes_within(lines, by_total=True)
    for rate in {ppm for _, ppm in lines}:
        mine = [(amount, tax) for (amount, ppm), tax in zip(lines, taxes, strict=True) if ppm == rate]
        assert sum(tax for _, tax in mine) == tax_within(sum(amount for amount, _ in mine), rate)
        for amount, tax in mine:
            assert 0 <= tax <= amount
            assert abs(tax - tax_within(amount, rate)) <= 1


@given(LINES)
def test_tax_by_line_is_that_of_each_line(lines: list[tuple[int, int]]) -> None:
    assert taxes_within(lines, by_total=False) == [tax_within(amount, ppm) for amount, ppm in lines]


@given(AMOUNT, st.integers(0, 1_000_000), st.lists(st.integers(0, 10**6)))
def test_all_of_a_lines_tax_goes_back_with_its_money(amount: int, ppm: int, parts: list[int]) -> None:
    amount = abs(amount)
    tax, before, given_back = tax_within(amount, ppm), 0, 0
    for part in [*parts, amount]:
        after = min(amount, before + part)
        given_back += tax_back(tax, amount, before, after)
        assert 0 <= given_back <= after
        before = after
    assert given_back == tax


@pytest.mark.parametrize(
    ("price", "quantity", "decimals", "amount"),
    [(1999, 1250, 3, 2499), (250, 3, 0, 750), (1, 500, 3, 1), (-1, 500, 3, -1)],
)
def test_line_amounts(price: int, quantity: int, decimals: int, amount: int) -> None:
    assert line_amount(price, quantity, decimals) == amount


@pytest.mark.parametrize(
    ("typed", "ppm", "shown"),
    [
        ("20", 200_000, "20"),
        ("5.5", 55_000, "5.5"),
        ("7,7 %", 77_000, "7.7"),
        ("0", 0, "0"),
        ("0.0001%", 1, "0.0001"),
    ],
)
def test_percentages(typed: str, ppm: int, shown: str) -> None:
    assert parse_ppm(typed) == ppm
    assert show_percent(ppm) == shown


@given(st.integers(0, 10**9))
def test_percentages_are_read_back(ppm: int) -> None:
    assert parse_ppm(show_percent(ppm)) == ppm


@pytest.mark.parametrize("typed", ["", "%", "-5", "1e1", "5%%", "0.00001"])
def test_what_is_no_percentage(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_ppm(typed)


@given(st.integers(0, 10**7), st.integers(0, 10**6))
def test_what_a_discount_took_off_is_what_is_missing(full: int, ppm: int) -> None:
    less = round_half_up(full * ppm, 1_000_000)
    assert taken_off(full, ppm, full - less) == less


@given(st.integers(1, 10**7), st.integers(1, 990_000), st.integers(0, 10**7))
def test_of_a_labelled_pack_it_is_what_came_off_its_label(label: int, ppm: int, computed: int) -> None:
    less = round_half_up(label * ppm, 1_000_000)
    said = taken_off(computed, ppm, label - less)
    if computed - round_half_up(computed * ppm, 1_000_000) != label - less:
        assert abs(said - less) <= 1 + 1_000_000 // (1_000_000 - ppm)
