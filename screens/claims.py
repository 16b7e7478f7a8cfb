"""Claims: the list with what is next for each, what is lent, one claim with its steps, one that is being opened."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, facts, filled, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.claims import ClaimLetter, ClaimLine, ClaimsView, ClaimView, LoanLine
from shopstock.desk.views.frame import Tone
from shopstock.text import at_place

_CLAIMS = (
    Column("", 3, right=True, tone="dim"),
    Column("Claim", 5),
    Column("Days", 4, right=True),
    Column("State", 11),
    Column("Symptom, item", 15, flex=2),
    Column("Serial", 6),
    Column("Next", 21, flex=1),
)
_LOANS = (
    Column("", 3, right=True, tone="dim"),
    Column("Claim", 8),
    Column("Item", 24, flex=2),
    Column("Serial", 17, flex=1),
    Column("Since", 11),
    Column("Due", 11),
)
_STEPS = (
    Column("When", 12, tone="dim"),
    Column("What", 12),
    Column("By", 8, tone="dim"),
    Column("Said", 30, flex=2),
)
STATES: dict[str, tuple[str, Tone]] = {
    "open": ("OPEN", "ask"),
    "waiting_part": ("WAITS PART", "ask"),
    "at_supplier": ("AT SUPPLIER", "accent"),
    "repaired": ("REPAIRED", "good"),
    "replaced": ("REPLACED", "good"),
    "refused": ("REFUSED", "stop"),
    "credited": ("CREDITED", "good"),
    "closed": ("CLOSED", "dim"),
}
_BASES = {
    "shop": "shop warranty",
    "legal": "legal warranty",
    "supplier": "supplier's warranty",
    "extension": "extended warranty",
    "goodwill": "goodwill",
    "paid": "customer pays",
    "none": "nobody yet",
}
_SHORT = 5


def page(view: View, _width: int) -> Page:
    """A list, or one claim."""
    if isinstance(view, ClaimsView):
        return _loans(view) if view.listing == "loans" else _list(view)
    return _claim(cast(ClaimView, view))


def _list(shown: ClaimsView) -> Page:
    rows: list[Item] = [_line(row, shown.chase_days) for row in shown.rows]
    if not rows:
        said = "No supplier has anything too long." if shown.listing == "late" else "No claim is open."
        return Page((BLANK, Line((dim(said),), indent=4)))
    return Page(tuple(rows), columns=widened(_CLAIMS, rows))


def _short(paper: str) -> str:
    """`W-000031` as `W-31`, which opens it as well."""
    head, _, number = paper.rpartition("-")
    return f"{head}-{number.lstrip('0') or '0'}"


def _line(row: ClaimLine, chase_days: int) -> Row:
    word, tone = STATES[row.state]
    late = row.away is not None and row.away > chase_days
    return Row(
        (
            str(row.n),
            strong(_short(row.paper)),
            Piece(str(row.days), "stop" if late else "plain", bold=late),
            Piece(word, tone, bold=True),
            text(strong(row.symptom), dim(f"  {row.name}")),
            code(f"..{row.serial[-4:]}" if len(row.serial) > _SHORT else row.serial),
            _next(row, late=late),
        ),
        entry=str(row.n),
    )


def _next(row: ClaimLine, *, late: bool) -> Piece:
    """What one would ask next: the supplier's number and days, the part and its day, or where it is."""
    if row.away is not None:
        rma = row.rma or "no RMA"
        return Piece(f"{row.away} d {rma} {row.supplier or 'supplier'}", "stop" if late else "plain")
    if row.waits_for:
        due = f", due {day(row.due_on)}" if row.due_on else ""
        return Piece(f"{row.waits_for}{due}")
    return dim(at_place(row.place))


def _loans(shown: ClaimsView) -> Page:
    rows: list[Item] = [
        Row(
            (
                str(x.n),
                strong(_short(x.paper)),
                strong(x.name),
                code(x.serial),
                day(x.since),
                _due(x),
            ),
            entry=str(x.n),
        )
        for x in shown.loans
    ]
    if not rows:
        return Page((BLANK, Line((dim("Nothing of ours is lent."),), indent=4)))
    return Page(tuple(rows), columns=widened(_LOANS, rows))


