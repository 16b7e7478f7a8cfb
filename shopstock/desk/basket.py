"""The open basket: what is in it, what it costs, and its view."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from shopstock.amounts import LARGEST, show_decimal, show_percent
from shopstock.date_kinds import SHORT
from shopstock.days import Precision, iso, parse_iso, show_day
from shopstock.desk.views.base import Choice, LineState, Paid
from shopstock.desk.views.sell import OlderLot, OpenQuestion, SellLine, SellView
from shopstock.jobs.markdowns import price_for_m
from shopstock.jobs.nameless import asked, named_at_sale
from shopstock.jobs.offer import Offer, price_of
from shopstock.jobs.offer_dates import older_than
from shopstock.jobs.sell import Tender, Wanted, allow, amount_of
from shopstock.jobs.session import Session
from shopstock.jobs.warranty_terms import line_term
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import lot, unit
from shopstock.text import fit, short_code

CODE_KEPT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line: goods to be sold (`wanted`), or a `!` line that waits for a person (`state` ask or stop).

    `meant` is the kind and id behind each of its `choices`; `asked` what an answer to a question about its date
    covers, `asked_lot` the lot it is about, and `dated` the key that answered it (Enter or M), where something else is
    still asked; `times` what was typed before its code. `older` is what was left of an older lot when it was added."""

    code: str
    name: str
    state: LineState = "ok"
    wanted: Wanted | None = None
    sku: str | None = None
    serial: str | None = None
    lot: str | None = None
    date: str | None = None
    date_kind: str | None = None
    decimals: int = 0
    amount_minor: int = 0
    quantity: int = 1
    warranty_until: str | None = None
    note: str | None = None
    id: str = ""
    text: str = ""
    keys: tuple[Key, ...] = ()
    choices: tuple[Choice, ...] = ()
    product_id: int | None = None
    lot_id: int | None = None
    unit_id: int | None = None
    meant: tuple[tuple[str, int], ...] = ()
    dated: str = ""
    times: str | None = None
    asked: str = ""
    asked_lot: int | None = None
    older: OlderLot | None = None


@dataclass(frozen=True, slots=True)
class Basket:
    """An open basket. `request_id` is made with its first line and kept until the ticket is booked.

    `listing` are the parked baskets that are listed now, `listed` their ids; `back_minor` is what goods that came back
    pay, in an exchange."""

    lines: tuple[Line, ...] = ()
    request_id: str = ""
    customer_id: int | None = None
    customer: str | None = None
    times: str | None = None
    tenders: tuple[Tender, ...] = ()
    listing: tuple[Choice, ...] = ()
    listed: tuple[int, ...] = ()
    back_minor: int = 0

    @property
    def total_minor(self) -> int:
        """What the counted lines cost."""
        return sum(line.amount_minor for line in self.lines if line.state == "ok")

    @property
    def due_minor(self) -> int:
        """What is still to pay."""
        return self._cost_minor - sum(t.amount_minor for t in self.paying)

    @property
    def paying(self) -> tuple[Tender, ...]:
        """The payments so far, with no more store credit than the basket costs now: none of it is ever paid out."""
        over = sum(t.amount_minor for t in self.tenders) - self._cost_minor
        kept: list[Tender] = []
        for tender in reversed(self.tenders):
            less = min(tender.amount_minor, over) if tender.credit and over > 0 else 0
            over -= less
            left = tender.amount_minor - less
            if left or not less:
                kept.insert(0, replace(tender, amount_minor=left, tendered_minor=left) if less else tender)
        return tuple(kept)

    @property
    def _cost_minor(self) -> int:
        return self.total_minor - self.back_minor

    def taken(self, product_id: int) -> dict[int, int]:
        """How much of each lot of a product is in the basket."""
        found: dict[int, int] = {}
        for line in self.lines:
            if line.wanted and line.wanted.product_id == product_id:
                found[line.wanted.lot_id] = found.get(line.wanted.lot_id, 0) + line.wanted.quantity
        return found

    def waiting(self) -> int | None:
        """The index of the newest line that needs a person."""
        found = [i for i, line in enumerate(self.lines) if line.state != "ok"]
        return found[-1] if found else None

    def with_line(self, index: int, *lines: Line) -> Basket:
        """The basket with the line at `index` replaced."""
        return replace(self, lines=(*self.lines[:index], *lines, *self.lines[index + 1 :]))


