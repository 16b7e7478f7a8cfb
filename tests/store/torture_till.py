"""One till of the torture: sells and takes back until it is killed, and never forgets what it asked for.

Before it commits it writes the request, with everything in it, to its own journal and waits for the disk.
After a kill its successor reads the journal, asks the ledger what became of the last request, and sends it
again when nothing did. What is booked is told to the parent through a pipe, after the commit and never before.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from shopstock.jobs import offer, returns, sell, setup
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Refusal, ShopTrouble, WrongUse
from shopstock.store.address import address_of, open_shop
from shopstock.store.engine import ServerAway
from shopstock.store.ledger import Posted, booked
from shopstock.store.tickets import last_sale_of, lines_of
from tests import shops
from tests.shops import CABLE, OAT

SERIALS = tuple(f"35693803564{n:04}" for n in range(16))
LOTS = ("A", "B", "C")
WAIT_SECONDS = 30.0
AGAIN = 0.05  # how often a till sends what is booked once more
PATIENCE = 0.1  # seconds before a till that was told to wait, or found no server, tries again
DAWDLE = 0.004  # seconds at most before and after a booking: room for another till, and for a kill

What = Literal["sell", "return"]


class Request(NamedTuple):
    """What a till asks for: lines of a sale (product, lot, unit, quantity, price) or of a return (sale line,
    quantity). This is the journal's form of it."""

    id: str
    what: What
    lines: list[list[int | None]]


@dataclass(frozen=True)
class Slot:
    """Where a till works: the shop, its name there, its journal, and the pipe to the parent."""

    where: str
    till: str
    journal: Path
    pipe: int
    seed: str


class Journal:
    """A till's own durable file of JSON lines; a line that a kill cut off was never written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        whole = path.read_bytes().rpartition(b"\n")[0]
        self.lines: list[dict[str, Any]] = [json.loads(line) for line in whole.splitlines()]
        os.ftruncate(self._file, len(whole) + 1 if whole else 0)
        os.lseek(self._file, 0, os.SEEK_END)

    def write(self, **line: Any) -> None:
        """One line, on the disk when this returns."""
        os.write(self._file, json.dumps(line).encode() + b"\n")
        os.fsync(self._file)
        self.lines.append(line)

    def unsettled(self) -> Request | None:
        """The last request whose end was not written."""
        last = self.lines[-1] if self.lines else {}
        return Request(**last["ask"]) if "ask" in last else None


@contextmanager
def opened(where: str, till: str | None = None) -> Iterator[Session]:
    """A session at the shop, in a file or on a server; one that is away is waited for."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            session = _session(where, till)
            break
        except (WrongUse, ServerAway):
            if time.monotonic() > end or "://" not in where:
                raise
            time.sleep(PATIENCE)
    try:
        yield session
    finally:
        session.store.close()


def _session(where: str, till: str | None) -> Session:
    store = open_shop(address_of(where), WAIT_SECONDS)
    try:
        return setup.open_session(store, till=till)
    except ShopTrouble:
        store.close()
        raise


def run(slot: Slot) -> None:
    """Settle what the till before asked for, then work until a kill."""
    chance = random.Random(slot.seed)
    journal = Journal(slot.journal)
    with opened(slot.where, slot.till) as session:
        till = _Till(session, slot, journal, chance)
        if (left := journal.unsettled()) is not None:
            till.settle(left)
        while True:
            till.work()


@dataclass(frozen=True)
class _Till:
    session: Session
    slot: Slot
    journal: Journal
    chance: random.Random

    def tell(self, event: str, request: Request, paper: str | None = None, why: str | None = None) -> None:
        """One line to the parent; short enough to arrive whole or not at all."""
        line = {"event": event, "id": request.id, "what": request.what, "paper": paper, "why": why}
        os.write(self.slot.pipe, json.dumps(line).encode() + b"\n")

    def settle(self, request: Request) -> None:
        """Ask the ledger what became of a request, and send it again where it knows nothing of it."""
        found = self._found(request)
        if found is None:
            self.tell("sent_again", request)
            self.send(request)
        else:
            self.tell("found", request)
            self.done(request, found)

    def _found(self, request: Request) -> Posted | None:
        while True:
            with suppress(ShopTrouble), self.session.store.reading():
                return booked(self.session.store, request.id)
            time.sleep(PATIENCE)

    def work(self) -> None:
        """One customer."""
        request = None
        with suppress(Refusal), self.session.store.reading():  # not there: nothing was asked of the ledger
            request = self._customer()
        if request is None:
            time.sleep(DAWDLE)
            return
        self.journal.write(ask=request._asdict())
        time.sleep(self.chance.uniform(0, DAWDLE))
        if self.send(request) and self.chance.random() < AGAIN:
            with suppress(ShopTrouble):  # the server went away meanwhile: there is nothing to compare
                again = _book(self.session, request)
                self.tell("repeated" if again.repeated else "twice", request, again.paper)

    def send(self, request: Request) -> bool:
        """Send a request until it is booked or refused; whether it is booked."""
        while True:
            try:
                posted = _book(self.session, request)
            except ShopTrouble:
                self.tell("waited", request)
                time.sleep(self.chance.uniform(0, PATIENCE))
            except Refusal as refusal:
                self.journal.write(refused=request.id, why=refusal.id)
                self.tell("refused", request, why=refusal.id)
                return False
            else:
                self.done(request, posted)
                return True

    def done(self, request: Request, posted: Posted) -> None:
        """Tell first and write then: a kill in between makes the next till tell the same once more."""
        time.sleep(self.chance.uniform(0, DAWDLE))
        self.tell("booked", request, posted.paper)
        self.journal.write(booked=request.id, paper=posted.paper)

    def _customer(self) -> Request | None:
        """Someone with a phone, out or back, and other goods; None where there is nothing to do."""
        session = self.session
        unit = shops.unit(session, self.chance.choice(SERIALS))
        if unit.place_kind == "customer":
            return self._brings_back(unit.id)
        offers = [offer.offer_unit(session, unit)]
        for sku in self.chance.sample((OAT, OAT, CABLE), self.chance.randint(0, 2)):
            row, amount = shops.goods(session, sku), self.chance.randint(1, 3)
            if sku == CABLE:
                offers += offer.offer_product(session, row, amount, {})
            else:
                lot = shops.batch(session, OAT, self.chance.choice(LOTS))
                offers.append(offer.offer_lot(session, row, lot, amount))
        lines = [[o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor] for o in offers]
        return Request(new_request_id(), "sell", lines)

    def _brings_back(self, unit_id: int) -> Request | None:
        """Everything that is still out of the ticket the phone was sold on."""
        store = self.session.store
        sale = last_sale_of(store, unit_id)
        lines = lines_of(store, sale.booking_id) if sale else []
        out: list[list[int | None]] = [[m.id, m.quantity - m.back] for m in lines if m.quantity > m.back]
        return Request(new_request_id(), "return", out) if out else None


def _book(session: Session, request: Request) -> Posted:
    with session.store.reading():
        return _booked(session, request)


def _booked(session: Session, request: Request) -> Posted:
    if request.what == "return":
        backs = tuple(returns.Back(line or 0, amount or 0, "C", "S") for line, amount in request.lines)
        return returns.give_back(session, request.id, backs)
    lines = tuple(
        sell.Wanted(product or 0, lot or 0, unit, amount or 0, price or 0)
        for product, lot, unit, amount, price in request.lines
    )
    total = shops.total_of(session, lines)
    return sell.sell(session, request.id, lines, (sell.Tender("cash", total, total),))
