"""Verify from the outside: its report, its exit codes, shops that cannot be opened, and tills that sell meanwhile."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs.verify import as_json, lines_of, verify, verify_at
from shopstock.refusal import WrongUse
from shopstock.store import audit, driver, engine
from shopstock.store.audit import CHECKS, Finding, Report
from shopstock.store.audit.file import version_note
from shopstock.store.engine import Store
from tests import shops
from tests.jobs.verify_damage import Hand, live_a_day
from tests.shops import CABLE


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound shop with a day behind it; tests take copies."""
    return live_a_day(tmp_path_factory.mktemp("report") / "corner.shop")


@pytest.fixture
def path(day: Path, tmp_path: Path) -> Path:
    """A copy of that shop."""
    return Path(shutil.copy(day, tmp_path / "corner.shop"))


def run(shop: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`shopstock verify` as a person or a timer starts it."""
    line = [sys.executable, "-m", "shopstock", "--shop", str(shop), "verify", *options]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_a_sound_shop_ends_with_0_the_heads_and_one_line(path: Path) -> None:
    done = run(path)
    assert (done.returncode, done.stderr) == (0, "")
    *heads, closing_line = done.stdout.splitlines()
    assert [line.split()[0] for line in heads[::2]] == ["R1:19", "R2:11"]
    assert all(len("".join(line.split())) == 64 for line in heads[1::2])
    assert closing_line.startswith(
        f"{len(CHECKS)} checks, nothing found. SQLite {driver.VERSION} ({driver.NAME}) is "
    )


def test_findings_end_with_1_and_a_line_each(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE payment SET amount_minor = 1 WHERE id <= 2")
    done = run(path)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "payments: R1-000001: its lines make 399.00, 0.01 was paid"
    assert lines[2].startswith("chain: Till 1 number ")
    assert "(R1-000001): its rows are not as they were booked" in lines[2]
    assert lines[-1].startswith(f"{len(CHECKS)} checks, 4 findings. SQLite ")
    assert len(lines) == 4 + 4 + 1, "findings, two heads of two lines, and the closing line"


def test_json_is_one_object(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.db.execute("DROP TRIGGER payment_unchanged")
    done = run(path, "--json")
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    said = json.loads(done.stdout)
    assert said["findings"] == [
        {"check": "triggers", "what": "it is missing", "where": "trigger payment_unchanged"}
    ]
    assert said["checks"] == len(CHECKS)
    assert (said["version"], said["library"]) == (driver.VERSION, driver.NAME)
    assert said["notes"] == [version_note(driver.VERSION)]


@pytest.mark.parametrize("there", [False, True])
def test_no_shop_is_a_wrong_use(there: bool, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    if there:
        other.write_text("dear supplier")
    done = run(other, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("shopstock: ")
    assert done.stderr.count("\n") == 1


def test_verify_writes_nothing(path: Path) -> None:
    engine.open_existing(path).close()
    before = path.read_bytes()
    assert verify_at(path).findings == ()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("version", "inside"),
    [
        ("3.6.23.1", False),
        ("3.7.0", True),
        ("3.7.0.1", True),
        ("3.40.1", True),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.52.0", False),
        ("4.0.0", False),
    ],
)
def test_the_sqlite_version_is_named_and_judged(version: str, inside: bool) -> None:
    note = version_note(version)
    where = "in" if inside else "outside"
    assert note.startswith(f"SQLite {version} ({driver.NAME}) is {where} the range of the WAL-reset bug")
    assert "3.7.0 to 3.51.2" in note
    assert ("pip install 'shopstock[engine]'" in note) is inside


def test_the_report_counts_as_people_do() -> None:
    one = Report((Finding("file", "torn"),), 1, "sqlite", "3.52.0", "sqlite3", ("a note",))
    assert lines_of(one) == ["file: torn", "1 check, 1 finding. a note"]
    assert as_json(one)["findings"] == [{"check": "file", "what": "torn", "where": ""}]


def test_a_file_torn_in_two_is_a_finding(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 8192 * 4096])
    report = verify_at(path)
    assert "file" in {finding.check for finding in report.findings}
    assert run(path).returncode == 1


def test_a_file_whose_first_page_is_gone_is_a_finding(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\x55" * 3996
    path.write_bytes(whole)
    report = verify_at(path)
    assert [finding.check for finding in report.findings] == ["file"]
    assert report.notes == (version_note(driver.VERSION),)
    assert run(path).returncode == 1


def test_a_newer_shop_is_a_wrong_use(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE migration SET version = version + 998")
    with pytest.raises(WrongUse, match="newer Shopstock"):
        verify_at(path)


def test_a_table_that_is_gone_stops_no_other_check(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE till SET name = ''")
        hand.db.execute("DROP TABLE check_row")
        hand.db.execute("DROP TABLE route")
    found = {finding.check: finding.what for finding in verify_at(path).findings}
    assert set(found) == {"schema", "triggers", "chain", "file", "rules", "foreign_keys"}
    assert found["chain"].startswith("this could not be read: no such table")
    assert found["schema"] == "it is missing"


def test_text_that_is_no_text_is_a_finding(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run("UPDATE booking SET note = CAST(x'ff' AS TEXT) WHERE id = 3")
    found = {finding.check for finding in verify_at(path).findings}
    assert found == {"chain"}


def test_many_findings_are_counted_and_not_all_told(path: Path) -> None:
    with closing(Hand(path)) as hand:
        hand.run(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234) "
            "INSERT INTO barcode (code, printed, product_id) SELECT 'C' || i, 'C', 999 FROM n"
        )
    found = verify_at(path).findings
    assert len(found) == audit.MOST + 1
    assert str(found[-1]) == "foreign_keys: and 1,134 more like these"


def test_verify_takes_a_session_and_a_store(path: Path) -> None:
    with shops.opened(path) as session:
        assert verify(session) == verify(session.store) == ()
        with session.store.transaction():
            assert verify(session) == ()


def test_a_till_sells_while_the_books_are_gone_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sales between two checks are not half seen, and none of them waits."""

    def selling(_: Store) -> Iterator[Finding]:
        with shops.opened(path) as till:
            shops.sell_some(till, CABLE, "1", anyway=True)
        yield from ()

    checks = {
        f"{name} {part}": check for name, own in CHECKS.items() for part, check in ((1, own), (2, selling))
    }
    monkeypatch.setattr(audit, "CHECKS", checks)
    store = engine.open_existing(path)
    assert verify(store) == ()
    assert verify(store, quick=True) == ()
    store.close()


def test_a_till_that_writes_is_not_waited_for(path: Path) -> None:
    store = engine.open_existing(path, wait_seconds=0)
    with shops.opened(path) as till, till.store.transaction():
        till.store.db.execute_sql("UPDATE setting SET value = 'x'")
        assert verify(store) == ()
    store.close()


def heads_of(path: Path) -> list[str]:
    """Every head as it is typed from the report: `R1:19:64 figures`."""
    lines = run(path).stdout.splitlines()
    return [f"{a.split()[0]}:{''.join(b.split())}" for a, b in zip(lines[:4:2], lines[1:4:2], strict=True)]


def cut(path: Path, till: int, bookings: int) -> None:
    """The newest bookings of a till taken away behind every rule, all else made to fit."""
    with closing(Hand(path)) as hand:
        gone = "SELECT id FROM booking WHERE till_id = ? ORDER BY till_number DESC LIMIT ?"
        for (booking_id,) in hand.db.execute(gone, (till, bookings)).fetchall():
            for table in ("payment", "movement", "return_line", "sale_line", "event", "check_row"):
                with closing(hand.db.cursor()):
                    if hand.db.execute(
                        f"SELECT 1 FROM {table} WHERE booking_id = ?", (booking_id,)
                    ).fetchone():
                        hand.run(f"DELETE FROM {table} WHERE booking_id = ?", booking_id)
            hand.run("DELETE FROM booking WHERE id = ?", booking_id)
        hand.recount()


def test_heads_from_paper_are_still_in_their_chains(path: Path) -> None:
    first, second = heads_of(path)
    with shops.on("2026-11-22", 18), shops.opened(path) as session:
        shops.sell_some(session, CABLE, anyway=True)
    done = run(path, "--head", first, "--head", second)
    assert done.returncode == 0
    assert "All 2 heads on paper are in their chains" in done.stdout
    short = first[: len("R1:19:") + 16]
    by_name = f"till 1:19:{first.rpartition(':')[2]}"
    for typed in (short, by_name, first.upper().replace("R1", "r1"), f"{first[:20]} {first[20:]}"):
        done = run(path, "--head", typed)
        assert (done.returncode, "The head on paper is in its chain" in done.stdout) == (0, True), typed


def test_a_cut_tail_is_seen_by_the_printed_head_and_by_the_closing_of_the_other_till(path: Path) -> None:
    head = heads_of(path)[0]
    cut(path, 1, 1)
    done = run(path, "--head", head)
    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if line.startswith("heads: ")]
    assert said == [
        "heads: Till 1: number 19 is not there, the newest is 18: the end was cut off, Z2-000001 had seen it",
        "heads: Till 1: number 19 is not there, the newest is 18: the end was cut off",
    ]


