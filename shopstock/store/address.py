"""Where a shop is: a file, or a database on a server named by a URL. Opening and making it by that alone.

The server's driver is imported only for a shop on a server.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from shopstock.refusal import WrongUse
from shopstock.store import engine
from shopstock.store.engine import WAIT_SECONDS, Store

if TYPE_CHECKING:
    from types import ModuleType

_SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server; as text it is the URL without its password."""

    url: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        if parts.password is None:
            return self.url
        return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":***@")))


Address = Path | Server


def address_of(text: str) -> Address:
    """What a person typed for a shop: `postgresql://...` is a server, anything else a file."""
    if text.startswith(_SCHEMES):
        return Server(text.replace("postgres://", "postgresql://", 1))
    return Path(text).expanduser()


def open_shop(address: Address, wait_seconds: float = WAIT_SECONDS) -> Store:
    """The shop there, ready to use; a WrongUse says in one sentence why it cannot be."""
    if isinstance(address, Server):
        found: Store = _postgres().open_existing(address, wait_seconds)
        return found
    return engine.open_existing(address, wait_seconds)


def create_shop(address: Address) -> Store:
    """A new, empty shop there: in a new file, or in an empty database that the server has already."""
    if isinstance(address, Server):
        made: Store = _postgres().create(address)
        return made
    return engine.create(address)


def _postgres() -> ModuleType:
    try:
        from shopstock.store import postgres
    except ImportError as missing:
        if missing.name and not missing.name.startswith("psycopg"):
            raise
        raise WrongUse(
            "a shop on a server needs one more package: pip install 'shopstock[postgres]'"
        ) from None
    return postgres
