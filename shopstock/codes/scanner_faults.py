"""What is wrong with a scanner, from what a known code was and what came of it: each fault with its remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from shopstock.text import fit

GS = "\x1d"
ALIKE = 0.6  # how much of a code has to be there to take it for that one
_REPLACEMENT = r"([^A-Za-z0-9]{1,8}|<?\^?[A-Z]{0,3}\]?>?|F8)"


def which(arrived: str, known: Sequence[str]) -> int | None:
    """The index of the known code that this was meant to be; None when it is like none of them."""
    if arrived in known:
        return known.index(arrived)
    likeness = [_likeness(arrived, code) for code in known]
    best = max(range(len(known)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= ALIKE else None


def _likeness(arrived: str, code: str) -> float:
    """0 to 1 by letters and figures in their order; a foreign keyboard leaves some signs where they were."""
    in_place = sum(was == came for was, came in zip(code, arrived, strict=False))
    if len(arrived) == len(code) and in_place * 3 >= len(code):
        return max(ALIKE, in_place / len(code))
    return difflib.SequenceMatcher(None, _bare(arrived), _bare(code)).ratio()


def faults(arrived: str, expected: str) -> tuple[str, ...]:
    """What is wrong with what arrived, in sentences; nothing when it is what it should be.

    `arrived` is without the AIM prefix and the suffix."""
    if arrived == expected:
        return ()
    if arrived in (expected.swapcase(), expected.upper(), expected.lower()) and arrived != expected:
        return (
            "capitals and small letters are mixed up: switch Caps Lock off, or the scanner's case setting to none",
        )
    if GS in expected and GS not in arrived:
        return _separator(arrived, expected)
    if len(arrived) < len(expected) and expected.startswith(arrived):
        return (f"it ended after {len(arrived)} of {len(expected)} characters: one of them came as Enter",)
    if expected in arrived:
        before, _, after = arrived.partition(expected)
        return tuple(
            f'it puts "{fit(_shown(more), 12)}" {where} the code: switch off its {what}'
            for more, where, what in ((before, "before", "prefix"), (after, "after", "suffix text"))
            if more
        )
    return _signs(arrived, expected)


def _separator(arrived: str, expected: str) -> tuple[str, ...]:
    """The separator between values of GS1: gone, an Enter, or another sign."""
    if arrived == expected.replace(GS, ""):
        return (
            "the separator does not come: let the scanner send FNC1 as ASCII 29 (GS), in US keyboard mode as Ctrl+]",
        )
    first = expected.partition(GS)[0]
    if arrived == first:
        return ("the separator came as Enter and ended the code: let the scanner send it as ASCII 29 (GS)",)
    other = re.fullmatch(_REPLACEMENT.join(re.escape(part) for part in expected.split(GS)), arrived)
    if other:
        sign = other[1]
        way = f" or set codes.separator to {sign}" if len(sign) == 1 and not sign.isalnum() else ""
        return (f'the separator comes as "{fit(_shown(sign), 8)}": let the scanner send ASCII 29 (GS){way}',)
    return (*_signs(arrived, expected.replace(GS, "")), "the separator does not come: ASCII 29 (GS)")


def _signs(arrived: str, expected: str) -> tuple[str, ...]:
    """Signs that came as others: the scanner types for another country's keyboard than this computer's."""
    if len(arrived) != len(expected):
        missing = len(expected) - len(arrived)
        what = (
            f"{missing} of {len(expected)} characters are missing"
            if missing > 0
            else f"{-missing} more characters than it has"
        )
        return (f"{what}: let the scanner pause a little between characters",)
    pairs = dict.fromkeys((was, came) for was, came in zip(expected, arrived, strict=True) if was != came)
    told = ", ".join(f"{_shown(was)} came as {_shown(came)}" for was, came in list(pairs)[:4])
    return (f"{told}: set the scanner's keyboard country to that of this computer",)


def _bare(code: str) -> str:
    return "".join(char for char in code if char.isalnum()).casefold()


def _shown(text: str) -> str:
    return text.replace(GS, "<GS>")
