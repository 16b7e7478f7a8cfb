"""Disks that fill up: a limit of SQLite's own, a small disk of the machine, and a limit of the operating system."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.jobs.session import Session


class Disk(NamedTuple):
    """A disk with a shop on it: where the file may be, how to fill the rest and to free it again, and the id of
    the answer. The operating system does not say `full` for its limit of a file's size."""

    folder: Path
    fill: Callable[[Session], None]
    free: Callable[[Session], None]
    answer: str = "shop.disk_full"


@contextmanager
def few_pages(folder: Path) -> Iterator[Disk]:
    """The shop file may have no page more than there are."""

    def fill(session: Session) -> None:
        db = session.store.db
        db.execute_sql("VACUUM")
        db.execute_sql(f"PRAGMA max_page_count = {db.execute_sql('PRAGMA page_count').fetchone()[0]}")

    def free(session: Session) -> None:
        session.store.db.execute_sql("PRAGMA max_page_count = 1000000")

    yield Disk(folder, fill, free)


@contextmanager
def small_disk(folder: Path, size: str = "16m") -> Iterator[Disk]:
    """A disk of that size, where this machine lets us have one."""
    there = folder / "disk"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(there)]
    may = sys.platform == "linux" and os.geteuid() == 0
    if not may or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs the right to mount one")
    ballast = there / "photos"

    def fill(session: Session) -> None:
        session.store.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # or what it has is written over
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 512)

    def free(_: Session) -> None:
        ballast.unlink()

    try:
        yield Disk(there, fill, free)
    finally:
        subprocess.run(["umount", str(there)], check=True)


@contextmanager
def limited_files(folder: Path) -> Iterator[Disk]:
    """No file may be written beyond its first thousand bytes, and the WAL is empty."""
    if sys.platform == "win32":
        pytest.skip("Windows limits no file sizes")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(session: Session) -> None:
        session.store.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))

    def free(_: Session) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    try:
        yield Disk(folder, fill, free, "shop.damaged")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


DISKS = {"pages": few_pages, "tmpfs": small_disk, "limit": limited_files}
