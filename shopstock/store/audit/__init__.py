"""The books gone through from the first row: a list of small checks, all of them run, each gives its findings.

The checks read one view of the shop, so tills may sell meanwhile, and write nothing. A check that cannot
read what it needs says so as its finding; none of them stops the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from shopstock.refusal import WrongUse
from shopstock.store import driver
from shopstock.store.address import Address, open_shop
from shopstock.store.audit import (
    chain,
    claims,
    covers,
    credit,
    drawers,
    file,
    heads,
    markdowns,
    naming,
    repairs,
    stock,
    tickets,
    treated,
)
from shopstock.store.audit.finding import Check, Finding
from shopstock.store.audit.heads import SeenHead
from shopstock.store.dialect import SQLITE
from shopstock.store.engine import Damaged, Store, translated
from shopstock.store.takings import HeadRow
from shopstock.store.takings import heads as newest_of_tills

__all__ = ["CHECKS", "QUICK", "Check", "Finding", "Report", "SeenHead", "audit", "audit_at"]

MOST = 100  # findings told one by one, of each check

_BOOKS: dict[str, Check] = {
    "balances": stock.balances,
    "negative": stock.negative,
    "units": stock.units,
    "whereabouts": stock.whereabouts,
    "payments": tickets.payments,
    "goods": tickets.goods,
    "returns": tickets.returns,
    "voids": tickets.voids,
    "drawers": drawers.drawers,
    "covers": covers.covers,
    "claims": claims.claims,
    "credits": credit.credits,
    "markdowns": markdowns.markdowns,
    "naming": naming.named,
    "repairs": repairs.repairs,
    "treated": treated.treated,
    "heads": heads.noted,
    "numbers": chain.numbers,
}
_RULES: dict[str, Check] = {
    "foreign_keys": file.foreign_keys,
    "schema": file.schema,
    "triggers": file.triggers,
    "rules": file.rules,
}

CHECKS: dict[str, Check] = {"file": file.integrity, **_RULES, **_BOOKS, "chain": chain.chain}
QUICK: dict[str, Check] = {"file": file.pages, **_RULES, **_BOOKS}


def checks_of(store: Store, *, quick: bool = False) -> dict[str, Check]:
    """The checks by name, in order; on a server the first four ask the server."""
    checks = QUICK if quick else CHECKS
    if store.dialect.name == "sqlite":
        return checks
    from shopstock.store.audit import server

    asked = {
        "file": server.limits,
        "foreign_keys": server.foreign_keys,
        "schema": server.schema,
        "triggers": server.triggers,
    }
    return checks | asked


class Report(NamedTuple):
    """What the checks found, how many ran, on which version of the engine by which library, and what is worth
    knowing but is no finding.

    `heads` is the newest booking of every till, `seen` how many heads from paper were looked for."""

    findings: tuple[Finding, ...]
    checks: int
    engine: str
    version: str
    library: str
    notes: tuple[str, ...]
    heads: tuple[HeadRow, ...] = ()
    seen: int = 0


def audit(store: Store, *, quick: bool = False, seen: Sequence[SeenHead] = ()) -> Report:
    """Run all checks on an open shop; `quick` leaves out the hash chain and the comparison of the indexes.

    `seen` are heads that somebody has on paper: each must still be in its chain."""
    checks = checks_of(store, quick=quick)
    with store.reading(), one_view(store):
        found = tuple(finding for name, check in checks.items() for finding in _run(store, name, check))
        found += tuple(_run(store, "heads", lambda at: heads.printed(at, seen)))
        version, library, notes = _ran_on(store)
        newest = tuple(_heads(store))
    return Report(found, len(checks), store.dialect.name, version, library, notes, newest, len(seen))


def _ran_on(store: Store) -> tuple[str, str, tuple[str, ...]]:
    """The engine's version, the library that speaks with it, and what is worth knowing of both."""
    if store.dialect.name != "sqlite":
        from shopstock.store.audit import server

        notes = server.notes(store)
        return notes[0].removeprefix("PostgreSQL "), "psycopg", notes
    version = str(store.db.execute_sql("SELECT sqlite_version()").fetchone()[0])
    return version, driver.NAME, (file.version_note(version),)


def audit_at(address: Address, seen: Sequence[SeenHead] = ()) -> Report:
    """The same for a shop that this process has not open; a file too damaged to be opened is a finding.

    Anything else that cannot be opened is a WrongUse."""
    try:
        store = open_shop(address)
    except WrongUse as refused:
        cause = refused.__cause__
        if isinstance(cause, driver.FAILURES) and isinstance(translated(cause), Damaged):
            found = Finding("file", driver.said_by(cause))
            return Report(
                (found,), 1, SQLITE.name, driver.VERSION, driver.NAME, (file.version_note(driver.VERSION),)
            )
        raise
    try:
        return audit(store, seen=seen)
    finally:
        store.close()


@contextmanager
def one_view(store: Store) -> Iterator[None]:
    """A transaction that only reads: it waits for no till and no till waits for it.

    It ends with a rollback, since a damaged file refuses even to commit nothing."""
    if store.db.in_transaction():
        yield
        return
    store.dialect.begin_reading(store.db)
    try:
        yield
    finally:
        store.db.rollback()


def _heads(store: Store) -> list[HeadRow]:
    try:
        return newest_of_tills(store)
    except driver.FAILURES:
        return []  # a file that cannot be read has its finding already


def _run(store: Store, name: str, check: Check) -> Iterator[Finding]:
    try:
        with store.dialect.attempt(store.db):
            found = check(store)
            yield from islice(found, MOST)
            more = sum(1 for _ in found)
    except driver.FAILURES as error:
        yield Finding(name, f"this could not be read: {driver.said_by(error)}")
    else:
        if more:
            yield Finding(name, f"and {more:,} more like these")
