"""Making a shop, and opening one at a till."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from shopstock import clock
from shopstock.jobs.session import Session
from shopstock.refusal import WrongUse
from shopstock.store import address, engine
from shopstock.store.address import Address
from shopstock.store.credentials import has_pins
from shopstock.store.engine import Store
from shopstock.store.people import NOBODY, add_staff, add_till, all_staff, all_tills, staff_named, till_named
from shopstock.store.places import add_place
from shopstock.store.shop import ShopRow, add_shop, read_shop
from shopstock.text import clean_name

TRADES = ("electronics", "grocery", "pharmacy", "fabric", "fireworks", "mixed")

# Currencies whose smallest unit is not a hundredth (ISO 4217)
_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0
    ),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}

PLACES = (
    ("SHELF-1", "Shelf 1", "shelf"),
    ("SHELF-2", "Shelf 2", "shelf"),
    ("BACK", "Back room", "back"),
    ("QUARANTINE", "Quarantine", "quarantine"),
    ("BENCH", "Repair bench", "bench"),
    ("VISITING", "Customers' goods", "visiting"),
    ("LOAN", "On loan", "loan"),
    ("REPAIRER", "At the repairer", "repairer"),
    ("SUPPLIER", "Supplier", "supplier"),
    ("CUSTOMER", "Customer", "customer"),
    ("BIN", "Bin", "bin"),
    ("CHARITY", "Charity", "charity"),
    ("LOSS", "Lost and found", "loss"),
    ("OUR-WORK", "Work and services", "labour"),
    ("IN-REPAIR", "Parts in goods on the bench", "fitted"),
    ("TREATED", "Opened, frozen, thawed", "treated"),
    ("STAFF", "Staff", "staff"),
)


def digits_of(currency: str) -> int:
    """How many decimals a currency has."""
    return _DIGITS.get(currency.upper(), 2)


def new_shop(
    store: Store,
    name: str,
    currency: str,
    zone: str,
    trade: str = "mixed",
    owner: str = "Owner",
    places: tuple[tuple[str, str, str], ...] = PLACES,
) -> None:
    """Fill an empty store with a shop, its owner, one till and its places."""
    row = planned(name, currency, zone, trade)
    with store.transaction():
        add_shop(store, row)
        add_staff(store, owner, "owner")
        add_till(store, "Till 1")
        for walk, (place_code, place_name, kind) in enumerate(places, 1):
            add_place(store, place_code, place_name, kind, walk * 10)


def planned(name: str, currency: str, zone: str, trade: str = "mixed") -> ShopRow:
    """The shop that these words describe; a WrongUse for one that cannot be."""
    shown, _ = clean_name(name, 80)
    code = currency.strip().upper()
    if not shown:
        raise WrongUse("a shop needs a name")
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise WrongUse(f'"{currency[:10]}" is no currency code such as EUR')
    if trade not in TRADES:
        raise WrongUse(f'"{trade[:20]}" is no trade: {", ".join(TRADES)}')
    try:
        clock.zone_info(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongUse(f'"{zone[:40]}" is no time zone such as Europe/Berlin') from None
    return ShopRow(shown, code, digits_of(code), zone, trade)


def open_session(store: Store, staff: str | None = None, till: str | None = None) -> Session:
    """The session of a person at a till; the owner at the first till where nothing is said, nobody where people
    have PINs. Nobody has shown anything yet.

    A till that is named for the first time is added; a person must be known."""
    with store.reading():
        shop = read_shop(store)
        if shop is None:
            raise WrongUse("this file holds no shop yet. Make one with: shopstock new")
        nobody = NOBODY if has_pins(store) else all_staff(store)[0]
        person = staff_named(store, staff) if staff else nobody
        if person is None:
            known = ", ".join(p.name for p in all_staff(store))
            raise WrongUse(f"nobody here is called {(staff or '')[:40]}. Known: {known}")
        at = till_named(store, till) if till else all_tills(store)[0]
    if at is None:
        with store.transaction():
            at = add_till(store, till or "")
    return Session(store, shop, at, person)


def create_shop(where: Address, name: str, currency: str, zone: str, trade: str, owner: str) -> None:
    """A new shop in a file or on a server; no file is left behind when something is refused."""
    planned(name, currency, zone, trade)
    with ExitStack() as unfinished:
        store = address.create_shop(where)
        if isinstance(where, Path):
            unfinished.callback(engine.remove, where)
        unfinished.callback(store.close)
        new_shop(store, name, currency, zone, trade, owner)
        unfinished.pop_all()
    store.close()


def open_store(where: Address) -> Store:
    """The shop in that file or on that server, ready to use."""
    return address.open_shop(where)


def local_zone() -> str:
    """The zone this machine keeps, as far as it says; UTC otherwise."""
    named = os.environ.get("TZ", "").lstrip(":")
    linked = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    for zone in (named, linked):
        try:
            if zone:
                clock.zone_info(zone)
                return zone
        except (LookupError, ValueError, OSError):
            continue
    return "UTC"