def priced(line: Line, row: ProductRow, wanted: Wanted) -> Line:
    """The line with what is wanted and what that costs."""
    return replace(line, wanted=wanted, quantity=wanted.quantity, amount_minor=amount_of(row, wanted))


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the view adds once a ticket is paid."""

    receipt: str
    tendered_minor: int
    change_minor: int
    tenders: tuple[Tender, ...] = field(default=())


def basket_view(session: Session, basket: Basket, paid: Ticket | None = None) -> SellView:
    """The basket or the paid ticket as the screen draws it."""
    tenders = paid.tenders if paid else basket.tenders
    return SellView(
        [_line_view(session, n, line) for n, line in enumerate(basket.lines, 1)],
        session.money(basket.total_minor),
        basket.customer,
        [
            OpenQuestion(n, line.id, line.text, [list(k) for k in line.keys], list(line.choices))
            for n, line in enumerate(basket.lines, 1)
            if line.state != "ok"
        ],
        paid=session.money(sum(t.amount_minor for t in tenders)),
        due=session.money(0 if paid else basket.due_minor),
        receipt=paid.receipt if paid else None,
        tendered=session.money(paid.tendered_minor) if paid else None,
        change=session.money(paid.change_minor) if paid else None,
        payments=[Paid(t.name, session.money(t.amount_minor)) for t in paid.tenders] if paid else None,
        parked=list(basket.listing),
    )


def line_of(
    session: Session, row: ProductRow, offered: Offer, text: str, *, dated: str, markdown: bool
) -> Line:
    """A line of goods as they were offered; `dated` and `markdown` answer a question about the date."""
    of_lot = lot(session.store, offered.lot_id)
    serial = unit(session.store, offered.unit_id).serial if offered.unit_id else None
    until = line_term(session, row, offered.unit_id, session.today()).until
    down = price_for_m(session, of_lot) if markdown else None
    price = min(down.price_minor, offered.price_minor) if down else offered.price_minor
    wanted = Wanted(
        row.id, offered.lot_id, offered.unit_id, offered.quantity, price,
        found=offered.found, dated=dated, scan=text[:CODE_KEPT],
        labelled_minor=offered.labelled_minor, marked_down=markdown, off_ppm=down.off_ppm if down else 0,
        repair=offered.repair, sticker_minor=offered.sticker_minor,
    )  # fmt: skip
    if dated or markdown:
        ((_, _, wanted),) = allow(session, (row, of_lot, wanted))
    line = Line(
        code=text[:CODE_KEPT],
        name=row.name,
        sku=row.sku,
        serial=serial,
        lot=of_lot.code or None,
        date=iso(of_lot.expires.day, of_lot.expires.precision) if of_lot.expires else None,
        date_kind=row.date_kind if of_lot.expires else None,
        decimals=row.decimals,
        warranty_until=until.isoformat() if until else None,
        note=f"age {row.min_age}+" if row.min_age else None,
        product_id=row.id,
        lot_id=of_lot.id,
        unit_id=offered.unit_id,
    )
    found = priced(line, row, wanted)
    if wanted.unit_id is None and named_at_sale(row):
        question = asked(row)
        found = replace(found, state="ask", id=question.id, text=question.text, keys=question.keys)
    if found.amount_minor > LARGEST:
        raise BadInput(f"{show_decimal(offered.quantity, row.decimals)} of {fit(row.name, 30)} cost too much")
    return found


def said_added(session: Session, row: ProductRow, lines: list[Line]) -> str:
    """`Oat milk 1 l added, lot 24B07, best by 03 Dec`."""
    first = lines[0]
    name = fit(row.name, 30)
    if len(lines) > 1:
        return f"{name} added, from {len(lines)} lots"
    one = first.quantity == 10**row.decimals
    parts = [f"{'' if one else show_decimal(first.quantity, row.decimals) + ' '}{name} added"]
    if first.serial:
        parts.append(f"serial {short_code(first.serial)}")
    if first.lot:
        parts.append(f"lot {fit(first.lot, 12)}")
    if first.date and first.date_kind:
        kind = SHORT[first.date_kind]
        printed = parse_iso(first.date)
        parts.append(f"{kind} {show_day(printed.day, session.today(), printed.precision)}")
    if first.warranty_until and not first.lot:
        parts.append(f"warranty to {show_day(date.fromisoformat(first.warranty_until))}")
    if first.wanted:
        parts += _said_cheaper(session, row, first.wanted)
    if row.min_age:
        parts.append(f"check age {row.min_age}+")
    return ", ".join(parts)


def with_older(session: Session, row: ProductRow, basket: Basket, line: Line) -> Line:
    """The line of a scanned lot or piece, with the older lot that is still on the shelf."""
    if line.lot_id is None or not row.date_kind:
        return line
    units = frozenset(w.unit_id for x in (*basket.lines, line) if (w := x.wanted) and w.unit_id)
    found = older_than(session, row, lot(session.store, line.lot_id), basket.taken(row.id), units)
    if found is None:
        return line
    day = found.expires
    named = OlderLot(
        found.lot, day.day.isoformat(), row.date_kind, day.precision, found.quantity, found.place
    )
    return replace(line, older=named)


def said_older(session: Session, line: Line) -> str:
    """`lot 24B07 added. Older first: lot 24B06, best by 24 Nov, 9 at SHELF-2`, empty where none is older. An age that
    is to be checked comes before the date of the older one."""
    older = line.older
    if older is None:
        return ""
    what = short_code(line.serial) if line.serial else f"lot {fit(line.lot or '', 8)}"
    printed = show_day(date.fromisoformat(older.date), session.today(), cast(Precision, older.date_precision))
    dated = f"{SHORT[older.date_kind]} {printed}"
    there = f"{older.quantity} at {fit(older.place, 9)}"
    if line.note:
        return f"{what} added, check {line.note}. Older: lot {fit(older.lot, 10)}, {there}"
    return f"{what} added. Older first: lot {fit(older.lot, 10)}, {dated}, {there}"


def _line_view(session: Session, n: int, line: Line) -> SellLine:
    wanted = line.wanted
    printed = parse_iso(line.date) if line.date else None
    counted = wanted is not None and line.state == "ok"
    return SellLine(
        n,
        line.sku,
        line.name,
        line.serial,
        line.lot,
        printed.day.isoformat() if printed else None,
        line.date_kind,
        show_decimal(line.quantity, line.decimals),
        session.money(wanted.price_minor) if wanted else None,
        session.money(line.amount_minor) if counted else None,
        line.state,
        show_percent(wanted.discount_ppm) if wanted and wanted.discount_ppm else None,
        line.warranty_until,
        line.note or (line.text if line.state != "ok" else None),
        printed.precision if printed else "day",
        line.older,
    )


def _said_cheaper(session: Session, row: ProductRow, wanted: Wanted) -> list[str]:
    """`marked down 2.15 -> 1.10`, or that the sticker on the goods says less than the books."""
    now, money = price_of(row, lot(session.store, wanted.lot_id)), session.money
    if wanted.sticker_minor is not None and wanted.sticker_minor != now:
        return [f"sticker {money(wanted.sticker_minor)}, books {money(now)}"]
    return [f"marked down {money(row.price_minor)} -> {money(now)}"] if now < row.price_minor else []
