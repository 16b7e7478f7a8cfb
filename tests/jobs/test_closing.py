"""The backup of a till that closes: made when something is booked that the newest does not hold, never twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from shopstock import clock
from shopstock.jobs import backups
from shopstock.jobs.backups import Kept, at_closing, back_up, backup_folder, kept_of
from shopstock.jobs.item import save_item
from shopstock.store import driver, engine
from shopstock.store.copies import CopyFailed, look_into
from tests import shops
from tests.jobs.verify_damage import Hand
from tests.shops import CABLE


def names(shop: Path) -> list[str]:
    """What lies in the folder of the backups."""
    folder = backup_folder(shop)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_was_booked_is_in_it(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        made = at_closing(session)
    assert made
    assert (made.findings, made.kept) == ((), 1)
    assert look_into(made.path) == look_into(shop_file)


def test_nothing_new_is_no_backup(shop_file: Path, sunday: time_machine.Traveller) -> None:
    with shops.opened(shop_file) as session:
        assert at_closing(session)
        sunday.shift(3600)
        assert at_closing(session) is None
    with shops.opened(shop_file) as session:
        assert at_closing(session) is None
        shops.take_in(session, CABLE, "5")
        assert at_closing(session)
        sunday.shift(3600)
        back_up(session)
        assert at_closing(session) is None
    assert len(names(shop_file)) == 3


def test_products_without_a_booking_are_worth_it_too(shop_file: Path, sunday: time_machine.Traveller) -> None:
    with shops.opened(shop_file) as session:
        assert at_closing(session)
        sunday.shift(3600)
        save_item(session, {"sku": "NEW", "name": "New", "tracking": "none", "price": "1"})
        assert at_closing(session)


def test_an_empty_shop_and_one_in_memory_have_none(tmp_path: Path) -> None:
    store = engine.create(tmp_path / "empty.shop")
    with closing(store):
        assert at_closing(store) is None
    memory = shops.shop_in_memory()
    with closing(memory.store):
        assert at_closing(memory) is None
        assert kept_of(memory) is None


def test_a_newest_that_cannot_be_read_counts_for_nothing(
    shop_file: Path, sunday: time_machine.Traveller
) -> None:
    with shops.opened(shop_file) as session:
        first = at_closing(session)
        assert first
        first.path.write_bytes(b"torn")
        sunday.shift(60)
        assert at_closing(session)
        assert at_closing(session) is None


def test_another_till_may_sell_meanwhile(shop_file: Path) -> None:
    with shops.opened(shop_file) as here, shops.opened(shop_file, till="Till 2") as there:
        shops.take_in(here, CABLE, "5")
        with there.store.transaction():
            made = at_closing(here)
        assert made
        shops.take_in(there, CABLE, "1")
        assert shops.on_hand(here, CABLE) == 6


def test_a_shop_with_findings_keeps_every_older_one(shop_file: Path, sunday: time_machine.Traveller) -> None:
    with shops.opened(shop_file) as session:
        assert at_closing(session)
        shops.take_in(session, CABLE, "5")
    with closing(Hand(shop_file)) as hand:
        hand.run("UPDATE balance SET quantity = quantity + 1 WHERE quantity > 0")
    sunday.shift(60)
    with shops.opened(shop_file) as session:
        made = at_closing(session)
    assert made
    assert {finding.check for finding in made.findings} == {"balances"}
    assert len(names(shop_file)) == 2


def test_a_folder_that_is_none_is_said_and_nothing_is_lost(shop_file: Path) -> None:
    backup_folder(shop_file).write_text("a file where the folder should be")
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        with pytest.raises(CopyFailed, match="cannot be written"):
            at_closing(session)
        assert shops.on_hand(session, CABLE) == 5


def test_how_the_backups_stand(shop_file: Path, sunday: time_machine.Traveller) -> None:
    with shops.opened(shop_file) as session:
        assert kept_of(session) == Kept(None, 0)
        for _ in range(3):
            back_up(session)
            sunday.shift(60)
        newest = clock.instant(datetime(2026, 11, 22, 8, 16, tzinfo=UTC))
        assert kept_of(session) == Kept(newest, 3)
        (backup_folder(shop_file) / "corner-99999999T999999Z.backup").touch()
        (backup_folder(shop_file) / "corner-20261122T081400Z.txt").touch()
        assert kept_of(session) == Kept(None, 0)


_KILLED = """
import os, signal, sys
from pathlib import Path
from shopstock.jobs import backups
from shopstock.store import copies
from tests import shops

def killed(*given):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "copied":
    backups.look_into = killed
else:
    shops.driver.copied = killed
with shops.opened(Path(sys.argv[1])) as session:
    backups.at_closing(session)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills")
@pytest.mark.parametrize("when", ["copying", "copied"])
def test_a_kill_in_the_middle_leaves_nothing_that_looks_like_a_backup(when: str, shop_file: Path) -> None:
    code = _KILLED.replace("shops.driver", "copies.driver")
    done = subprocess.run([sys.executable, "-c", code, str(shop_file), when], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [name for name in names(shop_file) if name.endswith(backups.SUFFIX)] == []
    with shops.opened(shop_file) as session:
        assert kept_of(session) == Kept(None, 0)
        assert at_closing(session)
        assert session.store.db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_locks_of_the_till_outlive_its_backup(shop_file: Path) -> None:
    """Closing any descriptor of the shop file in this process would open it to others in the middle of a sale."""
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        session.store.db.execute_sql("BEGIN IMMEDIATE")
        assert at_closing(session)
        code = (
            "import sys\nfrom shopstock.store import driver\n"
            "try: driver.connect(sys.argv[1], wait_seconds=0.1).execute('BEGIN IMMEDIATE')\n"
            "except driver.Error as error: print(driver.code_of(error) == driver.BUSY)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(shop_file)], capture_output=True, check=True)
        session.store.db.rollback()
    assert done.stdout == b"True\n"
    assert driver.BUSY == 5
