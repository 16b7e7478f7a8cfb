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
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from shopstock import clock
from shopstock.jobs.copy import arrived
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import NotSignedOn, Session
from shopstock.refusal import Refusal, WrongUse
from shopstock.store import address, print_jobs
from shopstock.store.address import Address, Server
from shopstock.store.audit import Finding, audit_at
from shopstock.store.copies import (
    Look,
    audit_copy,
    close_alone,
    copy_shop,
    export_shop,
    has_pins_in,
    look_at,
    look_into,
    move_shop,
    sync_folder,
    written_to,
)
from shopstock.store.credentials import has_pins
from shopstock.store.engine import Store

GENERATIONS = 14
SUFFIX = ".backup"
_STAMP = "%Y%m%dT%H%M%SZ"
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
class Kept:
    """The backups that lie in a shop's own folder: the instant of the newest, None where there is none, and how
    many there are."""

    last_at_us: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A shop that was restored: what it holds now, and where what was there before is kept: `aside` for a file,
    `schema` in the server's database, None for nothing."""

    path: Address
    look: Look
    aside: Path | None
    schema: str | None = None


def backup_folder(shop: Path) -> Path:
    """Where the backups of a shop file go when nothing else is said: beside it."""
    return shop.with_name(f"{shop.stem}-backups")


def back_up(at: Session | Store, folder: Path | None = None, keep: int = GENERATIONS) -> Backup:
    """Copy an open shop, check the copy, and keep that many generations; tills may sell meanwhile.

    A shop on a server is exported: its backup is a file that is restored into a file or onto a server.
    A copy with findings stays, and then no older one goes. Raises WrongUse or CopyFailed and leaves nothing."""
    store = at.store if isinstance(at, Session) else at
    beside = store.beside()
    if beside is None:
        raise WrongUse("this shop is in memory only: there is no file to back up")
    if keep < 1:
        raise WrongUse("a backup keeps at least 1 generation")
    place = _own_folder(beside) if folder is None else folder
    if not place.is_dir():
        raise WrongUse(f"there is no folder {place}. Make it, or plug the disk in")
    with _scratch(place, beside.stem) as scratch:
        part = scratch / beside.name
        if store.path is None:
            export_shop(store, part)
        else:
            copy_shop(store.path, part)
        look, findings = look_into(part), audit_copy(part).findings
        with written_to(place):
            made = _free_name(place / f"{beside.stem}-{_stamp()}{SUFFIX}")
            part.rename(made)
            sync_folder(place)
    older = [path for path in _generations(place, beside.stem, look) if path != made]
    removed = () if findings else tuple(filter(_remove, older[: max(0, len(older) + 1 - keep)]))
    return Backup(made, made.stat().st_size, findings, removed, len(older) + 1 - len(removed))


def at_closing(at: Session | Store) -> Backup | None:
    """The backup of a till that closes: made where the newest does not hold what is booked, otherwise None.

    Other tills may go on selling. Raises a Refusal as `back_up` does; then nothing of it is left, and nothing that
    was booked is less safe."""
    store = at.store if isinstance(at, Session) else at
    if store.path is None:
        return None
    now = look_at(store)
    if now is None or not (now.bookings or now.products):
        return None
    folder = backup_folder(store.path)
    with written_to(folder):
        named = sorted(_named(folder, store.path.stem), reverse=True) if folder.is_dir() else []
    newest = next((path for _, _, path in named if _is_of(path, now)), None)
    return None if newest and _holds(newest, now) else back_up(store)


def kept_of(at: Session | Store) -> Kept | None:
    """What lies in the shop's own folder, by the names alone; None for a shop that is no file."""
    store = at.store if isinstance(at, Session) else at
    if store.path is None:
        return None
    try:
        names = sorted(_named(backup_folder(store.path), store.path.stem))
        newest = datetime.strptime(names[-1][0], _STAMP).replace(tzinfo=UTC)
    except (OSError, IndexError, ValueError):  # no folder yet, none in it, or a name that is no instant
        return Kept(None, 0)
    return Kept(clock.instant(newest), len(names))


