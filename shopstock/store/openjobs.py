"""What is open at a till, and what is parked: kept at every entry, so a crash loses none of it."""

from __future__ import annotations

from typing import NamedTuple

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted_id, param, single
from shopstock.store.engine import Store
from shopstock.store.models import OpenJob, Parked, Till


class ParkedRow(NamedTuple):
    """A parked basket as it is listed."""

    id: int
    at_us: int
    label: str
    body: str


_READ: Compiled[str] = Compiled(
    lambda: OpenJob.select(OpenJob.body).where(
        OpenJob.till_id == param("till_id"), OpenJob.job == param("job")
    ),
    single,
)


class OpenRow(NamedTuple):
    """What is open in a job at a till, by the till's name."""

    till: str
    body: str


_ELSEWHERE = Compiled(
    lambda: (
        OpenJob.select(Till.name, OpenJob.body)
        .join(Till, on=(Till.id == OpenJob.till_id))
        .where(OpenJob.till_id != param("till_id"), OpenJob.job == param("job"))
        .order_by(Till.id)
    ),
    OpenRow,
)
_KEEP: Compiled[int] = Compiled(
    lambda: OpenJob.insert(
        till_id=param("till_id"), job=param("job"), body=param("body"), at_us=param("at_us")
    ).on_conflict(
        conflict_target=[OpenJob.till_id, OpenJob.job],
        update={OpenJob.body: param("body"), OpenJob.at_us: param("at_us")},
    ),
    single,
)
_DROP: Compiled[int] = Compiled(
    lambda: OpenJob.delete().where(OpenJob.till_id == param("till_id"), OpenJob.job == param("job")), single
)
_PARKED = Compiled(
    lambda: Parked.select(Parked.id, Parked.at_us, Parked.label, Parked.body).order_by(
        Parked.id.desc()  # not by time: a clock may go back
    ),
    ParkedRow,
)
_PARK = inserted_id(Parked)
_UNPARK: Compiled[int] = Compiled(lambda: Parked.delete().where(Parked.id == param("id")), single)


def open_job(store: Store, till_id: int, job: str) -> str | None:
    """The kept JSON of what is open in that job at that till."""
    return _READ.first(store.db, till_id=till_id, job=job)


def open_elsewhere(store: Store, till_id: int, job: str) -> list[OpenRow]:
    """What is open in that job at the other tills."""
    return _ELSEWHERE.all(store.db, till_id=till_id, job=job)


def keep_open(store: Store, till_id: int, job: str, body: str) -> None:
    """Keep what is open in that job at that till."""
    _KEEP.run(store.db, till_id=till_id, job=job, body=body, at_us=clock.now_us())


def close_job(store: Store, till_id: int, job: str) -> None:
    """Nothing is open in that job any more."""
    _DROP.run(store.db, till_id=till_id, job=job)


def parked(store: Store) -> list[ParkedRow]:
    """Every parked basket of the shop, newest first."""
    return _PARKED.all(store.db)


def park(store: Store, till_id: int, staff_id: int, label: str, body: str) -> int:
    """Park a basket; returns its id, which no other parked basket ever bears."""
    values = {"till_id": till_id, "staff_id": staff_id, "label": label, "body": body}
    return _PARK.one(store.db, at_us=clock.now_us(), **values)


def unpark(store: Store, parked_id: int) -> bool:
    """Take a parked basket off the list; False when another till took it first."""
    return bool(_UNPARK.run(store.db, id=parked_id).rowcount)
