"""Peewee queries whose SQL is built once.

Building the text of a five-table query costs thirty times the query itself; running the built text again
costs nothing more. A query is written with `param("name")` where a value comes in, compiled for the engine
at its first run, and run with `execute_sql` from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from peewee import Database, DatabaseError, Model, Query, Value
from peewee import __exception_wrapper__ as translating  # type: ignore[attr-defined]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


def param(name: str) -> Value:
    """The place where the value `name` goes in when the query is run."""
    return Value(_Slot(name), converter=False)


class _ReadingRows:
    """Where a row takes its shape: a day that is none, as a damaged file has it, is a failure of the engine."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, ValueError):
            raise DatabaseError("a row holds what no row can hold") from error


reading_rows = _ReadingRows()


class Compiled(Generic[Row]):
    """A query and the shape of its rows; `build` runs once for each engine."""

    def __init__(self, build: Callable[[], Query], row: Callable[..., Row]) -> None:
        self._build = build
        self._row = row
        self._sql: dict[type[Database], tuple[str, tuple[Any, ...]]] = {}

    def all(self, db: Database, **values: object) -> list[Row]:
        """All rows."""
        rows = self._run(db, values).fetchall()
        with reading_rows:
            return [self._row(*found) for found in rows]

    def first(self, db: Database, **values: object) -> Row | None:
        """The first row, or None where there is none."""
        found = self._run(db, values).fetchone()
        if found is None:
            return None
        with reading_rows:
            return self._row(*found)

    def one(self, db: Database, **values: object) -> Row:
        """The row that must be there: an aggregate, or what an insert gave back."""
        found = self._run(db, values).fetchone()
        with reading_rows:
            return self._row(*found)

    def run(self, db: Database, **values: object) -> Any:
        """Run a write; the cursor's `rowcount` tells how many rows it met."""
        return self._run(db, values)

    def sql(self, db: Database) -> tuple[str, tuple[Any, ...]]:
        """The SQL text and its parameters (slots or constants) in order."""
        made = self._sql.get(type(db))
        if made is None:
            text, params = db.get_sql_context().parse(self._build())
            made = self._sql[type(db)] = (text, tuple(params))
        return made

    def many(self, db: Database, rows: Sequence[dict[str, object]]) -> None:
        """Run a write once for each row, in one call of the driver."""
        if len(rows) == 1:
            self._run(db, rows[0])
            return
        text, params = self.sql(db)
        filled = [_filled(params, values) for values in rows]
        with translating:  # a bare cursor raises the driver's own errors, which nobody translates
            db.cursor().executemany(text, filled)

    def _run(self, db: Database, values: dict[str, object]) -> Any:
        text, params = self.sql(db)
        return db.execute_sql(text, _filled(params, values))


def inserted(model: type[Model], *without: str) -> Compiled[Any]:
    """An INSERT of every column of a model but its own id and those named; values come by column name."""
    skipped = without or ("id",)
    names = [name for name in model._meta.sorted_field_names if name not in skipped]
    return Compiled(lambda: model.insert({getattr(model, name): param(name) for name in names}), single)


def inserted_id(model: type[Model]) -> Compiled[int]:
    """The same for one row, whose new id `one` gives back: no engine's way of remembering it is needed."""
    names = [name for name in model._meta.sorted_field_names if name != "id"]
    return Compiled(
        lambda: model.insert({getattr(model, name): param(name) for name in names}).returning(
            model._meta.primary_key
        ),
        single,
    )


def _filled(params: tuple[Any, ...], values: dict[str, object]) -> list[object]:
    return [values[p.name] if isinstance(p, _Slot) else p for p in params]


def single(value: Any) -> Any:
    """The row shape of a query with one column."""
    return value
