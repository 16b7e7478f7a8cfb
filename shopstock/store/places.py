"""Places: the shelves, the back room, quarantine, and the outside."""

from __future__ import annotations

from typing import NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Place, PlaceKind
from shopstock.text import clean_code, fold


class PlaceRow(NamedTuple):
    """One place with its flags."""

    id: int
    code: str
    name: str
    kind: str
    physical: int
    sellable: int
    walk: int


_COLUMNS = (Place.id, Place.code, Place.name, Place.kind, Place.physical, Place.sellable, Place.walk)
_BY_KEY = Compiled(lambda: Place.select(*_COLUMNS).where(Place.code_key == param("key")), PlaceRow)
_BY_KIND = Compiled(
    lambda: Place.select(*_COLUMNS).where(Place.kind == param("kind")).order_by(Place.walk, Place.id),
    PlaceRow,
)
_INSIDE = Compiled(
    lambda: (
        Place.select(*_COLUMNS)
        .where(Place.kind.in_(("shelf", "back", "consignment", "quarantine", "bench")))
        .order_by(Place.walk, Place.id)
    ),
    PlaceRow,
)
_LAST_WALK: Compiled[int | None] = Compiled(lambda: Place.select(fn.MAX(Place.walk)), single)
_BY_ID = Compiled(lambda: Place.select(*_COLUMNS).where(Place.id == param("id")), PlaceRow)


def place_coded(store: Store, code: str) -> PlaceRow | None:
    """The place with that code, whatever its case, dashes and spaces."""
    return _BY_KEY.first(store.db, key=fold(code))


def place_of_kind(store: Store, kind: str) -> PlaceRow:
    """The first place of a kind; every shop has one of each kind it needs."""
    found = _BY_KIND.first(store.db, kind=kind)
    if found is None:
        raise LookupError(f"a shop without a place of kind {kind}")
    return found


def place(store: Store, place_id: int) -> PlaceRow:
    """The place of that id, which must exist."""
    found = _BY_ID.first(store.db, id=place_id)
    if found is None:
        raise LookupError(f"no place {place_id}")
    return found


def places_inside(store: Store) -> list[PlaceRow]:
    """All places of the shop that goods stand at, in the order they are walked."""
    return _INSIDE.all(store.db)


def last_walk(store: Store) -> int:
    """The last number in the order of walking."""
    return _LAST_WALK.first(store.db) or 0


class _Flags(NamedTuple):
    physical: int
    sellable: int
    ours: int


_FLAGS = Compiled(
    lambda: PlaceKind.select(PlaceKind.physical, PlaceKind.sellable, PlaceKind.ours).where(
        PlaceKind.kind == param("kind")
    ),
    _Flags,
)
_ADD: Compiled[int] = inserted(Place)


def add_place(store: Store, code: str, name: str, kind: str, walk: int) -> None:
    """A new place of a kind that exists; the code must be new."""
    flags = _FLAGS.first(store.db, kind=kind)
    if flags is None:
        raise LookupError(f"no kind of place {kind}")
    printed = clean_code(code, "place")
    _ADD.run(
        store.db,
        code=printed,
        code_key=fold(printed),
        name=name,
        kind=kind,
        walk=walk,
        **flags._asdict(),
    )
