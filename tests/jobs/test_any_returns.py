"""Random baskets, and what becomes of them: whatever is sold, brought back, exchanged, paid by credit or undone, in any
order and with both roundings of tax, lines, taxes and tenders of every ticket add up, and no line refunds more than it
took."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from shopstock.jobs import credit, exchange, item, offer, refunds, return_rules, returns, sell, settings, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.tax_sums import AtRate, by_rate
from shopstock.jobs.verify import verify
from shopstock.refusal import Refusal
from shopstock.store import receipts
from shopstock.store.credits import credit_steps_on
from shopstock.store.tickets import lines_of, payments_of, sold_line, ticket
from tests import shops
from tests.shops import CABLE, CHEESE
from tests.store import audit

ODD = "ODD"
SKUS = (CABLE, CHEESE, ODD)
LINE = st.tuples(
    st.sampled_from(SKUS), st.integers(1, 2000), st.sampled_from([0, 0, 100_000, 333_333, 1_000_000])
)
LINES = st.lists(LINE, min_size=1, max_size=4)
TENDERS = st.sampled_from(["cash", "card", "split", "credit"])
ACT = st.one_of(
    st.tuples(st.just("sell"), LINES, TENDERS),
    st.tuples(st.just("return"), st.tuples(st.integers(0, 40), st.integers(1, 9)), st.sampled_from("MMC")),
    st.tuples(st.just("exchange"), st.tuples(st.integers(0, 40), st.integers(1, 9)), LINES),
    st.tuples(st.just("replace"), st.tuples(st.integers(0, 40), st.integers(1, 9)), LINE),
    st.tuples(st.just("void"), st.integers(0, 40), st.none()),
)


@dataclass
class Day:
    """A shop, and what was booked in it."""

    session: Session
    bookings: list[int] = field(default_factory=list)
    sold: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def wanted(self, lines: list[tuple[str, int, int]]) -> tuple[sell.Wanted, ...]:
        found = []
        for sku, amount, discount in lines:
            row = shops.goods(self.session, sku)
            quantity = amount if row.decimals else amount % 7 + 1
            lot = shops.batch(self.session, sku, "").id
            found.append(sell.Wanted(row.id, lot, None, quantity, row.price_minor, discount))
        return tuple(found)

    def cost(self, lines: tuple[sell.Wanted, ...]) -> int:
        rows = {shops.goods(self.session, sku).id: shops.goods(self.session, sku) for sku in SKUS}
        return sum(sell.amount_of(rows[line.product_id], line) for line in lines)

    def tenders(self, due: int, way: str) -> tuple[sell.Tender, ...]:
        """The due in one tender, split, or by whatever credit is left."""
        left = due
        found: list[sell.Tender] = []
        if way == "credit":
            for code in self.codes:
                there = min(left, credit.credit_named(self.session, code).left_minor)
                if there:
                    found.append(sell.Tender("credit", there, there, code))
                    left -= there
        elif way == "split":
            found.append(sell.Tender("card", due // 3, due // 3))
            left -= due // 3
        elif way == "card":
            return (sell.Tender("card", due, due),)
        return (*found, sell.Tender("cash", left, left + 500)) if left else tuple(found)

    def booked(self, posted_id: int) -> None:
        self.bookings.append(posted_id)
        self.sold += [line.id for line in lines_of(self.session.store, posted_id)]
        self.codes += [s.code for s in credit_steps_on(self.session.store, posted_id) if s.what == "issued"]

    def sell(self, lines: list[tuple[str, int, int]], way: str) -> None:
        wanted = self.wanted(lines)
        tenders = self.tenders(self.cost(wanted), way)
        self.booked(sell.sell(self.session, new_request_id(), wanted, tenders).booking_id)

    def back(self, pick: tuple[int, int], reason: str) -> tuple[returns.Back, int, int] | None:
        """A part of a line that is left, what it refunds, and its ticket."""
        if not self.sold:
            return None
        line = sold_line(self.session.store, self.sold[pick[0] % len(self.sold)])
        look = return_rules.look_line(self.session, line)
        if look.left <= 0:
            return None
        quantity = max(1, look.left * pick[1] // 9)
        refund = return_rules.refund_of(look, quantity)
        assert 0 <= refund <= line.amount_minor - line.refunded
        return returns.Back(line.id, quantity, reason, "Q"), refund, line.booking_id

    def give_back(self, pick: tuple[int, int], outcome: str) -> None:
        found = self.back(pick, "C")
        if found:
            posted = returns.give_back(self.session, new_request_id(), (found[0],), outcome=outcome)
            out = -sum(p.amount_minor for p in payments_of(self.session.store, posted.booking_id))
            assert out == found[1]
            self.booked(posted.booking_id)

    def exchange(self, pick: tuple[int, int], lines: list[tuple[str, int, int]]) -> None:
        found = self.back(pick, "W")
        if found:
            back, refund, ticket_id = found
            wanted = self.wanted(lines)
            due = self.cost(wanted) - refund
            tenders = self.tenders(due, "split") if due > 0 else ()
            if due < 0:
                ways = refunds.way_back(self.session, ticket_id, -due)
                tenders = tuple(sell.Tender(name, -minor, -minor) for name, minor in ways.items())
            self.booked(exchange.exchange(self.session, new_request_id(), back, wanted, tenders).booking_id)

    def replace(self, pick: tuple[int, int], line: tuple[str, int, int]) -> None:
        found = self.back(pick, "F")
        if found:
            (wanted,) = self.wanted([line])
            row = next(r for s in SKUS if (r := shops.goods(self.session, s)).id == wanted.product_id)
            one = exchange.one_for_one(row, wanted, found[1])
            posted = exchange.exchange(self.session, new_request_id(), found[0], (one,), (), replaces=True)
            assert not payments_of(self.session.store, posted.booking_id)
            assert not any(at.tax or at.gross for at in taxes(self.session, posted.booking_id).values())
            self.booked(posted.booking_id)

    def void(self, which: int) -> None:
        if self.bookings:
            said = ""
            try:
                void.void(self.session, new_request_id(), self.bookings[which % len(self.bookings)])
            except void.CannotUndo as refused:
                said = refused.text
            assert not said or "Undo that first" in said or "undone already" in said


def taxes(session: Session, booking_id: int) -> dict[int, AtRate]:
    """Tax by rate of a ticket."""
    return by_rate(receipts.sold_on(session.store, booking_id), receipts.back_on(session.store, booking_id))


def check(day: Day, act: str) -> None:
    """After each step: the tests' own checks, those of the shop, and the tenders of every ticket."""
    assert audit.findings(day.session) == [], act
    for booking_id in day.bookings:
        lines = lines_of(day.session.store, booking_id)
        if not lines or ticket(day.session.store, booking_id).reversed_by is not None:
            continue
        left = sum(line.amount_minor - line.refunded for line in lines)
        pool = refunds._left(day.session.store, booking_id, None)
        assert all(minor > 0 for minor in pool.values()), (act, pool)
        assert pool.total() == left, (act, pool, left)
    for code in day.codes:
        assert credit.credit_named(day.session, code).left_minor >= 0


