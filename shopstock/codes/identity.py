"""Numbers that name one piece for the whole world, IMEI, MEID, VIN and MAC, and the ISBN of a book.

Each function takes what was scanned or typed, returns the number in its normal form and raises
`BadSerial` with one sentence that says what is wrong and where.
"""

from __future__ import annotations

import re

from shopstock.refusal import Refusal
from shopstock.text import clean_text

_GROUPING = re.compile(r"[ \-\u2010-\u2014]")
_VIN_VALUES = dict(
    zip(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)],
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_MAC = re.compile(
    r"[0-9A-F]{12}|[0-9A-F]{2}([: -])[0-9A-F]{2}(?:\1[0-9A-F]{2}){4}"
    r"|[0-9A-F]{4}([.:-])[0-9A-F]{4}\2[0-9A-F]{4}|[0-9A-F]{6}[:.-][0-9A-F]{6}"
    r"|[0-9A-F]{1,2}(?::[0-9A-F]{1,2}){5}",
    re.ASCII,
)


class BadSerial(Refusal):
    """A serial that cannot be the number it should be; the text says what is wrong and where."""

    id = "receive.bad_serial"


def compact(text: str) -> str:
    """The cleaned text in capitals without spaces and dashes."""
    return _GROUPING.sub("", clean_text(text)).upper()


def shown(text: str) -> str:
    """What was typed, short enough for a sentence."""
    return text if len(text) <= 24 else f"{text[:22]}.."


def not_digit(number: str) -> str | None:
    """The first character that is no ASCII digit, told with its place; None when all are digits."""
    for place, char in enumerate(number, 1):
        if char not in "0123456789":
            return f'character {place} is "{char}", not a digit'
    return None


def imei(text: str) -> str:
    """The IMEI as 15 digits with a right Luhn digit; spaces and dashes are accepted.

    Fourteen digits are completed. Sixteen are an IMEISV: its last two digits count software versions
    and change with updates, so they give way to the check digit. Source: 3GPP TS 23.003, section 6.2
    and annex B.
    """
    number = compact(text)
    wrong = not_digit(number)
    if wrong:
        raise BadSerial(f"an IMEI is 15 digits: {wrong}")
    if len(number) not in (14, 15, 16):
        raise BadSerial(f"an IMEI has 15 digits, this has {len(number)}")
    from stdnum import luhn

    body = number[:14]
    whole = body + str(luhn.calc_check_digit(body))
    if len(number) == 15 and number != whole:
        raise BadSerial(f"IMEI {number}: the last digit is {number[14]}, {whole[14]} would be right")
    return whole


def meid(text: str) -> str:
    """The MEID as 14 capital hexadecimal digits, without its check digit, from either notation.

    14 hexadecimal digits that begin with A to F, or 18 decimal ones; a check digit behind them must be
    right. Source: 3GPP2 S.R0048-A, sections 3 and 4.
    """
    from stdnum import meid as numbers
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = compact(text)
    try:
        whole = str(numbers.validate(number, strip_check_digit=True))
    except InvalidChecksum:
        raise BadSerial(f"MEID {shown(number)} has a wrong check digit: {number[-1]}") from None
    except ValidationError:
        raise BadSerial(f"{shown(number)} is no MEID: 14 digits 0-9 A-F, or 18 digits") from None
    if whole[0] not in "ABCDEF":
        raise BadSerial(f"MEID {shown(number)} begins with {whole[0]}, A to F is what it can be")
    return whole


def isbn(text: str) -> str:
    """The ISBN as the 13 digits of its barcode; ten-digit ones are converted, `ISBN` before it may stand.

    Raises `BadSerial` for a wrong check digit or length. Source: ISO 2108:2017.
    """
    from stdnum import isbn as numbers
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = re.sub(r"^ISBN(?:1[03])?:?", "", compact(text))
    try:
        return str(numbers.validate(number, convert=True))
    except InvalidChecksum:
        raise BadSerial(f"ISBN {shown(number)} has a wrong check digit: {number[-1]}") from None
    except ValidationError:
        raise BadSerial(f"{shown(number)} is no ISBN: 10 or 13 digits, the last of 10 may be X") from None


def vin(text: str) -> str:
    """The VIN as 17 capitals and digits; spaces and dashes are accepted, I, O and Q are not.

    The check digit is advice only (`vin_check_digit`): outside North America a VIN need not carry one.
    Source: ISO 3779:2009, section 5.
    """
    number = compact(text)
    for place, char in enumerate(number, 1):
        if char in "IOQ":
            raise BadSerial(f"a VIN never has I, O or Q: character {place} is {char}")
        if char not in _VIN_VALUES:
            raise BadSerial(f'a VIN has letters and digits only: character {place} is "{char}"')
    if len(number) != 17:
        raise BadSerial(f"a VIN has 17 characters, this has {len(number)}")
    return number


def vin_check_digit(number: str) -> str:
    """What the ninth character of a normal VIN would be in North America: a digit or X.

    Source: 49 CFR 565.15 (c).
    """
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def mac(text: str) -> str:
    """The MAC address as twelve capital hexadecimal digits, from every usual notation.

    `00:1A:2B:3C:4D:5E`, with dashes or spaces, `001a.2b3c.4d5e`, `001A2B-3C4D5E`, bare, and
    `0:1a:2b:3c:4d:5e`. Source: IEEE 802-2014, section 8.
    """
    typed = clean_text(text).upper()
    for place, char in enumerate(typed, 1):
        if char not in "0123456789ABCDEF:.- ":
            raise BadSerial(f'a MAC has 0-9 and A-F only: character {place} is "{char}"')
    if not _MAC.fullmatch(typed):
        count = sum(char not in ":.- " for char in typed)
        if count == 12:
            raise BadSerial(f"{shown(typed)} groups a MAC in an unknown way: 00:1A:2B:3C:4D:5E")
        raise BadSerial(f"a MAC has 12 digits 0-9 A-F, this has {count}")
    parts = re.split(r"[:.\- ]", typed)
    number = "".join(part.rjust(2, "0") for part in parts)
    if number in ("0" * 12, "F" * 12):
        raise BadSerial(f"{shown(typed)} is no address of one device")
    return number
