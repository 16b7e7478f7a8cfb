"""Restoring: the backup is checked first, what was there is kept, and a shop that is open is left alone."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.jobs.backups import AnotherShop, BadBackup, back_up, restore
from shopstock.jobs.verify import verify_at
from shopstock.refusal import Refusal, WrongUse
from shopstock.store.copies import CopyFailed, ShopIsOpen
from tests import shops
from tests.jobs.test_backups import run, small_disk
from tests.jobs.verify_damage import Hand
from tests.shops import CABLE

HOLDING = """
import sys
from pathlib import Path
from tests import shops
with shops.opened(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


class Kept(NamedTuple):
    """A shop with 10 cables, of which 3 were sold after its backup."""

    shop: Path
    backup: Path


@pytest.fixture
def kept(shop_file: Path) -> Kept:
    """That shop and its backup, both closed."""
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "10")
        backup = back_up(session).path
        shops.sell_some(session, CABLE, "3")
    return Kept(shop_file, backup)


def cables(path: Path) -> int:
    """How many cables a shop file has, opened as any shop is."""
    with shops.opened(path) as session:
        return shops.on_hand(session, CABLE)


def seen(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_shop_is_back_and_what_was_there_is_kept(kept: Kept) -> None:
    done = restore(kept.shop, kept.backup)
    assert done.path == kept.shop
    assert (done.look.shop, done.look.bookings) == ("Corner", 1)
    assert done.aside == kept.shop.with_name("corner-set-aside-20261122T081400Z.shop")
    assert (cables(kept.shop), cables(done.aside)) == (10, 7)
    assert verify_at(kept.shop).findings == ()
    assert kept.shop.stat().st_mode & 0o777 == 0o600
    with shops.opened(kept.shop) as session:
        assert shops.sell_some(session, CABLE, "1").paper == "R1-000001"
    assert not list(kept.shop.parent.glob(".*"))


def test_restoring_twice_keeps_both(kept: Kept) -> None:
    first, second = restore(kept.shop, kept.backup), restore(kept.shop, kept.backup)
    assert first.aside
    assert second.aside
    assert first.aside != second.aside
    assert (cables(first.aside), cables(second.aside), cables(kept.shop)) == (7, 10, 10)


def test_a_set_aside_shop_can_be_restored_in_turn(kept: Kept) -> None:
    aside = restore(kept.shop, kept.backup).aside
    assert aside
    restore(kept.shop, aside)
    assert cables(kept.shop) == 7


def test_where_no_shop_is_yet(kept: Kept, tmp_path: Path) -> None:
    there = tmp_path / "new machine" / "corner.shop"
    assert restore(there, kept.backup).aside is None
    assert cables(there) == 10


def test_sales_that_a_crash_left_in_the_neighbours_are_set_aside_whole(kept: Kept, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with shops.opened(kept.shop) as session:
        shops.sell_some(session, CABLE, "2")
        for path in kept.shop.parent.glob("corner.shop*"):
            shutil.copy(path, crashed)
    shop = crashed / "corner.shop"
    assert (crashed / "corner.shop-wal").stat().st_size > 0
    done = restore(shop, kept.backup)
    assert done.aside
    assert sorted(crashed.iterdir()) == sorted([shop, done.aside])
    assert (cables(shop), cables(done.aside)) == (10, 5)


def test_neighbours_of_a_lost_shop_do_not_get_into_the_restored_one(kept: Kept) -> None:
    with shops.opened(kept.shop) as session:
        shops.sell_some(session, CABLE, "2")
        wal = kept.shop.with_name("corner.shop-wal").read_bytes()
    kept.shop.unlink()
    kept.shop.with_name("corner.shop-wal").write_bytes(wal)
    assert restore(kept.shop, kept.backup).aside is None
    assert cables(kept.shop) == 10
    left = [path for path in kept.shop.parent.glob("*-wal") if path.stat().st_size]
    assert [path.name for path in left] == ["corner-set-aside-20261122T081400Z.shop-wal"]


@pytest.mark.parametrize("damage", [b"", b"not a database at all", b"\x00" * 10_000])
def test_a_shop_that_is_damaged_beyond_opening_is_kept_as_it_is(damage: bytes, kept: Kept) -> None:
    kept.shop.write_bytes(damage)
    done = restore(kept.shop, kept.backup)
    assert done.aside
    assert done.aside.read_bytes() == damage
    assert cables(kept.shop) == 10


def test_a_backup_on_a_disk_that_cannot_be_written(kept: Kept) -> None:
    kept.backup.chmod(0o400)
    kept.backup.parent.chmod(0o500)
    restore(kept.shop, kept.backup)
    kept.backup.parent.chmod(0o700)
    assert list(kept.backup.parent.iterdir()) == [kept.backup]


def test_a_shop_that_is_open_elsewhere_is_left_alone(kept: Kept) -> None:
    till = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(kept.shop)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert till.stdout
        assert till.stdout.readline() == b"open\n"
        with pytest.raises(ShopIsOpen, match=r"corner\.shop is open at a till\. Close it there first"):
            restore(kept.shop, kept.backup)
    finally:
        till.communicate()
    assert cables(kept.shop) == 7
    assert sorted(kept.shop.parent.iterdir()) == sorted([kept.shop, kept.backup.parent])
    restore(kept.shop, kept.backup)


def test_a_shop_that_is_open_here_is_left_alone(kept: Kept) -> None:
    with shops.opened(kept.shop) as session:
        with pytest.raises(ShopIsOpen):
            restore(kept.shop, kept.backup)
        shops.sell_some(session, CABLE, "1")
    assert cables(kept.shop) == 6


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8192])


