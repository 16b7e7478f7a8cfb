"""Serials as they are received: checked by kind, counted up in ranges, taken from pasted lists.

A serial is kept as it is printed; look-ups fold it (`shopstock.text.fold`).
"""

from __future__ import annotations

import re
from typing import Literal

from shopstock.codes.identity import BadSerial, compact, imei, mac, shown, vin
from shopstock.refusal import BadInput
from shopstock.text import clean_code, clean_text

__all__ = ["RANGE_MOST", "BadSerial", "SerialKind", "check_serial", "serial_range", "split_list"]

SerialKind = Literal["any", "imei", "vin", "mac"]
RANGE_MOST = 10_000
_LAST_DIGITS = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.ASCII | re.DOTALL)
_SEPARATORS = re.compile(r"[\r\n,;\t]+")


def check_serial(text: str, kind: SerialKind) -> str:
    """The serial as printed, cleaned; raises `BadSerial` with one sentence when it cannot be one.

    `imei`: 15 digits with a right Luhn digit, dashes stay; 14 digits are completed, of the 16 of an
    IMEISV the software version is replaced by the check digit. `vin`: 17 characters without I, O and
    Q, in capitals; a wrong check digit passes. `mac`: any notation, kept. `any`: up to 64 characters.
    """
    try:
        cleaned = clean_code(text, "serial")
    except BadInput as refused:
        raise BadSerial(refused.text) from None
    if kind == "imei":
        number = imei(cleaned)
        return cleaned if compact(cleaned) == number else number
    if kind == "vin":
        return vin(cleaned)
    if kind == "mac":
        mac(cleaned)
    return cleaned


def serial_range(first: str, last: str) -> list[str]:
    """All serials from `first` to `last`, both included: only the last group of digits counts up.

    Leading zeros stay. What stands before and after that group, and its length, must be equal. Raises
    `BadSerial` for anything else, a range that counts down, and more than 10,000 serials.
    """
    start, end = check_serial(first, "any"), check_serial(last, "any")
    label = f"{shown(start)}..{shown(end)}"
    parts, end_parts = _LAST_DIGITS.fullmatch(start), _LAST_DIGITS.fullmatch(end)
    if not parts or not end_parts:
        raise BadSerial(f"{label} has no number to count up")
    if (parts[1], parts[3]) != (end_parts[1], end_parts[3]):
        raise BadSerial(f"{label}: only the last number may differ")
    low, high = int(parts[2]), int(end_parts[2])
    if high < low:
        raise BadSerial(f"{label} counts down")
    if len(parts[2]) != len(end_parts[2]):
        raise BadSerial(f"{label}: both numbers need the same length, with leading zeros")
    if high - low >= RANGE_MOST:
        raise BadSerial(f"{label} is more than {RANGE_MOST:,} serials")
    width = len(parts[2])
    return [f"{parts[1]}{number:0{width}}{parts[3]}" for number in range(low, high + 1)]


def split_list(text: str) -> list[str]:
    """The entries of a pasted list: CR, LF, comma, semicolon and tab separate, blanks vanish.

    Order and repeats stay, and so does a separator of a GS1 code (0x1D) inside an entry.
    """
    entries = (entry.strip(" ") for entry in _SEPARATORS.split(text))
    return [entry for entry in entries if clean_text(entry)]
