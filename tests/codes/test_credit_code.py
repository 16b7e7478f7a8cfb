"""The code of a store credit: read as people type it, and no other for one wrong sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes import credit_code
from shopstock.codes.credit_code import SIGNS

NUMBERS = st.integers(0, 32**7 - 1)


@given(NUMBERS)
def test_read_as_it_was_written(number: int) -> None:
    code = credit_code.written(number)
    assert len(code) == 12
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code} "):
        assert credit_code.looks_like(typed)
        assert credit_code.read(typed) == code


@given(NUMBERS, st.integers(0, 7), st.sampled_from(SIGNS))
def test_one_wrong_sign_shows(number: int, at: int, sign: str) -> None:
    code = credit_code.written(number)
    signs = code[3:].replace("-", "")
    spoiled = signs[:at] + sign + signs[at + 1 :]
    assert credit_code.read(f"SC-{spoiled}") == (code if spoiled == signs else None)


@given(NUMBERS)
def test_what_people_mix_up_is_read_as_meant(number: int) -> None:
    code = credit_code.written(number)
    body = code[3:]
    for meant, typed in (("1", "I"), ("1", "l"), ("0", "o")):
        assert credit_code.read("SC-" + body.replace(meant, typed)) == code


@pytest.mark.parametrize(
    "text", ["", "SC", "SC-", "SC-1234-567", "SC-1234-56789", "XX-1234-5678", "SC-UUUU-UUUU", "R1-000123"]
)
def test_other_forms_are_none(text: str) -> None:
    assert credit_code.read(text) is None
    assert not credit_code.looks_like(text)


@pytest.mark.parametrize("number", [-1, 32**7])
def test_no_code_of_eight_signs(number: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        credit_code.written(number)
