"""GS1 Digital Link: a web address that carries a product, its lot and serial.

biip knows which identifiers may follow which in the path; the values are checked by the same rules as in
any other GS1 code, and nothing that belongs to the standard is passed over in silence. Source: GS1
Digital Link Standard: URI Syntax, sections 4 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from shopstock.codes import gs1
from shopstock.refusal import BadInput

# What a path may begin with (section 4.2 of the standard, as in biip's own table).
_PRIMARY = (
    *("00", "01", "253", "255", "401", "402", "414", "415", "417"),
    *("8003", "8004", "8006", "8010", "8013", "8017", "8018"),
)
# Names that version 1.1 of the standard allowed in place of the digits.
_NAMES = {"gtin": "01", "cpv": "22", "lot": "10", "ser": "21", "exp": "17"}
# Any other address may have a /01/ in its path: only one with a number of that kind behind it is a claim.
_CLAIM = re.compile(
    r"https?://(?:id\.gs1\.org/[0-9]{2,4}/|[^/?#\s]+(?:/[^?#]*)?/"
    r"(?:(?:01|gtin)/[0-9]{8,14}|(?:00|253|255|402|8003|8006|8017|8018)/[0-9]{13,40})(?:[/?#]|$))",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS = re.compile(r"(https?://[^/?#\s]+)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def claims_link(text: str) -> bool:
    """Whether this is a web address that carries a GS1 number."""
    return bool(_CLAIM.match(text))


def is_address(text: str) -> bool:
    """Whether this is a web address at all."""
    return text[:8].lower().startswith(("http://", "https://"))


def is_key(part: str) -> bool:
    """Whether this part of a path begins the number of something."""
    return _key(part) in _PRIMARY


def linked(payload: str, at: int) -> dict[str, str]:
    """The elements of a Digital Link, path first; a GTIN-8, -12 or -13 is padded to 14 digits.

    `at` is the place of its first character. Raises `BadInput` with what is wrong and where.
    """
    address = _ADDRESS.fullmatch(payload)
    if not address:
        raise BadInput(f"no web address at character {at}")
    host, path, query = address[1], address[2], address[3] or ""
    pairs = list(_path_pairs(path, at + len(host)))
    elements = gs1.collect(_elements([*pairs, *_query_pairs(query, at + len(host) + len(path))]), at)
    _check_order(pairs)
    return elements


def _path_pairs(path: str, at: int) -> Iterator[tuple[str, str, int]]:
    parts: list[tuple[str, int]] = []
    place = at
    for part in path.removesuffix("/").split("/"):
        parts.append((part, place))
        place += len(part) + 1
    first = next((n for n, (part, _) in enumerate(parts) if _key(part) in _PRIMARY), None)
    if first is None:
        raise BadInput(f"no product number in the path of the link, from character {at} on")
    rest = parts[first:]
    if len(rest) % 2:
        raise BadInput(f"({rest[-1][0][:8]}) at character {rest[-1][1]} of the link has no value")
    for (name, place), (value, _) in zip(rest[::2], rest[1::2], strict=True):
        yield _key(name), value, place


def _key(part: str) -> str:
    return _NAMES.get(part.lower(), part)


def _query_pairs(query: str, at: int) -> Iterator[tuple[str, str, int]]:
    place = at + 1
    for part in query[1:].split("&"):
        name, _, value = part.partition("=")
        key = _key(name)
        # Keys of digits only are reserved for identifiers; any other key belongs to the web site.
        if key.isascii() and key.isdigit():
            yield key, value.replace("+", " "), place
        place += len(part) + 1


def _elements(pairs: list[tuple[str, str, int]]) -> Iterator[tuple[gs1.Identifier, str, int]]:
    for key, encoded, place in pairs:
        known = gs1.identifier(key[:4])
        if known is None or known.ai != key:
            raise BadInput(f'no known identifier at character {place} of the link: "{key[:8]}"')
        broken = _BROKEN_ESCAPE.search(encoded)
        if broken:
            raise BadInput(f"{known.name} at character {place} of the link has a broken %-sign")
        value = unquote(encoded, errors="replace")
        if key == "01" and len(value) in (8, 12, 13):
            value = value.rjust(14, "0")
        yield known, value, place


def _check_order(pairs: list[tuple[str, str, int]]) -> None:
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    path = "/".join(f"{key}/{value}" for key, value, _ in pairs)
    try:
        GS1DigitalLinkURI.parse(f"https://id.gs1.org/{path}")
    except (ParseError, ValueError, LookupError):
        order = " ".join(f"({key})" for key, _, _ in pairs)
        raise BadInput(f"the link has {order} in its path, which do not go together in this order") from None
