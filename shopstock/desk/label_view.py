"""What the labels pane shows of a list of labels."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.labels import LabelLine, LabelsView
from shopstock.jobs import labels
from shopstock.jobs.labels import Wanted
from shopstock.jobs.session import Session
from shopstock.papers.label import DoesNotFit, Kind, Label
from shopstock.papers.label_output import Spec
from shopstock.papers.symbols import NAMES, Unsaid, candidates, drawn
from shopstock.papers.terminal_code import lines as code_lines
from shopstock.refusal import Refusal
from shopstock.text import clean_text

KINDS: dict[Kind, str] = {
    "unit": "unit", "lot": "lot", "shelf": "price", "place": "place", "markdown": "markdown"
}  # fmt: skip
Known = dict[tuple[Kind, int], Label]


@dataclass(frozen=True, slots=True)
class LabelList:
    """What is to be printed, the current line, and where on the sheet it begins; no stock is that of the setting."""

    lines: tuple[Wanted, ...] = ()
    current: int | None = None
    stock: str = ""
    start: int = 1

    @property
    def now(self) -> Wanted | None:
        """The current line."""
        return None if self.current is None else self.lines[self.current]

    @property
    def count(self) -> int:
        """All labels together."""
        return sum(wanted.copies for wanted in self.lines)


def labels_view(session: Session, state: LabelList, spec: Spec, known: Known) -> LabelsView:
    """The list with the code of its current line. `known` are labels that were made before, and gets new ones."""
    lines = [line_of(session, n, wanted, known) for n, wanted in enumerate(state.lines, 1)]
    output, sheets = paper_of(spec, state.count)
    now = state.now
    code, kind, says, note = _code(_label(session, now, known), spec) if now else ([], "", "", "")
    current = None if state.current is None else state.current + 1
    return LabelsView(lines, current, state.count, output, spec.start, sheets, code, kind, says, note)


def line_of(session: Session, n: int, wanted: Wanted, known: Known) -> LabelLine:
    """A line of the list."""
    label = _label(session, wanted, known)
    return LabelLine(n, wanted.kind, label.name, detail_of(label), wanted.copies)


def detail_of(label: Label) -> str:
    """What tells one label from the next of its kind: a price where the price is the point of it."""
    said = label.serial or label.lot or label.place or label.price
    return label.price if label.kind in ("shelf", "markdown") else said


def paper_of(spec: Spec, count: int) -> tuple[str, int]:
    """What they are printed on, for people, and how many sheets that takes (0 on a roll)."""
    if spec.format == "zpl":
        return f"roll {spec.size} mm, {spec.dpi} dpi", 0
    from shopstock.papers.label_stocks import stock

    try:
        on = stock(spec.stock)
    except Refusal as gone:  # someone edited the file of label sheets meanwhile
        return gone.text, 0
    return f"{on.name}, {on.size}", -(-(spec.start - 1 + count) // on.count) if count else 0


def _label(session: Session, wanted: Wanted, known: Known) -> Label:
    key = (wanted.kind, wanted.id)
    if key not in known:
        known[key] = labels.label_of(session, *key)
    return known[key]


def _code(label: Label, spec: Spec) -> tuple[list[str], str, str, str]:
    """The first symbol of a label that has room on the screen: its lines, its kind, what it says, or why not."""
    note = ""
    try:
        found = list(candidates(label.coded, spec.symbol, spec.domain))
    except Unsaid as unsaid:
        return [], "", "", unsaid.text
    for kind, content in found:
        symbol = drawn(kind, content)
        try:
            return list(code_lines(symbol)), NAMES[kind], clean_text(symbol.text), ""
        except DoesNotFit as refused:
            note = note or refused.text
    return [], "", "", note
