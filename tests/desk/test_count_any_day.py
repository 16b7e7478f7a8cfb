"""Any day at the shelf: goods go and come between the scans of a count, and then the books are what stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopstock.jobs import hold, move, verify
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.stock import standing
from tests import shops
from tests.desk.counter import Counter

SCANNED = (shops.CABLE, "24B07", "OLD")
EVENTS = ("sell", "deliver", "carry", "waste", "sell what the books miss", "another count", "undo")
Event = tuple[str, int, int]


def lot_of(code: str) -> tuple[str, str]:
    """The SKU and the lot of what is scanned by that code."""
    return (code, "") if code == shops.CABLE else (shops.OAT, code)


class Shelf:
    """What truly stands on SHELF-1, beside what the books say."""

    def __init__(self, session: Session, stolen: tuple[int, ...]) -> None:
        self.session = session
        shops.take_in(session, shops.CABLE, "9")
        shops.take_in(session, shops.OAT, "9", lot="24B07", expires="2026-12-03")
        shops.take_in(session, shops.OAT, "9", lot="OLD", expires="2026-11-25")
        self.true = {code: 9 - gone for code, gone in zip(SCANNED, stolen, strict=True)}
        self.other = Counter(shops.open_session_at(session, "Till 2"))

    def books(self, code: str) -> int:
        sku, lot = lot_of(code)
        rows = standing(self.session.store, shops.goods(self.session, sku).id)
        lot_id = shops.batch(self.session, sku, lot).id
        return sum(s.quantity for s in rows if (s.lot_id, s.place_code) == (lot_id, "SHELF-1"))

    def happen(self, event: Event) -> None:
        what, at, some = event
        code = SCANNED[at]
        sku, lot = lot_of(code)
        steps: dict[str, Callable[[], int]] = {
            "sell": lambda: self._left(code, some, lambda: self.other(":sell", f"{some}*{code}", ":finish")),
            "deliver": lambda: self._came(sku, lot, some),
            "carry": lambda: self._left(code, some, lambda: self._carry(code, some, "SHELF-2")),
            "waste": lambda: self._left(code, some, lambda: self._carry(code, some, "BIN")),
            "sell what the books miss": lambda: self._sell_more(some),
            "another count": lambda: self._count_wrongly(code, some),
            "undo": lambda: self._sell_and_undo(code),
        }
        self.true[code if "miss" not in what else shops.CABLE] += steps[what]()

    def _left(self, code: str, some: int, act: Callable[[], object]) -> int:
        """Nobody can take what is not there, and nobody books what the books have not."""
        if min(self.true[code], self.books(code)) < some:
            return 0
        before = self.books(code)
        act()
        return self.books(code) - before

    def _came(self, sku: str, lot: str, some: int) -> int:
        shops.take_in(self.session, sku, str(some), lot=lot)
        return some

    def _carry(self, code: str, some: int, end: str) -> None:
        sku, lot = lot_of(code)
        shift = move.Shift(shops.batch(self.session, sku, lot).id, some, shops.place(self.session, "SHELF-1"))
        if end == "BIN":
            move.move(self.session, new_request_id(), (shift,), "wasted")
        else:
            move.move(self.session, new_request_id(), (shift,), end=shops.place(self.session, end))

    def _sell_more(self, some: int) -> int:
        """More cables than the books have, from a shelf that has them."""
        most = self.books(shops.CABLE) + some
        if self.true[shops.CABLE] < most or shops.on_hand(self.session, shops.CABLE) != self.books(
            shops.CABLE
        ):
            return 0
        shops.sell_some(self.session, shops.CABLE, str(most), anyway=True)
        return -most

    def _count_wrongly(self, code: str, some: int) -> int:
        """Somebody else counts the same shelf meanwhile: wrong books change, the shelf does not."""
        self.other(":count SHELF-1", *(f"{max(self.books(c), 1)}*{c}" for c in SCANNED if c != code))
        self.other(f"{some}*{code}", ":finish", ":finish")
        return 0

    def _sell_and_undo(self, code: str) -> int:
        if min(self.true[code], self.books(code)) > 0:
            self.other(":sell", f"1*{code}", ":finish", ":undo")
        return 0


def any_events() -> st.SearchStrategy[list[Event]]:
    return st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 2), st.integers(1, 3)), max_size=5)


@pytest.mark.usefixtures("sunday")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*[st.integers(-3, 4)] * 3), st.lists(any_events(), min_size=4, max_size=4))
def test_after_a_count_the_books_are_what_stands_there(
    stolen: tuple[int, ...], days: list[list[Event]]
) -> None:
    session = shops.shop_in_memory()
    shelf, counter = Shelf(session, stolen), Counter(session)
    counter(":count SHELF-1")
    scanned: set[str] = set()
    for code, events in zip((*SCANNED, ""), days, strict=True):
        for event in events:
            shelf.happen(event)
        if code and shelf.true[code]:
            assert counter(f"{shelf.true[code]}*{code}").id == "count.counted"
            scanned.add(code)
    assert counter(":finish").id == "count.compare"
    saved = counter(":finish")
    assert saved.id in ("count.saved", "count.again")
    if saved.id == "count.saved":
        assert {code: shelf.books(code) for code in scanned} == {code: shelf.true[code] for code in scanned}
    assert not verify.report_of(session).findings


def test_what_is_held_or_recalled_can_be_missing(stocked: Counter) -> None:
    session = stocked.desk.session
    hold.hold_lot(session, new_request_id(), shops.batch(session, shops.OAT, "24B07").id, "odd smell")
    hold.hold_unit(session, new_request_id(), shops.unit(session, shops.SERIAL).id, "customer asked")
    stocked(":count SHELF-1", "CAB", ":finish")
    assert stocked(":finish").id == "count.saved"
    assert shops.unit(session, shops.SERIAL).place_kind == "loss"
    assert shops.on_hand(session, shops.OAT, "SHELF-1") == 0
    assert not verify.report_of(session).findings
