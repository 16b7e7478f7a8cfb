"""Who comes in: tickets of one to six lines, paid in cash or by card, and what is brought back later."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from itertools import accumulate

from shopstock.amounts import lowest
from shopstock.jobs import offer, returns, sell
from shopstock.jobs.demo.plan import ComesBack
from shopstock.jobs.demo.stage import Stage, seconds
from shopstock.jobs.session import Session
from shopstock.store.lots import units_like
from shopstock.store.tickets import lines_of

LINES = {1: 36, 2: 28, 3: 17, 4: 10, 5: 6, 6: 3}
QUIET = 15 * 60  # nobody is served in the first and last minutes of a day


class Customers:
    """Customers of one demo shop; they remember what they bought, to bring some of it back."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.sold: Counter[ComesBack] = Counter()
        self.back: Counter[ComesBack] = Counter()
        self.skus = [habit.sku for habit in stage.plan.habits if habit.sells]
        self.weights = list(accumulate(stage.habits[sku].sells for sku in self.skus))

    def plan_days(self) -> None:
        """Every ticket of every day: a weekday's own number, more or less."""
        stage = self.stage
        opens, closes = seconds(stage.plan.opens) + QUIET, seconds(stage.plan.closes) - QUIET
        for day in stage.open_days:
            usual = stage.plan.tickets[day.weekday()]
            there = stage.dice.sample(stage.clerks, min(2, len(stage.clerks)))
            if stage.dice.random() < 0.3:
                there.append(stage.owner)
            for _ in range(max(1, usual + stage.dice.randint(-(usual // 4), usual // 4))):
                at = int(stage.dice.triangular(opens, closes, opens + 0.65 * (closes - opens)))
                stage.plan_act(day, at, stage.dice.choice(there), partial(self._serve, day))

    def _serve(self, day: date, session: Session) -> None:
        dice = self.stage.dice
        (count,) = dice.choices(list(LINES), list(LINES.values()))
        skus = dict.fromkeys(dice.choices(self.skus, cum_weights=self.weights, k=count))
        wanted = [one for sku in skus if (one := self._take(session, sku))]
        if wanted:
            regular = self.stage.customers and dice.random() < 0.25
            self.buy(session, day, wanted, dice.choice(self.stage.customers) if regular else None)

    def buy(
        self,
        session: Session,
        day: date,
        wanted: list[sell.Wanted],
        customer_id: int | None,
        tender: str | None = None,
    ) -> None:
        """Pay for the lines, and think of bringing something back."""
        stage = self.stage
        rows = [stage.row_of(one.product_id) for one in wanted]
        total = sum(sell.amount_of(row, one) for row, one in zip(rows, wanted, strict=True))
        how = tender or ("cash" if stage.dice.random() < 0.55 else "card")
        given = -(-total // 500) * 500 if how == "cash" else total
        posted = sell.sell(
            session, stage.request_id(), tuple(wanted), (sell.Tender(how, total, given),), customer_id
        )
        for n, one in enumerate(wanted):
            self._think_of_return(day, one, posted.booking_id, n)

    def _take(self, session: Session, sku: str) -> sell.Wanted | None:
        """One line of a product, if any of it may be sold; the story's own goods are left alone."""
        stage, row = self.stage, self.stage.rows[sku]
        leave = stage.quantity(sku, stage.habits[sku].leave)
        if row.tracking == "serial":
            there = stage.serials[sku]
            return self.unit(session, there.popleft()) if len(there) > leave else None
        free: dict[int, int] = {}
        prices: dict[int, int] = {}
        for s in offer.sellable(session, row):
            free[s.lot_id] = free.get(s.lot_id, -stage.leave.get((row.id, s.code), 0)) + s.quantity
            prices[s.lot_id] = lowest(row.price_minor, s.price_minor)
        most = min(stage.any_quantity(sku, stage.habits[sku].takes), sum(free.values()) - leave)
        for lot_id, left in free.items():
            if min(left, most) > 0:
                return sell.Wanted(row.id, lot_id, None, min(left, most), prices[lot_id])
        return None

    def unit(self, session: Session, serial: str) -> sell.Wanted:
        """That very piece."""
        (found,) = units_like(session.store, serial)
        return sell.Wanted(
            found.product_id, found.lot_id, found.id, 1, self.stage.row_of(found.product_id).price_minor,
            scan=serial,
        )  # fmt: skip

    def _think_of_return(self, day: date, bought: sell.Wanted, booking_id: int, n: int) -> None:
        for rule in self.stage.plan.comes_back:
            if not self._concerns(rule, bought):
                continue
            self.sold[rule] += 1
            if self.sold[rule] % rule.every == 0 and self.back[rule] < rule.most:
                later = self.stage.open_day_after(day + timedelta(days=self.stage.dice.randint(*rule.after)))
                if later:
                    self.back[rule] += 1
                    at = seconds(self.stage.plan.opens) + QUIET + self.stage.dice.randrange(5 * 3600)
                    who = self.stage.dice.choice(self.stage.clerks)
                    act = partial(self._bring_back, booking_id, n, rule.why)
                    self.stage.plan_act(later, at, who, act)
            return

    def _concerns(self, rule: ComesBack, bought: sell.Wanted) -> bool:
        row = self.stage.row_of(bought.product_id)
        if bought.scan in self.stage.reserved:
            return False
        if not rule.sku:
            return row.date_kind is None and row.decimals == 0
        return row.sku == rule.sku and (not rule.lot or self.stage.lot_code(bought.lot_id) == rule.lot)

    def _bring_back(self, booking_id: int, n: int, why: str, session: Session) -> None:
        line = lines_of(session.store, booking_id)[n]
        reason, destination = why[0], why[1]
        quantity = 1 if line.decimals == 0 else line.quantity
        returns.give_back(
            session, self.stage.request_id(), (returns.Back(line.id, quantity, reason, destination),)
        )
        if line.serial and destination == "S":
            self.stage.serials[line.sku].append(line.serial)
