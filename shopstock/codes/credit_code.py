"""The code of a store credit: `SC-7K2M-9QXT`, seven random signs and one that checks them.

The signs are those of Crockford's base 32, which has no I, L, O and U: what a person types for them is read as 1, 1, 0
and refused. The check sign is Luhn's over 32 signs (ISO/IEC 7812-1, Annex B, with the base changed): every single wrong
sign shows, and nearly every swap of two neighbours.
"""

from __future__ import annotations

import re

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 7
_READ_AS = str.maketrans("ILO", "110")
_FORM = re.compile(r"SC[ -]?([0-9A-TV-Z]{4})[ -]?([0-9A-TV-Z]{4})", re.ASCII | re.IGNORECASE)


def written(number: int) -> str:
    """The code of a number below 32 ** 7; raises ValueError for any other."""
    if not 0 <= number < 32**RANDOM_SIGNS:
        raise ValueError("a credit has seven signs")
    signs = "".join(SIGNS[number >> 5 * n & 31] for n in reversed(range(RANDOM_SIGNS)))
    whole = signs + check_sign(signs)
    return f"SC-{whole[:4]}-{whole[4:]}"


def looks_like(text: str) -> bool:
    """Whether a text has the form of such a code, with or without its dashes, right or wrong."""
    return _FORM.fullmatch(text.strip()) is not None


def read(text: str) -> str | None:
    """The code as it is printed; None for what has another form or does not check."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    signs = (match[1] + match[2]).upper().translate(_READ_AS)
    return f"SC-{signs[:4]}-{signs[4:]}" if check_sign(signs[:-1]) == signs[-1] else None


def check_sign(signs: str) -> str:
    total = 0
    for n, sign in enumerate(reversed(signs)):
        value = SIGNS.index(sign) * (2 if n % 2 == 0 else 1)
        total += value // 32 + value % 32
    return SIGNS[-total % 32]
