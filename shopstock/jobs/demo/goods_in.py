"""What suppliers bring to a demo shop: the first stock, the weekly deliveries, and those of the story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from shopstock.jobs.demo.plan import Delivery, Habit, Parcel, expiry
from shopstock.jobs.demo.stage import Stage, seconds
from shopstock.jobs.receive import Arrival, receive, receiving_place
from shopstock.jobs.session import Session
from shopstock.store.people import parties
from shopstock.store.stock_sums import stock_sums

OPENING = seconds("07:00")
STORY = seconds("07:30")
WEEKLY = seconds("07:50")


def plan_deliveries(stage: Stage) -> None:
    """The first stock, the days of the suppliers, and the deliveries of the story."""
    who = stage.clerks[-1]
    first = stage.open_days[0]
    stage.plan_act(first, OPENING, stage.owner, partial(_opening, stage, first))
    for told in stage.plan.deliveries:
        day = stage.open_day(stage.today - timedelta(days=told.ago))
        stage.plan_act(day, STORY, who, partial(_told, stage, told))
    for day in stage.open_days[1:]:
        names = {name for name, days in stage.plan.supplied.items() if day.weekday() in days}
        if names:
            stage.plan_act(day, WEEKLY, who, partial(_weekly, stage, day, names))


def _opening(stage: Stage, day: date, session: Session) -> None:
    wanted = [(habit, stage.quantity(habit.sku, habit.stock)) for habit in stage.plan.habits]
    _deliver(stage, session, day, wanted)


def _weekly(stage: Stage, day: date, names: set[str], session: Session) -> None:
    """What is low is ordered and comes on the supplier's day."""
    free = {one.sku: one.on_hand - one.held for one in stock_sums(session.store, session.today())}
    ids = {parties(session.store, "supplier", name)[0].id for name in names}
    wanted = []
    for habit in stage.plan.habits:
        row = stage.rows[habit.sku]
        low = row.reorder_at is not None and free[habit.sku] <= row.reorder_at
        if low and not habit.dry and row.supplier_id in ids and row.reorder_quantity:
            wanted.append((habit, row.reorder_quantity))
    _deliver(stage, session, day, wanted)


def _deliver(stage: Stage, session: Session, day: date, wanted: Iterable[tuple[Habit, int]]) -> None:
    """One delivery for each supplier and place."""
    loads: defaultdict[tuple[int | None, str], list[Arrival]] = defaultdict(list)
    for habit, quantity in wanted:
        if quantity:
            load = loads[stage.rows[habit.sku].supplier_id, habit.place]
            load.append(_arrival(stage, habit, quantity, day))
    for (supplier_id, place), arrivals in loads.items():
        receive(
            session,
            stage.request_id(),
            tuple(arrivals),
            supplier_id,
            f"{supplier_id or 0}-{stage.dice.randrange(10_000, 99_999)}",
            receiving_place(session, place),
        )


def _arrival(stage: Stage, habit: Habit, quantity: int, day: date) -> Arrival:
    row = stage.rows[habit.sku]
    if row.tracking == "serial":
        serials = stage.new_serials(habit, quantity)
        stage.serials[habit.sku].extend(serials)
        return Arrival(row.id, quantity, serials)
    if row.tracking == "none":
        return Arrival(row.id, quantity)
    return Arrival(row.id, quantity, lot=stage.new_lot(habit), expires=stage.new_expiry(habit, day))


def _told(stage: Stage, told: Delivery, session: Session) -> None:
    (supplier,) = parties(session.store, "supplier", told.supplier)
    receive(
        session,
        stage.request_id(),
        tuple(_parcel(stage, parcel) for parcel in told.goods),
        supplier.id,
        told.invoice,
        receiving_place(session, told.place),
    )


def _parcel(stage: Stage, parcel: Parcel) -> Arrival:
    row = stage.rows[parcel.sku]
    stage.serials[parcel.sku].extend(s for s in parcel.serials if s not in stage.reserved)
    stage.leave[row.id, parcel.lot] = stage.quantity(parcel.sku, parcel.leave)
    if parcel.unseen:
        stage.unseen.add((parcel.sku, parcel.lot))
    return Arrival(
        row.id,
        stage.quantity(parcel.sku, parcel.quantity),
        parcel.serials,
        parcel.lot,
        expiry(parcel.expires, stage.today),
        attributes=parcel.attributes,
    )
