"""The two SQLite libraries behind one face: the same refusals, and never both in one process."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.store import driver

CYSQLITE = importlib.util.find_spec("cysqlite") is not None
PACKAGE = Path(driver.__file__).parent.parent

# What each failure says and its code; the statement around it, which one driver repeats, is no part of it.
_FAILURES = """
import sys
from contextlib import closing
from pathlib import Path
from shopstock.store import driver

def meet(connection, sql):
    try:
        connection.execute(sql).fetchall()
    except driver.Error as error:
        print(driver.code_of(error), driver.said_by(error))
    else:
        print("nothing")

here = Path(sys.argv[1])
with closing(driver.connect(here / "a", wait_seconds=0.01)) as a:
    a.execute("CREATE TABLE t (a TEXT CHECK (a <> 'full'), b INTEGER UNIQUE) STRICT")
    a.execute("CREATE TRIGGER k BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'rule:written_once'); END")
    a.execute("INSERT INTO t VALUES ('locked', 1)")
    for sql in ("INSERT INTO t VALUES ('full', 2)", "INSERT INTO t VALUES ('busy]: x', 1)", "DELETE FROM t",
                'SELECT * FROM "no such [table]"'):
        meet(a, sql)
    with closing(driver.connect(here / "a", wait_seconds=0.01)) as other:
        other.execute("BEGIN IMMEDIATE")
        meet(a, "INSERT INTO t VALUES ('x', 3)")
        other.execute("ROLLBACK")
    a.execute("PRAGMA max_page_count = 4")
    meet(a, "INSERT INTO t VALUES (hex(zeroblob(90000)), 4)")
    a.execute("PRAGMA query_only = 1")
    meet(a, "INSERT INTO t VALUES ('x', 5)")
(here / "letter").write_text("dear supplier, " * 100)
with closing(driver.connect(here / "letter")) as letter:
    meet(letter, "SELECT * FROM sqlite_master")
try:
    driver.connect(here / "no" / "folder").execute("SELECT * FROM sqlite_master")
except driver.Error as error:
    print(driver.code_of(error), driver.said_by(error))
"""

_COPY = """
import sys
from contextlib import closing
from pathlib import Path
from shopstock.store import driver

here = Path(sys.argv[1])
with closing(driver.connect(here / "a")) as a, closing(driver.connect(here / "b")) as b:
    a.execute("CREATE TABLE t (a TEXT)")
    for _ in range(200):
        a.execute("INSERT INTO t VALUES (hex(zeroblob(2000)))")
    b.execute("PRAGMA max_page_count = 20")
    try:
        driver.copied(a, b)
    except driver.Error as error:
        print(driver.code_of(error) == driver.FULL)
    b.execute("PRAGMA max_page_count = 10000")
    driver.copied(a, b)
    print(b.execute("SELECT count(*) FROM t").fetchone())
    print(b.execute("SELECT name FROM sqlite_master").fetchall())
"""


def run(engine: str, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, since a library is chosen once in each."""
    environment = {**os.environ, "SHOPSTOCK_ENGINE": engine}
    line = [sys.executable, "-c", code, *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment)


def said(engine: str, code: str, folder: Path) -> list[str]:
    """The lines that code writes with that library; the folder is new."""
    folder.mkdir()
    done = run(engine, code, str(folder))
    assert done.stderr == ""
    return done.stdout.splitlines()


ENGINES = ["stdlib", pytest.param("cysqlite", marks=pytest.mark.skipif(not CYSQLITE, reason="an extra"))]


@pytest.mark.parametrize("engine", ENGINES)
def test_each_failure_has_one_code_and_says_only_what_sqlite_said(engine: str, tmp_path: Path) -> None:
    assert said(engine, _FAILURES, tmp_path / engine) == [
        "19 CHECK constraint failed: a <> 'full'",
        "19 UNIQUE constraint failed: t.b",
        "19 rule:written_once",
        "1 no such table: no such [table]",
        "5 database is locked",
        "13 database or disk is full",
        "8 attempt to write a readonly database",
        "26 file is not a database",
        "14 unable to open database file",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_copy_that_has_no_room_says_so_and_leaves_nothing_of_its_own(engine: str, tmp_path: Path) -> None:
    assert said(engine, _COPY, tmp_path / engine) == ["True", "(200,)", "[('t',)]"]


@pytest.mark.skipif(not CYSQLITE, reason="an extra")
def test_the_extra_is_used_where_it_is_there(tmp_path: Path) -> None:
    look = "from shopstock.store import driver; print(driver.NAME, driver.VERSION)"
    without = {name: value for name, value in os.environ.items() if name != "SHOPSTOCK_ENGINE"}
    line = [sys.executable, "-c", look]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=without)
    name, version = done.stdout.split()
    assert name == "cysqlite"
    assert tuple(map(int, version.split("."))) > (3, 51, 2)


@pytest.mark.parametrize("engine", ["oracle", "cysqlite"])
def test_a_library_that_is_not_there_is_one_sentence(engine: str, tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['cysqlite'] = None; from shopstock.cli import main; sys.exit(main(sys.argv[1:]))"
    done = run(engine, hidden, "--shop", str(tmp_path / "a.shop"), "backup")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("shopstock: ")
    assert done.stderr.count("\n") == 1
    assert "oracle" in done.stderr or "pip install 'shopstock[engine]'" in done.stderr


def test_nothing_but_the_driver_names_a_library() -> None:
    """Two libraries on one file in one process would take away each other's locks."""
    named = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if any(
            line.strip().startswith(("import sqlite3", "from sqlite3", "import cysqlite", "from cysqlite"))
            for line in path.read_text().splitlines()
        )
    ]
    assert named == ["store/driver.py"]


def test_a_wrapped_failure_keeps_its_code(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear supplier, " * 100)
    database = driver.database(str(tmp_path / "letter"), pragmas={"journal_mode": "wal"})
    with closing(database), pytest.raises(driver.FAILURES) as caught:
        database.connect()
    assert driver.code_of(caught.value) == driver.NO_DATABASE
    assert driver.said_by(caught.value) == "file is not a database"
