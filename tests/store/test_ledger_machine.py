"""Any day of any shop: whatever people do in whatever order, the books stay true.

Hypothesis plays the shop: deliveries, sales, returns, moves, waste and undo of goods with serials, lots and
neither. After every act the whole book is gone through; a refused act must have changed nothing, and a
request that is sent again changes nothing and gives the same paper. `SHOPSTOCK_LONG=1` plays for minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shopstock import clock
from shopstock.days import PrintedDate
from shopstock.jobs import move, offer, receive, returns, sell, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.setup import open_session
from shopstock.refusal import Refusal
from shopstock.store.engine import RuleBroken
from shopstock.store.lots import unit_of
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.postgres import ServerStore
from shopstock.store.stock import standing, units_standing
from tests import servers, shops
from tests.shops import CABLE, CHEESE, OAT, PHONE, SALMON
from tests.store.audit import findings
from tests.store.hand import LEDGER, dump

LONG = bool(os.environ.get("SHOPSTOCK_LONG"))
SERIALS = st.sampled_from([f"S{n}" for n in range(6)])
LOTS = {"A": 2, "B": 0, "C": 40}  # days from the first Sunday
PLACES = st.sampled_from(["SHELF-1", "SHELF-2", "BACK", "QUARANTINE", "BENCH"])
LOOSE = st.sampled_from([CABLE, CHEESE])
DATED = st.sampled_from([OAT, SALMON])
ANY = st.sampled_from([CABLE, CHEESE, OAT, SALMON])
NUMBER = st.integers(0, 1000)
SMALL = st.integers(1, 6)
TILLS = st.sampled_from(["Till 1", "Till 2"])

Result = Any
Act = Callable[[str], Result]


class Shop(RuleBasedStateMachine):
    """A corner shop with two tills on a Sunday and the days after."""

    def made(self) -> Session:
        """The shop to begin with."""
        return shops.shop_in_memory()

    @initialize()
    def open_shop(self) -> None:
        self.now = clock.instant_on(shops.SUNDAY, 9, 14, shops.ZONE)
        self.requests: list[tuple[str, Act, Result]] = []
        with clock.set_to(self.now):
            first = self.made()
            self.tills = {name: open_session(first.store, till=name) for name in ("Till 1", "Till 2")}
            self.do(lambda r: self.arrival(first, r, "S0"))
            self.do(lambda r: self.lot_arrival(first, r, OAT, "A", 4, "SHELF-1"))

    @property
    def session(self) -> Session:
        return self.tills["Till 1"]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        return dump(self.session, *LEDGER, "unit", "lot", "product")

    def do(self, act: Act) -> None:
        """Do it as a new request: it is booked, or refused in a sentence and nothing has changed."""
        request_id = new_request_id()
        before = self.everything()
        with clock.set_to(self.now):
            try:
                result = act(request_id)
            except Refusal as refusal:
                refused: Refusal | None = refusal
            else:
                refused = None
                self.requests.append((request_id, act, result))
        assert not isinstance(refused, RuleBroken), f"no sentence for: {refused.detail}"
        assert (self.everything() == before) == (refused is not None)

    def arrival(self, at: Session, request_id: str, serial: str) -> Result:
        line = receive.Arrival(shops.goods(at, PHONE).id, 1, (serial,))
        return receive.receive(at, request_id, (line,))

    def lot_arrival(self, at: Session, request_id: str, sku: str, lot: str, amount: int, end: str) -> Result:
        day = PrintedDate(shops.SUNDAY + timedelta(days=LOTS[lot]))
        line = receive.Arrival(shops.goods(at, sku).id, amount, lot=lot, expires=day)
        return receive.receive(at, request_id, (line,), place=shops.place(at, end))

    @rule(till=TILLS, serial=SERIALS)
    def receive_a_phone(self, till: str, serial: str) -> None:
        self.do(lambda r: self.arrival(self.tills[till], r, serial))

    @rule(till=TILLS, sku=DATED, lot=st.sampled_from(sorted(LOTS)), amount=SMALL, end=PLACES)
    def receive_a_lot(self, till: str, sku: str, lot: str, amount: int, end: str) -> None:
        self.do(lambda r: self.lot_arrival(self.tills[till], r, sku, lot, amount, end))

    @rule(till=TILLS, sku=LOOSE, amount=SMALL, end=PLACES)
    def receive_loose(self, till: str, sku: str, amount: int, end: str) -> None:
        at = self.tills[till]
        line = receive.Arrival(shops.goods(at, sku).id, amount)
        self.do(lambda r: receive.receive(at, r, (line,), place=shops.place(at, end)))

    @rule(
        till=TILLS, serial=SERIALS, sku=ANY, amount=SMALL, anyway=st.booleans(), discount=st.integers(0, 100)
    )
    def sell_a_basket(
        self, till: str, serial: str, sku: str, amount: int, anyway: bool, discount: int
    ) -> None:
        """A phone if there is that one, and some goods; the same goods once more on the same ticket."""
        at = self.tills[till]

        def act(request_id: str) -> Result:
            offers = []
            if found := [
                u for u in units_standing(at.store, shops.goods(at, PHONE).id) if u.serial == serial
            ]:
                offers.append(offer.offer_unit(at, shops.unit(at, found[0].serial)))
            taken: dict[int, int] = {}
            for part in (amount, 1):
                row = shops.goods(at, sku)
                for offered in offer.offer_product(at, row, part, taken, take_what_is_there=anyway):
                    taken[offered.lot_id] = taken.get(offered.lot_id, 0) + offered.quantity
                    offers.append(offered)
            lines = tuple(
                sell.Wanted(
                    o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor, discount * 10_000, o.found
                )
                for o in offers
            )
            total = shops.total_of(at, lines)
            return sell.sell(at, request_id, lines, (sell.Tender("cash", total, total + 5),))

        self.do(act)

    @rule(till=TILLS, serial=SERIALS)
    def sell_a_phone(self, till: str, serial: str) -> None:
        at = self.tills[till]

        def act(request_id: str) -> Result:
            return shops.pay(at, offer.offer_unit(at, shops.unit(at, serial)), request_id=request_id)

        if unit_of(at.store, shops.goods(at, PHONE).id, serial):
            self.do(act)

    @rule(
        till=TILLS,
        pick=NUMBER,
        amount=SMALL,
        reason=st.sampled_from("CFW"),
        destination=st.sampled_from("SQB"),
        twice=st.booleans(),
    )
    def bring_back(
        self, till: str, pick: int, amount: int, reason: str, destination: str, twice: bool
    ) -> None:
        at = self.tills[till]
        lines = dump(at, "sale_line")["sale_line"]
        if not lines:
            return
        back = returns.Back(lines[pick % len(lines)][0], amount, reason, destination)
        other = returns.Back(back.sale_line_id, 1, "D", "B")
        self.do(lambda r: returns.give_back(at, r, (back, other) if twice else (back,)))

    @rule(
        till=TILLS,
        pick=NUMBER,
        amount=SMALL,
        end=PLACES,
        what=st.sampled_from(["moved", "moved", "wasted", "sent_back", "lost", "given_away"]),
    )
    def shift(self, till: str, pick: int, amount: int, end: str, what: str) -> None:
        """Move or waste some of what stands somewhere, sometimes more than there is."""
        at = self.tills[till]
        here = [
            (s.lot_id, shops.place(at, s.place_code))
            for sku in (PHONE, OAT, SALMON, CABLE, CHEESE)
            for s in standing(at.store, shops.goods(at, sku).id)
        ]
        if not here:
            return
        lot_id, origin = here[pick % len(here)]
        target = shops.place(at, end)
        one = self.shift_of(at, lot_id, origin, amount)
        if what != "moved" or origin.id != target.id:
            self.do(lambda r: move.move(at, r, (one,), what, target if what == "moved" else None))

    def shift_of(self, at: Session, lot_id: int, origin: PlaceRow, amount: int) -> move.Shift:
        if lot_id != shops.batch(at, PHONE, "").id:
            return move.Shift(lot_id, amount, origin, reason="tidied")
        units = [
            u for u in units_standing(at.store, shops.goods(at, PHONE).id) if u.place_code == origin.code
        ]
        return move.Shift(lot_id, 1, origin, units[0].id)

    @rule(till=TILLS, pick=NUMBER)
    def undo(self, till: str, pick: int) -> None:
        at = self.tills[till]
        bookings = dump(at, "booking")["booking"]
        self.do(lambda r: void.void(at, r, bookings[-1 - pick % len(bookings)][0]))

    @rule(pick=NUMBER)
    def send_it_again(self, pick: int) -> None:
        """A request that was booked, sent once more: the same paper, nothing new."""
        request_id, act, result = self.requests[pick % len(self.requests)]
        before = self.everything()
        with clock.set_to(self.now):
            try:
                again = act(request_id)
            except Refusal:
                pass  # the basket cannot even be made again: nothing was sent
            else:
                assert again.repeated
                assert (again.paper, again.at_us) == (result.paper, result.at_us)
        assert self.everything() == before

    @rule(days=st.integers(0, 2), minutes=st.integers(0, 900))
    def time_goes_on(self, days: int, minutes: int) -> None:
        self.now += (days * 1440 + minutes) * 60_000_000

    @invariant()
    def the_books_are_true(self) -> None:
        assert findings(self.session) == []

    def teardown(self) -> None:
        if hasattr(self, "tills"):
            day: date = clock.day_of(self.now, shops.ZONE)
            assert day >= shops.SUNDAY
            assert place_of_kind(self.session.store, "shelf")
            self.session.store.close()


class ServerShop(Shop):
    """The same shop on a server."""

    def made(self) -> Session:
        return shops.shop_on_server()

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "tills") and isinstance(self.session.store, ServerStore):
            servers.drop(self.session.store.server.url)


def played(examples: int, steps: int) -> settings:
    """That many shops, each for that many steps."""
    unhurried = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=unhurried
    )


TestShop = Shop.TestCase
TestShop.settings = played(400, 80) if LONG else played(25, 30)
TestServerShop = ServerShop.TestCase
TestServerShop.settings = played(100, 80) if LONG else played(4, 20)
