"""The torture in its short form, and that each of its counts rises when something really is wrong.

The long form: `make torture TORTURE_SECONDS=600`.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs import offer
from tests import shops
from tests.store.torture import Torture, make_shop
from tests.store.torture_till import SERIALS, Journal, Request, opened


@pytest.mark.parametrize(("engine", "kills", "stops"), [("sqlite", 10, 0), ("postgres", 5, 1)])
def test_tills_that_are_killed_lose_nothing_and_sell_nothing_twice(
    engine: str, kills: int, stops: int
) -> None:
    line = [sys.executable, "-m", "tests.store.torture", "--seconds", "6", "--seed", "2026", "--json"]
    done = subprocess.run(
        [*line, "--engine", engine], capture_output=True, text=True, check=False, timeout=150
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["kills"] >= kills
    assert said["server_stopped_hard"] >= stops
    assert said["acknowledged"] > 0
    assert said["committed"] >= said["acknowledged"]
    assert said["sales"] > 0
    must_be_nothing = (
        "acknowledged_and_missing",
        "booked_twice",
        "booked_and_not_asked_for",
        "refused_and_booked",
        "half_booked",
        "crashed",
        "findings",
    )
    assert not any(said[name] for name in must_be_nothing), said


@pytest.fixture
def played(tmp_path: Path) -> Torture:
    """A torture whose one till sold a phone with a cable, by its journal, and told so; nobody was killed."""
    where = str(tmp_path / "corner.shop")
    make_shop(where)
    torture = Torture(where, tmp_path, 1, 0)
    journal = Journal(torture.journal(0))
    with opened(where) as session:
        phone = offer.offer_unit(session, shops.unit(session, SERIALS[0]))
        cable = offer.offer_product(session, shops.goods(session, shops.CABLE), 2, {})[0]
        lines = [[o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor] for o in (phone, cable)]
        journal.write(ask=Request("request-1", "sell", lines)._asdict())
        paper = shops.pay(session, phone, cable, request_id="request-1").paper
    torture.hear({"event": "booked", "id": "request-1", "what": "sell", "paper": paper, "why": None})
    return torture


def gone_through(torture: Torture) -> list[str]:
    """The faults, where everything but the played sale was there before."""
    before = torture.bookings()
    before.pop("request-1", None)
    torture.go_through(before)
    return torture.report.faults()


def test_a_sound_play_has_no_faults(played: Torture) -> None:
    assert gone_through(played) == []
    assert (played.report.committed, played.report.sales, played.report.acknowledged) == (1, 1, 1)


def test_a_sale_that_was_told_and_is_not_there(played: Torture) -> None:
    played.hear({"event": "booked", "id": "request-2", "what": "sell", "paper": "R1-000002", "why": None})
    assert gone_through(played) == ["acknowledged_and_missing: 1"]


def test_a_sale_that_was_told_with_another_paper(played: Torture) -> None:
    played.hear({"event": "booked", "id": "request-1", "what": "sell", "paper": "R1-000002", "why": None})
    assert gone_through(played) == ["booked_twice: 1"]


def test_a_request_that_was_booked_once_more(played: Torture) -> None:
    played.hear({"event": "twice", "id": "request-1", "what": "sell", "paper": "R1-000001", "why": None})
    assert gone_through(played) == ["booked_twice: 1"]


def test_a_sale_that_nobody_asked_for(played: Torture) -> None:
    played.journal(0).unlink()
    assert gone_through(played) == ["booked_and_not_asked_for: 1"]


def test_a_sale_that_was_refused_and_is_there(played: Torture) -> None:
    Journal(played.journal(0)).write(refused="request-1", why="sell.held")
    assert gone_through(played) == ["refused_and_booked: 1"]


def test_a_sale_of_which_a_line_is_missing(played: Torture) -> None:
    journal = Journal(played.journal(0))
    asked = journal.lines[0]["ask"]
    journal.write(ask={**asked, "lines": [*asked["lines"], [4, 4, None, 1, 990]]})
    assert gone_through(played) == ["half_booked: 1"]


def test_books_that_do_not_hold(played: Torture) -> None:
    with closing(sqlite3.connect(played.where)) as db:
        db.execute("DROP TRIGGER movement_unchanged")
    assert gone_through(played) == ["findings: ['triggers: trigger movement_unchanged: it is missing']"]


def test_a_line_that_a_kill_cut_off_was_never_written(tmp_path: Path) -> None:
    path = tmp_path / "till.journal"
    Journal(path).write(ask=Request("request-1", "return", [[1, 1]])._asdict())
    with path.open("ab") as file:
        file.write(b'{"booked": "requ')
    journal = Journal(path)
    assert journal.unsettled() == Request("request-1", "return", [[1, 1]])
    journal.write(booked="request-1", paper="RT-000001")
    assert Journal(path).unsettled() is None
    assert len(path.read_bytes().splitlines()) == 2
