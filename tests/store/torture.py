"""The torture: tills sell from the same lots and serials at one shop while one of them is killed again and again.

`python -m tests.store.torture --seconds 60` prints the counts and ends with 1 when anything does not hold:
an acknowledged sale is missing or booked twice, a sale is half there, a refused one is booked, or a check of
`shopstock verify` finds something.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import selectors
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shopstock.jobs.session import Session
from shopstock.jobs.verify import verify
from shopstock.store.address import address_of, create_shop
from shopstock.store.ledger import paper_name
from tests import shops
from tests.store.torture_till import LOTS, SERIALS, Journal, Request, Slot, opened, run

if TYPE_CHECKING:
    from tests.store.torture_server import HardServer

PAUSE = (0.050, 0.350)  # seconds between two kills
ALL_AT_ONCE = 0.04  # how often all tills go down in the same moment
SERVER_STOPS = 0.10  # how often the server itself is stopped hard; once at least
TILLS = ("Till 1", "Till 2", "Till 3", "Till 4", "Till 4")  # two processes at the last one
PLENTY = "1000000"
SCARCE = "8"


@dataclass
class Report:
    """What happened, and what must be zero."""

    seed: int
    seconds: float
    tills: int = len(TILLS)
    kills: int = 0
    all_killed_at_once: int = 0
    server_stopped_hard: int = 0
    engine: str = "sqlite"
    committed: int = 0
    sales: int = 0
    returns: int = 0
    acknowledged: int = 0
    found_after_a_kill: int = 0
    sent_again_after_a_kill: int = 0
    repeated_on_purpose: int = 0
    waited: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    acknowledged_and_missing: int = 0
    booked_twice: int = 0
    booked_and_not_asked_for: int = 0
    refused_and_booked: int = 0
    half_booked: int = 0
    crashed: int = 0
    findings: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """What is not as it must be."""
        names = (
            "acknowledged_and_missing",
            "booked_twice",
            "booked_and_not_asked_for",
            "refused_and_booked",
            "half_booked",
            "crashed",
            "findings",
        )
        return [f"{name}: {getattr(self, name)}" for name in names if getattr(self, name)]


@dataclass(frozen=True)
class Running:
    """A till at work and the reading end of its pipe."""

    process: BaseProcess
    pipe: int


class Booked(NamedTuple):
    """A booking as the ledger has it."""

    id: int
    kind: str
    paper: str | None


def make_shop(where: str) -> None:
    """The shop of the torture: few phones, one scarce lot, plenty of the rest."""
    store = create_shop(address_of(where))
    shops.fill(store)
    store.close()
    with opened(where) as session:
        shops.take_in_serials(session, *SERIALS)
        for lot in LOTS:
            shops.take_in(session, shops.OAT, SCARCE if lot == "C" else PLENTY, lot=lot, expires="2099-12")
        shops.take_in(session, shops.CABLE, PLENTY)
        for till in sorted(set(TILLS) - {"Till 1"}):
            with opened(where, till):
                pass


class Torture:
    """Starts tills, hears them, kills and replaces them, and goes through the books afterwards."""

    def __init__(
        self, where: str, folder: Path, seed: int, seconds: float, server: HardServer | None = None
    ) -> None:
        self.where = where
        self.server = server
        self.folder = folder
        self.report = Report(seed, seconds, engine="postgres" if server else "sqlite")
        self._chance = random.Random(seed)
        self._fork = multiprocessing.get_context("fork")  # a spawned till would spend its life with imports
        self._ears = selectors.DefaultSelector()
        self._begun = 0
        self._told: dict[str, str | None] = {}
        self._refused: Counter[str] = Counter()

    def run(self) -> Report:
        """All of it; the shop is there already and nobody has it open."""
        before = self.bookings()
        running = [self._start(slot) for slot in range(len(TILLS))]
        end = time.monotonic() + self.report.seconds
        while time.monotonic() < end:
            self._listen(self._chance.uniform(*PAUSE))
            everyone = self._chance.random() < ALL_AT_ONCE
            self.report.all_killed_at_once += everyone
            victims = range(len(TILLS)) if everyone else [self._chance.randrange(len(TILLS))]
            for slot in victims:
                self._kill(running[slot])
            for slot in victims:
                running[slot] = self._start(slot)
            late = not self.report.server_stopped_hard and end - time.monotonic() < self.report.seconds / 2
            if self.server and (late or self._chance.random() < SERVER_STOPS):
                self._stop_server(self.server)
        for till in running:
            self._kill(till)
        self.go_through(before)
        return self.report

    def _stop_server(self, server: HardServer) -> None:
        """Everything the server had in hand is gone; the tills go on with what they have in their journals."""
        self.report.server_stopped_hard += 1
        server.stop_hard()
        self._listen(self._chance.uniform(*PAUSE))
        server.start()

    def _start(self, slot: int) -> Running:
        self._begun += 1
        reading, writing = os.pipe()
        seed = f"{self.report.seed}/{slot}/{self._begun}"
        at = Slot(self.where, TILLS[slot], self.journal(slot), writing, seed)
        process = self._fork.Process(target=run, args=(at,), daemon=True)
        process.start()
        os.close(writing)
        self._ears.register(reading, selectors.EVENT_READ, bytearray())
        return Running(process, reading)

    def journal(self, slot: int) -> Path:
        """The journal of a till."""
        return self.folder / f"till-{slot}.journal"

    def _kill(self, till: Running) -> None:
        if till.process.is_alive():
            self.report.kills += 1
            till.process.kill()
        else:
            self.report.crashed += 1
        till.process.join()
        till.process.close()
        while till.pipe in self._ears.get_map():
            self._listen(0)

    def _listen(self, seconds: float) -> None:
        """Hear the tills for that long."""
        end = time.monotonic() + seconds
        while True:
            for key, _ in self._ears.select(max(0.0, end - time.monotonic())):
                said = os.read(key.fd, 65536)
                if not said:
                    self._ears.unregister(key.fd)
                    os.close(key.fd)
                key.data.extend(said)
                while (cut := key.data.find(b"\n")) >= 0:
                    self.hear(json.loads(key.data[:cut]))
                    del key.data[: cut + 1]
            if time.monotonic() >= end:
                return

    def hear(self, said: dict[str, Any]) -> None:
        """Count what a till said."""
        report, request_id, paper = self.report, said["id"], said["paper"]
        match said["event"]:
            case "booked":
                report.booked_twice += self._told.setdefault(request_id, paper) != paper
            case "repeated":
                report.repeated_on_purpose += 1
                report.booked_twice += self._told.get(request_id) != paper
            case "twice":
                report.booked_twice += 1
            case "found":
                report.found_after_a_kill += 1
            case "sent_again":
                report.sent_again_after_a_kill += 1
            case "waited":
                report.waited += 1
            case "refused":
                self._refused[said["why"]] += 1

    def bookings(self) -> dict[str, Booked]:
        """What is booked, by its request."""
        with opened(self.where) as session:
            found = session.store.db.execute_sql("SELECT request_id, id, kind, series, number FROM booking")
            return {row[0]: Booked(row[1], row[2], paper_name(row[3], row[4])) for row in found.fetchall()}

    def go_through(self, before: dict[str, Booked]) -> None:
        """Hold the ledger against what was told, asked and refused, and run every check of verify."""
        report = self.report
        asked, refused = self._journals()
        booked = {key: row for key, row in self.bookings().items() if key not in before}
        kinds = Counter(row.kind for row in booked.values())
        report.committed, report.sales, report.returns = len(booked), kinds["sale"], kinds["return"]
        report.acknowledged = len(self._told)
        report.refused = dict(self._refused.most_common())
        report.acknowledged_and_missing = sum(
            request_id not in booked or booked[request_id].paper != paper
            for request_id, paper in self._told.items()
        )
        report.booked_and_not_asked_for = len(booked.keys() - asked.keys())
        report.refused_and_booked = len(booked.keys() & refused)
        with opened(self.where) as session:
            whole = _whole(session)
            for request_id, row in booked.items():
                request = asked.get(request_id)
                report.half_booked += request is not None and whole.get(row.id) != _wanted(request)
            report.findings = [str(finding) for finding in verify(session)]

    def _journals(self) -> tuple[dict[str, Request], set[str]]:
        asked: dict[str, Request] = {}
        refused: set[str] = set()
        for slot in range(len(TILLS)):
            for line in Journal(self.journal(slot)).lines:
                if "ask" in line:
                    asked[line["ask"]["id"]] = Request(**line["ask"])
                if "refused" in line:
                    refused.add(line["refused"])
        return asked, refused


Content = tuple[str, list[tuple[int | None, ...]]]


def _wanted(request: Request) -> Content:
    return request.what, [tuple(line) for line in request.lines]


def _whole(session: Session) -> dict[int, Content]:
    """What each booking holds of what was asked for: all its lines in order, each with its goods and its money."""
    content: dict[int, Content] = {}
    for booking_id, *line in session.store.db.execute_sql(
        "SELECT l.booking_id, l.product_id, l.lot_id, l.unit_id, l.quantity, l.price_minor FROM sale_line l "
        "WHERE l.quantity = (SELECT sum(m.quantity) FROM movement m "
        "WHERE m.sale_line_id = l.id AND m.booking_id = l.booking_id) "
        "AND EXISTS (SELECT 1 FROM payment p WHERE p.booking_id = l.booking_id) ORDER BY l.booking_id, l.n"
    ).fetchall():
        content.setdefault(booking_id, ("sell", []))[1].append(tuple(line))
    for booking_id, *line in session.store.db.execute_sql(
        "SELECT r.booking_id, r.sale_line_id, r.quantity FROM return_line r "
        "WHERE r.quantity = (SELECT sum(m.quantity) FROM movement m "
        "WHERE m.sale_line_id = r.sale_line_id AND m.booking_id = r.booking_id) "
        "AND EXISTS (SELECT 1 FROM payment p WHERE p.booking_id = r.booking_id) "
        "ORDER BY r.booking_id, r.n"
    ).fetchall():
        content.setdefault(booking_id, ("return", []))[1].append(tuple(line))
    return content


def torture(seed: int, seconds: float, engine: str = "sqlite") -> Report:
    """One torture of a new shop in a file, or on a server that is stopped hard now and then."""
    with tempfile.TemporaryDirectory(prefix="shopstock-torture-") as named, ExitStack() as running:
        folder = Path(named)
        where, server = str(folder / "corner.shop"), None
        if engine == "postgres":
            from tests.store.torture_server import hard_server

            server = running.enter_context(hard_server(folder / "server"))
            where = server.url
        make_shop(where)
        return Torture(where, folder, seed, seconds, server).run()


def main(arguments: list[str] | None = None) -> int:
    """Run it and print the counts; 1 when something does not hold."""
    parser = argparse.ArgumentParser(description="Kill tills while they sell, then go through the books.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    report = torture(options.seed, options.seconds, options.engine)
    if options.json:
        sys.stdout.write(json.dumps(asdict(report)) + "\n")
    else:
        for name, value in asdict(report).items():
            sys.stdout.write(f"{name.replace('_', ' '):26} {value}\n")
    for fault in report.faults():
        sys.stderr.write(f"torture: {fault}\n")
    return 1 if report.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
