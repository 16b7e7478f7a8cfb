"""A cut, torn or flipped file: the shop opens as a clean prefix of its sales, or says in a sentence why not."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs import setup
from shopstock.jobs.verify import verify_at
from shopstock.refusal import Refusal
from shopstock.store import engine
from shopstock.store.audit import audit
from shopstock.store.engine import Store
from tests import shops
from tests.desk.counter import presentable
from tests.store.hand import LEDGER
from tests.store.power_cut import SALES, Sold, damaged_wal, flipped, put, sell_into_wal, torn_checkpoint

SEEDS = 10
TRIALS = 15


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Sold:
    """The shop at the moment of the cut; every trial takes a copy."""
    folder = tmp_path_factory.mktemp("cut")
    with shops.on("2026-11-22"):
        return sell_into_wal(shops.shop_at(folder / "corner.shop"))


def sales_in(store: Store, sold: Sold) -> int:
    """How many of the sales are there; the shop must be exactly as it was after one of them, with clean books."""
    newest = store.db.execute_sql("SELECT id, hash FROM booking ORDER BY id DESC LIMIT 1").fetchone()
    found = [k for k, head in enumerate(sold.heads) if newest == (head.bookings, head.seal)]
    assert found, f"the shop has {newest[0]} bookings, which it never had at a commit"
    assert audit(store).findings == ()
    return found[0]


def test_what_was_sold(sold: Sold, tmp_path: Path) -> None:
    """The trials rest on this: all sales stand in the WAL alone, each with an end of its own."""
    ends = [head.wal_end for head in sold.heads]
    assert ends == sorted(set(ends))
    assert len(ends) == SALES + 1
    for wal, sales in ((b"", 0), (sold.wal, SALES)):
        store = engine.open_existing(put(tmp_path, sold.main, wal))
        assert sales_in(store, sold) == sales
        store.close()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_damaged_wal_opens_as_the_sales_before_the_damage(seed: int, sold: Sold, tmp_path: Path) -> None:
    dice = random.Random(f"wal {seed}")
    for trial in range(TRIALS):
        way, wal, whole_to = damaged_wal(sold, dice)
        with shops.on("2026-11-22", 12):
            store = engine.open_existing(put(tmp_path, sold.main, wal))
            sales = sales_in(store, sold)
            saved = sum(1 for head in sold.heads[1:] if head.wal_end <= whole_to)
            assert sales >= saved, f"{way}: sale {saved} was whole before byte {whole_to}, {sales} are there"
            assert sales == saved, f"{way}: a sale that was damaged at byte {whole_to} is there"
            if trial % 5 == 0:
                shops.sell_some(setup.open_session(store), shops.CABLE)
                assert audit(store).findings == (), "and it goes on from there"
            store.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_checkpoint_that_was_torn_loses_nothing(seed: int, sold: Sold, tmp_path: Path) -> None:
    """The WAL is whole until the main file is on the disk: then every sale is there."""
    dice = random.Random(f"checkpoint {seed}")
    for _ in range(TRIALS):
        store = engine.open_existing(put(tmp_path, torn_checkpoint(sold, dice), sold.wal))
        assert sales_in(store, sold) == SALES
        store.close()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the ledger."""
    store = engine.open_existing(path)
    try:
        return {table: store.db.execute_sql(f"SELECT * FROM {table}").fetchall() for table in LEDGER}
    finally:
        store.close()


def say(path: Path) -> tuple[str, list[str]]:
    """What the program says of a damaged file: `refused` and the sentence, or `found` and the findings."""
    try:
        findings = [str(one) for one in verify_at(path).findings]
    except Refusal as refusal:
        return "refused", [refusal.text]
    return ("found" if findings else "silent"), findings


ENTRIES = ("?S3", "CAB", "A", "S3", ":finish", ":return", "S1", "FQM", ":dates", "K", ":stock", ":find #R1-1")


def used(path: Path) -> str:
    """Look, sell, take back and check the dates in a damaged file: each answer is one that can be shown. The
    sentence where the file is refused."""
    try:
        store = engine.open_existing(path)
    except Refusal as refusal:
        return refusal.text
    try:
        desk = Desk(setup.open_session(store))
        presentable(desk.opening())
        for entry in ENTRIES:
            presentable(desk.enter(entry))
        desk.frame()
        return "used"
    except Refusal as refusal:
        return refusal.text
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bits_are_named_or_refused(seed: int, sold: Sold, tmp_path: Path) -> None:
    """No traceback, and no damage to the ledger that nobody names."""
    dice = random.Random(f"main {seed}")
    whole = contents(put(tmp_path, sold.checkpointed))
    seen = set()
    for _ in range(TRIALS):
        hurt = flipped(sold.checkpointed, dice)
        with shops.on("2026-11-22", 12):
            said, sentences = say(put(tmp_path, hurt))
            seen.add(said)
            assert all(sentences)
            if said == "silent":
                assert contents(put(tmp_path, hurt)) == whole, "nobody says that the ledger is another"
            assert used(put(tmp_path, hurt))
    assert seen >= {"found"}


def test_the_file_is_cut_short(sold: Sold, tmp_path: Path) -> None:
    dice = random.Random("cut main")
    for length in (0, 1, 99, 100, 511, 4096, *(dice.randrange(len(sold.main)) for _ in range(12))):
        path = put(tmp_path, sold.checkpointed[:length])
        assert say(path)[0] in ("refused", "found")
        assert used(path)
    shutil.rmtree(tmp_path)


def hurt_by(sold: Sold, was: bytes, became: bytes) -> bytes:
    """The main file with the last such bytes changed."""
    at = sold.checkpointed.rindex(was)
    return sold.checkpointed[:at] + became + sold.checkpointed[at + len(was) :]


def test_a_schema_whose_text_is_no_text_is_refused_in_words(sold: Sold, tmp_path: Path) -> None:
    """SQLite names the table in its message, and the driver cannot read the name."""
    path = put(
        tmp_path,
        hurt_by(
            sold, b"triggerbooking_daybookingCREATE TRIGGER", b"triggerb\xd4oking_daybookingCREATE TRIGGEQ"
        ),
    )
    said, sentences = say(path)
    assert said in ("refused", "found")
    assert all(sentences)
    assert "cannot be read" in used(path)


def test_a_day_that_is_none_is_no_traceback_at_the_desk(sold: Sold, tmp_path: Path) -> None:
    whole = sold.checkpointed
    path = put(tmp_path, whole.replace(b"2026-11-22", b"2026-91-22"))
    assert say(path)[0] == "found"
    assert used(path)
    store = engine.open_existing(path)
    desk = Desk(setup.open_session(store))
    answer = desk.enter("CAB")
    assert (answer.state, answer.id) == ("STOP", "shop.damaged")
    assert answer.text.startswith("STOP the shop file cannot be read. Restore a backup")
    store.close()
