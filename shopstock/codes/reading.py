"""One scan or one typed code in, one `Reading` out.

A code that claims to be something (by its AIM prefix, its brackets, a separator inside) is read whole or
refused in one sentence; a refused one has no parts. Anything else is what it is by its own check digit,
or text. `read` never raises. The GS1 tables are imported at the first code that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from shopstock.codes import gs1, link
from shopstock.codes import gtin as gtins
from shopstock.codes.in_store import InStoreLayout
from shopstock.codes.known import Kind, Known, known, product, wrong_digit
from shopstock.codes.parts import CodedAmount, parts_of
from shopstock.days import PrintedDate
from shopstock.refusal import BadInput
from shopstock.text import clean_text

__all__ = [
    "GS",
    "AsJson",
    "Kind",
    "Reading",
    "as_json",
    "looks_like_gs1",
    "may_be_in_store",
    "read",
    "read_bare_gs1",
    "spellings",
]

GS = "\x1d"
# AIM identifiers of ISO/IEC 15424 that mean "GS1 element strings" (GS1 General Specifications, 5.1.2):
# GS1-128, DataBar and composite, DataMatrix, QR, DotCode; d5, Q4 and J4 are the same with a character set.
_GS1_SYMBOLOGIES = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]J4"})
_EAN_SYMBOLOGIES = frozenset({"]E0", "]E1", "]E2", "]E3", "]E4"})
_AIM = re.compile(r"\][A-IK-UXZJcdehopsz][0-9A-F]")
# What may hang on a code: blanks, a scanner's suffix, and the invisible signs that come with pasted text.
_ENDS = " \t\r\n\u00a0\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
_BRACKETS = re.compile(r"\([0-9]{2,4}\)", re.ASCII)
# (030) 1234567 or (212) 555-0123: no identifier of three digits begins with 0.
_PHONE = re.compile(r"\(0[0-9]{2,4}\) ?[0-9][0-9 /.-]{3,16}|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}", re.ASCII)
# ISO/IEC 15434: the envelope of an industrial label, [)> RS, a format of two digits, GS ... RS EOT.
_ENVELOPE = re.compile(r"\[\)>\x1e([0-9]{2})\x1d([^\x1e\x04]*)\x1e?\x04?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one entry is. `gtin` is 14 digits; `normal` is what a look-up compares.

    `normal`: a GTIN as 14 digits, an ISBN as 13, an IMEI as 15, a MEID as 14 and a MAC as twelve
    hexadecimal digits, a VIN in capitals, an in-store item as 14 digits without its measure, a
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


class AsJson(TypedDict):
    """What `shopstock read --json` prints for one code."""

    entry: str
    kind: str
    symbology: str | None
    elements: dict[str, str]
    normal: str
    refusal: str | None


def read(text: str, layouts: Sequence[InStoreLayout] = ()) -> Reading:
    """What this code is; never raises, whatever the text. Suffixes of a scanner may still hang on it.

    `layouts` say what the shop's own numbers (prefix 20 to 29) carry inside; without one they are whole.
    """
    scan = _take_apart(text)
    if _claims_gs1(scan):
        return _read_gs1(scan)
    if scan.symbology in _EAN_SYMBOLOGIES or (scan.symbology == "]I1" and len(scan.payload) == 14):
        return _read_ean(scan, layouts)
    return _as_reading(scan, known(clean_text(scan.payload), layouts))


def read_bare_gs1(text: str) -> Reading | None:
    """A string without prefix and separator that as a whole is GS1 with a product; None otherwise.

    It only could be GS1: act on it when its product is known. A plain GTIN is too short to be one.
    """
    scan = _take_apart(text)
    payload = scan.payload
    if len(payload) < 16 or not payload[:16].isdigit() or _claims_gs1(scan):
        return None
    reading = _read_gs1(scan)
    return reading if reading.gtin else None


def may_be_in_store(text: str) -> bool:
    """Whether this entry has the form of a number that a shop gave its own goods; then it is read with layouts."""
    payload = _take_apart(text).payload
    return (
        len(payload) in (12, 13, 14)
        and payload.lstrip("0")[:1] == "2"
        and payload.isascii()
        and payload.isdigit()
    )


def looks_like_gs1(text: str) -> bool:
    """Whether this entry claims to be GS1, by prefix, brackets, separator or link; cheap, imports nothing."""
    return _claims_gs1(_take_apart(text))


def as_json(reading: Reading) -> AsJson:
    """The reading as `shopstock read --json` prints it.

    Whoever asks what a code is wants to hear of a wrong check digit, so a doubt about a plain number that
    came to nothing stands in `refusal`, too.
    """
    return {
        "entry": reading.entry,
        "kind": reading.kind,
        "symbology": reading.symbology,
        "elements": dict(reading.elements),
        "normal": reading.normal,
        "refusal": reading.refusal or (reading.doubt if reading.kind == "text" else None),
    }


def spellings(reading: Reading) -> tuple[str, ...]:
    """Every way the same number may be written in stock, the entry itself first, none twice.

    A serial is kept as printed, so a look-up of an IMEI, MEID or MAC has to try them all; dashes, spaces and
    case are the look-up's own business (`shopstock.text.fold`).
    """
    typed, number = clean_text(_take_apart(reading.entry).payload), reading.normal
    ways = [typed, number]
    if reading.kind == "mac":
        ways += [":".join(number[n : n + 2] for n in range(0, 12, 2))]
        ways += [".".join(number[n : n + 4] for n in range(0, 12, 4))]
    if reading.kind == "meid":
        ways += [f"{int(number[:8], 16):010}{int(number[8:], 16):08}"]
    if reading.kind == "imei":
        ways += [number[:14]]
    return tuple(dict.fromkeys(way for way in ways if way))


def _take_apart(text: str) -> _Scan:
    # Only these go: a bare strip() would take a separator (0x1D) away, too.
    begun = text.lstrip(_ENDS)
    prefix = _AIM.match(begun)
    symbology = prefix[0] if prefix else None
    payload = begun[len(symbology or "") :].rstrip(_ENDS)
    return _Scan(text, symbology, payload, len(text) - len(begun) + len(symbology or "") + 1)


def _claims_gs1(scan: _Scan) -> bool:
    if scan.symbology in _GS1_SYMBOLOGIES or GS in scan.payload or link.claims_link(scan.payload):
        return True
    return bool(_BRACKETS.match(scan.payload)) and not _PHONE.fullmatch(scan.payload)


def _read_gs1(scan: _Scan) -> Reading:
    try:
        elements = _elements(scan)
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


def _elements(scan: _Scan) -> dict[str, str]:
    if link.is_address(scan.payload):
        return link.linked(scan.payload, scan.at)
    if scan.payload.startswith("("):
        return gs1.bracketed(scan.payload, scan.at)
    envelope = _ENVELOPE.fullmatch(scan.payload)
    if envelope is None:
        return gs1.scanned(scan.payload, scan.at)
    if envelope[1] != "05":
        raise BadInput(f"a label of format {envelope[1]} (ISO 15434); only format 05, GS1, can be read")
    return gs1.scanned(envelope[2], scan.at + envelope.start(2))


def _read_ean(scan: _Scan, layouts: Sequence[InStoreLayout]) -> Reading:
    """An EAN, UPC or ITF-14 symbol; its prefix says so, hence a wrong number is refused."""
    number = scan.payload
    if scan.symbology in ("]E1", "]E2"):
        return _refused(scan, "gtin", "only the small code beside a barcode was read, scan the large one")
    if scan.symbology == "]E0" and len(number) in (6, 7, 8):
        number = gtins.expand_upc_e(number) or number
    if scan.symbology == "]E3" and len(number) in (15, 18):
        number = number[:13]
    if gtins.is_gtin(number):
        return _as_reading(scan, product(number, layouts))
    if gtins.has_wrong_check_digit(number):
        return _refused(scan, "gtin", wrong_digit(number))
    return _refused(scan, "gtin", f"a product number has 8, 12, 13 or 14 digits, from character {scan.at} on")


def _as_reading(scan: _Scan, what: Known) -> Reading:
    return Reading(
        scan.entry,
        what.kind,
        scan.symbology,
        what.normal,
        gtin=what.gtin,
        count=what.count,
        weight_grams=what.weight_grams,
        amount=what.amount,
        refusal=what.refusal,
        doubt=what.doubt,
    )


def _refused(scan: _Scan, kind: Kind, text: str) -> Reading:
    return Reading(scan.entry, kind, scan.symbology, clean_text(scan.payload), refusal=text)
