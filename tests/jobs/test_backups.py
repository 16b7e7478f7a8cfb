"""Backups: whole, checked, private, as of one instant also while tills sell, and a number of generations of them."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine

from shopstock import cli_parser, clock
from shopstock.jobs import backups
from shopstock.jobs.backups import Backup, back_up, backup_folder
from shopstock.jobs.verify import verify_at
from shopstock.refusal import WrongUse
from shopstock.store import copies, driver, engine
from shopstock.store.audit import audit
from shopstock.store.copies import CopyFailed, look_into
from tests import shops
from tests.shops import CABLE

SELLING = """
import sys
from pathlib import Path
from tests import shops
with shops.opened(Path(sys.argv[1]), wait_seconds=10, till="Till 2") as till:
    print("open", flush=True)
    while True:
        shops.sell_some(till, shops.CABLE, "1")
"""


def made(path: Path, folder: Path | None = None, keep: int = backups.GENERATIONS) -> Backup:
    """A backup of the shop at that path."""
    with shops.opened(path, wait_seconds=10) as session:
        return back_up(session, folder, keep)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_backup_is_whole_private_and_by_itself(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        backup = back_up(session)
        rows = session.store.db.execute_sql("SELECT * FROM movement").fetchall()
    assert backup.path.parent == shop_file.with_name("corner-backups")
    assert backup.path.name == "corner-20261122T081400Z.backup"
    assert (mode(backup.path), mode(backup.path.parent)) == (0o600, 0o700)
    assert list(backup.path.parent.iterdir()) == [backup.path]
    assert (backup.findings, backup.removed, backup.kept) == ((), (), 1)
    assert backup.size_bytes == backup.path.stat().st_size
    assert backup.path.read_bytes()[18:20] == b"\x01\x01"  # needs no -wal beside it
    with copies.opened_to_read(backup.path) as copy:
        assert copy.db.execute_sql("SELECT * FROM movement").fetchall() == rows
    assert list(backup.path.parent.iterdir()) == [backup.path]


def test_the_folder_becomes_private_again(shop_file: Path) -> None:
    folder = backup_folder(shop_file)
    folder.mkdir(mode=0o755)
    made(shop_file)
    assert mode(folder) == 0o700


def test_a_given_folder_is_used_as_it_is(shop_file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    stick.chmod(0o755)
    assert made(shop_file, stick).path.parent == stick
    assert mode(stick) == 0o755
    assert not backup_folder(shop_file).exists()


def test_the_oldest_generations_go(shop_file: Path, sunday: time_machine.Traveller) -> None:
    done = []
    for _ in range(5):
        done.append(made(shop_file, keep=3))
        sunday.shift(60)
    names = sorted(path.name for path in backup_folder(shop_file).iterdir())
    assert names == [backup.path.name for backup in done[2:]]
    assert [backup.removed for backup in done] == [(), (), (), (done[0].path,), (done[1].path,)]
    assert [backup.kept for backup in done] == [1, 2, 3, 3, 3]
    assert made(shop_file, keep=1).kept == 1
    assert len(list(backup_folder(shop_file).iterdir())) == 1


def test_backups_of_one_second_keep_their_order(shop_file: Path) -> None:
    done = [made(shop_file, keep=2).path for _ in range(12)]
    assert [path.name for path in done[:2]] == [
        "corner-20261122T081400Z.backup",
        "corner-20261122T081400Z.2.backup",
    ]
    assert len(list(backup_folder(shop_file).iterdir())) == 2
    assert done[-1].exists()


def test_a_clock_that_went_back_never_costs_the_new_one(
    shop_file: Path, sunday: time_machine.Traveller
) -> None:
    made(shop_file, keep=1)
    sunday.shift(-86_400)
    backup = made(shop_file, keep=1)
    assert backup.path.exists()
    assert list(backup_folder(shop_file).iterdir()) == [backup.path]


def test_only_backups_of_this_very_shop_go(
    shop_file: Path, tmp_path: Path, sunday: time_machine.Traveller
) -> None:
    """Two machines whose shops bear the same file name may share one disk."""
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    other.mkdir()
    sunday.shift(1)
    theirs = made(shops.shop_at(other / "corner.shop"), stick).path
    for name in ("corner-20200101T000000Z.backup", "corner-notes.txt", "corner-20200101T000000Z.backup.gz"):
        (stick / name).write_text("not ours")
    before = set(stick.iterdir())
    for _ in range(3):
        sunday.shift(1)
        last = made(shop_file, stick, keep=1).path
    assert set(stick.iterdir()) == before | {last}
    assert theirs in before


def test_a_copy_with_findings_is_kept_and_removes_nothing(
    shop_file: Path, sunday: time_machine.Traveller
) -> None:
    good = made(shop_file, keep=1)
    sunday.shift(60)
    with closing(sqlite3.connect(shop_file)) as db:
        db.execute("DROP TRIGGER payment_unchanged")
    poor = made(shop_file, keep=1)
    assert [finding.check for finding in poor.findings] == ["triggers"]
    assert (poor.removed, poor.kept) == ((), 2)
    assert good.path.exists()
    assert poor.path.exists()


def test_what_is_not_committed_is_not_in_it(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        with session.store.transaction():
            shops.take_in(session, CABLE, "5")
            backup = back_up(session)
        assert look_into(backup.path).bookings == 0
        assert look_into(back_up(session).path).bookings == 1


def test_a_backup_made_while_another_process_sells_is_consistent(tmp_path: Path) -> None:
    shop = shops.shop_at(tmp_path / "corner.shop")
    with shops.opened(shop) as session:
        shops.take_in(session, CABLE, "100000")
    till = subprocess.Popen([sys.executable, "-c", SELLING, str(shop)], stdout=subprocess.PIPE)
    assert till.stdout is not None
    try:
        assert till.stdout.readline() == b"open\n"
        counts = []
        for _ in range(6):
            time.sleep(0.1)
            backup = made(shop)
            assert verify_copy(backup.path) == []
            counts.append(look_into(backup.path).bookings)
        assert till.poll() is None
    finally:
        till.kill()
        till.wait()
        till.stdout.close()
    assert counts == sorted(set(counts))
    assert verify_at(shop).findings == ()


def verify_copy(path: Path) -> list[str]:
    """Every check on a copy, the slow ones too."""
    with copies.opened_to_read(path) as copy:
        return [str(finding) for finding in audit(copy).findings]


def test_what_a_crash_left_half_copied_goes_after_a_day(shop_file: Path) -> None:
    folder = backup_folder(shop_file)
    old, new = folder / ".corner-unfinished-old", folder / ".corner-unfinished-new"
    now = clock.now_us() // 1_000_000
    for path, age in ((old, 90_000), (new, 600)):
        path.mkdir(parents=True)
        (path / "corner.shop").write_text("half")
        os.utime(path, (now - age, now - age))
    made(shop_file)
    assert not old.exists()
    assert new.exists()


def test_a_shop_in_memory_has_no_backup() -> None:
    with closing(engine.in_memory()) as store, pytest.raises(WrongUse, match="in memory"):
        back_up(store)


def test_no_folder_no_backup(shop_file: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there is no folder"):
        made(shop_file, tmp_path / "not-plugged-in")
    with pytest.raises(WrongUse, match="there is no folder"):
        made(shop_file, shop_file)
    assert list(tmp_path.iterdir()) == [shop_file]


def test_a_folder_that_cannot_be_written(shop_file: Path) -> None:
    backup_folder(shop_file).write_text("a file in the way")
    with pytest.raises(CopyFailed, match="cannot be written"):
        made(shop_file)


def test_at_least_one_is_kept(shop_file: Path) -> None:
    with pytest.raises(WrongUse, match="at least 1"):
        made(shop_file, keep=0)


def small_disk(monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """A disk on which SQLite can write that many pages of a copy: the rest of the path is the real one."""
    connect = driver.connect

    def connected(where: Any, **named: Any) -> Any:
        db = connect(where, **named)
        if isinstance(where, Path) and "-unfinished-" in str(where):
            db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    monkeypatch.setattr("shopstock.store.driver.connect", connected)


def test_a_full_disk_is_said_and_leaves_nothing(shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = made(shop_file)
    small_disk(monkeypatch, 10)
    with pytest.raises(CopyFailed, match="there is no room for the copy"):
        made(shop_file, keep=1)
    assert list(backup_folder(shop_file).iterdir()) == [good.path]


def run(shop: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line without a terminal."""
    line = [sys.executable, "-m", "shopstock", "--shop", str(shop), *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_the_command_says_where_it_is_and_how_it_went(shop_file: Path, tmp_path: Path) -> None:
    done = run(shop_file, "backup")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r".*/corner-\d{8}T\d{6}Z\.backup, [\d,]+ bytes, checked; 1 kept, 0 removed\n", done.stdout
    )
    kept = run(shop_file, "backup", "--to", str(tmp_path), "--keep", "2")
    assert kept.returncode == 0
    assert len(list(tmp_path.glob("*.backup"))) == 1
    with closing(sqlite3.connect(shop_file)) as db:
        db.execute("DROP TRIGGER payment_unchanged")
    poor = run(shop_file, "backup")
    assert poor.returncode == 1
    assert "triggers: trigger payment_unchanged: it is missing" in poor.stdout


@pytest.mark.parametrize("words", [("--to", "/no/such/folder"), ("--keep", "0"), ("--keep", "many")])
def test_a_wrong_use_is_one_sentence(words: tuple[str, str], shop_file: Path) -> None:
    done = run(shop_file, "backup", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_the_command_line_names_the_number_that_is_kept() -> None:
    assert cli_parser.GENERATIONS == backups.GENERATIONS
