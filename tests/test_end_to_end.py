"""The whole program in a real terminal: started as a person starts it, driven by a scanner and by hand."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from shopstock.jobs.backups import backup_folder
from shopstock.jobs.dates import ACTIONS
from shopstock.jobs.due import list_due
from shopstock.jobs.item import save_item
from shopstock.jobs.verify import verify_at
from shopstock.store.check_record import checked_between, signed_between
from shopstock.store.copies import look_into
from shopstock.store.stock import units_standing
from tests import shops
from tests.jobs.verify_damage import Hand
from tests.pty_driver import KEYS, Terminal, paste
from tests.shops import CABLE, PHONE_BARCODE, SERIAL

pytestmark = pytest.mark.pty

READY = "scan or type"


def program(
    *arguments: str | Path,
    home: Path | None = None,
    rows: int = 24,
    columns: int = 80,
    env: Mapping[str, str] | None = None,
) -> Terminal:
    """The program on a terminal of that size."""
    at_home = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")} if home else {}
    env = {**at_home, **(env or {})}
    argv = [sys.executable, "-m", "shopstock", *map(str, arguments)]
    return Terminal(argv, rows=rows, columns=columns, env=env)


def plain(shop: Path, *entries: str) -> str:
    """The same shop line by line, afterwards."""
    done = subprocess.run(
        [sys.executable, "-m", "shopstock", "--shop", str(shop), "plain"],
        input="".join(f"{entry}\n" for entry in entries),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The corner shop with a phone and some cables, made today."""
    path = shops.shop_at(tmp_path / "corner.shop")
    with shops.opened(path) as session:
        shops.take_in_serials(session, SERIAL)
        shops.take_in(session, CABLE, "400")
    return path


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (40, 120)])
def test_a_customer_is_served(shop: Path, rows: int, columns: int) -> None:
    with program("--shop", shop, rows=rows, columns=columns) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{SERIAL}\r")
        terminal.wait_for("Aria X2 added")
        terminal.send("500" + KEYS["F9"])
        terminal.wait_for("change 101.00")
        terminal.press("CTRL+Q")
        assert terminal.wait_end() == 0
    assert "sold" in plain(shop, f"?{SERIAL}")


def test_the_morning_of_fourteen_rows_is_fifteen_keys(tmp_path: Path) -> None:
    """It opens by itself; fourteen letters and Enter in one burst, then F9 signs: read back from the ledger."""
    path, letters = shops.shop_at(tmp_path / "corner.shop"), "KKMWPKKSCTNKKW"
    with shops.opened(path) as session:
        today = session.today()
        for n in range(len(letters)):
            day = (today + timedelta(days=n % 3)).isoformat()
            shops.take_in(
                session, shops.OAT, "2", lot=f"L{n:02}", expires=day, place_code=f"SHELF-{n % 2 + 1}"
            )
        in_order = [due.row.lot_id for due in list_due(session)]
    keys = [*letters, "\r"]
    with program("--shop", path) as terminal:
        terminal.wait_for("14 of 14 rows to do")
        terminal.send("".join(keys))
        terminal.wait_for("all done. F9 signs")
        terminal.press("F9")
        terminal.wait_for("the day is signed off by Owner")
        terminal.press("CTRL+Q")
        assert terminal.wait_end() == 0
    assert len(keys) == 15
    with shops.opened(path) as session:
        rows = checked_between(session.store, today, today)
        (signed,) = signed_between(session.store, today, today)
        assert [(r.lot_id, r.action) for r in rows] == [
            (lot, ACTIONS[letter][0]) for lot, letter in zip(in_order, letters, strict=True)
        ]
        assert len({r.booking_id for r in rows}) == 1, "one act"
        assert (signed.staff, signed.undone_id) == ("Owner", None)
    assert verify_at(path).findings == ()
    with program("--shop", path) as terminal:
        terminal.wait_for("SELL")  # nobody is nagged again that day


def test_three_hundred_scans_in_one_burst_land_in_their_jobs(shop: Path) -> None:
    """Sales and a delivery in turn, F-keys between them, written in one go to the real program."""
    received = [f"SN{n:05}" for n in range(100)]
    with shops.opened(shop) as session:
        save_item(session, {"sku": "TAG", "name": "Tag", "tracking": "serial", "price": "1.00"})
    burst = ""
    for serial in received:
        burst += f"{CABLE}\r{CABLE}\r" + KEYS["F4"] + f"TAG\r{serial}\r" + KEYS["F2"]
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(burst)
        terminal.wait_for("Items 200", timeout=90)
        terminal.press("F9")
        terminal.wait_for("1980.00 paid")
        terminal.press("F4", "F9")
        terminal.wait_for("GR-000003")
        terminal.press("CTRL+Q")
        terminal.wait_end()
    with shops.opened(shop) as session:
        assert shops.on_hand(session, CABLE) == 200
        here = units_standing(session.store, shops.goods(session, "TAG").id)
        assert [u.serial for u in here] == received


@pytest.mark.parametrize(
    "suffix", ["\r", "\n", "\r\n", "\r\r", "\t"], ids=["CR", "LF", "CRLF", "CRCR", "Tab"]
)
def test_every_suffix_ends_one_entry(shop: Path, suffix: str) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{CABLE}{suffix}" * 5)
        terminal.wait_for("Items 5")
        terminal.press("F9")
        terminal.wait_for("49.50 paid")


