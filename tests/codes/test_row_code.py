"""The code of a row: it names a lot and a place, tells what was mistyped, and is no other code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.codes.known import known
from shopstock.codes.row_code import (
    BadRowCode,
    RowCode,
    action_code,
    looks_like_row,
    read_action,
    read_row,
    row_code,
)
from shopstock.jobs.find import paper_number

LOTS, PLACES = st.integers(1, 10**9), st.integers(1, 9999)


@settings(max_examples=25)
@given(LOTS, PLACES, st.sampled_from(["", "W", "KW"]))
def test_what_is_written_is_read(lot: int, place: int, letters: str) -> None:
    code = row_code(lot, place)
    for typed in (code + letters, code.removeprefix("#") + letters, (code + letters).lower()):
        assert looks_like_row(typed)
        assert read_row(typed) == RowCode(lot, place, letters)
    assert known(code, ()).kind == "text"
    assert paper_number(code.removeprefix("#")) is None


@settings(max_examples=25)
@given(LOTS, PLACES, st.data())
def test_one_wrong_digit_or_two_that_changed_places_is_no_row(
    lot: int, place: int, data: st.DataObject
) -> None:
    code = row_code(lot, place)
    at = data.draw(st.integers(2, len(code) - 2))
    wrong = data.draw(st.sampled_from("0123456789"))
    swapped = code[: at - 1] + code[at] + code[at - 1] + code[at + 1 :] if at > 2 else code
    for other in (code[:at] + wrong + code[at + 1 :], swapped):
        if other != code and looks_like_row(other):
            with pytest.raises(BadRowCode):
                read_row(other)


@pytest.mark.parametrize("text", ["#R1-000123", "D12-", "#D12-7", "D12-7I", "#D1-2A3", "W", "=SHELF-1", ""])
def test_other_codes_are_no_rows(text: str) -> None:
    assert not looks_like_row(text)


def test_the_code_of_an_action_is_its_letter() -> None:
    assert read_action(action_code("W")) == "W"
    assert read_action("#d+k") == "K"
    assert read_action("W") is None
