"""The counters of the shop's own numbers. Whoever reads one holds it until the transaction ends."""

from __future__ import annotations

from typing import Any, Literal

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import OwnNumber

NumberKind = Literal["lot", "serial"]


def _of_counter() -> Any:
    return (
        (OwnNumber.kind == param("kind"))
        & (OwnNumber.head == param("head"))
        & (OwnNumber.tail == param("tail"))
    )


_BEGIN: Compiled[Any] = Compiled(
    lambda: OwnNumber.insert(
        kind=param("kind"), head=param("head"), tail=param("tail"), last_run=0
    ).on_conflict_ignore(),
    single,
)
# An update that changes nothing waits for whoever has the row, and then reads what that one left.
_HOLD: Compiled[int] = Compiled(
    lambda: OwnNumber.update(last_run=OwnNumber.last_run).where(_of_counter()).returning(OwnNumber.last_run),
    single,
)
_READ: Compiled[int] = Compiled(lambda: OwnNumber.select(OwnNumber.last_run).where(_of_counter()), single)
_MOVE: Compiled[int] = Compiled(
    lambda: OwnNumber.update(last_run=param("last_run")).where(_of_counter()), single
)


def hold_counter(store: Store, kind: NumberKind, head: str, tail: str) -> int:
    """The last run between those two texts, 0 before the first. No other till gets one until this transaction ends.

    Whoever holds several takes them in rising order, or two tills wait for each other."""
    _BEGIN.run(store.db, kind=kind, head=head, tail=tail)
    return _HOLD.one(store.db, kind=kind, head=head, tail=tail)


def last_run(store: Store, kind: NumberKind, head: str, tail: str) -> int:
    """The same without holding it: only to show what would come next."""
    return _READ.first(store.db, kind=kind, head=head, tail=tail) or 0


def move_counter(store: Store, kind: NumberKind, head: str, tail: str, run: int) -> None:
    """Note the last run that was given; a counter never goes back."""
    _MOVE.run(store.db, kind=kind, head=head, tail=tail, last_run=run)
