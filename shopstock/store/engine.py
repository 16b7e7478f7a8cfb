"""Opening a shop and running transactions on it: the only place that meets the engine's own errors.

A shop is a SQLite file, opened here, or a database on a PostgreSQL server (`store.postgres`).

Every failure of the engine leaves here as a `Refusal` with a sentence a shopkeeper understands; nothing is
half written, since an entry at the desk is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from peewee import Database, DatabaseError, DataError, IntegrityError

from shopstock.refusal import Key, Refusal, ShopTrouble, State, WrongUse
from shopstock.store import driver
from shopstock.store.dialect import SQLITE, Dialect
from shopstock.store.migrations import migrate, version_of

APPLICATION_ID = 0x53_48_4F_50  # "SHOP" in the file header: a foreign SQLite file is refused by it
WAIT_SECONDS = 5.0
_BUSY = (driver.BUSY, driver.LOCKED)

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cache_size": -32_000,
    "temp_store": "memory",
}


class RuleBroken(Refusal):
    """The database refused a row. `rule` names the rule: balance, chain, sale_line, return, payment, mirror,
    booking, series, held, use_by, staff, owner, drawer, print, written_once, frozen, treated, day, attributes,
    markdown, lot_price, unique, foreign_key or check."""

    id = "ledger.refused"

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"the ledger refused this ({rule}). Nothing was changed")
        self.rule = rule
        self.detail = detail


class AnotherTillWrites(ShopTrouble):
    """Another till held the file longer than the wait."""

    id = "shop.busy"
    state: ClassVar[State] = "WAIT"


class DiskFull(ShopTrouble):
    """Nothing was written: what was open is kept."""

    id = "shop.disk_full"


class CannotWrite(ShopTrouble):
    """The shop file or its folder is read-only."""

    id = "shop.read_only"


class ServerAway(ShopTrouble):
    """The server does not answer; whether the last act was committed is settled by its request id."""

    id = "shop.server_away"


class Damaged(ShopTrouble):
    """The file cannot be read as it should."""

    id = "shop.damaged"


def _rule_of(message: str) -> str:
    if "rule:" in message:
        return message.partition("rule:")[2].split()[0]
    for word, rule in (("UNIQUE", "unique"), ("FOREIGN KEY", "foreign_key")):
        if word in message:
            return rule
    return "check"


_WRONG_TYPE = "42804"
# Its sentences are in the server's own language, these codes are not.
_KEYS_BY_STATE: dict[str | None, str] = {"23505": "unique", "23503": "foreign_key"}
# What a server says by its code of five letters (SQLSTATE, PostgreSQL manual, appendix A), by its beginning.
_SAID_BY_SERVER: tuple[tuple[tuple[str, ...], Callable[[], Refusal]], ...] = (
    (("40", "55P03"), lambda: AnotherTillWrites("another till is writing. Nothing is lost, try again")),
    (
        ("53100", "53200"),
        lambda: DiskFull("the server is full: NOT saved, all is kept. Free space, then", Key("F9", "again")),
    ),
    (
        ("25006", "42501"),
        lambda: CannotWrite("the server lets this till only read: NOT saved, all is kept here"),
    ),
    (("XX", "58", "42"), lambda: Damaged("the server cannot read the shop. Restore a backup, keep this one")),
)


def _state_of(error: Exception) -> str | None:
    """A server's code for the error, empty where it said none; None for an error of another driver."""
    own: Any = getattr(error, "orig", None)  # Peewee keeps the driver's own error there
    return (own.sqlstate or "") if hasattr(own, "sqlstate") else None


def _by_server(error: Exception) -> Refusal | None:
    """The refusal for an error of a server's driver; None for any other error."""
    code = _state_of(error)
    if code is None:
        return None
    if isinstance(error, DataError) or code == _WRONG_TYPE:
        return RuleBroken("check", str(error))
    for codes, refusal in _SAID_BY_SERVER:
        if code.startswith(codes):
            return refusal()
    return ServerAway("the server does not answer: NOT saved, all is kept here.", Key("F9", "again"))


def translated(error: Exception) -> Refusal:
    """The refusal that an engine error stands for."""
    message, code = driver.said_by(error), driver.code_of(error)
    if isinstance(error, IntegrityError) or "rule:" in message:
        return RuleBroken(_KEYS_BY_STATE.get(_state_of(error)) or _rule_of(message), message)
    if said := _by_server(error):
        return said
    for codes, refusal in (
        (_BUSY, AnotherTillWrites("another till is writing. Nothing is lost, try again")),
        (
            (driver.FULL,),
            DiskFull("disk full: NOT saved, all is kept here. Free space, then", Key("F9", "again")),
        ),
        ((driver.READ_ONLY,), CannotWrite("the shop file is read-only: NOT saved, all is kept here")),
        ((driver.CANNOT_OPEN,), CannotWrite("the shop file cannot be opened or written: NOT saved")),
        ((driver.IO,), Damaged("the disk does not answer: NOT saved, all is kept here")),
    ):
        if code in codes:
            return refusal
    return Damaged("the shop file cannot be read. Restore a backup, keep this file")


