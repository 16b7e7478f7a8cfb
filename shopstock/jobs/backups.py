"""Backups and restoring one: copies in a folder beside the shop, a number of generations of them.

A backup is made under another name, opened and checked, and only then gets its own. Older generations go only
after a good new one. Restoring checks the backup first and keeps what was there.
"""

from __future__ import annotations

import glob
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from shopstock import clock
from shopstock.jobs.session import Session
from shopstock.refusal import Refusal, WrongUse
from shopstock.store.audit import Finding, audit_at
from shopstock.store.copies import (
    Look,
    audit_copy,
    close_alone,
    copy_shop,
    look_into,
    move_shop,
    sync_folder,
    written_to,
)
from shopstock.store.engine import Store

GENERATIONS = 14
SUFFIX = ".backup"
_UNFINISHED_US = 24 * 3600 * 1_000_000  # a copy begun that long ago was cut off


class BadBackup(Refusal):
    """The backup does not pass its checks: nothing was restored from it."""

    id = "restore.bad_backup"


class AnotherShop(Refusal):
    """The backup is of another shop than the one it would replace."""

    id = "restore.another_shop"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: what its checks found (empty for a good one), what it replaced in the folder, and
    how many generations are there now."""

    path: Path
    size_bytes: int
    findings: tuple[Finding, ...]
    removed: tuple[Path, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A shop that was restored: what it holds now, and where what was there before is kept, None for nothing."""

    path: Path
    look: Look
    aside: Path | None


def backup_folder(shop: Path) -> Path:
    """Where the backups of a shop file go when nothing else is said: beside it."""
    return shop.with_name(f"{shop.stem}-backups")


def back_up(at: Session | Store, folder: Path | None = None, keep: int = GENERATIONS) -> Backup:
    """Copy an open shop, check the copy, and keep that many generations; tills may sell meanwhile.

    A copy with findings stays, and then no older one goes. Raises WrongUse or CopyFailed and leaves nothing."""
    store = at.store if isinstance(at, Session) else at
    if store.path is None:
        raise WrongUse("this shop is in memory only: there is no file to back up")
    if keep < 1:
        raise WrongUse("a backup keeps at least 1 generation")
    place = _own_folder(store.path) if folder is None else folder
    if not place.is_dir():
        raise WrongUse(f"there is no folder {place}. Make it, or plug the disk in")
    with _scratch(place, store.path.stem) as scratch:
        part = scratch / store.path.name
        copy_shop(store.path, part)
        look, findings = look_into(part), audit_copy(part).findings
        with written_to(place):
            made = _free_name(place / f"{store.path.stem}-{_stamp()}{SUFFIX}")
            part.rename(made)
            sync_folder(place)
    older = [path for path in _generations(place, store.path.stem, look) if path != made]
    removed = () if findings else tuple(filter(_remove, older[: max(0, len(older) + 1 - keep)]))
    return Backup(made, made.stat().st_size, findings, removed, len(older) + 1 - len(removed))


def restore(shop: Path, backup: Path) -> Restored:
    """Put a backup in the place of a shop file, or where no shop is yet; what was there is kept under a new name.

    The backup is copied, brought to this version and goes through all checks first. Raises WrongUse for a file
    that is no backup, BadBackup, AnotherShop, ShopIsOpen or CopyFailed; then nothing has changed."""
    look = look_into(backup)
    if shop.exists():
        _check_target(shop, backup, look)
    with written_to(shop.parent):
        shop.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(shop.parent, shop.stem) as scratch:
        ready = scratch / shop.name
        copy_shop(backup, ready)
        _check_whole(ready, backup)
        close_alone(ready)
        aside = _set_aside(shop)
        with written_to(shop.parent):
            try:
                ready.rename(shop)
            except OSError:
                if aside:
                    move_shop(aside, shop)
                raise
            sync_folder(shop.parent)
    return Restored(shop, look, aside)


def _check_target(shop: Path, backup: Path, look: Look) -> None:
    """Refuse before anything is copied: the same file, a shop that is open, a shop that is another."""
    if not shop.is_file():
        raise WrongUse(f"{shop} is no file")
    if shop.samefile(backup):
        raise WrongUse(f"{backup} is the shop itself. Choose a backup")
    close_alone(shop)
    with suppress(WrongUse):  # too damaged to say whose it is: that is what backups are for
        there = look_into(shop)
        if (there.shop, there.made_at_us) != (look.shop, look.made_at_us):
            raise AnotherShop(
                f"{backup.name} is of {look.shop}, {shop} is {there.shop}. Name another file with --shop"
            )


def _check_whole(ready: Path, backup: Path) -> None:
    """Open the copy as the shop it will be, which brings it to this version, and run every check."""
    findings = audit_at(ready).findings
    if findings:
        number = f"{len(findings)} findings" if len(findings) > 1 else "1 finding"
        raise BadBackup(f"{backup.name} does not pass its checks, {number}. First {findings[0]}")


def _set_aside(shop: Path) -> Path | None:
    """Rename what is there, or only its neighbours; None where nothing was."""
    there = shop.exists()
    if there:
        close_alone(shop)
    aside = _free_name(shop.with_name(f"{shop.stem}-set-aside-{_stamp()}{shop.suffix}"))
    with written_to(shop.parent):
        move_shop(shop, aside)
    return aside if there else None


@contextmanager
def _scratch(folder: Path, stem: str) -> Iterator[Path]:
    """A folder inside `folder` that only its owner may read, gone afterwards; older ones that a crash left go, too."""
    begins = f".{stem}-unfinished-"
    for left in folder.glob(f"{glob.escape(begins)}*"):
        if clock.now_us() - int(left.stat().st_mtime * 1_000_000) > _UNFINISHED_US:
            shutil.rmtree(left, ignore_errors=True)
    with written_to(folder):
        scratch = Path(tempfile.mkdtemp(prefix=begins, dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _own_folder(shop: Path) -> Path:
    folder = backup_folder(shop)
    with written_to(shop.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    return folder


def _stamp() -> str:
    """This instant as names bear it: `20261122T081400Z`."""
    seconds = clock.now_us() // 1_000_000
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def _free_name(wanted: Path) -> Path:
    """That name, or with `.2`, `.3` ... before its ending where something bears it."""
    names = chain([wanted], (wanted.with_name(f"{wanted.stem}.{n}{wanted.suffix}") for n in count(2)))
    return next(name for name in names if not name.exists())


def _generations(folder: Path, stem: str, look: Look) -> list[Path]:
    """The backups of that very shop in a folder, oldest first; what cannot be read is nobody's."""
    name = re.compile(rf"{re.escape(stem)}-(\d{{8}}T\d{{6}}Z)(?:\.(\d+))?{re.escape(SUFFIX)}")
    found = []
    for path in folder.iterdir():
        matched = name.fullmatch(path.name)
        if matched and _is_of(path, look):
            found.append((matched[1], int(matched[2] or 1), path))
    return [path for _, _, path in sorted(found)]


def _is_of(path: Path, look: Look) -> bool:
    try:
        return look_into(path).made_at_us == look.made_at_us
    except WrongUse:
        return False


def _remove(path: Path) -> bool:
    """Whether it is gone: one that cannot be removed does no harm."""
    with suppress(OSError):
        path.unlink()
    return not path.exists()
