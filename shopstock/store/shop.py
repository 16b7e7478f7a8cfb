"""The shop itself: its name, currency, zone and trade, and its settings."""

from __future__ import annotations

from typing import NamedTuple

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Setting, Shop


class ShopRow(NamedTuple):
    """What every answer needs to know of the shop. `digits` are the decimals of its currency."""

    name: str
    currency: str
    digits: int
    zone: str
    trade: str


class SettingRow(NamedTuple):
    """A setting as it is stored."""

    name: str
    value: str


_READ = Compiled(
    lambda: Shop.select(Shop.name, Shop.currency, Shop.digits, Shop.zone, Shop.trade).where(Shop.id == 1),
    ShopRow,
)
_ADD: Compiled[int] = inserted(Shop, "")
_SETTING: Compiled[str] = Compiled(
    lambda: Setting.select(Setting.value).where(Setting.name == param("name")), single
)
_SET: Compiled[int] = Compiled(
    lambda: Setting.insert(name=param("name"), value=param("value")).on_conflict(
        conflict_target=[Setting.name], update={Setting.value: param("value")}
    ),
    single,
)
_BEGINNING = Compiled(
    lambda: (
        Setting.select(Setting.name, Setting.value)
        .where((Setting.name >= param("first")) & (Setting.name < param("after")))
        .order_by(Setting.name)
    ),
    SettingRow,
)
_DROP: Compiled[int] = Compiled(lambda: Setting.delete().where(Setting.name == param("name")), single)


def read_shop(store: Store) -> ShopRow | None:
    """The shop of this store, or None where none was set up."""
    return _READ.first(store.db)


def add_shop(store: Store, shop: ShopRow) -> None:
    """Write the one row of a new shop."""
    _ADD.run(store.db, id=1, created_at_us=clock.now_us(), **shop._asdict())


def setting(store: Store, name: str, default: str) -> str:
    """A setting's value, or the default where it was never set."""
    found = _SETTING.first(store.db, name=name)
    return default if found is None else found


def set_setting(store: Store, name: str, value: str) -> None:
    """Set a setting."""
    _SET.run(store.db, name=name, value=value)


def settings_that_begin(store: Store, prefix: str) -> list[SettingRow]:
    """All settings whose name begins so, by name; the prefix ends in an ASCII sign."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return _BEGINNING.all(store.db, first=prefix, after=after)


def drop_setting(store: Store, name: str) -> None:
    """Take a setting away: its default holds again."""
    _DROP.run(store.db, name=name)
