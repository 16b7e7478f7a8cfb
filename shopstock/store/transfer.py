"""A shop moved to another engine, row by row: from a file to a server and back, complete or not at all.

Every row of every table goes over as it is, with its id, so the hash chains stay what they are. The rules that
look at more than one row are set aside while rows are loaded, keys and CHECKs are not; afterwards both sides
are read again and compared, and the caller has the books of the new shop checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from shopstock.refusal import Refusal
from shopstock.store.audit import one_view
from shopstock.store.audit.finding import rows
from shopstock.store.compiled import inserted
from shopstock.store.engine import Store
from shopstock.store.models import TABLES, PlaceKind, Table

_BATCH = 1000
MOVED = tuple(model for model in TABLES if model is not PlaceKind)  # the kinds of places come with the schema


class NotTheSame(Refusal):
    """What arrived is not what was sent."""

    id = "copy.not_the_same"


class Moved(NamedTuple):
    """How much of a table went over, and the SHA-256 of all its rows in the order of their keys."""

    table: str
    rows: int
    digest: str


def transfer(source: Store, target: Store) -> tuple[Moved, ...]:
    """Write all of one shop into an empty one of the same version, in one transaction, and compare the two.

    The source is read as of one instant; its tills may sell meanwhile, and what they sell then is not in it.
    Raises NotTheSame and leaves the target empty when a table did not arrive as it was."""
    names = [model._meta.table_name for model in MOVED]
    with source.reading(), one_view(source), target.transaction():
        with target.dialect.unguarded(target.db, names):
            for model in MOVED:
                _load(source, target, model)
        target.dialect.loaded(target.db, names)
        sent, arrived = _digests(source), _digests(target)
        for a, b in zip(sent, arrived, strict=True):
            if a != b:
                said = f"{a.rows} rows of {a.table} were sent, {b.rows} others arrived"
                raise NotTheSame(f"{said}. Nothing was changed")
    return sent


def _load(source: Store, target: Store, model: type[Table]) -> None:
    insert = inserted(model, "")
    names = _columns(model)
    found = _all_rows(source, model)
    while batch := list(islice(found, _BATCH)):
        insert.many(target.db, [dict(zip(names, row, strict=True)) for row in batch])


def _columns(model: type[Table]) -> list[str]:
    names: list[str] = model._meta.sorted_field_names
    return names


def _all_rows(store: Store, model: type[Table]) -> Iterator[tuple[Any, ...]]:
    keys = ", ".join(field.name for field in model._meta.get_primary_keys())
    names = ", ".join(_columns(model))
    for row in rows(store, f"SELECT {names} FROM {model._meta.table_name} ORDER BY {keys}"):
        yield tuple(bytes(v) if isinstance(v, bytes | memoryview) else v for v in row)


def _digests(store: Store) -> tuple[Moved, ...]:
    found = []
    for model in MOVED:
        digest, count = hashlib.sha256(), 0
        for row in _all_rows(store, model):
            digest.update(repr(row).encode())
            count += 1
        found.append(Moved(model._meta.table_name, count, digest.hexdigest()))
    return tuple(found)
