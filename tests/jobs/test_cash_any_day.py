"""Any day at two tills: what should be in a drawer is always what a simple model says."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopstock import clock
from shopstock.amounts import show_grouped
from shopstock.jobs import cash, offer, sell, void
from shopstock.jobs.cash_report import x_report, z_report
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.refusal import Refusal
from shopstock.store.tickets import payments_of
from tests import shops
from tests.shops import CABLE, CHEESE

ACTS = st.sampled_from(["sell", "card", "split", "refund", "void", "in", "out", "open", "close"])
DAY = st.lists(st.tuples(ACTS, st.integers(0, 1), st.integers(0, 30), st.integers(1, 40)), max_size=14)


def minor_of(shown: str) -> int:
    """`1,204.10` in minor units."""
    return int(shown.replace(",", "").replace(".", ""))


@dataclass
class Model:
    """A drawer as a child would keep it: a heap of money, open or not."""

    open: bool = False
    cash: int = 0
    card: int = 0
    closed: int = 0


@dataclass
class Day:
    """Two tills, their models, and what was sold so far with how much of it was paid by what."""

    tills: tuple[Session, Session]
    models: tuple[Model, Model] = field(default_factory=lambda: (Model(), Model()))
    sales: list[tuple[int, int, int]] = field(default_factory=list)  # booking, cash, card
    gone: set[int] = field(default_factory=set)

    def sell(self, at: int, way: str, pieces: int) -> None:
        till = self.tills[at]
        lines = tuple(
            shops.wanted(offered)
            for sku, quantity in ((CABLE, pieces % 3 + 1), (CHEESE, pieces * 37))
            for offered in offer.offer_product(till, shops.goods(till, sku), quantity, {})
        )
        total = shops.total_of(till, lines)
        by_card = {"sell": 0, "card": total, "split": total // 3}[way]
        tenders = [sell.Tender("card", by_card, by_card)] if by_card else []
        if total - by_card:
            tenders.append(sell.Tender("cash", total - by_card, total - by_card + 500))
        posted = sell.sell(till, new_request_id(), lines, tuple(tenders))
        self.models[at].cash += total - by_card
        self.models[at].card += by_card
        self.sales.append((posted.booking_id, total - by_card, by_card))

    def refund(self, at: int, which: int) -> None:
        if self.sales:
            booking, _, _ = self.sales[which % len(self.sales)]
            row = (
                self.tills[at]
                .store.db.execute_sql("SELECT id FROM sale_line WHERE booking_id = ? ORDER BY n", (booking,))
                .fetchone()
            )
            posted = shops.bring_back(self.tills[at], row[0])
            for paid in payments_of(self.tills[at].store, posted.booking_id):
                if paid.tender == "card":
                    self.models[at].card += paid.amount_minor
                else:
                    self.models[at].cash += paid.amount_minor
            self.gone.add(booking)

    def void(self, at: int, which: int) -> None:
        if self.sales:
            booking, by_cash, by_card = self.sales[which % len(self.sales)]
            void.void(self.tills[at], new_request_id(), booking)
            self.models[at].cash -= by_cash
            self.models[at].card -= by_card

    def move(self, at: int, way: str, minor: int) -> None:
        act = cash.put_in if way == "in" else cash.take_out
        act(self.tills[at], new_request_id(), minor, "a reason")
        self.models[at].cash += minor if way == "in" else -minor

    def open(self, at: int, minor: int) -> None:
        cash.open_drawer(self.tills[at], new_request_id(), minor)
        self.models[at].open = True
        self.models[at].cash += minor

    def close(self, at: int, counted: int) -> None:
        till, model = self.tills[at], self.models[at]
        count = cash.Count(((1, counted),), model.cash, counted // 2, "counted so")
        cash.close(till, new_request_id(), count)
        report = z_report(till, model.closed + 1)
        assert report.drawer.expected == show_grouped(model.cash, 2)
        assert minor_of(report.total) == sum(minor_of(line.taken) for line in report.tenders)
        model.open, model.cash, model.card, model.closed = False, 0, 0, model.closed + 1

    def act(self, what: str, at: int, which: int, minor: int) -> None:
        """One act; a refused one changes nothing."""
        try:
            if what in ("sell", "card", "split"):
                self.sell(at, what, which)
            elif what in ("refund", "void"):
                getattr(self, what)(at, which)
            elif what in ("in", "out"):
                self.move(at, what, minor)
            else:
                getattr(self, what)(at, minor)
        except Refusal:
            return

    def check(self) -> None:
        """The jobs say of every open drawer what the model says."""
        for till, model in zip(self.tills, self.models, strict=True):
            now = cash.drawer(till)
            assert now.open == model.open
            assert cash.expected(till, now) == model.cash
            assert cash.other_tenders(till, now).get("card", 0) == model.card
            if now.open:
                report = x_report(till)
                assert minor_of(report.total) == sum(minor_of(line.taken) for line in report.tenders)
                assert minor_of(report.total) == sum(minor_of(line.gross) for line in report.taxes)


@given(DAY)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_drawer_is_what_a_child_would_count(acts: list[tuple[str, int, int, int]]) -> None:
    with clock.set_to(clock.instant_on(shops.SUNDAY, 9, 14, shops.ZONE)):
        first = shops.shop_in_memory()
        shops.take_in(first, CABLE, "900")
        shops.take_in(first, CHEESE, "900.000")
        day = Day((first, shops.open_session_at(first, "Till 2")))
        for what, at, which, minor in acts:
            day.act(what, at, which, minor)
            day.check()
        assert verify(first, quick=True) == ()
        first.store.close()
