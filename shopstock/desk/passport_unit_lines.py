"""The passport of a unit in words: its sentence, and the lines that plain mode prints."""

from __future__ import annotations

from datetime import date

from shopstock.days import show_day
from shopstock.desk.passport_claims import claim_lines
from shopstock.desk.passport_fitted import part_lines
from shopstock.desk.passport_service import service_lines
from shopstock.desk.views.find import HistoryRow, UnitView
from shopstock.desk.warranty_lines import lines_of_covers
from shopstock.text import short_code

_STATE_WORDS = {
    "in_stock": "in stock",
    "at_supplier": "at the supplier",
    "in_repair": "in repair",
    "given_away": "given away",
    "given_to_staff": "given to staff",
    "on_loan": "on loan",
}

SENTENCE = 71  # what a first line has room for beside its state: days left give way before anything is cut


def _day(text: str | None, today: date) -> str:
    return show_day(date.fromisoformat(text[:10]), today) if text else ""


def state_words(state: str) -> str:
    """A state of a unit or lot as people say it."""
    return _STATE_WORDS.get(state, state)


def warranty_words(view: UnitView, today: date) -> str:
    """`warranty to 04 Nov 2028, 713 days left`, `warranty ended 12 Nov, 10 days ago`, `no warranty`.

    Where the shop's own does not cover it today, what does is named: `legal to 04 Nov 2028`."""
    warranty = view.warranty
    if warranty.status == "none":
        return "no warranty"
    if warranty.status == "lifetime":
        return "warranty for its lifetime"
    if warranty.until is None or warranty.days_left is None:
        waits = next((each.waits_for for each in view.covers if each.waits_for), None)
        return f"warranty starts at the {waits or 'sale'}"
    if warranty.days_left < 0:
        return f"warranty ended {_day(warranty.until, today)}, {-warranty.days_left} days ago"
    left = {0: "last day today", 1: "1 day left"}.get(warranty.days_left, f"{warranty.days_left} days left")
    running = [each.kind for each in view.covers if each.status == "in" and each.who != "supplier"]
    kind = "warranty" if "shop" in running or not running else running[0]
    return f"{kind} to {_day(warranty.until, today)}, {left}"


def sentence_of_unit(view: UnitView, today: date) -> str:
    """Where it is and what its warranty says, in one line."""
    where = f" at {view.place}" if view.state in ("in_stock", "held") and view.place else ""
    sold = ", sold" if view.state != "sold" else ""
    when = f"{sold} {_day(view.sale.sold_on, today)}, {view.sale.receipt}" if view.sale else ""
    said = f"{short_code(view.serial)} {state_words(view.state)}{where}{when}, {warranty_words(view, today)}"
    return said if len(said) <= SENTENCE else said.rpartition(", ")[0]


def lines_of_unit(view: UnitView, today: date) -> tuple[str, ...]:
    """The whole passport, line by line."""
    facts = [f"  {view.name}  {view.sku}  serial {view.serial}", f"  state {state_words(view.state)}"]
    if view.sale:
        who = f"  to {view.sale.customer}" if view.sale.customer else ""
        sold = _day(view.sale.sold_on, today)
        facts.append(f"  sold {sold} on {view.sale.receipt} for {view.sale.price}{who}")
    return (
        *facts,
        f"  {warranty_words(view, today)}",
        *(lines_of_covers(view.covers, today) if view.sale or view.state == "in_stock" else ()),
        *service_lines(view.service, today),
        *claim_lines(view.claims, view.proof, today),
        *part_lines(view.parts, today),
        *_people(view, today),
        *(_told(row, today) for row in view.history),
    )


def _people(view: UnitView, today: date) -> tuple[str, ...]:
    """Who had it in which order where it was more than one, and what replaced what."""
    owners = [
        f"  {n}. {owner.customer or 'no name'}, {_day(owner.since, today)}, {owner.receipt}"
        + (f", back {_day(owner.returned_on, today)}, {owner.returned_paper}" if owner.returned_on else "")
        for n, owner in enumerate(view.owners, 1)
    ]
    links = [
        f"  {'>' if link.this else ' '} {link.n}. serial {link.serial}"
        + (f", {_day(link.replaced_on, today)}, {link.paper}" if link.replaced_on else "")
        for link in view.chain
    ]
    return (
        *(("  had by", *owners) if len(owners) > 1 else ()),
        *(("  replacements", *links) if links else ()),
    )


def _told(row: HistoryRow, today: date) -> str:
    route = f"  {row.from_ or '-'} to {row.to or '-'}" if row.from_ or row.to else ""
    note = f"  {row.note}" if row.note else ""
    at = f"{_day(row.at, today)} {row.at[11:16]}"
    paper = f"  {row.paper}" if row.paper else ""
    return f"  {at}  {row.what.replace('_', ' ')}{route}{paper}  {row.by or ''}{note}"
