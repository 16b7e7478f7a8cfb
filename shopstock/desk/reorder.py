"""What to order: by supplier, each with its reason; and what not to order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.amounts import show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Empty, Mode, NotHere, NothingOpen
from shopstock.desk.views.reorder import ReorderRow, ReorderView
from shopstock.jobs.coming import Moment, moment
from shopstock.jobs.reorder import Advice, order_paper, reorder
from shopstock.refusal import Key
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

SAID = {"order": "order", "less": "order only", "enough": "none: enough", "left": "none: too much"}


class ReorderMode(Mode[Empty]):
    """Says what to order; orders nothing."""

    job = "reorder"
    hints = (
        Key("number", "shows it"),
        Key("P", "print"),
        Key(":ahead", "the weeks to come"),
        Key("F7", "stock"),
    )
    help = (
        (":reorder", "what is low, how much to order of it and why, by supplier"),
        ("order only", "less than usual: more would end before it sells"),
        ("none", "it lasts long enough, or some of it will be left at its date"),
        ("P", "prints what to order; without a printer it is shown"),
        ("a number", "shows that item"),
        ("a code", "shows that very thing"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Empty())
        self._kept: tuple[Moment, list[Advice]] | None = None

    def _found(self) -> list[Advice]:
        """The advice, made once for an entry: again where anything was booked, or midnight passed."""
        now = moment(self.session)
        if self._kept is None or self._kept[0] != now:
            self._kept = now, reorder(self.session)
        return self._kept[1]

    def open(self) -> Answer:
        self._kept = None
        view = self.view()
        if not view.rows:
            return self.ok("reorder.none", "nothing is low: there is nothing to order", Key("F7", "stock"))
        rest = len(view.rows) - view.orders
        none = f", {rest} that need none" if rest else ""
        said = f"{view.orders} to order, {view.cost} at cost{none}"
        return self.ok("reorder.listed", said, more=tuple(_line(row) for row in view.rows))

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:reorder`, `:reorder CODE`."""
        return self.enter(Entry("text", rest)) if rest else self.open()

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind not in ("text", "person", "paper", "place"):
            raise NotHere("the number of a row shows it", Key(":reorder", "the list"))
        rows = self._found()
        if entry.number is not None and 1 <= entry.number <= len(rows):
            return self.desk.look(rows[entry.number - 1].sku)
        return self.desk.look(entry.text)

    def as_letters(self, entry: Entry) -> str | None:
        return "P  print the list" if entry.text.upper() == "P" else None

    def letters(self, entry: Entry) -> Answer:  # noqa: ARG002 - there is one letter
        from shopstock.jobs.printing import NONE, printer_of, queue_rows  # seldom asked for
        from shopstock.papers import sheet

        rows = order_paper(self.session)
        if printer_of(self.session, "receipt") == NONE:
            said = "no printer here: shopstock export reorder FILE writes it"
            return self.ok("reorder.told", said, more=tuple(sheet.text(rows, 64).splitlines()))
        queue_rows(self.session, "reorder", f"what to order {self.session.today().isoformat()}", rows)
        self.desk.printing.hurry()
        return self.say(
            "SAVED", "reorder.print", "what to order goes to the printer", Key(":prints", "the queue")
        )

    def code(self, entry: Entry) -> Answer:
        return self.desk.look(entry.text)

    def view(self) -> ReorderView:
        found = self._found()
        orders = [each for each in found if each.quantity]
        cost = sum(each.cost_minor for each in orders)
        rows = [self._row(n, each) for n, each in enumerate(found, 1)]
        return ReorderView(rows, len(orders), self.session.money(cost))

    def _row(self, n: int, each: Advice) -> ReorderRow:
        def shown(quantity: int) -> str:
            return show_decimal(quantity, each.decimals)

        return ReorderRow(
            n, each.supplier, each.sku, each.name, each.kind, shown(each.quantity),
            None if each.usual is None else shown(each.usual), shown(each.on_hand), shown(each.good),
            None if each.reorder_at is None else shown(each.reorder_at),
            None if each.per_week is None else f"{each.per_week:.1f}",
            each.lasts.isoformat() if each.lasts else None, self.session.money(each.cost_minor), each.reason,
        )  # fmt: skip

    def around(self) -> Around:
        view = self.view()
        return Around("what to order", f"{view.orders} to order", "AT COST", view.cost)


def _line(row: ReorderRow) -> str:
    """`  1  Hof Nord  Whole milk 1 l  order 24: 3 good, low at 12, gone 24 Nov`."""
    much = f" {row.quantity}" if row.quantity.strip("0.") else ""
    who = fit(row.supplier, 20) or "no supplier"
    return f"  {row.n}  {who}  {fit(row.name, 30)}  {SAID[row.advice]}{much}; {row.reason}"
