"""GS1 element strings, read whole or not at all.

The identifiers and their formats come from biip, which is imported at the first GS1 code. How a message
is cut into elements is ours: a value ends at the separator (0x1D), at its fixed length or at the end of
the code, and then has to fit as a whole, so that a lot of 23 characters is refused and not cut into a
lot and a serial. Raises `BadInput` with what is wrong and at which character of the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shopstock.codes.gs1_date import date_problem
from shopstock.codes.gtin import check_digit
from shopstock.refusal import BadInput

GS = "\x1d"
_NAMES = {
    "00": "logistic unit",
    "01": "product number",
    "02": "contained product",
    "10": "lot",
    "11": "production date",
    "12": "due date",
    "13": "packaging date",
    "15": "best-before date",
    "16": "sell-by date",
    "17": "use-by date",
    "21": "serial",
    "30": "count",
    "37": "count",
}
# How many digits at the start of the value end in a mod-10 check digit (GS1 General Specifications, 3.2 ff.)
_CHECKED = {
    "00": 18,
    **dict.fromkeys(("01", "02", "03", "8003", "8006", "8026"), 14),
    **dict.fromkeys(("253", "255", "410", "411", "412", "413", "414", "415", "416", "417"), 13),
    "402": 17,
    "8017": 18,
    "8018": 18,
}
_BRACKET = re.compile(r"\(([0-9]{2,4})\)", re.ASCII)
_ESCAPED = re.compile(r"\\([()])")
_OUTSIDE = re.compile(r"[^!-\x22%-?A-Z_a-z]")
_NO_DIGIT = re.compile(r"[^0-9]")
_ENCODED_PAIR = re.compile(r"%[0-9A-Fa-f]{2}%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An application identifier: its digits, its form such as `X..20`, and how long a value may be."""

    ai: str
    form: str
    pattern: str
    fixed: int | None
    longest: int | None
    digits_only: bool

    @property
    def name(self) -> str:
        """What people call it, with its digits: `lot (10)`."""
        return f"{_NAMES.get(self.ai, 'value')} ({self.ai})"


@lru_cache(maxsize=4096)
def identifier(head: str) -> Identifier | None:
    """The identifier that these (up to four) characters start with; None when there is none."""
    from biip import ParseError
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier

    try:
        known = GS1ApplicationIdentifier.extract(head)
    except ParseError:
        return None
    form = known.format.partition("+")[2]
    simple = re.fullmatch(r"([NXYZ])(\.\.)?([0-9]+)", form)
    longest = int(simple[3]) if simple else None
    return Identifier(
        known.ai,
        form,
        known.pattern,
        None if known.separator_required else longest,
        longest,
        not re.search("[XYZ-]", form),
    )


def scanned(payload: str, at: int) -> dict[str, str]:
    """The elements of a scanned message, in its order; `at` is the place of its first character.

    Separators may stand before, after and between all elements. Source: GS1 General Specifications,
    section 7.8.
    """
    return collect(_cut_scanned(payload, at), at)


def bracketed(payload: str, at: int) -> dict[str, str]:
    r"""The elements of the printed form `(01)...(10)...`; spaces around a value are no part of it.

    A bracket that belongs to a value is typed `\(`, as in the bracketed syntax of GS1's own tools.
    """
    return collect(_cut_bracketed(payload, at), at)


def printed(elements: dict[str, str]) -> str:
    """The bracketed form of elements: one line that people can read and `bracketed` reads back."""
    return "".join(f"({ai})" + value.replace("(", "\\(") for ai, value in elements.items())


def check_element(known: Identifier, value: str, at: int) -> None:
    """Refuses a value that does not fit its identifier: empty, foreign signs, length, date, check digit."""
    problem = element_problem(known, value)
    if problem:
        raise BadInput(f"{known.name} at character {at} {problem}")


def element_problem(known: Identifier, value: str) -> str | None:
    """What is wrong with a value, as the end of a sentence that its identifier begins; None when it fits."""
    return (
        _length_problem(known, value)
        or date_problem(known.ai, value)
        or _form_problem(known, value)
        or _check_problem(known.ai, value)
    )


def collect(elements: Iterator[tuple[Identifier, str, int]], at: int) -> dict[str, str]:
    """Identifier to value, each checked; refuses none at all and one that comes twice with two values."""
    found: dict[str, str] = {}
    for known, value, place in elements:
        check_element(known, value, place)
        if found.setdefault(known.ai, value) != value:
            raise BadInput(f"{known.name} at character {place} comes a second time with another value")
    if not found:
        raise BadInput(f"there is nothing to read from character {at} on")
    return found


def _cut_scanned(payload: str, at: int) -> Iterator[tuple[Identifier, str, int]]:
    here = 0
    while here < len(payload):
        if payload[here] == GS:
            here += 1
            continue
        known = identifier(payload[here : here + 4])
        if known is None:
            raise BadInput(
                f"no known identifier at character {at + here}: {_shown(payload[here : here + 4])}"
            )
        start = here + len(known.ai)
        separator = payload.find(GS, start)
        end = len(payload) if separator < 0 else separator
        if known.fixed is not None:
            end = min(end, start + known.fixed)
        yield known, payload[start:end], at + here
        here = end


def _cut_bracketed(payload: str, at: int) -> Iterator[tuple[Identifier, str, int]]:
    here = 0
    while here < len(payload):
        opened = _BRACKET.match(payload, here)
        if opened is None:
            raise BadInput(
                f"no identifier in brackets at character {at + here}: {_shown(payload[here : here + 6])}"
            )
        known = identifier(opened[1])
        if known is None or known.ai != opened[1]:
            raise BadInput(f"no known identifier at character {at + here}: {opened[0]}")
        end = payload.find("(", opened.end())
        while end > 0 and payload[end - 1] == "\\":
            end = payload.find("(", end + 1)
        end = len(payload) if end < 0 else end
        value = _ESCAPED.sub(r"\1", payload[opened.end() : end].strip(" "))
        yield known, value, at + here
        here = end


def _shown(text: str) -> str:
    return '"' + "".join(char if char.isprintable() else f"<{ord(char):02X}>" for char in text) + '"'


def _length_problem(known: Identifier, value: str) -> str | None:
    if not value:
        return "is empty"
    outside = (_NO_DIGIT if known.digits_only else _OUTSIDE).search(value)
    if outside:
        return f"cannot have {_shown(outside[0])} as its character {outside.start() + 1}"
    unit = "digits" if known.digits_only else "characters"
    if known.longest is None or _ENCODED_PAIR.search(value):
        return None
    if len(value) > known.longest:
        return f"has {len(value)} {unit}, {known.longest} is the most"
    if ".." not in known.form and len(value) < known.longest:
        return f"has {len(value)} {unit}, {known.longest} are needed"
    return None


def _form_problem(known: Identifier, value: str) -> str | None:
    pattern = known.pattern
    if "|%" in pattern:
        # An encoded letter (%hh%hh) counts once. The pattern as given tries every way to cut a long run
        # of them, which takes for ever: fold them first and leave only one way.
        value = _ENCODED_PAIR.sub("x", value)
        pattern = re.sub(r"\(\?:(\[.*?\])\|.*?\)\{", r"\1{", pattern)
    if re.compile(pattern, re.ASCII).fullmatch(known.ai + value):
        return None
    return f"does not have the form {known.form}"


def _check_problem(ai: str, value: str) -> str | None:
    count = _CHECKED.get(ai)
    if count:
        right = check_digit(value[: count - 1])
        if value[count - 1] != right:
            return f"has a wrong check digit: {value[count - 1]}, {right} would be right"
    return None
