"""Losses: the report of what was wasted, given away and sent back, and of what markdowns brought in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from shopstock.amounts import show_decimal
from shopstock.days import show_day
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.losses import LossesView, LossRow, LossSum
from shopstock.jobs.losses import By, Losses, Sum, losses, percent, period_of
from shopstock.refusal import Key
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LETTERS: dict[str, By] = {"P": "product", "L": "lot", "V": "supplier", "R": "reason"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person said of the period, and what waste is grouped by."""

    period: str = ""
    by: str = "product"


class LossesMode(Mode[Asked]):
    """A report; changes nothing."""

    job = "losses"
    hints = (
        Key("P", "product"),
        Key("L", "lot"),
        Key("V", "supplier"),
        Key("R", "reason"),
        Key(":losses 90", "90 days"),
    )
    help = (
        (":losses", "this month; :losses 2026-10 that month, :losses 90 the last ninety days"),
        ("P  L  V  R", "waste by product, lot, supplier, reason"),
        ("a number", "looks at that product or lot"),
        (":waste", "throws away"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Asked())

    def open(self) -> Answer:
        view = self.view()
        waste = view.sums[0]
        share = f" ({waste.percent} % of sales)" if waste.percent else ""
        said = f"{self._days(view)}: waste {waste.cost}{share}, saved by markdown {view.saved}"
        return self.ok("losses.report", said, more=tuple(_lines(view)), view=view)

    def _days(self, view: LossesView) -> str:
        first, last = (show_day(day, self.session.today()) for day in self._period())
        return f"{first} to {last}" if view.first != view.last else first

    def _period(self) -> tuple[date, date]:
        found = period_of(self.session, self.state.period)
        return found.first, found.last

    def command(self, word: str, rest: str) -> Answer:
        if word != "losses":
            return super().command(word, rest)
        period_of(self.session, rest)
        self.state = replace(self.state, period=rest.strip())
        return self.open()

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        return f"{letter}  by {LETTERS[letter]}" if entry.text.isascii() and letter in LETTERS else None

    def letters(self, entry: Entry) -> Answer:
        self.state = replace(self.state, by=LETTERS[entry.text.upper()])
        return self.open()

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        row = next((row for row in self.view().rows if row.n == entry.number), None)
        if row is not None and row.code:
            return self.desk.look(row.code)
        if entry.kind == "text" and entry.number is None:
            return self.code(entry)
        raise NotHere("a letter groups anew, a number looks", Key("R", "by reason"))

    def code(self, entry: Entry) -> Answer:
        return self.desk.look(entry.text)

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def around(self) -> Around:
        view = self.view()
        waste = view.sums[0]
        share = f"   {waste.percent} % of sales" if waste.percent else ""
        return Around(
            f"losses  {self._days(view)}",
            f"Sales {view.sales}   Saved {view.saved}{share}",
            "WASTE",
            waste.cost,
        )

    def view(self) -> LossesView:
        found = losses(self.session, period_of(self.session, self.state.period), cast(By, self.state.by))
        money = self.session.money
        ways = (
            ("waste", found.waste),
            ("charity", found.charity),
            ("staff", found.staff),
            ("supplier", found.supplier),
        )
        return LossesView(
            found.period.first.isoformat(),
            found.period.last.isoformat(),
            self.state.by,
            money(found.sales_minor),
            [self._sum(found, what, each) for what, each in ways],
            [
                LossRow(
                    n, group.label, group.code or None,
                    None if group.sum.quantity is None else show_decimal(group.sum.quantity, group.sum.decimals),
                    group.sum.count, group.sum.uncosted, money(group.sum.cost_minor),
                    percent(group.sum.cost_minor, found.waste.cost_minor),
                )
                for n, group in enumerate(found.groups, 1)
            ],
            money(found.saved.brought_minor),
            money(found.saved.listed_minor),
            money(found.saved.wasted_minor),
            found.saved.lines,
        )  # fmt: skip

    def _sum(self, found: Losses, what: str, each: Sum) -> LossSum:
        share = percent(each.cost_minor, found.sales_minor)
        return LossSum(what, self.session.money(each.cost_minor), each.count, each.uncosted, share)


def _lines(view: LossesView) -> list[str]:
    """The report as plain mode prints it."""
    told = []
    for each in view.sums:
        share = f"  {each.percent} % of sales" if each.percent else ""
        told.append(f"  {each.what:<9}{each.cost:>10}{share}{_unknown(each.uncosted, each.count)}")
    told.append(
        f"  saved by markdown {view.saved}, at list {view.saved_list}; wasted anyhow {view.saved_wasted}"
    )
    told.append(f"  waste by {view.by}:")
    for row in view.rows:
        share = f"  {row.share} %" if row.share else ""
        quantity = f"  {row.quantity}" if row.quantity else ""
        told.append(
            f"  {row.n}  {fit(row.label, 40)}{quantity}  {row.cost}{share}{_unknown(row.uncosted, row.count)}"
        )
    return told


def _unknown(uncosted: int, count: int) -> str:
    """`  (2 of 14 without a cost)`, where some had none."""
    return f"  ({uncosted} of {count} without a cost)" if uncosted else ""
