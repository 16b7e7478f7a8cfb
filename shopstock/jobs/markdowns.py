"""Markdowns: a lot gets a price of its own below the list price, a step further down, or its list price back.

`marked` is what letter M does: the price that is suggested for the lot where one is, otherwise the shop's percentages
one after the other (`markdown.percent`), and below the last of them by that much again. Every change is a step of the
lot (`store.markdowns`) and an event, in one booking; whoever books one posts both and then calls `carry_out`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from shopstock.amounts import parse_decimal, round_half_up
from shopstock.jobs.freshness import freshness, rules
from shopstock.jobs.offer import price_of
from shopstock.jobs.rights import Right, require
from shopstock.jobs.sell import below_cost
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.lots import LotRow, lot
from shopstock.store.markdowns import (
    MarkdownDraft,
    MarkdownRow,
    carry_out,
    markdowns_of,
    newest_standing,
    price_without,
)
from shopstock.store.stock import lot_places
from shopstock.store.tickets import events_of
from shopstock.text import fit

DOWN, UP = "marked_down", "marked_up"
FULL_PPM = 1_000_000


class NoPriceOfItsOwn(Refusal):
    """Goods without a lot have the price of their product."""

    id = "markdown.no_lot"


class NotCheaper(Refusal):
    """The price is the one it has already, or not below the list price."""

    id = "markdown.not_cheaper"


class NotToMark(Refusal):
    """Goods past their use-by are sold at no price."""

    id = "markdown.use_by_passed"


class Cheaper(NamedTuple):
    """A price that a lot may get, the part of its price now that goes, and what was suggested if that is it."""

    price_minor: int
    off_ppm: int
    suggested_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """A lot and the price it gets; None gives it the list price back. `suggested_minor` is what was suggested."""

    lot_id: int
    price_minor: int | None
    suggested_minor: int | None = None


def suggested_price(session: Session, of_lot: LotRow) -> int | None:
    """What is suggested for a lot now, in minor units; None where nothing is."""
    from shopstock.jobs.suggest import (
        suggestion_for,
    )  # it reads the history of sales: the counter opens without

    said = suggestion_for(session, of_lot.id, of_lot.expires.day) if of_lot.expires else None
    return said.price_minor if said else None


def price_for_m(session: Session, of_lot: LotRow) -> Cheaper:
    """The price that letter M gives a lot now."""
    row = product(session.store, of_lot.product_id)
    now = price_of(row, of_lot)
    suggested = suggested_price(session, of_lot)
    if suggested is not None and 0 <= suggested < now:
        return Cheaper(suggested, _off(now, suggested), suggested)
    steps = percents(session)
    first = newest_standing(markdowns_of(session.store, of_lot.id))
    # A list price that was changed since begins anew: the old step was of another price.
    top = row.price_minor if first and first.list_minor != row.price_minor else now
    for percent in steps:
        price = rounded(session, less(row.price_minor, percent * 10_000))
        if price < top and price != of_lot.price_minor:
            return Cheaper(price, percent * 10_000 if now == row.price_minor else _off(now, price))
    return Cheaper(rounded(session, less(now, steps[-1] * 10_000)), steps[-1] * 10_000)


def less(price_minor: int, off_ppm: int) -> int:
    """A price or amount with that part of it taken off, in minor units."""
    return price_minor - round_half_up(price_minor * off_ppm, FULL_PPM)


def _off(now: int, price: int) -> int:
    return FULL_PPM - round_half_up(price * FULL_PPM, now) if now > 0 else 0


def percents(session: Session) -> tuple[int, ...]:
    """The shop's percentages off the list price, the first first."""
    return tuple(int(part) for part in value(session, "markdown.percent").split())


def rounded(session: Session, price_minor: int) -> int:
    """Down to a whole number of the shop's steps; a price that would be nothing then stays as it is."""
    step = int(value(session, "markdown.round"))
    return price_minor // step * step or price_minor


def marked(session: Session, of_lot: LotRow) -> Marking:
    """What letter M makes of a lot."""
    found = price_for_m(session, of_lot)
    return Marking(of_lot.id, found.price_minor, found.suggested_minor)


def marked_in_check(session: Session, lot_ids: Iterable[int]) -> list[Marking]:
    """What M makes of the lots of a morning check. A lot that stands at two places goes down once: what this morning's
    check marked already keeps its price and needs only its stickers there."""
    found = []
    for lot_id in dict.fromkeys(lot_ids):
        of_lot = lot(session.store, lot_id)
        last = newest_standing(markdowns_of(session.store, lot_id))
        if last is None or not _of_this_morning(session, last, of_lot):
            found.append(marked(session, of_lot))
    return found


def _of_this_morning(session: Session, last: MarkdownRow, of_lot: LotRow) -> bool:
    today = session.today().isoformat()
    same_list = product(session.store, of_lot.product_id).price_minor == last.list_minor
    return last.kind == "check" and last.day == today and same_list and last.became_minor is not None


