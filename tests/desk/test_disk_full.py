"""A disk that fills up in the middle of a job: the answer says so, all is kept, and then it is booked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.codes.serial import check_serial
from shopstock.desk.desk import Desk
from shopstock.jobs.verify import verify
from shopstock.store.ledger import booked
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.disks import DISKS, Disk
from tests.shops import CABLE, CHEESE, PHONE_BARCODE, SERIAL


class Job(NamedTuple):
    """What is entered before the disk is full, what books it, how that is answered, and where it is kept."""

    before: tuple[str, ...]
    books: str
    done: str
    mode: str


# Many lines and many pieces, which need pages of their own.
LINES = ("CAB", "GOUDA", SERIAL, *("CAB", "GOUDA") * 60)
PASTED = "\n".join(check_serial(f"3569380356{n:04}", "imei") for n in range(300))
JOBS = {
    "sell": Job((":clear", *LINES), ":finish", "sell.paid", "sell"),
    "receive": Job((":receive @Volta", PHONE_BARCODE, PASTED), ":finish", "receive.saved", "receive"),
    "return": Job((":return", "SOLD-1"), "FQM", "return.saved", "return"),
}
CASES = [(disk, job) for disk in DISKS for job in JOBS if (disk, job) != ("pages", "return")]


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """The disk of that name, empty but for the shop."""
    with DISKS[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def counter(disk: Disk, shop_file: Path) -> Iterator[Counter]:
    """A stocked shop on that disk."""
    path = disk.folder / "corner.shop"
    if path != shop_file:
        path.write_bytes(shop_file.read_bytes())
    with shops.opened(path) as session:
        shops.take_in_serials(session, SERIAL, "SOLD-1")
        shops.sell_serial(session, "SOLD-1")
        shops.take_in(session, CABLE, "500")
        shops.take_in(session, CHEESE, "500.000")
        yield Counter(session)


@pytest.mark.parametrize(("disk", "name"), CASES, indirect=["disk"])
def test_what_could_not_be_booked_is_kept_and_booked_once(name: str, counter: Counter, disk: Disk) -> None:
    job, session = JOBS[name], counter.desk.session
    counter(*job.before)
    disk.fill(session)
    kept, before = counter.desk.modes[job.mode].state, ledger(session)
    stuck = counter(job.books)
    for answer in (stuck, counter(job.books)):
        assert (answer.state, answer.id) == ("STOP", disk.answer)
        assert "NOT saved" in answer.first_line
        assert counter.desk.modes[job.mode].state == kept, "the request id, too"
        assert ledger(session) == before
        assert counter.desk.frame().saved is False
    assert Desk(session).modes[job.mode].state == kept, "a crash now loses nothing either"
    disk.free(session)
    assert counter(job.books).id == job.done
    assert counter.desk.frame().saved is True
    after = ledger(session)
    assert after["booking"] == before["booking"] + 1
    assert booked(session.store, kept.request_id), "under the id that the till had made before"
    assert counter(job.books).state != "SAVED"
    assert ledger(session) == after, "once"
    assert verify(session.store) == ()


@pytest.mark.parametrize("disk", DISKS, indirect=True)
def test_a_scan_that_cannot_be_kept_is_not_in_the_basket(counter: Counter, disk: Disk) -> None:
    counter("CAB", "GOUDA")
    disk.fill(counter.desk.session)
    kept, answer = counter.lines(), counter("CAB")
    while answer.id == "sell.added" and len(kept) < 400:
        kept, answer = counter.lines(), counter("CAB")
    assert (answer.state, answer.id) == ("STOP", disk.answer)
    assert "NOT saved" in answer.first_line
    assert counter.lines() == kept
    assert Counter(counter.desk.session).lines() == kept
    assert counter("?CAB").id == "find.product", "looking needs no space"
    disk.free(counter.desk.session)
    assert counter("CAB").id == "sell.added"
    assert len(counter.lines()) == len(kept) + 1
