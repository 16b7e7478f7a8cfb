"""A shop's own pattern for serials: a regular expression that can never keep the till waiting.

Python's matcher tries one way after another, and some patterns have more ways than there is time. So a pattern
is taken apart first: what looks back or around is refused, and the ways it could try on the longest serial
are counted from above. `MOST_WAYS` of them take a few milliseconds.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]  # what `re` itself is made of
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from shopstock.refusal import BadInput
from shopstock.text import CODE_LENGTH, fit

LONGEST = 200
MOST_WAYS = 5_000
_ONE_SIGN = frozenset({ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY, ops.CATEGORY})
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT})


def check_expression(pattern: str) -> None:
    """Refuse a pattern that is none or could try too many ways (`BadInput`)."""
    if len(pattern) > LONGEST:
        raise BadInput(f"a pattern has {LONGEST} characters at most, this has {len(pattern)}")
    _parsed(pattern)


def check_pattern(pattern: str, example: str) -> None:
    """Refuse what `check_expression` does, and a pattern that does not fit its own example (`BadInput`)."""
    check_expression(pattern)
    if not fits(pattern, example):
        raise BadInput(f"the example {fit(example, 24)} does not fit the pattern")


def fits(pattern: str, serial: str) -> bool:
    """Whether the whole serial fits the pattern, capitals as they are; digits and letters mean those of ASCII."""
    return len(serial) <= CODE_LENGTH and _parsed(pattern).fullmatch(serial) is not None


@lru_cache(maxsize=64)
def _parsed(pattern: str) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what a later Python will read otherwise is no pattern to keep
            tree = parser.parse(pattern, re.ASCII)
            if tree.state.flags & ~re.ASCII:
                raise BadInput("a pattern has no switches such as (?i)")
            ways = _ways(tree)
            compiled = re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError, Warning) as wrong:
        why = wrong.msg if isinstance(wrong, re.error) else "it cannot be read"
        raise BadInput(f"{fit(pattern, 24)} is no pattern: {fit(why, 40)}") from None
    if ways > MOST_WAYS:
        raise BadInput("the pattern may fit in too many ways: say how many, as in [0-9]{6}")
    return compiled


def _ways(items: Iterable[tuple[Any, Any]]) -> int:
    """How many ways the matcher could try on `CODE_LENGTH` signs, counted from above."""
    ways = 1
    for op, arg in items:
        ways *= _ways_of(op, arg)
        if ways > MOST_WAYS:
            return ways
    return ways


def _ways_of(op: Any, arg: Any) -> int:
    if op in _ONE_SIGN or op is ops.AT:
        return 1
    if op is ops.BRANCH:
        return sum(_ways(branch) for branch in arg[1])
    if op is ops.SUBPATTERN:
        _, more, less, inner = arg
        if more or less:
            raise BadInput("a pattern has no switches such as (?i:..)")
        return _ways(inner)
    if op is ops.ATOMIC_GROUP:
        return _ways(arg)
    if op in _REPEATS:
        return _ways_of_repeat(*arg)
    raise BadInput("a pattern cannot look around or back: no (?=..), no \\1")


def _ways_of_repeat(least: int, most: int, inner: Any) -> int:
    """A repeated part with one way has one for each number of times; one with more has its powers."""
    if least > CODE_LENGTH:
        raise BadInput(f"a part is to come {least} times, a serial has {CODE_LENGTH} characters at most")
    if inner.getwidth()[0] == 0:
        raise BadInput("a part that may be empty is repeated")
    each = _ways(inner)
    total = 0
    for times in range(least, min(int(most), CODE_LENGTH) + 1):
        total += each**times
        if total > MOST_WAYS:
            break
    return max(total, 1)
