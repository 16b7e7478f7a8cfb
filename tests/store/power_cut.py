"""A shop file whose newest sales stand in its WAL, and the ways a power cut or a bad disk damages either.

The WAL of SQLite is a header of 32 bytes and frames of 24 bytes and a page; a disk writes sectors of 512 bytes.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE, OAT, SERIAL

SECTOR = 512
OLDER, SALES = 40, 24
NEIGHBOURS = ("-wal", "-shm")


class Head(NamedTuple):
    """The shop after a sale: how many bookings, the seal of the last, and where its last frame ends in the WAL."""

    bookings: int
    seal: bytes
    wal_end: int


class Sold(NamedTuple):
    """The two files at the moment of the cut. `heads[k]` is the shop after k sales of this WAL; `old_wal` is
    what stood in the WAL before it was begun anew, `checkpointed` the main file with all sales in it."""

    main: bytes
    wal: bytes
    old_wal: bytes
    checkpointed: bytes
    heads: tuple[Head, ...]


def sell_into_wal(path: Path) -> Sold:
    """Sell one by one, each sale SAVED, and take both files as they stand without closing the shop."""
    wal = path.with_name(path.name + "-wal")
    with shops.on("2026-11-22"), shops.opened(path) as session:
        db = session.store.db
        db.execute_sql("PRAGMA wal_autocheckpoint = 0")
        shops.take_in(session, CABLE, "500")
        shops.take_in(session, OAT, "90", lot="A", expires="2027-03-31")
        shops.take_in_serials(session, SERIAL, *(f"S{n}" for n in range(SALES)))
        _sell(session, OLDER, ())
        old_wal = wal.read_bytes()
        assert db.execute_sql("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
        main = path.read_bytes()
        heads = [Head(*_head(session), 0)]
        for n in range(SALES):
            _sell(session, 1, (f"S{n}",))
            heads.append(Head(*_head(session), _written(wal.read_bytes())))
        new_wal = wal.read_bytes()[: heads[-1].wal_end]
        assert len(new_wal) < len(old_wal), "the old frames must reach behind the new ones"
        assert db.execute_sql("PRAGMA wal_checkpoint(FULL)").fetchone()[0] == 0
        return Sold(main, new_wal, old_wal, path.read_bytes(), tuple(heads))


def _sell(session: Session, times: int, serials: tuple[str, ...]) -> None:
    for n in range(times):
        if serials:
            shops.sell_serial(session, serials[0])
        else:
            shops.sell_some(session, (CABLE, OAT)[n % 2], "3")
            shops.take_in(session, CABLE, "40")


def _head(session: Session) -> tuple[int, bytes]:
    found = session.store.db.execute_sql("SELECT id, hash FROM booking ORDER BY id DESC LIMIT 1").fetchone()
    return int(found[0]), bytes(found[1])


def _written(wal: bytes) -> int:
    """Where the last frame of this WAL ends: frames of an older one have another salt."""
    size = 24 + int.from_bytes(wal[8:12], "big")
    salt, end = wal[16:24], 32
    while wal[end + 8 : end + 16] == salt:
        end += size
    return end


def damaged_wal(sold: Sold, dice: random.Random) -> tuple[str, bytes, int]:
    """How the WAL was damaged, the WAL, and the first byte that is not as it was written."""
    at = dice.randrange(len(sold.wal) + 1)
    way = dice.choice(("cut", "flip", "zero", "torn", "lost", "rubbish"))
    wal = bytearray(sold.wal)
    if way == "cut":
        wal = wal[:at]
    elif way == "flip":
        at = min(at, len(wal) - 1)
        wal[at] ^= 1 << dice.randrange(8)
    elif way == "rubbish":
        wal[at : at + dice.randrange(1, 9000)] = dice.randbytes(dice.randrange(1, 9000))
    else:
        # From a sector on: zeros, or what stood there before, for one sector or for all that was not written yet.
        at -= at % SECTOR
        end = at + SECTOR if way != "lost" else len(wal)
        behind = sold.old_wal[len(wal) :]
        before = bytes(len(wal)) if way == "zero" else sold.old_wal
        wal = bytearray(wal[:at] + before[at:end] + wal[end:] + (b"" if way == "zero" else behind))
    return way, bytes(wal), _first_difference(sold.wal, bytes(wal))


def _first_difference(was: bytes, now: bytes) -> int:
    """By halves, since a WAL is long."""
    low, high = 0, min(len(was), len(now))
    if was[:high] == now[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if was[low:middle] == now[low:middle]:
            low = middle
        else:
            high = middle
    return low


def torn_checkpoint(sold: Sold, dice: random.Random) -> bytes:
    """The main file while the WAL was being copied into it: each sector is new or still old, and so is its length."""
    length = dice.choice(
        (len(sold.main), len(sold.checkpointed), dice.randrange(len(sold.main), len(sold.checkpointed) + 1))
    )
    share = dice.random()
    mixed = bytearray()
    for at in range(0, length, SECTOR):
        old, new = sold.main[at : at + SECTOR], sold.checkpointed[at : at + SECTOR]
        mixed += (new if dice.random() < share or len(old) < SECTOR else old)[: length - at]
    return bytes(mixed)


def flipped(main: bytes, dice: random.Random) -> bytes:
    """One to eight bits of the main file the other way; every fifth time in its first page."""
    hurt = bytearray(main)
    within = 4096 if dice.random() < 0.2 else len(hurt)
    for _ in range(dice.choice((1, 1, 2, 8))):
        hurt[dice.randrange(within)] ^= 1 << dice.randrange(8)
    return bytes(hurt)


def put(folder: Path, main: bytes, wal: bytes = b"") -> Path:
    """The files in a folder, without the shared-memory file, which no power cut leaves."""
    path = folder / "corner.shop"
    for ending in NEIGHBOURS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(main)
    if wal:
        path.with_name(path.name + "-wal").write_bytes(wal)
    return path
