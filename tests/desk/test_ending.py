"""What ends soon: every cover of every sale, with whom to write to; and what suppliers owe us."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from shopstock.cli import main
from shopstock.jobs.ending import ending
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL

pytestmark = pytest.mark.conversation


@pytest.fixture
def counter(session: Session) -> Counter:
    """Two phones, with 24 months for the customer and 12 from the supplier."""
    here = Counter(session)
    here(f':item sku={PHONE} supplier_warranty="12 months"')
    here(":receive @Volta", PHONE, SERIAL, OTHER_SERIAL, ":finish", ":sell")
    return here


def ends(session: Session, days: int) -> list[tuple[str, str, str | None, str | None]]:
    return [(e.until.isoformat(), e.whose, e.serial, e.who) for e in ending(session, days)]


@pytest.mark.parametrize(
    ("today", "days", "listed"),
    [
        ("2028-10-22", 30, False),  # the last day is 31 days away
        ("2028-10-23", 30, True),
        ("2028-09-23", 60, True),
        ("2028-08-24", 90, True),
        ("2028-08-23", 90, False),
        ("2028-11-22", 30, True),  # the last day itself
        ("2028-11-23", 30, False),  # the day after
    ],
)
def test_the_days_on_the_edges(counter: Counter, today: str, days: int, listed: bool) -> None:
    counter(SERIAL, "@R. Patel", ":finish")
    with shops.on(today):
        mine = [row for row in ends(counter.desk.session, days) if row[1] == "customer"]
        assert mine == ([("2028-11-22", "customer", SERIAL, "R. Patel")] if listed else [])


def test_whom_to_write_to_and_whether(counter: Counter) -> None:
    counter(SERIAL, "@5550199", ":finish", OTHER_SERIAL, ":finish")
    counter(':customer name="R. Patel" phone=5550199 email=ravi@example.org', "S", "O")
    with shops.on("2028-11-01"):
        said = counter(":ending")
        assert said.sentence == "2 warranties end within 30 days, 0 covers of suppliers"
        assert len(said.more) == 2
        assert any("R. Patel 5550199 ravi@example.org, may be written to" in line for line in said.more)
        assert any("nobody known" in line for line in said.more)
        counter(":customers patel", "O")
        assert any("wants no letters" in line for line in counter(":ending").more)
        number = next(row["n"] for row in counter.view()["rows"] if row["serial"] == SERIAL)
        assert counter.view(str(number))["serial"] == SERIAL


def test_what_came_back_or_was_voided_is_nobodys(counter: Counter) -> None:
    counter(SERIAL, "@R. Patel", ":finish", OTHER_SERIAL, ":finish", ":undo")
    counter(":return", SERIAL, "CSM")
    with shops.on("2028-11-01"):
        assert ends(counter.desk.session, 30) == []


def test_an_erased_customer_is_nobody(counter: Counter) -> None:
    counter(SERIAL, "@R. Patel", ":finish", ":customers patel", "X", "erase")
    with shops.on("2028-11-01"):
        assert ends(counter.desk.session, 30) == [("2028-11-22", "customer", SERIAL, None)]


def test_our_own_cover_from_the_supplier_ends_earlier(counter: Counter) -> None:
    counter(SERIAL, "@R. Patel", ":finish")
    with shops.on("2027-11-01"):
        assert ends(counter.desk.session, 30) == [("2027-11-22", "supplier", OTHER_SERIAL, "Volta")]
        said = counter(":ending")
        assert "SUPPLIER" in said.more[0]
        assert counter.view()["suppliers"] == 1


@pytest.mark.parametrize("typed", ["x", "-3", "1e9", "12345", "3.5"])
def test_days_that_are_none(counter: Counter, typed: str) -> None:
    assert counter(f":ending {typed}").state == "STOP"


def test_nothing_ends(counter: Counter) -> None:
    shops.take_in(counter.desk.session, CABLE, "1")
    counter("CAB", ":finish")
    assert counter(":ending 90").id == "ending.none"


@pytest.mark.sqlite
def test_as_a_file(shop_file: Path, tmp_path: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, SERIAL)
        Counter(session)(SERIAL, "@R. Patel", ":finish")
    file = tmp_path / "ending.csv"
    with shops.on("2028-11-01"):
        assert main(["--shop", str(shop_file), "export", "ending", str(file), "--days", "30"]) == 0
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8")))
    assert (row["ends_on"], row["days_left"], row["whose"], row["serial"], row["who"], row["other_news"]) == (
        "2028-11-22", "21", "customer", SERIAL, "R. Patel", "",
    )  # fmt: skip
