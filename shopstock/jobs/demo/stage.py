"""The demo shop while it lives: who works there, what is on its shelves, and the dice that decide."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from shopstock import clock
from shopstock.amounts import parse_decimal
from shopstock.codes.identity import imei
from shopstock.days import PrintedDate, month_end
from shopstock.jobs import setup
from shopstock.jobs.demo.plan import Between, Habit, Plan
from shopstock.jobs.imports import import_rows
from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow, all_products
from shopstock.store.customers import change_customer, own_row, write_consent
from shopstock.store.engine import Store
from shopstock.store.lots import lot
from shopstock.store.people import add_party, add_staff, parties, staff_named

DAYS = 90
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_FIRST_SERIAL = 101

# What happens on a day: the second of the day, who does it, and what.
Act = tuple[int, str, Callable[[Session], None]]


def seconds(at: str) -> int:
    """`15:21` as seconds of the day."""
    hour, _, minute = at.partition(":")
    return int(hour) * 3600 + int(minute) * 60


class Stage:
    """One shop, from its founding on. All chance comes from `dice`, all request ids too."""

    def __init__(self, store: Store, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.dice = random.Random(f"{plan.trade} {today.isoformat()}")  # noqa: S311 - a story, no secret
        self.open_days = [
            day
            for day in (today - timedelta(days=ago) for ago in range(DAYS, 0, -1))
            if plan.tickets[day.weekday()]
        ]
        with clock.set_to(clock.instant_on(self.open_days[0], 6, 0, plan.zone)):
            self.session = _founded(store, plan)
            self.customers = [_known(store, n, name, self.session) for n, name in enumerate(plan.customers)]
        self.habits = {habit.sku: habit for habit in plan.habits}
        self.rows: dict[str, ProductRow] = {row.sku: row for row in all_products(store)}
        self._skus = {row.id: sku for sku, row in self.rows.items()}
        self.acts: defaultdict[date, list[Act]] = defaultdict(list)
        self.serials: defaultdict[str, deque[str]] = defaultdict(deque)
        self.reserved = plan.keep | _named_serials(plan)
        self.leave: dict[tuple[int, str], int] = {}
        self.unseen: set[tuple[str, str]] = set()
        self._counted: defaultdict[str, int] = defaultdict(lambda: _FIRST_SERIAL)
        # The lots of the story are taken: a lot that comes by chance never bears one of their codes.
        self._lots = {(parcel.sku, parcel.lot) for told in plan.deliveries for parcel in told.goods}
        self._sessions = {
            name: replace(self.session, staff=found)
            for name, _ in plan.people
            if (found := staff_named(store, name))
        }
        self.clerks = [name for name, role in plan.people if role != "owner"]
        self.owner = next(name for name, role in plan.people if role == "owner")

    def session_of(self, person: str) -> Session:
        """The till with that person at it."""
        return self._sessions[person]

    def row_of(self, product_id: int) -> ProductRow:
        """The product of that id."""
        return self.rows[self._skus[product_id]]

    def lot_code(self, lot_id: int) -> str:
        """The code of a lot."""
        return lot(self.session.store, lot_id).code

    def request_id(self) -> str:
        """The next request id."""
        return f"{self.dice.getrandbits(128):032x}"

    def plan_act(self, day: date, at: int, person: str, act: Callable[[Session], None]) -> None:
        """Let something happen on a day."""
        self.acts[day].append((at, person, act))

    def open_day(self, day: date) -> date:
        """That day, or the last open day before it; the first of all where there is none."""
        return self.open_days[max(0, bisect_right(self.open_days, day) - 1)]

    def open_day_after(self, day: date) -> date | None:
        """That day or the next open one; None where it is not past yet."""
        n = bisect_left(self.open_days, day)
        return self.open_days[n] if n < len(self.open_days) else None

    def quantity(self, sku: str, text: str) -> int:
        """A quantity of a product in its smallest steps."""
        return parse_decimal(text, self.rows[sku].decimals, "quantity")

    def any_quantity(self, sku: str, between: Between) -> int:
        """Any quantity between two bounds, in steps people ask for: whole ones, or tenths."""
        low, high = self.quantity(sku, between.low), self.quantity(sku, between.high)
        step = max(1, 10 ** (self.rows[sku].decimals - 1))
        return self.dice.randrange(low, high + 1, step)

    def new_serials(self, habit: Habit, count: int) -> tuple[str, ...]:
        """The next serials of a product."""
        row, width = self.rows[habit.sku], habit.serial.count("#")
        first = self._counted[habit.sku]
        self._counted[habit.sku] = first + count
        filled = [_fill(habit.serial, f"{n:0{width}}") for n in range(first, first + count)]
        return tuple(imei(serial) if row.serial_kind == "imei" else serial for serial in filled)

    def new_lot(self, habit: Habit) -> str:
        """A lot code of a product that was never used."""
        while True:
            code = "".join(self._letter(sign) for sign in habit.lot)
            if (habit.sku, code) not in self._lots:
                self._lots.add((habit.sku, code))
                return code

    def _letter(self, sign: str) -> str:
        if sign == "#":
            return str(self.dice.randrange(10))
        return self.dice.choice(_LETTERS) if sign == "?" else sign

    def new_expiry(self, habit: Habit, day: date) -> PrintedDate | None:
        """The date on a lot that arrives on a day; None for goods without one."""
        if habit.life is None:
            return None
        life = self.dice.randint(int(habit.life.low), int(habit.life.high))
        if not habit.life_in_months:
            return PrintedDate(day + timedelta(days=life))
        months = day.year * 12 + day.month - 1 + life
        return PrintedDate(month_end(months // 12, months % 12 + 1), "month")


def _founded(store: Store, plan: Plan) -> Session:
    """The shop with its people, places and catalogue."""
    inside = {kind for _, _, kind in plan.places}
    outside = tuple(each for each in setup.PLACES if each[2] not in inside)
    owner = next(name for name, role in plan.people if role == "owner")
    setup.new_shop(store, plan.name, plan.currency, plan.zone, plan.trade, owner, (*plan.places, *outside))
    for name, role in plan.people:
        if role != "owner":
            add_staff(store, name, role)
    session = setup.open_session(store)
    for supplier in plan.supplied:
        if not parties(store, "supplier", supplier):
            add_party(store, "supplier", supplier)
    done = import_rows(session, plan.catalogue)
    if done.problems:
        raise ValueError(f"{plan.trade}.csv: {done.problems[0]}")
    return session


def _known(store: Store, n: int, name: str, session: Session) -> int:
    """A customer of the demo, each with as much as they wanted to give, which is not the same for all."""
    one = add_party(store, "customer", name).id
    words = [word.strip(".").casefold() for word in name.split()]
    given: dict[str, str] = (
        {"email": f"{words[-1]}@example.org"} if n % 2 == 0 and words[-1].isalpha() else {}
    )
    if n % 3 == 0 and words[-1].isalpha():
        given |= {"phone": f"030 55501{n:02}", "town": "Berlin"}
    if given:
        change_customer(store, own_row(store, one)._replace(**given))  # type: ignore[arg-type]
    for kind, every in (("safety", 2), ("other", 3)):
        if n % every == 0:
            write_consent(store, one, kind, int(n % 4 != 2), session.staff.id)
    return one


def _named_serials(plan: Plan) -> frozenset[str]:
    """Every serial of the story: chance leaves them alone."""
    told = [one for scene in plan.scenes for one in (scene.what, *scene.what.get("lines", ()))]
    return frozenset(one["serial"] for one in told if "serial" in one)


def _fill(pattern: str, digits: str) -> str:
    """The pattern with its # replaced by the digits, one by one: they need not stand together."""
    left = iter(digits)
    return "".join(next(left) if sign == "#" else sign for sign in pattern)
