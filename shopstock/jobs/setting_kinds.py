"""What the value of a setting may be: small checks that give its normal form or refuse with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.codes.in_store import InStoreLayout, Measure
from shopstock.days import parse_term
from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit

_MEASURES = {"weight": "3", "price": "2", "count": "0"}  # with the decimals they usually have
_NO_GS1_SIGNS = "|^~{}`$\\"
Check = Callable[[str], str]  # a text as typed in, its normal form out; raises BadInput


class Known(NamedTuple):
    """A setting that exists. `name` is `group.word`; `default` holds where nobody set it; `help` says what it does in
    at most 60 characters, with the values it takes."""

    name: str
    label: str
    default: str
    check: Check
    help: str
    of_till: bool = False

    @property
    def group(self) -> str:
        """What stands before the point."""
        return self.name.partition(".")[0]


def one_of(*words: str) -> Check:
    """One of these words, in any case."""
    known = {word.casefold(): word for word in words}

    def check(text: str) -> str:
        found = known.get(clean_text(text).casefold())
        if found is None:
            raise BadInput(f'"{fit(clean_text(text), 20)}": it is one of {", ".join(words)}')
        return found

    return check


def whole(low: int, high: int) -> Check:
    """A whole number between both, inclusive."""

    def check(text: str) -> str:
        typed = clean_text(text)
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9 and low <= int(typed) <= high):
            raise BadInput(f'"{fit(typed, 20)}": it is a whole number from {low} to {high}')
        return str(int(typed))

    return check


def percents(text: str) -> str:
    """One to five percentages, each more than the one before: `30 50 70`."""
    parts = clean_text(text).replace(",", " ").replace("%", " ").split()
    numbers = [int(whole(1, 99)(part)) for part in parts]
    if not 1 <= len(numbers) <= 5 or numbers != sorted(set(numbers)):
        raise BadInput(f'"{fit(clean_text(text), 20)}": up to five percentages, rising: 30 50 70')
    return " ".join(str(number) for number in numbers)


def seconds(high: int) -> Check:
    """A time from a tenth of a second to so many whole seconds, with one decimal at the most."""

    def check(text: str) -> str:
        tenths = parse_decimal(text, 1, "time")
        if not 1 <= tenths <= high * 10:
            raise BadInput(f'"{fit(clean_text(text), 12)}": it is a time from 0.1 to {high} seconds')
        return show_decimal(tenths, 1).removesuffix(".0")

    return check


def plain_text(longest: int, *, may_be_empty: bool = True) -> Check:
    """A text of at most that many characters; a longer one is refused, never cut."""

    def check(text: str) -> str:
        typed = clean_text(text)
        if len(typed) > longest:
            raise BadInput(f"that has {len(typed)} characters, {longest} is the most")
        if not typed and not may_be_empty:
            raise BadInput("something has to stand there")
        return typed

    return check


def separator_sign(text: str) -> str:
    """One sign that no value of GS1 can have (GS1 General Specifications, 7.11), or nothing."""
    typed = clean_text(text)
    if typed and (len(typed) > 1 or typed not in _NO_GS1_SIGNS):
        raise BadInput(f'"{fit(typed, 12)}": it is one of {" ".join(_NO_GS1_SIGNS)}')
    return typed


def in_store_layouts(text: str) -> str:
    """Layouts of in-store numbers, one after the other with `;` between: `28IIIICVVVVVK weight 3`."""
    return "; ".join(f"{each.pattern} {each.measure} {each.decimals}" for each in layouts_of(text))


def layouts_of(text: str) -> tuple[InStoreLayout, ...]:
    """The layouts in the value of `codes.in_store`; raises BadInput for one that cannot be."""
    return tuple(_layout(part.split()) for part in clean_text(text).split(";") if part.strip())


def _layout(words: list[str]) -> InStoreLayout:
    if len(words) not in (2, 3) or words[1].casefold() not in _MEASURES:
        raise BadInput("a layout is 13 signs, weight, price or count, decimals: 28IIIICVVVVVK weight 3")
    measure = cast(Measure, words[1].casefold())
    decimals = whole(0, 6)(words[2]) if len(words) == 3 else _MEASURES[measure]
    return InStoreLayout(words[0].upper(), measure, int(decimals))


def term_or(*words: str) -> Check:
    """A length of time such as `24 months`, or one of these words."""
    word = one_of(*words)

    def check(text: str) -> str:
        if clean_text(text)[:1].isdigit():
            return str(parse_term(clean_text(text)))
        try:
            return word(text)
        except BadInput:
            listed = ", ".join(words)
            raise BadInput(
                f'"{fit(clean_text(text), 20)}": it is a term such as 24 months, or {listed}'
            ) from None

    return check


def country_code(text: str) -> str:
    """A country in two letters (ISO 3166-1), or `auto`."""
    typed = clean_text(text)
    if typed.casefold() == "auto":
        return "auto"
    if len(typed) != 2 or not (typed.isascii() and typed.isalpha()):
        raise BadInput(f'"{fit(typed, 20)}": it is two letters such as DE, or auto')
    return typed.upper()


def label_stock(text: str) -> str:
    """A label sheet of `data/label_stocks.toml` by its name."""
    from shopstock.papers.label_stocks import stock

    return stock(text).name


def label_size(text: str) -> str:
    """The size of a label in millimetres: `50x30`."""
    from shopstock.papers.label_output import check_size

    return check_size(text)


def link_domain(text: str) -> str:
    """A domain that GS1 Digital Links may have, with or without a path."""
    from shopstock.codes.writing import check_domain

    return check_domain(text)
