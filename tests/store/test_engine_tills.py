"""Two tills at one file: they wait for each other, and one serial is sold once."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs import offer
from shopstock.refusal import WrongUse
from shopstock.store import driver, engine
from shopstock.store.engine import AnotherTillWrites
from tests import shops
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL
from tests.store.audit import findings
from tests.store.hand import dump

SELLS = """
import sys
from pathlib import Path
from shopstock.jobs import offer, sell
from shopstock.refusal import Refusal
from tests import shops
with shops.opened(Path(sys.argv[1]), wait_seconds=10, till=sys.argv[2]) as session:
    offers = [offer.offer_unit(session, shops.unit(session, serial)) for serial in sys.argv[3:]]
    print("ready", flush=True)
    sys.stdin.readline()
    for offered in offers:
        try:
            print(shops.pay(session, offered).paper, flush=True)
        except Refusal as refused:
            print(refused.id, refused.text, flush=True)
"""


def test_two_processes_sell_the_same_phones(shop_file: Path) -> None:
    """Both tills have every phone in their basket; each phone is sold by exactly one of them."""
    serials = [f"S{n}" for n in range(10)]
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, *serials)
        shops.open_session_at(session, "Till 2")
    tills = [
        subprocess.Popen(
            [sys.executable, "-c", SELLS, str(shop_file), till, *order],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for till, order in (("Till 1", serials), ("Till 2", serials[::-1]))
    ]
    for child in tills:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    said = []
    for child in tills:  # both are let go before either is read
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in tills:
        said += child.communicate(timeout=60)[0].splitlines()
    sold = [line for line in said if line.startswith("R")]
    refused = [line for line in said if line.startswith("sell.already_sold")]
    assert (len(sold), len(refused)) == (10, 10), said
    assert all(" was sold " in line for line in refused)
    with shops.opened(shop_file) as session:
        assert shops.on_hand(session, PHONE) == 0
        assert len(dump(session, "sale_line")["sale_line"]) == 10
        assert findings(session) == []


def test_a_till_that_writes_is_waited_for(shop_file: Path) -> None:
    with shops.opened(shop_file, 0.3) as session, closing(driver.connect(shop_file)) as other:
        shops.take_in(session, CABLE, "5")
        other.execute("BEGIN IMMEDIATE")
        before = dump(session)
        start = time.monotonic()
        with pytest.raises(AnotherTillWrites, match="Nothing is lost") as caught:
            shops.sell_some(session, CABLE)
        assert time.monotonic() - start < 3
        assert caught.value.state == "WAIT"
        assert shops.on_hand(session, CABLE) == 5  # reading goes on meanwhile
        assert dump(session) == before
        other.execute("ROLLBACK")
        shops.sell_some(session, CABLE)
        assert findings(session) == []


def test_opening_while_another_till_writes(shop_file: Path) -> None:
    with closing(driver.connect(shop_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WrongUse, match="another till is writing"):
            engine.open_existing(shop_file, 0.1)
        other.execute("ROLLBACK")
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "1")


def test_what_another_till_sold_meanwhile(shop_file: Path) -> None:
    """A basket reserves nothing: at the finish the refusal says when it was sold, and by whom."""
    with shops.opened(shop_file) as here, shops.opened(shop_file, till="Till 2") as there:
        shops.take_in_serials(here, SERIAL, OTHER_SERIAL)
        offered = offer.offer_unit(here, shops.unit(here, SERIAL))
        shops.sell_serial(there, SERIAL)
        before = dump(here)
        with pytest.raises(offer.AlreadySold, match="was sold 22 Nov, R2-000001, Owner"):
            shops.pay(here, offered)
        assert dump(here) == before
        other = offer.offer_unit(here, shops.unit(here, OTHER_SERIAL))
        assert shops.pay(here, other).paper == "R1-000001"
        assert findings(here) == []


def test_what_another_till_held_meanwhile(shop_file: Path) -> None:
    with shops.opened(shop_file) as here, shops.opened(shop_file, till="Till 2") as there:
        shops.take_in_serials(here, SERIAL)
        offered = offer.offer_unit(here, shops.unit(here, SERIAL))
        with there.store.transaction():
            there.store.db.execute_sql("UPDATE unit SET held = 1, held_because = 'asked for'")
        with pytest.raises(offer.Held, match="asked for"):
            shops.pay(here, offered)
        with there.store.transaction():
            there.store.db.execute_sql("UPDATE unit SET held = 0, held_because = NULL")
        shops.pay(here, offered)


def test_tills_have_their_own_numbers_and_chains(shop_file: Path) -> None:
    with shops.opened(shop_file) as here, shops.opened(shop_file, till="Till 2") as there:
        shops.take_in(here, CABLE, "9")
        papers = [shops.sell_some(at, CABLE).paper for at in (here, there, there, here)]
        assert papers == ["R1-000001", "R2-000001", "R2-000002", "R1-000002"]
        assert findings(here) == []