def test_a_paste_of_twenty_serials(shop: Path) -> None:
    with shops.opened(shop) as session:
        save_item(session, {"sku": "TAG", "name": "Tag", "tracking": "serial", "price": "1.00"})
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.press("F4")
        terminal.send(paste("TAG\n" + "\n".join(f"SN{n:02}" for n in range(20))))
        terminal.wait_for("Units 20")
        terminal.press("F9")
        terminal.wait_for("SAVED")
    assert "20 here" in plain(shop, ":find TAG")


def test_a_closed_terminal_keeps_the_basket(shop: Path) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{SERIAL}\r{CABLE}\r")
        terminal.wait_for("Items 2")
        terminal.hang_up()
        terminal.wait_end()
    with program("--shop", shop) as terminal:
        terminal.wait_for("408.90")
        terminal.press("F9")
        terminal.wait_for("408.90 paid")


def test_a_killed_program_keeps_the_basket(shop: Path) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{SERIAL}\r")
        terminal.wait_for("Items 1")
        assert terminal.process is not None
        terminal.process.send_signal(signal.SIGKILL)
        terminal.wait_end()
    with program("--shop", shop) as terminal:
        terminal.wait_for("the open basket is back")


def test_what_the_checks_find_at_opening_stands_in_the_title(shop: Path) -> None:
    with closing(Hand(shop)) as hand:
        hand.run("UPDATE balance SET quantity = quantity + 1 WHERE quantity > 0")
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{CABLE}\r")
        terminal.wait_for("Items 1")
        terminal.wait_for("! 3 findings :verify", timeout=90)
        terminal.send(":verify\r")
        terminal.wait_for("balances", timeout=90)
        terminal.wait_for("3 findings in the books", timeout=90)
        terminal.press("F2")
        terminal.wait_for("Items 1")


def test_closing_says_that_a_backup_was_made(shop: Path) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{CABLE}\r")
        terminal.wait_for("Items 1")
        terminal.press("F9")
        terminal.wait_for("9.90 paid")
        terminal.press("CTRL+Q")
        terminal.wait_for("is checked, 1 kept in corner-backups")
        assert terminal.wait_end() == 0
    (made,) = backup_folder(shop).iterdir()
    assert look_into(made) == look_into(shop)
    assert verify_at(shop).findings == ()


def test_a_closed_terminal_leaves_a_whole_backup(shop: Path) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.hang_up()
        terminal.wait_end()
    (made,) = backup_folder(shop).iterdir()
    assert look_into(made) == look_into(shop)


def test_a_demo_is_neither_checked_nor_backed_up(tmp_path: Path) -> None:
    with program("demo", "grocery", home=tmp_path, env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.wait_for("morning check", timeout=90)
        terminal.send(":menu\r")
        terminal.wait_for("NO backup yet")
        assert [path.name for path in tmp_path.glob("shopstock-demo-*/*-backups")] == []
        terminal.press("CTRL+Q")
        assert terminal.wait_end() == 0
        assert "kept in" not in terminal.text()


def test_ctrl_c_in_mid_basket_says_how_to_leave_and_loses_nothing(shop: Path) -> None:
    with program("--shop", shop) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"{CABLE}\r")
        terminal.wait_for("Items 1")
        terminal.press("CTRL+C")
        terminal.wait_for("Ctrl+Q")
        terminal.press("F9")
        terminal.wait_for("9.90 paid")


def test_the_first_run_makes_a_shop(tmp_path: Path) -> None:
    with program(home=tmp_path) as terminal:
        terminal.wait_for("What do you sell?")
        terminal.send("1\r")
        terminal.wait_for("starts my shop")
        terminal.send("N\r")
        terminal.wait_for("What is your shop called?")
        terminal.send("Corner [M8]\r")
        terminal.wait_for("Which currency?")
        terminal.send("CHF\r")
        terminal.wait_for("Which time zone?")
        terminal.send("Europe/Zurich\r")
        terminal.wait_for("your own name?")
        terminal.send("Ana\r")
        terminal.wait_for("Corner [M8]")
        terminal.wait_for("scan the first item")
    made = tmp_path / "data" / "shopstock" / "my.shop"
    assert made.exists()
    assert "Ana is here" in plain(made, ":staff")


def test_the_first_run_opens_the_demo_and_keeps_nothing(tmp_path: Path) -> None:
    with program(home=tmp_path) as terminal:
        terminal.wait_for("What do you sell?")
        terminal.send("1\rD\r")
        terminal.wait_for("morning check")
        terminal.press("F7")
        terminal.wait_for("Aria X2", timeout=30)
        terminal.press("CTRL+Q")
        terminal.wait_end()
    assert not (tmp_path / "data" / "shopstock" / "my.shop").exists()


def test_in_a_small_terminal_it_says_so_and_still_takes_scans(shop: Path) -> None:
    with program("--shop", shop, rows=20, columns=60) as terminal:
        terminal.wait_for("80")
        terminal.send(f"{PHONE_BARCODE}\r{SERIAL}\r")
        terminal.resize(24, 80)
        terminal.wait_for("Items 1")
