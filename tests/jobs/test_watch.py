"""The watch: the checks in a process of their own, which holds nobody up, writes nothing and never stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs.verify import verify_at
from shopstock.jobs.watch import Checked, Watch
from shopstock.store import driver
from tests import shops
from tests.jobs.verify_damage import Hand, live_a_day
from tests.shops import CABLE

PATIENCE = 60.0
# A check that never ends by itself, as one of a very large shop, and what it says of itself first.
_ENDLESS = ("-c", "import sys; print('here', flush=True); sys.stdin.read(); sys.exit(9)")

_HOLDER = """
import sys, time
from shopstock.jobs.watch import Watch
watch = Watch(sys.argv[1], ("-P", "-c", sys.argv[2]))
watch.start()
print(watch._process.pid, flush=True)
time.sleep(60)
"""
_SLOW_CHILD = """
import threading, time
from shopstock.jobs import watched
threading.Thread(target=watched._end_with_the_parent, daemon=True).start()
time.sleep(60)
"""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound shop with a day behind it."""
    return live_a_day(tmp_path_factory.mktemp("watch") / "corner.shop")


@pytest.fixture
def path(day: Path, tmp_path: Path) -> Path:
    """A copy of it, closed."""
    copy = tmp_path / "corner.shop"
    copy.write_bytes(day.read_bytes())
    return copy


def until(done: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, f"waited for {what}"
        time.sleep(0.01)


def outcome(watch: Watch) -> Checked:
    """What the check comes to."""
    end = time.monotonic() + PATIENCE
    while (done := watch.poll()) is None:
        assert time.monotonic() < end, "waited for the check"
        time.sleep(0.01)
    assert not watch.running
    assert watch.poll() is None, "it is told once"
    return done


def test_a_sound_shop_that_is_open_is_checked_whole(path: Path) -> None:
    with shops.opened(path) as session:
        shops.take_in(session, CABLE, "5")
        watch = Watch(str(path))
        watch.start()
        assert watch.running
        done = outcome(watch)
        assert done.trouble == ""
        assert done.report
        assert done.report.findings == ()
        shops.take_in(session, CABLE, "5")
    assert done.report._replace(heads=()) == verify_at(path)._replace(heads=())


def test_its_findings_are_those_of_verify(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE payment SET amount_minor = amount_minor + 1 WHERE id = 1")
    with shops.opened(path):
        watch = Watch(str(path))
        watch.start()
        done = outcome(watch)
    assert done.report
    assert done.report.findings == verify_at(path).findings != ()


def test_it_takes_no_lock_to_write(path: Path) -> None:
    """A till that holds the lock all the time neither waits for it nor stops it."""
    with shops.opened(path), closing(driver.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        watch = Watch(str(path))
        watch.start()
        done = outcome(watch)
        other.execute("ROLLBACK")
    assert done.report
    assert done.report.findings == ()


def test_a_till_that_was_watched_still_holds_its_locks(path: Path) -> None:
    """Another program that opens and closes the file takes nothing from us."""
    with shops.opened(path) as session, session.store.transaction():
        watch = Watch(str(path))
        watch.start()
        assert outcome(watch).report
        line = [sys.executable, "-c", _WRITE, str(path)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        assert done.stdout == "5\n"


_WRITE = """
import sys
from shopstock.store import driver
try:
    driver.connect(sys.argv[1], wait_seconds=0.1).execute("BEGIN IMMEDIATE")
except driver.Error as error:
    print(driver.code_of(error))
"""


def test_no_shop_is_said(tmp_path: Path) -> None:
    watch = Watch(str(tmp_path / "none.shop"))
    watch.start()
    done = outcome(watch)
    assert done.report is None
    assert "there is no file" in done.trouble


@pytest.mark.parametrize(
    ("child", "said"),
    [
        (("-c", "import sys; sys.exit('memory is full')"), "memory is full"),
        (("-c", "import os; os._exit(7)"), "it was ended (7)"),
        (("-c", "print('hm')"), "hm"),
        (("-c", "print('{}')"), "{}"),
        (("-c", "pass"), "it said nothing"),
    ],
)
def test_a_check_that_could_not_run_says_so(child: tuple[str, ...], said: str, path: Path) -> None:
    watch = Watch(str(path), child)
    watch.start()
    done = outcome(watch)
    assert (done.report, done.trouble) == (None, said)


def test_a_program_that_cannot_be_started_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(path.parent / "no-python"))
    watch = Watch(str(path))
    watch.start()
    assert watch.running
    assert outcome(watch).trouble == "No such file or directory"


def test_one_at_a_time(path: Path) -> None:
    watch = Watch(str(path), _ENDLESS)
    watch.start()
    first = watch._process
    watch.start()
    assert watch._process is first
    watch.end()
    watch.end()
    assert not watch.running
    assert watch.poll() is None


def test_what_is_broken_off_is_gone(path: Path) -> None:
    watch = Watch(str(path), _ENDLESS)
    watch.start()
    process = watch._process
    assert process
    watch.end()
    assert process.returncode is not None


@pytest.mark.skipif(not hasattr(os, "kill"), reason="asks for a process by its number")
def test_it_does_not_outlive_a_till_that_is_killed(path: Path) -> None:
    line = [sys.executable, "-c", _HOLDER, str(path), _SLOW_CHILD]
    till = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    assert till.stdout
    child = int(till.stdout.readline())
    till.kill()
    till.wait()
    till.stdout.close()
    until(lambda: not _lives(child), "the check to end")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False
