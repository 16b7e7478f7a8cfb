"""Lists as files: a registry of what can be exported, and the CSV they are written as.

Whoever adds a list adds one line to `EXPORTS`: its name, a sentence, and the module and function that give it. A
function gets the session and what was asked, and returns a `Listing`; it is imported only when its list is wanted.
Money and quantities are decimal strings, days ISO, what is absent an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module

from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who wants a list said besides its name: how many days ahead, and of whom."""

    days: int = 90
    who: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the names of its columns and its rows, in the order in which they are written."""

    columns: tuple[str, ...]
    rows: Iterable[Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Export:
    """One list that can be had as a file. `personal` says that it tells of people: that takes a right."""

    name: str
    help: str
    module: str
    function: str
    personal: bool = False


EXPORTS: tuple[Export, ...] = (
    Export("products", "the catalogue, as import reads it", "exports_goods", "products"),
    Export("stock", "what stands where, as import reads it", "exports_goods", "stock"),
    Export(
        "checks", "what was done in the morning checks of the last --days", "check_record", "checks_listing"
    ),
    Export("ending", "what ends within --days", "ending", "export", personal=True),
    Export("ahead", "what reaches its last day within --days", "ahead", "export"),
    Export("reorder", "what to order, and what not", "reorder", "export"),
    Export("lacking", "sales that lack a serial", "exports_people", "lacking", personal=True),
    Export("customer", "all that is known of one person", "customer_paper", "customer", personal=True),
    Export("customers", "everyone, and what they allowed", "exports_people", "customers", personal=True),
    Export("claims", "the open claims, oldest first", "claim_lists", "claims_listing"),
    Export("chase", "what is too long at a supplier", "claim_lists", "chase_listing"),
    Export("services", "what is due for routine service", "routine", "services", personal=True),
    Export(
        "losses",
        "waste, charity, staff and returns to suppliers of the last --days",
        "losses",
        "losses_listing",
    ),
    Export(
        "markdowns", "what was sold of marked-down lots in the last --days", "losses", "markdowns_listing"
    ),
)
BY_NAME = {export.name: export for export in EXPORTS}


def listing(session: Session, name: str, asked: Asked) -> Listing:
    """The list of that name; refuses an unknown one, and one about people to whoever may not have it."""
    export = BY_NAME.get(clean_text(name).casefold())
    if export is None:
        raise BadInput(f'"{fit(clean_text(name), 20)}" is no list. There are: {", ".join(BY_NAME)}')
    if export.personal:
        require(session, Right.PERSONAL)
    give: Callable[[Session, Asked], Listing] = getattr(
        import_module(f"shopstock.jobs.{export.module}"), export.function
    )
    return give(session, asked)


def as_csv(made: Listing) -> tuple[str, int]:
    """The list as CSV text (RFC 4180: commas, quotes where they are needed, CR LF) and the number of its rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(made.columns)
    count = 0
    for row in made.rows:
        writer.writerow("" if cell is None else cell for cell in row)
        count += 1
    return out.getvalue(), count