def _due(loan: LoanLine) -> Piece:
    if not loan.due_on:
        return dim("no day")
    return Piece(f"{day(loan.due_on)} LATE", "stop", bold=True) if loan.late else Piece(day(loan.due_on))


def _claim(shown: ClaimView) -> Page:
    if shown.paper is None:
        return _opening(shown)
    steps: list[Item] = [
        Row((_when(s.at), strong(s.what.replace("_", " ")), s.by, s.note or "")) for s in shown.steps
    ]
    last = (max(0, len(steps) - 1), len(steps) - 1) if steps else None
    return Page(tuple(steps), tuple(_head(shown)), tuple(_foot(shown)), _STEPS, keep=last)


def _when(at: str) -> str:
    return f"{day(at[:10])} {at[11:16]}"


def _head(shown: ClaimView) -> list[Item]:
    word, tone = STATES[shown.state or "open"]
    lines: list[Item] = [
        Line((strong(shown.name or ""),), (dim("serial "), strong(shown.serial))),
        Line(
            (
                filled(word, tone),
                Piece("  "),
                *facts(
                    ("", strong(shown.symptom or "")),
                    ("", at_place(shown.place)),
                    ("opened", day(shown.opened)),
                ),
            ),
            facts(("", f"{shown.days} d" if shown.state != "closed" else None)),
        ),
        Line(
            facts(
                ("pays", _BASES.get(shown.basis, shown.basis)),
                ("for", "us" if shown.side == "supplier" else shown.customer or "no name"),
                ("supplier", shown.supplier),
                ("RMA", shown.rma),
                ("waits for", shown.waits_for),
                ("due", day(shown.due_on) if shown.due_on else None),
            )
        ),
    ]
    if shown.note:
        lines.append(Line((dim(shown.note),)))
    if shown.replaced_by:
        lines.append(Line((dim("replaced by serial "), strong(shown.replaced_by))))
    return [*lines, BLANK]


def _foot(shown: ClaimView) -> list[Item]:
    lines: list[Item] = [
        Line((dim(f"file {x.path}  {x.size:,} bytes  SHA-256 {x.sha256[:12]}.."),)) for x in shown.files
    ]
    lines += [Line((dim("bench "), *text(said))) for said in shown.repair[-3:]]
    lines += [Line((dim("lent "), strong(x.name), dim(f"  {x.serial}  due "), _due(x))) for x in shown.loans]
    can = [x for x in shown.letters if x.why_not is None]
    cannot: dict[str, list[ClaimLetter]] = {}
    for each in shown.letters:
        if each.why_not is not None:
            cannot.setdefault(each.why_not, []).append(each)
    if shown.state != "closed":
        for some in (can[:5], can[5:]):
            if some:
                lines.append(Line(text(*(p for x in some for p in _letter(x.letter, x.label)))))
        for why, letters in cannot.items():
            names = letters[0].label if len(letters) == 1 else ""
            lines.append(Line((dim(f"{' '.join(x.letter for x in letters)} {names}".rstrip() + f": {why}"),)))
    return [BLANK, *lines] if lines else []


def _letter(letter: str, label: str) -> tuple[Piece, Piece]:
    return Piece(letter, "accent", bold=True), Piece(f" {label}   ")


def _opening(shown: ClaimView) -> Page:
    head: list[Item] = [
        Line((strong(shown.name or "bought elsewhere"),), (dim("serial "), strong(shown.serial))),
        Line(
            facts(
                ("", at_place(shown.place) if shown.place else None),
                ("pays", _BASES.get(shown.basis, shown.basis)),
            )
        ),
        BLANK,
    ]
    lines: list[Item] = [
        Line(text(Piece(f"{x.n:>3}", "accent", bold=True), "  ", strong(x.label)), entry=str(x.n))
        for x in shown.symptoms
    ]
    if lines:
        lines.append(Line((dim("     other: type it   2T also takes the goods in"),)))
    return Page(tuple(lines), head=tuple(head), start=0 if lines else None)
