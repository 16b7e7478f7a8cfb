"""Ninety days of a demo shop, one after the other: deliveries, the morning check, customers, the story."""

from __future__ import annotations

from datetime import date
from functools import partial

from shopstock import clock
from shopstock.date_kinds import never_after
from shopstock.jobs import dates
from shopstock.jobs.demo.customers import Customers
from shopstock.jobs.demo.goods_in import plan_deliveries
from shopstock.jobs.demo.plan import Plan
from shopstock.jobs.demo.stage import Stage, seconds
from shopstock.jobs.demo.story import Story
from shopstock.jobs.session import Session
from shopstock.store.engine import Store

BEFORE_OPENING = 20 * 60
CHEAPER_AT = 1  # days left at which goods are marked down
FEW = 2  # as many are not worth a sticker


def live(store: Store, plan: Plan, today: date) -> None:
    """Found the shop and let it live up to the evening before `today`, inside the caller's transaction."""
    stage = Stage(store, plan, today)
    customers = Customers(stage)
    plan_deliveries(stage)
    if any(row.date_kind for row in stage.rows.values()):
        _plan_checks(stage)
    Story(stage, customers).plan_scenes()
    customers.plan_days()
    for day in stage.open_days:
        # What comes back later is added to later days while this one runs.
        for at, person, act in sorted(stage.acts[day], key=lambda one: one[0]):
            hour, rest = divmod(at, 3600)
            with clock.set_to(clock.instant_on(day, hour, rest // 60, plan.zone, rest % 60)):
                act(stage.session_of(person))


def _plan_checks(stage: Stage) -> None:
    at = seconds(stage.plan.opens) - BEFORE_OPENING
    for day in stage.open_days[1:]:
        stage.plan_act(day, at, stage.dice.choice(stage.clerks), partial(_check, stage))


def _check(stage: Stage, session: Session) -> None:
    """The morning check: what has passed leaves the shelf, what is close gets cheaper, the rest is ok."""
    acts = tuple(
        dates.Act(due, _letter(stage, due), due.row.quantity)
        for due in dates.list_due(session)
        if (due.row.sku, due.row.code) not in stage.unseen
    )
    if acts:
        dates.act(session, stage.request_id(), acts)
    dates.sign(session, stage.request_id())


def _letter(stage: Stage, due: dates.Due) -> str:
    """Past its date: the bin, or where it may be eaten charity, and staff for a last piece. Close: cheaper."""
    row = due.row
    if due.days_left < 0:
        if never_after(row.date_kind):
            return stage.plan.passed
        given = row.category in stage.plan.charity
        last = row.quantity == stage.quantity(row.sku, "1")
        return "T" if last and stage.plan.charity else "C" if given else stage.plan.passed
    close = stage.plan.cheaper and due.days_left <= CHEAPER_AT
    many = row.quantity > stage.quantity(row.sku, str(FEW))
    return "M" if close and many and row.lot_price_minor is None else "K"