@how(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(LINES, TENDERS), min_size=2, max_size=4),
    st.lists(ACT, min_size=4, max_size=14),
    st.sampled_from(["line", "total"]),
)
def test_every_ticket_adds_up_whatever_becomes_of_it(
    baskets: list[tuple[list[tuple[str, int, int]], str]],
    acts: list[tuple[str, object, object]],
    rounding: str,
) -> None:
    acts = [*(("sell", lines, way) for lines, way in baskets), *acts]
    with shops.on("2026-11-22"):
        session = shops.shop_in_memory()
        item.save_item(
            session, {"sku": ODD, "name": "Odd", "tracking": "none", "price": "0.07", "tax_rate": "13.5"}
        )
        settings.change(session, new_request_id(), "tax.rounding", rounding)
        for sku, amount in ((CABLE, "999"), (CHEESE, "99.000"), (ODD, "999")):
            shops.take_in(session, sku, amount)
        day = Day(session)
        doing = {
            "sell": day.sell, "return": day.give_back, "exchange": day.exchange, "replace": day.replace,
            "void": lambda which, _: day.void(which),
        }  # fmt: skip
        for name, first, second in acts:
            try:
                doing[name](first, second)  # type: ignore[operator]
            except (offer.ShortStock, offer.NotInStock):
                continue
            except Refusal as refused:
                raise AssertionError(f"{name}: {refused.text}") from refused
            check(day, name)
        assert verify(session) == ()
        session.store.close()
