"""A scanner that is set up wrongly is told by what comes of a known code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.scanner_faults import faults, which
from shopstock.papers.scanner_sheet import TEST_CODES

KNOWN = [code.arrives for code in TEST_CODES]
MATRIX = next(code.arrives for code in TEST_CODES if code.name == "GS1 matrix")
KEYBOARD = next(code.arrives for code in TEST_CODES if code.name == "Keyboard")
GERMAN = str.maketrans("yzYZ-_/", "zyZYß?-")


@pytest.mark.parametrize("code", KNOWN)
def test_what_arrives_as_it_is_has_no_fault(code: str) -> None:
    assert faults(code, code) == ()
    assert which(code, KNOWN) == KNOWN.index(code)


@pytest.mark.parametrize(
    ("arrived", "expected", "said"),
    [
        (MATRIX.replace("\x1d", ""), MATRIX, "the separator does not come"),
        (MATRIX.replace("\x1d", "|"), MATRIX, 'comes as "|"'),
        (MATRIX.replace("\x1d", "|"), MATRIX, "set codes.separator to |"),
        (MATRIX.replace("\x1d", "^]"), MATRIX, 'comes as "^]"'),
        (MATRIX.partition("\x1d")[0], MATRIX, "came as Enter"),
        (KEYBOARD.translate(GERMAN), KEYBOARD, "y came as z"),
        (KEYBOARD.translate(GERMAN), KEYBOARD, "keyboard country"),
        (KEYBOARD.swapcase(), KEYBOARD, "Caps Lock"),
        (KEYBOARD.upper(), KEYBOARD, "Caps Lock"),
        ("TEST-12", "TEST-1234", "ended after 7 of 9"),
        ("*TEST-1234", "TEST-1234", 'puts "*" before'),
        ("TEST-1234#", "TEST-1234", 'puts "#" after'),
        ("TET-1234", "TEST-1234", "1 of 9 characters are missing"),
    ],
)
def test_each_fault_is_named_with_its_remedy(arrived: str, expected: str, said: str) -> None:
    told = faults(arrived, expected)
    assert any(said in each for each in told), told
    assert which(arrived, KNOWN) == KNOWN.index(expected)


def test_another_code_is_none_of_them() -> None:
    assert which("4006381333931", KNOWN) is None
    assert which("", KNOWN) is None


@given(st.text(max_size=80), st.sampled_from(KNOWN))
def test_whatever_arrives_gets_a_sentence(arrived: str, expected: str) -> None:
    told = faults(arrived, expected)
    assert bool(told) == (arrived != expected)
    found = which(arrived, KNOWN)
    assert found is None or 0 <= found < len(KNOWN)
