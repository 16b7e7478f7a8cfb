"""What is open at the bench, and how the screen draws it."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.amounts import show_decimal
from shopstock.desk.views.bench import BenchView, FitLine, PartLine, QuoteLineView
from shopstock.jobs import fits, quotes
from shopstock.jobs.claims import STATE_WORDS
from shopstock.jobs.quotes import Quoting
from shopstock.jobs.session import Session
from shopstock.store.catalogue import product
from shopstock.store.claims import claim
from shopstock.store.fitted import FittedRow, parts_in
from shopstock.store.lots import unit


@dataclass(frozen=True, slots=True)
class AtBench:
    """The claim that is open, the quote that is being made, and what is asked: fit, where or fee.

    `code` and `times` are the part that the question is about, or the line of the part that comes out."""

    claim_id: int | None = None
    quoting: bool = False
    lines: tuple[Quoting, ...] = ()
    asked: str = ""
    code: str = ""
    times: str = ""


QUESTIONS = {
    "fit": "use it, and keep that it fits?",
    "where": "where does it go? S shelf, Q quarantine, B bin",
    "fee": "a fee for looking at it?",
}


def bench_view(session: Session, state: AtBench) -> BenchView:
    """The claim on the bench."""
    if state.claim_id is None:
        return BenchView(
            None, None, None, None, None, None, None, None, None, [], [], [], None, None, None, None
        )
    of = claim(session.store, state.claim_id)
    host = unit(session.store, of.unit_id)
    known = quotes.quote_of(session, of.id)
    lines = _making(session, state.lines) if state.quoting else _made(session, known)
    total = (
        sum(quotes.amount_of_line(session, line) for line in state.lines)
        if state.quoting
        else known.row.total_minor
        if known
        else None
    )
    told = "being made" if state.quoting else known.told if known else None
    return BenchView(
        of.paper, STATE_WORDS[of.state], of.serial, of.sku, of.name, fits.version_of(session, host) or None,
        of.customer, of.symptom, of.place_code,
        [part_line(n, part) for n, part in enumerate(parts_in(session.store, of.unit_id), 1)],
        [_fit_line(one) for one in fits.fitting(session, host)],
        lines, told, None if total is None else session.money(total),
        known.row.valid_until.isoformat() if known and not state.quoting else None, QUESTIONS.get(state.asked),
    )  # fmt: skip


def _fit_line(one: fits.Fitting) -> FitLine:
    return FitLine(one.row.sku, one.row.name, one.row.version or None, one.row.note or None, one.free)


def part_line(n: int, part: FittedRow) -> PartLine:
    """A part as it is listed."""
    return PartLine(
        n, part.sku, part.name, part.serial, part.lot_code or None, show_decimal(part.inside, part.decimals),
        part.since.isoformat(), part.paper, part.here > 0,
    )  # fmt: skip


def _made(session: Session, known: quotes.Known | None) -> list[QuoteLineView]:
    return [
        QuoteLineView(
            line.n, line.said or line.name, show_decimal(line.quantity, line.decimals),
            session.money(line.price_minor), session.money(line.amount_minor),
        )
        for line in (known.lines if known else ())
    ]  # fmt: skip


def _making(session: Session, lines: tuple[Quoting, ...]) -> list[QuoteLineView]:
    found = []
    for n, line in enumerate(lines, 1):
        row = product(session.store, line.product_id)
        amount = session.money(quotes.amount_of_line(session, line))
        quantity = show_decimal(line.quantity, row.decimals)
        found.append(
            QuoteLineView(n, line.said or row.name, quantity, session.money(line.price_minor), amount)
        )
    return found
