"""A grocery lives through its days by the real jobs: deliveries, the morning check, one ticket a day, orders.

The keeper orders up to a fixed level in whole cases and takes what is over off the shelves each morning. What differs
is the price of what will soon be over: never lower, half on the last day, or what the program suggests.

`python -m tests.simulation.grocery --years 2 --seeds 1 2 3` prints what each way wastes and earns.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta

from shopstock.amounts import round_half_up
from shopstock.days import PrintedDate
from shopstock.jobs import dates, item, markdowns, receive, sell, setup, suggest
from shopstock.jobs.dates import Act
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import engine
from shopstock.store.catalogue import ProductRow, product_with_sku
from shopstock.store.lots import lot
from shopstock.store.stock import Standing, standing
from tests import shops
from tests.simulation.world import OPEN, Article, Weather, articles, wants

FIRST = date(2024, 1, 1)
Keeper = Callable[["Grocery", date], list[markdowns.Marking]]


@dataclass(slots=True)
class Sums:
    """What a way of keeping the shop came to: units, and money in minor units without tax."""

    sold: int = 0
    wasted: int = 0
    wasted_minor: int = 0
    revenue_minor: int = 0
    cost_minor: int = 0
    marked: int = 0

    @property
    def margin_minor(self) -> int:
        """What was earned after the cost of what was sold and of what was thrown away."""
        return self.revenue_minor - self.cost_minor - self.wasted_minor


@dataclass(slots=True)
class Grocery:
    """One shop, its articles, and what came of it so far."""

    session: Session
    seed: int
    range: list[Article]
    keeper: Keeper
    weather: Weather
    sums: Sums = field(default_factory=Sums)
    ordered: dict[str, int] = field(default_factory=dict)
    rows: dict[str, ProductRow] = field(default_factory=dict)

    def live(self, day: date) -> None:
        """One day from the delivery to the order for the next morning; on Sundays nobody is there."""
        if day.weekday() not in OPEN:
            return
        said = day.isoformat()
        with shops.on(said, 7):
            self._take_in(day)
        with shops.on(said, 8):
            self._check()
            markings = self.keeper(self, day)
            if markings:
                markdowns.mark(self.session, new_request_id(), markings)
                self.sums.marked += len(markings)
        with shops.on(said, 18):
            self._sell(day)
            self._order(day)

    def _take_in(self, day: date) -> None:
        arrivals = tuple(
            receive.Arrival(
                self.rows[a.sku].id,
                self.ordered[a.sku],
                lot=f"{a.sku}-{day:%y%m%d}",
                expires=PrintedDate(day + timedelta(days=a.life_days - 1)),
                cost_minor=a.cost_minor,
            )
            for a in self.range
            if self.ordered.get(a.sku)
        )
        if arrivals:
            receive.receive(self.session, new_request_id(), arrivals)

    def _check(self) -> None:
        over = [due for due in dates.list_due(self.session, 0) if due.days_left < 0]
        if over:
            dates.act(self.session, new_request_id(), tuple(Act(d, "W", d.row.quantity) for d in over))
        costs = {self.rows[a.sku].id: a.cost_minor for a in self.range}
        self.sums.wasted += sum(d.row.quantity for d in over)
        self.sums.wasted_minor += sum(costs[d.row.product_id] * d.row.quantity for d in over)

    def _sell(self, day: date) -> None:
        lines = [line for a in self.range for line in self._bought(a, day)]
        if not lines:
            return
        total = sum(w.price_minor * w.quantity for w in lines)
        sell.sell(self.session, new_request_id(), tuple(lines), (sell.Tender("cash", total, total),))
        self.sums.revenue_minor += total
        self.sums.sold += sum(w.quantity for w in lines)
        costs = {self.rows[a.sku].id: a.cost_minor for a in self.range}
        self.sums.cost_minor += sum(costs[w.product_id] * w.quantity for w in lines)

    def _bought(self, a: Article, day: date) -> list[sell.Wanted]:
        """What goes over the counter: some reach for the freshest, the others take the earliest date. More come for
        a lower price while there is some at it, and those of every day take it as well."""
        here = [s for s in standing(self.session.store, self.rows[a.sku].id) if s.sellable]
        room = {s.lot_id: s.quantity for s in here}
        taken: dict[int, int] = {}

        def take(s: Standing, count: int) -> int:
            got = min(count, room[s.lot_id])
            room[s.lot_id] -= got
            taken[s.lot_id] = taken.get(s.lot_id, 0) + got
            return got

        who = wants(self.seed, a, day, self.weather.on(day))
        fresh = who.fresh
        for s in reversed(here):
            fresh -= take(s, fresh)
        base = who.base - who.fresh
        offs = {s.lot_id: _off(a, s) for s in here}
        more = who.more(a.times(max(offs.values(), default=0.0)))
        for s in here:
            come = base + (more if offs[s.lot_id] else 0)
            got = take(s, come)
            of_base = min(base, round_half_up(got * base, come)) if come else 0
            base -= of_base
            more -= min(more, got - of_base)
        return [
            sell.Wanted(self.rows[a.sku].id, s.lot_id, None, taken[s.lot_id], _price(a, s))
            for s in here
            if taken.get(s.lot_id)
        ]

    def _order(self, day: date) -> None:
        """Whole cases, as many as fit below the level; goods that are over tomorrow are not counted as there."""
        for a in self.range:
            good = sum(
                s.quantity
                for s in standing(self.session.store, self.rows[a.sku].id)
                if s.sellable and s.expires and s.expires.day > day
            )
            missing = a.par - good
            self.ordered[a.sku] = -(-missing // a.case) * a.case if missing * 2 >= a.case else 0


def _price(a: Article, s: Standing) -> int:
    return a.price_minor if s.price_minor is None else s.price_minor


def _off(a: Article, s: Standing) -> float:
    return 1 - _price(a, s) / a.price_minor


# The three ways


def nothing(shop: Grocery, day: date) -> list[markdowns.Marking]:
    """Nothing is ever cheaper."""
    return []


def half(shop: Grocery, day: date) -> list[markdowns.Marking]:
    """Half the price on the last day that the shop is open before the date."""
    last = day + timedelta(days=0 if day.weekday() + 1 in OPEN else 1)
    return [
        markdowns.Marking(due.row.lot_id, (due.row.price_minor + 1) // 2)
        for due in dates.list_due(shop.session, 7)
        if due.row.expires_on <= last and due.row.lot_price_minor is None
    ]


def suggested(shop: Grocery, day: date) -> list[markdowns.Marking]:
    """What the program says, to the letter."""
    found = suggest.suggestions(shop.session, day + timedelta(days=7))
    return [
        markdowns.Marking(one.lot_id, one.price_minor, one.price_minor)
        for one in found.values()
        if one.price_minor is not None and lot(shop.session.store, one.lot_id).price_minor != one.price_minor
    ]


WAYS: dict[str, Keeper] = {"never cheaper": nothing, "half on the last day": half, "as suggested": suggested}


def opened(seed: int, count: int, keeper: Keeper) -> Grocery:
    """A new grocery with its articles and first orders, in memory."""
    store = engine.in_memory()
    range_ = articles(seed, count)
    with shops.on(FIRST.isoformat(), 6):
        setup.new_shop(store, "Grocery", "EUR", shops.ZONE)
        session = setup.open_session(store)
        for a in range_:
            item.save_item(session, _columns(a))
    rows = {a.sku: row for a in range_ if (row := product_with_sku(store, a.sku))}
    first = {a.sku: -(-a.par // a.case) * a.case for a in range_}
    return Grocery(session, seed, range_, keeper, Weather(seed, FIRST), ordered=first, rows=rows)


def _columns(a: Article) -> dict[str, str]:
    return {
        "sku": a.sku, "name": f"Article {a.sku}", "tracking": "lot", "price": f"{a.price_minor / 100:.2f}",
        "cost": f"{a.cost_minor / 100:.2f}", "tax_rate": "0", "date_kind": a.kind,
    }  # fmt: skip


def lived(seed: int, count: int, days: int, way: str) -> Grocery:
    """That grocery after so many days, kept in that way."""
    shop = opened(seed, count, WAYS[way])
    for n in range(days):
        shop.live(FIRST + timedelta(days=n))
    return shop


def _sums(asked: tuple[int, int, int, str]) -> Sums:
    return lived(*asked).sums


def main(argv: Sequence[str] | None = None) -> None:
    """Run seeds and ways, and print the table."""
    parser = argparse.ArgumentParser(description="a simulated grocery, with and without suggested markdowns")
    parser.add_argument("--years", type=float, default=2.0)
    parser.add_argument("--articles", type=int, default=26)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(argv)
    asked = [
        (seed, given.articles, round(given.years * 365), way)
        for seed, way in itertools.product(given.seeds, WAYS)
    ]
    with ProcessPoolExecutor(given.jobs) as pool:
        for (seed, _, _, way), sums in zip(asked, pool.map(_sums, asked), strict=True):
            print(told(seed, way, sums), flush=True)  # noqa: T201


def told(seed: int, way: str, sums: Sums) -> str:
    """One line of the table."""
    share = 100 * sums.wasted / (sums.sold + sums.wasted)
    return (
        f"seed {seed:3}  {way:20}  wasted {sums.wasted:6} ({share:4.1f} %)  {sums.wasted_minor / 100:9.2f}  "
        f"revenue {sums.revenue_minor / 100:10.2f}  margin {sums.margin_minor / 100:9.2f}  marked {sums.marked}"
    )


if __name__ == "__main__":
    main()
