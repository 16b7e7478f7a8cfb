"""A full disk and a killed process: what was said to be saved is there, nothing is half written."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopstock.jobs.session import Session
from shopstock.store.engine import Damaged, DiskFull, Store
from tests import shops
from tests.shops import CABLE, PHONE, SERIAL
from tests.store.audit import file_is_sound, findings
from tests.store.hand import LEDGER, dump

EVERYTHING = (*LEDGER, "unit", "lot")


def sells_until_refused(session: Session, refusal: type[Exception]) -> int:
    """Sales until one is refused; that one has changed nothing. Gives how many were booked."""
    for sold in range(5000):
        before = dump(session, *EVERYTHING)
        try:
            shops.sell_some(session, CABLE)
        except refusal:
            assert dump(session, *EVERYTHING) == before
            assert not session.store.db.in_transaction()
            return sold
    raise AssertionError("the disk never filled up")


def test_the_disk_is_full_during_a_sale(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "1000")
        db = session.store.db
        pages = db.execute_sql("PRAGMA page_count").fetchone()[0]
        db.execute_sql(f"PRAGMA max_page_count = {pages + 1}")
        booked = sells_until_refused(session, DiskFull)
        with pytest.raises(DiskFull, match="NOT saved"):
            shops.take_in_serials(session, *(f"S{n}" for n in range(400)))
        db.execute_sql("PRAGMA max_page_count = 1000000")
        shops.sell_some(session, CABLE)
        assert shops.on_hand(session, CABLE) == 1000 - booked - 1
        assert findings(session) == []
    with shops.opened(shop_file) as session:
        assert shops.on_hand(session, CABLE) == 1000 - booked - 1
        assert findings(session) == file_is_sound(session) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where this machine lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    mounted = (
        mounted
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("a small disk needs the right to mount one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_real_disk_is_full(shop_file: Path, small_disk: Path) -> None:
    path = small_disk / "corner.shop"
    path.write_bytes(shop_file.read_bytes())
    with shops.opened(path) as session:
        shops.take_in(session, CABLE, "1000")
        ballast = small_disk / "photos"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 1024)
        booked = sells_until_refused(session, DiskFull)
        with pytest.raises(DiskFull, match="Free space"):
            shops.sell_some(session, CABLE)
        ballast.unlink()
        shops.sell_some(session, CABLE)
        assert shops.on_hand(session, CABLE) == 1000 - booked - 1
        assert findings(session) == file_is_sound(session) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file sizes")
def test_the_disk_does_not_answer(shop_file: Path) -> None:
    """A write that fails for another reason than space: said as such, nothing half written."""
    import resource

    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "1000")
        written = shop_file.with_name("corner.shop-wal").stat().st_size
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (written + 2000, hard))
        try:
            booked = sells_until_refused(session, Damaged)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        shops.sell_some(session, CABLE)
        assert shops.on_hand(session, CABLE) == 1000 - booked - 1
        assert findings(session) == file_is_sound(session) == []


KILLED = """
import sys
from pathlib import Path
from tests import shops
with shops.opened(Path(sys.argv[1])) as session:
    shops.take_in(session, shops.CABLE, "5")
    print(shops.sell_serial(session, shops.SERIAL).paper, flush=True)
    with session.store.transaction():
        shops.sell_some(session, shops.CABLE, "2")
        shops.take_in_serials(session, *(f"S{n}" for n in range(2000)))
        print("in the middle", flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_killed_process_loses_nothing_it_said_was_saved(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, SERIAL)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(shop_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with child:
        assert child.stdout
        said = [child.stdout.readline().strip() for _ in range(2)]
        child.send_signal(signal.SIGKILL)
    assert said == ["R1-000001", "in the middle"]
    with shops.opened(shop_file) as session:
        assert shops.unit(session, SERIAL).place_kind == "customer"
        assert (shops.on_hand(session, CABLE), shops.on_hand(session, PHONE)) == (5, 0)
        assert findings(session) == file_is_sound(session) == []
        assert shops.sell_some(session, CABLE).paper == "R1-000002"


def test_a_break_in_mid_sale_undoes_it(session: Session) -> None:
    """Ctrl+C between two rows of a booking."""
    shops.take_in(session, CABLE, "5")
    store: Store = session.store
    before = dump(session, *EVERYTHING)
    with pytest.raises(KeyboardInterrupt), store.transaction():
        shops.sell_some(session, CABLE, "2")
        raise KeyboardInterrupt
    assert dump(session, *EVERYTHING) == before
    shops.sell_some(session, CABLE, "5")
