"""The back-test: what would have been suggested for lots gone by, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.backtest import BacktestRow, BacktestView
from shopstock.jobs.backtest import SPAN_DAYS, Backtest, Judged, backtest
from shopstock.refusal import BadInput, Key
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

FURTHEST = 30


@dataclass(frozen=True, slots=True)
class Before:
    """How many mornings before the last day of sale."""

    days: int = 1


class BacktestMode(Mode[Before]):
    """Looks back; changes nothing."""

    job = "backtest"
    words = ("backtest",)
    hints = (Key(":backtest 0", "last day"), Key(":backtest 3", "3 days before"), Key("number", "shows it"))
    help = (
        (
            ":backtest 3",
            "what would have been said three mornings before the last day; one where nothing is said",
        ),
        ("a number", "the lot of that row"),
        ("right", "a lower price was suggested where some was left, and only there"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Before())
        self._kept: tuple[tuple[object, int], Backtest] | None = None

    def prepare(self, entry: Entry) -> None:  # noqa: ARG002 - the shape of a job
        self._kept = None

    def _found(self) -> Backtest:
        """The back-test, worked out once for each entry and day."""
        key = (self.session.today(), self.state.days)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, backtest(self.session, self.state.days))
        return self._kept[1]

    def open(self) -> Answer:
        shown = self.view()
        if not shown.rows:
            said = f"no lot with a date and a forecast in the last {SPAN_DAYS} days"
            return self.ok("backtest.none", said, Key(":backtest 0", "last day"), view=shown)
        said = f"of {shown.lots} lots: {shown.right} right, {shown.missed} left over unadvised"
        said += f", {shown.needless} marked for nothing"
        return self.ok("backtest.listed", said, more=told(shown), view=shown)

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:backtest`, `:backtest 3`."""
        if rest:
            days = parse_decimal(rest, 0, "number of days")
            if days > FURTHEST:
                raise BadInput(f"{fit(rest, 10)} days before is too early", Key(":backtest 3", "3 days"))
            self.state = Before(days)
        return self.open()

    def view(self) -> BacktestView:
        found = self._found()
        kept = found.kept
        missed = [one for one in kept if one.left > 0 and not one.advised]
        rows = [self._row(n, one) for n, one in enumerate(found.lots, 1)]
        return BacktestView(
            found.days, rows, len(kept), sum(one.right for one in kept), len(missed),
            f"{sum(one.left for one in missed):g}", self.session.money(sum(one.left_minor for one in missed)),
            sum(one.left <= 0 and one.advised for one in kept), f"{found.error:.1f}", f"{found.bias:+.1f}",
            len(found.lots) - len(kept), found.unknown,
        )  # fmt: skip

    def _row(self, n: int, one: Judged) -> BacktestRow:
        price = one.said.price_minor
        until = one.day + timedelta(days=self.state.days)
        return BacktestRow(
            n, until.isoformat(), one.name, one.code, f"{one.there:g}", f"{one.said.left_units:.1f}",
            f"{one.left:g}", None if price is None else self.session.money(price), one.priced, one.right,
        )  # fmt: skip

    def around(self) -> Around:
        days = self.state.days
        when = "on the last day" if not days else f"{days} day{'s' * (days > 1)} before"
        return Around(f"back-test  {when}", f"lots whose date came in the last {SPAN_DAYS} days")

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def enter(self, entry: Entry) -> Answer:
        lots = self._found().lots
        if entry.kind == "empty":
            return self.open()
        if entry.number is not None and 1 <= entry.number <= len(lots):
            return self.desk.look(lots[entry.number - 1].code)
        if entry.kind == "text" and entry.number is None:
            return self.desk.look(entry.text)
        raise NotHere("the number of a row shows it", Key(":backtest 3", "3 days before"))


def told(shown: BacktestView) -> tuple[str, ...]:
    """What the figures say, a line each."""
    lines = [f"  units left were missed by {shown.error} in the mean, {_leaning(shown.bias)}"]
    if shown.missed:
        lines.append(
            f"  {shown.missed} left over, nothing suggested: {shown.missed_units} units, {shown.missed_value}"
        )
    if shown.needless:
        lines.append(f"  {shown.needless} sold out at their price, though a lower one was suggested")
    if shown.priced:
        lines.append(f"  {shown.priced} more had their price changed later and are not counted")
    if shown.unknown:
        lines.append(f"  {shown.unknown} more were new: too little was known to say anything")
    return tuple(lines)


def _leaning(bias: str) -> str:
    if bias in ("+0.0", "-0.0"):
        return "leaning to neither side"
    return f"{bias[1:]} too {'many' if bias.startswith('+') else 'few'} were foretold"