def test_a_shop_written_anew_is_seen_by_nothing_but_the_printed_head(path: Path) -> None:
    head = heads_of(path)[1]
    with closing(Hand(path)) as hand:
        hand.run("UPDATE sale_line SET price_minor = price_minor + 1 WHERE id = 1")
        hand.run("UPDATE drawer SET reason = 'nothing at all' WHERE what = 'out'")
        hand.reseal()
    assert run(path).returncode == 0
    done = run(path, "--head", head)
    assert done.returncode == 1
    assert "heads: Till 2: number 11 bears another seal: it was written anew" in done.stdout


def test_a_printed_report_is_compared_as_it_is(path: Path, tmp_path: Path) -> None:
    from shopstock.jobs.cash_report import z_report
    from shopstock.papers import day_report, sheet

    with shops.opened(path, till="Till 2") as session:
        paper = sheet.text(day_report.rows(z_report(session, 1)), 42)
    file = tmp_path / "Z2-000001.txt"
    file.write_text(paper)
    done = run(path, "--report", str(file))
    assert (done.returncode, "All 2 heads on paper are in their chains" in done.stdout) == (0, True)
    said = json.loads(run(path, "--report", str(file), "--json").stdout)
    assert [head["prefix"] for head in said["heads"]] == ["R1", "R2"]
    cut(path, 1, 1)
    assert run(path, "--report", str(file)).returncode == 1
    file.write_text("no seals on this one")
    for wrong in (file, tmp_path / "nowhere.txt", tmp_path):
        assert run(path, "--report", str(wrong)).returncode == 2


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "R1",
        "R1:19",
        "R1:19:abc",
        "R1:x:" + "a" * 64,
        ":19:" + "a" * 64,
        "R1:19:" + "g" * 64,
        "R1:19:" + "a" * 65,
    ],
)
def test_a_head_that_is_none_is_a_wrong_use(path: Path, typed: str) -> None:
    done = run(path, "--head", typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("shopstock: ")


def test_a_head_of_no_till_here(path: Path) -> None:
    done = run(path, "--head", "R9:1:" + "a" * 64)
    assert done.returncode == 1
    assert "heads: R9: there is no such till" in done.stdout
