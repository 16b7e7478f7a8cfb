"""Own patterns: what is refused could hang a till, what is taken never does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.codes.pattern import check_expression, check_pattern, fits
from shopstock.refusal import BadInput

# What keeps Python's matcher busy for seconds to centuries on 64 characters, and what it has no business with.
EVIL = [
    r"(a+)+$",
    r"(a*)*",
    r"(a|a)*b",
    r"(a|aa)+",
    r"(.*a){11}",
    r"(\w+\s?)*!",
    r"(x+x+)+y",
    r".*.*.*.*.*x",
    "a?" * 30 + "a" * 30,
    "(a|a)" * 30,
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"([0-9]+,?)*;",
    r"(?:(?:a?){32}){32}",
    r"(){1000000}",
    r"a{65536}",
    r"(a{0,64}){0,64}",
    r"(?>a+)*(?>a+)*(?>a+)*",
]
NOT_OURS = [
    r"(.)\1",
    r"(?P<x>a)(?P=x)",
    r"(?=a)a",
    r"(?<!a)b",
    r"(a)?(?(1)b|c)",
    r"(?i)ab",
    r"(?i:ab)",
    r"(?x) a",
]
NONE = ["(", "[A-Z", "*", "a**", "[[a]", r"\Q", "a" * 201]
GOOD = [
    (r"[A-Z]{2}[0-9]{6}", "AB123456", "AB12345"),
    (r"SN-\d{4,8}", "SN-0042", "SN-٠٠٤٢"),
    (r"^(?:A|B|C)[0-9]+$", "C1", "D1"),
    (r"[A-Z]+-[0-9]+", "KETTLE-7", "kettle-7"),
    (r"([0-9A-F]{2}:){5}[0-9A-F]{2}", "00:1A:2B:3C:4D:5E", "00:1A"),
    (r".{1,64}", "x", ""),
    (r"Ä[0-9]{2}", "Ä12", "A12"),
]


@pytest.mark.parametrize("pattern", [*EVIL, *NOT_OURS, *NONE])
def test_a_pattern_that_is_refused(pattern: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_expression(pattern)
    assert len(refused.value.text) <= 76


@pytest.mark.parametrize(("pattern", "fitting", "other"), GOOD)
def test_a_pattern_and_its_example(pattern: str, fitting: str, other: str) -> None:
    check_pattern(pattern, fitting)
    assert fits(pattern, fitting)
    assert not fits(pattern, other)
    with pytest.raises(BadInput, match="does not fit"):
        check_pattern(pattern, other)


def test_the_whole_serial_has_to_fit() -> None:
    assert not fits(r"[0-9]{3}", "1234")
    assert not fits(r"a|ab", "abc")
    assert not fits(r".+", "x" * 65), "no serial is that long"


ATOMS = st.sampled_from(["a", "[ab]", "[0-9]", ".", r"\w", "b", "(a|b)", "(?:ab|a)", "(a|a)", "(ab)"])
COUNTS = st.sampled_from(["", "", "?", "*", "+", "{3}", "{0,20}", "{2,}", "*?", "+?", "++"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, COUNTS).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(inner, inner, COUNTS).map(lambda p: f"(?:{p[0]}|{p[1]}){p[2]}"),
        st.tuples(inner, COUNTS).map(lambda p: f"({p[0]}){p[1]}"),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, st.text("ab0!", max_size=63), st.sampled_from(["", "!", "b"]))
def test_what_is_taken_never_keeps_a_till_waiting(pattern: str, serial: str, end: str) -> None:
    """Whatever is taken costs less than a hundred thousand times the plainest pattern; evil ones cost 2^64 times it."""
    try:
        check_expression(pattern)
    except BadInput:
        return
    plain = _cost(r"[ab0!]{1,64}", 100)
    for text in (serial + end, "a" * 63 + "!", "ab" * 31 + "!", "a" * 64):
        assert _cost(pattern, 1, text) < 1000 * plain, pattern


def _cost(pattern: str, times: int, text: str = "a" * 64) -> float:
    begun = time.process_time_ns()
    for _ in range(times):
        fits(pattern, text)
    return max(1, time.process_time_ns() - begun)
