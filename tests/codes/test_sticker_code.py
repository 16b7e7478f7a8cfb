"""Sticker codes: they say a number and nothing else, and a wrong sign shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.codes import sticker_code
from shopstock.codes.credit_code import SIGNS
from shopstock.codes.writing import is_said_as


@settings(max_examples=25)
@given(st.integers(1, 2**40))
def test_a_code_reads_back(number: int) -> None:
    code = sticker_code.written(number)
    assert sticker_code.read(code) == sticker_code.read(code.lower()) == number
    assert is_said_as(code), "the counter takes it for nothing else"


def test_every_single_wrong_sign_shows() -> None:
    code = sticker_code.written(4711)
    for at in (*range(3, 8), 9):
        for sign in SIGNS:
            if sign != code[at]:
                assert sticker_code.read(code[:at] + sign + code[at + 1 :]) is None


@pytest.mark.parametrize(
    "text", ["", "RP-", "RP-00001", "RP-0000I-0", "SC-7K2M-9QXT", "RP-00000-0", "RP-00001-Y x"]
)
def test_what_is_no_sticker(text: str) -> None:
    assert sticker_code.read(text) is None


def test_steps_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        sticker_code.written(0)
