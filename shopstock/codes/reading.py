"""One scan or one typed code in, one `Reading` out.

A code that claims to be something (by its AIM prefix, its brackets, a separator inside) is read whole or
refused in one sentence; a refused one has no parts. Anything else is what it is by its own check digit,
or text. `read` never raises. The GS1 tables are imported at the first code that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shopstock.codes import gtin as gtins
from shopstock.codes.identity import BadSerial, imei, mac, vin, vin_check_digit
from shopstock.codes.parts import CodedAmount
from shopstock.days import PrintedDate
from shopstock.refusal import BadInput
from shopstock.text import clean_text

Kind = Literal["gs1", "gtin", "imei", "meid", "vin", "mac", "isbn", "in_store", "own", "text"]

GS = "\x1d"
# AIM identifiers of ISO/IEC 15424 that mean "GS1 element strings" (GS1 General Specifications, 5.1.2):
# GS1-128, DataBar and composite, DataMatrix, QR, DotCode; d5, Q4 and J4 are the same with a character set.
_GS1_SYMBOLOGIES = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]J4"})
_AIM = re.compile(r"\][A-IK-UXZJcdehopsz][0-9A-F]")
_ENDS = " \t\r\n"
_BRACKETS = re.compile(r"\([0-9]{2,4}\)", re.ASCII)
# (030) 1234567 or (212) 555-0123: an area code in brackets, none of which is an identifier.
_PHONE = re.compile(r"\((0[0-9]{2,4}\) ?[0-9]|[0-9]{3}\) ?[0-9]+[ /.-])[0-9 /.-]{3,16}", re.ASCII)
_PRINTED_GTIN = re.compile(
    r"[0-9]{4} [0-9]{4}|[0-9] [0-9]{6} [0-9]{6}|[0-9] [0-9]{5} [0-9]{5} [0-9]", re.ASCII
)
_IMEI = re.compile(r"[0-9]{15}|[0-9]{2}[ -][0-9]{6}[ -][0-9]{6}[ -][0-9]", re.ASCII)
_VIN = re.compile(r"(?=.*[A-HJ-NPR-Z])(?=.*[0-9])[A-HJ-NPR-Z0-9]{17}", re.ASCII | re.IGNORECASE)
_MAC = re.compile(r"(?=.*[0-9])(?=.*[:.\-A-F])[0-9A-F:.\- ]{12,17}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one entry is. `gtin` is 14 digits; `normal` is what a look-up compares.

    `normal`: a GTIN as 14 digits, an IMEI as 15, a VIN in capitals, a MAC as twelve hexadecimal digits, a
    GS1 code in its printed form `(01)...(10)...`, text cleaned. `elements` maps each application
    identifier to its value as encoded, in scanned order. `expires` with day 00 is the last day of the
    month with precision "month"; `date_kind` is "use_by" (17) or "best_before" (15, 16). `refusal` says
    what is wrong with a code that claims to be something and is not; `doubt` what is odd about one that
    claims nothing.
    """

    entry: str
    kind: Kind
    symbology: str | None
    normal: str
    elements: dict[str, str] = field(default_factory=dict)
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    made_on: date | None = None
    expires: PrintedDate | None = None
    date_kind: str | None = None
    count: int | None = None
    weight_grams: int | None = None
    amount: CodedAmount | None = None
    refusal: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class _Scan:
    """An entry taken apart: AIM prefix, what follows it, and at which character (from 1) that begins."""

    entry: str
    symbology: str | None
    payload: str
    at: int


def read(text: str) -> Reading:
    """What this code is; never raises, whatever the text. Suffixes of a scanner may still hang on it."""
    scan = _take_apart(text)
    if _claims_gs1(scan):
        return _read_gs1(scan)
    if scan.symbology in ("]E0", "]E3", "]E4"):
        return _read_ean(scan)
    return _read_plain(scan)


def read_bare_gs1(text: str) -> Reading | None:
    """A string without prefix and separator that as a whole is GS1 with a product; None otherwise.

    It only could be GS1: act on it when its product is known. A plain GTIN is never read this way.
    """
    scan = _take_apart(text)
    payload = scan.payload
    if len(payload) < 16 or not payload[:16].isdigit() or gtins.is_gtin(payload) or _claims_gs1(scan):
        return None
    reading = _read_gs1(scan)
    return reading if reading.gtin else None


def looks_like_gs1(text: str) -> bool:
    """Whether this entry claims to be GS1, by prefix, brackets or separator; cheap, imports nothing."""
    return _claims_gs1(_take_apart(text))


