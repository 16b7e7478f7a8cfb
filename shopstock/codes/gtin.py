"""Product numbers under barcodes: GTIN-8, -12, -13, -14 and the short UPC-E form.

Pure functions on ASCII digits. A GTIN is compared in its padded form: `4006381333931` and
`04006381333931` are one product.
"""

from __future__ import annotations

import re

LENGTHS = (8, 12, 13, 14)
_DIGITS = re.compile(r"[0-9]+", re.ASCII)


def check_digit(body: str) -> str:
    """The last digit that belongs to the ASCII digits of `body` (weights 3, 1, 3 ... from the right).

    Source: GS1 General Specifications, section 7.9.1. Raises `ValueError` when `body` is not digits.
    """
    if not _DIGITS.fullmatch(body):
        raise ValueError("a check digit is made of ASCII digits")
    total = sum(3 * int(digit) for digit in body[::-2]) + sum(int(digit) for digit in body[-2::-2])
    return str(-total % 10)


def has_right_check_digit(digits: str) -> bool:
    """Whether the last of at least two ASCII digits is the check digit of the others."""
    return len(digits) > 1 and bool(_DIGITS.fullmatch(digits)) and check_digit(digits[:-1]) == digits[-1]


def is_gtin(text: str) -> bool:
    """Whether the text is 8, 12, 13 or 14 ASCII digits, nothing else, with a right check digit."""
    return len(text) in LENGTHS and has_right_check_digit(text)


def pad(gtin: str) -> str:
    """The GTIN with leading zeros to 14 digits: equal products compare equal."""
    return gtin.rjust(14, "0")


def has_wrong_check_digit(text: str) -> bool:
    """Whether the text has the length of a GTIN and only digits, but the check digit of none.

    Eight digits that are a right UPC-E are not wrong.
    """
    return (
        len(text) in LENGTHS
        and bool(_DIGITS.fullmatch(text))
        and not is_gtin(text)
        and expand_upc_e(text) is None
    )


def expand_upc_e(text: str) -> str | None:
    """The UPC-A (12 digits) behind a zero-suppressed UPC-E of 6, 7 or 8 digits; None when it is none.

    Six digits stand for number system 0, six and seven have no check digit to verify. Source: GS1
    General Specifications, section 5.2.2.4.2.
    """
    if len(text) not in (6, 7, 8) or not _DIGITS.fullmatch(text):
        return None
    system, digits = ("0", text) if len(text) == 6 else (text[0], text[1:7])
    if system not in "01":
        return None
    last = digits[5]
    if last in "012":
        middle = f"{digits[:2]}{last}0000{digits[2:5]}"
    elif last == "3":
        middle = f"{digits[:3]}00000{digits[3:5]}"
    elif last == "4":
        middle = f"{digits[:4]}00000{digits[4]}"
    else:
        middle = f"{digits[:5]}0000{last}"
    body = system + middle
    whole = body + check_digit(body)
    return whole if len(text) < 8 or text[7] == whole[11] else None
