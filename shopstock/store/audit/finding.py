"""What a check says, and how a check reads: rows as a stream, in one view of the shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import __exception_wrapper__ as translating  # type: ignore[attr-defined]

from shopstock.store.engine import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: which check says it, what is wrong, and where, as people call the place.

    `where` is empty when the whole shop is meant."""

    check: str
    what: str
    where: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.check, self.where, self.what) if part)


Check = Callable[[Store], Iterator[Finding]]


def rows(store: Store, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query one after the other; a failure while reading is Peewee's error, not the driver's."""
    cursor = store.db.execute_sql(sql)
    with translating:
        yield from cursor


def compared(
    check: str,
    ours: Mapping[tuple[str, str], object],
    theirs: Mapping[tuple[str, str], object],
    wanted: Callable[[str], bool],
) -> Iterator[Finding]:
    """What a schema lacks, has too much, or has otherwise than a fresh one: parts by kind and name, of wanted kinds."""
    for kind, name in sorted(ours.keys() | theirs.keys()):
        where = f"{kind} {name}"
        if not wanted(kind):
            continue
        if (kind, name) not in ours:
            yield Finding(check, "it is missing", where)
        elif (kind, name) not in theirs:
            yield Finding(check, "no fresh shop has it", where)
        elif ours[kind, name] != theirs[kind, name]:
            yield Finding(check, "it is not that of a fresh shop", where)