class Store:
    """One open shop of one process; `path` is its file, None where it is in memory or on a server."""

    def __init__(self, db: Database, dialect: Dialect, path: Path | None) -> None:
        self.db = db
        self.dialect = dialect
        self.path = path
        # where the order of each till stands (see `order`): read once in an act, forgotten around it
        self.latest: dict[int, Any] = {}

    def named(self) -> str | None:
        """What `--shop` or SHOPSTOCK_SHOP would say to open it once more; None in memory."""
        return str(self.path.absolute()) if self.path else None

    def beside(self) -> Path | None:
        """The file whose folder keeps what belongs to this shop, such as its backups; None in memory."""
        return self.path

    def may_have_collided(self, refusal: Refusal) -> bool:  # noqa: ARG002 - a server's answer differs
        """Whether the same entry may well succeed, or be refused in better words, when it is run again at once.

        Never on a file: a writer there waits for its turn before it looks."""
        return False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One act: all of it is durable when the block ends, or nothing happened and a Refusal says why."""
        self.latest.clear()
        try:
            with self.db.atomic():
                yield
        except driver.FAILURES as error:
            raise translated(error) from error
        finally:
            self.latest.clear()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """`transaction` for what can wait: refused at once, instead of waiting, where another till writes just now."""
        (wait_ms,) = self.db.execute_sql("PRAGMA busy_timeout").fetchone()
        self.db.execute_sql("PRAGMA busy_timeout = 0")
        try:
            with self.transaction():
                yield
        finally:
            self.db.execute_sql(f"PRAGMA busy_timeout = {int(wait_ms)}")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads outside a transaction, with the same translation of failures."""
        self.latest.clear()
        try:
            yield
        except driver.FAILURES as error:
            raise translated(error) from error

    def backup(self, target: Path) -> Path:
        """A consistent copy through SQLite's backup API, readable by its owner only."""
        target.touch(mode=0o600)
        with closing(driver.connect(target)) as copy:
            driver.copied(self.db.connection(), copy)
        return target

    def close(self) -> None:
        """Close the file; harmless when it is closed already."""
        if not self.db.is_closed():
            self.db.close()


def _connect(name: str, wait_seconds: float) -> driver.Database:
    pragmas = {**PRAGMAS, "busy_timeout": int(wait_seconds * 1000)}
    return driver.database(name, wait_seconds, pragmas=pragmas, lock_type="IMMEDIATE")


def create(path: Path) -> Store:
    """A new, empty shop file with the newest schema, in a folder that is there; touches no file that exists."""
    if path.exists():
        raise WrongUse(f"{path} exists already. Choose another name, or open it")
    if not path.parent.exists():
        raise WrongUse(f"there is no folder {path.parent}. Make it first, or choose another")
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise WrongUse(f"{path} cannot be made: {error.strerror}") from None
    return _opened(path, WAIT_SECONDS, new=True)


def remove(path: Path) -> None:
    """Take away a shop file that was begun and could not be finished, with what lies beside it."""
    for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        leftover.unlink(missing_ok=True)


def in_memory(copy_of: Store | None = None) -> Store:
    """A shop that lives as long as its connection, empty or a copy: for tests and for building."""
    store = Store(_connect(":memory:", WAIT_SECONDS), SQLITE, None)
    store.db.connect()
    if copy_of:
        driver.copied(copy_of.db.connection(), store.db.connection())
    migrate(store.db, store.dialect, lambda _: None)
    return store


def open_existing(path: Path, wait_seconds: float = WAIT_SECONDS) -> Store:
    """The shop in that file, migrated if it is older; a clear sentence for everything that is no shop."""
    if not path.exists():
        raise WrongUse(f"there is no shop at {path}. Make one with: shopstock new")
    if not path.is_file():
        raise WrongUse(f"{path} is no file")
    return _opened(path, wait_seconds, new=False)


def _opened(path: Path, wait_seconds: float, *, new: bool) -> Store:
    if not new:
        _check_header(path)
    store = Store(_connect(str(path), wait_seconds), SQLITE, path)
    try:
        store.db.connect()
        if new:
            store.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _check_writable(store)
        migrate(store.db, store.dialect, lambda version: store.backup(_aside(path, version)))
    except driver.FAILURES as error:
        store.close()
        raise WrongUse(f"{path}: {translated(error).text}") from error
    except Refusal:
        store.close()
        raise
    return store


def _check_header(path: Path) -> None:
    """Refuse a foreign file before anything is written to it.

    SQLite is asked, read-only. Reading the header ourselves would drop this process's locks on a shop that it
    has open already: POSIX locks go when any descriptor of the file is closed."""
    try:
        with closing(driver.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as look:
            (found,) = look.execute("PRAGMA application_id").fetchone()
    except (driver.Error, UnicodeDecodeError) as error:
        if driver.code_of(error) == driver.NO_DATABASE:
            raise WrongUse(f"{path} is no Shopstock file") from None
        trouble = DatabaseError(error)
        raise WrongUse(f"{path}: {translated(trouble).text}") from trouble
    if found != APPLICATION_ID:
        raise WrongUse(f"{path} is no Shopstock file")


def _check_writable(store: Store) -> None:
    """SQLite opens a read-only file without a word and fails at the first sale: ask now."""
    version_of(store.db)
    store.db.execute_sql("BEGIN IMMEDIATE")
    try:
        store.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        store.db.rollback()


def _aside(path: Path, version: int) -> Path:
    return path.with_name(f"{path.stem}-before-version-{version + 1}{path.suffix}")