def _holds(path: Path, now: Look) -> bool:
    try:
        return look_into(path)[1:] == now[1:]  # all but the version: a newer program changes no books
    except WrongUse:
        return False


def needs_pin(shop: Address) -> bool:
    """Whether somebody must show that they may restore: there is a shop, it can be read, and it has PINs."""
    with suppress(WrongUse):
        if isinstance(shop, Path):
            return shop.is_file() and has_pins_in(shop)
        with closing(address.open_shop(shop)) as store:
            return has_pins(store)
    return False


def restore(shop: Address, backup: Path, by: Session | None = None) -> Restored:
    """Put a backup in the place of a shop, or where no shop is yet; what was there is kept under a new name.

    The backup is copied, brought to this version and goes through all checks first. Raises WrongUse for a file
    that is no backup, BadBackup, AnotherShop, ShopIsOpen or CopyFailed; then nothing has changed. `by` is a session
    of that shop, needed where it has PINs; its store gets closed. Raises NotSignedOn or NeedsApproval."""
    if by is not None:
        try:
            require(by, Right.RESTORE)
        finally:
            by.store.close()
    elif needs_pin(shop):
        raise NotSignedOn("this shop has PINs: sign on first")
    look = look_into(backup)
    if isinstance(shop, Server):
        return _restored_on(shop, backup, look)
    if shop.exists():
        _check_target(shop, backup, look)
    with written_to(shop.parent):
        shop.parent.mkdir(parents=True, exist_ok=True)
    with _scratch(shop.parent, shop.stem) as scratch:
        ready = scratch / shop.name
        copy_shop(backup, ready)
        _check_whole(ready, backup)
        _doubt_papers(ready)
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


def _restored_on(server: Server, backup: Path, look: Look) -> Restored:
    """The same on a server, in one transaction: what was there goes on in a schema of its own."""
    from shopstock.store.postgres import replacing

    with tempfile.TemporaryDirectory(prefix="shopstock-restore-") as scratch:
        ready = Path(scratch) / "ready.shop"
        copy_shop(backup, ready)
        _check_whole(ready, backup)
        _doubt_papers(ready)
        with closing(address.open_shop(ready)) as source, replacing(server, _stamp()) as (target, before):
            if before and before.of not in (None, (look.shop, look.made_at_us)):
                raise AnotherShop(
                    f"{backup.name} is of {look.shop}, {server} is {before.of[0]}. Name another"
                )
            arrived(source, target)
    return Restored(server, look, None, before.schema if before else None)


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


def _doubt_papers(ready: Path) -> None:
    """What waited for a printer then may have come out since: it is asked about and not printed by itself."""
    with closing(address.open_shop(ready)) as store, store.transaction():
        print_jobs.doubt_all(store, "the shop was put back to an earlier hour")


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
        shop.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    return folder


def _stamp() -> str:
    """This instant as names bear it: `20261122T081400Z`."""
    seconds = clock.now_us() // 1_000_000
    return datetime.fromtimestamp(seconds, UTC).strftime(_STAMP)


def _free_name(wanted: Path) -> Path:
    """That name, or with `.2`, `.3` ... before its ending where something bears it."""
    names = chain([wanted], (wanted.with_name(f"{wanted.stem}.{n}{wanted.suffix}") for n in count(2)))
    return next(name for name in names if not name.exists())


def _generations(folder: Path, stem: str, look: Look) -> list[Path]:
    """The backups of that very shop in a folder, oldest first; what cannot be read is nobody's."""
    return [path for _, _, path in sorted(_named(folder, stem)) if _is_of(path, look)]


def _named(folder: Path, stem: str) -> Iterator[tuple[str, int, Path]]:
    """What bears the name of a backup, with its instant and its number within that second."""
    name = re.compile(rf"{re.escape(stem)}-(\d{{8}}T\d{{6}}Z)(?:\.(\d+))?{re.escape(SUFFIX)}")
    for path in folder.iterdir():
        if matched := name.fullmatch(path.name):
            yield matched[1], int(matched[2] or 1), path


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
