"""Any mixture of valid elements in any order reads to the same parts; a damaged one never to others."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shopstock import clock
from shopstock.codes.gs1_date import full_year, parse_day
from shopstock.codes.reading import GS, Reading, read, read_bare_gs1
from shopstock.days import PrintedDate
from tests.codes.elements import CHARSET, ELEMENTS, FIXED, PREFIXES, checked, days, encode, words

NOW = clock.instant_on(date(2026, 11, 23), 12, 0, "UTC")


def parts(reading: Reading) -> tuple[object, ...]:
    return (
        reading.gtin,
        reading.lot,
        reading.serial,
        reading.made_on,
        reading.expires,
        reading.date_kind,
        reading.count,
        reading.weight_grams,
        reading.amount,
    )


@given(ELEMENTS, PREFIXES, st.booleans(), st.booleans(), st.randoms())
def test_any_mixture_in_any_order_gives_the_same_parts(
    elements: list[tuple[str, str]], prefix: str, always: bool, last: bool, chance: random.Random
) -> None:
    first = read(prefix + encode(elements, always=always, last=last))
    assert first.refusal is None
    assert list(first.elements.items()) == elements
    shuffled = list(elements)
    chance.shuffle(shuffled)
    second = read(GS + encode(shuffled, always=not always))
    assert list(second.elements.items()) == shuffled
    # A count may stand in (30) and in 37, a weight in kilograms and pounds: which one counts is fixed.
    assert parts(second) == parts(first)
    assert first.lot == dict(elements).get("10")
    assert first.serial == dict(elements).get("21")
    assert first.gtin == (dict(elements).get("01") or dict(elements).get("02"))


@given(ELEMENTS)
def test_the_printed_form_says_the_same(elements: list[tuple[str, str]]) -> None:
    scanned = read("]C1" + encode(elements))
    typed = read(scanned.normal)
    assert typed.elements == scanned.elements
    assert parts(typed) == parts(scanned)
    assert typed.normal == scanned.normal


@given(ELEMENTS, st.data())
def test_a_cut_code_never_gives_another_date_or_product(
    elements: list[tuple[str, str]], data: st.DataObject
) -> None:
    """A cut inside the last free text cannot be seen (the symbol's own check guards it): it may only get
    shorter. Everything before it is as it was, or the whole is refused."""
    whole = encode(elements)
    at = data.draw(st.integers(0, len(whole) - 1))
    reading = read("]C1" + whole[:at])
    found = list(reading.elements.items())
    assert found[:-1] == elements[: max(0, len(found) - 1)]
    if found:
        (ai, value), (true_ai, true_value) = found[-1], elements[len(found) - 1]
        assert ai == true_ai
        assert true_value.startswith(value)
        assert value == true_value or not ai.startswith((*FIXED, "422", "7003", "8005"))
    if reading.refusal:
        assert parts(reading) == (None,) * 9


@given(checked(14), days(), words(20), st.data())
def test_one_wrong_digit_of_the_product_is_refused(
    gtin: str, day: str, lot: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, 13))
    change = data.draw(st.integers(1, 9))
    wrong = gtin[:place] + str((int(gtin[place]) + change) % 10) + gtin[place + 1 :]
    reading = read(f"]d201{wrong}17{day}10{lot}")
    assert reading.refusal is not None
    assert "wrong check digit" in reading.refusal
    assert parts(reading) == (None,) * 9


@given(st.sampled_from(["10", "21", "22", "8002"]), st.text(CHARSET, min_size=21, max_size=60))
def test_what_is_too_long_is_never_split(ai: str, value: str) -> None:
    for entry in (f"]C1{ai}{value}", f"]C101{'0' * 14}{ai}{value}{GS}17270331"):
        reading = read(entry)
        assert reading.refusal is not None
        assert f"({ai})" in reading.refusal
        assert reading.elements == {}


@given(ELEMENTS, st.characters(exclude_characters=CHARSET + GS), st.data())
def test_a_foreign_sign_inside_is_refused(
    elements: list[tuple[str, str]], sign: str, data: st.DataObject
) -> None:
    whole = encode(elements)
    at = data.draw(st.integers(1, len(whole) - 1))
    assert read("]C1" + whole[:at] + sign + whole[at:]).refusal is not None


@given(checked(14), days(), st.text("ABC123", min_size=1, max_size=20))
def test_a_bare_code_reads_like_a_prefixed_one(gtin: str, day: str, lot: str) -> None:
    bare = read_bare_gs1(f"01{gtin}17{day}10{lot}")
    assert bare is not None
    assert parts(bare) == parts(read(f"]C101{gtin}17{day}10{lot}"))


@settings(max_examples=200)
@given(st.text(CHARSET + GS, min_size=1, max_size=50))
def test_what_is_read_whole_is_what_was_sent(payload: str) -> None:
    """Nothing is dropped, nothing is added: the elements put together again are the code."""
    reading = read("]C1" + payload)
    if reading.refusal is None:
        again = "".join(ai + value for ai, value in reading.elements.items())
        repeated = len(again) < len(payload.replace(GS, ""))
        assume(not repeated)
        assert again == payload.replace(GS, "")


@pytest.mark.parametrize(
    ("two", "year"), [(26, 2026), (0, 2000), (76, 2076), (77, 1977), (99, 1999), (50, 2050), (75, 2075)]
)
def test_the_century_window_in_2026(two: int, year: int) -> None:
    with clock.set_to(NOW):
        assert full_year(two) == year


@pytest.mark.parametrize(
    ("now", "two", "year"), [(2049, 0, 2000), (2051, 0, 2100), (2051, 1, 2101), (2099, 49, 2149)]
)
def test_the_window_moves_with_the_clock(now: int, two: int, year: int) -> None:
    with clock.set_to(clock.instant_on(date(now, 6, 1), 0, 0, "UTC")):
        assert full_year(two) == year


@given(st.integers(2000, 2099), st.integers(0, 99))
def test_a_year_is_at_most_49_back_and_50_ahead(now: int, two: int) -> None:
    with clock.set_to(clock.instant_on(date(now, 6, 1), 0, 0, "UTC")):
        assert full_year(two) % 100 == two
        assert -49 <= full_year(two) - now <= 50


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("270200", PrintedDate(date(2027, 2, 28), "month")),
        ("280200", PrintedDate(date(2028, 2, 29), "month")),
        ("271200", PrintedDate(date(2027, 12, 31), "month")),
        ("280229", PrintedDate(date(2028, 2, 29), "day")),
    ],
)
def test_day_00_is_the_last_day_of_the_month(digits: str, day: PrintedDate) -> None:
    with clock.set_to(NOW):
        assert parse_day(digits) == day


@pytest.mark.parametrize("digits", ["271301", "270001", "270230", "270431", "270132"])
def test_days_that_do_not_exist(digits: str) -> None:
    with pytest.raises(ValueError):
        parse_day(digits)
