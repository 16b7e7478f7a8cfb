"""Looking ahead: what reaches its last day in the coming weeks, day by day, and the lots of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopstock.amounts import show_decimal
from shopstock.date_kinds import SHORT
from shopstock.days import WEEKDAYS, parse_coming, show_day
from shopstock.desk import forecasting
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.ahead import AheadDayRow, AheadLot, AheadSum, AheadView, AheadWeek
from shopstock.desk.views.forecast import ForecastView
from shopstock.jobs import ahead
from shopstock.jobs.ahead import Ahead, AheadDay, Total
from shopstock.jobs.coming import Coming, Moment, moment
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import product
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

OVER = "over"


@dataclass(frozen=True, slots=True)
class Looking:
    """How many weeks are looked at, and the day that was picked (ISO, or `over`) or the product that is forecast."""

    weeks: int = ahead.WEEKS
    picked: str | None = None
    product_id: int | None = None


class AheadMode(Mode[Looking]):
    """Looks ahead; changes nothing."""

    job = "ahead"
    hints = (
        Key("number", "a day"),
        Key(":ahead 12", "12 weeks"),
        Key(":dates", "morning check"),
        Key(":reorder", "what to order"),
    )
    help = (
        (":ahead", "what reaches its last day in the coming six weeks, by day"),
        (":ahead 12", "twelve weeks; up to a year"),
        (":ahead CODE", "the stock of that item, day by day, without what will have expired"),
        ("a number, or 28.11.", "the lots of that day"),
        ("Enter", "from a day back to the calendar"),
        ("a number on a day", "shows that lot"),
        ("a code", "shows that very thing"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Looking())
        self._kept: tuple[tuple[Moment, int], Ahead] | None = None

    def _seen(self) -> Ahead:
        """The calendar, read once for an entry: again where anything was booked, or midnight passed."""
        now = moment(self.session), self.state.weeks
        if self._kept is None or self._kept[0] != now:
            self._kept = now, ahead.look_ahead(self.session, self.state.weeks)
        return self._kept[1]

    def open(self) -> Answer:
        self._kept = None
        seen = self._seen()
        self.state = replace(self.state, picked=None, product_id=None)
        numbered = _numbered(seen)
        if not numbered:
            return self.ok("ahead.none", f"nothing reaches its last day within {_weeks(self.state.weeks)}")
        money = self.session.money
        worth = money(seen.coming.price_minor)
        verb = "ends" if seen.coming.lots == 1 else "end"
        said = f"{_lots(seen.coming.lots)} {verb} within {_weeks(self.state.weeks)}, {worth} at risk"
        more = [self._day_line(n, key, total) for n, (key, total) in enumerate(numbered, 1)]
        if seen.set_aside.lots:
            more.append(
                f"  set aside, not counted: {_told(seen.set_aside, money(seen.set_aside.price_minor))}"
            )
        return self.ok("ahead.listed", said, more=tuple(more))

    def _day_line(self, n: int, key: str, total: Total) -> str:
        told = _told(total, self.session.money(total.price_minor))
        money = self.session.money
        left = f", {money(total.likely_minor)} likely left" if total.likely_minor and key != OVER else ""
        return f"  {n}  {self._day(key)}  {told}, {money(total.cost_minor)} at cost{left}"

    def _day(self, key: str) -> str:
        if key == OVER:
            return "over already"
        day = date.fromisoformat(key)
        today = ", today" if day == self.session.today() else ""
        return f"{WEEKDAYS[day.weekday()]} {self.session.day(day)}{today}"

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:ahead`, `:ahead 12`, `:ahead CODE`."""
        if rest and rest.isascii() and rest.isdigit() and len(rest) <= 3:
            weeks = int(rest)
            ahead.check_weeks(weeks)
            self.state = Looking(weeks)
            return self.open()
        if rest:
            return self._forecast(rest)
        self.state = replace(self.state, picked=None)
        return self.open()

    def _forecast(self, text: str) -> Answer:
        row = forecasting.product_meant(self.session, text)
        self.state = replace(self.state, picked=None, product_id=row.id)
        view = self.view()
        assert isinstance(view, ForecastView)  # noqa: S101 - a product is shown
        said, more = forecasting.forecast_said(view, row)
        self.desk.touched(row.sku)
        return self.ok("ahead.forecast", said, Key("Enter", "the calendar"), more=more, view=view)

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind in ("person", "paper", "place"):
            return self.desk.look(entry.text)
        if entry.kind != "text":
            raise NotHere("the number of a day shows its lots", Key(":ahead 12", "12 weeks"))
        seen = self._seen()
        if entry.number is not None and self.state.picked is not None:
            lots = _lots_on(seen, self.state.picked)
            if 1 <= entry.number <= len(lots):
                return self._look(lots[entry.number - 1])
        elif entry.number is not None:
            keys = [key for key, _ in _numbered(seen)]
            if 1 <= entry.number <= len(keys):
                return self._pick(seen, keys[entry.number - 1])
        return self._day_or_code(seen, entry.text)

    def _day_or_code(self, seen: Ahead, text: str) -> Answer:
        if not self.desk.is_code(text):
            try:
                day = parse_coming(text, self.session.today())
            except BadInput:
                return self.desk.look(text)
            if day > seen.last:
                weeks = f":ahead {(day - seen.first).days // 7 + 1}"
                raise NotHere(
                    f"{self.session.day(day)} is further than {_weeks(self.state.weeks)}",
                    Key(weeks, "so far"),
                )
            return self._pick(seen, day.isoformat())
        return self.desk.look(text)

    def _look(self, lot: Coming) -> Answer:
        return self.desk.look(lot.row.code or lot.row.sku)

    def _pick(self, seen: Ahead, key: str) -> Answer:
        lots = _lots_on(seen, key)
        if not lots:
            return self.ok("ahead.day_none", f"nothing reaches its last day on {self._day(key)}")
        self.state = replace(self.state, picked=key)
        total = ahead.total_of(lots)
        more = tuple(self._lot_line(n, lot) for n, lot in enumerate(lots, 1))
        said = f"{self._day(key)}: {_told(total, self.session.money(total.price_minor))}"
        return self.ok("ahead.day", said, Key("Enter", "the calendar"), more=more)

    def _lot_line(self, n: int, lot: Coming) -> str:
        row = lot.row
        shown = show_day(row.expires_on, self.session.today(), row.precision)
        likely = f"  likely left {show_decimal(lot.likely, row.decimals)}" if lot.likely else ""
        aside = f"  ({show_decimal(lot.aside, row.decimals)} set aside)" if lot.aside else ""
        return (
            f"  {n}  {row.place_code}  {fit(row.name, 30)}  lot {fit(row.code, 16)}  {SHORT[row.date_kind]} {shown}  "
            f"{show_decimal(lot.quantity, row.decimals)}  {self.session.money(lot.price_minor(lot.quantity))}"
            f"{likely}{aside}"
        )

    # What is shown

    def view(self) -> AheadView | ForecastView:
        if self.state.product_id is not None:
            row = product(self.session.store, self.state.product_id)
            return forecasting.forecast_view(self.session, row, 7 * self.state.weeks)
        seen = self._seen()
        numbers = {key: n for n, (key, _) in enumerate(_numbered(seen), 1)}
        picked = self.state.picked
        lots = _lots_on(seen, picked) if picked else ()
        return AheadView(
            self.state.weeks,
            seen.first.isoformat(),
            seen.last.isoformat(),
            self._sum(seen.over),
            _goods(seen.over_lots),
            [self._day_row(numbers.get(day.day.isoformat()), day) for day in seen.days],
            [self._week(week) for week in seen.weeks()],
            self._sum(seen.set_aside),
            self._sum(seen.coming),
            picked,
            self._sum(ahead.total_of(lots)) if picked else None,
            [self._lot(n, lot) for n, lot in enumerate(lots, 1)],
        )

    def _sum(self, total: Total) -> AheadSum:
        money = self.session.money
        return AheadSum(
            total.lots,
            dict(total.quantities),
            money(total.price_minor),
            money(total.cost_minor),
            money(total.likely_minor),
        )

    def _week(self, week: tuple[AheadDay, ...]) -> AheadWeek:
        total = ahead.total_of(lot for day in week for lot in day.lots)
        first = week[0].day
        days = sum(bool(day.lots) for day in week)
        return AheadWeek(first.isoformat(), first.isocalendar().week, days, self._sum(total))

    def _day_row(self, n: int | None, day: AheadDay) -> AheadDayRow:
        is_today = day.day == self.session.today()
        return AheadDayRow(
            n,
            day.day.isoformat(),
            WEEKDAYS[day.day.weekday()],
            day.shut,
            is_today,
            self._sum(day.total),
            _goods(day.lots),
        )

    def _lot(self, n: int, lot: Coming) -> AheadLot:
        row, today = lot.row, self.session.today()
        money = self.session.money
        return AheadLot(
            n, row.place_code, row.sku, row.name, row.code, row.expires_on.isoformat(), row.precision, row.date_kind,
            (row.expires_on - today).days, show_decimal(lot.quantity, row.decimals),
            show_decimal(lot.aside, row.decimals), money(row.price_minor), money(lot.price_minor(lot.quantity)),
            money(lot.cost_minor(lot.quantity)), lot.fresh.on(today).value,
            None if lot.likely is None else show_decimal(lot.likely, row.decimals),
        )  # fmt: skip

    def around(self) -> Around:
        seen = self._seen()
        money = self.session.money
        if self.state.picked:
            total = ahead.total_of(_lots_on(seen, self.state.picked))
            heading = self._day(self.state.picked)
        else:
            total, heading = seen.coming, _weeks(self.state.weeks)
        summary = f"{_told(total)}   {money(total.cost_minor)} at cost"
        return Around(heading, summary, "AT RISK", money(total.price_minor))


