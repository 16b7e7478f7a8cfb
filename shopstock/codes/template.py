"""Templates for numbers the shop makes itself: `{place}-{year}{week}-{run:3}`.

A template is text with fields in braces. `{run:3}` is the number that counts up, at least three digits wide; it goes
on wider where they do not suffice. The fields of a day are `{year}`, `{yy}`, `{month}`, `{day}`, `{week}` and
`{yday}`; alone they are today's, `{made:week}` and `{expires:yy}` those of the goods. Beside `{week}` the year is the
one that the week belongs to (ISO 8601), so that 1 January never counts for the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit

DAY_FIELDS = ("year", "yy", "month", "day", "week", "yday")
GOODS_FIELDS = ("product", "supplier", "place", "shop")
LONGEST = 100
_FIELD = re.compile(r"\{([a-z]+)(?::([a-z]+|[0-9]+))?\}", re.ASCII)
_DAYS = ("", "made", "expires")


class NoValue(BadInput):
    """A field has nothing to stand for yet; `field` names it."""

    id = "numbers.no_value"

    def __init__(self, field: str) -> None:
        super().__init__(f"the number has {{{field}}} in it, and that is not known yet")
        self.field = field


@dataclass(frozen=True, slots=True)
class Numbered:
    """A template filled in but for its run: what stands before and after it, and its least width (0: no run)."""

    head: str
    tail: str = ""
    width: int = 0

    def at(self, run: int) -> str:
        """The number of that run."""
        return f"{self.head}{run:0{self.width}}{self.tail}" if self.width else self.head


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart: plain texts and fields (`name`, `argument`) in their order."""

    parts: tuple[str | tuple[str, str], ...]

    @property
    def counts(self) -> bool:
        """Whether it has a run."""
        return any(not isinstance(part, str) and part[0] == "run" for part in self.parts)

    def uses(self, name: str) -> bool:
        """Whether it has a field of that name, or of that day (`made`, `expires`)."""
        return any(not isinstance(part, str) and part[0] == name for part in self.parts)

    def filled(self, days: Mapping[str, date | None], words: Mapping[str, str | None]) -> Numbered:
        """Everything but the run. `days` are today, made and expires, `words` the other fields.

        Raises `NoValue` for a field that has none."""
        texts, width = [""], 0
        for part in self.parts:
            if isinstance(part, str):
                texts[-1] += part
            elif part[0] == "run":
                width = int(part[1])
                texts.append("")
            else:
                texts[-1] += self._value(part, days, words)
        return Numbered(texts[0], texts[1] if len(texts) > 1 else "", width)

    def _value(
        self, field: tuple[str, str], days: Mapping[str, date | None], words: Mapping[str, str | None]
    ) -> str:
        name, of_day = field
        if name in _DAYS:
            day = days.get(name or "today")
            if day is None:
                raise NoValue(f"{name}:{of_day}")
            return _of_day(day, of_day, by_week=(name, "week") in self.parts)
        value = clean_text(words.get(name) or "")
        if not value:
            raise NoValue(name)
        return value


@lru_cache(maxsize=64)
def parse_template(text: str, *, must_count: bool) -> Template:
    """The template that the text is; raises `BadInput` with what is wrong.

    One that must count has a run: without it two pieces would get one number."""
    typed = clean_text(text)
    if not typed or len(typed) > LONGEST:
        raise BadInput(f"a template has 1 to {LONGEST} characters")
    parts: list[str | tuple[str, str]] = []
    at = 0
    for match in _FIELD.finditer(typed):
        parts += [typed[at : match.start()], _field(match[1], match[2] or "")]
        at = match.end()
    parts.append(typed[at:])
    plain = [part for part in parts if isinstance(part, str) and ("{" in part or "}" in part)]
    if plain:
        raise BadInput(f"{fit(plain[0], 20)}: a field is written {{year}} or {{run:3}}")
    runs = [part for part in parts if not isinstance(part, str) and part[0] == "run"]
    if len(runs) > 1:
        raise BadInput("a template counts once: one {run:3}")
    if must_count and not runs:
        raise BadInput("without {run:3} every number would be the same")
    return Template(tuple(part for part in parts if part))


def _field(name: str, argument: str) -> tuple[str, str]:
    if name == "run":
        width = int(argument) if argument.isdigit() else 0 if argument else 1
        if not 1 <= width <= 12:
            raise BadInput("{run:3}: its width is 1 to 12")
        return name, str(width)
    if name in DAY_FIELDS and not argument:
        return "", name
    if name in ("made", "expires") and argument in DAY_FIELDS:
        return name, argument
    if name in (*GOODS_FIELDS, "prefix") and not argument:
        return name, ""
    known = ", ".join((*DAY_FIELDS, *GOODS_FIELDS, "run:3", "made:week"))
    raise BadInput(f"{{{fit(name, 12)}}} is no field. They are {known}")


def _of_day(day: date, field: str, *, by_week: bool) -> str:
    year, week, _ = day.isocalendar()
    year = year if by_week else day.year
    return {
        "year": f"{year:04}",
        "yy": f"{year % 100:02}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "week": f"{week:02}",
        "yday": f"{day.timetuple().tm_yday:03}",
    }[field]
