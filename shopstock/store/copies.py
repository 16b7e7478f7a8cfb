"""Copies of a shop file: made by SQLite's backup API, looked into without changing them, and swapped in alone.

A copy is one plain file without neighbours, so it can be read from a read-only disk. A shop file is only ever
opened by SQLite here: a plain `open` and `close` would take away the locks that this process holds on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from shopstock.refusal import Refusal, WrongUse
from shopstock.store import driver
from shopstock.store.audit import Report, audit
from shopstock.store.credentials import has_pins
from shopstock.store.dialect import SQLITE
from shopstock.store.engine import APPLICATION_ID, Store, create
from shopstock.store.migrations import NEWEST, version_of
from shopstock.store.transfer import transfer

NEIGHBOURS = ("-wal", "-shm", "-journal")
_PRAGMAS = {"cache_size": -32_000, "temp_store": "memory"}  # the checks sort every movement
_BUSY = (driver.BUSY, driver.LOCKED)


class CopyFailed(Refusal):
    """The copy could not be written; what was there before still is."""

    id = "backup.failed"


class ShopIsOpen(Refusal):
    """Another process has the shop file open: it cannot be replaced under it."""

    id = "restore.shop_is_open"


class Look(NamedTuple):
    """What a copy is: the schema's version, whose shop it is (name and the instant it was made), its zone, how
    much is booked in it, the instant of the last booking, None where nothing is booked, and how many products
    it knows."""

    version: int
    shop: str
    made_at_us: int
    zone: str
    bookings: int
    last_at_us: int | None
    products: int


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Writing into a folder: each failure of the disk is one clear sentence."""
    try:
        yield
    except driver.Error as error:
        if driver.code_of(error) == driver.FULL:
            raise CopyFailed(f"there is no room for the copy in {folder}. Nothing was changed") from error
        raise CopyFailed(f"the copy cannot be written in {folder}: {driver.said_by(error)}") from error
    except OSError as error:
        raise CopyFailed(f"{folder} cannot be written: {error.strerror or error}") from error


def copy_shop(source: Path, target: Path) -> None:
    """Copy a shop, also while tills sell, as of one instant to a new file that only its owner may read.

    It takes a connection of its own, so nothing that is not committed yet is in the copy."""
    with written_to(target.parent):
        target.touch(mode=0o600, exist_ok=False)
        with (
            closing(driver.connect(_to_read(source), uri=True)) as shop,
            closing(driver.connect(target)) as copy,
        ):
            driver.copied(shop, copy)
            copy.execute("PRAGMA journal_mode = DELETE")


def _to_read(path: Path) -> str:
    """The address of a file to read. One that lies alone is read without locks, so that nothing is made beside
    it and it may be on a read-only disk; one with neighbours is in use, or was left by a crash."""
    alone = not any(path.with_name(path.name + end).exists() for end in NEIGHBOURS)
    return f"{path.absolute().as_uri()}?{'immutable=1' if alone else 'mode=ro'}"


def export_shop(store: Store, target: Path) -> None:
    """Copy a shop from a server to a new file that only its owner may read: a backup that restores anywhere."""
    with written_to(target.parent):
        copy = create(target)
        try:
            transfer(store, copy)
        finally:
            copy.close()
        close_alone(target)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder outlive a power cut, where the system can do that."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def opened_to_read(path: Path) -> Iterator[Store]:
    """A shop file as it is: nothing is migrated, nothing written; a WrongUse says what cannot be read."""
    if not path.is_file():
        raise WrongUse(f"there is no file {path}")
    store = Store(driver.database(_to_read(path), uri=True, pragmas=_PRAGMAS), SQLITE, path)
    try:
        yield store
    except driver.FAILURES as error:
        if driver.code_of(error) == driver.NO_DATABASE:
            raise WrongUse(f"{path} is no Shopstock file") from error
        raise WrongUse(f"{path} cannot be read: {driver.said_by(error)}") from error
    finally:
        store.close()


def look_into(path: Path) -> Look:
    """What that file holds; a WrongUse for what is no shop, from a newer program or not to be read."""
    with opened_to_read(path) as store:
        if _row(store, "PRAGMA application_id")[0] != APPLICATION_ID:
            raise WrongUse(f"{path} is no Shopstock file")
        version = version_of(store.db)
        if version > NEWEST:
            raise WrongUse(f"{path} is from a newer Shopstock (version {version}, this one knows {NEWEST})")
        found = look_at(store)
        if found is None:
            raise WrongUse(f"{path} holds no shop yet")
        return found


def look_at(store: Store) -> Look | None:
    """The same of an open shop; None where the file holds none yet."""
    shop = _row(store, "SELECT name, created_at_us, zone FROM shop")
    if shop is None:
        return None
    booked = _row(store, "SELECT count(*), max(at_us) FROM booking")
    return Look(version_of(store.db), *shop, *booked, *_row(store, "SELECT count(*) FROM product"))


def has_pins_in(path: Path) -> bool:
    """Whether anybody has a PIN in that shop file; one of an older version has none."""
    with opened_to_read(path) as store:
        return store.db.table_exists("credential") and has_pins(store)


def _row(store: Store, sql: str) -> Any:
    return store.db.execute_sql(sql).fetchone()


def audit_copy(path: Path) -> Report:
    """The quick checks on a copy of this program's own version, which stays as it is."""
    with opened_to_read(path) as store:
        return audit(store, quick=True)


def audit_beside(path: Path) -> Report:
    """All checks on a shop that another process has open, which notices nothing of it."""
    with opened_to_read(path) as store:
        return audit(store)


def close_alone(path: Path) -> None:
    """Bring everything of a shop into its one file; raises ShopIsOpen while another process has it open.

    A file too damaged for that is left as it is, with its neighbours."""
    with closing(driver.connect(path, wait_seconds=0.5)) as shop:
        try:
            shop.execute("PRAGMA journal_mode = DELETE")  # checkpoints, and needs the file for itself
            shop.execute("BEGIN EXCLUSIVE")
            shop.execute("ROLLBACK")
        except driver.Error as error:
            if driver.code_of(error) in _BUSY:
                raise ShopIsOpen(f"{path.name} is open at a till. Close it there first") from error


def move_shop(path: Path, target: Path) -> None:
    """Rename a shop file that nobody has open, and what lies beside it, to a name that is free."""
    for end in ("", *NEIGHBOURS):
        old, new = path.with_name(path.name + end), target.with_name(target.name + end)
        if new.exists():
            raise CopyFailed(f"{new} exists already. Nothing was changed")
        if old.exists():
            old.rename(new)
