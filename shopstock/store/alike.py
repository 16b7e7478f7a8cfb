"""What differs from a code by look-alikes only: O and 0, I, l and 1, B and 8, S and 5, Z and 2."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import SQL, Model

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.migrations.m0005_numbers import ALIKE, alike
from shopstock.store.models import Lot, Product, Unit
from shopstock.text import fold

MOST = 9
_DIGITS = str.maketrans(ALIKE)


class Alike(NamedTuple):
    """A code that is here, and the product whose it is."""

    code: str
    product_id: int


def alike_key(code: str) -> str:
    """The folded code with every look-alike as its digit."""
    return fold(code).translate(_DIGITS)


def _found(model: type[Model], code: str, product: str, key: str) -> Compiled[Alike]:
    def build() -> Any:
        at: Any = model.alias("a")
        columns = (getattr(at, code), getattr(at, product))
        same = SQL(alike(f"a.{key}")) == param("key")  # the very text of the index
        return at.select(*columns).where(same).order_by(at.id).limit(MOST)

    return Compiled(build, Alike)


_UNITS = _found(Unit, "serial", "product_id", "serial_key")
_LOTS = _found(Lot, "code", "product_id", "code_key")
_PRODUCTS = _found(Product, "sku", "id", "sku_key")


def units_alike(store: Store, serial: str) -> list[Alike]:
    """Serials that look like this one, itself among them where it is here; nine at most."""
    key = alike_key(serial)
    return _UNITS.all(store.db, key=key) if key else []


def codes_alike(store: Store, code: str) -> list[Alike]:
    """Serials, lots and product codes that look like this one; nine of each at most."""
    key = alike_key(code)
    if not key:
        return []
    return [found for query in (_UNITS, _LOTS, _PRODUCTS) for found in query.all(store.db, key=key)]
