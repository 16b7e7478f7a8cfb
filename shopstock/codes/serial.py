"""Serials as they are received: checked by kind, counted up in ranges, taken from pasted lists.

A serial is kept as it is printed; look-ups fold it (`shopstock.text.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from shopstock.codes.identity import BadSerial, compact, imei, mac, meid, shown, vin, vin_check_digit
from shopstock.refusal import BadInput
from shopstock.text import clean_code, clean_text

__all__ = [
    "RANGE_MOST",
    "SERIAL_KINDS",
    "BadSerial",
    "SerialKind",
    "SerialRule",
    "check_serial",
    "listed_serials",
    "serial_range",
    "split_list",
    "vin_advice",
]

SerialKind = Literal["any", "imei", "meid", "vin", "mac", "pattern"]
SERIAL_KINDS: tuple[SerialKind, ...] = ("any", "imei", "meid", "vin", "mac", "pattern")
RANGE_MOST = 10_000
_LAST_DIGITS = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.ASCII | re.DOTALL)
# What somebody types who knows ranges with a dash; a year and a number (2026-15) is a serial.
_DASHED = re.compile(r"([1-9][0-9]{0,2}) ?- ?([1-9][0-9]{0,2})", re.ASCII)
# A last sign + counts up; in front it begins a code of the health industry, in brackets there may be any.
_COUNTS_UP = re.compile(r"(?=[^0-9]*[0-9])([^+(\[\]\x1d][^\x1d]*)\+", re.ASCII)
_SEPARATORS = re.compile(r"[\r\n,;\t]+")


@dataclass(frozen=True, slots=True)
class SerialRule:
    """What the serials of a product look like: a kind; for `pattern` the expression and an example of it.

    `vin_binds`: a VIN with a wrong check digit is refused."""

    kind: SerialKind = "any"
    pattern: str | None = None
    example: str | None = None
    vin_binds: bool = False


def check_serial(text: str, kind: SerialKind, rule: SerialRule | None = None) -> str:
    """The serial as printed, cleaned; raises `BadSerial` with one sentence when it cannot be one.

    `imei`: 15 digits with a right Luhn digit, dashes stay; 14 digits are completed, of the 16 of an
    IMEISV the software version is replaced by the check digit. `meid`: 14 hexadecimal digits, dashes
    stay; a check digit goes, the decimal form becomes the hexadecimal one. `vin`: 17 characters without
    I, O and Q, in capitals; a wrong check digit passes unless the rule says that it binds. `mac`: any
    notation, kept. `pattern`: what fits the rule's expression. `any`: up to 64 characters.
    """
    try:
        cleaned = clean_code(text, "serial")
    except BadInput as refused:
        raise BadSerial(refused.text) from None
    if kind in ("imei", "meid"):
        number = imei(cleaned) if kind == "imei" else meid(cleaned)
        return cleaned if compact(cleaned) == number else number
    if kind == "vin":
        return _vin(cleaned, binds=rule is not None and rule.vin_binds)
    if kind == "mac":
        mac(cleaned)
    if kind == "pattern" and rule is not None:
        _must_fit(cleaned, rule)
    return cleaned


def _vin(cleaned: str, *, binds: bool) -> str:
    number = vin(cleaned)
    right = vin_check_digit(number)
    if binds and number[8] != right:
        raise BadSerial(f"VIN {number}: character 9 is {number[8]}, {right} would be right")
    return number


def vin_advice(serial: str) -> str | None:
    """What to say of a VIN that is taken with another check digit; None where it is right or carries none.

    A letter other than X can be no check digit: makers outside North America fill the place with one."""
    right = vin_check_digit(vin(serial))
    given = vin(serial)[8]
    if given == right or (given.isalpha() and given != "X"):
        return None
    return f"check digit would be {right}, taken as typed"


def _must_fit(cleaned: str, rule: SerialRule) -> None:
    from shopstock.codes.pattern import fits  # seldom needed: the counter opens without it

    if not fits(rule.pattern or "", cleaned):
        raise BadSerial(f"{shown(cleaned)} does not fit: it should look like {shown(rule.example or '')}")


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


def listed_serials(
    text: str, wanted: int | None = None, taken: Callable[[str], bool] = lambda _: False
) -> list[str] | None:
    """All serials that one entry lists, repeats too; None where it is one serial, or words.

    A list is pasted lines, or parts between commas; each is a serial or a range `A..B`, and the last may count
    up: `4+` goes on until the `wanted` number of serials is there that are not `taken` yet. Raises `BadSerial`.
    """
    entries = split_list(text)
    if len(entries) == 1 and not _is_group(entries[0]):
        return None
    if len(entries) != 1 and not all(any(c.isdigit() for c in entry) for entry in entries):
        return None
    found: list[str] = []
    for place, entry in enumerate(entries, 1):
        up = _COUNTS_UP.fullmatch(entry)
        if up and place < len(entries):
            raise BadSerial(f"{shown(entry)} counts up: only the last of a list can")
        if up:
            found += _counted_up(up[1], wanted, taken, frozenset(found))
        else:
            found += _group(entry)
        if len(found) > RANGE_MOST:
            raise BadSerial(f"that is more than {RANGE_MOST:,} serials")
    return found


def _is_group(entry: str) -> bool:
    first, dots, last = entry.partition("..")
    return bool((dots and first and last) or _COUNTS_UP.fullmatch(entry) or _DASHED.fullmatch(entry))


def _group(entry: str) -> list[str]:
    first, dots, last = entry.partition("..")
    if dots and first.strip() and last.strip():
        return serial_range(first.strip(), last.strip())
    dashed = _DASHED.fullmatch(entry)
    if dashed:
        low, high = sorted((dashed[1], dashed[2]), key=int)
        raise BadSerial(f"{entry} is no range: {low}..{high} is how one is written")
    return [entry]


def _counted_up(
    first: str, wanted: int | None, taken: Callable[[str], bool], listed: frozenset[str]
) -> list[str]:
    """From `first` on until as many as are wanted are new, with those listed before; repeats are among them."""
    if wanted is None:
        raise BadSerial(f"{shown(first)}+ counts up to the ordered number: say that first, 20*")
    left = wanted - sum(not taken(serial) for serial in listed)
    if left <= 0:
        raise BadSerial(f"{shown(first)}+: nothing is missing of the ordered number")
    if left > RANGE_MOST:
        raise BadSerial(f"{shown(first)}+ would be more than {RANGE_MOST:,} serials")
    parts = _LAST_DIGITS.fullmatch(check_serial(first, "any"))
    assert parts is not None  # noqa: S101 - _COUNTS_UP has seen a digit
    found: list[str] = []
    for serial in _rising(parts):
        found.append(serial)
        left -= serial not in listed and not taken(serial)
        if not left:
            break
    return found


def _rising(parts: re.Match[str]) -> Iterator[str]:
    width = len(parts[2])
    return (f"{parts[1]}{number:0{width}}{parts[3]}" for number in count(int(parts[2])))