def _numbered(seen: Ahead) -> list[tuple[str, Total]]:
    """What has a number: what is over, then every day that something ends on."""
    over = [(OVER, seen.over)] if seen.over_lots else []
    return over + [(day.day.isoformat(), day.total) for day in seen.days if day.lots]


def _lots_on(seen: Ahead, key: str) -> tuple[Coming, ...]:
    if key == OVER:
        return seen.over_lots
    return next((day.lots for day in seen.days if day.day.isoformat() == key), ())


def _goods(lots: tuple[Coming, ...]) -> list[str]:
    worth: Counter[str] = Counter()
    for lot in lots:
        worth[lot.row.name] += lot.price_minor(lot.quantity)
    return [name for name, _ in sorted(worth.items(), key=lambda one: (-one[1], one[0]))]


def _weeks(weeks: int) -> str:
    return f"{weeks} weeks" if weeks != 1 else "a week"


def _lots(number: int) -> str:
    return "1 lot" if number == 1 else f"{number} lots"


def _told(total: Total, money: str = "") -> str:
    """`2 lots, 12 pieces, 2.400 kg, 34.80`."""
    quantities = (
        f"{amount} {'piece' if amount == '1' else 'pieces'}" if measure == "each" else f"{amount} {measure}"
        for measure, amount in total.quantities
    )
    return ", ".join(part for part in (_lots(total.lots), *quantities, money) if part)
