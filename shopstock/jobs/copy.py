"""Moving a shop from a file to a server and back: `shopstock copy FROM TO`, and a backup put onto a server.

Everything goes over or nothing does, and the copy goes through every check before it counts. The shop it came
from stays as it is.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from shopstock.refusal import Refusal, WrongUse
from shopstock.store import address, print_jobs
from shopstock.store.address import Address
from shopstock.store.audit import Finding, audit
from shopstock.store.copies import close_alone
from shopstock.store.engine import Store, remove
from shopstock.store.shop import ShopRow, read_shop
from shopstock.store.transfer import Moved, transfer


class BadCopy(Refusal):
    """What arrived does not pass its checks."""

    id = "copy.findings"


@dataclass(frozen=True, slots=True)
class Copied:
    """A shop that was copied: whose it is, how many rows went over, and how many of them are bookings."""

    shop: ShopRow
    rows: int
    bookings: int


def copy_shop(source: Address, target: Address) -> Copied:
    """Copy a shop to a new file, or into an empty database on a server; raises WrongUse, NotTheSame or BadCopy.

    Tills may go on selling at the source meanwhile; what they sell then is not in the copy."""
    with ExitStack() as unfinished, ExitStack() as opened:
        store = address.open_shop(source)
        opened.callback(store.close)
        shop = read_shop(store)
        if shop is None:
            raise WrongUse(f"{source} holds no shop yet")
        copy = address.create_shop(target)
        if isinstance(target, Path):
            unfinished.callback(remove, target)
        unfinished.callback(copy.close)
        moved = arrived(store, copy)
        with copy.transaction():  # the shop that it came from may still print what waits there
            print_jobs.doubt_all(copy, "the shop was copied")
        unfinished.pop_all()
        copy.close()
        if isinstance(target, Path):
            close_alone(target)
    return Copied(shop, sum(m.rows for m in moved), next(m.rows for m in moved if m.table == "booking"))


def arrived(source: Store, target: Store) -> tuple[Moved, ...]:
    """All of one shop in another, empty one, checked; nothing of it stays there where a check finds something."""
    with target.transaction():
        moved = transfer(source, target)
        findings = audit(target).findings
        if findings:
            raise BadCopy(_first_of(findings))
    return moved


def _first_of(findings: tuple[Finding, ...]) -> str:
    number = f"{len(findings)} findings" if len(findings) > 1 else "1 finding"
    return f"the copy does not pass its checks, {number}. Nothing was changed. First {findings[0]}"
