"""What a label's code says, written: the reverse of `reading`, refused before it is drawn.

Every value is checked by the rules the reader has, so what is written here reads back to the same parts. Raises
`BadInput` with one sentence for a value that no code can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from shopstock.codes import gs1, link
from shopstock.codes.gs1_date import parse_day
from shopstock.codes.gtin import is_gtin, pad
from shopstock.days import PrintedDate
from shopstock.refusal import BadInput

DOMAIN = "id.gs1.org"
# The order of the path of a product (GS1 Digital Link Standard: URI Syntax, section 4.8).
_QUALIFIERS = ("22", "10", "21")
_DOMAIN = re.compile(
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*"
)
# What the counter takes for an entry of its own, whatever bears it: signs, quantities, percents, cash, `-2`, `2!`.
_ENTRY = re.compile(
    r"[:@#=?].*|[0-9]{1,9}(?:[.,][0-9]{1,6})?\*.*|-[0-9]{0,4}|/[0-9]{1,9}(?:[.,][0-9]{1,4})?%?"
    r"|\+[0-9]{1,9}(?:[.,][0-9]{1,4})?|[0-9]{1,4}!",
    re.ASCII | re.DOTALL,
)
_DATES = {"use_by": "17", "expiry": "17", "best_before": "15", "sell_by": "16"}


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code is to say. `own` is the shop's own word for the thing (a serial, a lot, a SKU, `=PLACE`): it is
    all that a code says where there is no product number, or GS1 cannot hold the rest. It is empty for goods whose
    word would not be read as the word (`is_said_as`): the product number says them, or no code does."""

    own: str
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    made_on: date | None = None
    expires: PrintedDate | None = None
    date_kind: str | None = None

    @property
    def lot_or_serial(self) -> bool:
        """Whether it is more than a product or a place."""
        return bool(self.lot or self.serial or self.expires)

    @property
    def product_only(self) -> bool:
        """Whether a product number says all of it."""
        return self.gtin is not None and not self.lot_or_serial


def elements_of(coded: Coded) -> dict[str, str] | None:
    """The elements that say it, in the order they are written; None where GS1 cannot hold it: no product number,
    or a lot or serial that is too long or has other characters.

    A date that GS1 cannot hold as it was printed (a year alone, more than 50 years ahead) is left out: the lot
    still says which goods they are.
    """
    if coded.gtin is None or not is_gtin(coded.gtin):
        return None
    found = {"01": pad(coded.gtin)}
    for ai, day in (
        ("11", PrintedDate(coded.made_on) if coded.made_on else None),
        (_DATES.get(coded.date_kind or "", "15"), coded.expires),
    ):
        digits = day_digits(day) if day else None
        if digits:
            found[ai] = digits
    found |= {ai: value for ai, value in (("10", coded.lot), ("21", coded.serial)) if value}
    try:
        return dict(_checked(found))
    except BadInput:
        return None


def is_said_as(word: str) -> bool:
    """Whether a code with that word alone is read as the word: not as GS1, not as what follows a scanner's prefix,
    and not as an entry of its own at the counter, such as `3*CAB` or `-2`."""
    from shopstock.codes.reading import read

    said = read(word)
    return (
        word != ""
        and not _ENTRY.fullmatch(word)
        and said.symbology is None
        and said.kind != "gs1"
        and not said.refusal
    )


def day_digits(day: PrintedDate) -> str | None:
    """YYMMDD, with day 00 for one printed to the month; None where that would be read as another day."""
    last = 0 if day.precision == "month" else day.day.day
    digits = f"{day.day.year % 100:02}{day.day.month:02}{last:02}"
    return digits if parse_day(digits) == day else None


def element_string(elements: Mapping[str, str]) -> str:
    """The message of a GS1 symbol without its leading FNC1: fixed lengths first, 0x1D only where it is needed.

    Source: GS1 General Specifications, section 7.8.
    """
    ordered = in_order(elements)
    message = ""
    for ai, value in ordered.items():
        message += ai + value + ("" if _fixed(ai) else gs1.GS)
    return message.removesuffix(gs1.GS)


def bracketed(elements: Mapping[str, str]) -> str:
    """The same in its printed form `(01)...(10)...`, for people and for what draws it."""
    return gs1.printed(in_order(elements))


def in_order(elements: Mapping[str, str]) -> dict[str, str]:
    """The elements, each checked, those of a predefined length first; refuses none at all."""
    checked = dict(_checked(elements))
    if not checked:
        raise BadInput("a code without anything in it cannot be drawn")
    return dict(sorted(checked.items(), key=lambda element: not _fixed(element[0])))


def digital_link(elements: Mapping[str, str], domain: str = DOMAIN) -> str:
    """The web address of a product: key and qualifiers in the path, all else after the question mark.

    Source: GS1 Digital Link Standard: URI Syntax, sections 4 and 5.
    """
    checked = dict(_checked(elements))
    if "01" not in checked:
        raise BadInput("a link needs a product number (01)")
    path = "".join(f"/{ai}/{_quoted(checked[ai])}" for ai in ("01", *_QUALIFIERS) if ai in checked)
    asked = "&".join(
        f"{ai}={_quoted(value)}" for ai, value in checked.items() if ai not in ("01", *_QUALIFIERS)
    )
    return f"https://{check_domain(domain)}{path}{'?' if asked else ''}{asked}"


def check_domain(text: str) -> str:
    """The domain of links, a path may follow it: `id.gs1.org`, `shop.example/p`."""
    typed = text.strip().removeprefix("https://").rstrip("/")
    host, slash, path = typed.partition("/")
    normal = host.lower() + slash + path
    if not _DOMAIN.fullmatch(normal) or len(typed) > 100:
        raise BadInput(f'"{typed[:30]}" is no domain, such as {DOMAIN}')
    if any(link.is_key(part) for part in path.split("/")):
        raise BadInput(f'"{typed[:30]}" has an identifier of GS1 in its path')
    return normal


def _checked(elements: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for ai, value in elements.items():
        known = gs1.identifier(ai)
        if known is None or known.ai != ai:
            raise BadInput(f'"{ai[:8]}" is no GS1 identifier')
        problem = gs1.element_problem(known, value)
        if problem:
            raise BadInput(f"{known.name} {problem}")
        yield ai, value


def _fixed(ai: str) -> bool:
    known = gs1.identifier(ai)
    return known is not None and known.fixed is not None


def _quoted(value: str) -> str:
    return quote(value, safe="")
