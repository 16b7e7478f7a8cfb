"""Opening, freezing and thawing some of a lot: from then on it is a lot of its own with its own last day.

The rules are the product's (`opened_days`, `frozen_days`, `thawed_days`), and no date gets later than they allow:

- opened: so many days from today, and never later than the date it had. How long food keeps once it is opened is the
  producer's to say (Regulation (EU) 1169/2011, article 25 paragraph 2).
- frozen: only before its date has passed, and not again once it was thawed; so many days from today. After its use-by
  food is unsafe (article 24 paragraph 1 there), frozen or not.
- thawed: only what was frozen; so many days from today, and never later than the date it had while it was frozen. Food
  sold thawed says so beside its name (annex VI, part A, point 2 there).

The kind of date stays. One booking takes goods out of the old lot and brings as many of the new one to the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from shopstock.amounts import show_decimal
from shopstock.date_kinds import never_after
from shopstock.days import PrintedDate, show_day
from shopstock.jobs.find import Meaning, lot_meaning, of_reading
from shopstock.jobs.freshness import DateState, freshness, rules
from shopstock.jobs.markdowns import DOWN, UP
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import EventDraft, Goods, Posted, Step, booked, post
from shopstock.store.lots import LotRow, add_lot, lot, lot_coded, lots_out_of
from shopstock.store.markdowns import MarkdownDraft, carry_out
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.stock import lot_places
from shopstock.text import CODE_LENGTH, fit

Treatment = Literal["opened", "frozen", "thawed"]
TREATMENTS: Final[tuple[Treatment, ...]] = ("opened", "frozen", "thawed")
_SUFFIX: Final = {"opened": "open", "frozen": "frozen", "thawed": "thawed"}
_SERIES: Final = "TR"


class NoRule(Refusal):
    """The product does not say how long it keeps then."""

    id = "treat.no_rule"


class NotSo(Refusal):
    """These goods cannot be treated so: what was done to them before, their date, a hold, or their serials."""

    id = "treat.refused"


class TooMany(Refusal):
    """Less stands there than should be treated."""

    id = "treat.too_many"


@dataclass(frozen=True, slots=True)
class Treat:
    """What is done: to how much of which lot, and where it stands and stays."""

    what: Treatment
    lot_id: int
    quantity: int
    at: PlaceRow


class Treated(NamedTuple):
    """What was booked, and the lot that came out of it."""

    posted: Posted
    lot: LotRow


def new_date(session: Session, what: Treatment, of_lot: LotRow) -> PrintedDate:
    """The last day that goods of a lot would have; raises NoRule or NotSo where they cannot be treated so."""
    row = product(session.store, of_lot.product_id)
    name = f"{fit(row.name, 24)} lot {fit(of_lot.code, 12)}"
    if row.tracking != "lot" or of_lot.plain:
        why = "have serials" if row.tracking == "serial" else "bear no lot"
        raise NotSo(f"{fit(row.name, 24)}: goods that {why} are not {what} here", Key("F7", "stock"))
    if of_lot.held:
        raise NotSo(
            f"{name} is held: {fit(of_lot.held_because or 'see its passport', 24)}", Key("F3", "find")
        )
    _check_history(session, what, of_lot, name)
    days = _days(row, what)
    today = session.today()
    over = freshness(rules(session), row, of_lot.expires).on(today) is DateState.OVER
    if over and (what == "frozen" or never_after(row.date_kind)):
        since = session.day(of_lot.expires.day) if of_lot.expires else ""
        raise NotSo(f"{name}: its date was {since}. Not {what} any more")
    longest = PrintedDate(_ahead(today, days))
    if what == "frozen" or of_lot.expires is None or of_lot.expires.day > longest.day:
        return longest
    return of_lot.expires


def _check_history(session: Session, what: Treatment, of_lot: LotRow, name: str) -> None:
    done = [above.treated for above in lineage(session, of_lot)]
    if what == "opened" and what in done:
        raise NotSo(f"{name} is open already", Key("F3", "find"))
    if what == "frozen" and "thawed" in done:
        raise NotSo(f"{name} was thawed: it is not frozen again", Key("W", "waste"))
    if what == "frozen" and what in done:
        raise NotSo(f"{name} is frozen already", Key(":thawed", "thaws it"))
    if what == "thawed" and what in done:
        raise NotSo(f"{name} is thawed already", Key("F3", "find"))
    if what == "thawed" and "frozen" not in done:
        raise NotSo(f"{name} was never frozen here", Key(":frozen", "freezes it"))


def _days(row: ProductRow, what: Treatment) -> int:
    days = {"opened": row.opened_days, "frozen": row.frozen_days, "thawed": row.thawed_days}[what]
    if days is None:
        how = f":item {fit(row.sku, 16)} {what}_days=3"
        raise NoRule(f"{fit(row.name, 24)}: no rule for {what}", Key(how, "sets it"))
    return days


def lineage(session: Session, of_lot: LotRow) -> Iterator[LotRow]:
    """A lot, the one it came out of, and so on up to the one that was received."""
    yield of_lot
    if of_lot.parent_id is not None:
        yield from lineage(session, lot(session.store, of_lot.parent_id))


def treat(session: Session, request_id: str, wanted: Treat) -> Treated:
    """Book it in one transaction; the same treatment again, with the same date, joins the lot that it made before."""
    store = session.store
    with store.transaction():
        old = lot(store, wanted.lot_id)
        before = booked(store, request_id)
        if before:
            return Treated(before, old)
        expires = new_date(session, wanted.what, old)
        row = product(store, old.product_id)
        there = sum(s.quantity for s in lot_places(store, old.id) if s.place_id == wanted.at.id)
        if not 0 < wanted.quantity <= there or not wanted.at.sellable:
            said = show_decimal(there if wanted.at.sellable else 0, row.decimals)
            raise TooMany(f"only {said} of lot {fit(old.code, 16)} at {wanted.at.code}", Key("F7", "stock"))
        joined = _joined(session, wanted.what, old, expires)
        new = joined or _made(session, wanted.what, old, expires)
        events, prices = ((), ()) if joined else _price_kept(session, row, old, new, wanted.quantity)
        through = place_of_kind(store, "treated")
        steps = tuple(
            Step(wanted.what, Goods(row.id, row.tracking, one.id, 0), a, b, wanted.quantity, row.cost_minor)
            for one, a, b in ((old, wanted.at, through), (new, through, wanted.at))
        )
        draft = session.draft("move", request_id)
        posted = post(store, replace(draft, series=_SERIES, steps=steps, events=events, parts=prices))
        carry_out(store, prices)
    return Treated(posted, new)


def _price_kept(
    session: Session, row: ProductRow, old: LotRow, new: LotRow, quantity: int
) -> tuple[tuple[EventDraft, ...], tuple[MarkdownDraft, ...]]:
    """Goods that were marked down keep their price: its first step in the new lot, and the event that says so."""
    price = old.price_minor
    if price is None:
        return (), ()
    step = MarkdownDraft(new.id, 1, None, row.price_minor, None, price, quantity, None)
    listed, now = session.money(row.price_minor), session.money(price)
    what = DOWN if price < row.price_minor else UP
    return (EventDraft(what, row.id, new.id, was=listed, became=now, note=f"as lot {old.code}"),), (step,)


def _joined(session: Session, what: Treatment, old: LotRow, expires: PrintedDate) -> LotRow | None:
    """The lot that the same treatment made with the same date, without a price of its own, and that nobody holds.

    Goods that were marked down make a lot each time: undoing one treatment takes the price of its lot back."""
    if old.price_minor is not None:
        return None
    for one in lots_out_of(session.store, old.id):
        if (one.treated, one.expires, one.price_minor, one.held) == (what, expires, None, 0):
            return one
    return None


def _made(session: Session, what: Treatment, old: LotRow, expires: PrintedDate) -> LotRow:
    """A new lot, called by the code that is printed on the goods, what was done, and a number: `K22-open1`."""
    store = session.store
    *_, first = lineage(session, old)
    n = 1
    while lot_coded(store, old.product_id, _code(first.code, what, n)):
        n += 1
    code = _code(first.code, what, n)
    return add_lot(store, old.product_id, code, expires, old.made_on, out_of=(old.id, what))


def _code(code: str, what: Treatment, n: int) -> str:
    suffix = f"-{_SUFFIX[what]}{n}"
    return code[: CODE_LENGTH - len(suffix)] + suffix


def said_of(session: Session, of_lot: LotRow) -> str:
    """A lot with its date, and what was done to it: `K22-open1, opened, 25 Nov`."""
    dated = of_lot.expires
    day = show_day(dated.day, session.today(), dated.precision) if dated else "no date"
    return ", ".join(part for part in (of_lot.code, of_lot.treated, day) if part)


def packs_of(session: Session, meant: Meaning) -> list[Meaning]:
    """The lots that a pack may be whose label was scanned: what was opened, frozen or thawed bears the label of the lot
    it came out of, too. More than one only where more than one stands on the shelves."""
    found = of_reading(session, meant)
    if found.kind != "lot":
        return [meant]
    here = [one for one in _below(session, lot(session.store, found.id)) if _stands(session, one)]
    if not here or (len(here) == 1 and here[0].id == found.id):
        return [meant]
    # The date on the label is no longer that of what was treated.
    reading = replace(meant.reading, expires=None) if meant.reading else None
    return [
        replace(lot_meaning(session, one), label=f"lot {said_of(session, one)}", reading=reading)
        for one in here
    ]


def _below(session: Session, of_lot: LotRow) -> Iterator[LotRow]:
    yield of_lot
    for one in lots_out_of(session.store, of_lot.id):
        yield from _below(session, one)


def _stands(session: Session, of_lot: LotRow) -> bool:
    return any(s.sellable for s in lot_places(session.store, of_lot.id))


def _ahead(day: date, days: int) -> date:
    return date.max if days > (date.max - day).days else day + timedelta(days=days)
