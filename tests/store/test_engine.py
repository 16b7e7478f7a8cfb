"""Opening a shop file: everything that is no shop is refused in one clear sentence and left as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs import setup
from shopstock.refusal import WrongUse
from shopstock.store import engine
from shopstock.store.engine import CannotWrite, Damaged
from tests import shops
from tests.shops import CABLE
from tests.store.audit import file_is_sound, findings
from tests.store.hand import dump


def refusal(path: Path) -> str:
    """The sentence with which that file is refused; the file stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WrongUse) as caught:
        engine.open_existing(path, 0.1)
    assert "\n" not in caught.value.text
    assert str(path) in caught.value.text
    assert (path.read_bytes() if path.is_file() else None) == before
    return caught.value.text


def test_a_shop_opens(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        shops.sell_some(session, CABLE, "2")
        assert findings(session) == file_is_sound(session) == []
    with shops.opened(shop_file) as session:
        assert shops.on_hand(session, CABLE) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_a_shop_is_read_by_its_owner_only(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        copy = session.store.backup(shop_file.with_name("copy.shop"))
    for file in (shop_file, copy):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_connection_has_the_pragmas(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        db = session.store.db
        asked = {
            name: db.execute_sql(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 200,
    }


def test_no_file(tmp_path: Path) -> None:
    assert "there is no shop at" in refusal(tmp_path / "none.shop")
    assert not list(tmp_path.iterdir())


def test_a_folder(tmp_path: Path) -> None:
    assert "is no file" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 4096, b"SQLite format 3\x00" + b"\x00" * 20])
def test_some_other_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.shop"
    path.write_bytes(content)
    assert "is no Shopstock file" in refusal(path)


def test_somebody_elses_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE booking (id INTEGER)")
        db.commit()
    assert "is no Shopstock file" in refusal(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_file_of_a_newer_program(shop_file: Path) -> None:
    with closing(sqlite3.connect(shop_file)) as db:
        db.execute("INSERT INTO migration VALUES (99, 'the future', 0)")
        db.commit()
    with pytest.raises(WrongUse, match="newer Shopstock"):
        engine.open_existing(shop_file)
    with closing(sqlite3.connect(shop_file)) as db:
        assert db.execute("SELECT max(version) FROM migration").fetchone() == (99,)


@pytest.mark.parametrize("kept", [100, 512, 4096, 5000, 40_000])
def test_a_truncated_file(shop_file: Path, kept: int) -> None:
    shop_file.write_bytes(shop_file.read_bytes()[:kept])
    with pytest.raises((WrongUse, Damaged)) as caught, shops.opened(shop_file) as session:
        dump(session)
    assert "Restore a backup" in caught.value.text


def test_a_file_with_a_hole_in_it(shop_file: Path) -> None:
    """Damage far inside is met when it is read; it is said, and nothing crashes."""
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
    content = bytearray(shop_file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    shop_file.write_bytes(content)
    with pytest.raises((WrongUse, Damaged)) as caught, shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
    assert "Restore a backup" in caught.value.text


def test_a_file_that_only_reads(shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite opens it without a word: we ask at once, not at the first sale."""
    with monkeypatch.context() as patched:
        patched.setitem(engine.PRAGMAS, "query_only", 1)
        assert "read-only" in refusal(shop_file)
    with shops.opened(shop_file) as session:
        session.store.db.execute_sql("PRAGMA query_only = 1")
        with pytest.raises(CannotWrite, match="NOT saved"):
            shops.take_in(session, CABLE, "5")
        session.store.db.execute_sql("PRAGMA query_only = 0")
        shops.take_in(session, CABLE, "5")
        assert findings(session) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user in a child process")
@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_file_nobody_may_write(shop_file: Path, folder_mode: int) -> None:
    """Modes do not bind root, so root asks as nobody would."""
    folder = shop_file.parent
    shop_file.chmod(0o444)
    folder.chmod(folder_mode)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the child
        try:
            if os.geteuid() == 0:
                for above in (folder, *folder.parents[:3]):
                    above.chmod(above.stat().st_mode | 0o055)
                os.setuid(65534)
            engine.open_existing(shop_file, 0.1)
            os.write(writer, b"opened")
        except WrongUse as refused:
            os.write(writer, refused.text.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    folder.chmod(0o755)
    said = os.read(reader, 1000).decode()
    assert said.startswith(str(shop_file))
    assert "read-only" in said or "cannot be opened or written" in said


def test_a_file_that_exists_is_not_made_anew(shop_file: Path) -> None:
    with pytest.raises(WrongUse, match="exists already"):
        engine.create(shop_file)
    with shops.opened(shop_file) as session:
        assert session.shop.name == "Corner"


def test_a_shop_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUse, match="cannot be made"):
        engine.create(tmp_path / "file" / "corner.shop")


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"there is no folder .*typo"):
        engine.create(tmp_path / "typo" / "corner.shop")
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_of_a_shop_that_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "corner.shop"
    for columns in (("", "EUR", "UTC", "mixed"), ("Corner", "EURO", "UTC", "mixed")):
        with pytest.raises(WrongUse):
            setup.create_shop(path, *columns, "Owner")
        assert not list(tmp_path.iterdir())
    setup.create_shop(path, "Corner", "EUR", "UTC", "mixed", "Owner")
    with shops.opened(path) as session:
        assert session.shop.name == "Corner"


def test_a_file_without_its_shop_row(tmp_path: Path) -> None:
    store = engine.create(tmp_path / "empty.shop")
    store.close()
    with pytest.raises(WrongUse, match="holds no shop yet"), shops.opened(tmp_path / "empty.shop"):
        pass


def test_a_backup_is_a_whole_shop(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        copy = session.store.backup(shop_file.with_name("copy.shop"))
        kept = dump(session)
    with shops.opened(copy) as session:
        assert dump(session) == kept
        assert findings(session) == file_is_sound(session) == []
        shops.sell_some(session, CABLE)
