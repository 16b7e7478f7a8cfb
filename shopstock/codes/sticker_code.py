"""The code of a markdown sticker: `RP-000K7-9`, which step of which lot's price it is, and a sign that checks it.

The signs are those of Crockford's base 32 (no I, L, O, U); the check sign is Luhn's over 32 signs (ISO/IEC 7812-1,
Annex B, with the base changed). The price is not in the code: it stands in the books, so nobody can draw one.
"""

from __future__ import annotations

import re

from shopstock.codes.credit_code import SIGNS, check_sign

_FORM = re.compile(r"RP-([0-9A-HJKMNP-TV-Z]{5,12})-([0-9A-HJKMNP-TV-Z])", re.ASCII | re.IGNORECASE)


def written(number: int) -> str:
    """The code of a step by its number, 1 or more; raises ValueError for any other."""
    if number < 1:
        raise ValueError("steps are numbered from 1")
    signs = ""
    while number:
        signs, number = SIGNS[number & 31] + signs, number >> 5
    padded = signs.rjust(5, "0")
    return f"RP-{padded}-{check_sign(padded)}"


def read(text: str) -> int | None:
    """The number of the step; None for what has another form or does not check."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    signs, check = match[1].upper(), match[2].upper()
    if check_sign(signs) != check:
        return None
    number = 0
    for sign in signs:
        number = number << 5 | SIGNS.index(sign)
    return number or None
