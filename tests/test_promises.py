"""The keystrokes that the counter promises, each driven through the real program in one burst.

A scan (S) is a code with the scanner's own Enter; a key (K) is one key by hand. Every test counts what it used.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec

import pytest
from textual import events
from textual.pilot import Pilot

from screens.app import ShopstockApp
from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from shopstock.store.claims import open_paper
from shopstock.store.stock import lot_places
from tests import shops
from tests.shops import OAT, OTHER_SERIAL, PHONE, PHONE_BARCODE, SALMON, SERIAL

HAND, MACHINE = 0.2, 0.001
TWENTY = [f"{number:014}" for number in range(35693803564370, 35693803564390)]


P = ParamSpec("P")


def driven(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test in a loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def imei(body: str) -> str:
    """Fourteen digits with their Luhn digit."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(body)]
    return body + str(-sum(d // 10 + d % 10 for d in doubled) % 10)


@dataclass
class Cashier:
    """Hands and a scanner at the real program; counts scans and keys."""

    app: ShopstockApp
    pilot: Pilot[int]
    scans: int = 0
    keys: int = 0
    _time: float = 1000.0
    _queue: list[events.Key] = field(default_factory=list)

    def scan(self, *codes: str) -> Cashier:
        """The scanner types each code and its Enter."""
        for code in codes:
            self.scans += 1
            for char in code:
                self._key(char, char, MACHINE)
            self._key("enter", "\r", MACHINE)
        return self

    def press(self, *keys: str) -> Cashier:
        """One key by hand: a letter, `f9`, `enter`."""
        for key in keys:
            self.keys += 1
            character = key if len(key) == 1 else {"enter": "\r"}.get(key)
            self._key("asterisk" if key == "*" else key, character, HAND)
        return self

    def _key(self, key: str, character: str | None, pause: float) -> None:
        self._time += pause
        event = events.Key(key, character)
        event.time = self._time
        self._queue.append(event)

    async def burst(self) -> str:
        """Send all of it in one go; the picture afterwards as text."""
        for event in self._queue:
            self.app.post_message(event)
        self._queue.clear()
        return await self.picture()

    async def picture(self) -> str:
        """The settled picture as text."""
        for _ in range(400):
            await self.pilot.pause()
            if not self.app.message_queue_size and not self.app.workspace.field.message_queue_size:
                break
        await self.pilot.pause(0.1)
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def at_the_counter(session: Session) -> AsyncIterator[Cashier]:
    """The program with the real desk on that shop, in Sell."""
    desk = Desk(session)
    desk.enter(":sell")
    app = ShopstockApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        desk.enter(":sell")
        yield Cashier(app, pilot)


@pytest.fixture
def stocked(session: Session) -> Session:
    """Two phones, milk of two lots and some cables are here."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in(session, OAT, "30", lot="24B07", expires="2026-12-03")
    shops.take_in(session, OAT, "15", lot="24B06", expires="2026-11-24")
    shops.take_in(session, shops.CABLE, "10")
    return session


@driven
async def test_sell_one_item_for_cash_1_scan_1_key(stocked: Session) -> None:
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.scan(shops.CABLE).press("f9").burst()
    assert (cashier.scans, cashier.keys) == (1, 1)
    assert "SAVED" in shown
    assert "9.90 paid" in shown
    assert shops.on_hand(stocked, shops.CABLE) == 9


@driven
async def test_sell_a_serial_1_scan_1_key(stocked: Session) -> None:
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.scan(SERIAL).press("f9").burst()
    assert (cashier.scans, cashier.keys) == (1, 1)
    assert "399.00 paid" in shown
    assert shops.unit(stocked, SERIAL).place_kind == "customer"


@driven
async def test_sell_from_a_lot_1_scan_1_key_earliest_date_first(stocked: Session) -> None:
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.scan(OAT).press("f9").burst()
    assert (cashier.scans, cashier.keys) == (1, 1)
    assert "2.15 paid" in shown
    assert lot_places(stocked.store, shops.batch(stocked, OAT, "24B06").id)[0].quantity == 14


@driven
async def test_a_claim_is_open_after_1_scan_5_keys_of_the_8_promised(stocked: Session) -> None:
    shops.sell_serial(stocked, SERIAL)
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.press("f3").scan(SERIAL).press("W", "enter", "2", "enter").burst()
    assert (cashier.scans, cashier.keys) == (1, 5)
    assert cashier.scans + cashier.keys <= 8
    assert "W-000001 open: damaged" in shown
    assert open_paper(stocked.store, shops.unit(stocked, SERIAL).id) == "W-000001"


@driven
async def test_take_back_a_serial_1_scan_5_keys_no_receipt(stocked: Session) -> None:
    shops.sell_serial(stocked, SERIAL)
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.press("f5").scan(SERIAL).press("F", "Q", "M", "enter").burst()
    assert (cashier.scans, cashier.keys) == (1, 5)
    assert "give back 399.00" in shown
    assert shops.unit(stocked, SERIAL).place_code == "QUARANTINE"


@driven
async def test_replace_a_faulty_serial_2_scans_6_keys(stocked: Session) -> None:
    shops.sell_serial(stocked, SERIAL)
    async with at_the_counter(stocked) as cashier:
        cashier.press("f5").scan(SERIAL).press("F", "Q", "X", "enter").scan(OTHER_SERIAL)
        shown = await cashier.press("f9").burst()
    assert (cashier.scans, cashier.keys) == (2, 6)
    assert "R1-000002  replaced by ..1209" in shown
    assert shops.unit(stocked, OTHER_SERIAL).place_kind == "customer"


@driven
async def test_warranty_look_up_1_scan_1_key(stocked: Session) -> None:
    shops.sell_serial(stocked, SERIAL)
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.press("f3").scan(SERIAL).burst()
    assert (cashier.scans, cashier.keys) == (1, 1)
    assert "22 Nov 2028" in shown


@driven
async def test_on_sell_a_sold_unit_answers_without_any_key(stocked: Session) -> None:
    shops.sell_serial(stocked, SERIAL)
    async with at_the_counter(stocked) as cashier:
        shown = await cashier.scan(SERIAL).burst()
    assert (cashier.scans, cashier.keys) == (1, 0)
    assert "was sold 22 Nov, R1-000001, Owner" in shown


@driven
async def test_receive_twenty_serials_21_scans_3_keys(session: Session) -> None:
    async with at_the_counter(session) as cashier:
        serials = [imei(body) for body in TWENTY]
        shown = await cashier.press("f4").scan(PHONE_BARCODE, *serials).press("enter", "enter").burst()
    assert (cashier.scans, cashier.keys) == (21, 3)
    assert "GR-000001" in shown
    assert shops.on_hand(session, PHONE) == 20


@driven
async def test_receive_twenty_serials_one_paste_3_keys(session: Session) -> None:
    async with at_the_counter(session) as cashier:
        await cashier.press("f4").burst()
        cashier.app.post_message(events.Paste("\n".join([PHONE_BARCODE, *map(imei, TWENTY)])))
        await cashier.picture()
        shown = await cashier.press("enter", "enter").burst()
    assert cashier.keys == 3
    assert "GR-000001" in shown
    assert shops.on_hand(session, PHONE) == 20


@driven
async def test_receive_a_lot_with_its_date_1_scan_5_keys(session: Session) -> None:
    gs1 = "]C101" + shops.OAT_BARCODE.zfill(14) + "15261203" + "1024B07"
    async with at_the_counter(session) as cashier:
        shown = await cashier.press("f4").scan(gs1).press("2", "4", "*", "f9").burst()
    assert (cashier.scans, cashier.keys) == (1, 5)
    assert "GR-000001" in shown
    lot = shops.batch(session, OAT, "24B07")
    assert lot.expires is not None
    assert lot.expires.day.isoformat() == "2026-12-03"
    assert shops.on_hand(session, OAT) == 24


@driven
async def test_the_morning_check_of_n_rows_n_plus_1_keys(session: Session) -> None:
    for n in range(5):
        shops.take_in(session, SALMON if n % 2 else OAT, "3", lot=f"L{n}", expires=f"2026-11-{23 + n}")
    async with at_the_counter(session) as cashier:
        cashier.app.workspace.entered(":dates")
        await cashier.picture()
        shown = await cashier.press("K", "K", "M", "W", "P", "enter").burst()
    assert cashier.keys == 5 + 1
    assert "all done" in shown
