"""Labels: a code adds its label to the list, F9 prints all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry, parse
from shopstock.desk.label_view import KINDS, Known, LabelList, detail_of, labels_view, line_of, paper_of
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.labels import LabelsView
from shopstock.jobs import find, labels
from shopstock.jobs.find import Meaning
from shopstock.jobs.labels import Wanted
from shopstock.jobs.paper_files import keep_file
from shopstock.papers.label import Label
from shopstock.papers.label_output import Rendered, Spec, made
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.lots import lot, unit
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LISTED = 12
QUEUE = Key(":prints", "the queue")


class UnknownCode(Refusal):
    """Nothing here that could bear a label has that code or name."""

    id = "labels.unknown_code"


class LabelsMode(Mode[LabelList]):
    """A list of labels to print."""

    job = "labels"
    kept = True
    words = ("sheet", "from", "markdowns")
    hints = (
        Key("24*", "how many"),
        Key(":sheet", "stock"),
        Key(":from", "position"),
        Key("-", "take back"),
        Key("F9", "print"),
    )
    help = (
        ("serial, lot, product, =PLACE", "adds its label"),
        ("GR-000012", "adds the labels of a whole delivery"),
        ("24*  or  24*CODE", "how many of the current label, or of that one"),
        ("A  P  at a place", "all that stands there; the shelf prices there"),
        ("S  L  M", "the shelf price, the lot or its markdown instead"),
        ("-  or  -2", "takes back the current label, or line 2"),
        (":markdowns", "a sticker for each piece that is marked down"),
        (":sheet A4-24", "which label sheet; alone it lists them"),
        (":from 5", "the first free position of the sheet"),
        ("F9, Enter Enter", "prints them"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LabelList())
        self._known: Known = {}
        self._made: tuple[tuple[Label, ...], Spec, Rendered] | None = None

    @property
    def spec(self) -> Spec:
        """How they would be printed now."""
        return labels.spec_of(self.session, self.state.stock, self.state.start)

    def open(self) -> Answer:
        self._known.clear()
        if not self.state.lines:
            return self.ok(
                "labels.ready", "scan what needs a label: a serial, lot, product, =PLACE, delivery"
            )
        return self.ok("labels.listed", f"{self._count()} to print", *self._letter_keys(), more=self._more())

    # What is shown

    def view(self) -> LabelsView:
        return labels_view(self.session, self.state, self.spec, self._known)

    def around(self) -> Around:
        output, sheets = paper_of(self.spec, self.state.count)
        at = f", from {self.state.start}" if self.state.start > 1 and sheets else ""
        said = f"   {sheets} sheet{'s' * (sheets != 1)}" if sheets else ""
        lines = f"Lines {len(self.state.lines)}{said}"
        return Around(f"{output}{at}", lines, "LABELS", str(self.state.count), pieces=True)

    def _count(self) -> str:
        return labels.counted(labels.check_count(self.state.lines))

    def _more(self) -> tuple[str, ...]:
        view = self.view()
        rows = tuple(
            f"  {line.n:>2} {line.copies}x {KINDS[line.kind]}  {line.name}  {line.detail}"
            for line in view.lines
        )
        more = len(rows) - LISTED
        return (*rows[:LISTED], f"  and {more} more") if more > 0 else rows

    def dropped(self) -> str:
        return "the labels are dropped, nothing was printed"

    # Entries

    def enter(self, entry: Entry) -> Answer:
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": lambda _: self.open(),
            "times": self._times,
            "take_back": self._take_back,
            "text": self.code,
            "place": self.code,
            "paper": self.code,
        }
        handler = handlers.get(entry.kind)
        if handler is None:
            raise NotHere("a label is of goods, a place or a delivery", Key("F1", "help"))
        return handler(entry)

    def code(self, entry: Entry) -> Answer:
        return self._code_of(entry.text, 1)

    def _code_of(self, text: str, copies: int) -> Answer:
        found = [m for m in labels.meant(self.session, text) if m.kind != "customer"]
        if not found:
            raise UnknownCode(f"{find.shown(text, 32)} is nothing here that has a label", Key("F3", "find"))
        if len(found) == 1:
            return self.add(labels.wanted_of(self.session, found[0]), copies)
        options = [Option(m.label, m.code, partial(self._picked, m, copies)) for m in found]
        return self.ask_which(
            "labels.which_one", f"{find.shown(text, 24)}: which one? A number picks it", *options
        )

    def _picked(self, meaning: Meaning, copies: int) -> Answer:
        return self.add(labels.wanted_of(self.session, meaning), copies)

    def add(self, wanted: tuple[Wanted, ...], copies: int = 1) -> Answer:
        """Add labels to the list; the last of them is the current line then."""
        more = tuple(each._replace(copies=each.copies * copies) for each in wanted)
        lines = labels.merged((*self.state.lines, *more))
        labels.check_count(lines)
        last = next(n for n, line in enumerate(lines) if (line.kind, line.id) == (more[-1].kind, more[-1].id))
        self.state = replace(self.state, lines=lines, current=last)
        return self._added(more)

    def _added(self, more: tuple[Wanted, ...]) -> Answer:
        if len(more) > 1:
            count = sum(each.copies for each in more)
            return self.ok(
                "labels.added", f"{labels.counted(count)} added, {self._count()} in all", more=self._more()
            )
        label = labels.label_of(self.session, more[0].kind, more[0].id)
        copies = self.state.lines[self.state.current or 0].copies
        said = f"{copies} x {KINDS[label.kind]}: {fit(label.name, 34)}"
        return self.ok("labels.added", f"{said}  {fit(detail_of(label), 18)}", *self._letter_keys())

    def _times(self, entry: Entry) -> Answer:
        if not entry.arg.isdigit() or not 1 <= int(entry.arg) <= labels.MOST:
            raise BadInput(f"{fit(entry.arg, 12)} is no number of labels, 1 to {labels.MOST}")
        copies = int(entry.arg)
        if entry.rest:
            return self._code_of(entry.rest, copies)
        if self.state.now is None or self.state.current is None:
            raise NothingOpen("scan first what the labels are for")
        at = self.state.current
        lines = (*self.state.lines[:at], self.state.now._replace(copies=copies), *self.state.lines[at + 1 :])
        labels.check_count(lines)
        self.state = replace(self.state, lines=lines)
        return self._added((lines[at],))

    def _take_back(self, entry: Entry) -> Answer:
        at = int(entry.arg) - 1 if entry.arg else self.state.current
        if at is None or not 0 <= at < len(self.state.lines):
            raise NothingOpen("there is no such line to take back")
        out = line_of(self.session, at + 1, self.state.lines[at], self._known)
        lines = self.state.lines[:at] + self.state.lines[at + 1 :]
        self.state = replace(self.state, lines=lines, current=len(lines) - 1 if lines else None)
        return self.ok(
            "labels.removed", f"line {out.n} is out: {fit(out.name, 40)}", Key("F12", "brings it back")
        )

    # Letters of the current line

    def _offered(self) -> dict[str, str]:
        now = self.state.now
        if now is None:
            return {}
        if now.kind == "place":
            return {"A": "all that stands there", "P": "shelf prices there"}
        offered: dict[str, str] = {} if now.kind == "shelf" else {"S": "shelf price"}
        lot_id = self._lot_of(now)
        if now.kind in ("unit", "markdown") and lot_id is not None:
            offered["L"] = "lot"
        if now.kind in ("unit", "lot") and lot_id is not None and labels.is_marked_down(self.session, lot_id):
            offered["M"] = "markdown"
        return offered

    def _lot_of(self, wanted: Wanted) -> int | None:
        store = self.session.store
        if wanted.kind not in ("unit", "lot", "markdown"):
            return None
        found = lot(store, unit(store, wanted.id).lot_id if wanted.kind == "unit" else wanted.id)
        return None if found.plain else found.id

    def _letter_keys(self) -> tuple[Key, ...]:
        return tuple(Key(letter, said) for letter, said in self._offered().items())

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        said = self._offered().get(letter) if entry.text.isascii() else None
        return f"{letter}  {said}" if said else None

    def letters(self, entry: Entry) -> Answer:
        now, letter = self.state.now, entry.text.upper()
        if now is None or self.state.current is None:
            raise NothingOpen("scan first what the label is for")
        if now.kind == "place":
            instead = labels.of_place(self.session, now.id, prices=letter == "P")
            return self._instead(instead)
        lot_id = self._lot_of(now)
        if letter == "S" or lot_id is None:
            return self._instead((Wanted("shelf", self._product_of(now), now.copies),))
        return self._instead((Wanted("markdown" if letter == "M" else "lot", lot_id, now.copies),))

    def _product_of(self, wanted: Wanted) -> int:
        store = self.session.store
        return (
            unit(store, wanted.id).product_id if wanted.kind == "unit" else lot(store, wanted.id).product_id
        )

    def _instead(self, wanted: tuple[Wanted, ...]) -> Answer:
        """Other labels in the place of the current line."""
        at = self.state.current or 0
        self.state = replace(
            self.state, lines=self.state.lines[:at] + self.state.lines[at + 1 :], current=None
        )
        return self.add(wanted)

    # Sheet, position, printing

    def command(self, word: str, rest: str) -> Answer:
        if word == "from":
            return self._from(rest)
        if word == "markdowns":
            return self.add(labels.of_markdowns(self.session))
        if word != "sheet":
            return super().command(word, rest)
        from shopstock.papers.label_stocks import stock, stocks

        if rest:
            return self._on(stock(rest).name)
        options = [
            Option(
                f"{each.name}  {each.count} labels of {each.size}, {each.paper}",
                None,
                partial(self._on, name),
            )
            for name, each in stocks().items()
        ]
        return self.ask_which("labels.which_stock", "which label sheet? A number picks it", *options)

    def _on(self, name: str) -> Answer:
        from shopstock.papers.label_stocks import stock

        self.state = replace(self.state, stock=name, start=1)
        return self.ok("labels.sheet", f"{name}: {stock(name).count} labels of {stock(name).size}, from 1")

    def _from(self, typed: str) -> Answer:
        spec = self.spec
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
            raise BadInput("from which position of the sheet? :from 5")
        labels.check_start(spec.stock, int(typed))
        self.state = replace(self.state, start=int(typed))
        return self.ok("labels.from", f"the first label goes to position {int(typed)} of {spec.stock}")

    def prepare(self, entry: Entry) -> None:
        self._made = None
        if not self.state.lines or not self.desk.finishes(entry):
            return
        try:
            with self.session.store.reading():
                wanted, spec = tuple(labels.all_labels(self.session, self.state.lines)), self.spec
                to_printer = labels.goes_to_printer(self.session)
            if not to_printer:
                self._made = (wanted, spec, made(wanted, spec))
        except Refusal:
            return  # the entry itself says it

    def _rendered(self, wanted: tuple[Label, ...], spec: Spec) -> Rendered:
        """The file, as it was made beforehand where nothing changed since."""
        before = self._made
        return before[2] if before and before[:2] == (wanted, spec) else made(wanted, spec)

    def finish(self, rest: str) -> Answer:
        if rest:
            answer = self.enter(parse(rest))
            if answer.state in ("STOP", "ASK"):
                return answer
        if not self.state.lines:
            raise NothingOpen("no labels are on the list yet", Key("F2", "sell"))
        to_printer = labels.goes_to_printer(self.session)
        spec = self.spec
        wanted = tuple(labels.all_labels(self.session, self.state.lines))
        if to_printer:
            title = labels.send(self.session, wanted, spec)
            self._begin_next(spec, len(wanted))
            said = f"{labels.counted(len(wanted))} for the label printer"
            return self.say("SAVED", "labels.queued", said, QUEUE, view=replace(self.view(), saved=title))
        out = self._rendered(wanted, spec)
        name = f"labels-{self.session.today():%Y%m%d}"
        path = keep_file(self.session, name, spec.format, out.content)
        self._begin_next(spec, len(wanted))
        more: tuple[str, ...] = (f"  {path}",)
        if out.missing:
            more += (f"  no font here has {out.missing[:20]}: a box stands there",)
        sheets = f" on {out.pages} sheet{'s' * (out.pages != 1)}" if out.pages else ""
        said = f"{labels.counted(len(wanted))}{sheets}: {path.name} in {fit(path.parent.name, 24)}"
        view = replace(self.view(), saved=path.name)
        return self.ok("labels.printed", said, Key("F12", "back"), more=more, view=view)

    def _begin_next(self, spec: Spec, count: int) -> None:
        """An empty list that goes on where this one ended on its sheet."""
        start = 1 if spec.format == "zpl" else labels.next_start(spec, count)
        self.state = LabelList(stock=self.state.stock, start=start)
        self._known.clear()
