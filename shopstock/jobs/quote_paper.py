"""The paper of a quote, made from the books, and its way to the printer or the screen."""

from __future__ import annotations

from shopstock.amounts import show_decimal, show_percent, tax_within
from shopstock.jobs import settings
from shopstock.jobs.claims import LEAVE, claim_of
from shopstock.jobs.printing import NONE, printer_of, queue_rows
from shopstock.jobs.quotes import NoQuote, quote_of
from shopstock.jobs.receipts import LINE_MARK
from shopstock.jobs.session import Session
from shopstock.papers.quote import PaperLine, QuotePaper, rows
from shopstock.papers.receipt import Letterhead
from shopstock.papers.sheet import Row, text

WIDTH = 48


def quote_paper(session: Session, claim_id: int) -> tuple[Row, ...]:
    """The newest quote of a claim as a paper; raises NoQuote."""
    of, known = claim_of(session, claim_id), quote_of(session, claim_id)
    if known is None:
        raise NoQuote(f"{of.paper}: no quote yet", LEAVE)
    by_rate: dict[int, int] = {}
    for line in known.lines:
        by_rate[line.tax_ppm] = by_rate.get(line.tax_ppm, 0) + line.amount_minor
    return rows(
        QuotePaper(
            _letterhead(session),
            of.paper,
            session.day(known.row.day),
            of.name,
            of.serial,
            of.symptom,
            of.customer,
            tuple(
                PaperLine(
                    line.said or line.name,
                    show_decimal(line.quantity, line.decimals),
                    session.money(line.price_minor),
                    session.money(line.amount_minor),
                )
                for line in known.lines
            ),
            tuple(
                (show_percent(ppm), session.money(tax_within(amount, ppm)))
                for ppm, amount in sorted(by_rate.items())
                if ppm
            ),
            session.money(known.row.total_minor),
            session.shop.currency,
            session.day(known.row.valid_until),
        )
    )


def _letterhead(session: Session) -> Letterhead:
    def lines(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in settings.value(session, name).split(LINE_MARK) if part.strip())

    return Letterhead(
        session.shop.name,
        lines("shop.address"),
        settings.value(session, "shop.phone"),
        settings.value(session, "shop.tax_number"),
        lines("receipt.head"),
        (),
    )


def print_quote(session: Session, claim_id: int) -> tuple[str, ...]:
    """The quote waits for the printer of this till; without one its lines come back to be shown."""
    made = quote_paper(session, claim_id)
    if printer_of(session, "receipt") == NONE:
        return tuple(text(made, WIDTH).splitlines())
    queue_rows(session, "quote", f"quote {claim_of(session, claim_id).paper}", made)
    return ()
