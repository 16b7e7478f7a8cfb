"""What a plain code is by its own check digit: a product, a book, a phone, a vehicle, an interface.

These codes claim nothing, so nothing here is refused for good: what has the look of a number but not its
check digit is text with a `doubt`. A number of the shop's own scale is the exception, its item is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from shopstock.codes import gtin as gtins
from shopstock.codes.identity import BadSerial, imei, isbn, mac, meid, vin, vin_check_digit
from shopstock.codes.in_store import InStoreLayout, is_in_store, open_in_store
from shopstock.codes.parts import CodedAmount
from shopstock.refusal import BadInput

Kind = Literal["gs1", "gtin", "imei", "meid", "vin", "mac", "isbn", "in_store", "own", "text"]

_PRINTED_GTIN = re.compile(
    r"[0-9]{4} [0-9]{4}|[0-9] [0-9]{6} [0-9]{6}|[0-9] [0-9]{5} [0-9]{5} [0-9]", re.ASCII
)
_OWN = re.compile(r"#([A-Z][A-Z0-9]{0,15}-[0-9]{3,12})", re.ASCII | re.IGNORECASE)
_ISBN_WORD = re.compile(r"ISBN(?:-1[03])?:? ?[0-9][0-9X -]{8,18}", re.ASCII | re.IGNORECASE)
_ISBN = re.compile(
    r"[0-9]{9}[0-9X]|(?=.{13}$)[0-9]+([ -])[0-9]+\1[0-9]+\1[0-9X]"
    r"|(?=.{17}$)97[89]([ -])[0-9]+\2[0-9]+\2[0-9]+\2[0-9]",
    re.ASCII | re.IGNORECASE,
)
# Sixteen bare digits are an IMEISV only with the prefix of a phone: 35, 86 and 99 are most of them.
_IMEI = re.compile(
    r"[0-9]{15}|(?:35|86|99)[0-9]{14}|[0-9]{2}([ -])[0-9]{6}\1[0-9]{6}\1[0-9]{1,2}"
    r"|[0-9]{8}([ -])[0-9]{6}\2[0-9]{1,2}",
    re.ASCII,
)
_MEID = re.compile(
    r"(?=.*[0-9])[A-F][0-9A-F]{13,14}|[A-F][0-9A-F](?:([ -])[0-9A-F]{2}){6}(?:\1[0-9A-F])?"
    r"|(?:268[4-9]|269[0-9]|2[7-9][0-9]{2}|3[0-9]{3}|4[0-2][0-9]{2})[0-9]{14,15}"
    r"|[234][0-9]{4}([ -])[0-9]{5}\2[0-9]{4}\2[0-9]{4}(?:\2[0-9])?",
    re.ASCII | re.IGNORECASE,
)
_VIN = re.compile(r"(?=.*[A-HJ-NPR-Z])(?=.*[0-9])[A-HJ-NPR-Z0-9]{17}", re.ASCII | re.IGNORECASE)
# Digits in groups are a MAC only in pairs, or with colons or dots: 1234-5678-9012 is any number.
_MAC = re.compile(
    r"(?=.*[0-9])(?=.*[:.A-F]|(?:[0-9]{2}[ -]){5})[0-9A-F:.\- ]{11,17}", re.ASCII | re.IGNORECASE
)
_SERIALS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], str]], ...] = (
    ("isbn", _ISBN, isbn),
    ("imei", _IMEI, imei),
    ("meid", _MEID, meid),
    ("vin", _VIN, vin),
    ("mac", _MAC, mac),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a plain code is; the fields are those of a `Reading`."""

    kind: Kind
    normal: str
    gtin: str | None = None
    count: int | None = None
    weight_grams: int | None = None
    amount: CodedAmount | None = None
    refusal: str | None = None
    doubt: str | None = None


def known(payload: str, layouts: Sequence[InStoreLayout]) -> Known:
    """What the cleaned payload is, text when it is nothing else. Never raises."""
    digits = payload.replace(" ", "") if _PRINTED_GTIN.fullmatch(payload) else payload
    if gtins.is_gtin(digits):
        return product(digits, layouts)
    upc = gtins.expand_upc_e(digits) if len(digits) == 8 else None
    if upc:
        return product(upc, layouts)
    own = _OWN.fullmatch(payload)
    if own:
        return Known("own", own[1].upper())
    if _ISBN_WORD.fullmatch(payload):
        return _book(payload)
    if gtins.has_wrong_check_digit(digits):
        return Known("text", payload, doubt=wrong_digit(digits))
    return _serial(payload) or Known("text", payload)


def product(number: str, layouts: Sequence[InStoreLayout]) -> Known:
    """What a valid GTIN stands for: a book, an item of the shop's own numbering, or a product."""
    whole = gtins.pad(number)
    if whole.startswith(("0978", "0979")) and not whole.startswith("09790"):
        return Known("isbn", whole[1:], whole)
    if not is_in_store(number):
        return Known("gtin", whole, whole)
    try:
        item = open_in_store(number, layouts)
    except BadInput as refused:
        return Known("in_store", whole, refusal=refused.text)
    return Known("in_store", item.gtin, item.gtin, item.count, item.weight_grams, item.amount)


def wrong_digit(number: str) -> str:
    """The sentence about a number of digits whose check digit is wrong."""
    right = gtins.check_digit(number[:-1])
    return f"wrong check digit: character {len(number)} of {number} is {number[-1]}, {right} would be right"


def _book(payload: str) -> Known:
    try:
        number = isbn(payload)
    except BadSerial as wrong:
        return Known("isbn", payload, refusal=wrong.text)
    return Known("isbn", number, gtins.pad(number))


def _serial(payload: str) -> Known | None:
    doubt: str | None = None
    for kind, form, normal in _SERIALS:
        if not form.fullmatch(payload):
            continue
        try:
            number = normal(payload)
        except BadSerial as wrong:
            # Ten bare digits are more often a phone number than a mistyped book; a MAC has no check digit.
            weak = kind == "mac" or (kind == "isbn" and payload.isdigit())
            doubt = doubt or (None if weak else wrong.text)
            continue
        return Known(kind, number, gtins.pad(number) if kind == "isbn" else None, doubt=_odd(kind, number))
    return Known("text", payload, doubt=doubt) if doubt else None


def _odd(kind: Kind, number: str) -> str | None:
    """A VIN of North America (first character 1 to 5) carries a check digit; elsewhere it need not."""
    if kind == "vin" and number[0] in "12345" and number[8] != vin_check_digit(number):
        return f"VIN: character 9 is {number[8]}, {vin_check_digit(number)} would be right"
    return None
