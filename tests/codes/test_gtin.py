"""Product numbers: check digits, padding, the short UPC-E."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.gtin import check_digit, expand_upc_e, has_wrong_check_digit, is_gtin, pad

DIGITS = st.text("0123456789", min_size=1, max_size=40)
LENGTH = st.sampled_from([8, 12, 13, 14])


@st.composite
def gtins(draw: st.DrawFn) -> str:
    """A GTIN of any length with its check digit."""
    length = draw(LENGTH)
    body = draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    return body + check_digit(body)


@pytest.mark.parametrize(
    ("body", "digit"),
    [
        ("400638133393", "1"),
        ("9638507", "4"),
        ("03600029145", "2"),
        ("1061414100041", "5"),
        ("0950110153000", "3"),
    ],
)
def test_known_check_digits(body: str, digit: str) -> None:
    assert check_digit(body) == digit
    assert is_gtin(body + digit)


@pytest.mark.parametrize("body", ["", "12a", "٣", " 12", "12\n"])
def test_a_check_digit_needs_digits(body: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        check_digit(body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4006381333930",
        "400638133393",
        "４００６３８１３３３９３１",
        "4006381333931 ",
        "4006381333931\n",
        "+006381333931",
        "40063813339312",
    ],
)
def test_what_is_no_gtin(text: str) -> None:
    assert not is_gtin(text)


@given(gtins())
def test_padding_keeps_the_check_digit_and_makes_equal_products_equal(gtin: str) -> None:
    assert is_gtin(gtin)
    assert len(pad(gtin)) == 14
    assert is_gtin(pad(gtin))
    assert pad(pad(gtin)) == pad(gtin) == pad(gtin.rjust(14, "0"))
    assert not has_wrong_check_digit(gtin)


@given(gtins(), st.integers(1, 9), st.integers(0, 13))
def test_one_wrong_digit_is_always_seen(gtin: str, change: int, place: int) -> None:
    place %= len(gtin)
    wrong = gtin[:place] + str((int(gtin[place]) + change) % 10) + gtin[place + 1 :]
    assert not is_gtin(wrong)
    assert has_wrong_check_digit(wrong) or expand_upc_e(wrong)


@given(st.text(max_size=20))
def test_only_digits_of_the_right_length_look_wrong(text: str) -> None:
    if has_wrong_check_digit(text):
        assert text.isascii()
        assert text.isdigit()
        assert len(text) in (8, 12, 13, 14)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("04252614", "042100005264"),
        ("0425261", "042100005264"),
        ("425261", "042100005264"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
    ],
)
def test_upc_e_is_expanded(short: str, whole: str) -> None:
    assert expand_upc_e(short) == whole
    assert is_gtin(whole)


@pytest.mark.parametrize("short", ["", "04252615", "24252614", "4252a1", "042526140", "４２５２６１"])
def test_what_is_no_upc_e(short: str) -> None:
    assert expand_upc_e(short) is None


@given(st.text("0123456789", min_size=6, max_size=6), st.sampled_from("01"))
def test_every_upc_e_expands_to_a_upc_a(digits: str, system: str) -> None:
    whole = expand_upc_e(system + digits)
    assert whole is not None
    assert is_gtin(whole)
    assert whole[0] == system


@given(st.text("0123456789", min_size=6, max_size=8))
def test_upc_e_agrees_with_biip(short: str) -> None:
    from biip import ParseError
    from biip.upc import Upc

    try:
        theirs: str | None = Upc.parse(short).as_upc_a()
    except ParseError:
        theirs = None
    assert expand_upc_e(short) == theirs