def _take_apart(text: str) -> _Scan:
    # Only a suffix or a blank goes: a bare strip() would take a separator (0x1D) away, too.
    begun = text.lstrip(_ENDS)
    prefix = _AIM.match(begun)
    symbology = prefix[0] if prefix else None
    payload = begun[len(symbology or "") :].rstrip(_ENDS)
    return _Scan(text, symbology, payload, len(text) - len(begun) + len(symbology or "") + 1)


def _claims_gs1(scan: _Scan) -> bool:
    if scan.symbology in _GS1_SYMBOLOGIES or GS in scan.payload:
        return True
    return bool(_BRACKETS.match(scan.payload)) and not _PHONE.fullmatch(scan.payload)


def _read_gs1(scan: _Scan) -> Reading:
    from shopstock.codes import gs1
    from shopstock.codes.parts import parts_of

    parse = gs1.bracketed if scan.payload.startswith("(") else gs1.scanned
    try:
        elements = parse(scan.payload, scan.at)
    except BadInput as refused:
        return _refused(scan, "gs1", refused.text)
    parts = parts_of(elements)
    return Reading(
        scan.entry,
        "gs1",
        scan.symbology,
        gs1.printed(elements),
        elements,
        gtin=parts.gtin,
        lot=parts.lot,
        serial=parts.serial,
        made_on=parts.made_on,
        expires=parts.expires,
        date_kind=parts.date_kind,
        count=parts.count,
        weight_grams=parts.weight_grams,
        amount=parts.amount,
    )


def _read_ean(scan: _Scan) -> Reading:
    """An EAN or UPC symbol; its prefix says so, hence a wrong number is refused."""
    number = scan.payload
    if scan.symbology == "]E0" and len(number) in (6, 7, 8):
        number = gtins.expand_upc_e(number) or number
    if scan.symbology == "]E3" and len(number) in (15, 18):
        number = number[:13]
    if gtins.is_gtin(number):
        return _as_gtin(scan, number)
    wrong = gtins.has_wrong_check_digit(number)
    return _refused(
        scan,
        "gtin",
        _wrong_digit(number)
        if wrong
        else f"an EAN or UPC has 8, 12 or 13 digits, from character {scan.at} on",
    )


def _read_plain(scan: _Scan) -> Reading:
    payload = scan.payload
    digits = payload.replace(" ", "") if _PRINTED_GTIN.fullmatch(payload) else payload
    if gtins.is_gtin(digits):
        return _as_gtin(scan, digits)
    upc = gtins.expand_upc_e(digits) if len(digits) == 8 else None
    if upc:
        return _as_gtin(scan, upc)
    if gtins.has_wrong_check_digit(digits):
        return Reading(scan.entry, "text", scan.symbology, clean_text(payload), doubt=_wrong_digit(digits))
    return _read_serial(scan) or Reading(scan.entry, "text", scan.symbology, clean_text(payload))


def _read_serial(scan: _Scan) -> Reading | None:
    forms: tuple[tuple[Kind, re.Pattern[str], Callable[[str], str]], ...] = (
        ("imei", _IMEI, imei),
        ("vin", _VIN, vin),
        ("mac", _MAC, mac),
    )
    for kind, form, normal in forms:
        if form.fullmatch(scan.payload):
            try:
                number = normal(scan.payload)
            except BadSerial as wrong:
                return Reading(scan.entry, "text", scan.symbology, clean_text(scan.payload), doubt=wrong.text)
            return Reading(scan.entry, kind, scan.symbology, number, doubt=_doubt(kind, number))
    return None


def _doubt(kind: Kind, number: str) -> str | None:
    """A VIN of North America (first character 1 to 5) carries a check digit; elsewhere it need not."""
    if kind == "vin" and number[0] in "12345" and number[8] != vin_check_digit(number):
        return f"VIN: character 9 is {number[8]}, {vin_check_digit(number)} would be right"
    return None


def _as_gtin(scan: _Scan, number: str) -> Reading:
    whole = gtins.pad(number)
    return Reading(scan.entry, "gtin", scan.symbology, whole, gtin=whole)


def _wrong_digit(number: str) -> str:
    right = gtins.check_digit(number[:-1])
    return f"wrong check digit: character {len(number)} of {number} is {number[-1]}, {right} would be right"


def _refused(scan: _Scan, kind: Kind, text: str) -> Reading:
    return Reading(scan.entry, kind, scan.symbology, clean_text(scan.payload), refusal=text)