def _flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    at = whole.index(b"Cable USB-C")
    whole[at - 30 : at] = b"\xff" * 30
    path.write_bytes(whole)


def _edited(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE movement SET quantity = 11 WHERE id = 1")
        hand.recount()


def _newer(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE migration SET version = version + 998")


def _foreign(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.db.execute("PRAGMA application_id = 7")


def _empty(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("DELETE FROM shop")


BAD: dict[str, tuple[Callable[[Path], object], type[Refusal], str]] = {
    "torn": (_torn, WrongUse, "cannot be read"),
    "flipped": (_flipped, BadBackup, "does not pass its checks"),
    "edited behind the rules": (_edited, BadBackup, "1 finding. First chain: Till 1 number 1"),
    "of a newer program": (_newer, WrongUse, "newer Shopstock"),
    "another program's file": (_foreign, WrongUse, "no Shopstock file"),
    "without a shop": (_empty, WrongUse, "no shop yet"),
    "empty": (lambda path: path.write_bytes(b""), WrongUse, "no Shopstock file"),
    "a letter": (lambda path: path.write_text("dear supplier " * 100), WrongUse, "no Shopstock file"),
    "gone": (lambda path: path.unlink(), WrongUse, "there is no file"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_backup_changes_nothing(name: str, kept: Kept) -> None:
    spoil, refusal, said = BAD[name]
    spoil(kept.backup)
    before = seen(kept.shop.parent)
    with pytest.raises(refusal, match=said):
        restore(kept.shop, kept.backup)
    assert cables(kept.shop) == 7
    assert seen(kept.shop.parent).keys() == before.keys()
    assert seen(kept.backup.parent) == {k.split("/")[1]: v for k, v in before.items() if "/" in k}


def test_the_shop_itself_is_no_backup(kept: Kept) -> None:
    with pytest.raises(WrongUse, match="is the shop itself"):
        restore(kept.shop, kept.shop)
    assert cables(kept.shop) == 7


def test_a_folder_is_neither_shop_nor_backup(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is no file"):
        restore(tmp_path, kept.backup)
    with pytest.raises(WrongUse, match="there is no file"):
        restore(kept.shop, tmp_path)


def test_another_shop_is_not_replaced(kept: Kept, tmp_path: Path) -> None:
    other = tmp_path / "other" / "corner.shop"
    other.parent.mkdir()
    shops.shop_at(other)
    with closing(sqlite3.connect(other)) as db:
        db.execute("UPDATE shop SET created_at_us = created_at_us + 1")
        db.commit()
    with pytest.raises(AnotherShop, match="Name another file with --shop"):
        restore(other, kept.backup)
    assert cables(other) == 0


def test_a_full_disk_changes_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    before = seen(kept.shop.parent).keys()
    small_disk(monkeypatch, 10)
    with pytest.raises(CopyFailed, match="there is no room"):
        restore(kept.shop, kept.backup)
    assert cables(kept.shop) == 7
    assert seen(kept.shop.parent).keys() == before


def test_a_swap_that_fails_half_way_is_taken_back(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if "-unfinished-" in str(self):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(CopyFailed, match="Input/output error"):
        restore(kept.shop, kept.backup)
    assert cables(kept.shop) == 7
    assert sorted(kept.shop.parent.iterdir()) == sorted([kept.shop, kept.backup.parent])


def test_the_command_says_what_is_back_and_what_is_kept(kept: Kept) -> None:
    done = run(kept.shop, "restore", str(kept.backup))
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first == f"Corner is back at {kept.shop}: 1 bookings, up to 2026-11-22 09:14"
    assert second.startswith(f"what was there before is kept at {kept.shop.parent}/corner-set-aside-")
    refused = run(kept.shop, "restore", "no.backup")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "shopstock: there is no file no.backup\n"