def mark(session: Session, request_id: str, markings: Sequence[Marking]) -> Posted:
    """Give lots these prices, in one transaction of its own with a paper MD-000001.

    Raises NotCheaper, NotToMark, NoPriceOfItsOwn and NeedsApproval."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        events, steps = drafts_of(session, markings)
        draft = session.draft("adjustment", request_id)
        posted = post(store, replace(draft, series="MD", events=events, parts=steps))
        carry_out(store, steps)
        return posted


def drafts_of(
    session: Session, markings: Sequence[Marking]
) -> tuple[tuple[EventDraft, ...], tuple[MarkdownDraft, ...]]:
    """The events and steps of these prices, once it is sure that they may be given; the lots are as they were."""
    known = [(lot(session.store, each.lot_id), each) for each in markings]
    rows = [product(session.store, of_lot.product_id) for of_lot, _ in known]
    for row, (of_lot, each) in zip(rows, known, strict=True):
        _check(session, row, of_lot, each)
    require(session, *_rights(zip(rows, markings, strict=True)))
    steps = tuple(
        _step(session, row, of_lot, each.price_minor, each.suggested_minor)
        for row, (of_lot, each) in zip(rows, known, strict=True)
    )
    events = tuple(_event(session, row, step) for row, step in zip(rows, steps, strict=True))
    return events, steps


def _check(session: Session, row: ProductRow, of_lot: LotRow, each: Marking) -> None:
    name = f"{fit(row.name, 24)} lot {fit(of_lot.code, 12)}"
    if of_lot.plain:
        raise NoPriceOfItsOwn(
            f"{fit(row.name, 30)} has no lots: its price is that of the item", Key(":item", "price")
        )
    if each.price_minor is None:
        if of_lot.price_minor is None:
            raise NotCheaper(f"{name} has its list price already")
        return
    if freshness(rules(session), row, of_lot.expires).forbidden_on(session.today()):
        raise NotToMark(f"{name}: use-by has passed", Key("P", "pull"), Key("W", "waste"))
    if each.price_minor == of_lot.price_minor:
        raise NotCheaper(f"{name} costs {session.money(each.price_minor)} already")
    if each.price_minor >= row.price_minor:
        listed = session.money(row.price_minor)
        raise NotCheaper(f"{name}: {session.money(each.price_minor)} is not below its list price {listed}")


def rights_for(session: Session, markings: Iterable[Marking]) -> list[Right]:
    """What these prices take: below the list price a right, below the cost another, the list price back none."""
    return _rights((product(session.store, lot(session.store, m.lot_id).product_id), m) for m in markings)


def _rights(marked_rows: Iterable[tuple[ProductRow, Marking]]) -> list[Right]:
    needed: list[Right] = []
    for row, each in marked_rows:
        if each.price_minor is not None:
            needed.append(Right.PRICE)
            if below_cost(row, each.price_minor, 10**row.decimals):
                needed.append(Right.BELOW_COST)
    return list(dict.fromkeys(needed))


def _step(
    session: Session, row: ProductRow, of_lot: LotRow, price_minor: int | None, suggested_minor: int | None
) -> MarkdownDraft:
    before = markdowns_of(session.store, of_lot.id)
    seq = before[-1].seq + 1 if before else 1
    there = sum(s.quantity for s in lot_places(session.store, of_lot.id) if s.sellable)
    return MarkdownDraft(
        of_lot.id,
        seq,
        seq - 1 or None,
        row.price_minor,
        of_lot.price_minor,
        price_minor,
        there,
        suggested_minor,
    )


def _event(session: Session, row: ProductRow, step: MarkdownDraft) -> EventDraft:
    was, became = (row.price_minor if p is None else p for p in (step.was_minor, step.became_minor))
    return EventDraft(
        DOWN if became < was else UP,
        product_id=row.id,
        lot_id=step.lot_id,
        was=session.money(was),
        became=session.money(became),
    )


def undone(session: Session, booking_id: int) -> tuple[MarkdownDraft, ...]:
    """The steps that undo those of a booking: each lot gets the price of its newest step that still stands."""
    found = []
    for event in events_of(session.store, booking_id):
        if event.what not in (DOWN, UP) or event.lot_id is None:
            continue
        of_lot = lot(session.store, event.lot_id)
        row = product(session.store, of_lot.product_id)
        steps = markdowns_of(session.store, of_lot.id)
        if any(step.booking_id == booking_id for step in steps):
            price = price_without(steps, booking_id)
        elif not steps and of_lot.price_minor == _minor(session, event.became):
            # Marked down before there were steps: the event alone says what it was.
            was = _minor(session, event.was)
            price = None if was == row.price_minor else was
        else:
            continue
        if price != of_lot.price_minor:
            found.append(_step(session, row, of_lot, price, None))
    return tuple(found)


def _minor(session: Session, said: str | None) -> int:
    return parse_decimal(said or "", session.shop.digits)
