"""Customers as they are shown: a numbered list, or one of them with all that is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.base import View
from shopstock.desk.views.find import Owned


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One of the list: what tells them apart."""

    n: int
    name: str
    phone: str | None
    email: str | None
    town: str | None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What counts of one kind of consent: `given` is null where nobody spoke of it; `on` is ISO."""

    kind: str
    given: bool | None
    on: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class PaperOf:
    """A receipt of theirs."""

    paper: str
    day: str
    total: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """All that is known of one person. `owned` is what they have now, newest first; `credits` are store credits with
    what is left, `claims` what is open or was; `also` are names and numbers of rows that were merged into this one."""

    number: int
    name: str
    phone: str | None
    email: str | None
    address: list[str]
    note: str | None
    since: str
    consents: list[ConsentLine]
    owned: list[Owned]
    papers: list[PaperOf]
    also: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CustomersView(View):
    """`card` is null while a list is shown; `asked` is the field whose new value is awaited, `words` what was looked
    for."""

    rows: list[CustomerLine]
    words: str
    card: CustomerCard | None
    asked: str | None
